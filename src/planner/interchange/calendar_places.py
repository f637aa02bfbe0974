"""A place that calendars are put at, one way: what the folder and the server have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, Final, Protocol

from planner.interchange.limits import MEGABYTE

READ_LIMIT: Final = 20 * MEGABYTE
"""Octets of something at the place that we look into; what is larger is none of ours."""


class ChangedThere(Exception):
    """It is not as it was when we looked; nothing was written."""


class IdentityTaken(Exception):
    """The server has the event of this UID under another name; nothing was written."""


class Place(Protocol):
    """Names are within the place; a state is what the place calls one content of one name.

    All raise ``UserError`` when the place cannot be reached or refuses.
    """

    def states(self, names: Collection[str]) -> Mapping[str, str]:
        """The state of each of these names that is there."""
        ...

    def read(self, name: str) -> bytes | None:
        """What is there, None for nothing or for what is too large to be ours."""
        ...

    def put(self, name: str, content: bytes, state: str | None) -> str:
        """Write where the state is still this one (None: where nothing is); the new state.

        :raises ChangedThere: it is another one by now.
        :raises IdentityTaken: a calendar server has this event elsewhere.
        """
        ...

    def remove(self, name: str, state: str) -> None:
        """Take away what is still in this state; what is gone already is no error.

        :raises ChangedThere: it is in another one by now.
        """
        ...

    def close(self) -> None: ...


def checked_name(name: str) -> str:
    """:raises ValueError: the name would lead out of the place."""
    if name in ("", ".", "..") or {PurePosixPath(name).name, PureWindowsPath(name).name} != {name}:
        raise ValueError(f"not a name within a place: {name!r}")
    return name


def says_the_same(one: bytes, other: bytes) -> bool:
    """Whether two calendar files have the same single event, however a server wrote it down.

    The lines of an event may stand in another order and be folded elsewhere; none may be more, less
    or different. What cannot be read is never the same.
    """
    facts = _facts(one)
    return facts is not None and facts == _facts(other)


def _facts(data: bytes) -> dict[str, Any] | None:
    from icalendar import Calendar

    if len(data) > READ_LIMIT:
        return None
    try:
        events = Calendar.from_ical(data).walk("VEVENT")
    except (ValueError, IndexError, KeyError):
        return None
    if len(events) != 1:
        return None
    (event,) = events
    facts: dict[str, Any] = {
        name: sorted(_value(value) for value in (held if isinstance(held, list) else [held]))
        for name, held in event.items()
    }
    facts["parts"] = len(event.subcomponents)
    return facts


def _value(value: Any) -> str:
    """A time with its zone, anything else as it stands in a file."""
    if hasattr(value, "dt"):
        return f"{value.dt} {getattr(value.dt, 'tzinfo', None)}"
    written = value.to_ical()
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)
