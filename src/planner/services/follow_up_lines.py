"""What quick-add lines of follow-ups are read against: people, visits, agreements, organisations by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from planner.domain.agreements import Agreement
from planner.domain.follow_up_line import Ground, Named, Reading
from planner.domain.follow_up_line.read_back import question
from planner.domain.ids import FollowUpId, VisitId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.visits import Visit
from planner.errors import UserError
from planner.i18n import _, current
from planner.services.core import Core
from planner.services.follow_ups import NOTHING, FollowUps
from planner.storage import reading as reader
from planner.storage import search
from planner.text import fold

_LOOKED_AT: Final = 40
_KINDS: Final[tuple[type[Any], ...]] = (Visit, Agreement, Organisation)


class FollowUpLines:
    """Reads lines against the library, and adds what they say."""

    def __init__(self, core: Core, follow_ups: FollowUps) -> None:
        self._core = core
        self._follow_ups = follow_ups

    def ground(self, visit: VisitId | None = None) -> Ground:
        """``visit`` is the one on whose page the line stands. What is looked up is kept with the ground:
        make a new one when the library has changed."""
        own = reader.one(self._core.reader, Visit, visit) if visit else None
        return Ground(
            today=self._core.today(),
            language=current().code,
            me=self._core.author,
            visit=_named(own) if own else None,
            visits=self._coming(),
            people=lru_cache(maxsize=200)(self._people),
            records=lru_cache(maxsize=200)(self._records),
            houses=lru_cache(maxsize=200)(self._houses),
        )

    def add(
        self, read: Reading, *, about: Mapping[str, str] = NOTHING, origin: object = None
    ) -> FollowUpId:
        """``about`` are links that it gets besides those of the line, by field: ``{"item_id": …}``.

        :raises UserError: nothing was typed, or a question is still open.
        """
        if read.is_empty:
            raise UserError(_("A follow-up needs a title."), _("Type what is to be done."))
        if read.question is not None:
            raise UserError(question(read.question), _("Nothing was added."))
        made = read.follow_up(FollowUpId(new_id()))
        links: dict[str, Any] = {
            name: key for name, key in about.items() if getattr(made, name) is None
        }
        return self._follow_ups.add(replace(made, **links), origin=origin)

    def _coming(self) -> Sequence[Named]:
        sql = (
            "SELECT id FROM visit WHERE status NOT IN ('template', 'cancelled')"
            " AND coalesce(last_day, first_day) >= :since ORDER BY first_day, id LIMIT 5"
        )
        since = self._core.today().isoformat()
        keys = [str(row[0]) for row in self._core.reader.rows(sql, {"since": since})]
        return [_named(one) for one in reader.having(self._core.reader, Visit, "id", keys)]

    def _people(self, text: str) -> Sequence[Named]:
        """Everybody one of whose names is this; where nobody's is, those whose names begin so."""
        known = reader.one(self._core.reader, Person, text)
        if known is not None:
            return (_person(known),)
        found = self._found(text, Person)
        wanted = fold(text)
        whole = [one for one in found if fold(_person(one).name) == wanted]
        part = [one for one in found if set(wanted.split()) <= set(_names(one))]
        begun = [one for one in found if any(name.startswith(wanted) for name in _names(one))]
        return tuple(self._with_house(whole or part or begun))

    def _with_house(self, people: Sequence[Person]) -> Sequence[Named]:
        if len(people) < 2:
            return [_person(one) for one in people]
        details = {hit.id: hit.detail for hit in self._hits(people[0].family_name, "person")}
        for one in people:
            if one.id not in details:
                details |= {hit.id: hit.detail for hit in self._hits(_person(one).name, "person")}
        return [
            Named("person", one.id, _person(one).name, details.get(one.id, "")) for one in people
        ]

    def _records(self, text: str) -> Sequence[Named]:
        """What has this code, number, acronym or name; where nothing has, what contains the words."""
        for kind in _KINDS:
            known = reader.one(self._core.reader, kind, text)
            if known is not None:
                return (_named(known),)
        found: list[Visit | Agreement | Organisation] = []
        for kind in _KINDS:
            found += self._found(text, kind)
        wanted = fold(text)
        exact = [one for one in found if wanted in {fold(name) for name in _called(one)}]
        begun = [one for one in found if any(fold(n).startswith(wanted) for n in _called(one))]
        return tuple(_named(one) for one in exact or begun or found)

    def _houses(self, text: str) -> Sequence[Named]:
        """Organisations with exactly this acronym or name."""
        same = "acronym = :text OR name = :text OR native_name = :text"
        found = reader.where(self._core.reader, Organisation, same, {"text": text}, "id")
        return [_named(one) for one in found]

    def _found(self, text: str, kind: type[reader.W]) -> list[reader.W]:
        keys = [hit.id for hit in self._hits(text, kind.WORD)]
        by_id = {str(one.id): one for one in reader.having(self._core.reader, kind, "id", keys)}
        return [by_id[key] for key in keys if key in by_id]

    def _hits(self, text: str, word: str) -> list[search.Hit]:
        return search.find(self._core.reader, text, words=(word,), limit=_LOOKED_AT)


def _names(person: Person) -> list[str]:
    names = (person.given_name, person.family_name, person.native_name)
    return [part for name in names for part in fold(name).split()]


def _person(person: Person) -> Named:
    name = " ".join(filter(None, (person.given_name, person.family_name)))
    return Named("person", person.id, name or person.native_name)


def _named(one: Visit | Agreement | Organisation) -> Named:
    names = _called(one)
    if isinstance(one, Organisation):
        return Named("organisation", one.id, one.name or one.native_name, one.acronym)
    return Named(one.WORD, one.id, names[0] if names else one.id, one.title)


def _called(one: Visit | Agreement | Organisation) -> list[str]:
    """The short name first."""
    names: tuple[str, ...]
    match one:
        case Visit():
            names = (one.code, one.title)
        case Agreement():
            names = (one.number, one.title)
        case _:
            names = (one.acronym, one.name, one.native_name)
    return [name for name in names if name]
