"""The process in which a stranger's file is read: bytes in on stdin, JSON out on stdout.

The first line of what comes in is JSON too: how many bytes follow, and encoding and delimiter as
somebody chose them, or "". It ends when whoever asked is gone.

It knows no database, no window and no file names, and it limits itself before it looks at a byte.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from planner.interchange import (
    calendar_people,
    other_workbooks,
    people_rows,
    pictures,
    sheet_cells,
    text_bytes,
    text_table,
    vcard_rows,
    workbook_gate,
    workbook_parts,
)
from planner.interchange.confinement import confine
from planner.interchange.limits import MEGABYTE, RESULT_LIMIT, Refused
from planner.interchange.sniffing import OLE, Kind, kind_of

PORTION = 500
"""Rows or events in a line of the answer."""


def main() -> int:
    """Answers ``{"refused": kind, "facts": …}`` or ``{"kind": …, "form": …, "sheets": …, "notices": …}``."""
    if sys.platform == "linux":
        _end_with_parent()
    confine()
    gc.disable()  # a short life with millions of small lists and no cycles: a third faster
    wanted = json.loads(sys.stdin.buffer.readline())
    size = wanted.pop("size", -1)
    data = sys.stdin.buffer.read(size)
    if len(data) < size:
        return 1  # whoever asked is gone
    if size >= 0 and sys.platform != "linux":
        end_with_input()
    if kind := wanted.pop("picture", ""):
        found = picture(data, kind)
    elif days := wanted.pop("events", None):
        found = events(data, *days)
    elif (passphrase := wanted.pop("visit", None)) is not None:
        found = visit(data, str(passphrase))
    else:
        found = answer(data, **wanted)
    lines = list(portions(found))
    if sum(map(len, lines)) > RESULT_LIMIT:
        refused = {"refused": "too_much_text", "facts": {"limit": RESULT_LIMIT // MEGABYTE}}
        lines = list(portions(refused))
    sys.stdout.writelines(lines)
    sys.stdout.flush()
    return 0


def portions(found: dict[str, Any]) -> Iterator[str]:
    """The answer as lines of JSON: long lists come behind it in portions, their length stands in it.

    Python reads one line without a rest; a window waits as long as the longest line takes.
    """
    long: list[list[Any]] = []
    head = dict(found)
    if "sheets" in head:
        long += [sheet[2] for sheet in head["sheets"]]
        head["sheets"] = [[*sheet[:2], len(sheet[2]), *sheet[3:]] for sheet in head["sheets"]]
    if "entries" in head:
        long.append(head["entries"])
        head["entries"] = len(head["entries"])
    yield json.dumps(head, separators=(",", ":")) + "\n"
    for values in long:
        for start in range(0, len(values), PORTION):
            yield json.dumps(values[start : start + PORTION], separators=(",", ":")) + "\n"


def answer(data: bytes, encoding: str = "", delimiter: str = "") -> dict[str, Any]:
    """What :func:`main` writes, before it is JSON."""
    try:
        kind = kind_of(data)
        found = _READERS[kind](data, encoding, delimiter)
    except Refused as verdict:
        return {"refused": verdict.kind, "facts": dict(verdict.facts)}
    sheets = [
        [sheet.name, sheet.hidden, sheet.rows, sheet.merges, sheet.meanings]
        for sheet in found.sheets
    ]
    if kind in (Kind.CARDS, Kind.CALENDAR):
        found.notices["letters_guessed"] = text_bytes.guessed_lines(data)
    if kind in (Kind.CARDS, Kind.CALENDAR, Kind.MAIL, Kind.TEXT):
        found.notices["unseen"] = text_bytes.unseen_signs(data)
    return {
        "kind": kind,
        "form": found.form,
        "sheets": sheets,
        "notices": {name: count for name, count in found.notices.items() if count},
        "events": found.events,
    }


def events(data: bytes, first: str, last: str) -> dict[str, Any]:
    """The events of a calendar instead of its people; series from the first to the last day."""
    from planner.interchange import calendar_events  # late: it needs the rules of series

    try:
        if kind_of(data) is not Kind.CALENDAR:
            raise Refused("no_calendar")
        return calendar_events.read(data, date.fromisoformat(first), date.fromisoformat(last))
    except Refused as verdict:
        return {"refused": verdict.kind, "facts": dict(verdict.facts)}


def visit(data: bytes, passphrase: str) -> dict[str, Any]:
    """A visit that another planner wrote."""
    from planner.interchange import visit_file_content  # late: it needs the words of the library

    try:
        return {"visit": visit_file_content.read(data, passphrase)}
    except Refused as verdict:
        return {"refused": verdict.kind, "facts": dict(verdict.facts)}


def picture(data: bytes, kind: str = "photo") -> dict[str, Any]:
    """One photo or logo instead of a list: made small and plain, or refused."""
    found = pictures.small_logo(data) if kind == "logo" else pictures.small_picture(data)
    if found is None:
        return {"refused": "picture"}
    return {
        "data": found.data,
        "width": found.width,
        "height": found.height,
        "media_type": found.media_type,
    }


@dataclass
class _Found:
    """``form`` is the encoding and the delimiter of a file of text, as they were used.

    ``events`` counts those of a calendar, which are read apart from its people.
    """

    sheets: list[sheet_cells.Sheet]
    notices: dict[str, int] = field(default_factory=dict)
    form: tuple[str, str] = ("", "")
    events: int = 0


def _excel(data: bytes, _encoding: str, _delimiter: str) -> _Found:
    try:
        parts = workbook_gate.check(data)
    except Refused as verdict:
        if verdict.kind == "open_document":
            return _Found(other_workbooks.read_open_document(data))
        if verdict.kind == "binary_workbook":
            return _Found(other_workbooks.read(data))
        raise
    try:
        reading = workbook_parts.read(parts)
    except Refused as verdict:
        if verdict.kind != "damaged":
            raise
        # What passed the gate may still be read by a more forgiving reader; it is said.
        for name in parts.names("xl/"):
            if name.lower().endswith(".xml"):
                parts.xml(name)
        sheets = other_workbooks.read(data)
        if not any(sheet.rows for sheet in sheets):
            raise
        return _Found(sheets, {"salvaged": 1})
    return _Found(reading.sheets, reading.notices)


def _other_workbook(data: bytes, _encoding: str, _delimiter: str) -> _Found:
    if not data.startswith(OLE):  # of before 1995: no reader knows it
        raise Refused("old_xls")
    return _Found(other_workbooks.read(data))


def _text(data: bytes, encoding: str, delimiter: str) -> _Found:
    """A table where the text is one, else the people in its contact blocks, else a list of lines."""
    text, used = text_bytes.decoded(data, encoding)
    if (book := _address_book(text, delimiter)) is not None:
        return _Found([book[0]], book[1].notices, (used, book[1].delimiter))
    if not delimiter:
        from planner.interchange import contact_blocks  # late: a large set of words

        if contact_blocks.is_set_out(text) or not text_table.is_table(text):
            found = contact_blocks.read(text)
        else:
            found = contact_blocks.Found()
        if found.entries:
            notices = {kind: count for kind, count in found.notices.items() if count}
            return _Found([people_rows.sheet_of(found.entries)], notices, (used, ""))
    table = text_table.read(text, delimiter)
    return _Found([table.sheet], table.notices, (used, table.delimiter))


def _address_book(
    text: str, delimiter: str
) -> tuple[sheet_cells.Sheet, text_table.TextTable] | None:
    """The people of a table that an address book exported."""
    from planner.interchange import address_books  # late: for tables only

    if not address_books.may_be(text):
        return None
    try:
        table = text_table.read(text, delimiter)
    except Refused:
        return None
    found = address_books.read(table.sheet)
    return None if found is None else (found, table)


def _calendar(data: bytes, _encoding: str, _delimiter: str) -> _Found:
    events = len(_EVENT.findall(data.replace(b"\0", b"")))
    try:
        rows = calendar_people.read(data)
    except Refused as verdict:
        if verdict.kind != "no_attendees" or not events:
            raise
        return _Found([], events=events)
    return _Found([rows.sheet], rows.notices, events=events)


def _mail(data: bytes, _encoding: str, _delimiter: str) -> _Found:
    from planner.interchange import mail_people  # late: only mails need the parser of mails

    rows = mail_people.read(data)
    return _Found([rows.sheet], rows.notices)


def _cards(data: bytes, _encoding: str, _delimiter: str) -> _Found:
    rows = vcard_rows.read(data)
    return _Found([rows.sheet], rows.notices)


_READERS: Final[dict[Kind, Callable[[bytes, str, str], _Found]]] = {
    Kind.EXCEL: _excel,
    Kind.OTHER_WORKBOOK: _other_workbook,
    Kind.CARDS: _cards,
    Kind.CALENDAR: _calendar,
    Kind.MAIL: _mail,
    Kind.TEXT: _text,
}


_EVENT: Final = re.compile(rb"(?i)(?:\A|[\r\n])[ \t]*BEGIN\s*:\s*VEVENT\s*(?=[\r\n]|\Z)")


def _end_with_parent() -> None:
    """Let the kernel end this process with the thread that started it, whatever it is at."""
    import ctypes
    import signal

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


_DEATH_SIGNAL: Final = 1
"""PR_SET_PDEATHSIG of ``prctl``."""


def end_with_input() -> None:
    """End this process as soon as its input does: whoever asked keeps it open for the answer."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)  # past the buffer, whose lock the end of Python wants
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    raise SystemExit(main())
