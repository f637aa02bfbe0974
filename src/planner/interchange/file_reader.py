"""Reading what strangers send: the bytes go to a child process, plain cells come back, or a sentence why not."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from planner.domain.calendar_entries import CalendarEntry, CalendarFile, EntryTime, ZoneSource
from planner.domain.findings import Finding, Severity
from planner.domain.sheets import (
    EMPTY,
    FOUND,
    Area,
    Cell,
    CellKind,
    PastedText,
    Table,
    TextForm,
    Workbook,
)
from planner.interchange.limits import MEGABYTE, RESULT_LIMIT, SIZE_LIMIT
from planner.interchange.refusals import refusal
from planner.paths import sweep_left_folders
from planner.text import clean_line

WALL_SECONDS: Final = 90.0

_MOST: Final = RESULT_LIMIT + MEGABYTE
"""Bytes of an answer: Windows writes two signs at the end of each line."""
_PORTION: Final = 1_000_000

FOLDERS: Final = "planner-reading-"
"""How the empty folders begin in which children run."""

CHILD_ARGUMENT: Final = "--read-file"
"""With this argument the installed program is the child; see :func:`child_command`."""


def read_file(path: Path, *, form: TextForm = FOUND, seconds: float = WALL_SECONDS) -> Workbook:
    """All lists in the file at ``path``, whatever kind of file it is: its content tells, not its name.

    ``form`` says how a file of text is written where somebody corrected what was found.

    :raises NotReadable: it cannot be read, with the reason and what to do; nothing is half read.
    """
    return _read(clean_line(path.name), _bytes_of(path), form, seconds)


def read_text(text: str, name: str, *, seconds: float = WALL_SECONDS) -> Workbook:
    """Like :func:`read_file` for text that was pasted; ``name`` is what the source is called on screen.

    :raises NotReadable: as there.
    """
    data = text.encode("utf-8", "replace")
    return _read(name, data, TextForm(encoding="utf-8"), seconds)


def _read(name: str, data: bytes, form: TextForm, seconds: float) -> Workbook:
    if len(data) > SIZE_LIMIT:
        megabytes = -(-len(data) // MEGABYTE)
        raise refusal(name, "too_large", {"megabytes": megabytes, "limit": SIZE_LIMIT // MEGABYTE})
    asked = {"encoding": form.encoding, "delimiter": form.delimiter}
    answer = ask_child(name, asked, data, seconds)
    if "refused" in answer:
        raise refusal(name, str(answer["refused"]), answer.get("facts") or {})
    try:
        sheets = tuple(_table(*sheet) for sheet in answer["sheets"])
        counted = {str(kind): int(count) for kind, count in answer["notices"].items()}
        kind = str(answer["kind"])
        found = TextForm(*map(str, answer["form"]))
        events = int(answer["events"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise refusal(name, "stopped") from error
    notices = tuple(
        Finding(f"workbook.{kind}", Severity.NOTE, facts={"count": count})
        for kind, count in counted.items()
    )
    return Workbook(name, hashlib.sha256(data).hexdigest(), sheets, notices, kind, found, events)


def read_events(
    source: Path | PastedText, first: dt.date, last: dt.date, *, seconds: float = WALL_SECONDS
) -> CalendarFile:
    """The events of the calendar at ``source``; those that repeat on their days from ``first`` to ``last``.

    :raises NotReadable: it cannot be read, or is no calendar with events.
    """
    name = clean_line(source.name)
    data = (
        source.text.encode("utf-8", "replace")
        if isinstance(source, PastedText)
        else _bytes_of(source)
    )
    asked = {"events": [first.isoformat(), last.isoformat()]}
    answer = ask_child(name, asked, data, seconds)
    if "refused" in answer:
        raise refusal(name, str(answer["refused"]), answer.get("facts") or {})
    try:
        entries = tuple(_entry(one) for one in answer["entries"])
        series = frozenset(map(str, answer["series"]))
        counted = {str(kind): int(count) for kind, count in answer["notices"].items()}
        unread = ", ".join(str(int(line)) for line in answer["unread_lines"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise refusal(name, "stopped") from error
    notices = tuple(
        Finding(f"workbook.{kind}", Severity.NOTE, facts={"count": count})
        for kind, count in counted.items()
    )
    if unread:
        at = Finding("workbook.events_unread_at", Severity.NOTE, facts={"lines": unread})
        notices = (*notices, at)
    hashed = hashlib.sha256(data).hexdigest()
    return CalendarFile(name, hashed, entries, first, last, series, notices)


def _entry(said: dict[str, Any]) -> CalendarEntry:
    times = {
        name: EntryTime(
            dt.datetime.fromisoformat(said[name]["local"]),
            str(said[name]["zone"]),
            ZoneSource(said[name]["source"]),
            str(said[name]["named"]),
            bool(said[name]["second"]),
        )
        for name in ("start", "end")
    }
    organiser = tuple(map(str, said["organiser"]))
    attendees = tuple((str(name), str(mail)) for name, mail in said["attendees"])
    values = {**said, **times, "organiser": organiser, "attendees": attendees}
    values |= {name: tuple(map(str, said[name])) for name in ("categories", "remarks")}
    return CalendarEntry(**values)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.exists():
            raise refusal(path.name, "missing")
        if not path.is_file():
            raise refusal(path.name, "no_file")
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise refusal(
                path.name,
                "too_large",
                {"megabytes": -(-size // MEGABYTE), "limit": SIZE_LIMIT // MEGABYTE},
            )
        return path.read_bytes()
    except OSError as error:
        raise refusal(path.name, "forbidden", {"reason": error.strerror or ""}) from error


# the child


def child_command() -> list[str]:
    """How the child is started: this Python, isolated, with our own search path and nothing of ``site``."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    code = (
        "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
        "from planner.interchange.reading_child import main; raise SystemExit(main())"
    )
    return [
        sys.executable,
        "-I",
        "-S",
        "-c",
        code,
        json.dumps([str(Path(p).absolute()) for p in sys.path]),
    ]


def ask_child(
    name: str, asked: Mapping[str, Any], content: bytes, seconds: float
) -> dict[str, Any]:
    """The answer of the child about ``content``, as it wrote it; ``asked`` is what is wanted of it.

    Its standard input stays open as long as somebody waits for the answer: the child ends with us.

    :raises NotReadable: it was stopped, or answered nothing that can be read.
    """
    question = json.dumps({**asked, "size": len(content)}).encode() + b"\n"
    # Windows needs to know where it is installed; nothing else of our environment is handed on.
    environment = {key: os.environ[key] for key in ("SYSTEMROOT", "WINDIR") if key in os.environ}
    sweep_left_folders(FOLDERS)
    with tempfile.TemporaryDirectory(prefix=FOLDERS) as folder:
        try:
            child = subprocess.Popen(
                child_command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            said = _heard(child, (question, content), seconds)
        except (subprocess.TimeoutExpired, OSError) as error:
            raise refusal(name, "stopped") from error
    try:
        answer = put_together(said)
    except (ValueError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise refusal(name, "stopped") from error
    if child.returncode != 0 or not isinstance(answer, dict):
        raise refusal(name, "stopped")
    return answer


def put_together(said: bytes) -> Any:
    """The answer from its lines: behind it come the rows and events that it counts, in portions.

    :raises ValueError: it is none; so do TypeError and the like.
    """
    lines = io.BytesIO(said)

    def rest(count: int) -> list[Any]:
        found: list[Any] = []
        while len(found) < count:
            found += json.loads(lines.readline())
        return found

    answer = json.loads(lines.readline())
    for sheet in answer.get("sheets", ()):
        sheet[2] = rest(sheet[2])
    if "entries" in answer:
        answer["entries"] = rest(answer["entries"])
    return answer


def _heard(child: subprocess.Popen[bytes], parts: Sequence[bytes], seconds: float) -> bytes:
    """All that the child says until it ends.

    :raises subprocess.TimeoutExpired: it took longer, and was ended.
    :raises OSError: it said more than a child of ours does, and was ended.
    """
    asking, telling = child.stdin, child.stdout
    assert asking is not None
    assert telling is not None

    def ask() -> None:
        with contextlib.suppress(OSError):  # a child that is gone hears nothing
            for part in parts:
                asking.write(part)
            asking.flush()

    said = bytearray()

    def listen() -> None:
        while (portion := os.read(telling.fileno(), _PORTION)) and len(said) <= _MOST:
            said.extend(portion)

    threads = [threading.Thread(target=work, daemon=True) for work in (ask, listen)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    try:
        threads[1].join(seconds)
        if len(said) > _MOST:
            raise OSError(errno.EFBIG, "the answer is too long")
        child.wait(max(0.0, until - time.monotonic()))
    finally:
        child.kill()  # nothing happens to one that ended
        child.wait()
        for thread in threads:
            thread.join()
        with contextlib.suppress(OSError):
            asking.close()
        telling.close()
    return bytes(said)


# cells

_KINDS: Final = {
    "t": CellKind.TEXT,
    "n": CellKind.NUMBER,
    "d": CellKind.DATE,
    "h": CellKind.TIME,
    "b": CellKind.BOOL,
    "e": CellKind.ERROR,
}


def _table(
    name: str,
    hidden: bool,
    rows: list[list[Any]],
    merges: list[list[int]],
    meanings: Sequence[str] = (),
) -> Table:
    known: dict[str, Cell] = {}

    def cell(plain: Any) -> Cell:
        if plain is None:
            return EMPTY
        if isinstance(plain, str):
            found = known.get(plain)
            if found is None:
                found = known[plain] = Cell(plain, CellKind.TEXT)
            return found
        kind, *rest = plain
        return Cell(rest[0], _KINDS[kind], *rest[1:])

    made = tuple(tuple([cell(plain) for plain in row]) if row else () for row in rows)
    areas = tuple(Area(*map(int, merge)) for merge in merges)
    return Table(str(name), bool(hidden), made, areas, tuple(map(str, meanings)))
