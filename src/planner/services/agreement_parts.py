"""What belongs to an agreement: parties with who signs for them, language versions, amendments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from planner.domain.agreements import Agreement, AgreementParty, AgreementText, Amendment
from planner.domain.ids import AgreementId
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.times import parse_partial_date
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.organisation_parts import is_language_tag
from planner.services.parts import Labels, Parts
from planner.services.typed_parties import (
    TypedParty,
    made_party,
    new_ones,
    new_words,
    typed_party,
)
from planner.storage import reading
from planner.storage.queries.agreements import title_held
from planner.storage.reading import Reader
from planner.text import clean_line


class Parties(Parts[AgreementParty]):
    """What a party and its signatory were called is written down with them, and stays when they go."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a party of {name}"),
            change=N_("Change a party of {name}"),
            remove=N_("Remove a party of {name}"),
        )
        super().__init__(core, AgreementParty, "agreement_id", _namer(core), labels, _right_party)

    def of(self, owner: str) -> list[AgreementParty]:
        """In their order."""
        return sorted(super().of(owner), key=lambda one: (one.rank, one.id))

    def add(self, part: AgreementParty, *, origin: object = None) -> AgreementParty:
        """:raises UserError: it cannot be so."""
        reader = self._core.reader
        kept = {**_house_kept(reader, part), **_signatory_kept(reader, part)}
        return super().add(replace(part, **kept), origin=origin)

    def edit(
        self,
        key: str,
        /,
        *,
        seen: AgreementParty | None = None,
        origin: object = None,
        **fields: Any,
    ) -> AgreementParty:
        """Another house or another person brings the name, and the title held now, unless they are given."""
        now, reader = replace(self._get(key), **fields), self._core.reader
        if "organisation_id" in fields:
            fields = {**_house_kept(reader, replace(now, name="")), **fields}
        if "signatory_id" in fields:
            fresh = replace(now, signatory_name="", signatory_title="")
            fields = {**_signatory_kept(reader, fresh), **fields}
        return super().edit(key, seen=seen, origin=origin, **fields)

    def add_typed(
        self, agreement: AgreementId, name: str, *, origin: object = None, **fields: Any
    ) -> AgreementParty:
        """One more party by its name, the last; what it is says ``typed_parties``.

        :raises UserError: it is one already.
        """
        known = self.of(agreement)
        rank = max((one.rank + 1 for one in known), default=0)
        with self._core.work(
            self._labels.add, {"name": self._owner_name(agreement)}, origin=origin
        ) as work:
            made = made_party(work, agreement, typed_party(work, name))
            made = replace(made, rank=rank, **fields)
            _right_party(made, known)
            work.add(kept_names(work, made))
        return made

    def typed(self, name: str) -> TypedParty:
        """What a typed party is."""
        return typed_party(self._core.reader, name)

    def new_words(self, names: Sequence[str]) -> list[str]:
        """A sentence for each of these names that would become an organisation of the library."""
        reader = self._core.reader
        return new_words(reader, new_ones(reader, names))


class AgreementTexts(Parts[AgreementText]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a language version of {name}"),
            change=N_("Change a language version of {name}"),
            remove=N_("Remove a language version of {name}"),
        )
        super().__init__(core, AgreementText, "agreement_id", _namer(core), labels, _right_text)


class Amendments(Parts[Amendment]):
    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add an amendment of {name}"),
            change=N_("Change an amendment of {name}"),
            remove=N_("Remove an amendment of {name}"),
        )
        super().__init__(core, Amendment, "agreement_id", _namer(core), labels, _right_amendment)


def kept_names(reader: Reader, party: AgreementParty) -> AgreementParty:
    """The party with the names of its house and its signatory as they are now, where none is kept."""
    return replace(party, **{**_house_kept(reader, party), **_signatory_kept(reader, party)})


def _house_kept(reader: Reader, party: AgreementParty) -> dict[str, Any]:
    if party.name or party.organisation_id is None:
        return {}
    house = reading.one(reader, Organisation, party.organisation_id)
    return {"name": house.name or house.native_name} if house else {}


def _signatory_kept(reader: Reader, party: AgreementParty) -> dict[str, Any]:
    if party.signatory_id is None:
        return {}
    person = reading.one(reader, Person, party.signatory_id)
    if person is None:
        return {}
    kept: dict[str, Any] = {}
    if not party.signatory_name:
        kept["signatory_name"] = person.name
    if not party.signatory_title:
        kept["signatory_title"] = title_held(reader, person.id, party)
    return kept


def _right_party(party: AgreementParty, others: list[AgreementParty]) -> None:
    if not (party.organisation_id or party.country or clean_line(party.name)):
        raise UserError(
            _("A party is an organisation, a country, or a name."), _("Choose one, or type it.")
        )
    if party.organisation_id and any(
        other.organisation_id == party.organisation_id for other in others
    ):
        raise UserError(_("This organisation is a party already."), _("Choose another one."))
    if party.seat < 0:
        raise UserError(_("Seats are counted from 1."), _("Type 0 where nobody sits."))


def _right_text(text: AgreementText, _others: list[AgreementText]) -> None:
    if not is_language_tag(text.language):
        raise UserError(
            _("“{text}” is no language tag.").format(text=text.language),
            _("Type tags such as ja, da or en-GB."),
        )


def _right_amendment(amendment: Amendment, _others: list[Amendment]) -> None:
    if not clean_line(amendment.title) and not clean_line(amendment.number):
        raise UserError(_("An amendment needs a number or a title."), _("Type what it is called."))
    try:
        parse_partial_date(amendment.signed_on)
    except ValueError as error:
        raise UserError(
            _("“{value}” is not a date.").format(value=amendment.signed_on),
            _("Write 2023, 2023-10 or 2023-10-26."),
        ) from error


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Agreement, key)
        if found is None:
            raise NotFound(
                _("This agreement is not in the library."), _("It may have been removed.")
            )
        return found.title

    return name
