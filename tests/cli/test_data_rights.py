"""What a person may ask, on the command line: erasing one, with a look before and a certificate after."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factories import person, visit
from pdf_text import pages_of
from planner.cli import main
from planner.domain.people import Person
from planner.services.planner import Planner


@pytest.fixture
def one(planner: Planner) -> Person:
    who = person()
    with planner._core.work("Add") as work:
        work.add_all([who, visit(notes="Dinner with Hanako Sato")])
    return who


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Any:
    def run_it(*words: str) -> tuple[int, Any]:
        code = main(["contact", *words, "--json", "--library", planner.address])
        return code, json.loads(capsys.readouterr().out)

    return run_it


def test_a_person_is_erased_after_a_look_and_with_the_name(
    planner: Planner, one: Person, run: Any, tmp_path: Path
) -> None:
    _code, looked = run("erase", one.id, "--dry-run")
    assert looked["standing"]["records"] == {"person": 1}
    (mention,) = looked["standing"]["mentions"]
    assert mention["excerpt"] == "Dinner with Hanako Sato"

    code, refused = run("erase", one.id)
    assert code != 0
    assert "Hanako Sato" in refused["error"]["hint"]
    assert planner.contacts.count() == 1

    paper = tmp_path / "certificate.pdf"
    code, done = run("erase", one.id, "--confirm", "Hanako Sato", "--certificate", str(paper))
    assert code == 0
    assert done["erasure"]["places"] == looked["standing"]["places"]
    assert planner.contacts.count() == 0
    text = " ".join(" ".join(pages_of(paper.read_bytes())).split())
    assert f"in {done['erasure']['places']} places" in text
    assert "For Hanako Sato" in text  # the paper is the person's


def test_a_request_is_taken_and_answered_with_two_files(
    planner: Planner, one: Person, run: Any, tmp_path: Path
) -> None:
    _code, taken = run("requests", one.id, "--received", "2020-01-31")
    assert [found["due_on"] for found in taken["requests"]] == ["2020-02-29"]
    assert len(run("requests")[1]["requests"]) == 1

    code, wrote = run("access-request", one.id, "--out", str(tmp_path))
    assert code == 0
    assert [Path(path).suffix for path in wrote["files"]] == [".pdf", ".json"]
    data = json.loads(Path(wrote["files"][1]).read_text(encoding="utf-8"))
    assert data["access_answer"]["name"] == "Hanako Sato"
    (written,) = run("requests")[1]["requests"]
    assert (written["answered_on"], bool(written["file_hash"])) == (None, True)
    code, _said = run("requests", "--extend", written["id"])
    assert code != 0  # without a reason, and too late
    run("requests", "--sent", written["id"])
    assert run("requests")[1]["requests"] == []
    assert [found["id"] for found in run("requests", "--all")[1]["requests"]] == [written["id"]]
    assert len(run("requests", "--reopen", written["id"])[1]["requests"]) == 1


def test_nobody_has_to_be_told_where_nothing_went_out(one: Person, run: Any) -> None:
    code, found = run("corrections", one.id)
    assert (code, found["corrections"]) == (0, {"owed": [], "files": []})
