"""Countries: what there is with each, what is known of it, and its dated facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any, Final

from planner.domain.clock_difference import ClockThere, clocks_there, zones_in
from planner.domain.country_lines import CountryCard, CountryLine
from planner.domain.country_names import country_called, names_of_country
from planner.domain.public_holidays import holidays_between
from planner.domain.sites import Country, CountryFact
from planner.domain.times import is_zone, require_year
from planner.errors import NotFound, UserError
from planner.i18n import N_, _, current
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.organisation_parts import require_country
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.storage.queries import countries as queries
from planner.storage.queries import programmes
from planner.storage.queries.organisations import statements
from planner.text import clean_line, fold, spellings

HOLIDAYS_AHEAD: Final = 365
"""Days."""


class Countries:
    """The countries of the library, and those that its records name."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, Country)
        self._known: tuple[tuple[int, str], list[CountryLine]] = ((-1, ""), [])

    @property
    def _home(self) -> str:
        """Our own country."""
        return self._core.settings.text("home_country")

    def count(self, text: str = "") -> int:
        return len(self._found(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[CountryLine]:
        """Those with which there is something first, each half by name in the reader's language."""
        return self._found(text)[offset : offset + limit]

    def _found(self, text: str) -> list[CountryLine]:
        wanted = fold(text).split()
        found = [
            line
            for line in self._lines()
            if all(any(word in form for form in _forms(line)) for word in wanted)
        ]
        return sorted(
            found, key=lambda line: (not line.has_something, fold(name_in(line)), line.id)
        )

    def _lines(self) -> list[CountryLine]:
        """Counted anew after each step, whoever made it: a list asks several times for the same."""
        number = int(self._core.reader.rows("SELECT coalesce(max(number), 0) FROM step")[0][0])
        step = number, self._home
        if self._known[0] != step:
            self._known = step, queries.countries(self._core.reader, self._core.today(), self._home)
        return self._known[1]

    def code_of(self, text: str) -> str:
        """The code that is meant by a code or a name in any language.

        :raises NotFound: none is called so. :raises UserError: several are.
        """
        lines = self._lines()
        exact = [line.id for line in lines if fold(text) in _forms(line)]
        found = exact or [line.id for line in self._found(text)]
        if not found:
            raise NotFound(
                _("There is no country “{name}”.").format(name=text), _("Type its name or code.")
            )
        if len(found) > 1:
            raise UserError(
                _("Several countries are meant by “{name}”.").format(name=text),
                _("Choose from: {names}.").format(names=", ".join(sorted(found))),
            )
        return found[0]

    def codes_of(self, text: str) -> tuple[str, ...]:
        """The codes in "JP, South Korea", each once; a code that is not known is taken as it is.

        :raises NotFound: none is called so. :raises UserError: several are.
        """
        found = []
        for part in text.replace(";", ",").split(","):
            if name := clean_line(part):
                bare = len(name) == 2 and name.isascii() and name.isalpha()
                found.append(name.upper() if bare else self.code_of(name))
        return tuple(dict.fromkeys(found))

    def card(self, code: str) -> CountryCard:
        """Everything about one country; our own has no visits, agreements and promises.

        :raises NotFound: the library holds nothing of it.
        """
        reader, today = self._core.reader, self._core.today()
        kept = reading.one(reader, Country, code)
        if kept is None and all(line.id != code for line in self._lines()):
            raise NotFound(_("This country is not in the library."), _("It may have been removed."))
        is_home = code == self._home
        follow_ups, preparing = ((), ()) if is_home else queries.follow_ups(reader, code, today)
        houses, house_count = queries.houses(reader, code)
        weeks = self._core.settings.whole("renewal_weeks")
        centres = queries.centres(reader, code)
        return CountryCard(
            country=kept or Country(id=code),
            is_kept=kept is not None,
            facts=queries.facts(reader, code),
            statements=statements(reader, "country", code),
            organisations=houses,
            organisation_count=house_count,
            centres=centres,
            attaches=queries.attaches(reader, code, [one.id for one in centres]),
            programmes=queries.programmes(reader, code, today),
            calls=tuple(programmes.calls_for_country(reader, code, today)),
            agreements=() if is_home else queries.agreements(reader, code, today, weeks),
            visits=() if is_home else queries.visits(reader, code),
            follow_ups=follow_ups,
            preparing=preparing,
            is_home=is_home,
            clocks=self.clocks(code),
            holidays=holidays_between(code, today, today + dt.timedelta(HOLIDAYS_AHEAD)),
        )

    def clocks(self, code: str) -> tuple[ClockThere, ...]:
        """How far the clocks there are from ours now: those of our sites, else of the whole country."""
        here = self._core.settings.text("home_zone")
        zones = self.zones(code)
        if not is_zone(here) or code == self._home:
            return ()
        return clocks_there(zones, here, self._core.now())

    def zones(self, code: str) -> list[str]:
        """The time zones there: those of our sites, else of the whole country."""
        zones: Sequence[str] = queries.site_zones(self._core.reader, code)
        return [zone for zone in zones or zones_in(_zone_table(), code) if is_zone(zone)]

    def add(self, country: Country, *, origin: object = None) -> str:
        """:raises UserError: no code, no name, or the country is there already."""
        require_country(country.id)
        if not clean_line(country.name):
            raise UserError(_("A country needs a name."), _("Type its name."))
        if reading.one(self._core.reader, Country, country.id) is not None:
            raise UserError(
                _("{name} is in the library already.").format(name=country.id),
                _("Search for its code."),
            )
        return self.keeper.add(country, origin=origin).id

    def edit(
        self, code: str, *, seen: Country | None = None, origin: object = None, **fields: Any
    ) -> Country:
        """Change one; a country that only other records named until now is kept from here on.

        :raises UserError: it would have no name.
        """
        now = reading.one(self._core.reader, Country, code)
        after = replace(now or Country(id=code, name=code), **fields)
        if not clean_line(after.name):
            raise UserError(_("A country needs a name."), _("Type its name."))
        if now is None:
            return self.keeper.add(after, origin=origin)
        return self.keeper.edit(code, seen=seen, origin=origin, **fields)

    def remove(self, code: str, *, origin: object = None) -> None:
        """What is kept of the country itself; what others say of it stays.

        :raises NotFound: nothing is kept of it.
        """
        self.keeper.remove(code, origin=origin)


class CountryFacts(Parts[CountryFact]):
    """Dated statements with their source. Those that disagree stand side by side."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a fact about {name}"),
            change=N_("Change a fact about {name}"),
            remove=N_("Remove a fact about {name}"),
        )
        super().__init__(core, CountryFact, "country", _namer(core), labels, _right_fact)


def name_in(line: CountryLine) -> str:
    """The name in the reader's language; the code where none is known."""
    english, danish, german = line.names[:3] if line.names else ("", "", "")
    return title_of(Country(id=line.id, name=english, name_da=danish, name_de=german))


def title_of(country: Country) -> str:
    """As :func:`name_in`, of the country itself."""
    return country_called(country.id, current().code, country)


def _forms(line: CountryLine) -> set[str]:
    """Code and names as they are compared, "ø" as "o" and as "oe"."""
    names = (line.id, *line.names, *names_of_country(line.id)[:1])
    return {form for name in names if name for form in spellings(name)}


def _right_fact(fact: CountryFact, others: list[CountryFact]) -> None:
    require_country(fact.country)
    if not clean_line(fact.text):
        raise UserError(_("A fact needs words."), _("Type what is so."))
    require_year(fact.as_of)
    if any((fold(one.text), one.as_of) == (fold(fact.text), fact.as_of) for one in others):
        raise UserError(
            _("This fact is there already, of the same date."), _("Give another date, or leave it.")
        )


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Country, key)
        return found.name if found and found.name else key

    return name


@cache
def _zone_table() -> str:
    """Which zones each country has, by the bundled database of zones."""
    table = resources.files("tzdata") / "zoneinfo" / "zone.tab"
    return table.read_text(encoding="utf-8")
