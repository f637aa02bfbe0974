"""What is said of a file beyond a limit, limit by limit; and what a dying child leaves: nothing."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from oddities import make_workbooks as make
from oddities.odd_lists import calendar, cards
from planner.errors import NotReadable
from planner.interchange import calendar_people, file_reader, vcard_lines, workbook_gate
from planner.interchange.limits import MEGABYTE

SATO = [["Name"], ["SATO Hanako"]]


def _stored(size: int) -> bytes:
    """A workbook of so many bytes that nothing makes smaller."""
    stream = io.BytesIO(make.book(SATO))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/film.bin", os.urandom(size))
    return stream.getvalue()


def _hostile(name: str) -> Callable[[], bytes]:
    return make.HOSTILE[name][1]


OVER: dict[str, tuple[str, Callable[[], bytes]]] = {
    "any file: 50 MB": ("“list” is 51 MB; the limit is 50 MB.", lambda: bytes(51 * MEGABYTE)),
    "workbook: 30 MB": (
        "“list” is 32 MB; the limit is 30 MB.",
        lambda: _stored(workbook_gate.FILE_LIMIT + MEGABYTE),
    ),
    "workbook: ratio": (
        "“list” is suspiciously compressed (1028 times) and was not opened.",
        _hostile("a bomb"),
    ),
    "workbook: parts": (
        "“list” consists of more than 2000 parts and was not opened.",
        _hostile("two thousand parts too many"),
    ),
    "workbook: sheets": ("“list” has 65 sheets; the limit is 64.", _hostile("sixty-five sheets")),
    "workbook: rows": (
        "Sheet “Delegates” of “list” goes on at XFD1048576; the limit is 100000 rows.",
        _hostile("one cell far down and right"),
    ),
    "workbook: columns": (
        "Sheet “Delegates” of “list” goes on at XFD1; the limit is 256 columns.",
        _hostile("one cell far right"),
    ),
    "workbook: one text": (
        "“list” holds a single text of more than 512 KB and was not opened.",
        _hostile("an attribute without end"),
    ),
    "cards: 20 MB": (
        "“list” is 22 MB; the limit is 20 MB.",
        lambda: cards("FN:A", "NOTE:" + "x" * 21_000_000).encode(),
    ),
    "cards: number": (
        "“list” holds more than 20000 contact cards.",
        lambda: cards("FN:A").encode() * (vcard_lines.CARD_LIMIT + 1),
    ),
    "cards: depth": (
        "“list” holds parts inside parts inside parts and was not read.",
        lambda: b"BEGIN:VCARD\r\nAGENT:\r\n" * 2_000,
    ),
    "calendar: 20 MB": (
        "“list” is 22 MB; the limit is 20 MB.",
        lambda: calendar("DESCRIPTION:" + "x" * 21_000_000).encode(),
    ),
    "calendar: depth": (
        "“list” holds parts inside parts inside parts and was not read.",
        lambda: b"BEGIN:VCALENDAR\r\n" * 2_000,
    ),
    "calendar: parts": (
        "“list” has more than 50000 events and parts.",
        lambda: (
            b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * calendar_people.PARTS_LIMIT
        ),
    ),
    "table: rows": (
        "“list” has more than 500000 lines.",
        lambda: b"Name;E-mail\n" + b"a;b\n" * 500_000,
    ),
    "table: columns": (
        "Line 2 of “list” has more than 256 columns.",
        lambda: b"Name;E-mail\n" + b"a;" * 300 + b"\n",
    ),
    "table: field": (
        "“list” holds a field of more than 64 KB in line 3.",
        lambda: b"Name;Notes\nITO;-\nSATO;" + b"x" * 70_000,
    ),
    "table: open quotation": (
        "“list”: the quotation mark that opens in line 3 is never closed.",
        lambda: b'Name;Notes\nITO;-\nSATO;"late\nmay leave early\n',
    ),
}


@pytest.mark.parametrize("name", OVER)
def test_a_file_beyond_a_limit_is_told_which(tmp_path: Path, name: str) -> None:
    said, build = OVER[name]
    (tmp_path / "list").write_bytes(build())

    with pytest.raises(NotReadable) as caught:
        file_reader.read_file(tmp_path / "list")

    assert caught.value.message == said
    assert caught.value.hint.startswith("Nothing was imported. ")


# what is left of a child that dies

DYING = {
    "it is killed": "os.kill(os.getpid(), 9)",
    "it aborts": "os.abort()",
    "it takes all memory": "resource.setrlimit(resource.RLIMIT_AS, (1 << 28,) * 2); bytearray(1 << 30)",
    "it uses up its time": "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
    "it never answers": "time.sleep(600)",
    "it says nothing": "",
    "it babbles": "print('{' * 100_000)",
    "it leaves a file": "open('left', 'w').write('x'); sys.exit(1)",
    "it does not listen": "os.close(0); time.sleep(0.1); os.abort()",
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of the system")
@pytest.mark.parametrize("how", DYING)
def test_a_child_that_dies_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    told, temporary = tmp_path / "number", tmp_path / "temporary"
    temporary.mkdir()
    code = (
        "import os, resource, sys, time\n"
        f"with open({str(told)!r}, 'w') as file: file.write(str(os.getpid()))\n{DYING[how]}"
    )
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(file_reader, "child_command", lambda: [sys.executable, "-c", code])
    (tmp_path / "list").write_bytes(b"Name;E-mail\n" + b"SATO;sato@jst.example\n" * 20_000)
    began = time.monotonic()

    with pytest.raises(NotReadable, match="more time or memory"):
        file_reader.read_file(tmp_path / "list", seconds=2)

    assert time.monotonic() - began < 10
    assert not is_running(int(told.read_text()))
    assert list(temporary.iterdir()) == []


def is_running(number: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, 0)
        return True
    return False
