"""What a list is narrowed to: the part that is the same for every list, and how it is kept as text."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:  # the first list is there before all kinds of houses are known
    from planner.domain.organisations import OrganisationKind


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFilters:
    """Each list adds fields with defaults; all that is given holds at once, within one field any value."""

    text: str = ""

    def without(self, name: str) -> Self:
        """These filters with one taken off."""
        return self.having(name, next(one.default for one in fields(self) if one.name == name))

    def having(self, name: str, value: Any) -> Self:
        """These filters with one given this value."""
        changed: dict[str, Any] = {name: value}
        return replace(self, **changed)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the filters that narrow, but not the typed text: what stands as chips."""
        return tuple(
            one.name
            for one in fields(self)
            if one.name != "text" and getattr(self, one.name) != one.default
        )

    def to_json(self) -> str:
        """What a saved view keeps; nothing that is not chosen is written."""
        kept: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value != one.default:
                kept[one.name] = value.isoformat() if isinstance(value, dt.date) else value
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


class KeptFilters:
    """The filters of a saved view as they are read back; what is not understood there is left out."""

    def __init__(self, text: str) -> None:
        try:
            found = json.loads(text or "{}")
        except (ValueError, RecursionError):
            found = {}
        self._found: Mapping[str, object] = found if isinstance(found, dict) else {}

    def text(self, name: str) -> str:
        value = self._found.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str, *, empty: bool = False) -> tuple[str, ...]:
        value = self._found.get(name)
        parts: Sequence[object] = value if isinstance(value, list) else ()
        texts = (part for part in parts if isinstance(part, str))
        return tuple(dict.fromkeys(text for text in texts if text or empty))

    def kinds(self, name: str = "kinds") -> tuple[OrganisationKind, ...]:
        from planner.domain.organisations import OrganisationKind

        known = set(OrganisationKind)
        return tuple(
            OrganisationKind(kind) for kind in self.texts(name, empty=True) if kind in known
        )

    def yes(self, name: str) -> bool:
        return self._found.get(name) is True

    def day(self, name: str) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.text(name))
        except ValueError:
            return None
