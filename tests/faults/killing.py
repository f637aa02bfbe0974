"""Kills a process at work at any point, opens what it left as the next start does, and compares.

``python tests/faults/killing.py --kills 500 --verbs edit,merge`` prints one JSON object. It stays one
small process that loads the program once and never has a library open when it forks.

The judge is outside the process that dies: every verb that returned has written a byte to a pipe, and
ids, keys and salts are the same each time, so that the whole library must be, row for row, as it is
after the last acknowledged verb, or after the one that followed. Nothing else is right.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import killed_verbs
from disk_calls import all_heard
from killed_verbs import SAME, SCRIPTS, Script
from sqlite_calls import Call

from planner.services.backups import Backups
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import keys
from planner.storage.backups import making, restoring
from planner.storage.backups import manifest as manifests
from planner.storage.backups.manifest import Why
from planner.storage.connecting import SCHEMA_VERSION, connect_sqlite

NAME = "library.planner"
Rows = Callable[[str], list[tuple[Any, ...]]]


def all_of_it(rows: Rows) -> str:
    """Every value of every table, the search entries and the journal among them, as one hash."""
    found = hashlib.blake2b(digest_size=16)
    tables = rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for (table,) in tables:
        found.update(repr((table, rows(f'SELECT * FROM "{table}"'))).encode())
    return found.hexdigest()


def looked_at(path: Path) -> str:
    connection = connect_sqlite(path, read_only=True)
    try:
        return all_of_it(lambda sql: connection.execute(sql).fetchall())
    finally:
        connection.close()


class Wrong(Exception):
    """What was found after a kill that must not be."""


@dataclass
class Count:
    kills: int = 0
    at_calls: int = 0
    halves: int = 0
    acknowledged: int = 0
    whole_besides: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list)


@dataclass
class Ground:
    """One script with the library that it begins with, and all states that it may leave."""

    script: Script
    start: Path
    library: Path
    states: list[str] = field(default_factory=list)
    backups: list[int] = field(default_factory=list)
    calls: int = 0
    seconds: float = 0

    def begin(self) -> None:
        shutil.rmtree(self.library.parent, ignore_errors=True)
        shutil.copytree(self.start, self.library.parent)
        keys.hold_like(self.library, self.start / NAME)
        SAME.begin()

    def act(self) -> Iterator[int]:
        return self.script.act(self.library)


def prepared(script: Script, folder: Path) -> Ground:
    """Do the script twice undisturbed and keep how the library is after each verb: whole, each time."""
    ground = Ground(script, folder / script.prepare.__name__, folder / "work" / NAME)
    if not ground.start.exists():
        ground.start.mkdir(parents=True)
        SAME.begin()
        script.prepare(ground.start / NAME)
    ground.begin()
    ground.states, ground.backups = [looked_at(ground.library)], [_backups(ground.library)]
    hearing = True

    def hear(_call: Call) -> None:
        ground.calls += hearing

    with all_heard(hear):
        for least in ground.act():
            hearing = False
            ground.states.append(looked_at(ground.library))
            ground.backups.append(least)
            faults = making.looked_through(ground.library).faults
            if faults:
                raise AssertionError(f"{script.name} is not whole without any kill: {faults}")
            hearing = True
    ground.begin()
    begun = time.perf_counter()
    for _each in ground.act():
        pass
    ground.seconds = time.perf_counter() - begun
    if len(set(ground.states)) < 2 or looked_at(ground.library) != ground.states[-1]:
        raise AssertionError(f"{script.name} changes nothing, or not the same each time")
    return ground


def _backups(library: Path) -> int:
    return len(manifests.kept_in(manifests.folder_of(library)))


class Killing:
    def __init__(self, chance: random.Random, *, thorough: bool) -> None:
        self._chance, self._thorough = chance, thorough
        self.counts: dict[str, Count] = {}

    def kill(self, ground: Ground, times: int) -> None:
        """So many kills; half at a call to the disk, half at any moment."""
        count = self.counts.setdefault(ground.script.verb, Count())
        until = count.kills + times
        while count.kills < until:
            if count.kills % 100 == 0:
                gc.collect()
            ground.begin()
            small = self._chance.random() < 0.5
            at_call = self._chance.randrange(1, ground.calls + 1) if count.kills % 2 else 0
            half = self._chance.random() < 0.4
            acknowledged, killed = self._child(ground, at_call, half, small)
            if not killed:
                continue
            count.kills += 1
            count.at_calls += bool(at_call)
            count.halves += bool(at_call and half)
            count.acknowledged += acknowledged
            where = f"call {at_call}{' half' * half}{' small' * small}"
            self.judged(ground, acknowledged, count, where)

    def judged(self, ground: Ground, acknowledged: int, count: Count, where: str) -> None:
        """Open what is left as the next start does; what is not right goes into ``count``."""
        try:
            self._judge(ground, acknowledged, count)
        except Exception as error:  # noqa: BLE001 - each is a finding
            told = f"{type(error).__name__}: {error}"
            count.wrong.append(f"{ground.script.name}: {where}, after {acknowledged}: {told}")
            if keep := os.environ.get("PLANNER_KEEP"):
                shutil.copytree(ground.library.parent, Path(keep) / str(time.time_ns()))

    def _child(self, ground: Ground, at_call: int, half: bool, small: bool) -> tuple[int, bool]:
        """How many verbs were acknowledged, and whether it was killed before the end."""
        reads, writes = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reads)
            _work_until_killed(ground, writes, at_call, half, small)
        os.close(writes)
        if not at_call:
            os.read(reads, 1)
            time.sleep(self._chance.uniform(0, ground.seconds * 1.1))
            os.kill(child, signal.SIGKILL)
        told = b""
        while portion := os.read(reads, 4096):
            told += portion
        os.close(reads)
        _pid, status = os.waitpid(child, 0)
        if b"!" in told:
            raise AssertionError(f"{ground.script.name} failed by itself: {told!r}")
        return told.count(b"."), os.WIFSIGNALED(status) and b"e" not in told

    def _judge(self, ground: Ground, acknowledged: int, count: Count) -> None:
        right = ground.states[acknowledged : acknowledged + 2]
        path = ground.library
        if ground.script.verb == "migrate":
            _old_or_new(ground)
            right = ground.states[-1:]
        SAME.begin()
        begun = time.process_time()  # what else is at work on the computer is no matter here
        planner = open_planner(str(path), Settings(), clock=killed_verbs.now)
        planner.keep_locked()
        taken = time.process_time() - begun
        try:
            count.slowest = max(count.slowest, taken)
            if taken >= 2:
                raise Wrong(f"the next start took {taken:.1f} s")
            rows = planner._core.reader.rows
            if rows("PRAGMA integrity_check") != [("ok",)] or rows("PRAGMA foreign_key_check"):
                raise Wrong("the file is damaged")
            state = all_of_it(rows)
            if state not in right:
                place = ground.states.index(state) if state in ground.states else "half"
                raise Wrong(f"the library is at {place}")
            if state != ground.states[acknowledged] and ground.script.verb != "migrate":
                count.whole_besides += 1
            _backups_good(path, ground.backups[acknowledged])
            if (
                self._thorough or count.kills % 10 == 0
            ):  # equal states are equally whole: some will do
                _goes_on(planner)
        finally:
            planner.close()
        if restoring.marker_of(path).exists():
            raise Wrong("the restore did not end")
        if (
            ground.backups[-1] and count.kills % 10 == 0
        ):  # what a dead one left behind is in nobody's way
            making.make(path, Why.CHANGE, killed_verbs.NOW)
            left = [one.name for one in manifests.folder_of(path).glob("*.part*")]
            if left:
                raise Wrong(f"left behind: {left}")


def _work_until_killed(ground: Ground, tell: int, at_call: int, half: bool, small: bool) -> None:
    seen = 0
    write, die, me = os.write, os.kill, os.getpid()

    def hear(call: Call) -> None:
        nonlocal seen
        seen += 1
        if seen == at_call:
            if half:
                call.half()
            die(me, signal.SIGKILL)

    try:
        with contextlib.ExitStack() as block:
            block.enter_context(killed_verbs.checkpoint_every(30 * small))
            if at_call:
                block.enter_context(all_heard(hear))
            else:
                write(tell, b"r")
            for _each in ground.act():
                write(tell, b".")
        write(tell, b"e")
    except BaseException as error:  # noqa: BLE001 - told to the parent
        write(tell, f"!{type(error).__name__}: {error}".encode())
    os._exit(0)


def _goes_on(planner: Planner) -> None:
    """Nothing is found damaged, and the next verb is written."""
    SAME.begin(2)
    planner.contacts.add(killed_verbs.person("Afterwards"))
    found = planner.checking_up.check()
    if found.damaged or found.steps or found.structure:
        raise Wrong(f"damaged: {found}")


def _old_or_new(ground: Ground) -> None:
    """Before the next start brings it up to date: the format of before or of now, with all rows."""
    scratch = ground.library.with_name("scratch")
    scratch.mkdir()
    for part in ground.library.parent.glob(NAME + "*"):
        if part.is_file():
            shutil.copyfile(part, scratch / part.name)
    connection = connect_sqlite(scratch / NAME)
    try:
        rows: Rows = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
        ((version,),) = rows("PRAGMA user_version")
        if all_of_it(rows) != ground.states[-1 if version == SCHEMA_VERSION else 0]:
            raise Wrong(f"half brought up to date: {version}")
        counts = [rows(f"SELECT count(*) FROM {of}")[0][0] for of in ("person", "item", "change")]
        if counts != [40, 40, 40]:
            raise Wrong(f"rows went: {counts}")
    finally:
        connection.close()
        shutil.rmtree(scratch)
    if version == SCHEMA_VERSION and not _backups(ground.library):
        raise Wrong("it was brought up to date with no backup before")


def _backups_good(library: Path, least: int) -> None:
    kept = Backups(library, Settings(), killed_verbs.now).all()
    bad = [one.path.name for one in kept if not making.check(one).manifest.is_good]
    if bad or len(kept) < least:
        raise Wrong(f"backups: {len(kept)} of {least}, bad {bad}")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--kills", type=int, default=500)
    asked.add_argument("--verbs", default=",".join({script.verb: 0 for script in SCRIPTS}))
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--long", action="store_true")
    options = asked.parse_args()
    killed_verbs.without_chance()
    begun = time.perf_counter(), time.process_time()
    killing = Killing(random.Random(options.seed), thorough=options.long)
    shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    wanted = [one for one in SCRIPTS if one.verb in options.verbs.split(",")]
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        grounds = []
        for script in wanted:
            share = script.long_share if options.long else script.share
            if share:
                times = round(options.kills * share / 100)
                grounds.append((prepared(script, Path(folder)), times))
        gc.collect()
        gc.freeze()  # what children do not look at need not be copied for them
        gc.disable()
        for ground, times in grounds:
            killing.kill(ground, times)
    used = os.times()
    result = {
        "verbs": {verb: vars(count) for verb, count in killing.counts.items()},
        "seconds": round(time.perf_counter() - begun[0], 1),
        "processor": round(sum(used[:4]), 1),
    }
    json.dump(result, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
