"""What was used last in this window: search puts it first among equals."""

from __future__ import annotations

from typing import Final

_MOST: Final = 50


class Recent:
    """Ids of records and commands, the last used first."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def use(self, key: str) -> None:
        self.keys = [key, *(other for other in self.keys if other != key)][:_MOST]

    def place(self, key: str) -> int:
        """0 for the last used; after all others for what was never used."""
        return self.keys.index(key) if key in self.keys else _MOST
