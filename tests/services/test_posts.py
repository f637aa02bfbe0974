"""Dated posts: a person's list, and visits that keep the title held then."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import item, person, visit
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.people import Position
from planner.domain.posts import holds_on, shown_on, standing, title_on
from planner.domain.times import PartialDate
from planner.errors import UserError
from planner.services.people_list import PeopleQuery
from planner.services.planner import Planner
from planner.storage.queries.people import shown_first


@pytest.fixture
def sato(planner: Planner) -> PersonId:
    return planner.contacts.add(person(), organisation="MEXT", title="Director")


def test_posts_begin_end_and_change_their_order(planner: Planner, sato: PersonId) -> None:
    planner.posts.begin(sato, "JST", "Adviser", since=PartialDate("2025-04"))
    director, adviser = planner.posts.of(sato)
    assert (director.title, adviser.title, adviser.valid_from) == ("Director", "Adviser", "2025-04")

    planner.posts.move(adviser.id, 0)
    assert [post.title for post in planner.posts.of(sato)] == ["Adviser", "Director"]
    assert planner.contacts.card(sato).posts[0].organisation == "JST"

    planner.posts.end(adviser.id, PartialDate("2026"))
    assert [post.title for post in planner.posts.of(sato)] == ["Director", "Adviser"]
    planner.history.undo()
    assert [post.title for post in planner.posts.of(sato)] == ["Adviser", "Director"]


def test_a_post_that_ends_before_it_begins_is_refused(planner: Planner, sato: PersonId) -> None:
    (post,) = planner.posts.of(sato)
    with pytest.raises(UserError, match="before it begins"):
        planner.posts.edit(post.id, valid_from=PartialDate("2026"), valid_to=PartialDate("2025"))
    with pytest.raises(UserError, match="no date"):
        planner.posts.edit(post.id, valid_from=PartialDate("spring"))
    with pytest.raises(UserError, match="organisation"):
        planner.posts.begin(sato, "  ")


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [("", "", True), ("2024", "", True), ("2027-06", "", False), ("", "2027-05", True),
     ("", "2026", False), ("2027-05-10", "2027-05-10", True)],
)  # fmt: skip
def test_a_post_is_held_on_a_day(since: str, until: str, held: bool) -> None:
    post = Position(
        id=RecordId("p"), person_id=PersonId("x"), organisation_id="o",  # type: ignore[arg-type]
        valid_from=PartialDate(since), valid_to=PartialDate(until),
    )  # fmt: skip
    assert holds_on(post, dt.date(2027, 5, 10)) is held


def test_the_delegation_keeps_the_title_of_then_and_says_that_of_today(
    planner: Planner, sato: PersonId
) -> None:
    one = planner.visits.new(visit(first_day=dt.date(2024, 5, 10), last_day=dt.date(2024, 5, 11)))
    planner.delegations.add_person(one, sato)
    (line,) = planner.delegations.lines(planner.visits.plan(one))
    assert (line.title, line.post_now) == ("Director", "")

    (post,) = planner.posts.of(sato)
    planner.posts.end(post.id, PartialDate("2025"))
    planner.posts.begin(sato, "Cabinet Office", "Vice-Minister", since=PartialDate("2026"))

    (line,) = planner.delegations.lines(planner.visits.plan(one))
    assert (line.title, line.post_now) == ("Director", "Vice-Minister, Cabinet Office")


def test_a_host_has_the_post_that_was_held_at_the_visit(planner: Planner, sato: PersonId) -> None:
    (post,) = planner.posts.of(sato)
    planner.posts.end(post.id, PartialDate("2025"))
    planner.posts.begin(sato, "Cabinet Office", "Vice-Minister", since=PartialDate("2026"))
    titles = []
    for year in (2024, 2027):
        day = dt.date(year, 5, 10)
        one = planner.visits.new(visit(code=str(year), first_day=day, last_day=day))
        entry = item(one, "Talk", f"{day}T09:00", f"{day}T10:00")
        with planner._core.work("Fill", {}) as work:
            work.add(entry)
            work.add(ItemHost(id=RecordId(new_id()), item_id=entry.id, person_id=sato))
        titles.append(planner.visits.plan(one).titles[sato])
    assert titles == ["Director", "Vice-Minister"]


def test_a_visit_takes_the_post_that_is_held_at_its_first_day(
    planner: Planner, sato: PersonId
) -> None:
    (post,) = planner.posts.of(sato)
    planner.posts.end(post.id, PartialDate("2027-06"))
    planner.posts.begin(sato, "JST", "President", since=PartialDate("2027-07"))
    titles = []
    for month in (5, 9):
        day = dt.date(2027, month, 10)
        one = planner.visits.new(visit(code=f"M{month}", first_day=day, last_day=day))
        other = planner.visits.new(visit(code=f"S{month}", first_day=day, last_day=day))
        planner.delegations.add_person(one, sato)
        planner.several_people.add_to_visit([sato], other)
        titles += [planner.visits.plan(key).delegates[0].title for key in (one, other)]
    assert titles == ["Director", "Director", "President", "President"]


def test_a_post_that_begins_later_is_not_shown_yet(planner: Planner, sato: PersonId) -> None:
    (post,) = planner.posts.of(sato)
    later = planner.posts.begin(sato, "JST", "President", since=PartialDate("2027-07"))
    planner.posts.move(later.id, 0)
    assert [one.position.title for one in planner.contacts.card(sato).posts] == [
        "Director",
        "President",
    ]
    assert post.valid_to == ""


def test_the_post_that_is_shown_is_the_one_that_is_changed(
    planner: Planner, sato: PersonId
) -> None:
    (now,) = planner.posts.of(sato)
    later = planner.posts.begin(sato, "JST", "President", since=PartialDate("2027-07"))
    planner.posts.move(later.id, 0)
    planner.posts.end(now.id, PartialDate("2027-06"))

    planner.contacts.set_post(sato, "MEXT", "Director-General")

    titles = {post.id: post.title for post in planner.posts.of(sato)}
    assert titles == {now.id: "Director-General", later.id: "President"}


def test_an_ended_post_is_not_changed_by_a_new_one(planner: Planner, sato: PersonId) -> None:
    (old,) = planner.posts.of(sato)
    planner.posts.end(old.id, PartialDate("2026"))
    planner.contacts.set_post(sato, "JST", "President")
    assert [post.title for post in planner.posts.of(sato)] == ["President", "Director"]


def test_a_post_to_come_is_not_shown_as_todays(planner: Planner, sato: PersonId) -> None:
    (director,) = planner.posts.of(sato)
    planner.posts.begin(sato, "JST", "President", since=PartialDate("2027-12-01"))
    president = planner.posts.of(sato)[-1]
    planner.posts.move(president.id, 0)

    shown = planner.people_list()
    shown.show(PeopleQuery(columns=("post", "organisation")))
    (line,) = shown.page(0, 5)
    (found,) = planner.contacts.page()
    assert (line.position, line.organisation) == ("Director", "MEXT")
    assert (found.position, found.organisation) == ("Director", "MEXT")
    assert planner.contacts.card(sato).posts[0].position.title == "Director"
    (card,) = planner.handing_out.cards([sato])
    assert (card.title, card.organisation) == ("Director", "MEXT")

    planner.posts.end(director.id, PartialDate("2026"))
    shown.show(PeopleQuery(columns=("post", "organisation")))
    (line,) = shown.page(0, 5)
    assert (line.position, line.organisation) == ("from 1 Dec 2027: President", "JST")
    assert planner.contacts.page()[0].position == "from 1 Dec 2027: President"
    (card,) = planner.handing_out.cards([sato])
    assert (card.title, card.organisation) == ("Director", "MEXT"), "a card cannot say from when"
    planner.posts.remove(director.id)
    (card,) = planner.handing_out.cards([sato])
    assert (card.title, card.organisation) == ("", "")


def _post(key: str, since: str, until: str, rank: int) -> Position:
    return Position(
        id=RecordId(key), person_id=PersonId("x"), organisation_id="o", rank=rank,  # type: ignore[arg-type]
        valid_from=PartialDate(since), valid_to=PartialDate(until),
    )  # fmt: skip


_PARTIAL = st.sampled_from(["", "2026", "2027", "2028", "2027-04", "2027-06", "2027-05-10"])


@given(st.lists(st.tuples(_PARTIAL, _PARTIAL, st.integers(0, 2)), min_size=1, max_size=5))
def test_who_holds_a_post_that_day_goes_by_it_else_by_the_next_one(
    said: list[tuple[str, str, int]],
) -> None:
    day = dt.date(2027, 5, 10)
    posts = [_post(str(place), *one) for place, one in enumerate(said)]

    shown = shown_on(posts, day)

    assert shown is not None
    held = [post for post in posts if holds_on(post, day)]
    coming = [post.valid_from for post in posts if standing(post, day)[0] == 1]
    if held:
        assert shown in held
    elif coming:
        assert shown.valid_from == min(coming)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE p (id, valid_from, valid_to, rank)")
    connection.executemany(
        "INSERT INTO p VALUES (?, ?, ?, ?)",
        [(post.id, post.valid_from, post.valid_to, post.rank) for post in posts],
    )
    (first,) = connection.execute(
        f"SELECT id FROM p ORDER BY {shown_first(':day')} LIMIT 1", {"day": day.isoformat()}
    ).fetchone()
    assert first == shown.id, "the list and the page go by the same order"


@pytest.mark.parametrize(
    ("title", "since", "shown"),
    [("Director", "", "Director"), ("Director", "2027-05-10", "Director"),
     ("Director", "2027-05", "Director"), ("Director", "2028", "from 2028: Director"),
     ("", "2028-03", "from 2028-03")],
)  # fmt: skip
def test_a_title_says_from_when_it_is_held(title: str, since: str, shown: str) -> None:
    assert title_on(title, since, dt.date(2027, 5, 10)) == shown
