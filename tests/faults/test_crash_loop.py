"""A15 with real processes: three are killed while they start, the fourth starts in safe mode."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")

_START = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog
from planner import app
from planner.ui.dialogs.safe_start import SafeStartDialog
session = app.Session(sys.argv[1], safe="--safe" in sys.argv)
window = session.window
def look():
    dialog = window.findChild(SafeStartDialog)
    if dialog is None and window.context is None:
        QTimer.singleShot(10, look)
        return
    if dialog is not None:
        print("safe", window.context is None, window._state is None, flush=True)
        dialog.usual_button.click()
        QTimer.singleShot(0, usual)
    elif "--die" in sys.argv:
        print("open", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    else:
        print("open", flush=True)
        window.close()
def usual():
    print("usual", window.context is not None, window.backing_up is not None,
          window._state is not None, flush=True)
    window.close()
QTimer.singleShot(10, look)
sys.exit(session.run())
"""


def _start(library: Path, state: Path, *more: str) -> tuple[int, list[str]]:
    folders = {
        name: str(state / name)
        for name in ("PLANNER_DATA_DIR", "PLANNER_CONFIG_DIR", "PLANNER_STATE_DIR")
    }
    done = subprocess.run(
        [sys.executable, "-c", _START, str(library), *more],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, **folders},
    )
    return done.returncode, done.stdout.splitlines()


def test_three_killed_starts_make_the_fourth_a_safe_one(tmp_path: Path, sample_file: Path) -> None:
    """Nothing is open in it and no layout is restored until she says so; then all is as usual, and the
    start after it, too."""
    library = tmp_path / "library.planner"
    shutil.copyfile(sample_file, library)
    for _crash in range(3):
        code, said = _start(library, tmp_path, "--die")
        assert (code, said) == (-9, ["open"])
    code, said = _start(library, tmp_path)
    assert said == ["safe True True", "usual True True True"]
    assert code == 0
    assert _start(library, tmp_path) == (0, ["open"])
