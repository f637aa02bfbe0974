"""The visit report: who came in which role, who paid, gifts, costs, outcomes, promises, media – on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from planner.documents.content import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Text,
    Weight,
    Words,
)
from planner.documents.framing import framed
from planner.documents.looks import tightened
from planner.documents.material import Material
from planner.documents.reporting.composing import Composing
from planner.documents.reporting.costs_told import costs
from planner.documents.reporting.density import STEPS, Density
from planner.documents.reporting.telling import telling
from planner.documents.reporting.what_came import follow_ups, gifts, media, outcomes
from planner.documents.reporting.who_came import who_came
from planner.documents.speaking.dates import date_range
from planner.documents.speaking.sheet_words import joined
from planner.domain.visits import VISIT_STATUSES, VisitStatus
from planner.i18n import N_
from planner.places_named import country_name

TITLE: Final = N_("Visit report")
_PARTS: Final[tuple[tuple[str, Callable[[Composing], list[Block]]], ...]] = (
    (N_("Outcomes"), outcomes),
    (N_("Gifts"), gifts),
    (N_("Costs"), costs),
    (N_("Follow-ups"), follow_ups),
    (N_("In the media"), media),
)


def visit_report(material: Material) -> Document | None:
    """On one page, however much there is to say; None for a visit with nobody in it of which
    nothing is recorded."""
    if not material.plan.delegates and material.aftermath.is_empty:
        return None
    return _fitted(material)


@lru_cache(4)
def _fitted(material: Material) -> Document:
    """The airiest of :data:`STEPS` that the engine sets on one page, found by halves."""
    from planner.documents.engine.pdf import fits_a_page

    look = tightened(material.look)
    found = composed(material, STEPS[0])
    if fits_a_page(found, look):
        return found
    found = composed(material, STEPS[-1])
    too_airy, close = 0, len(STEPS) - 1
    while close - too_airy > 1:
        middle = (too_airy + close) // 2
        made = composed(material, STEPS[middle])
        if fits_a_page(made, look):
            found, close = made, middle
        else:
            too_airy = middle
    return found


def composed(material: Material, density: Density) -> Document:
    """The report as closely set as said, on however many pages."""
    page = Composing(telling(material), density)
    both = material.speech.both
    blocks: list[Block] = [Heading(text=both(TITLE)), _frame(page), *who_came(page)]
    missing = []
    for title, write in _PARTS:
        said = write(page)
        if said:
            blocks += [Heading(text=both(title), level=2), *said]
        else:
            missing.append(both(title))
    blocks += page.what_is_left_out()
    blocks += _nothing_of(page, missing)
    made = framed(_at_office(page), both(TITLE), blocks, contact=False)
    return replace(made, type_size=density.size)


def _at_office(page: Composing) -> Material:
    """For the frame, on every page: the title as it may be told, the moment by the office's clock."""
    material = page.material
    visit = material.plan.visit
    said = replace(visit, title=page.text(visit.title), zone=material.office_zone or visit.zone)
    return replace(material, plan=replace(material.plan, visit=said))


def _nothing_of(page: Composing, parts: Iterable[Words]) -> list[Block]:
    """Said at the end: whoever asks wants to know that nothing was forgotten."""
    parts = list(parts)
    if not parts:
        return []
    said = page.both(N_("Nothing is recorded of: {parts}."), parts=page.named(parts))
    return [Paragraph(said, Weight.SMALL)]


def _frame(page: Composing) -> Facts:
    material, told = page.material, page.told
    visit, speech = material.plan.visit, material.speech
    days: Text = ""
    if (first := visit.first_day) and (last := visit.last_day or first):
        days = speech.each(lambda code: date_range(first, last, code))
    country = speech.each(lambda code: country_name(visit.country, code)) if visit.country else ""
    state: Text = ""
    if visit.status in (VisitStatus.CANCELLED, VisitStatus.POSTPONED):
        reason = page.text(visit.status_reason)
        state = joined(material, [speech.both(VISIT_STATUSES[visit.status]), reason], ": ")
    title = page.text(visit.title)
    rows = [
        (N_("Visit"), joined(material, [title, visit.code, days, country], " · ")),
        (N_("Status"), state),
        (N_("Host"), told.house(visit.host_organisation_id)),
        (N_("On the initiative of"), told.house(visit.initiator_organisation_id)),
        (N_("Purpose"), page.text(visit.purpose)),
    ]
    return Facts(tuple(Fact(speech.both(label), (text,)) for label, text in rows if text))
