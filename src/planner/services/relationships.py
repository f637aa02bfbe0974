"""The relationship with a country or an organisation: read, named as it is typed, written as a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.domain.agreement_bars import AgreementBar
from planner.domain.agreements import AgreementParty
from planner.domain.country_names import names_of_country, read_country
from planner.domain.ids import AgreementId, OrganisationId
from planner.domain.organisations import Organisation
from planner.domain.relationship import Counterpart, Relationship
from planner.domain.relationship_asking import asked_about
from planner.domain.relationship_line import Line
from planner.domain.searching import Nearness, ask, entry_text
from planner.domain.sites import Country
from planner.errors import NotFound
from planner.i18n import N_, Language, _, current, language
from planner.services import told_visits
from planner.services.changes import Changed
from planner.services.core import Core
from planner.services.country_naming import country_namer, name_in
from planner.storage import reading, search
from planner.storage.queries import narrowing
from planner.storage.queries import relationship as queries
from planner.storage.queries.organisations import names_of_organisations

_OFFERED: Final = 8
_OPEN: Final = re.compile(r"(?i)(?:open|åben|åbent|offen)\s+(?P<name>\S.*)")
"""Before the name of a country it asks what is open; before other words it may ask for anything."""
_LONG: Final = ("visit", "agreement", "follow_up")
_AT_ONCE: Final = 1_500
"""Records of these that are read and laid out in a tenth of a second."""
_NAMING: Final = frozenset(
    {"organisation", "agreement_party", "programme_country", "visit", "invitation"}
)
"""Records that name a country."""


@dataclass(frozen=True, slots=True)
class Named:
    """A counterpart that typed words may mean; ``asked`` when they ask for a relationship in so many words."""

    counterpart: Counterpart
    nearness: Nearness
    asked: bool = False


class Relationships:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._codes: list[str] | None = None
        core.changes.subscribe(self._changed)

    def of_country(self, country: str) -> Relationship:
        """Everything with a country, by its ISO code."""
        return self.of_key(f"country:{country.upper()}")

    def of_organisation(self, organisation: OrganisationId) -> Relationship:
        """Everything with an organisation, its parts and predecessors.

        :raises NotFound: no such organisation.
        """
        return self.of_key(f"organisation:{organisation}")

    def of_key(self, key: str) -> Relationship:
        """By the key of a counterpart, such as "country:JP".

        :raises NotFound: no such organisation.
        """
        return self._read(self.counterpart(key))

    def counterpart(self, key: str) -> Counterpart:
        """The one with this key, by its name.

        :raises NotFound: no such organisation.
        """
        kind, _colon, value = key.partition(":")
        if kind == "country":
            return Counterpart(value, None, self.country_name(value))
        found = reading.one(self._core.reader, Organisation, value)
        if found is None:
            raise NotFound(
                _("This organisation is not in the library."), _("It may have been removed.")
            )
        return Counterpart("", found.id, found.name or found.native_name)

    @property
    def reads_at_once(self) -> bool:
        """Whether there is so little that any relationship is read within a tenth of a second."""
        if not self._core.reader.has_trigrams:
            return False  # a server is asked over the network
        sql = " + ".join(f"(SELECT count(*) FROM {word})" for word in _LONG)
        return int(self._core.reader.rows(f"SELECT {sql}")[0][0]) <= _AT_ONCE

    def of_agreement(self, agreement: AgreementId) -> list[Counterpart]:
        """The parties of an agreement, in their order, each as a counterpart; our own country is none."""
        parties = reading.where(
            self._core.reader, AgreementParty, "agreement_id = :id", {"id": agreement}, "rank, id"
        )
        names = names_of_organisations(
            self._core.reader, [one.organisation_id for one in parties if one.organisation_id]
        )
        return [
            Counterpart("", one.organisation_id, names.get(one.organisation_id, one.name))
            if one.organisation_id
            else Counterpart(one.country, None, self.country_name(one.country))
            for one in parties
            if one.organisation_id
            or one.country not in ("", self._core.settings.text("home_country"))
        ]

    def _read(self, counterpart: Counterpart) -> Relationship:
        reader = self._core.reader
        return queries.relationship(
            reader,
            counterpart,
            self._core.today(),
            country_namer(reader, current()),
            self._core.settings.whole("renewal_weeks"),
            lambda houses: told_visits.ties(self._core, counterpart, houses),
        )

    def country_name(self, code: str) -> str:
        """In the reader's language; the code where nobody names it."""
        return country_namer(self._core.reader, current())(code)

    def agreement_bars(self, text: str = "") -> list[AgreementBar]:
        """All agreements that contain the text, as bars, the earliest first."""
        from planner.storage.queries.agreement_bars import agreement_bars

        reader = self._core.reader
        return agreement_bars(
            reader,
            narrowing.narrowed(reader, "agreement", text),
            self._core.today(),
            country_namer(reader, current()),
            self._core.settings.whole("renewal_weeks"),
        )

    # asked for by name

    def named(self, text: str, limit: int = _OFFERED) -> list[Named]:
        """Other countries that are called so, in any language; and organisations, where a relationship is
        asked for ("open with MEXT"). The nearest first."""
        name, asked = asked_about(text)
        short = _OPEN.match(name)
        if not asked and short and read_country(short["name"]):
            name, asked = short["name"], True
        wanted = ask(name)
        is_home = asked and read_country(name) == self._core.settings.text("home_country")
        if (
            not wanted or is_home
        ):  # our own country is no partner, nor is a house that is called after it
            return []
        found = [
            Named(Counterpart(code, None, title), nearness, asked)
            for code, title, names in self._countries()
            if code != self._core.settings.text("home_country")
            and (nearness := wanted.nearness(entry_text([title, *names], [code]))) is not None
        ]
        if asked:
            hits = search.find(self._core.reader, name, words=["organisation"], limit=limit)
            found += [
                Named(Counterpart("", OrganisationId(hit.id), hit.title), hit.nearness, True)
                for hit in hits
            ]
        return sorted(found, key=lambda one: one.nearness)[:limit]

    def meant(self, text: str) -> Counterpart:
        """The one country or organisation that was typed: a code, an id, or a name.

        :raises NotFound: none, or several, are called so; or it is our own country.
        """
        name, _asked = asked_about(text)
        reader = self._core.reader
        known = {code: title for code, title, _names in self._countries()}
        code = name.upper() if name.upper() in known else read_country(name)
        if code and (code in known or len(name) == 2):
            if code == self._core.settings.text("home_country"):
                raise NotFound(
                    _("{name} is your own country.").format(name=known.get(code, code)),
                    _("Name the country or organisation that you ask about."),
                )
            return Counterpart(code, None, known.get(code, code))
        if house := reading.one(reader, Organisation, name):
            return Counterpart("", house.id, house.name or house.native_name)
        hits = search.find(reader, name, words=["organisation"], limit=10)
        nearest = [hit for hit in hits if hit.nearness == hits[0].nearness]
        exact = [hit for hit in hits if hit.title.casefold() == name.casefold()] or nearest
        if not exact:
            raise NotFound(
                _("No country or organisation is called “{text}”.").format(text=name),
                _("Give the code of a country, or part of the organisation's name."),
            )
        if len(exact) > 1:
            raise NotFound(
                _("“{text}” may mean several organisations: {names}.").format(
                    text=name, names=", ".join(hit.title for hit in exact)
                ),
                _("Type more of the name."),
            )
        return Counterpart("", OrganisationId(exact[0].id), exact[0].title)

    def _countries(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Code, name in the reader's language, and all names, of all countries that are known here."""
        reader, speak = self._core.reader, current()
        found: list[tuple[str, str, tuple[str, ...]]] = [
            (one.id, name_in(one, speak), (one.name, one.name_da, one.name_de, one.name_native))
            for one in reading.where(reader, Country, "1 = 1")
        ]
        known = {code for code, _name, _names in found}
        for code in self._named_by_records():
            if code not in known:
                names = names_of_country(code)
                found.append((code, names[0] if names else code, names))
        return found

    def _named_by_records(self) -> list[str]:
        """Kept until something changes: the palette asks with every key."""
        if self._codes is None:
            self._codes = queries.countries_with_anything(self._core.reader)
        return self._codes

    def _changed(self, changed: Changed) -> None:
        if changed.words & _NAMING:
            self._codes = None

    # out of the library

    def write(
        self, path: Path, title: str, lines: Sequence[Line], language_code: str = "en"
    ) -> int:
        """The lines as an Excel sheet, in their order. Returns how many.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.excel_writer import Sheet, SheetColumn, write_workbook
        from planner.interchange.files import save_bytes

        speak = language(language_code)
        sheet = Sheet(
            title,
            (
                SheetColumn(speak(N_("From")), 12, "text"),
                SheetColumn(speak(N_("To")), 12, "text"),
                SheetColumn(speak(N_("What")), 14),
                SheetColumn(speak(N_("Title")), 48),
                SheetColumn(speak(N_("Details")), 60),
                SheetColumn(speak(N_("Open")), 8),
                SheetColumn(speak(N_("Due")), 12, "text"),
            ),
            tuple(self._row(line, speak) for line in lines),
        )
        content = write_workbook((sheet,), title=title, created=self._core.now(), language=speak)
        save_bytes(path, content)
        return len(lines)

    def keep(self, path: Path, content: bytes) -> None:
        """A picture that is made already.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.files import save_bytes

        save_bytes(path, content)

    @staticmethod
    def _row(line: Line, speak: Language) -> tuple[str, ...]:
        return (
            line.since,
            line.until,
            line.what(speak),
            line.title_in(speak),
            line.about(speak),
            speak(N_("yes")) if line.is_open else "",
            line.due,
        )
