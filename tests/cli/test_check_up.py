"""``planner library check | verify``."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import person
from planner.cli import main
from planner.services.planner import Planner
from planner.storage.connecting import connect_sqlite


@pytest.fixture
def damaged(planner: Planner) -> str:
    planner.contacts.people.add(person("Sato", "Hana"))
    address = planner.address
    planner.close()
    connection = connect_sqlite(Path(address))
    connection.execute("UPDATE person SET given_name = 'Hanb'")
    connection.close()
    return address


def test_damage_is_told_with_where_the_right_values_are_and_mended_when_asked(
    damaged: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", damaged, "library", "check"]) == 3
    said = capsys.readouterr().out
    assert "Damage was found in 1 record: Hana Sato" in said
    assert "in the history" in said

    assert main(["--library", damaged, "library", "check", "--mend"]) == 0
    assert "1 record was mended." in capsys.readouterr().out
    assert main(["--library", damaged, "library", "check"]) == 0


def test_a_copy_is_verified_without_being_touched(
    damaged: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(damaged).stat().st_mtime_ns

    assert main(["--library", damaged, "library", "verify", damaged]) == 3
    assert "is not whole" in capsys.readouterr().out
    assert Path(damaged).stat().st_mtime_ns == before


def test_what_is_no_library_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "list.txt"
    text.write_text("Hello", encoding="utf-8")

    assert main(["library", "verify", str(text)]) != 0
    assert "list.txt" in capsys.readouterr().err
