"""Agreements of a briefing book: what was signed, until when it holds, and what is still open."""

from __future__ import annotations

from typing import Final

from planner.documents.content import (
    Block,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
    Text,
    Weight,
    Words,
)
from planner.documents.material import Material
from planner.documents.speaking.dates import partial_date
from planner.documents.speaking.sheet_words import (
    country_said,
    joined,
    plain_day,
    short_day,
    title_of,
)
from planner.domain.agreement_register import STATES
from planner.domain.agreements import (
    AGREEMENT_KINDS,
    Agreement,
    AgreementKind,
    Amendment,
)
from planner.domain.followups import FOLLOW_UP_STATUSES, FollowUp
from planner.domain.renewal import last_notice, renews, term_end, told_state
from planner.domain.times import PartialDate
from planner.i18n import N_

ITSELF: Final = N_("Renews itself unless notice is given")


def agreement_pages(material: Material) -> list[Block]:
    """Each with its status as of the day of printing, and the entries that are about it."""
    if not material.agreements:
        return []
    blocks: list[Block] = [
        Heading(
            text=material.speech.both(N_("Agreements")),
            note=material.speech.both(
                N_("Status on {date}"), date=plain_day(material, material.today)
            ),
            new_page=True,
        )
    ]
    for one in material.agreements:
        blocks.append(Heading(text=one.title, level=2))
        blocks.append(Facts(_facts(material, one)))
        if one.text.strip():
            blocks.append(Paragraph(one.text))
        if one.notes.strip():
            blocks.append(Paragraph(one.notes, Weight.SMALL))
    return blocks


def _facts(material: Material, one: Agreement) -> tuple[Fact, ...]:
    both = material.speech.both
    kind: Text = both(AGREEMENT_KINDS[one.kind]) if one.kind is not AgreementKind.OTHER else ""
    signed = joined(material, [_date(material, one.signed_on), one.place], ", ")
    told: list[tuple[str, tuple[Text, ...]]] = [
        (N_("Kind"), (joined(material, [kind, one.number], " · "),)),
        (N_("Between"), _parties(material, one)),
        (N_("Status"), (both(STATES[told_state(one, material.today)]),)),
        (N_("Signed"), (signed,)),
        (N_("In force since"), (_date(material, one.in_force_on),)),
        (N_("Expires"), (_date(material, term_end(one, material.today)),)),
        (N_("Renewal"), (both(ITSELF) if renews(one) else "", _notice(material, one))),
        (N_("Review"), (_date(material, one.review_on),)),
        (N_("Amendments"), tuple(_amendment(material, it) for it in _amendments(material, one))),
        (N_("Replaces"), (_replaced(material, one),)),
        (N_("On the programme"), _entries(material, one)),
    ]
    kept = [(label, tuple(line for line in lines if line)) for label, lines in told]
    return tuple(Fact(both(label), lines) for label, lines in kept if lines)


def _date(material: Material, value: PartialDate) -> Words:
    return material.speech.each(lambda code: partial_date(value, code)) if value else Words("")


def _parties(material: Material, one: Agreement) -> tuple[Text, ...]:
    """A country stands for an authority that the text does not name."""
    return tuple(country_said(material, name) for name in material.parties.get(one.id, ()))


def _notice(material: Material, one: Agreement) -> Words:
    """The last day for notice of the running term, as exact as its end is known; else the period."""
    if last := last_notice(one, material.today):
        return material.speech.both(N_("Notice by {date}"), date=_date(material, last))
    if one.notice_months:
        return material.speech.plural(
            "Notice {count} month before", "Notice {count} months before", one.notice_months
        )
    return Words("")


def _amendments(material: Material, one: Agreement) -> tuple[Amendment, ...]:
    return material.amendments.get(one.id, ())


def _amendment(material: Material, one: Amendment) -> Words:
    return joined(material, [one.number, one.title, _date(material, one.signed_on)], " · ")


def _replaced(material: Material, one: Agreement) -> str:
    return next((it.title for it in material.agreements if it.id == one.supersedes_id), "")


def _entries(material: Material, one: Agreement) -> tuple[Text, ...]:
    return tuple(
        title_of(material, item) for item in material.plan.active if item.agreement_id == one.id
    )


def follow_up_pages(material: Material) -> list[Block]:
    """What was promised and is still open, by the day it is due."""
    if not material.follow_ups:
        return []
    both = material.speech.both
    rows = tuple(
        Row(
            cells=(
                short_day(material, one.due_on, year=True),
                one.title,
                _owner(material, one),
                joined(material, [both(FOLLOW_UP_STATUSES[one.status]), one.waiting_for], ": "),
            )
        )
        for one in material.follow_ups
    )
    table = Table(
        columns=(
            Column(title=both(N_("Due")), width=1.5),
            Column(title=both(N_("What")), width=4),
            Column(title=both(N_("Owner")), width=2),
            Column(title=both(N_("Status")), width=1.6),
        ),
        rows=rows,
    )
    return [Heading(text=both(N_("Open follow-ups")), new_page=True), table]


def _owner(material: Material, one: FollowUp) -> str:
    person = material.plan.person.get(one.owner_id) if one.owner_id else None
    return one.owner or (person.name if person else "")
