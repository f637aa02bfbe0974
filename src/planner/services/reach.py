"""Where a recipient of the register is written to: as the visit knows it, else by person or house of that name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.domain.handouts import Addressing
from planner.domain.ids import VisitId
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.privacy import Disclosure
from planner.domain.recipients import Recipient, recipients
from planner.i18n import LANGUAGES
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries.plans import load_plan
from planner.text import fold

_MOST_WORDS: Final = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """``email`` is empty where the library knows none; ``language`` is one that mails are written in."""

    email: str = ""
    language: str = "en"


class Reaching:
    """One look at many recipients: the recipients of each visit are read once."""

    def __init__(self, core: Core) -> None:
        self._core, self._reader = core, core.reader
        chosen = core.settings.text("language")[:2]
        self._home = chosen if chosen in LANGUAGES else "en"
        self._visits: dict[VisitId, dict[str, Recipient]] = {}

    def of(self, one: Disclosure) -> Reach:
        if one.visit_id is not None and one.recipient_key:
            known = self._of_visit(one.visit_id).get(one.recipient_key)
            # A place in a delegation passes to a successor, who never had the file.
            if known is not None and fold(known.name) == fold(one.recipient):
                return Reach(email=known.email, language=known.language)
        language = one.language[:2] if one.language[:2] in LANGUAGES else self._home
        if "@" in one.recipient and " " not in one.recipient.strip():
            return Reach(email=one.recipient.strip(), language=language)
        kind, _colon, key = one.recipient_key.partition(":")
        person = reading.one(self._reader, Person, key) if kind == "host" else None
        for found in (person, *self._named(one.recipient)):
            if found is not None and (email := self._email(found)):
                return Reach(email=email, language=_spoken(found, language))
        return Reach(language=language)

    def _of_visit(self, visit: VisitId) -> dict[str, Recipient]:
        if visit not in self._visits:
            plan = load_plan(self._reader, visit)
            said = reading.having(self._reader, Addressing, "visit_id", [visit])
            known = recipients(plan, said, home=self._home) if plan else ()
            self._visits[visit] = {one.key: one for one in known}
        return self._visits[visit]

    def _named(self, name: str) -> Iterator[Person | Organisation]:
        """Who or what is called exactly so; two of one name are nobody."""
        words = name.split()[:_MOST_WORDS]
        if not words:
            return
        parts = [
            " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)
        ]
        clause, values = reading.any_of("family_name", parts)
        people = [
            one
            for one in reading.where(
                self._reader, Person, f"{clause} OR native_name = :name", {**values, "name": name}
            )
            if fold(name) in (fold(one.name), fold(one.native_name))
        ]
        if len(people) == 1:
            yield people[0]
        houses = reading.where(
            self._reader,
            Organisation,
            "name = :name OR acronym = :name OR native_name = :name",
            {"name": name},
        )
        if len(houses) == 1:
            yield houses[0]

    def _email(self, one: Person | Organisation) -> str:
        column = "person_id" if isinstance(one, Person) else "organisation_id"
        points = reading.where(
            self._reader,
            ContactPoint,
            f"{column} = :id AND kind = :kind",
            {"id": one.id, "kind": ContactKind.EMAIL.value},
        )
        return points[0].value if points else ""


def _spoken(one: Person | Organisation, home: str) -> str:
    tags = one.languages if isinstance(one, Person) else ()
    return next((tag[:2] for tag in tags if tag[:2] in LANGUAGES), home)
