"""How each list looks: columns, widths, order of rows; kept with the state of the window."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from planner import paths, settings


@dataclass(frozen=True)
class ListLook:
    """``columns`` are keys in their order, empty for the usual ones; ``widths`` in pixels."""

    columns: tuple[str, ...] = ()
    sort: str = ""
    widths: dict[str, int] = field(default_factory=dict)


_FORMER: Final = {
    "agreements": ("title", "number", "kind", "parties", "state", "signed", "ends", "next_step"),
}
"""Columns that were usual once and kept without anybody choosing them, by area."""


def _file() -> Path:
    return paths.user_state() / "lists.json"


def recall(area: str) -> ListLook:
    """How the list of this area looked last; a missing or damaged file gives the usual look."""
    found = _read().get(area)
    if not isinstance(found, dict):
        return ListLook()
    columns, sort, widths = found.get("columns"), found.get("sort"), found.get("widths")
    keys = (
        tuple(key for key in columns if isinstance(key, str)) if isinstance(columns, list) else ()
    )
    return ListLook(
        () if keys == _FORMER.get(area) else keys,
        sort if isinstance(sort, str) else "",
        {
            key: min(max(width, 20), 2000)
            for key, width in (widths if isinstance(widths, dict) else {}).items()
            if isinstance(width, int)
        },
    )


def remember(area: str, look: ListLook) -> None:
    """Keep the look of a list; where it cannot be kept nothing is lost but comfort."""
    whole = _read()
    whole[area] = {"columns": list(look.columns), "sort": look.sort, "widths": look.widths}
    with contextlib.suppress(OSError):
        settings.write_json(_file(), whole)


def remember_widths(area: str, widths: dict[str, int]) -> None:
    remember(area, replace(recall(area), widths=widths))


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
