"""Who holds which version, from the register alone."""

from __future__ import annotations

import datetime as dt

from planner.domain.holders import holders
from planner.domain.ids import DisclosureId, new_id
from planner.domain.privacy import Disclosure, Profile, Way

FIRST = dt.datetime(2027, 4, 1, 9)


def given(number: int, recipient: str = "") -> Disclosure:
    return Disclosure(
        id=DisclosureId(new_id()),
        at=FIRST + dt.timedelta(hours=number),
        release_number=number,
        profile=Profile.DELEGATES,
        recipient=recipient,
        way=Way.FILE,
        paper="calendar",
    )


def test_a_newer_file_takes_the_older_from_who_is_named() -> None:
    (one,) = holders([given(1, "Embassy"), given(4, "Embassy")], {})
    assert [held.number for held in one.holdings] == [4]


def test_of_files_of_unknown_whereabouts_the_oldest_is_still_out_there() -> None:
    (one,) = holders([given(1), given(4), given(4)], {})
    assert [held.number for held in one.holdings] == [1, 4]
    assert one.number == 1
