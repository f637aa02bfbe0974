"""Single bits of a library's file, turned over one after the other; what the check says of each.

``python -m faults.flipped_bits 10000 7`` is the long run by hand: so many, from this seed.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from planner.errors import PlannerError
from planner.services.checking_up import verified
from planner.storage import keys
from planner.storage.connecting import connect_sqlite

DERIVED: Final = ("search_", "sqlite_", "alembic_")
"""Tables that are made anew from the others, or hold nothing of the user."""
NOT_SEALED: Final = {"revision", "step.lasting"}
"""What no digest covers: a counter of the storage, and whether a step may be taken back at all."""

State = dict[str, Any]


@dataclass
class Flips:
    """``silent`` changed nothing that can be read; ``missed`` did, and nobody said so."""

    tried: int = 0
    changed: int = 0
    refused: int = 0
    found: int = 0
    silent: int = 0
    missed: list[str] = field(default_factory=list)
    of: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.tried} bits: {self.changed} changed data, of these {self.refused} refused when"
            f" opened, {self.found} found by the check, {len(self.missed)} missed"
            f" {dict(Counter(self.missed))}; {self.silent} changed nothing; changed by table {dict(self.of)}"
        )


def state(path: Path) -> State:
    """All rows of all tables that are not derived, as the driver reads them; an error where it cannot."""
    found: State = {}
    connection = connect_sqlite(path, read_only=True)
    connection.text_factory = bytes
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (raw,) in names:
            name = raw.decode(errors="replace")
            if not name.startswith(DERIVED):
                cursor = connection.execute(f'SELECT * FROM "{name}"')
                columns = [one[0] for one in cursor.description]
                kept = [
                    place
                    for place, column in enumerate(columns)
                    if not {column, f"{name}.{column}"} & NOT_SEALED
                ]
                rows = [tuple(row[place] for place in kept) for row in cursor.fetchall()]
                found[name] = [columns[place] for place in kept], rows
    finally:
        connection.close()
    return found


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def said(path: Path) -> str:
    """What opening and checking answer: "refused", "found", or nothing."""
    try:
        holds = verified(path)
    except PlannerError:
        return "refused"
    return "found" if holds.faults else ""


def difference(before: State, after: State) -> str:
    """The first table and column of which something is read otherwise."""
    for name in before.keys() | after.keys():
        then, now = before.get(name), after.get(name)
        if then == now:
            continue
        if then is None or now is None or len(then[1]) != len(now[1]) or then[0] != now[0]:
            return name
        for one, other in zip(then[1], now[1], strict=True):
            for column, left, right in zip(then[0], one, other, strict=True):
                if left != right:
                    return f"{name}.{column}"
    return ""


def tries(original: Path, count: int, seed: int) -> Flips:
    """Turn over ``count`` bits of a copy, each on its own."""
    lot, flips, before = random.Random(seed), Flips(), state(original)
    with _copy(original) as path:
        whole = path.read_bytes()
        for _number in range(count):
            place, bit = lot.randrange(len(whole)), lot.randrange(8)
            flip(path, place, bit)
            _tell(flips, path, before)
            flip(path, place, bit)
            if path.read_bytes() != whole:
                path.write_bytes(whole)
    return flips


def _tell(flips: Flips, path: Path, before: State) -> None:
    try:
        changed = difference(before, state(path))
    except (PlannerError, sqlcipher3.dbapi2.Error, ValueError):
        changed = "not readable"
    flips.tried += 1
    if not changed:
        flips.silent += 1
        return
    flips.changed += 1
    flips.of[changed] += 1
    try:
        answer = said(path)
    except Exception as error:  # noqa: BLE001 - a fault of ours, told with the others
        answer = ""
        changed += f" {type(error).__name__}: {error}"
    if answer == "refused":
        flips.refused += 1
    elif answer == "found":
        flips.found += 1
    else:
        flips.missed.append(changed)


@contextlib.contextmanager
def _copy(original: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.planner"
        shutil.copyfile(original, path)
        keys.hold_like(path, original)
        yield path


if __name__ == "__main__":
    print(tries(Path(sys.argv[3]), int(sys.argv[1]), int(sys.argv[2])))
