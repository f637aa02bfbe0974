"""The biographies of a briefing book: both sides, with picture, post and the day of the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from planner.documents.content import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Portrait,
    Portraits,
    Text,
    Weight,
    Words,
    first,
)
from planner.documents.material import Material
from planner.documents.people.heads import Head, everybody
from planner.documents.speaking.sheet_words import joined, plain_day
from planner.documents.speaking.wording import AS_OF
from planner.domain.biographies import Biography, in_language
from planner.domain.ids import PersonId
from planner.domain.visits import Direction
from planner.i18n import N_

SHORT: Final = 900
"""Characters that stand beside the picture; longer ones stand below it."""


def biography_pages(material: Material) -> list[Block]:
    """Whom we meet first: guests who come to us before our hosts, hosts abroad before our own people."""
    here, both = everybody(material), material.speech.both
    sides = [
        (N_("Delegation"), _known(material, list(here.delegates.values()))),
        (N_("Hosts"), _known(material, here.receiving)),
    ]
    if material.plan.visit.direction is Direction.OUTBOUND:
        sides.reverse()
    if not any(heads for _title, heads in sides):
        return []
    blocks: list[Block] = [Heading(text=both(N_("Biographies")), new_page=True)]
    for title, heads in sides:
        if heads:
            blocks.append(Heading(text=both(title), level=2))
        for head in heads:
            blocks += _person(material, head)
    return blocks


def biography_for(material: Material, person: PersonId, code: str) -> Biography | None:
    """In this language; else in another one of the paper, else in one of the visit, else in any."""
    known = material.biographies.get(person, ())
    wanted = (code, *material.speech.codes, *material.plan.visit.languages)
    found = (in_language(known, tag) for tag in (*wanted, *(one.language for one in known)))
    return next((one for one in found if one is not None), None)


def _known(material: Material, heads: Sequence[Head]) -> list[Head]:
    return [
        head
        for head in heads
        if head.person_id and biography_for(material, head.person_id, material.speech.code)
    ]


def _person(material: Material, head: Head) -> list[Block]:
    assert head.person_id is not None
    person, photo = head.person_id, material.photos.get(head.person_id)
    text = material.speech.each(lambda code: _text(material, person, code))
    is_short = len(text.text) + len(text.second) <= SHORT
    lines: list[Text] = [
        joined(material, [head.post, head.organisation], ", "),
        *([text] if is_short else []),
        _origin(material, person),
    ]
    portrait = Portrait(
        name=head.name,
        initials=head.initials,
        native=head.native,
        lines=tuple(line for line in lines if line),
        picture=Picture(photo, first(head.label)) if photo else None,
        tag=head.role,
    )
    blocks: list[Block] = [Portraits((portrait,))]
    if not is_short:
        blocks.append(Paragraph(text, Weight.BODY))
    return blocks


def _text(material: Material, person: PersonId, code: str) -> str:
    found = biography_for(material, person, code)
    return found.text.strip() if found else ""


def _origin(material: Material, person: PersonId) -> Words:
    """ "As of 20 April 2027 · Ministry": of the text in the main language."""
    found = biography_for(material, person, material.speech.code)
    if found is None:
        return Words("")
    day = plain_day(material, found.as_of)
    as_of: Text = material.speech.both(AS_OF, date=day) if day else ""
    return joined(material, [as_of, found.source], " · ")
