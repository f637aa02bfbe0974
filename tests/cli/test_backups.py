"""Backups on the command line: made, listed, checked, restored and undone; single records brought back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factories import person
from planner.cli import main
from planner.domain.people import Person
from planner.services.planner import Planner

Captured = pytest.CaptureFixture[str]


def test_a_library_is_backed_up_restored_and_the_restore_undone(
    planner: Planner, capsys: Captured
) -> None:
    library = ["--library", str(planner.address)]
    sato = planner.keeper(Person).add(person("Sato"))
    assert main(["library", "backup", *library]) == 0
    assert (
        "Backup 1 is made and verified: People: 1, visits: 0, entries: 0."
        in capsys.readouterr().out
    )
    planner.keeper(Person).remove(sato.id)
    planner.keeper(Person).add(person("Tanaka"))

    assert main(["library", "bring-back", "1", *library]) == 0
    assert capsys.readouterr().out == f"Person: Hanako Sato ({sato.id})\n"
    bring = ["library", "bring-back", "1", "person", "sato"]
    assert main([*bring, "--dry-run", *library]) == 0
    assert "Person Hanako Sato: was removed" in capsys.readouterr().out
    assert main([*bring, *library]) == 0
    assert "1 record is as it was then." in capsys.readouterr().out
    assert main([*bring, *library]) == 1
    assert main(["library", "bring-back", "1", "person", "nobody", *library]) == 4
    capsys.readouterr()
    planner.close()

    assert main(["library", "restore", "1", "--dry-run", *library]) == 0
    told = capsys.readouterr().out
    assert "3 steps made since would be gone." in told
    assert "Hanako Tanaka" in told
    assert main(["library", "restore", "1", *library, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["restored"] == {"replaced": 1}
    assert main(["contact", "list", "--json", *library]) == 0
    (only,) = json.loads(capsys.readouterr().out)["people"]
    assert only["id"] == sato.id

    assert main(["library", "backups", "--json", *library]) == 0
    shape = json.loads(capsys.readouterr().out)["backups"]
    assert [(one["number"], one["good"], one["people"]) for one in shape["list"]] == [(1, True, 1)]
    assert [one["restored"] for one in shape["replaced"]] == [1]
    assert main(["library", "restore", "--undo", *library]) == 0
    capsys.readouterr()
    assert main(["contact", "list", "--json", *library]) == 0
    assert len(json.loads(capsys.readouterr().out)["people"]) == 2


def test_what_is_in_a_backup_of_another_folder_is_told_before_it_is_restored(
    planner: Planner, tmp_path: Path, capsys: Captured
) -> None:
    library = ["--library", str(planner.address)]
    planner.keeper(Person).add(person("Sato"))
    kept = planner.backups.make()
    planner.close()
    before = Path(planner.address).read_bytes()
    words = ["library", "restore", "--file", str(kept.path), "--dry-run", *library]

    assert main(words) == 0
    told = capsys.readouterr().out
    assert f"in {kept.path.parent}." in told
    assert "People: 1, visits: 0, entries: 0." in told
    assert told.endswith("Nothing was changed.\n")

    with kept.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 50)
    assert main(words) == 1
    assert "This backup is damaged." in capsys.readouterr().err
    assert Path(planner.address).read_bytes() == before


def test_a_bad_backup_is_said_and_answered_with_1(planner: Planner, capsys: Captured) -> None:
    library = ["--library", str(planner.address)]
    kept = planner.backups.make()
    assert main(["library", "backups", "--check", *library]) == 0
    kept.path.write_bytes(kept.path.read_bytes()[:-1])
    assert main(["library", "backups", "--check", *library]) == 1
    assert "NOT GOOD" in capsys.readouterr().out
    assert main(["library", "restore", "9", *library]) == 4
    assert main(["library", "restore", *library]) == 1


def test_a_command_before_something_large_leaves_a_backup(
    planner: Planner, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANNER_BACKUPS")
    planner.keeper(Person).add(person("Sato"))
    library = ["--library", str(planner.address)]
    cards = tmp_path / "people.vcf"
    cards.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Mori;Ken;;;\r\nFN:Ken Mori\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    assert main(["contact", "import", str(cards), *library]) == 0
    from planner.storage.backups import making

    with making.alone(planner.backups.folder):
        (kept,) = planner.backups.all()
    assert (kept.manifest.why, kept.manifest.people) == ("import", 1)
