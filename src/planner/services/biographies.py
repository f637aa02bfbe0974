"""Biographies of people: one text a language, with the day for which it speaks and where it is from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from planner.domain import biographies as rules
from planner.domain.biographies import Biography
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import Person
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.organisation_parts import is_language_tag
from planner.services.parts import Labels, Parts
from planner.storage import reading
from planner.text import clean_line, clean_text

TEXT_LIMIT: Final = 8_000
"""Characters of one biography: some three printed pages."""


class Biographies(Parts[Biography]):
    """Each verb is one step. The history says whose biography, not what is in it."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Add a biography of {name}"),
            change=N_("Change a biography of {name}"),
            remove=N_("Remove a biography of {name}"),
        )
        super().__init__(core, Biography, "person_id", _namer(core), labels, _require)

    def biographies(self, person: PersonId) -> tuple[Biography, ...]:
        """All of a person by language, the latest of each first."""
        return rules.in_order(self.of(person))

    def of_all(
        self, people: Iterable[PersonId], language: str, *others: str
    ) -> dict[PersonId, Biography]:
        """One a person: the latest in ``language``, else in the first of ``others`` that there is."""
        wanted = list(dict.fromkeys(people))
        known: dict[PersonId, list[Biography]] = {}
        for one in reading.having(self._core.reader, Biography, "person_id", wanted, "id"):
            known.setdefault(one.person_id, []).append(one)
        found = {}
        for person in wanted:
            for spoken in (language, *others):
                best = rules.in_language(known.get(person, ()), spoken)
                if best is not None:
                    found[person] = best
                    break
        return found

    def write(
        self,
        person: PersonId,
        language: str,
        text: str,
        *,
        origin: object = None,
        **fields: Any,
    ) -> Biography:
        """Make this the biography in a language: the latest one there is changed, else one is added.

        Without an ``as_of`` it speaks for today.

        :raises UserError: the text is empty or too long, or the language is none.
        :raises NotFound: there is no such person (any more).
        """
        tag = clean_line(language)
        values: dict[str, Any] = {
            "text": clean_text(text, limit=TEXT_LIMIT + 1),
            "as_of": self._core.today(),
            **fields,
        }
        if not values["text"]:
            raise UserError(_("The biography is empty."), _("Write it, or remove it."))
        known = [
            one for one in self.biographies(person) if one.language.casefold() == tag.casefold()
        ]
        if known:
            return self.edit(known[0].id, origin=origin, **values)
        new = Biography(id=RecordId(new_id()), person_id=person, language=tag, **values)
        return self.add(new, origin=origin)


def _require(biography: Biography, _others: list[Biography]) -> None:
    if not biography.language or not is_language_tag(biography.language):
        raise UserError(
            _("“{text}” is no language tag.").format(text=biography.language),
            _("Type tags such as ja, da or en-GB."),
        )
    if len(biography.text) > TEXT_LIMIT:
        raise UserError(
            _("A biography holds at most {limit} characters.").format(limit=TEXT_LIMIT),
            _("Shorten it. Nothing was changed."),
        )


def _namer(core: Core) -> Callable[[str], str]:
    def name(key: str) -> str:
        found = reading.one(core.reader, Person, key)
        if found is None:
            raise NotFound(_("This person is not in the library."), _("It may have been removed."))
        return found.name

    return name
