"""What happens on a disk while the services are at work: a record from which its states are made again."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlite_calls import Call, heard


@dataclass(frozen=True)
class Event:
    """``kind``: "create", "mkdir", "rename", "unlink", "rmdir" of names; "write", "truncate", "whole"
    (all that a file holds) of a file by its number; "sync" of a file, "folder" of a folder."""

    kind: str
    name: str = ""
    other: str = ""
    file: int = -1
    at: int = 0
    data: bytes = b""


NAMES = ("create", "mkdir", "rename", "unlink", "rmdir")


@dataclass
class Record:
    """What happened in order, and how many verbs were acknowledged before each event."""

    below: Path
    first: dict[str, bytes] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    said: int = 0
    deaf: bool = False
    """To what our own code synchronises."""
    _now: dict[str, int] = field(default_factory=dict)
    _count: int = 0

    def begin(self) -> None:
        for path in sorted(self.below.rglob("*")):
            if path.is_dir():
                self.folders.append(str(path))
            else:
                self.first[str(path)] = path.read_bytes()
                self._now[str(path)] = self._count
                self._count += 1

    def add(self, event: Event) -> None:
        self.events.append(event)
        self.acknowledged.append(self.said)

    def ours(self, name: str) -> bool:
        return name.startswith(str(self.below) + os.sep)

    def create(self, name: str) -> None:
        if name not in self._now:
            self._now[name] = self._count
            self._count += 1
            self.add(Event("create", name, file=self._now[name]))

    def rename(self, name: str, other: str) -> None:
        if self.deaf:
            self.whole(name)
        if name in self._now:  # a folder is never renamed
            self._now[other] = self._now.pop(name)
            self.add(Event("rename", name, other))

    def unlink(self, name: str) -> None:
        if self._now.pop(name, None) is not None:
            self.add(Event("unlink", name))

    def of_file(self, kind: str, name: str, at: int = 0, data: bytes = b"") -> None:
        if name in self._now:
            self.add(Event(kind, name, file=self._now[name], at=at, data=data))

    def whole(self, name: str) -> None:
        """A file that was written past SQLite, as it is now."""
        if name in self._now and not name.endswith((".lock", "-shm")):
            self.of_file("whole", name, data=Path(name).read_bytes())


@contextlib.contextmanager
def recorded(record: Record) -> Iterator[None]:
    def hear(call: Call) -> None:
        if not record.ours(call.name):
            return
        if call.kind == "open":
            if not Path(call.name).exists():
                record.create(call.name)
        elif call.kind == "delete":
            record.unlink(call.name)
            record.add(Event("folder"))  # SQLite synchronises it then, and with a new log
        else:
            record.of_file(call.kind, call.name, call.at, call.data)
            if call.kind == "sync" and call.name.endswith(("-wal", "-journal")):
                record.add(Event("folder"))

    with _our_own(record), heard(hear):
        yield


@contextlib.contextmanager
def _our_own(record: Record) -> Iterator[None]:
    """What our code does to files; what it wrote in one is read when it is synchronised or renamed."""
    names = "open fsync replace unlink mkdir rmdir".split()
    real: dict[str, Any] = {name: getattr(os, name) for name in names}
    copyfile = shutil.copyfile

    def named(path: Any, dir_fd: int | None = None) -> str:
        if isinstance(path, int):
            return str(Path(f"/proc/self/fd/{path}").readlink())
        folder = named(dir_fd) if dir_fd is not None else ""
        return str(Path(folder, path).absolute())

    def opened(path: Any, flags: int, *more: Any, dir_fd: int | None = None) -> int:
        name = named(path, dir_fd)
        new = bool(flags & os.O_CREAT) and record.ours(name) and not Path(name).exists()
        number = int(real["open"](path, flags, *more, dir_fd=dir_fd))
        if new:
            record.create(name)
        return number

    def fsync(number: int) -> None:
        name = named(number)
        real["fsync"](number)
        if record.deaf:
            return
        if Path(name).is_dir():
            record.add(Event("folder"))
        elif record.ours(name):
            if not name.endswith(("-wal", "-journal")):
                record.whole(name)
            record.of_file("sync", name)

    def replace(source: Any, target: Any) -> None:
        record.rename(named(source), named(target))
        real["replace"](source, target)

    def unlink(path: Any, *, dir_fd: int | None = None) -> None:
        name = named(path, dir_fd)
        real["unlink"](path, dir_fd=dir_fd)
        record.unlink(name)

    def mkdir(path: Any, *more: Any, **given: Any) -> None:
        real["mkdir"](path, *more, **given)
        record.add(Event("mkdir", named(path)))

    def rmdir(path: Any, *, dir_fd: int | None = None) -> None:
        name = named(path, dir_fd)
        real["rmdir"](path, dir_fd=dir_fd)
        record.add(Event("rmdir", name))

    def copied(source: Any, target: Any, **given: Any) -> Any:
        done = copyfile(source, target, **given)
        record.create(named(target))
        record.whole(named(target))
        return done

    for name, ours in zip(names, (opened, fsync, replace, unlink, mkdir, rmdir), strict=True):
        setattr(os, name, ours)
    shutil.copyfile = copied
    try:
        yield
    finally:
        shutil.copyfile = copyfile
        for name in names:
            setattr(os, name, real[name])
