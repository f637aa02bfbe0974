"""``planner programme list | show | add | call | calls | deadlines``."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.deadlines import Deadline
from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.funding_lines import CALL_STATES, call_state
from planner.domain.ids import FundingProgrammeId, RecordId, new_id
from planner.domain.times import PartialDate
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _, language, plain_day
from planner.services.planner import Planner
from planner.text import fold


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        lines = planner.programmes.page(options.offset, options.limit, options.search)
        if answer.as_json:
            answer.data("programmes", [plain(one) for one in lines])
            return 0
        answer.table(
            (_("Programme"), _("Funder"), _("Countries"), _("Calls"), _("Next to close")),
            [
                (
                    f"{one.name} ({one.acronym})" if one.acronym else one.name,
                    one.funder,
                    ", ".join(one.countries),
                    one.calls or "",
                    _day(one.next_closing),
                )
                for one in lines
            ],
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        card = planner.programmes.card(meant(planner, options.programme))
        if answer.as_json:
            answer.data("programme", plain(card))
            return 0
        one = card.programme
        answer.say(f"{one.name} ({one.acronym})" if one.acronym else one.name)
        rows = (
            (_("Funder"), card.funder[1] if card.funder else ""),
            (_("From"), one.valid_from),
            (_("Until"), one.valid_to),
            (_("What it pays for"), one.text),
            (_("Themes"), ", ".join(name for _key, name in card.themes)),
            (_("Agreements"), "; ".join(title for _key, title in card.agreements)),
            (_("Visits"), "; ".join(title for _key, title in card.visits)),
        )
        for title, text in rows:
            if text:
                answer.say(f"  {title}: {text}")
        for country in card.countries:
            answer.say(
                "  " + " · ".join(part for part in (country.country, _day(country.as_of)) if part)
            )
        for call in card.calls:
            answer.say(f"  {_call(planner, call)}")
        for said in card.statements:
            answer.say(f"  {_day(said.as_of)} {said.fact}: {said.value} ({said.source})")
    return 0


def add(options: argparse.Namespace, answer: Answer) -> int:
    """Add a programme with its funder, countries and themes."""
    with opened(options) as planner:
        codes = planner.countries.codes_of(options.countries)
        as_of = _date(options.as_of) if options.as_of else planner.today()
        key = FundingProgrammeId(new_id())
        programme = FundingProgramme(
            id=key,
            name=options.name,
            acronym=options.acronym,
            text=options.text,
            valid_from=PartialDate(options.since),
            valid_to=PartialDate(options.until),
        )
        if options.dry_run:
            answer.say(_("Would add: {what}").format(what=programme.name))
            return 0
        planner.programmes.add(programme, funder=options.funder)
        for code in codes:
            planner.programme_countries.add(
                ProgrammeCountry(
                    id=RecordId(new_id()), funding_programme_id=key, country=code, as_of=as_of
                )
            )
        if options.themes:
            planner.programmes.set_themes(key, options.themes.split(","))
        if answer.as_json:
            answer.data("programme", plain(planner.programmes.card(key)))
        answer.say(_("Added: {what}").format(what=programme.name))
    return 0


def call(options: argparse.Namespace, answer: Answer) -> int:
    """Add a call; where the programme has one of this title what is given is changed, or it is taken away."""
    with opened(options) as planner:
        key = meant(planner, options.programme)
        known = [one for one in planner.calls.of(key) if fold(one.title) == fold(options.title)]
        if len(known) > 1:
            raise NotFound(_("Several are meant."), _("Change them in the window."))
        if options.remove and not known:
            raise NotFound(_("There is none to take away."), _("See “planner programme show”."))
        given = {
            "opens_on": _date(options.opens) if options.opens else None,
            "closes_on": _date(options.closes) if options.closes else None,
            "url": options.url,
            "text": options.text,
            "countries": planner.countries.codes_of(options.countries),
        }
        if options.dry_run:
            pass
        elif options.remove:
            planner.calls.remove(known[0].id)
        elif known:
            changes = {name: value for name, value in given.items() if value}
            planner.calls.edit(known[0].id, **changes)
        else:
            planner.calls.add(
                Call(
                    id=RecordId(new_id()),
                    funding_programme_id=key,
                    title=options.title,
                    **given,
                )
            )
        calls = planner.programmes.card(key).calls
        if answer.as_json:
            answer.data("calls", [plain(one) for one in calls])
        for one in calls:
            answer.say(_call(planner, one))
    return 0


def calls(options: argparse.Namespace, answer: Answer) -> int:
    """Calls of all programmes by closing day."""
    with opened(options) as planner:
        lines = planner.programmes.calls(
            options.offset, options.limit, options.search, closed=options.all
        )
        if answer.as_json:
            answer.data("calls", [plain(one) for one in lines])
            return 0
        today = planner.today()
        answer.table(
            (_("Closes"), _("Call"), _("Programme"), _("Countries"), _("State")),
            [
                (
                    _day(one.closes_on),
                    one.title,
                    one.programme,
                    ", ".join(one.countries),
                    _(CALL_STATES[call_state(one.opens_on, one.closes_on, today)]),
                )
                for one in lines
            ],
        )
    return 0


def deadlines(options: argparse.Namespace, answer: Answer) -> int:
    """Closing days of calls and what agreements ask for: a list, or a calendar with ``--out``."""
    with opened(options) as planner:
        until = _date(options.until) if options.until else None
        due = planner.deadlines.ahead(until)
        if options.out and not options.dry_run:
            planner.deadlines.write(options.out, language(options.language))
        if answer.as_json:
            answer.data("deadlines", [_deadline(one, planner.today()) for one in due])
            return 0
        answer.table(
            (_("Due"), _("What")),
            [(_by(one, planner.today()), one.sentence) for one in due],
        )
    return 0


def _by(one: Deadline, today: dt.date) -> str:
    return _("{date}, overdue").format(date=one.told) if one.is_over(today) else one.told


def _deadline(one: Deadline, today: dt.date) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "on": one.day.isoformat(),
        "name": one.name,
        "word": one.word,
        "id": one.key,
        "stated": one.stated,
        "more": list(one.more),
        "terms": one.terms,
        "overdue": one.is_over(today),
    }


def meant(planner: Planner, text: str) -> FundingProgrammeId:
    """The programme of this id, name or acronym.

    :raises NotFound: none, or several.
    """
    known = planner.programmes.keeper.find(text)
    if known is not None:
        return known.id
    lines = planner.programmes.page(0, 1000)
    found = [one for one in lines if fold(text) in (fold(one.name), fold(one.acronym))]
    found = found or [one for one in lines if fold(text) in fold(one.name)]
    if len(found) != 1:
        raise NotFound(
            _("There is no programme “{text}”.").format(text=text)
            if not found
            else _("“{text}” may mean several programmes.").format(text=text),
            _("See “planner programme list”."),
        )
    return found[0].id


def _call(planner: Planner, one: Call) -> str:
    state = _(CALL_STATES[call_state(one.opens_on, one.closes_on, planner.today())])
    parts = (one.title, _day(one.closes_on), state, ", ".join(one.countries), one.url)
    return " · ".join(part for part in parts if part)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Type it as 2027-05-10.")
        ) from error


def _day(day: dt.date | None) -> str:
    return plain_day(day) if day else ""
