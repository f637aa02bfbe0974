"""What a command says: tables and sentences for people, or JSON in stable, versioned shapes."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

from planner.errors import UserError

SHAPES_VERSION = 1
"""Rises when a field of the JSON answers is renamed or removed; added fields do not count."""


class Answer:
    """Data goes to standard output, everything else to standard error."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def data(self, kind: str, value: Any) -> None:
        """One JSON object: ``{"version": 1, kind: value}``."""
        json.dump(
            {"version": SHAPES_VERSION, kind: value}, sys.stdout, ensure_ascii=False, indent=2
        )
        sys.stdout.write("\n")

    def say(self, text: str) -> None:
        """A sentence for a person; not said when JSON was asked for."""
        if not self.as_json:
            print(text)

    def note(self, text: str) -> None:
        print(text, file=sys.stderr)

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Columns as wide as their longest cell; Japanese characters count double."""
        cells = [
            [("" if cell is None else str(cell)).replace("\n", " ") for cell in row] for row in rows
        ]
        widths = [
            max([_width(title), *(_width(row[place]) for row in cells)])
            for place, title in enumerate(titles)
        ]
        for row in [list(titles), *cells]:
            padded = (
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            )
            print("  ".join(padded).rstrip())

    def complain(self, error: UserError) -> None:
        if self.as_json:
            shape = {"message": error.message, "hint": error.hint, "exit_code": error.exit_code}
            json.dump(
                {"version": SHAPES_VERSION, "error": shape},
                sys.stdout,
                ensure_ascii=False,
                indent=2,
            )
            sys.stdout.write("\n")
        print(error.message, file=sys.stderr)
        if error.hint:
            print(error.hint, file=sys.stderr)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )
