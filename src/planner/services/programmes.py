"""Funding programmes and their calls: find, open, add, change, link, list by deadline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from planner.domain.funding import (
    Call,
    FundingProgramme,
    ProgrammeAgreement,
    ProgrammeCountry,
    ProgrammeTheme,
    ProgrammeVisit,
)
from planner.domain.funding_lines import CallLine, ProgrammeCard, ProgrammeLine
from planner.domain.ids import (
    AgreementId,
    FundingProgrammeId,
    OrganisationId,
    VisitId,
)
from planner.domain.times import require_year
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.named_organisations import named_organisation
from planner.services.organisation_parts import require_country, require_dates
from planner.services.parts import Labels, Parts
from planner.services.ties import settle, themes_called
from planner.storage import reading
from planner.storage.queries import narrowing
from planner.storage.queries import programmes as queries
from planner.text import clean_line


class Programmes:
    """The programmes that pay for cooperation."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.keeper = Keeper(core, FundingProgramme)

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "funding_programme", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[ProgrammeLine]:
        reader, today = self._core.reader, self._core.today()
        return queries.programmes_page(reader, self._narrowed(text), offset, limit, today)

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "funding_programme", text)

    def card(self, programme: FundingProgrammeId) -> ProgrammeCard:
        """:raises NotFound: no such programme."""
        found = queries.programme_card(self._core.reader, programme)
        if found is None:
            raise NotFound(
                _("This programme is not in the library."), _("It may have been removed.")
            )
        return found

    def funded_by(self, house: OrganisationId) -> list[tuple[FundingProgrammeId, str]]:
        """Those that an organisation pays for, by name."""
        return queries.funded_by(self._core.reader, house)

    def add(
        self, programme: FundingProgramme, *, funder: str = "", origin: object = None
    ) -> FundingProgrammeId:
        """Add a programme; a ``funder`` by name that is not known yet is added with it.

        :raises UserError: no name, or dates that cannot be.
        """
        _right_programme(programme)
        facts: dict[str, str | int] = {"name": programme.name, "word": "funding_programme"}
        with self._core.work(N_("Add {name}"), facts, origin=origin) as work:
            if clean_line(funder):
                programme = replace(programme, organisation_id=named_organisation(work, funder))
            work.add(programme)
        return programme.id

    def edit(
        self,
        programme: FundingProgrammeId,
        *,
        seen: FundingProgramme | None = None,
        origin: object = None,
        **fields: Any,
    ) -> FundingProgramme:
        """:raises UserError: no name, or dates that cannot be."""
        _right_programme(replace(self.keeper.get(programme), **fields))
        return self.keeper.edit(programme, seen=seen, origin=origin, **fields)

    def remove(self, programme: FundingProgrammeId, *, origin: object = None) -> None:
        """With its calls, and with what ties it to countries, themes, agreements and visits."""
        self.keeper.remove(programme, origin=origin)

    # what it is tied to

    def set_themes(
        self, programme: FundingProgrammeId, names: Sequence[str], *, origin: object = None
    ) -> None:
        """Make these its themes; one that is not known yet is added with it."""
        label, facts = N_("Change themes of {name}"), self._facts(programme)
        with self._core.work(label, facts, origin=origin) as work:
            settle(work, ProgrammeTheme, _of(programme), "theme_id", themes_called(work, names))

    def set_agreements(
        self,
        programme: FundingProgrammeId,
        agreements: Sequence[AgreementId],
        *,
        origin: object = None,
    ) -> None:
        """Say on which agreements it rests, or for what it pays."""
        label, facts = N_("Change agreements of {name}"), self._facts(programme)
        with self._core.work(label, facts, origin=origin) as work:
            settle(work, ProgrammeAgreement, _of(programme), "agreement_id", agreements)

    def set_visits(
        self, programme: FundingProgrammeId, visits: Sequence[VisitId], *, origin: object = None
    ) -> None:
        """Say which visits were about it, or paid by it."""
        label, facts = N_("Change visits of {name}"), self._facts(programme)
        with self._core.work(label, facts, origin=origin) as work:
            settle(work, ProgrammeVisit, _of(programme), "visit_id", visits)

    def _facts(self, programme: FundingProgrammeId) -> dict[str, str | int]:
        return {"name": self.keeper.get(programme).name, "word": "funding_programme"}

    # calls of all programmes

    def count_calls(self, text: str = "", *, closed: bool = True) -> int:
        since = None if closed else self._core.today()
        return queries.count_calls(self._core.reader, text.strip(), since=since)

    def calls(
        self, offset: int = 0, limit: int = 100, text: str = "", *, closed: bool = True
    ) -> list[CallLine]:
        """By closing day, those without one last; without ``closed`` only what can be applied for
        today or later."""
        since = None if closed else self._core.today()
        return queries.calls_page(self._core.reader, text.strip(), offset, limit, since=since)


class Calls(Parts[Call]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a call of {name}"),
            change=N_("Change a call of {name}"),
            remove=N_("Remove a call of {name}"),
        )
        super().__init__(core, Call, "funding_programme_id", _namer(core), labels, _right_call)


class ProgrammeCountries(Parts[ProgrammeCountry]):
    """The countries that a programme names, each as of a date: lists of two years may differ."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a country of {name}"),
            change=N_("Change a country of {name}"),
            remove=N_("Remove a country of {name}"),
        )
        super().__init__(
            core, ProgrammeCountry, "funding_programme_id", _namer(core), labels, _right_country
        )


def _of(programme: str) -> tuple[str, str]:
    return "funding_programme_id", programme


def _right_programme(programme: FundingProgramme) -> None:
    if not clean_line(programme.name):
        raise UserError(_("A programme needs a name."), _("Type its name."))
    if programme.country_count is not None and programme.country_count < 1:
        raise UserError(_("There is at least one country."), _("Type a number from 1."))
    require_dates(programme.valid_from, programme.valid_to)


def _right_call(call: Call, _others: list[Call]) -> None:
    if not clean_line(call.title):
        raise UserError(_("A call needs a title."), _("Type its title."))
    require_year(call.opens_on, call.closes_on)
    if call.opens_on and call.closes_on and call.closes_on < call.opens_on:
        raise UserError(_("The call would close before it opens."), _("Check the two dates."))
    if call.url and not call.url.startswith(("https://", "http://")):
        raise UserError(
            _("“{text}” is no address of a page.").format(text=call.url),
            _("It begins with https://."),
        )
    for country in call.countries:
        require_country(country)


def _right_country(country: ProgrammeCountry, others: list[ProgrammeCountry]) -> None:
    require_country(country.country)
    require_year(country.as_of)
    if any((one.country, one.as_of) == (country.country, country.as_of) for one in others):
        raise UserError(
            _("The programme names this country already."), _("Give another date, or leave it.")
        )


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, FundingProgramme, key)
        if found is None:
            raise NotFound(
                _("This programme is not in the library."), _("It may have been removed.")
            )
        return found.name

    return name
