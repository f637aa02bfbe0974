"""Small records that belong to another one and have no page of their own: rooms, rules, papers, needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from planner.domain.words import Word
from planner.errors import NotFound
from planner.i18n import _
from planner.services.core import Core
from planner.storage import reading

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What the history says; message ids with ``{name}``, which is that of the owner. Nothing of the
    record itself is told there, because it may be a need."""

    add: str
    change: str
    remove: str


class Parts(Generic[W]):
    """Each verb is one step. ``owner`` is the field that points to whom a record belongs."""

    def __init__(
        self,
        core: Core,
        kind: type[W],
        owner: str,
        owner_name: Callable[[str], str],
        labels: Labels,
        check: Callable[[W, list[W]], None],
    ) -> None:
        """``check`` gets a record and the others of its owner, and raises ``UserError``."""
        self._core, self.kind, self._owner = core, kind, owner
        self._owner_name, self._labels, self._check = owner_name, labels, check

    def of(self, owner: str) -> list[W]:
        """In the order of their making."""
        return reading.where(
            self._core.reader, self.kind, f'"{self._owner}" = :owner', {"owner": owner}
        )

    def add(self, part: W, *, origin: object = None) -> W:
        """:raises UserError: it cannot be so."""
        self._check(part, self.of(getattr(part, self._owner)))
        with self._core.work(self._labels.add, self._facts(part), origin=origin) as work:
            work.add(part)
        return part

    def edit(
        self, key: str, /, *, seen: W | None = None, origin: object = None, **fields: Any
    ) -> W:
        """:raises UserError: it cannot be so. :raises OutOfDate: the field changed since ``seen``."""
        now = self._get(key)
        others = [one for one in self.of(getattr(now, self._owner)) if _key(one) != key]
        self._check(replace(now, **fields), others)
        with self._core.work(self._labels.change, self._facts(now), origin=origin) as work:
            return work.change(self.kind, key, seen, **fields)

    def remove(self, key: str, *, origin: object = None) -> None:
        now = self._get(key)
        with self._core.work(self._labels.remove, self._facts(now), origin=origin) as work:
            work.remove(self.kind, key)

    def _get(self, key: str) -> W:
        found = reading.one(self._core.reader, self.kind, key)
        if found is None:
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        return found

    def _facts(self, part: W) -> dict[str, str | int]:
        name = self._owner_name(getattr(part, self._owner))
        return {"name": name, "word": self.kind.WORD}


def _key(part: Word) -> str:
    return str(getattr(part, "id", ""))
