"""What is not in the library is answered with 4 by every verb alike, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from planner.cli import main

NOWHERE = """
agreement show X|agreement status X signed|agreement sign JP-DK-2027 X
follow-up done X|follow-up give X Eva|follow-up list --visit X|checklist apply X JP-DK-2027
country show X|country fact JP X --remove|programme call X y
relationship X|invitation add X|invitation add JP --at X|invitation withdraw X
file list agreement X|file remove X
visit shift X +7|visit revive X --from 2028-01-01|visit outcome JP-DK-2027 --number 99 --remove
"""


def test_each_verb_says_so(
    tmp_path: Path, sample_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sample.planner"
    copyfile(sample_file, path)
    # The first verb of a day that writes takes away what is gone for good, and notes the day.
    main(["--library", str(path), "agreement", "status", "Nosuch", "signed"])
    before = path.read_bytes()
    lines = [
        line.replace("X", "Nosuch").split()
        for line in NOWHERE.strip().replace("\n", "|").split("|")
    ]
    codes = {" ".join(line): main(["--library", str(path), *line]) for line in lines}
    assert {line: code for line, code in codes.items() if code != 4} == {}
    assert "Traceback" not in capsys.readouterr().err
    assert path.read_bytes() == before
