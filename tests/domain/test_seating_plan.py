"""The custom of the long table: principals in the middle, ranks outwards by turns, nobody twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.seating_plan import Place, shared_interpreters, table_plan

KEYS = st.lists(st.integers(0, 30).map(str), max_size=14)


def order(side: tuple[Place, ...]) -> list[str]:
    return [place.key for place in side]


def test_the_second_sits_at_the_right_hand_of_the_first_and_the_third_at_the_left() -> None:
    plan = table_plan(["g1", "g2", "g3", "g4", "g5"], ["h1", "h2", "h3"])
    assert order(plan.guests) == ["g5", "g3", "g1", "g2", "g4"]
    # Those opposite look the other way.
    assert order(plan.hosts) == ["h2", "h1", "h3"]


def test_an_interpreter_sits_at_the_left_hand_and_the_one_who_relieves_behind() -> None:
    plan = table_plan(
        ["g1", "g2", "g3"], ["h1", "h2"], guests_interpreters=["i1", "i2"], hosts_interpreters=["j1"]
    )  # fmt: skip
    assert order(plan.guests) == ["g3", "i2", "i1", "g1", "g2"]
    assert order(plan.hosts) == ["h2", "h1", "j1"]
    assert [place.key for place in plan.places if place.behind] == ["i2"]
    assert all(place.is_interpreter == (place.key[0] in "ij") for place in plan.places)


def test_a_delegate_who_interprets_takes_no_ranked_seat() -> None:
    plan = table_plan(["g1", "x", "g2"], ["h1"], guests_interpreters=["x"])
    assert {place.key: place.number for place in plan.guests} == {"g1": 1, "x": 0, "g2": 2}


def test_booked_interpreters_go_where_nobody_interprets_yet() -> None:
    assert shared_interpreters([], ["a", "b"], hosts_book=True) == (["b"], ["a"])
    assert shared_interpreters([], ["a", "b"], hosts_book=False) == (["a"], ["b"])
    assert shared_interpreters(["own"], ["a"], hosts_book=False) == (["own"], ["a"])
    assert shared_interpreters([], ["a"], hosts_book=True) == ([], ["a"])


def test_at_a_meal_the_last_of_the_longer_side_fill_the_ends_of_the_other() -> None:
    plan = table_plan(["g1", "g2", "g3", "g4", "g5"], ["h1"], mixed=True)
    assert order(plan.guests) == ["g3", "g1", "g2"]
    assert order(plan.hosts) == ["g4", "h1", "g5"]
    turned = table_plan(["g1"], ["h1", "h2", "h3", "h4"], mixed=True)
    assert order(turned.guests) == ["g1", "h4"]
    assert order(turned.hosts) == ["h2", "h1", "h3"]


@given(st.integers(1, 40), st.integers(1, 40))
def test_at_a_meal_both_sides_get_as_many_and_the_principals_stay(guests: int, hosts: int) -> None:
    plan = table_plan(
        [f"g{number}" for number in range(guests)],
        [f"h{number}" for number in range(hosts)],
        mixed=True,
    )
    assert abs(len(plan.guests) - len(plan.hosts)) <= 1
    assert "g0" in order(plan.guests)
    assert "h0" in order(plan.hosts)


@given(KEYS, KEYS, KEYS, KEYS, st.booleans())
def test_everybody_sits_exactly_once(
    guests: list[str], hosts: list[str], ours: list[str], theirs: list[str], mixed: bool
) -> None:
    plan = table_plan(
        guests, hosts, guests_interpreters=ours, hosts_interpreters=theirs, mixed=mixed
    )
    keys = order(plan.places)
    assert len(keys) == len(set(keys))
    assert set(keys) == {*guests, *hosts, *ours, *theirs}
    assert {place.key for place in plan.places if place.is_interpreter} == {*ours, *theirs}


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 3))
def test_ranks_fall_outwards_and_the_right_hand_comes_first(
    guests: int, hosts: int, interpreters: int
) -> None:
    plan = table_plan(
        [f"g{number}" for number in range(1, guests + 1)],
        [f"h{number}" for number in range(1, hosts + 1)],
        guests_interpreters=[f"i{number}" for number in range(interpreters)],
    )
    for side, right in ((plan.guests, 1), (plan.hosts, -1)):
        numbers = [place.number for place in side if place.number][::right]
        middle = numbers.index(1)
        assert numbers[middle:] == sorted(numbers[middle:])
        assert numbers[: middle + 1] == sorted(numbers[: middle + 1], reverse=True)
        assert all(number % 2 == 0 for number in numbers[middle + 1 :])
        assert all(number % 2 for number in numbers[:middle])
