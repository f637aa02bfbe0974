"""The frame of every paper: what stands at the head and foot of its pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from planner.documents.content import Block, Document, PageSize, Text, Words, first
from planner.documents.material import Material
from planner.documents.speaking.clocks import clock
from planner.documents.speaking.dates import long_date
from planner.documents.speaking.titles import organisation_name
from planner.documents.speaking.wording import (
    DRAFT,
    EMERGENCY_CONTACT,
    PAGE_OF,
    VERSION,
    in_one_line,
)
from planner.domain.times import zone
from planner.domain.visits import Direction


def framed(
    material: Material,
    title: Words,
    blocks: Iterable[Block],
    *,
    size: PageSize | None = None,
    landscape: bool = False,
    contact: bool = True,
) -> Document:
    """The paper with visit, version, moment of release, emergency contact and page on every page."""
    plan, speech = material.plan, material.speech
    return Document(
        title=_of_visit(title, plan.visit.title),
        language=speech.code,
        second_language=speech.second_code,
        made_at=material.at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0),
        author=author(material),
        subject=first(title),
        running=_running(title, plan.visit.title),
        version=version_line(material),
        contact=emergency_line(material) if contact else "",
        page_of=speech.both(PAGE_OF, page="{page}", pages="{pages}"),
        size=size or material.wishes.size,
        landscape=landscape,
        blocks=tuple(blocks),
    )


def author(material: Material) -> str:
    """The office that hands the paper out: as its template says, else the host of who comes to us
    and the sender of who goes abroad."""
    plan, visit = material.plan, material.plan.visit
    own = (
        visit.initiator_organisation_id
        if visit.direction is Direction.OUTBOUND
        else visit.host_organisation_id
    )
    house = plan.organisation.get(own) if own else None
    said = organisation_name(house, material.speech.code) if house else ""
    return material.look.organisation or said


def version_line(material: Material) -> Words:
    """ "Version 3 · Friday 20 November 2026 14:05", by the clock of the programme; "Draft · …"."""
    number = material.plan.release_number
    local = material.at.astimezone(zone(material.home))
    moment = material.speech.each(lambda code: f"{long_date(local, code)} {clock(local, code)}")
    said = (
        material.speech.both(DRAFT)
        if number is None
        else material.speech.both(VERSION, number=number)
    )
    return Words(
        f"{said.text} · {moment.text}",
        f"{said.second or said.text} · {moment.second}" if moment.second else "",
    )


def emergency_line(material: Material) -> Text:
    """ "Emergency contact: …"; empty where none is recorded, or it was not granted."""
    told = material.plan.visit.emergency_contact
    return f"{material.speech.line(EMERGENCY_CONTACT)}: {told}" if told else ""


def _running(title: Words, visit: str) -> Text:
    """ "Programme / 日程表 · Title of the visit": the title is said once."""
    return " · ".join(part for part in (in_one_line(title), visit) if part)


def _of_visit(title: Words, visit: str) -> Words:
    if not visit:
        return title
    return Words(f"{title.text} · {visit}", f"{title.second} · {visit}" if title.second else "")
