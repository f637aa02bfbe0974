"""A key store of the system, in memory."""

from __future__ import annotations

from contextlib import suppress


class Store:
    """Keeps what it is given, by name."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def set_password(self, _service: str, name: str, value: str) -> None:
        self.kept[name] = value

    def get_password(self, _service: str, name: str) -> str | None:
        return self.kept.get(name)

    def delete_password(self, _service: str, name: str) -> None:
        with suppress(KeyError):
            del self.kept[name]
