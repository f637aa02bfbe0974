"""What is told of a country in words, in the window and on the command line."""

from __future__ import annotations

from planner.domain.clock_difference import ClockThere
from planner.domain.country_lines import CountryHouse
from planner.domain.names import FAMILY_FIRST_COUNTRIES
from planner.i18n import N_, _, current, plain_day
from planner.places_named import zone_city


def clock_told(clock: ClockThere, home: str) -> str:
    """ "7 h ahead of Copenhagen; from 31 Oct 2027 8 h ahead"."""
    city = zone_city(home, current().code) or home
    now = _apart(clock.minutes, city)
    if clock.changes_on is None:
        return now
    return _("{now}; from {day} {then}").format(
        now=now, day=plain_day(clock.changes_on), then=_then(clock.then_minutes)
    )


def zones_told(clock: ClockThere) -> str:
    """The cities that the zones are called after, the first few of them."""
    cities = [zone_city(zone, current().code) or zone for zone in clock.zones]
    more = " …" if len(cities) > 3 else ""
    return ", ".join(cities[:3]) + more


def _apart(minutes: int, city: str) -> str:
    if not minutes:
        return _("Same time as {city}").format(city=city)
    message = N_("{hours} h ahead of {city}") if minutes > 0 else N_("{hours} h behind {city}")
    return _(message).format(hours=_hours(minutes), city=city)


def _then(minutes: int) -> str:
    if not minutes:
        return _("the same time")
    message = N_("{hours} h ahead") if minutes > 0 else N_("{hours} h behind")
    return _(message).format(hours=_hours(minutes))


def _hours(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{hours}:{rest:02d}" if rest else str(hours)


def names_told(code: str) -> str:
    """In which order names stand there; empty where it is the usual one here."""
    return _("The family name stands first.") if code in FAMILY_FIRST_COUNTRIES else ""


def dated(since: str, until: str) -> str:
    """ "2016 – 2020", "2016 –", "– 2020" or nothing."""
    return f"{since} – {until}".strip() if since or until else ""


def coverage_told(house: CountryHouse) -> str:
    """Where a centre is, and from when to when it covers the country."""
    one = house.coverage
    where = ", ".join(part for part in (house.city, house.country) if part)
    return " · ".join(
        part for part in (where, dated(one.valid_from, one.valid_to) if one else "") if part
    )
