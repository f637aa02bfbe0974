"""B1: a second start brings the first window to the front, hands over its files, and says nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner import app
from planner.ui import one_window
from planner.ui.one_window import Bell, bell_of, ring

_FIRST = """
import sys
from PySide6.QtCore import QTimer
from planner import app
session = app.Session(sys.argv[1])
window = session.window
window.import_files = lambda files, visit_id=None: print("files", *files, flush=True)
shown = window.raise_
window.raise_ = lambda: (shown(), print("raised", flush=True))
def look():
    if session._bell is not None:
        print("ready", flush=True)
    else:
        QTimer.singleShot(20, look)
QTimer.singleShot(20, look)
sys.exit(session.run())
"""


@pytest.fixture
def library(tmp_path: Path, sample_file: Path) -> Path:
    path = tmp_path / "library.planner"
    shutil.copyfile(sample_file, path)
    return path


@pytest.fixture
def first(library: Path) -> Iterator[subprocess.Popen[str]]:
    """The window in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-c", _FIRST, str(library)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def _starts(library: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planner", "--library", str(library), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def test_the_first_window_comes_to_the_front_and_takes_the_files(
    first: subprocess.Popen[str], library: Path, tmp_path: Path
) -> None:
    """Also by a link to the library; the second program ends at once, with success and no word."""
    assert first.stdout is not None
    cards = tmp_path / "Ann Å.vcf"
    cards.write_text("BEGIN:VCARD", encoding="utf-8")
    link = tmp_path / "link.planner"
    link.symlink_to(library)
    for place in (library, link):
        done = _starts(place, str(cards))
        assert (done.returncode, done.stdout) == (0, "")
        assert first.stdout.readline() == "raised\n"
        assert first.stdout.readline() == f"files {cards}\n"
    for _again in range(int(os.environ.get("PLANNER_LONG", "0")) * 98):
        assert _starts(library).returncode == 0
        assert first.stdout.readline() == "raised\n"


def test_another_library_gets_a_window_of_its_own(
    first: subprocess.Popen[str], library: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.planner"
    shutil.copyfile(library, other)
    assert not app._is_shown_already(str(other), [])
    assert app._is_shown_already(str(library), [])
    first.kill()
    first.wait()
    assert not app._is_shown_already(str(library), [])


def test_a_window_that_hangs_is_given_up_after_its_time(
    first: subprocess.Popen[str], library: Path
) -> None:
    import signal

    first.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    assert not ring(str(library), patience=0.4)
    assert 0.3 < time.monotonic() - begun < 1.5
    first.send_signal(signal.SIGCONT)
    assert one_window.PATIENCE == 3


@pytest.fixture
def bell(qtbot: QtBot, library: Path) -> Iterator[Callable[[], tuple[Bell, list[Path]]]]:
    bells: list[Bell] = []

    def hang() -> tuple[Bell, list[Path]]:
        window, taken = QWidget(), list[Path]()
        qtbot.addWidget(window)

        def take(files: Sequence[Path]) -> None:
            taken.extend(files)

        bells.append(Bell(str(library), window, take))
        return bells[-1], taken

    yield hang
    for one in bells:
        one.close()


def test_a_socket_that_a_killed_program_left_is_taken_over(
    bell: Callable[[], tuple[Bell, list[Path]]], library: Path
) -> None:
    Path(bell_of(str(library))).touch()
    assert bell()[0].is_listening
    folder = Path(bell_of(str(library))).parent
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "wish",
    [b"nonsense\n", b"[]\n", b'{"files": 3, "token": ""}\n', b"\xff\xfe\n", b"x" * 200_000],
)
def test_nonsense_at_the_socket_is_dropped(
    qtbot: QtBot, bell: Callable[[], tuple[Bell, list[Path]]], library: Path, wish: bytes
) -> None:
    from PySide6.QtNetwork import QLocalSocket

    hung, taken = bell()
    socket = QLocalSocket()
    socket.connectToServer(bell_of(str(library)))
    assert socket.waitForConnected(1000)
    socket.write(wish)
    socket.flush()
    qtbot.waitUntil(
        lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=2000
    )
    assert taken == []
    assert hung.is_listening


def test_only_whole_paths_are_taken(tmp_path: Path) -> None:
    wish = {"files": [str(tmp_path / "a.vcf"), "b.vcf", "c\0d"] + ["/x"] * 500, "token": "t\0"}
    found = one_window._read(json.dumps(wish).encode())
    assert found is not None
    assert found[0][0] == tmp_path / "a.vcf"
    assert len(found[0]) <= 100
    assert found[1] == ""
