"""What was used last in this window: search puts it first among equals, and Home lists it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from planner import paths

_MOST: Final = 50
_LIBRARIES: Final = 10
"""Of so many libraries it is known after a restart."""


class Recent:
    """Ids of records and commands, the last used first."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def use(self, key: str) -> None:
        self.keys = [key, *(other for other in self.keys if other != key)][:_MOST]

    def place(self, key: str) -> int:
        """0 for the last used; after all others for what was never used."""
        return self.keys.index(key) if key in self.keys else _MOST

    def recall(self, library: str) -> None:
        """Know again what was used the last time in this library; ``library`` is its address."""
        known = _kept().get(library, [])
        self.keys = [str(key) for key in known if isinstance(key, str)][:_MOST]

    def remember(self, library: str) -> None:
        """Keep what was used for the next time; that it cannot be written disturbs nobody."""
        from planner.settings import write_json

        others = {key: value for key, value in _kept().items() if key != library}
        kept = {library: self.keys, **others}
        try:
            write_json(_path(), dict(list(kept.items())[:_LIBRARIES]))
        except OSError:
            return


def _path() -> Path:
    return paths.user_state() / "recent.json"


def _kept() -> dict[str, list[object]]:
    try:
        found = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if isinstance(value, list)}
