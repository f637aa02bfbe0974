"""Countries, programmes, calls, deadlines and centres on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from planner.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the sample; answers exit code, output, messages."""
    path = tmp_path / "sample.planner"
    copyfile(sample_file, path)

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--library", str(path), *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def told(run: Run, kind: str, *arguments: str) -> Any:
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)[kind]


def test_countries_with_something_come_first(run: Run) -> None:
    lines = told(run, "countries", "country", "list")
    assert next(one for one in lines if one["id"] == "JP")["visits"] == 2
    counts = [one["visits"] + one["agreements"] + one["organisations"] for one in lines]
    assert [bool(count) for count in counts] == sorted(map(bool, counts), reverse=True)
    assert [one["id"] for one in told(run, "countries", "country", "list", "--search", "tysk")] == [
        "DE"
    ]


def test_a_country_is_shown_and_a_newer_fact_added(run: Run) -> None:
    code, out, _err = run("country", "show", "Japan")
    assert code == 0
    assert "Third largest economy in the world." in out
    assert "h ahead of Copenhagen" in out
    arguments = ("country", "fact", "JP", "Fourth largest economy", "--as-of", "2025-04-01")
    assert run(*arguments, "--dry-run")[0] == 0
    facts = told(run, "facts", *arguments, "--source", "Fokus på øget")
    new = next(one for one in facts if one["fact"]["text"] == "Fourth largest economy")
    assert (new["fact"]["as_of"], new["source"][:5]) == ("2025-04-01", "Fokus")
    assert sum("largest economy" in one["fact"]["text"] for one in facts) == 2
    assert run("country", "fact", "JP", "largest economy", "--remove")[0] != 0
    left = told(run, "facts", "country", "fact", "JP", "fourth largest", "--remove")
    assert sum("largest economy" in one["fact"]["text"] for one in left) == 1
    assert run("country", "show", "Atlantis")[0] != 0


def test_the_country_page_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "japan.docx"
    assert run("country", "page", "Japan", "-o", str(path), "--language", "en-ja")[0] == 0
    assert path.read_bytes()[:2] == b"PK"
    assert run("country", "page", "Japan", "-o", str(tmp_path / "japan.txt"))[0] != 0


def test_a_programme_is_added_with_a_call_that_is_due(run: Run, tmp_path: Path) -> None:
    add = ("programme", "add", "Pacific Fund", "--acronym", "PF", "--funder", "Pacific House")
    assert run(*add, "--countries", "JP,South Korea", "--as-of", "2026-01-01")[0] == 0
    call = ("programme", "call", "PF", "Spring", "--closes", "2199-05-01", "--countries", "jp")
    assert run(*call)[0] == 0
    assert run("programme", "call", "pf", "spring", "--url", "https://example.org")[0] == 0
    card = told(run, "programme", "programme", "show", "pacific")
    assert [one["country"] for one in card["countries"]] == ["JP", "KR"]
    (kept,) = card["calls"]
    assert (kept["closes_on"], kept["url"]) == ("2199-05-01", "https://example.org")
    assert "Spring" in run("programme", "calls", "--search", "pacific")[1]
    assert "Pacific Fund (PF)" in run("programme", "list")[1]
    assert "Call closes: Spring" in run("programme", "deadlines")[1]
    path = tmp_path / "due.ics"
    assert run("programme", "deadlines", "-o", str(path), "--language", "de")[0] == 0
    assert b"BEGIN:VALARM" in path.read_bytes()
    assert run("programme", "call", "PF", "Spring", "--remove")[0] == 0
    assert told(run, "programme", "programme", "show", "PF")["calls"] == []
    assert run("programme", "call", "PF", "Autumn", "--closes", "soon")[0] != 0


def test_a_centre_covers_countries_sits_in_towns_and_hands_posts_over(run: Run) -> None:
    centre = "Innovation Centre Denmark, Seoul"
    covers = told(run, "covers", "organisation", "covers", centre, "KR, Japan", "--from", "2014-10")
    assert [(one["country"], one["valid_from"]) for one in covers] == [
        ("KR", "2014-10"),
        ("JP", "2014-10"),
    ]
    assert run("organisation", "covers", centre, "JP", "--until", "2020")[0] == 0
    assert centre in run("country", "show", "KR")[1]
    run("organisation", "seat", centre, "Seoul", "--main")
    seats = told(run, "seats", "organisation", "seat", centre, "Busan", "--main")
    assert [(one["city"], one["country"], one["main"]) for one in seats] == [
        ("Seoul", "KR", False),
        ("Busan", "KR", True),
    ]
    post = ("organisation", "posting", centre, "Innovation attaché")
    assert run(*post, "--hand-over", "2026-08-01")[0] == 0
    posts = told(run, "postings", *post[:-1], "Adviser", "--countries", "KR")
    dates = [(one["posting"]["title"], one["posting"]["valid_to"]) for one in posts]
    assert sorted(dates) == [
        ("Adviser", ""),
        ("Innovation attaché", ""),
        ("Innovation attaché", "2026-07-31"),
    ]
    assert run(*post, "--hand-over", "soon")[0] != 0
