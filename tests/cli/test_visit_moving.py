"""The command line moves an entry and takes out who drops out, through the same services as the board."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.cli.test_arranging import Run, run

from planner.services.planner import Planner, open_planner
from planner.settings import Settings

__all__ = ["run"]
TALK = "Session: health research"


def shown(run: Run) -> str:
    return next(line for line in run("visit", "show", "JP-DK-2027")[1].splitlines() if TALK in line)


@pytest.mark.parametrize(
    ("time", "then"),
    [
        ("+60", "14:45–16:00"),
        ("16:45", "16:45–18:00"),
        ("14:00-14:30", "14:00–14:30"),
        ("23:30-00:15", "23:30–00:15 +1"),
    ],
)
def test_an_entry_goes_to_another_time_and_keeps_its_length(run: Run, time: str, then: str) -> None:
    code, out, err = run("visit", "move", "JP-DK-2027", TALK, time)

    assert (code, err) == (0, "")
    assert TALK in out
    assert shown(run).split("  ")[1].strip() == then


def test_a_trial_says_where_to_and_leaves_all_as_it_is(run: Run) -> None:
    before = shown(run)
    code, out, _err = run("visit", "move", "JP-DK-2027", TALK, "16:45", "--dry-run")

    assert code == 0
    assert "16:45–18:00" in out
    assert shown(run) == before


def test_another_day_is_said_as_a_date(run: Run) -> None:
    code, out, _err = run("visit", "move", "JP-DK-2027", TALK, "16:45", "--day", "2027-05-12")
    assert code == 0
    assert "Wed 12 May" in out


@pytest.mark.parametrize("time", ["soon", "25:00", "10:30-x", "1030"])
def test_what_is_no_time_is_refused_with_what_is(run: Run, time: str) -> None:
    code, _out, err = run("visit", "move", "JP-DK-2027", TALK, time)
    assert code == 1
    assert "10:30-12:00" in err


def test_a_time_that_the_clock_skips_is_asked_back_and_nothing_moves(run: Run) -> None:
    """Row H1 on the command line."""
    before = shown(run)
    code, _out, err = run("visit", "move", "JP-DK-2027", TALK, "02:30", "--day", "2027-03-28")

    assert code == 1
    assert "02:30 does not exist on Sun 28 Mar 2027 in Europe/Copenhagen" in err
    assert "Write 03:30 or 01:30" in err
    assert shown(run) == before


def test_of_a_time_that_comes_twice_the_second_can_be_said(run: Run, sample: Planner) -> None:
    """Row H2 on the command line."""
    day = ("--day", "2027-10-31")
    code, _out, err = run("visit", "move", "JP-DK-2027", TALK, "02:30", *day)
    assert code == 1
    assert "02:30 comes twice on Sun 31 Oct 2027" in err
    assert "Write 02:30a or 02:30b" in err

    assert run("visit", "move", "JP-DK-2027", TALK, "02:30b-04:00", *day)[0] == 0
    planner = open_planner(sample.address, Settings())
    plan = planner.visits.plan(planner.visits.find("JP-DK-2027").id)
    planner.close()
    (item,) = [one for one in plan.items if one.title == TALK]
    assert item.start_fold == 1
    assert item.span.duration == dt.timedelta(hours=1, minutes=30)


def test_who_drops_out_is_no_longer_in_the_delegation_and_that_can_be_undone(run: Run) -> None:
    assert run("visit", "leave", "JP-DK-2027", "Nakagawa", "--dry-run")[0] == 0
    assert "Nakagawa Sho  " in run("visit", "show", "JP-DK-2027")[1]

    code, out, _err = run("visit", "leave", "JP-DK-2027", "Nakagawa")
    assert (code, out) == (0, "Dr. Nakagawa Sho is no longer in the delegation.\n")
    assert "Nakagawa" not in run("visit", "show", "JP-DK-2027")[1]

    assert run("history", "undo")[0] == 0
    assert "Nakagawa" in run("visit", "show", "JP-DK-2027")[1]
