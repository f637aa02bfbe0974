"""Whether the window is meant, told without loading any of the commands: it has to be there at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, NamedTuple

LIBRARY: Final = ".planner"
"""How the name of a library ends."""


class WindowCall(NamedTuple):
    """The window, on a library or on the sample; None means the user's own. ``files`` are to be taken in;
    ``safe``: nothing is opened or runs by itself until somebody says so."""

    library: str | None = None
    sample: bool = False
    files: tuple[str, ...] = ()
    safe: bool = False


def window_call(arguments: Sequence[str]) -> WindowCall | None:
    """What the window is to open, if these arguments name no command of the command line."""
    library, sample, safe = os.environ.get("PLANNER_LIBRARY") or None, False, False
    rest, files = list(arguments), list[str]()
    while rest:
        word = rest.pop(0)
        if word == "--library" and rest:
            library = rest.pop(0)
        elif word.startswith("--library="):
            library = word.partition("=")[2]
        elif word == "--sample":
            sample = True
        elif word == "--safe":
            safe = True
        elif "." in word and os.path.isfile(word):  # noqa: PTH113 - a path is made later
            # As a double click hands it over; no command has a dot in its name.
            if word.endswith(LIBRARY):
                library = word
            else:
                files.append(word)
        elif word != "gui":
            return None
    return WindowCall(library, sample, tuple(files), safe)
