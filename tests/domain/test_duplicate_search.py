"""Over a whole library the same pairs are found as by comparing everybody with everybody."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest

from doubled_people import organisations, people
from planner.domain.duplicate_search import CROWD, Cluster, find_people
from planner.domain.duplicates import Known, Likeness, compare
from planner.domain.organisation_duplicates import (
    KnownOrganisation,
    compare_organisations,
    find_organisations,
)


def pairs(clusters: tuple[Cluster[Known], ...]) -> set[tuple[str, str]]:
    return {pair.ids for cluster in clusters for pair in cluster.pairs}


@pytest.mark.parametrize("seed", range(4))
def test_the_blocks_miss_nobody_whom_comparing_everybody_finds(seed: int) -> None:
    everybody = people(400, random.Random(seed), organisations=40)
    expected = {
        (one.id, other.id): compare(one, other).likeness
        for one, other in combinations(sorted(everybody, key=lambda known: known.id), 2)
        if compare(one, other).likeness
    }
    assert len(expected) > 30

    found = find_people(everybody)

    assert pairs(found) == set(expected)
    likeness = {pair.ids: pair.likeness for cluster in found for pair in cluster.pairs}
    assert likeness == expected


def test_a_name_alone_is_only_possibly_the_same() -> None:
    one = Known("1", "Jensen", "Peter")
    (cluster,) = find_people([one, replace(one, id="2")])

    assert cluster.pairs[0].likeness is Likeness.POSSIBLE
    assert cluster.pairs[0].reasons == ("same_name",)


def test_who_is_said_not_to_be_the_same_is_left_out() -> None:
    one = Known("1", "Jensen", "Peter", emails=frozenset({"pj@um.dk"}))
    others = [replace(one, id=key) for key in ("2", "3")]

    found = find_people([one, *others], distinct=[("1", "2")])

    assert pairs(found) == {("1", "3"), ("2", "3")}
    assert [cluster.ids for cluster in found] == [("1", "2", "3")]


def test_the_surest_cluster_and_the_surest_pair_come_first() -> None:
    sure = Known("1", "Sato", "Hanako", emails=frozenset({"sato@mext.jp"}))
    named = Known("8", "Jensen", "Peter")

    found = find_people([named, replace(named, id="9"), sure, replace(sure, id="2")])

    assert [cluster.ids for cluster in found] == [("1", "2"), ("8", "9")]
    assert [cluster.pairs[0].likeness for cluster in found] == [Likeness.SAME, Likeness.POSSIBLE]


def test_the_address_of_a_house_does_not_make_everybody_one() -> None:
    office = frozenset({"info@region.dk"})
    crowd = [Known(f"{n:04}", f"Name{n}x", f"Given{n}", emails=office) for n in range(CROWD + 1)]
    twice = replace(crowd[7], id="twin")

    assert pairs(find_people([*crowd, twice])) == {("0007", "twin")}


def test_an_organisation_by_name_and_city_is_the_same_by_name_alone_possibly() -> None:
    lund = KnownOrganisation("1", ("Lund University",), country="SE", city="Lund")
    here = KnownOrganisation("2", ("LUND UNIVERSITY",), country="SE", city="Lund")
    named = KnownOrganisation("3", ("Lund University",))
    abroad = KnownOrganisation("4", ("Lund University",), country="JP")

    assert compare_organisations(lund, here)[0] is Likeness.SAME
    assert compare_organisations(lund, named)[0] is Likeness.POSSIBLE
    assert compare_organisations(lund, abroad)[0] is Likeness.NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [("Region Skåne", "Region Syddanmark"), ("Hospital 1 West", "Hospital 2 West")],
)
def test_organisations_that_are_named_alike_and_are_two(one: str, other: str) -> None:
    first, second = KnownOrganisation("1", (one,)), KnownOrganisation("2", (other,))

    assert find_organisations([first, second]) == ()


@pytest.mark.parametrize(
    ("one", "other", "acronym", "reason"),
    [
        ("Max IV Laboratory", "MAX IV Laboratry", "", "similar_name"),
        ("Technical University of Denmark", "Technical University Denmark", "", "same_name"),
        ("European Spallation Source", "ESS", "", "acronym_of"),
        ("Ministry of Education, Culture, Sports", "MEXT", "MEXT", "acronym_of"),
    ],
)
def test_organisations_under_two_names(one: str, other: str, acronym: str, reason: str) -> None:
    first, second = KnownOrganisation("1", (one,), acronym), KnownOrganisation("2", (other,))

    (cluster,) = find_organisations([first, second])

    assert cluster.pairs[0].reasons == (reason,)
    assert cluster.pairs[0].likeness is Likeness.POSSIBLE


def test_the_blocks_miss_no_organisation() -> None:
    everything = organisations(500, random.Random(3))
    expected = {
        (one.id, other.id)
        for one, other in combinations(sorted(everything, key=lambda known: known.id), 2)
        if compare_organisations(one, other)[0]
    }
    assert len(expected) > 20

    found = find_organisations(everything)

    assert {pair.ids for cluster in found for pair in cluster.pairs} == expected
