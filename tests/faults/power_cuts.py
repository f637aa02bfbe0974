"""What may be on a disk after its power was cut at any point of a run of the real services.

``python tests/faults/power_cuts.py --cuts 1000`` prints one JSON object. A run is recorded: every
write, truncation, renaming and synchronisation, by SQLite and by our own code. For a cut, all that was
synchronised is there; of the rest each sector of 512 bytes is there or is not, and files are as long as
the last sector that is, or longer and empty at the end. Names change in their order, and last once a
folder, or by half of the cuts any file, was synchronised after. What is left is opened as the next
start does and judged as in `killing`: every acknowledged verb is there, and nothing by half.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import killed_verbs
from disk_record import NAMES, Event, Record, recorded
from killed_verbs import SCRIPTS, Script
from killing import Count, Ground, Killing, prepared

SECTOR = 512


class Cut:
    """The files as they may be when the power goes before the event of this number."""

    def __init__(self, record: Record, at: int, chance: random.Random) -> None:
        self._record, self._at, self._chance = record, at, chance
        self._much = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        lasting = ("folder",) if chance.random() < 0.5 else ("folder", "sync")
        sure = max(
            (n for n, one in enumerate(record.events[:at]) if one.kind in lasting), default=-1
        )
        self._names_until = chance.randint(sure + 1, at)

    def lay_out(self) -> None:
        record = self._record
        shutil.rmtree(record.below)
        record.below.mkdir()
        for folder in record.folders:
            Path(folder).mkdir()
        there = {name: number for number, name in enumerate(record.first)}
        for event in record.events[: self._names_until]:
            if event.kind == "create":
                there[event.name] = event.file
            elif event.kind == "rename":
                there[event.other] = there.pop(event.name)
            elif event.kind == "unlink":
                there.pop(event.name, None)
            elif event.kind == "mkdir":
                Path(event.name).mkdir()
            elif event.kind == "rmdir":
                Path(event.name).rmdir()
        first = list(record.first.values())
        for name, number in there.items():
            Path(name).write_bytes(self._content(number, first))
            if name.endswith("-wal") and self._chance.random() < 0.3:  # of before; it means nothing
                shared = Path(name.removesuffix("-wal") + "-shm")
                shared.write_bytes(self._chance.randbytes(32768))

    def _content(self, number: int, first: list[bytes]) -> bytes:
        content = bytearray(first[number] if number < len(first) else b"")
        events = [
            (n, one)
            for n, one in enumerate(self._record.events[: self._at])
            if one.file == number and one.kind not in NAMES
        ]
        sure = max((n for n, one in events if one.kind == "sync"), default=-1)
        length = len(content)
        for n, event in events:
            if event.kind == "truncate":
                if n < sure or n < self._names_until:
                    del content[event.at :]
                    length = len(content)
            elif event.kind != "sync":
                if event.kind == "whole":
                    if n < sure:
                        content.clear()
                    length = 0
                length = max(length, event.at + len(event.data))
                self._write(content, event, 1.0 if n < sure else self._much)
        if len(content) < length and self._chance.random() < 0.5:
            content.extend(bytes(length - len(content)))
        return bytes(content)

    def _write(self, content: bytearray, event: Event, much: float) -> None:
        if much == 1.0:
            pieces = [(event.at, event.data)]
        else:
            edges = [0, *range(SECTOR - event.at % SECTOR, len(event.data), SECTOR)]
            pieces = [
                (event.at + begin, event.data[begin:end])
                for begin, end in zip(edges, [*edges[1:], len(event.data)], strict=True)
                if self._chance.random() < much
            ]
        for at, data in pieces:
            if len(content) < at:
                content.extend(bytes(at - len(content)))
            content[at : at + len(data)] = data


def record_of(ground: Ground, *, deaf: bool) -> Record:
    ground.begin()
    record = Record(ground.library.parent, deaf=deaf)
    record.begin()
    with recorded(record):
        for _each in ground.act():
            record.said += 1
    return record


def cut(ground: Ground, times: int, judge: Killing, seed: int, *, deaf: bool) -> tuple[Count, int]:
    """What was found after so many cuts, and the number of events that there are."""
    record, chance, count = record_of(ground, deaf=deaf), random.Random(seed), Count()
    for turn in range(times):
        # Right after an acknowledgement is where the most is at stake.
        at = chance.randint(1, len(record.events))
        if turn % 3 == 0:
            said = chance.randint(1, record.said)
            at = next((n for n, one in enumerate(record.acknowledged) if one >= said), at)
        Cut(record, at, chance).lay_out()
        acknowledged = record.acknowledged[at] if at < len(record.events) else record.said
        count.kills += 1
        count.acknowledged += acknowledged
        judge.judged(ground, acknowledged, count, f"cut at {at} of {len(record.events)}")
    return count, len(record.events)


def edit_long(path: Path) -> Iterator[int]:
    """A whole log of a thousand pages, and its checkpoint."""
    with killed_verbs.at_work(path) as planner:
        for turn in range(120):
            one = planner.contacts.add(
                killed_verbs.person(f"New{turn}"),
                emails=[f"n{turn}@x.example"],
                organisation="Lund",
            )
            yield 0
            if turn % 3 == 0:
                planner.contacts.edit(one, notes=f"Note {turn}")
                yield 0


@dataclass(frozen=True)
class Run:
    """A script whose power is cut; ``pages`` after which the log is put into the file, 0 for a thousand.

    ``share`` of the cuts in the suite, in hundredths; in the long run each has all of them.
    """

    script: Script
    pages: int
    share: float


def _runs() -> Iterator[Run]:
    yield Run(Script("edit", killed_verbs.few, killed_verbs.edit_much, 0), 30, 0)
    yield Run(Script("edit", killed_verbs.few, edit_long, 0), 0, 0)
    pages = {
        "edit": (30, 40),
        "merge": (0, 20),
        "restore": (0, 20),
        "backup": (30, 20),
        "undo": (30, 0),
    }
    for script in SCRIPTS:
        if script.share:
            yield Run(script, *pages.get(script.verb, (0, 0)))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--cuts", type=int, default=50)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--long", action="store_true")
    asked.add_argument("--verbs", default="")
    asked.add_argument("--synchronous", default="")
    asked.add_argument("--no-flush", action="store_true")
    options = asked.parse_args()
    killed_verbs.without_chance()
    looser = [f"synchronous = {options.synchronous}"] * bool(options.synchronous)
    judge = Killing(random.Random(options.seed), thorough=options.long)
    found: dict[str, Any] = {}
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        for run in _runs():
            times = options.cuts if options.long else round(options.cuts * run.share / 100)
            if not times or (options.verbs and run.script.verb not in options.verbs.split(",")):
                continue
            with killed_verbs.checkpoint_every(run.pages), killed_verbs.with_pragma(*looser):
                ground = prepared(run.script, Path(folder))
                count, events = cut(ground, times, judge, options.seed, deaf=options.no_flush)
            found[run.script.name] = {
                "cuts": count.kills,
                "points": events,
                "acknowledged": count.acknowledged,
                "slowest": round(count.slowest, 3),
                "wrong": count.wrong,
            }
            gc.collect()
    used = os.times()
    json.dump({"runs": found, "processor": round(sum(used[:4]), 1)}, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
