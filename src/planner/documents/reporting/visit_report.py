"""The visit report: who came in which role, who paid, gifts, costs, outcomes, promises, media."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Bullets,
    Column,
    Document,
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
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.people.heads import Head, everybody
from planner.documents.reporting.telling import Telling, telling
from planner.documents.speaking.dates import date_range
from planner.documents.speaking.places_named import country_name
from planner.documents.speaking.sheet_words import joined
from planner.documents.speaking.wording import listed
from planner.domain.cost_sums import Share, by_kind, by_payer, overall
from planner.domain.followups import FOLLOW_UP_STATUSES, SIDES, FollowUp
from planner.domain.gifts import GIFT_DIRECTIONS, Gift
from planner.domain.ids import OrganisationId
from planner.domain.outcomes import COST_KINDS, CostKind, MediaMention, Outcome
from planner.domain.visits import CATEGORIES, VISIT_STATUSES, Category, VisitStatus
from planner.i18n import N_
from planner.text import fold

TITLE: Final = N_("Visit report")
NOT_SAID: Final = N_("Not given")
TOTAL: Final = N_("Total")
MOST_PAYERS: Final = 4
"""More columns of amounts are too narrow for them."""


def visit_report(material: Material) -> Document | None:
    """None for a visit with nobody in it of which nothing is recorded."""
    told = telling(material)
    if not material.plan.delegates and material.aftermath.is_empty:
        return None
    both = material.speech.both
    parts: list[tuple[str, list[Block]]] = [
        (N_("Outcomes"), _outcomes(told)),
        (N_("Gifts"), _gifts(told)),
        (N_("Costs"), _costs(told)),
        (N_("Follow-ups"), _follow_ups(told)),
        (N_("In the media"), _media(told)),
    ]
    blocks: list[Block] = [Heading(text=both(TITLE)), _frame(told), *_who_came(told)]
    for title, said in parts:
        if said:
            blocks += [Heading(text=both(title), level=2), *said]
    missing = [both(title) for title, said in parts if not said]
    if missing:
        blocks.append(_nothing_of(told, missing))
    return framed(_unnamed(told), both(TITLE), blocks, contact=False)


def _unnamed(told: Telling) -> Material:
    """For the frame: the title of the visit stands on every page."""
    material = told.material
    visit = replace(material.plan.visit, title=told.text(material.plan.visit.title))
    return replace(material, plan=replace(material.plan, visit=visit))


def _nothing_of(told: Telling, parts: list[Words]) -> Paragraph:
    """Said at the end: whoever asks wants to know that nothing was forgotten."""
    names = told.material.speech.each(
        lambda code: listed(
            [
                (one.second if code != told.material.speech.code else "") or one.text
                for one in parts
            ],
            code,
        )
    )
    return Paragraph(
        told.material.speech.both(N_("Nothing is recorded of: {parts}."), parts=names), Weight.SMALL
    )


def _frame(told: Telling) -> Facts:
    material = told.material
    visit, speech = material.plan.visit, material.speech
    days: Text = ""
    if (first := visit.first_day) and (last := visit.last_day or first):
        days = speech.each(lambda code: date_range(first, last, code))
    country = speech.each(lambda code: country_name(visit.country, code)) if visit.country else ""
    state: Text = ""
    if visit.status in (VisitStatus.CANCELLED, VisitStatus.POSTPONED):
        reason = told.text(visit.status_reason)
        state = joined(material, [speech.both(VISIT_STATUSES[visit.status]), reason], ": ")
    title = told.text(visit.title)
    rows = [
        (N_("Visit"), joined(material, [title, visit.code, days, country], " · ")),
        (N_("Status"), state),
        (N_("Host"), told.house(visit.host_organisation_id)),
        (N_("On the initiative of"), told.house(visit.initiator_organisation_id)),
        (N_("Purpose"), told.text(visit.purpose)),
    ]
    return Facts(tuple(Fact(speech.both(label), (text,)) for label, text in rows if text))


# who came


def _who_came(told: Telling) -> list[Block]:
    """One line a head; without names one line for all of the same role, category and payer."""
    material = told.material
    both = material.speech.both
    heads = everybody(material).delegates
    if not heads:
        return []
    payers = {one.id: told.text(one.payer) for one in material.plan.delegates}
    lines = [(head, payers[key]) for key, head in heads.items()]
    count = material.speech.plural("{count} participant", "{count} participants", len(lines))
    note = joined(material, [count, _counted(told, [head for head, _payer in lines])], " · ")
    return [
        Heading(text=both(N_("Who came, and who paid")), level=2, note=note),
        _by_name(told, lines) if told.names else _by_role(told, lines),
    ]


def _by_name(told: Telling, lines: list[tuple[Head, str]]) -> Table:
    material = told.material
    both = material.speech.both
    rows = tuple(
        Row(
            cells=(
                head.name,
                joined(material, [head.post, told.briefly(head.organisation_id)], ", "),
                head.role,
                both(CATEGORIES[head.category]),
                payer or "–",
            )
        )
        for head, payer in lines
    )
    return Table(
        columns=(
            Column(title=both(N_("Name")), width=2),
            Column(title=both(N_("Post, organisation")), width=4.1),
            Column(title=both(N_("Role")), width=2.2),
            Column(title=both(N_("Category")), width=1.1),
            Column(title=both(N_("Paid by")), width=1.5),
        ),
        rows=rows,
    )


def _by_role(told: Telling, lines: list[tuple[Head, str]]) -> Table:
    both = told.material.speech.both
    counts: Counter[tuple[Category, str, str]] = Counter()
    roles: dict[str, Words] = {}
    for head, payer in lines:
        role = Words(told.text(head.role.text), told.text(head.role.second))
        roles.setdefault(role.text, role)
        counts[head.category, role.text, payer] += 1
    order = {category: place for place, category in enumerate(Category)}
    rows = [
        Row(cells=(both(CATEGORIES[category]), roles[role], payer or "–", str(count)))
        for (category, role, payer), count in sorted(
            counts.items(), key=lambda pair: (order[pair[0][0]], -pair[1], pair[0][1:])
        )
    ]
    rows.append(Row(cells=(both(TOTAL), "", "", str(len(lines))), strong=True))
    return Table(
        columns=(
            Column(title=both(N_("Category")), width=2),
            Column(title=both(N_("Role")), width=3),
            Column(title=both(N_("Paid by")), width=2),
            Column(title=both(N_("People")), width=1, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _counted(told: Telling, heads: list[Head]) -> Text:
    """ "Official 5 · Science 4 · Not given 3"."""
    counts = Counter(head.category for head in heads)
    both = told.material.speech.both
    return joined(
        told.material,
        [
            joined(told.material, [both(CATEGORIES[one]), str(counts[one])], " ")
            for one in Category
            if counts[one]
        ],
        " · ",
    )


# what came of it


def _outcomes(told: Telling) -> list[Block]:
    lines = tuple(_outcome(told, one) for one in told.material.aftermath.outcomes if one.text)
    return [Bullets(lines)] if lines else []


def _outcome(told: Telling, one: Outcome) -> Text:
    """The sentence, and behind it where it was reached and what was signed."""
    known = told.material.aftermath.agreements
    agreement = told.text(known.get(one.agreement_id, "")) if one.agreement_id else ""
    behind = joined(told.material, [told.entry(one.item_id), agreement], ", ")
    said = told.text(one.text)
    if not behind:
        return said
    return told.material.speech.both(N_("{text} ({more})"), text=said, more=behind)


def _gifts(told: Telling) -> list[Block]:
    both = told.material.speech.both
    gifts = told.material.aftermath.gifts
    if not gifts:
        return []
    return [
        Table(
            columns=(
                Column(title=both(N_("Gift")), width=3.1),
                Column(title=both(N_("From whom to whom")), width=3.9),
                Column(title=both(N_("Value")), width=1.1, align=Align.RIGHT),
                Column(title=both(N_("Decision")), width=2.6),
            ),
            rows=tuple(_gift(told, one) for one in gifts),
        )
    ]


def _gift(told: Telling, one: Gift) -> Row:
    material = told.material
    kind = material.speech.both(GIFT_DIRECTIONS[one.direction])
    when = joined(material, [kind, told.day(one.handed_on)], ", ")
    giver = told.someone(one.giver_id, one.giver_organisation_id)
    receiver = told.someone(one.receiver_id, one.receiver_organisation_id)
    return Row(
        cells=(
            joined(material, [told.text(one.description), when], " – "),
            joined(material, [giver or "?", receiver or "?"], " → ") if giver or receiver else "–",
            told.amount(one.minor_units, one.currency) or "–",
            joined(material, [told.text(one.decision), told.text(one.kept_by)], " – "),
        )
    )


def _costs(told: Telling) -> list[Block]:
    """Categories by payers where there are few, else one below the other; each currency on its own."""
    material = told.material
    costs = material.aftermath.costs
    if not costs:
        return []
    both = material.speech.both
    names = {key: told.house(key).text for key in material.aftermath.organisations}
    payers = by_payer(costs, names)
    table = _matrix(told, payers, names) if len(payers) <= MOST_PAYERS else _lists(told, payers)
    notes = [
        both(N_("* estimated, at least in part")) if any(one.estimated for one in costs) else "",
        both(N_("? an amount is still open")) if overall(costs).open else "",
    ]
    note = joined(material, notes, "; ")
    return [table, *([Paragraph(note, Weight.SMALL)] if note else [])]


def _matrix(told: Telling, payers: tuple[Share, ...], names: Mapping[OrganisationId, str]) -> Table:
    both = told.material.speech.both
    costs = told.material.aftermath.costs
    rows = []
    for kind in by_kind(costs):
        own = [one for one in costs if one.kind.value == kind.name]
        shares = {fold(one.name): one for one in by_payer(own, names)}
        cells = [
            told.sums(shares[key]) if (key := fold(one.name)) in shares else "" for one in payers
        ]
        rows.append(Row(cells=(both(COST_KINDS[CostKind(kind.name)]), *cells, told.sums(kind))))
    whole = (both(TOTAL), *(told.sums(one) for one in payers), told.sums(overall(costs)))
    heads = [_payer(told, one) for one in payers]
    return Table(
        columns=(
            Column(title=both(N_("Costs, by payer")), width=1.8),
            *(Column(title=head, width=2, align=Align.RIGHT) for head in heads),
            Column(title=both(TOTAL), width=1.7, align=Align.RIGHT),
        ),
        rows=(*rows, Row(cells=whole, strong=True)),
    )


def _lists(told: Telling, payers: tuple[Share, ...]) -> Table:
    both = told.material.speech.both
    costs = told.material.aftermath.costs
    rows = [Row(cells=(both(N_("By category")),))]
    rows += [
        Row(cells=(both(COST_KINDS[CostKind(one.name)]), told.sums(one))) for one in by_kind(costs)
    ]
    rows.append(Row(cells=(both(N_("By payer")),)))
    rows += [Row(cells=(_payer(told, one), told.sums(one))) for one in payers]
    rows.append(Row(cells=(both(TOTAL), told.sums(overall(costs))), strong=True))
    return Table(
        columns=(
            Column(title=both(N_("Costs")), width=4),
            Column(title=both(N_("Amount")), width=2, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _payer(told: Telling, share: Share) -> Text:
    return told.text(share.name) or told.material.speech.both(NOT_SAID)


def _follow_ups(told: Telling) -> list[Block]:
    both = told.material.speech.both
    promised = told.material.aftermath.follow_ups
    if not promised:
        return []
    return [
        Table(
            columns=(
                Column(title=both(N_("What")), width=4.6),
                Column(title=both(N_("Owner")), width=2.4),
                Column(title=both(N_("Due")), width=1.5),
                Column(title=both(N_("Status")), width=1.3),
            ),
            rows=tuple(
                Row(
                    cells=(
                        told.text(one.title),
                        _owner(told, one),
                        told.day(one.due_on) or "–",
                        both(FOLLOW_UP_STATUSES[one.status]),
                    )
                )
                for one in promised
            ),
        )
    ]


def _owner(told: Telling, one: FollowUp) -> Text:
    """Whoever is named, else the side."""
    known = told.someone(one.owner_id, None) if told.names else ""
    typed = one.owner.strip() if told.names else ""
    return known or typed or told.material.speech.both(SIDES[one.side])


def _media(told: Telling) -> list[Block]:
    lines = tuple(_mention(told, one) for one in told.material.aftermath.mentions)
    return [Bullets(lines)] if lines else []


def _mention(told: Telling, one: MediaMention) -> Text:
    """The address of a page goes where it holds a name."""
    url = one.url if told.bare(one.url) == one.url else ""
    title = told.text(one.title)
    said = told.material.speech.both(N_("“{title}”"), title=title) if title else ""
    parts = [told.text(one.medium), said, told.day(one.published_on), url]
    return joined(told.material, parts, ", ")
