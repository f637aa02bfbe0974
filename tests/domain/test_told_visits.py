"""Visits that sources tell of: written and read as values, joined where several tell of one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.levels import height
from planner.domain.source_reading.facts import VISIT
from planner.domain.sources import Citation
from planner.domain.times import PartialDate
from planner.domain.told_visits import VisitTold, joined, read_value, tellings, value_of

NAMES = {"JP": "Japan", "DK": "Denmark", "DE": "Germany"}
CODES = {name: code for code, name in NAMES.items()}


def read(name: str) -> str:
    return CODES.get(name, "")


def told(value: str) -> VisitTold:
    found = read_value(value, read)
    assert found is not None
    return found


def test_a_value_says_who_came_when_and_where() -> None:
    one = told(
        "Japan to Denmark, 2024-05-02 to 2024-05-04, in Lund: a delegation; with Abe; 12 people"
    )
    assert one == VisitTold(
        origin="JP", to="DK", since=PartialDate("2024-05-02"), until=PartialDate("2024-05-04"),
        where="Lund", who="a delegation", head="Abe", people=12,
    )  # fmt: skip
    assert told("Japan to Denmark, 2023") == VisitTold(
        origin="JP", to="DK", since=PartialDate("2023")
    )


@pytest.mark.parametrize(
    "value",
    ["", "Copenhagen", "Atlantis to Denmark, 2024", "Japan to Denmark, 2024-13",
     "Japan to Denmark, 2024-02 to 2024-99", "Japan to Denmark, 2024-05-04 to 2024-05-02"],
)  # fmt: skip
def test_what_is_no_visit_is_none(value: str) -> None:
    assert read_value(value, read) is None


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=20)


@given(words, words, words, st.integers(0, 9999), st.sampled_from(["", "2024", "2024-05-02"]))
def test_a_value_that_is_written_is_read_again(
    who: str, head: str, where: str, people: int, since: str
) -> None:
    one = VisitTold(origin="JP", to="DK", since=PartialDate(since), who=who, head=head,
                    where=where, people=people)  # fmt: skip
    value = value_of(one, NAMES.__getitem__)
    again = told(value)
    assert (again.since, again.people, again.where == "", again.head == "") == (
        one.since, one.people, not where.strip(" ;:,"), not head.strip(" ;:,"),
    ) or {";", ":", ","} & set(who + head + where)  # fmt: skip


def cited(source: str, value: str, as_of: str, subject: str = "o1") -> Citation:
    return Citation(
        id=f"{source}{subject}{len(value)}", source_id=source, subject_kind="organisation",  # type: ignore[arg-type]
        subject_id=subject, fact=VISIT, value=value, as_of=dt.date.fromisoformat(as_of),
    )  # fmt: skip


def visits(*citations: Citation, country_of: dict[str, str] | None = None) -> list[list[str]]:
    found = joined(tellings(citations, {}, read), country_of)
    return [[one.source_id for one in visit.tellings] for visit in found]


def test_two_sources_that_tell_of_one_visit_are_one_with_the_more_exact_first() -> None:
    undated = cited("a", "Germany to Japan", "2024-10-11")
    exact = cited("b", "Germany to Japan, 2024-10-05 to 2024-10-11", "2024-12-03")
    assert visits(undated, exact, country_of={"o1": "DE"}) == [["b", "a"]]
    assert len(visits(undated, exact)) == 2, "nobody says who came, nor when"
    assert visits(undated, cited("a", "Germany to Japan", "2024-10-11", "o2")) == [["a"]]


def test_visits_at_other_times_the_other_way_or_of_others_are_not_one() -> None:
    one = cited("a", "Germany to Japan, 2024-10", "2024-10-11")
    assert len(visits(one, cited("b", "Germany to Japan, 2023-10", "2023-10-11"))) == 2
    assert len(visits(one, cited("b", "Japan to Germany, 2024-10", "2024-10-11"))) == 2
    other = cited("b", "Germany to Japan, 2024-10-05", "2024-10-11", "o2")
    assert len(visits(one, other)) == 1
    assert len(visits(one, other, country_of={"o1": "DE", "o2": "DE"})) == 2


def test_titles_stand_in_an_order_as_far_as_their_words_tell() -> None:
    titles = ["Crown Princess", "statsminister Mette Frederiksen", "Ministerpräsident Günther",
              "Wissenschaftsministerin", "Vice Minister of Education", "Deputy Director-General",
              "Direktør", "Chefkonsulent"]  # fmt: skip
    assert [height(one) for one in titles] == sorted(height(one) for one in titles)
    assert len({height(one) for one in titles}) == len(titles)
