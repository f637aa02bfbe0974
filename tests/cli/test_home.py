"""``planner home`` on the command line; it asks the real clock, so the visit is made around it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from planner.cli import main
from planner.domain.followups import FollowUp
from planner.domain.ids import FollowUpId, ItemId, VisitId, new_id
from planner.domain.itinerary import Item, ItemStatus
from planner.domain.visits import Visit
from planner.services.planner import create_planner
from planner.settings import Settings


@pytest.fixture
def library(tmp_path: Path) -> str:
    path = str(tmp_path / "lib.planner")
    planner = create_planner(path, Settings())
    today = planner.today()
    visit = planner.visits.new(
        Visit(id=VisitId(new_id()), title="Kobe", first_day=today, last_day=today, zone="UTC")
    )
    start = (planner.now() + dt.timedelta(minutes=90)).replace(tzinfo=None, second=0, microsecond=0)
    planner.keeper(Item).add(
        Item(
            id=ItemId(new_id()), visit_id=visit, title="Tour", status=ItemStatus.REQUESTED,
            start_local=start, end_local=start + dt.timedelta(minutes=30),
            start_zone="UTC", end_zone="UTC", confirm_by=today + dt.timedelta(3),
        )
    )  # fmt: skip
    planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title="Thank", due_on=today))
    planner.close()
    return path


def test_home_says_what_is_next_what_is_found_and_what_is_due(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--library", library, "home"]) == 0
    said = capsys.readouterr().out
    for words in ("Kobe", "draft · 0 % ready", "Tour", "Confirm “Tour”", "Thank", "has no host"):
        assert words in said


def test_home_in_json_has_every_part(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--library", library, "--json", "home"]) == 0
    found = json.loads(capsys.readouterr().out)["home"]
    assert [one["title"] for one in found["visits"]] == ["Kobe"]
    assert found["next"][0]["title"] == "Tour"
    assert 85 <= found["next"][0]["minutes"] <= 90
    assert [one["kind"] for one in found["deadlines"]] == ["promise"]
    assert found["attention"]
    assert [one["title"] for one in found["follow_ups"]] == ["Thank"]
