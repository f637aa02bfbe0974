"""Every kind of paper that can be sent leaves one record for each file and recipient."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from factories import CPH, at
from planner.domain.privacy import Disclosure, Way
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.services.papers import PAPERS
from planner.services.planner import Planner
from services.test_sending import Trip


@pytest.mark.parametrize("paper", PAPERS)
def test_each_file_of_each_recipient_is_on_record_once_with_its_hash(
    planner: Planner, tmp_path: Path, paper: str
) -> None:
    trip = Trip(planner)
    if paper in ("updates", "change-notice", "addendum"):  # for who holds a version before alone
        planner.sending.save(trip.look(papers=("calendar",)), tmp_path / "before")
        planner.itineraries.move(trip.talks, Slot(WallTime(at("10:00"), CPH)))
        planner.releases.release(trip.id)
    before = {one.id for one in planner.keeper(Disclosure).of()}
    package = trip.look(papers=(paper,))

    if not any(parcel.papers for parcel in package.parcels):
        known = {"drivers", "rooms", "groups", "rooming", "transport"}
        known |= {"rooming-sheet", "driver-sheet", "vehicle-list", "caterer-sheet", "briefing-book"}
        known |= {"interpreter-pack", "change-notice", "addendum"}
        known |= {"visit-report", "report-table"}  # for the office alone
        assert paper in known, "nobody of this kind is in the visit"
        return
    planner.sending.save(package, tmp_path)

    records = [one for one in planner.keeper(Disclosure).of() if one.id not in before]
    given = Counter(
        (parcel.recipient.key, hashlib.sha256(one.content).hexdigest())
        for parcel in package.parcels
        for one in parcel.papers
    )
    assert Counter((one.recipient_key, one.file_hash) for one in records) == given
    assert {(one.paper, one.way) for one in records} == {(paper, Way.FILE)}
