"""What there is with a country, as links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from planner.domain.country_lines import CountryCard, SourcedFact
from planner.domain.funding_lines import CALL_STATES, CallLine, call_state
from planner.domain.organisations import ORGANISATION_KINDS
from planner.domain.renewal_words import state_words
from planner.domain.visits import DIRECTIONS
from planner.i18n import _, current, ngettext
from planner.services.country_telling import clock_told, coverage_told, dated, zones_told
from planner.ui.widgets.fields import day_text, short_day
from planner.ui.widgets.links import Link

SHOWN_HOLIDAYS: Final = 8
SHOWN: Final = 12
"""Of a long list; how many more there are is said below it."""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _some(links: Sequence[Link], count: int | None = None) -> list[Link]:
    """The first of them, and how many more there are."""
    more = (len(links) if count is None else count) - SHOWN
    if more <= 0:
        return list(links)
    return [*links[:SHOWN], Link(ngettext("and {count} more", "and {count} more", more))]


def clocks(card: CountryCard, home: str) -> list[Link]:
    several = len(card.clocks) > 1
    return [Link(clock_told(one, home), zones_told(one) if several else "") for one in card.clocks]


def holidays(card: CountryCard) -> list[Link]:
    return [Link(day_text(day), name) for day, name in card.holidays[:SHOWN_HOLIDAYS]]


def facts(card: CountryCard) -> list[Link]:
    return [Link(one.fact.text, _fact(one)) for one in card.facts]


def _fact(one: SourcedFact) -> str:
    day = short_day(one.fact.as_of)
    when = _("as of {date}").format(date=day) if day else _("without a date")
    return _joined(when, one.source)


def visits(card: CountryCard) -> list[Link]:
    return _some(
        [
            Link(
                one.title,
                _joined(short_day(one.first_day), _(DIRECTIONS[one.direction])),
                "visit",
                one.id,
            )
            for one in card.visits
        ]
    )


def agreements(card: CountryCard) -> list[Link]:
    return _some(
        [
            Link(
                one.title,
                _joined(state_words(one.state), one.signed_on),
                "agreement",
                one.id,
            )
            for one in card.agreements
        ]
    )


def follow_ups(card: CountryCard) -> list[Link]:
    return _some(
        [
            *(Link(title, short_day(due), "follow_up", key) for key, title, due in card.follow_ups),
            *(
                Link(one.said(current()), short_day(one.due_on), "visit", one.visit_id)
                for one in card.preparing
            ),
        ]
    )


def houses(card: CountryCard) -> list[Link]:
    links = [
        Link(one.name, _joined(_(ORGANISATION_KINDS[one.kind]), one.city), "organisation", one.id)
        for one in card.organisations
    ]
    return _some(links, card.organisation_count)


def centres(card: CountryCard) -> list[Link]:
    """Centres that cover the country, each followed by who is posted there for it."""
    links = [Link(one.name, coverage_told(one), "organisation", one.id) for one in card.centres]
    for one in card.attaches:
        posting = one.line.posting
        title = posting.title or _("Posting")
        detail = _joined(
            title if one.line.person else "",
            one.house,
            dated(posting.valid_from, posting.valid_to),
        )
        word, key = (
            ("person", posting.person_id) if posting.person_id else ("organisation", one.house_id)
        )
        links.append(Link(one.line.person or title, detail, word, key))
    return links


def programmes(card: CountryCard, today: dt.date) -> list[Link]:
    """Programmes that name the country, then what can be applied for."""
    links = []
    for one in card.programmes:
        day = short_day(one.as_of)
        told = _("as of {date}").format(date=day) if day else ""
        over = _("No longer there") if one.is_over else ""
        links.append(Link(one.name, _joined(one.funder, told, over), "funding_programme", one.id))
    return [*links, *(_call(one, today) for one in card.calls)]


def _call(one: CallLine, today: dt.date) -> Link:
    state = _(CALL_STATES[call_state(one.opens_on, one.closes_on, today)])
    closes = _("closes {date}").format(date=short_day(one.closes_on)) if one.closes_on else ""
    return Link(
        one.title, _joined(one.programme, state, closes), "funding_programme", one.programme_id
    )
