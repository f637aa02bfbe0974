"""Large lists are compared without the search for garbage: it would walk over all of them again and again."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def without_collecting() -> Iterator[None]:
    """While very many values are made of which none can go; a third of the time of an import.

    What is counted by references goes at once as ever; only cycles wait until the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
