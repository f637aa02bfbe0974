"""What all readers of strangers' files share: the verdict that one is not read, and its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEGABYTE: Final = 1_000_000
SIZE_LIMIT: Final = 50 * MEGABYTE
"""Of any file; the readers of single kinds have narrower limits of their own."""
RESULT_LIMIT: Final = 64 * MEGABYTE
"""Of what the child may answer; who asked hears no more than that, whatever a file made of the child."""


class Refused(Exception):
    """A verdict: the file will not be read. ``kind`` selects the sentence, ``facts`` fill it in."""

    def __init__(self, kind: str, **facts: str | int) -> None:
        super().__init__(kind)
        self.kind = kind
        self.facts: Mapping[str, str | int] = facts
