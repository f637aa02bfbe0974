"""Two of one list who would look the same are told apart by as little as does it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder, organisation, person
from planner.domain.same_names import Namesake, told_apart


def one(
    key: str, name: str = "Yuki Sato", house: str = "", post: str = "", native: str = ""
) -> Namesake:
    houses = tuple(house.split("|")) if house else ()
    return Namesake(key=key, name=name, organisations=houses, post=post, native_name=native)


def test_a_name_that_is_there_once_stays_as_it_is() -> None:
    people = [one("1", "Yuki Sato", "MEXT"), one("2", "Haruto Tanaka", "MEXT")]
    assert told_apart(people) == ["Yuki Sato", "Haruto Tanaka"]


def test_the_shortest_detail_that_tells_apart_is_taken() -> None:
    people = [one("1", house="MEXT|Ministry of Education", post="Head of section"),
              one("2", house="JST|Japan Science", post="Adviser")]  # fmt: skip
    assert told_apart(people) == ["Yuki Sato (MEXT)", "Yuki Sato (JST)"]


def test_another_detail_stands_in_where_the_house_is_the_same() -> None:
    people = [one("1", house="MEXT", post="Director", native="佐藤 由紀"),
              one("2", house="MEXT", post="Adviser", native="佐藤 勇樹")]  # fmt: skip
    assert told_apart(people) == ["Yuki Sato (佐藤 由紀)", "Yuki Sato (佐藤 勇樹)"]


def test_a_number_helps_where_nothing_else_does_and_stays_with_the_person() -> None:
    people = [one("1", house="MEXT"), one("2", house="MEXT")]
    assert told_apart(people) == ["Yuki Sato (1)", "Yuki Sato (2)"]
    assert told_apart(people[::-1]) == ["Yuki Sato (2)", "Yuki Sato (1)"]


def test_what_only_one_of_them_has_does_not_tell_apart() -> None:
    assert told_apart([one("1", house="MEXT"), one("2")]) == ["Yuki Sato (1)", "Yuki Sato (2)"]


_WORDS = st.sampled_from(["", "a", "A", "b", "a (b)", "a (1)", "(1)"])


@given(st.lists(st.tuples(_WORDS, st.lists(_WORDS, max_size=2), _WORDS, _WORDS), max_size=9))
def test_no_two_lines_are_ever_equal(
    drawn: list[tuple[str, list[str], str, str]],
) -> None:
    people = [
        Namesake(
            key=f"{n:02}", name=name, organisations=tuple(houses), post=post, native_name=native
        )
        for n, (name, houses, post, native) in enumerate(drawn)
    ]
    lines = told_apart(people)
    assert len(set(lines)) == len(people)
    assert all(line.startswith(one.name) for line, one in zip(lines, people, strict=True))


def test_a_plan_tells_its_delegates_apart_and_leaves_placeholders_alone() -> None:
    builder = PlanBuilder()
    mext, jst = organisation("MEXT"), organisation("Japan Science", acronym="JST")
    builder.add(organisations=(mext, jst))
    first = builder.delegate("Sato", organisation_id=mext.id)
    second = builder.delegate("Sato", organisation_id=jst.id)
    third = builder.delegate("Tanaka", organisation_id=jst.id)
    nn = [replace(third, id=f"nn{n}", person_id=None) for n in range(2)]  # type: ignore[arg-type]
    builder.add(delegates=tuple(nn))
    plan = builder.plan

    assert [plan.name_of(delegate) for delegate in plan.delegates] == [
        "Sato (MEXT)", "Sato (JST)", "Tanaka", "N.N.", "N.N.",
    ]  # fmt: skip
    alone = replace(plan, delegates=(first, third))
    assert alone.name_of(first) == "Sato"
    assert plan.name_of(replace(second, role="head")) == "Sato (JST)"


def test_hosts_of_one_name_are_told_apart() -> None:
    builder = PlanBuilder()
    hosts = [person("Sato", ""), person("Sato", "")]
    items = [builder.item(f"Talk {n}", "09:00", "10:00", host=host) for n, host in enumerate(hosts)]
    builder.plan = replace(builder.plan, employers={hosts[0].id: "ESS", hosts[1].id: "MAX IV"})
    plan = builder.plan
    shown = [plan.host_name(plan.hosts_of(item)[0]) for item in items]
    assert shown == ["Sato (ESS)", "Sato (MAX IV)"]
