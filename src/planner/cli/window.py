"""Whether the window is meant, told without loading any of the commands: it has to be there at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple


class WindowCall(NamedTuple):
    """The window, on a library or on the sample; None means the user's own."""

    library: str | None = None
    sample: bool = False


def window_call(arguments: Sequence[str]) -> WindowCall | None:
    """What the window is to open, if these arguments name no command of the command line."""
    library, sample = os.environ.get("PLANNER_LIBRARY") or None, False
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--library" and rest:
            library = rest.pop(0)
        elif word.startswith("--library="):
            library = word.partition("=")[2]
        elif word == "--sample":
            sample = True
        elif word != "gui":
            return None
    return WindowCall(library, sample)
