"""What became of a visit: outcomes, gifts, follow-ups and what the media said."""

from __future__ import annotations

import datetime as dt

from planner.documents.content import Align, Block, Bullets, Column, Paragraph, Row, Table, Text
from planner.documents.reporting.composing import Composing
from planner.documents.speaking.sheet_words import joined
from planner.domain.followups import FOLLOW_UP_STATUSES, SIDES, FollowUp, FollowUpStatus
from planner.domain.gifts import GIFT_DIRECTIONS, Gift
from planner.domain.outcomes import MediaMention, Outcome
from planner.i18n import N_


def outcomes(page: Composing) -> list[Block]:
    whole = [one for one in page.material.aftermath.outcomes if one.text]
    shown = page.some(whole)
    lines = tuple(_outcome(page, one) for one in shown)
    return [Bullets((*lines, *page.more(whole, shown)))] if lines else []


def _outcome(page: Composing, one: Outcome) -> Text:
    """The sentence, and behind it where it was reached and what was signed."""
    known = page.material.aftermath.agreements
    agreement = page.text(known.get(one.agreement_id, "")) if one.agreement_id else ""
    behind = joined(page.material, [page.told.entry(one.item_id), agreement], ", ")
    said = page.text(one.text)
    if behind and page.density.brief:
        page.leave(page.both(N_("where outcomes were reached")))
    if not behind or page.density.brief:
        return said
    return page.both(N_("{text} ({more})"), text=said, more=behind)


def gifts(page: Composing) -> list[Block]:
    whole = page.material.aftermath.gifts
    if not whole:
        return []
    shown = page.some(whole)
    if page.density.brief:
        lines = tuple(page.strung(_gift(page, one), "; ") for one in shown)
        return [Bullets((*lines, *page.more(whole, shown)))]
    both = page.both
    return [
        Table(
            columns=(
                Column(title=both(N_("Gift")), width=3.1),
                Column(title=both(N_("From whom to whom")), width=3.9),
                Column(title=both(N_("Value")), width=1.1, align=Align.RIGHT),
                Column(title=both(N_("Decision")), width=2.6),
            ),
            rows=tuple(
                Row(cells=(gift[0], gift[1] or "–", gift[2] or "–", gift[3]))
                for gift in (_gift(page, one) for one in shown)
            ),
        )
    ]


def _gift(page: Composing, one: Gift) -> tuple[Text, Text, Text, Text]:
    """What and when, from whom to whom, its value, the decision about it."""
    material, told = page.material, page.told
    kind = page.both(GIFT_DIRECTIONS[one.direction])
    when = joined(material, [kind, told.day(one.handed_on)], ", ")
    giver = told.someone(one.giver_id, one.giver_organisation_id)
    receiver = told.someone(one.receiver_id, one.receiver_organisation_id)
    hands = page.strung([giver or "?", receiver or "?"], " → ") if giver or receiver else ""
    return (
        joined(material, [page.text(one.description), when], " – "),
        hands,
        told.amount(one.minor_units, one.currency),
        joined(material, [page.text(one.decision), page.text(one.kept_by)], " – "),
    )


# follow-ups


def follow_ups(page: Composing) -> list[Block]:
    promised = [one for one in page.material.aftermath.follow_ups if _is_promise(page, one)]
    steps = len(page.material.aftermath.follow_ups) - len(promised)
    if steps:
        speech = page.material.speech
        page.leave(
            speech.plural("{count} step of a checklist", "{count} steps of checklists", steps)
        )
    if not promised:
        return []
    both = page.both
    shown = page.some(promised)
    rows = [Row(cells=_follow_up(page, one)) for one in shown]
    rows += [Row(cells=(words,)) for words in page.more(promised, shown)]
    return [
        Table(
            columns=(
                Column(title=both(N_("What")), width=5.4),
                Column(title=both(N_("Owner")), width=2.9),
                Column(title=both(N_("Due")), width=1.5),
                Column(title=both(N_("Status")), width=1.3),
            ),
            rows=tuple(rows),
        )
    ]


def _is_promise(page: Composing, one: FollowUp) -> bool:
    """Steps of checklists are the office's own work, but for what is still owed after the visit."""
    if one.checklist_id is None:
        return True
    visit = page.material.plan.visit
    over = visit.last_day or visit.first_day or dt.date.min
    is_open = one.status in (FollowUpStatus.OPEN, FollowUpStatus.WAITING)
    return is_open and (one.due_on is None or one.due_on > over)


def _follow_up(page: Composing, one: FollowUp) -> tuple[Text, Text, Text, Text]:
    return (
        page.text(one.title),
        _owner(page, one),
        page.told.day(one.due_on) or "–",
        page.both(FOLLOW_UP_STATUSES[one.status]),
    )


def _owner(page: Composing, one: FollowUp) -> Text:
    """Whoever is named, else the side."""
    names = page.told.names
    known = page.told.someone(one.owner_id, None) if names else ""
    typed = page.text(one.owner) if names else ""
    return known or typed or page.both(SIDES[one.side])


# media


def media(page: Composing) -> list[Block]:
    whole = page.material.aftermath.mentions
    shown = page.some(whole)
    lines = [*(_mention(page, one) for one in shown), *page.more(whole, shown)]
    if not lines:
        return []
    if page.density.brief:
        return [Paragraph(page.strung(lines, "; "))]
    return [Bullets(tuple(lines))]


def _mention(page: Composing, one: MediaMention) -> Text:
    """The address of a page goes where it holds a name, and where there is no room."""
    url = one.url if page.told.bare(one.url) == one.url else ""
    if url and page.density.brief:
        page.leave(page.both(N_("web addresses")))
        url = ""
    title = page.text(one.title)
    said = page.both(N_("“{title}”"), title=title) if title else ""
    parts = [page.text(one.medium), said, page.told.day(one.published_on), url]
    return joined(page.material, parts, ", ")
