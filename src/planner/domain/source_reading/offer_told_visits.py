"""A visit of which a text tells, offered as a visit of the library that cites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.domain import told_visits
from planner.domain.ids import OrganisationId
from planner.domain.sites import Country
from planner.domain.source_reading.facts import VISIT
from planner.domain.source_reading.offer_centres import country_of_town
from planner.domain.source_reading.offer_visits import guests_of
from planner.domain.source_reading.offered import TONGUES, Offered
from planner.domain.source_reading.offers import Offer, OfferKind
from planner.domain.source_reading.told_days import days_of_clause
from planner.domain.source_reading.visits_told import VisitRead
from planner.domain.sources import Citation
from planner.domain.told_keeping import citation_of, visit_of
from planner.domain.told_ties import direction, is_ours
from planner.domain.told_visits import Telling, VisitTold, is_same
from planner.domain.visits import Visit, VisitStatus
from planner.i18n import N_, ngettext
from planner.text import fold


def visits(told: Offered) -> None:
    """Each visit once; one that this source is on record for is left out, one that the library has
    already is cited rather than made."""
    known = _known(told)
    for one in told.reading.visits or _journey(told):
        visit = _visit(told, one)
        if visit is None:
            continue
        telling = _telling(told, one, visit)
        countries = {key: house.country for key, house in told.shelf.organisations.items()}
        same = [other for other in known if is_same(other, telling, countries)]
        known.append(telling)
        if any(other.source_id == told.source.id for other in same):
            continue
        there = {key for other in same for key in other.of("visit")} & told.shelf.visits.keys()
        kept = there or _on_record(told, visit)
        _offer(told, one, telling, next(iter(sorted(kept)), ""))


def _journey(told: Offered) -> Iterator[VisitRead]:
    """Of a report on a journey that no one sentence tells: whose delegation, to which country."""
    guests = guests_of(told)
    if told.reading.journey and guests:
        code, passage = told.reading.journey
        people = told.reading.size[0] if told.reading.size else 0
        yield VisitRead("", code, guests, "", people, (), passage)


def _visit(told: Offered, one: VisitRead) -> VisitTold | None:
    """With the countries of the organisations; None where an end is not known or both are one."""
    houses = told.shelf.organisations
    there = houses[one.places[0]].country if one.places and one.places[0] in houses else ""
    guests = houses.get(one.guests)
    origin = one.origin or (guests.country if guests else "") or _own_country(told)
    towns = [(town, code) for town in one.towns if (code := country_of_town(told, town))]
    to = towns[0][1] if towns else one.to or there
    if not origin or not to or origin == to:
        return None
    if guests is not None:
        who = f"delegation of {guests.name or guests.native_name}"
    elif one.official:
        who = f"visit of {one.official}"
    else:
        who = _from_country(told, origin)
    own = told.reading.dated.day if told.reading.dated else told.source.as_of
    days = days_of_clause(one.clause, own.isoformat() if own else "")
    return VisitTold(
        origin=origin, to=to, since=days.since, until=days.until, who=who,
        head=one.official or one.head, people=one.people,
        where=" and ".join(town for town, code in towns if code == to),
    )  # fmt: skip


def _own_country(told: Offered) -> str:
    """Whose ministers a text means that says no country: the publisher's, else ours, in our language."""
    ours = told.reading.language and told.reading.language == TONGUES.get(told.shelf.home)
    return told.source_country() or (told.shelf.home if ours else "")


def _telling(told: Offered, one: VisitRead, visit: VisitTold) -> Telling:
    keys = [key for key in (one.guests, *one.places) if key in told.shelf.organisations]
    if len(told.reading.visits) <= 1:  # then they were visited on this journey
        keys += [each.organisation for each in told.reading.visited]
    keys = [key for key in dict.fromkeys(keys) if key in told.shelf.organisations]
    return Telling(
        visit=visit,
        source_id=told.source.id,
        value=told_visits.value_of(visit, told.english),
        as_of=told.source.as_of,
        subjects=tuple(("organisation", key) for key in keys),
    )


def _known(told: Offered) -> list[Telling]:
    codes = {name: code for code, name in told.shelf.english.items()}
    return told_visits.tellings(
        (one for one in told.shelf.citations if one.fact == VISIT),
        {},
        lambda name: codes.get(name, ""),
    )


def _on_record(told: Offered, visit: VisitTold) -> set[str]:
    """The visit of the library that goes the same way at that time, where there is only one."""
    window = Telling(visit=visit, source_id="", value="").window
    if window is None or len(visit.since) < len("2024-05"):
        return set()
    houses = told.shelf.organisations
    found: set[str] = set()
    for one in told.shelf.visits.values():
        house = houses.get(one.initiator_organisation_id or "")
        if (
            one.first_day is not None
            and one.status not in (VisitStatus.CANCELLED, VisitStatus.TEMPLATE)
            and one.direction is direction(visit, told.shelf.home)
            and one.country == visit.to
            and (house is None or house.country == visit.origin)
            and one.first_day <= window[1]
            and (one.last_day or one.first_day) >= window[0]
        ):
            found.add(one.id)
    return found if len(found) == 1 else set()


def _offer(told: Offered, one: VisitRead, telling: Telling, kept: str) -> None:
    visit, words = telling.visit, _words(told, telling.visit)
    key = f"{VISIT}|{visit.origin}|{visit.to}|{visit.since}|{fold(visit.who)[:60]}"
    if kept:
        words |= {"title": told.shelf.visits[kept].title if kept in told.shelf.visits else kept}
        sentence = N_("The visit “{title}” is told: {what}")
        record = _cited(told, telling, Visit.WORD, kept)
        told.keep(Offer(key, OfferKind.VISIT, sentence, words, one.passage, (record,)))
        return
    if not is_ours(visit, told.shelf.home):
        _offer_of_others(told, one, telling, key, words)
        return
    today = told.source.retrieved_on or told.source.as_of or dt.date.max
    zone = told.shelf.zone_of(visit.to)
    made = _with_houses(
        told, telling, visit_of(visit, home=told.shelf.home, zone=zone, today=today)
    )
    cited = (
        citation_of(made, told.source.id, telling.value, told.source.as_of),
        *(_cited(told, telling, *subject) for subject in telling.subjects),
    )
    sentence = N_("New visit: {what}")
    told.keep(
        Offer(
            key, OfferKind.VISIT, sentence, words, one.passage, (made, *cited),
            taken=not one.unsure, makes=True,
        )
    )  # fmt: skip


def _offer_of_others(
    told: Offered, one: VisitRead, telling: Telling, key: str, words: dict[str, str]
) -> None:
    """That it is told: it is no visit of the office."""
    subjects = telling.subjects or tuple(
        (Country.WORD, code)
        for code in (telling.visit.origin, telling.visit.to)
        if code in told.shelf.countries
    )
    cited = tuple(_cited(told, telling, *subject) for subject in subjects)
    if cited:
        sentence = N_("A visit between others is told: {what}")
        told.keep(
            Offer(key, OfferKind.VISIT, sentence, words, one.passage, cited, taken=not one.unsure)
        )


def _words(told: Offered, visit: VisitTold) -> dict[str, str]:
    shown = told.shelf.shown
    way = " → ".join(shown.get(code, code) for code in (visit.origin, visit.to))
    days = " – ".join(day for day in (visit.since, visit.until) if day)
    who = "" if visit.who == _from_country(told, visit.origin) else visit.who
    head = "" if visit.head and visit.head in who else visit.head
    count = ngettext("{count} person", "{count} people", visit.people).format(count=visit.people)
    said = (way, days, visit.where, who, head, count if visit.people else "")
    return {"what": ", ".join(part for part in said if part)}


def _from_country(told: Offered, code: str) -> str:
    return f"delegation from {told.english(code)}"


def _with_houses(told: Offered, telling: Telling, visit: Visit) -> Visit:
    """Who came, and who was host, as far as the text says."""
    keys, houses = telling.of("organisation"), told.shelf.organisations
    guests = _of_country(told, keys, telling.visit.origin)
    hosts = _of_country(
        told, [one.key for one in told.reading.hosts if one.key in houses], visit.country
    )
    there = hosts or _of_country(told, keys, visit.country)
    return replace(
        visit,
        notes=telling.value,
        initiator_organisation_id=OrganisationId(guests[0]) if guests else None,
        host_organisation_id=OrganisationId(there[0]) if len(there) == 1 else None,
    )


def _of_country(told: Offered, keys: Iterable[str], code: str) -> list[str]:
    return [key for key in keys if told.shelf.organisations[key].country == code]


def _cited(told: Offered, telling: Telling, word: str, key: str) -> Citation:
    made = citation_of(Visit(id=key), told.source.id, telling.value, told.source.as_of)  # type: ignore[arg-type]
    return replace(made, subject_kind=word)
