"""Sources on the command line: read a text, take it in, list, show, differences, cite, remove."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factories import organisation
from planner.cli import main
from planner.services.planner import Planner

Run = Callable[..., tuple[int, str]]
TEXT = """Water between countries

The Board of Rivers has signed agreements with Norway, Japan and Vietnam.

last updated 3 March 2019"""


@pytest.fixture
def run(planner: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    planner.organisations.add(organisation("Board of Rivers"))
    address = planner.address
    planner.close()

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["--library", address, *arguments])
        return code, capsys.readouterr().out

    return call


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_text_is_read_and_nothing_is_written_on_trial(run: Run, page: str) -> None:
    code, out = run("source", "add", page, "--dry-run", "--accept", "all", "--json")
    found = json.loads(out)["source"]
    assert (code, found["written"], found["as_of"]) == (0, False, "2019-03-03")
    assert {one["kind"] for one in found["offers"]} == {"agreement"}
    assert all(one["words"] and one["taken"] for one in found["offers"])
    assert json.loads(run("source", "list", "--json")[1])["sources"] == []


def test_it_is_taken_in_listed_shown_and_known_the_next_time(run: Run, page: str) -> None:
    assert run("source", "add", page, "--accept", "agreement", "--publisher", "The board")[0] == 0
    (line,) = json.loads(run("source", "list", "--json")[1])["sources"]
    assert (line["title"], line["facts"]) == ("Water between countries", 4)
    shown = run("source", "show", "water between")[1]
    assert "listed as bilateral agreement: Vietnam" in shown
    again = json.loads(run("source", "add", page, "--accept", "all", "--json")[1])["source"]
    assert (again["known"], again["offers"]) == (True, [])
    assert run("history", "undo")[0] == 0
    assert json.loads(run("source", "list", "--json")[1])["sources"] == []


def test_without_accepting_anything_the_source_alone_is_kept(run: Run, page: str) -> None:
    run("source", "add", page)
    (line,) = json.loads(run("source", "list", "--json")[1])["sources"]
    assert line["facts"] == 0


def test_differences_are_said_in_sentences(run: Run, page: str, tmp_path: Path) -> None:
    run("source", "add", page, "--accept", "all")
    later = tmp_path / "later.txt"
    later.write_text(TEXT.replace("Vietnam", "Turkey").replace("2019", "2021"), encoding="utf-8")
    run("source", "add", str(later), "--accept", "all", "--title", "Later")
    code, out = run("source", "differences")
    assert code == 0
    assert "“Later” (3 Mar 2021) adds Türkiye and no longer names Vietnam" in out


def test_a_fact_is_cited_by_hand_and_the_source_removed(run: Run, page: str) -> None:
    run("source", "add", page)
    assert run("source", "cite", "water", "Board of Rivers", "budget", "nine barrels")[0] == 0
    assert "budget: nine barrels" in run("source", "show", "water")[1]
    assert run("source", "uncite", "Board of Rivers", "height")[0] != 0
    assert run("source", "uncite", "Board of Rivers", "budget", "--source", "water")[0] == 0
    assert "nine barrels" not in run("source", "show", "water")[1]
    found = json.loads(
        run(
            "source", "edit", "water", "--publisher", "The tide", "--as-of", "2018-01-02", "--json"
        )[1]
    )["source"]
    assert (found["publisher"], found["as_of"]) == ("The tide", "2018-01-02")
    assert run("source", "remove", "water")[0] == 0
    assert run("source", "show", "water")[0] != 0


def test_what_is_no_text_is_refused_with_a_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\xff\xfe")
    assert run("source", "add", str(path))[0] != 0
    assert run("source", "add", str(tmp_path / "nothing.txt"))[0] != 0
