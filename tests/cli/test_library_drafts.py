"""``planner library drafts``: what was kept over a crash, without the window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factories import person
from planner.cli import main
from planner.domain.unsaved import Unsaved
from planner.services.planner import Planner
from planner.settings import Settings
from planner.storage import keys
from planner.storage.engine import create_library


@pytest.fixture
def kept(planner: Planner) -> str:
    key = planner.contacts.add(person("Sato", "Hana"))
    planner.drafts.keep(Unsaved(word="person", key=key, field="notes", text="Speaks\nat ten"))
    planner.drafts.keep(Unsaved(word="person", key="", field="prefix", text="Dr"))
    planner.close()
    return planner.address


def test_unsaved_text_is_listed_and_deleted(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--library", kept, "library", "drafts"]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "Hana Sato" in said
    assert "Speaks at ten" in said
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["drafts"]
    assert {one["text"] for one in found} == {"Speaks\nat ten", "Dr"}

    assert main([*command, "--discard", "0"]) == 4
    assert "There is no unsaved text" in capsys.readouterr().err
    assert main([*command, "--discard", found[0]["id"]]) == 0
    assert "1 unsaved text was deleted." in capsys.readouterr().out
    assert main([*command, "--discard", "all"]) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert "No unsaved text was kept." in capsys.readouterr().out


def test_in_an_encrypted_library_it_lies_in_the_encrypted_file(tmp_path: Path) -> None:
    """Neither the file nor the log beside it holds a plain word of it."""
    path = tmp_path / "sealed.planner"
    planner = Planner(create_library(str(path), key=keys.new_key()), Settings())
    planner.drafts.keep(Unsaved(word="person", key="", field="notes", text="Xmarkedq"))
    assert [one.text for one in planner.drafts.kept()] == ["Xmarkedq"]
    assert all(b"Xmarkedq" not in one.read_bytes() for one in tmp_path.iterdir())
    planner.close()
    assert all(b"Xmarkedq" not in one.read_bytes() for one in tmp_path.iterdir())
