"""Libraries that lie elsewhere now: whoever opens the old place is led to the new one.

A shortcut, an environment variable or the usual place may still name the file that was lost or moved.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from planner import paths
from planner.settings import write_json

_MOST: Final = 50
"""Moves that are remembered."""
_STEPS: Final = 20


@dataclass(frozen=True)
class Move:
    to: Path
    on: str
    """ISO day."""


def current(address: str) -> Move | None:
    """Where the library of this address lies now; None where it is still there."""
    if "://" in address:
        return None
    known = _known()
    found, name = None, _name(Path(address))
    for _step in range(_STEPS):
        entry = known.get(name)
        if not isinstance(entry, dict) or not entry.get("to"):
            break
        move = Move(Path(str(entry["to"])), str(entry.get("on", "")))
        name = _name(move.to)
        if move.to.is_file():  # one on the way may be gone: it was moved on
            found = move
    return found


def former(library: Path) -> list[Path]:
    """The places from which this library was moved here, over any number of moves."""
    known = _known()
    found: dict[str, None] = {}
    wanted = [_name(library)]
    for here in wanted:
        for old, entry in known.items():
            leads = isinstance(entry, dict) and _name(Path(str(entry.get("to", "")))) == here
            if leads and old not in found and old != _name(library):
                found[old] = None
                wanted.append(old)
    return [Path(old) for old in found]


def remember(old: Path, new: Path, on: dt.date) -> None:
    """What cannot be remembered is said by the caller, who names the new place anyway."""
    known = _known()
    known.pop(_name(new), None)
    known[_name(old)] = {"to": str(new), "on": on.isoformat()}
    _write(dict(list(known.items())[-_MOST:]))


def forget(old: Path) -> None:
    """The file at the old place is meant again."""
    known = _known()
    if known.pop(_name(old), None) is not None:
        _write(known)


def _write(known: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        write_json(_file(), known)


def _known() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _file() -> Path:
    return paths.user_config() / "moved.json"


def _name(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
