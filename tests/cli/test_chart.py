"""``planner chart`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import main


@pytest.fixture
def library(sample_file: Path, tmp_path: Path) -> str:
    path = tmp_path / "lib.planner"
    path.write_bytes(sample_file.read_bytes())
    return str(path)


def test_a_chart_is_a_table_csv_json_or_a_file(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["--library", library, "chart", "delegates-by-year"]
    assert main(ask) == 0
    assert "Together" in capsys.readouterr().out
    assert main([*ask, "--csv", "--direction", "inbound"]) == 0
    assert capsys.readouterr().out == "Year,Inbound\n2027,12\n"
    assert main([*ask, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["chart"]["bars"] == [
        {"label": "2027", "values": [12, 50]}
    ]
    assert main([*ask, "-o", str(tmp_path / "out.xlsx")]) == 0
    assert (tmp_path / "out.xlsx").stat().st_size > 1000


def test_months_of_a_site_are_found_by_a_part_of_its_name(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["--library", library, "chart", "sites-by-month", "--csv", "--site"]
    assert main([*ask, "spallation"]) == 0
    assert "2027-05,1,12" in capsys.readouterr().out
    assert main([*ask, "nowhere"]) == 4
