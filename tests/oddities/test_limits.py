"""Files made to hurt, read by the real child: a verdict or the people, within 3 seconds and 300 MB."""

from __future__ import annotations

import base64
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from faults.strange_case import Case
from faults.strange_files import read_all
from oddities import make_workbooks as make
from oddities.odd_lists import calendar, cards
from planner.errors import NotReadable
from planner.interchange import (
    calendar_people,
    file_reader,
    sheet_cells,
    vcard_lines,
)
from planner.interchange.file_reader import child_command
from planner.interchange.limits import MEGABYTE, RESULT_LIMIT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory")

SECONDS, MEGABYTES = 3.0, 300


@dataclass(frozen=True)
class Answered:
    answer: dict[str, Any]
    seconds: float
    megabytes: float

    @property
    def verdict(self) -> str:
        return str(self.answer.get("refused") or "read")

    @property
    def rows(self) -> list[list[Any]]:
        return list(self.answer["sheets"][0][2])


def asked(data: bytes) -> Answered:
    """What the child answers; its seconds are those of the processor, its memory the highest."""
    *python, code, path = child_command()
    code = code.replace("raise SystemExit(main())", f"{_LOOK}; main(); {_CONFESSION}")
    question = json.dumps({"encoding": "", "delimiter": ""}).encode()
    done = subprocess.run(
        [*python, code, path], input=question + b"\n" + data, capture_output=True, check=False
    )
    if done.returncode:  # it took more than it may have
        return Answered({"refused": "stopped"}, 0, 0)
    seconds, kilobytes = done.stderr.split()[-2:]
    return Answered(file_reader.put_together(done.stdout), float(seconds), int(kilobytes) / 1024)


_LOOK = "status = open('/proc/self/status')"
"""While it still may: a child that reads opens nothing but modules."""
_CONFESSION = (
    "import resource, re; used = resource.getrusage(resource.RUSAGE_SELF);"
    "peak = re.search(r'VmHWM:\\s+(\\d+)', status.read())[1];"
    "print(used.ru_utime + used.ru_stime, peak, file=sys.stderr)"
)
"""Its own peak: that of the process which started it counts in ``ru_maxrss``."""


def _photo(size: int) -> bytes:
    noise = base64.b64encode(random.Random(1).randbytes(size)).decode()
    return cards(
        "N:Sato;Hanako;;;", "EMAIL:sato@jst.example", f"PHOTO;ENCODING=b;TYPE=JPEG:{noise}"
    ).encode()


def _far_larger(rows: int) -> bytes:
    """A workbook of real rows, as programs write them."""
    data = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, rows + 1))
    return make.raw_book(data)


HURTING: dict[str, tuple[str, Callable[[], bytes]]] = {
    # workbooks
    "a gigabyte of naughts": ("bomb", lambda: _bomb(1 << 30)),
    "rows beyond the limit": ("too_many_rows", lambda: _far_larger(sheet_cells.ROW_LIMIT + 1)),
    "rows up to the limit": ("read", lambda: _far_larger(sheet_cells.ROW_LIMIT)),
    "two million cells and one": ("too_many_cells", lambda: make.pack(make.parts({
        f"S{n}": _full_sheet(2_100, 250, n) for n in range(4)}))),
    "two hundred million bytes in parts that are no bombs": (
        "too_large_unpacked", lambda: _unpacked(21, 10 * MEGABYTE)),
    # text
    "a field without end": ("long_field", lambda: b"Name;Notes\nSATO;" + b"x" * 49_000_000),
    "a quotation mark without end": (
        "open_quote", lambda: b'Name;Notes\nSATO;"' + b"x\n" * 20_000_000),
    "five million rows": ("too_many_lines", lambda: b"Name;E-mail\n" + b"a;b\n" * 5_000_000),
    "two hundred thousand columns": ("too_many_fields", lambda: b"a;" * 200_000 + b"\nb;c"),
    "bytes that are no text": ("unknown", lambda: random.Random(2).randbytes(5_000_000)),
    "nothing but naughts": ("unknown", lambda: bytes(40_000_000)),
    "text without people": ("read", lambda: (b"word " * 20 + b"\n") * 10_000),
    # cards
    "a photo of fifteen million bytes": ("read", lambda: _photo(14_000_000)),
    "a photo beyond the limit of the file": ("too_large", lambda: _photo(16_000_000)),
    "a note without end": ("read", lambda: cards("N:Sato;Hanako;;;", "NOTE:" + "x" * 19_000_000).encode()),
    "cards within cards": ("nested", lambda: b"BEGIN:VCARD\r\nAGENT:\r\n" * 2_000),
    "more cards than are read": (
        "too_many_cards", lambda: cards("FN:A").encode() * (vcard_lines.CARD_LIMIT + 1)),
    "a card of a million lines": ("read", lambda: cards("N:Sato;Hanako;;;", *["X-A:1"] * 1_000_000).encode()),
    # calendars
    "a line of twenty million signs": ("read", lambda: calendar(
        "ATTENDEE;CN=Hanako Sato:mailto:sato@jst.example", "DESCRIPTION:" + "x" * 19_000_000).encode()),
    "parts within parts": ("nested", lambda: b"BEGIN:VCALENDAR\r\n" * 200_000),
    "more events than are read": ("too_many_events", lambda: b"BEGIN:VCALENDAR\r\n"
        + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * calendar_people.PARTS_LIMIT),
    "more people than are read": ("too_many_people", lambda: calendar(*(
        f"ATTENDEE;CN=P {n}:mailto:p{n}@a.example" for n in range(calendar_people.PEOPLE_LIMIT + 1))).encode()),
}  # fmt: skip


def _bomb(size: int) -> bytes:
    import io
    import zipfile

    files = make.parts({"Delegates": make.sheet([["Name"], ["SATO Hanako"]])})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part:
            for _ in range(size >> 24):
                part.write(bytes(1 << 24))
    return stream.getvalue()


def _full_sheet(rows: int, columns: int, first: int) -> str:
    numbers = random.Random(first)
    body = "".join(
        f"<row>{''.join(f'<c><v>{numbers.random()}</v></c>' for _ in range(columns))}</row>"
        for _ in range(rows)
    )
    return f'<worksheet xmlns="{make.MAIN}"><sheetData>{body}</sheetData></worksheet>'


def _unpacked(parts: int, size: int) -> bytes:
    """Parts of pictures, each packed a hundred times: no bomb alone."""
    block = random.Random(3).randbytes(size // 100) + bytes(size - size // 100)
    files = make.parts({"Delegates": make.sheet([["Name"], ["SATO Hanako"]])})
    return make.pack({**files, **{f"xl/media/{n}.bin": block for n in range(parts)}})


IN_THE_TABLE: frozenset[str] = frozenset(
    () if os.environ.get("PLANNER_LONG") else (
        "a gigabyte of naughts", "rows beyond the limit", "a field without end", "a quotation mark without end",
        "five million rows", "two hundred thousand columns", "bytes that are no text", "nothing but naughts",
        "a photo of fifteen million bytes", "a note without end", "cards within cards", "parts within parts",
        "a line of twenty million signs", "more events than are read",
    )
)  # fmt: skip
"""Files that the table of faults has, too (``tests/faults``); here they come along in the long run."""


@pytest.mark.parametrize("name", [one for one in HURTING if one not in IN_THE_TABLE])
def test_a_file_that_hurts_is_answered_soon_and_small(name: str) -> None:
    verdict, build = HURTING[name]

    found = asked(build())

    assert found.verdict == verdict
    assert found.seconds < SECONDS, f"{found.seconds:.2f} s"
    assert found.megabytes < MEGABYTES, f"{found.megabytes:.0f} MB"


def test_a_hostile_workbook_is_refused_soon_and_small() -> None:
    """All of them in one process: its start is what costs."""
    cases = [Case("D", name, build) for name, (_verdict, build) in make.HOSTILE.items()]
    for case, found in read_all(cases):
        assert found.answers[0].get("refused") == make.HOSTILE[case.name][0], case.name
        assert found.seconds < SECONDS, case.name
        assert found.megabytes < MEGABYTES, case.name


def test_what_hurts_costs_nobody_of_the_same_file() -> None:
    noise = base64.b64encode(bytes(3_000_000)).decode()
    data = cards("N:Sato;Hanako;;;", f"PHOTO;ENCODING=b:{noise}", "NOTE:" + "x" * 100_000)

    found = asked((data + cards("N:Ito;Ken;;;")).encode())

    assert [row[:2] for row in found.rows[1:]] == [["Hanako", "Sato"], ["Ken", "Ito"]]
    assert found.answer["notices"] == {"photos_too_large": 1, "notes_cut": 1}


# what the child may have, whatever it is given


def child(code: str) -> subprocess.CompletedProcess[bytes]:
    """The child with its limits on, doing something else than reading."""
    *python, _code, path = child_command()
    start = "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    start += "from planner.interchange import reading_child as c;"
    return subprocess.run([*python, start + code, path], capture_output=True, check=False)


def test_the_child_has_a_gigabyte_and_no_more() -> None:
    done = child("c.confine(); print(len(bytearray(200_000_000))); bytearray(1_000_000_000)")

    assert done.stdout.split() == [b"200000000"]
    assert b"MemoryError" in done.stderr
    assert done.returncode


def test_the_child_has_a_minute_of_the_processor() -> None:
    limits = child("import resource as r; c.confine(); print(r.getrlimit(r.RLIMIT_CPU)[1])")
    done = child("c.confine(seconds=1)\nwhile True: pass")

    assert limits.stdout.split() == [b"60"]
    assert done.returncode < 0  # killed by the system


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    place = tmp_path / "made"

    done = child(f"c.confine()\nwith open({str(place)!r}, 'wb') as file: file.write(b'x')")

    assert b"PermissionError" in done.stderr
    assert not place.exists()


def test_an_answer_without_end_is_a_verdict_too() -> None:
    code = "c.RESULT_LIMIT = 10; c.confine = lambda: None; c.main()"
    *python, _code, path = child_command()
    start = "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    start += "from planner.interchange import reading_child as c;"

    done = subprocess.run(
        [*python, start + code, path],
        input=b'{"encoding": "", "delimiter": ""}\nName;E-mail\nSATO Hanako;sato@jst.example\n',
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout)["refused"] == "too_much_text"


def test_the_child_knows_nothing_of_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import json, os, stat; print(json.dumps({'environment': sorted(os.environ),"
        " 'mode': stat.S_IMODE(os.stat('.').st_mode), 'files': os.listdir('.'),"
        " 'folder': os.getcwd()}))"
    )
    monkeypatch.setenv("PLANNER_SECRET", "1")
    monkeypatch.setattr(file_reader, "child_command", lambda: [sys.executable, "-I", "-c", code])

    said = file_reader.ask_child("list.csv", {}, b"", 60)

    assert "PLANNER_SECRET" not in said["environment"]
    assert "HOME" not in said["environment"]
    assert (said["mode"], said["files"]) == (0o700, [])
    assert not Path(said["folder"]).exists()  # gone with the child


def test_of_a_child_that_never_stops_talking_no_more_is_heard_than_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = "while True: print('[' + ' ' * 999_999)"
    monkeypatch.setattr(file_reader, "child_command", lambda: [sys.executable, "-I", "-c", code])

    tracemalloc.start()
    with pytest.raises(NotReadable):
        file_reader.ask_child("list.csv", {}, b"", 60)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2.5 * RESULT_LIMIT


_AT_A_LONG_FILE = """
import re, sys, types
sys.path[:] = {path!r}
from planner.interchange import reading_child as child

def in_one_step(data):
    return re.fullmatch("(a+)+b", "a" * 60)  # nothing else of the process runs meanwhile

def in_many_steps(data):
    while True:
        sum(range(1000))

child.sys = types.SimpleNamespace(stdin=sys.stdin, stdout=sys.stdout, platform={platform!r})
child.answer = {answer}
child.main()
"""


def _dies_with_its_parent(code: str, tmp_path: Path) -> bool:
    """Whether a child that reads for hours ends when the planner that asked is killed."""
    told = tmp_path / "child"
    asking = (
        "import json, subprocess, sys\n"
        "from pathlib import Path\n"
        "from planner.interchange import file_reader\n"
        "started = subprocess.Popen\n"
        "def start(*words, **named):\n"
        "    child = started(*words, **named)\n"
        f"    Path({str(told)!r}).write_text(str(child.pid))\n"
        "    return child\n"
        "file_reader.subprocess.Popen = start\n"
        f"file_reader.child_command = lambda: [sys.executable, '-c', {code!r}]\n"
        "file_reader.ask_child('list.csv', {}, b'Name', 60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    parent = subprocess.Popen([sys.executable, "-c", asking], env=environment)
    try:
        assert _soon(lambda: told.exists() and bool(told.read_text()))
        child = Path("/proc") / told.read_text()
        # It has used the processor for a while: all modules are loaded, it is at the file.
        assert _soon(lambda: _seconds_used(child) > 1.0)
    finally:
        parent.kill()
        parent.wait()
    ended = _soon(lambda: not child.exists() or _state(child) == "Z")
    if not ended:
        os.kill(int(child.name), signal.SIGKILL)
    return ended


def _soon(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 15
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


def _state(process: Path) -> str:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def _seconds_used(process: Path) -> float:
    used = (process / "stat").read_text().rpartition(")")[2].split()[11]
    return int(used) / os.sysconf("SC_CLK_TCK")


def test_the_child_ends_with_the_planner_that_asked_even_within_one_long_step(
    tmp_path: Path,
) -> None:
    code = _AT_A_LONG_FILE.format(path=sys.path, platform="linux", answer="in_one_step")
    assert _dies_with_its_parent(code, tmp_path)


def test_where_no_kernel_ends_it_the_child_ends_with_its_input(tmp_path: Path) -> None:
    code = _AT_A_LONG_FILE.format(path=sys.path, platform="darwin", answer="in_many_steps")
    assert _dies_with_its_parent(code, tmp_path)


def test_folders_that_a_killed_planner_left_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("planner-reading-old", "planner-reading-young", "planner-out-old", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "left").write_text("somebody")
        if "young" not in name:
            os.utime(tmp_path / name, (0, 0))
    monkeypatch.setattr(file_reader, "child_command", lambda: [sys.executable, "-c", "print('{}')"])

    file_reader.ask_child("list.csv", {}, b"", 60)

    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["other", "planner-out-old", "planner-reading-young"]
