"""A file is never written under a name of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.cli import main
from planner.services.planner import Planner


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        (("chart", "sites"), "c.png"),
        (("relationship", "Japan"), "r.csv"),
        (("relationship", "Japan"), "r.pdf"),
    ],
)
def test_another_ending_is_refused_and_nothing_is_written(
    sample: Planner,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    verb: tuple[str, ...],
    name: str,
) -> None:
    address, out = sample.address, tmp_path / name
    sample.close()

    assert main(["--library", address, *verb, "--out", str(out)]) == 1
    assert "does not end with .xlsx" in capsys.readouterr().err
    assert not out.exists()
