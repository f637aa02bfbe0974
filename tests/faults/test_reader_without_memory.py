"""A stranger's file that needs more memory than its reader may have: only the reader ends (row A11)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from planner.errors import NotReadable
from planner.interchange import file_reader
from planner.services.planner import Planner

ONE = "from planner.interchange.reading_child import main"
MORE = """from planner.interchange import reading_child; from planner.interchange.reading_child import main
real = reading_child.answer
reading_child.answer = lambda *asked, **more: (bytearray({bytes}), real(*asked, **more))[1]
raise SystemExit(main())"""


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not hold a process to its memory")
def test_a_reader_that_needs_too_much_memory_ends_alone_and_nothing_is_imported(
    planner: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"Name;E-mail\nSATO Hanako;sato@jst.example\n")
    before = planner.counts()
    python, *options, code, where = file_reader.child_command()

    def needs(count: int) -> None:
        greedy = code[: code.index(ONE)] + "\n" + MORE.format(bytes=count)
        monkeypatch.setattr(file_reader, "child_command", lambda: [python, *options, greedy, where])

    needs(100_000_000)
    assert planner.importing.read(path).sheets
    needs(2_000_000_000)
    with pytest.raises(NotReadable, match=r"“list.csv” .*more time or memory"):
        planner.importing.read(path)
    assert planner.counts() == before
