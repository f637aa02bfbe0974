"""The order of precedence is set by hand and dense from 1."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.ids import DelegateId, VisitId
from planner.domain.precedence import in_this_order, placed, without_gaps
from planner.domain.visits import Delegate


def delegation(*ranks: int) -> list[Delegate]:
    return [
        Delegate(id=DelegateId(chr(97 + n)), visit_id=VisitId("v"), rank=rank)
        for n, rank in enumerate(ranks)
    ]


def shown(delegates: list[Delegate]) -> str:
    return " ".join(f"{one.id}{one.rank or ''}" for one in delegates)


def test_a_place_in_the_middle_moves_the_others_along() -> None:
    assert shown(placed(delegation(1, 2, 3), ["c"], 1)) == "c1 a2 b3"
    assert shown(placed(delegation(1, 2, 3), ["a"], 9)) == "b1 c2 a3"
    assert shown(placed(delegation(1, 2, 3, 4), ["c", "d"], 2)) == "a1 c2 d3 b4"


def test_only_who_stands_before_a_ranked_one_gets_a_rank() -> None:
    assert shown(placed(delegation(0, 0, 0), ["c"], 1)) == "c1 a b"
    assert shown(placed(delegation(1, 0, 0), ["c"], 2)) == "a1 c2 b"
    assert shown(placed(delegation(0, 0, 0, 0), ["d"], 3)) == "a1 b2 d3 c"


def test_number_zero_takes_the_rank_away() -> None:
    assert shown(placed(delegation(1, 2, 3), ["a"], 0)) == "b1 c2 a"


def test_gaps_are_closed_and_doubles_told_apart() -> None:
    assert shown(without_gaps(delegation(10, 20, 20, 0))) == "a1 b2 c3 d"


def test_a_reason_goes_with_who_is_moved() -> None:
    moved = placed(delegation(1, 2), ["b"], 1, "as in the list of 4 May")
    assert [one.rank_reason for one in moved] == ["as in the list of 4 May", ""]
    whole = in_this_order(delegation(1, 2, 0), ["c", "a"], "as listed")
    assert shown(whole) == "c1 a2 b3"
    assert [one.rank_reason for one in whole] == ["as listed", "as listed", ""]


@given(
    ranks=st.lists(st.integers(0, 12), min_size=1, max_size=9),
    number=st.integers(0, 12),
    which=st.sets(st.integers(0, 8), min_size=1),
)
def test_ranks_stay_dense_and_nobody_is_lost(
    ranks: list[int], number: int, which: set[int]
) -> None:
    ordered = sorted(ranks, key=lambda rank: (rank == 0, rank))
    delegates = delegation(*ordered)
    keys = [one.id for n, one in enumerate(delegates) if n in which]

    after = placed(delegates, keys, number)

    assert sorted(one.id for one in after) == sorted(one.id for one in delegates)
    given_ranks = [one.rank for one in after if one.rank]
    assert given_ranks == list(range(1, len(given_ranks) + 1))
    if keys and number:
        assert all(one.rank for one in after if one.id in keys)
