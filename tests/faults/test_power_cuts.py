"""A2, A3, A4, M2: the power is cut at any point of a run. 50 cuts in the suite, 8,000 with PLANNER_LONG=1;
see `power_cuts`."""

from __future__ import annotations

from typing import Any

import pytest

from faults.test_killed import LONG, judged, pytestmark

__all__ = ["pytestmark"]


def cut(*more: str, cuts: int) -> dict[str, Any]:
    found = judged("power_cuts.py", f"--cuts={cuts}", *more)["runs"]
    assert isinstance(found, dict)
    return found


def test_a_power_cut_costs_nothing_that_was_said_to_be_saved() -> None:
    """With torn sectors, in a checkpoint, in a restore, in a backup: all of it, and nothing by half."""
    found = cut(*["--long"] * LONG, cuts=1000 if LONG else 50)
    assert not {run: count["wrong"] for run, count in found.items() if count["wrong"]}
    assert sum(count["cuts"] for count in found.values()) >= (8000 if LONG else 50)
    assert all(count["slowest"] < 2 for count in found.values())


@pytest.mark.parametrize(
    "looser", ["--synchronous=NORMAL", *["--synchronous=OFF", "--no-flush"] * LONG]
)
def test_cuts_would_be_felt_by_a_program_that_waits_less_for_the_disk(looser: str) -> None:
    verbs = "restore,backup" if looser == "--no-flush" else "edit"
    found = cut(looser, f"--verbs={verbs}", cuts=400 if LONG else 60)
    assert any("the library is at" in wrong for run in found.values() for wrong in run["wrong"])
