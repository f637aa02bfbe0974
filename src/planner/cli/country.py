"""``planner country list | show | fact | page``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.country_lines import CountryCard
from planner.domain.ids import RecordId, SourceId, new_id
from planner.domain.renewal_words import state_words
from planner.domain.sites import CountryFact
from planner.domain.sources import Source
from planner.domain.visits import DIRECTIONS
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _, current, plain_day
from planner.services.countries import name_in, title_of
from planner.services.country_telling import clock_told, coverage_told, names_told, zones_told
from planner.services.planner import Planner
from planner.text import fold

HOLIDAYS = 8


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        lines = planner.countries.page(options.offset, options.limit, options.search)
        if answer.as_json:
            answer.data("countries", [{**plain(one), "name": name_in(one)} for one in lines])
            return 0
        titles = (
            _("Code"), _("Country"), _("Visits"), _("Agreements"), _("Organisations"),
            _("Open follow-ups"), _("Facts"),
        )  # fmt: skip
        rows = [
            (
                one.id,
                name_in(one),
                one.visits or "",
                one.agreements or "",
                one.organisations or "",
                one.follow_ups or "",
                one.facts or "",
            )
            for one in lines
        ]
        answer.table(titles, rows)
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        card = planner.countries.card(planner.countries.code_of(" ".join(options.country)))
        if answer.as_json:
            answer.data("country", plain(card))
            return 0
        answer.say(f"{title_of(card.country)} ({card.country.id})")
        for title, lines in _told(planner, card):
            if lines:
                answer.say(f"{title}:")
            for line in lines:
                answer.say(f"  {line}")
    return 0


def _told(planner: Planner, card: CountryCard) -> list[tuple[str, list[str]]]:
    home, one = planner.settings.text("home_zone"), card.country
    clocks = [
        _joined(clock_told(clock, home), zones_told(clock) if len(card.clocks) > 1 else "")
        for clock in card.clocks
    ]
    practical = (
        (_("Currency"), one.currency),
        (_("Plugs"), one.plugs),
        (_("Emergency number"), one.emergency_number),
        (_("Calling code"), one.calling_code),
    )
    posted = [_joined(it.line.person, it.line.posting.title, it.house) for it in card.attaches]
    return [
        (_("Time there"), clocks),
        (
            _("Visits"),
            [
                _joined(_day(it.first_day), it.title, _(DIRECTIONS[it.direction]))
                for it in card.visits
            ],
        ),
        (
            _("Agreements"),
            [_joined(it.title, state_words(it.state), it.signed_on) for it in card.agreements],
        ),
        (
            _("Open follow-ups"),
            [
                *(_joined(_day(due), title) for _key, title, due in card.follow_ups),
                *(_joined(_day(one.due_on), one.said(current())) for one in card.preparing),
            ],
        ),
        (_("Facts"), [_joined(it.fact.text, _day(it.fact.as_of), it.source) for it in card.facts]),
        (
            _("Centres and attachés for it"),
            [_joined(it.name, coverage_told(it)) for it in card.centres] + posted,
        ),
        (
            _("Programmes and calls"),
            [_joined(it.name, it.funder) for it in card.programmes]
            + [_joined(it.title, it.programme, _day(it.closes_on)) for it in card.calls],
        ),
        (_("Organisations"), [_joined(it.name, it.city) for it in card.organisations]),
        (
            _("Public holidays ahead"),
            [_joined(_day(day), name) for day, name in card.holidays[:HOLIDAYS]],
        ),
        (_("For travellers"), [f"{title}: {text}" for title, text in practical if text]),
        (_("Names"), [text for text in (names_told(one.id),) if text]),
    ]


def fact(options: argparse.Namespace, answer: Answer) -> int:
    """Add a dated fact; with ``--remove`` take the one with these words away."""
    with opened(options) as planner:
        code = planner.countries.code_of(options.country)
        day = _date(options.as_of) if options.as_of else None
        facts = planner.country_facts
        if options.remove:
            known = [
                one
                for one in facts.of(code)
                if fold(options.text) in fold(one.text) and (day is None or one.as_of == day)
            ]
            if len(known) != 1:
                raise NotFound(
                    _("Several are meant.") if known else _("There is none to take away."),
                    _("See “planner country show”."),
                )
            if not options.dry_run:
                facts.remove(known[0].id)
        else:
            new = CountryFact(
                id=RecordId(new_id()),
                country=code,
                text=options.text,
                as_of=day,
                source_id=_source(planner, options.source) if options.source else None,
            )
            if not options.dry_run:
                facts.add(new)
        card = planner.countries.card(code)
        if answer.as_json:
            answer.data("facts", [plain(one) for one in card.facts])
        for one in card.facts:
            answer.say(_joined(one.fact.text, _day(one.fact.as_of), one.source))
    return 0


def page(options: argparse.Namespace, answer: Answer) -> int:
    """Write the country page as PDF or Word, by the ending of the file."""
    with opened(options) as planner:
        code = planner.countries.code_of(" ".join(options.country))
        languages = tuple(part for part in options.language.split("-") if part)
        if not options.dry_run:
            planner.country_papers.write(options.out, code, languages)
        if answer.as_json:
            answer.data("file", {"path": str(options.out), "country": code})
        answer.say(_("{name} was written").format(name=options.out))
    return 0


def _source(planner: Planner, text: str) -> SourceId:
    wanted = fold(text)
    found: list[Any] = [
        one for one in planner.keeper(Source).of() if one.id == text or wanted in fold(one.title)
    ]
    if len(found) != 1:
        raise NotFound(
            _("There is no source “{text}”.").format(text=text)
            if not found
            else _("“{text}” may mean several sources.").format(text=text),
            _("Type more of its title."),
        )
    return SourceId(found[0].id)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Type it as 2027-05-10.")
        ) from error


def _day(day: dt.date | None) -> str:
    return plain_day(day) if day else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
