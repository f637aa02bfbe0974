"""The command line: every verb, its answers in words and JSON, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest

from planner.cli import main
from planner.services.planner import Planner
from planner.storage.engine import Library

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(sample: Planner, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a copy of the sample library; answers exit code, output, messages."""
    address = sample.address
    sample.close()

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["--library", address, *arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def answer(run: Run, kind: str, *arguments: str) -> Any:
    code, out, err = run(*arguments, "--json")
    assert code in (0, 3), err
    shape = json.loads(out)
    assert shape["version"] == 1
    return shape[kind]


def test_visits_are_listed_with_their_heads(run: Run) -> None:
    code, out, _err = run("visit", "list")

    assert code == 0
    assert "JP-DK-2027" in out
    visits = answer(run, "visits", "visit", "list")
    assert {visit["code"]: visit["heads"] for visit in visits} == {
        "JP-DK-2027": 12,
        "SH-JP-2027": 50,
    }


def test_a_visit_is_shown_in_the_words_of_the_field(run: Run) -> None:
    visit = answer(run, "visit", "visit", "show", "JP-DK-2027")

    assert len(visit["delegates"]) == 12
    assert {
        "family_name",
        "given_name",
        "native_name",
        "reading",
        "organisation",
        "position",
        "emails",
        "phones",
        "country",
    } <= set(visit["delegates"][0])
    flight = next(item for item in visit["items"] if item.get("leg", {}).get("mode") == "flight")
    assert flight["start_zone"] != flight["end_zone"]
    assert len(flight["start_local"]) == len("2027-05-09T10:30")
    code, out, _err = run("visit", "show", "jp-dk-2027")
    assert code == 0
    assert "Mon 10 May 2027" in out


def test_what_is_not_there_is_answered_with_four(run: Run) -> None:
    for arguments in (
        ("visit", "show", "Norway"),
        ("contact", "show", "Nobody at all"),
        ("agreement", "show", "zzz"),
        ("search", "zzzzzz"),
        ("visit", "show", "JP-DK-2027", "--release", "9"),
        ("history", "undo"),
    ):
        code, _out, err = run(*arguments)
        assert code == 4, arguments
        assert err.strip()


def test_words_that_are_no_command_are_answered_with_two(run: Run) -> None:
    assert run("visit", "fly")[0] == 2
    assert run("visit", "export", "JP-DK-2027", "-o", "x")[0] == 2


def test_checks_that_find_a_conflict_answer_three(run: Run) -> None:
    code, out, _err = run("visit", "check", "JP-DK-2027")

    assert code == 3
    assert out.startswith("Conflict: ")
    findings = answer(run, "findings", "visit", "check", "JP-DK-2027")
    # Others may join them when the sample's own dates are near.
    assert [one["severity"] for one in findings if one["kind"] == "overlap.host"] == ["conflict"]


def test_a_visit_is_made_released_and_undone(run: Run) -> None:
    assert (
        run(
            "visit",
            "new",
            "Dean of Kyoto",
            "--code",
            "KYO",
            "--from",
            "2027-09-01",
            "--to",
            "2027-09-02",
        )[0]
        == 0
    )
    release = answer(run, "release", "visit", "release", "KYO", "--note", "first")
    assert (release["number"], release["note"]) == (1, "first")

    code, out, _err = run("history", "undo")
    assert (code, out.strip()) == (0, "Undone: Release version 1 of Dean of Kyoto")
    assert run("history", "redo")[0] == 0
    labels = [step["label"] for step in answer(run, "history", "history", "list")]
    assert labels[:2] == ["Release version 1 of Dean of Kyoto", "Add Dean of Kyoto"]


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    before = run("history", "list", "--json")[1]

    for arguments in (
        ("visit", "new", "Dean of Kyoto"),
        ("visit", "release", "JP-DK-2027"),
        ("visit", "export", "JP-DK-2027", "--ics", "--xlsx", "-o", str(tmp_path / "out")),
        ("contact", "export", "-o", str(tmp_path / "people.xlsx")),
        ("library", "init", str(tmp_path / "other.planner")),
    ):
        assert run(*arguments, "--dry-run")[0] == 0, arguments

    assert run("history", "list", "--json")[1] == before
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "people.xlsx").exists()
    assert not (tmp_path / "other.planner").exists()


def test_calendars_for_one_and_for_each_and_the_sheet(run: Run, tmp_path: Path) -> None:
    one = tmp_path / "one.ics"
    visit = answer(run, "visit", "visit", "show", "JP-DK-2027")
    person = next(delegate for delegate in visit["delegates"] if not delegate["is_placeholder"])

    assert (
        run("visit", "export", "JP-DK-2027", "--ics", "--for", person["name"], "-o", str(one))[0]
        == 0
    )
    files = answer(
        run,
        "files",
        "visit",
        "export",
        "JP-DK-2027",
        "--ics",
        "--each",
        "--xlsx",
        "-o",
        str(tmp_path / "all"),
    )

    own = {
        str(event["UID"]) for event in icalendar.Calendar.from_ical(one.read_bytes()).walk("VEVENT")
    }
    wanted = {
        f"{item['id']}@planner"
        for item in visit["items"]
        if person["id"] in item["delegates"]
        and item["start_local"]
        and item["kind"] != "blocker"
        and item["status"] not in ("cancelled", "idea")
    }
    assert own == wanted
    assert sum(name.endswith(".ics") for name in files) == 12
    (sheet,) = [name for name in files if name.endswith(".xlsx")]
    assert openpyxl.load_workbook(sheet).worksheets[0].max_row == 13


def test_people_are_found_in_any_script(run: Run) -> None:
    people = answer(run, "people", "contact", "list", "--limit", "1000")
    native = next(person for person in people if person["native_name"])

    found = answer(run, "people", "contact", "search", native["native_name"])

    assert native["id"] in [person["id"] for person in found]
    shown = answer(run, "person", "contact", "show", native["id"])
    assert shown["native_name"] == native["native_name"]
    assert shown["reading"]


def test_agreements_keep_both_of_two_sources_that_differ(run: Run) -> None:
    agreements = answer(run, "agreements", "agreement", "list")
    shapes = [answer(run, "agreement", "agreement", "show", one["id"]) for one in agreements]

    dates = {
        statement["as_of"]
        for shape in shapes
        for statement in shape["statements"]
        if statement["as_of"]
    }

    assert {"2020-10-15", "2022-01-31"} <= dates


def test_follow_ups_are_listed_by_due_date(run: Run) -> None:
    due = [one["due_on"] for one in answer(run, "follow_ups", "followup", "list") if one["due_on"]]

    assert due == sorted(due)
    assert due


def test_search_goes_over_everything(run: Run) -> None:
    words = {hit["word"] for hit in answer(run, "hits", "search", "quantum", "--limit", "200")}

    assert len(words) >= 2


def test_a_library_that_another_program_writes_to_is_answered_with_five(
    run: Run, sample: Planner
) -> None:
    holder = Library(sample.address)
    code = (
        "import sys; from planner.storage.engine import Library;"
        f"library = Library({sample.address!r}); library.keep_locked(); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert run("visit", "new", "x")[0] == 5
        assert run("visit", "list")[0] == 0
        other.communicate("")
    holder.close()


def test_a_library_that_is_none_is_answered_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.planner"
    path.write_text("hello")

    assert main(["--library", str(path), "visit", "list"]) == 1

    err = capsys.readouterr().err
    assert "not a library" in err
    assert "Traceback" not in err


def test_an_error_in_json_is_json(run: Run) -> None:
    code, out, _err = run("visit", "show", "Norway", "--json")

    assert code == 4
    assert json.loads(out)["error"]["exit_code"] == 4


def test_a_library_is_made_empty_or_with_the_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["library", "init", str(tmp_path / "a.planner"), "--json"]) == 0
    empty = json.loads(capsys.readouterr().out)["library"]
    assert main(["library", "init", str(tmp_path / "b.planner"), "--sample", "--json"]) == 0
    sample = json.loads(capsys.readouterr().out)["library"]
    assert main(["library", "info", str(tmp_path / "b.planner")]) == 0

    assert (empty["counts"]["visit"], sample["counts"]["visit"]) == (0, 2)
    assert empty["counts"]["organisation"] > 20
    assert (empty["sample"], sample["sample"]) == (False, True)
    assert main(["library", "init", str(tmp_path / "a.planner")]) == 1


def test_no_variable_is_advised_that_is_set_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = str(tmp_path / "a.planner"), str(tmp_path / "b.planner")
    monkeypatch.setenv("PLANNER_LIBRARY", path)
    assert main(["library", "init", path]) == 0
    assert "PLANNER_LIBRARY" not in capsys.readouterr().out
    assert main(["library", "init", other]) == 0
    assert "set PLANNER_LIBRARY to it" in capsys.readouterr().out


def test_the_command_line_works_without_a_display(tmp_path: Path) -> None:
    bare = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }

    done = subprocess.run(
        [sys.executable, "-m", "planner", "library", "init", str(tmp_path / "a.planner")],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


LIST = Path(__file__).parents[2] / "data" / "samples" / "delegation_list.xlsx"


def test_a_list_comes_in_as_one_step_and_the_second_time_changes_nothing(run: Run) -> None:
    dry = answer(
        run, "imports", "contact", "import", str(LIST), "--visit", "JP-DK-2027", "--dry-run"
    )[0]
    first = answer(run, "imports", "contact", "import", str(LIST), "--visit", "JP-DK-2027")[0]
    second = answer(run, "imports", "contact", "import", str(LIST), "--visit", "JP-DK-2027")[0]

    counted = ("added", "updated", "unchanged", "skipped")
    assert [dry[name] for name in counted] == [first[name] for name in counted] == [3, 3, 6, 0]
    assert [second[name] for name in counted] == [0, 0, 12, 0]
    assert (dry["step"], second["step"]) == (None, None)
    assert len(answer(run, "visit", "visit", "show", "JP-DK-2027")["delegates"]) == 15
    assert run("history", "undo")[1].strip() == "Undone: Import 6 delegates"
    assert len(answer(run, "visit", "visit", "show", "JP-DK-2027")["delegates"]) == 12


def test_a_file_that_is_no_list_is_answered_with_six_and_nothing_is_written(
    run: Run, tmp_path: Path
) -> None:
    page = tmp_path / "delegates.xlsx"
    page.write_text("<html><body>Please sign in</body></html>")

    code, _out, err = run("contact", "import", str(page), "--visit", "JP-DK-2027")

    assert code == 6
    assert "delegates.xlsx" in err
    assert len(answer(run, "history", "history", "list")) == 1
    assert page.read_text().startswith("<html>")


def test_all_people_go_into_one_sheet(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"

    code, out, _err = run("contact", "export", "-o", str(path))

    people = len(answer(run, "people", "contact", "list", "--limit", "10000"))
    assert (code, out.strip()) == (0, f"Wrote {people} people to {path}")
    assert openpyxl.load_workbook(path).worksheets[0].max_row == people + 1


def test_people_go_out_as_cards_and_come_back_as_nobody_new(run: Run, tmp_path: Path) -> None:
    path, folder = tmp_path / "people.vcf", tmp_path / "each"
    people = len(answer(run, "people", "contact", "list", "--limit", "10000"))

    code, out, _err = run("contact", "export", "-o", str(path))
    run("contact", "export", "-o", str(folder), "--as", "vcard4", "--each")

    assert (code, out.strip()) == (0, f"Wrote {people} people to {path}")
    assert path.read_text(encoding="utf-8").count("BEGIN:VCARD") == people
    assert len(list(folder.glob("*.vcf"))) == people
    (done,) = answer(run, "imports", "contact", "import", str(path))
    assert (done["added"], done["updated"]) == (0, 0)


def test_a_file_for_each_person_goes_into_a_folder(run: Run, tmp_path: Path) -> None:
    code, _out, _err = run(
        "contact", "export", "-o", str(tmp_path / "each"), "--each", "--text", "jst"
    )
    refused, _out, err = run("contact", "export", "-o", str(tmp_path / "x.vcf"), "--each")

    assert code == 0
    assert list((tmp_path / "each").glob("*.vcf"))
    assert (refused, "goes into a folder" in err) == (1, True)
    assert not (tmp_path / "x.vcf").exists()


def test_people_are_taken_in_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mette Krogh-Lund\nChefkonsulent\nStyrelsen for Ting\nmkl@styrelsen.example\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(text))

    (done,) = answer(run, "imports", "contact", "import", "-")

    assert done["added"] == 1
    assert [one["name"] for one in answer(run, "people", "contact", "search", "krogh")] == [
        "Mette Krogh-Lund"
    ]


def test_people_go_out_as_a_text_table(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"

    code, _out, _err = run("contact", "export", "-o", str(path), "--text", "jst")

    rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert code == 0
    assert rows[0].startswith("First Name,Last Name,Display Name")
    assert len(rows) > 1


def test_the_demonstration_does_the_main_job_from_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planner", "demo", "--out", str(tmp_path / "demo"), "--json"],
        capture_output=True,
        text=True,
        check=False,
        env={
            key: value
            for key, value in os.environ.items()
            if key not in ("DISPLAY", "WAYLAND_DISPLAY")
        },
    )

    assert done.returncode == 0, done.stderr
    files = [Path(name) for name in json.loads(done.stdout)["files"]]
    assert sorted({path.suffix for path in files}) == [".ics", ".planner", ".png", ".xlsx"]
    assert all(path.stat().st_size > 500 for path in files)
    assert (tmp_path / "demo" / "itinerary.png").read_bytes().startswith(b"\x89PNG")


def test_a_line_becomes_an_entry(run: Run) -> None:
    line = "Tue 14:30-16 tour of the target #A @ESS"
    dry = answer(run, "reading", "visit", "add", "JP-DK-2027", line, "--dry-run")
    assert "item_id" not in dry
    assert not any(
        item["title"] == "tour of the target"
        for item in answer(run, "visit", "visit", "show", "JP-DK-2027")["items"]
    )

    code, out, _err = run("visit", "add", "JP-DK-2027", line)

    assert code == 0
    assert out.strip() == (
        "Reads as: Tue 11 May · 14:30–16:00 · Group A · European Spallation Source"
        " · Tour “tour of the target”"
    )
    item = next(
        item
        for item in answer(run, "visit", "visit", "show", "JP-DK-2027")["items"]
        if item["title"] == "tour of the target"
    )
    assert (item["start_local"], item["end_local"]) == ("2027-05-11T14:30", "2027-05-11T16:00")
    assert (item["groups"], item["kind"], item["status"]) == (["A"], "tour", "confirmed")
    assert run("history", "undo")[1].strip() == "Undone: Add tour of the target"


def test_words_of_a_line_need_no_quotes_and_a_day_may_stand_apart(run: Run) -> None:
    reading = answer(
        run, "reading", "visit", "add", "JP-DK-2027", "9", "am", "coffee", "--day", "2027-05-12"
    )

    assert (reading["start_local"], reading["title"]) == ("2027-05-12T09:00", "coffee")
    assert reading["item_id"]


def test_a_line_in_doubt_is_answered_with_two_and_the_lines_that_settle_it(run: Run) -> None:
    before = run("history", "list", "--json")[1]

    code, out, err = run("visit", "add", "JP-DK-2027", "Tue 4-5 tour")
    asked = run("visit", "add", "JP-DK-2027", "Tue 4-5 tour", "--json")

    assert (code, out, asked[0]) == (2, "", 2)
    assert "which hours are meant?" in err
    assert "16:00–17:00:  Tue 16:00-17:00 tour" in err
    (question,) = json.loads(asked[1])["reading"]["questions"]
    assert question["kind"] == "half of day"
    settled = question["choices"][0]["line"]
    assert run("history", "list", "--json")[1] == before
    assert run("visit", "add", "JP-DK-2027", settled)[0] == 0


def test_a_line_that_says_nothing_adds_nothing(run: Run) -> None:
    assert run("visit", "add", "JP-DK-2027", "  ")[0] == 2
    assert run("visit", "add", "Norway", "9:00 x")[0] == 4
    assert run("visit", "add", "JP-DK-2027", "9:00 x", "--day", "soon")[0] == 1
