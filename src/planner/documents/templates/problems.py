"""What is wrong with a template, and where: a file, a line, a sentence."""

from __future__ import annotations

import contextlib
import re
import tomllib
from dataclasses import dataclass
from typing import Final

from planner.i18n import _

TABLE: Final = "template.toml"
PAGE: Final = "page.typ"
WORD: Final = "word.docx"
_KEY: Final = re.compile(r"""\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.\- ])+?)\s*=""")


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` counts from 1; 0 is the file as a whole. A ``severe`` one keeps the template from use,
    since papers would look or read otherwise than the office wants; others are advice."""

    file: str
    line: int
    text: str
    severe: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"

    @property
    def where(self) -> str:
        if not self.line:
            return self.file
        return _("{file}, line {line}").format(file=self.file, line=self.line)


def line_of(source: str, *path: str) -> int:
    """The line of a key in a TOML source: ``line_of(text, "layout", "size")``.

    Where the key is not found, the line of the nearest table around it; 0 without one.
    """
    table: tuple[str, ...] = ()
    nearest = (0, 0)
    for number, line in enumerate(source.splitlines(), 1):
        if line.lstrip().startswith("["):
            table = found = _path(line)
        elif key := _KEY.match(line):
            found = table + _path(f"{key[1]} = 0")
        else:
            continue
        if found and found == path[: len(found)] and len(found) > nearest[0]:
            nearest = (len(found), number)
    return nearest[1]


def _path(line: str) -> tuple[str, ...]:
    """The names on the way to what a line of TOML declares."""
    names: list[str] = []
    with contextlib.suppress(tomllib.TOMLDecodeError):
        inner: object = tomllib.loads(line)
        while isinstance(inner, dict) and inner:
            name, inner = next(iter(inner.items()))
            names.append(name)
    return tuple(names)
