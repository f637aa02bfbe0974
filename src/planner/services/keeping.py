"""Create, edit, delete and read for every word: what a subject's own service does not say better."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from planner.domain.history import HIDDEN
from planner.domain.words import Word, field_names
from planner.errors import NotFound
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading

W = TypeVar("W", bound=Word)

NAME_FIELDS = (
    "title",
    "name",
    "family_name",
    "description",
    "value",
    "placeholder",
    "text",
    "letter",
    "code",
)


class Keeper(Generic[W]):
    """The plain verbs for one word. Each is one step of the history."""

    def __init__(self, core: Core, kind: type[W]) -> None:
        self._core = core
        self.kind = kind

    def get(self, key: str) -> W:
        """:raises NotFound: no such record."""
        found = reading.one(self._core.reader, self.kind, key)
        if found is None:
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        return found

    def find(self, key: str) -> W | None:
        return reading.one(self._core.reader, self.kind, key)

    def of(self, **fields: str | int | None) -> list[W]:
        """All records whose fields have these values, in the order of their making."""
        unknown = set(fields) - set(field_names(self.kind))
        if unknown:
            raise TypeError(f"{self.kind.WORD} has no field {', '.join(sorted(unknown))}")
        condition = " AND ".join(f'"{name}" = :{name}' for name in fields) or "1 = 1"
        return reading.where(self._core.reader, self.kind, condition, fields)

    def add(self, value: W, *, origin: object = None) -> W:
        with self._core.work(N_("Add {name}"), self._facts(value), origin=origin) as work:
            work.add(value)
        return value

    def edit(
        self, key: str, /, *, seen: W | None = None, origin: object = None, **fields: Any
    ) -> W:
        """Set fields of one record. With ``seen`` a field that somebody else changed since raises ``OutOfDate``."""
        with self._core.work(
            N_("Change {name}"), self._facts(self.get(key)), origin=origin
        ) as work:
            return work.change(self.kind, key, seen, **fields)

    def remove(self, key: str, *, origin: object = None) -> None:
        """Delete one record with all that is part of it.

        :raises StillUsed: another record cannot do without it.
        """
        with self._core.work(
            N_("Remove {name}"), self._facts(self.get(key)), origin=origin
        ) as work:
            work.remove(self.kind, key)

    def _facts(self, value: W) -> dict[str, str | int]:
        return {"name": name_of(value), "word": self.kind.WORD}


def name_of(value: Word) -> str:
    """What the history calls a record; never by what is hidden of it."""
    name = getattr(value, "name", "")
    if isinstance(name, str) and name:
        return name
    for field in NAME_FIELDS:
        text = "" if (value.WORD, field) in HIDDEN else getattr(value, field, "")
        if isinstance(text, str) and text:
            return text[:80]
    return ""
