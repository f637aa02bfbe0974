"""Change notices and addenda: what was beside what is, for each reader what concerns him or her."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from tests.documents.outlines import held
from tests.documents.papers_made import PEOPLE, material, recipient_of, visits

from factories import PlanBuilder, at, person
from planner.documents.content import Bullets, Change, Document, Entries, Table, first
from planner.documents.engine.pdf import source_of
from planner.documents.material import Material
from planner.documents.programme.change_notice import addendum, change_notice
from planner.domain.itinerary import ItemHost, ItemStatus
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import items_of
from planner.domain.redaction import redacted
from planner.services.planner import Planner

Make = Callable[[Material], Document | None]


def changed() -> tuple[Plan, Plan]:
    """Version 3 and 5: moved, a new place, cancelled, gone, new, another audience; one is the same."""
    build = PlanBuilder(*PEOPLE)
    build.group("A", "Sato", "Mori")
    moved = build.item("Moved", "09:00", "10:00")
    placed = build.item("Placed", "11:00", "12:00", place="Aula")
    called_off = build.item("Called off", "13:00", "14:00")
    gone = build.item("Gone", "15:00", "16:00", groups="A")
    handed = build.item("Handed", "17:00", "18:00", named=("Sato",))
    build.item("Same", "Tue 09:00", "Tue 10:00")
    before = replace(build.plan, release_number=3)
    build.item("Fresh", "Wed 09:00", "Wed 10:00")
    after = build.plan.with_items(
        [
            replace(moved, start_local=at("09:30"), end_local=at("10:30")),
            replace(placed, place="Room 2", status=ItemStatus.TENTATIVE),
            replace(called_off, status=ItemStatus.CANCELLED),
        ]
    )
    rule = [one for one in after.audience if one.item_id != handed.id]
    new = next(one for one in after.audience if one.item_id == handed.id)
    after = replace(
        after,
        items=tuple(one for one in after.items if one.id != gone.id),
        audience=(*rule, replace(new, delegate_id=build.people["Ito"].id)),
        release_number=5,
    )
    return before, after


def made_for(name: str = "", profile: Profile = Profile.DELEGATES) -> Material:
    before, after = changed()
    one = recipient_of(after, name) if name else None
    return material(after, profile=profile, recipient=one, before=before)


def rows(document: Document) -> list[tuple[str, ...]]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [tuple(first(cell) for cell in row.cells) for row in table.rows]


def test_old_and_new_stand_side_by_side_in_the_order_of_the_programme() -> None:
    notice = change_notice(made_for())
    assert notice is not None

    assert rows(notice) == [
        ("Moved", "Mon 10 May 09:00–10:00", "Mon 10 May 09:30–10:30"),
        ("Placed", "Aula\nStatus: Confirmed", "Room 2\nStatus: Tentative"),
        ("Called off", "Mon 10 May 13:00–14:00", "Cancelled"),
        ("Gone", "Mon 10 May 15:00–16:00", "Cancelled"),
        ("Fresh", "–", "Wed 12 May 09:00–10:00"),
    ]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Sato", ["Moved", "Placed", "Called off", "Gone", "Handed", "Fresh"]),
        ("Ito", ["Moved", "Placed", "Called off", "Handed", "Fresh"]),
        ("Abe", ["Moved", "Placed", "Called off", "Fresh"]),
    ],
)
def test_a_recipient_is_told_of_the_own_entries_alone(name: str, told: list[str]) -> None:
    notice = change_notice(made_for(name))
    assert notice is not None

    assert [row[0] for row in rows(notice)] == told


def test_who_is_taken_off_an_entry_is_not_told_that_it_is_cancelled() -> None:
    left, joined = change_notice(made_for("Sato")), change_notice(made_for("Ito"))
    assert left is not None
    assert joined is not None

    assert ("Handed", "Mon 10 May 17:00–18:00", "No longer in your programme") in rows(left)
    assert ("Handed", "–", "Mon 10 May 17:00–18:00") in rows(joined)


def test_the_days_that_changed_follow_whole_and_marked_and_no_other_day_does() -> None:
    notice = change_notice(made_for())
    assert notice is not None
    days = [block for block in notice.blocks if isinstance(block, Entries)]

    assert [[(first(one.title), one.change) for one in day.entries] for day in days] == [
        [
            ("Moved", Change.CHANGED),
            ("Placed", Change.CHANGED),
            ("Called off", Change.GONE),
            ("Gone", Change.GONE),
            ("Handed", Change.NONE),
        ],
        [("Fresh", Change.NEW)],
    ]


def test_an_addendum_is_numbered_from_the_version_that_is_held() -> None:
    before, after = changed()
    numbers = {
        5: "Addendum 2 to version 3",
        4: "Addendum 1 to version 3",
        None: "Addendum to version 3",
    }

    for number, title in numbers.items():
        made = addendum(material(replace(after, release_number=number), before=before))
        assert made is not None
        assert first(made.title).startswith(title)


def test_where_nothing_changed_or_nothing_is_compared_there_is_no_paper() -> None:
    before, after = changed()

    for make in (change_notice, addendum):
        assert make(material(after)) is None
        assert make(material(after, before=after)) is None
    quiet = before.with_items([replace(before.items[0], internal_notes="ours", fixed=True)])
    assert change_notice(material(quiet, profile=Profile.INTERNAL, before=before)) is None


def test_another_host_is_told_by_name() -> None:
    build = PlanBuilder("Sato")
    talk = build.item("Talk", "09:00", "10:00", host=person("Holm", "Åse"))
    before = build.plan
    new = person("Juhl", "Bo")
    host: ItemHost = replace(before.hosts[0], person_id=new.id)
    after = replace(before, hosts=(host,), people=(*before.people, new))
    notice = change_notice(material(after, before=before))
    assert notice is not None

    assert rows(notice) == [(talk.title, "Hosts: Åse Holm", "Hosts: Bo Juhl")]


@pytest.mark.parametrize("codes", ["en", "de-ja"])
def test_the_notice_reads_as_agreed(codes: str) -> None:
    before, after = changed()
    made = change_notice(material(after, *codes.split("-"), before=before))
    assert made is not None
    held(f"change-notice.{codes}", made)


def test_the_addendum_of_a_sample(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("SH-JP-2027").id)
    dinner = next(item for item in plan.scheduled if item.title == "Evening reception")
    after = plan.with_items([replace(dinner, status=ItemStatus.CANCELLED)])
    made = addendum(
        material(replace(after, release_number=3), "de", before=replace(plan, release_number=2))
    )
    assert made is not None
    held("addendum.sh.de", made)


@given(visits(), visits())
def test_no_reader_is_told_of_an_entry_of_others(old: Plan, new: Plan) -> None:
    """Two visits with the same delegation: the entries of one, then those of the other."""
    keep = {"items", "audience", "sites"}
    after = replace(old, **{name: getattr(new, name) for name in keep})
    known = {one.id: old.delegates[place].id for place, one in enumerate(new.delegates)}
    groups = {one.id: old.groups[place].id for place, one in enumerate(new.groups)}
    after = replace(
        after,
        audience=tuple(
            replace(
                one,
                delegate_id=known.get(one.delegate_id) if one.delegate_id else None,
                group_id=groups.get(one.group_id) if one.group_id else None,
            )
            for one in after.audience
        ),
    )
    for name in PEOPLE:
        one = recipient_of(old, name)
        seen = [redacted(plan, Profile.DELEGATES, one) for plan in (old, after)]
        mine = {item.title for plan in seen for item in items_of(plan, one)}
        notice = change_notice(material(after, recipient=one, before=old))
        told = {row[0] for row in rows(notice)} if notice is not None else set()

        assert told == mine


def test_the_words_in_the_margin_are_in_the_language_of_the_paper() -> None:
    before, after = changed()
    made = change_notice(material(after, "ja", before=before))
    assert made is not None
    given_to_engine = json.loads(source_of(made, material(after).look)["data.json"])

    assert given_to_engine["changes"] == {"new": "新規", "changed": "変更", "gone": "中止"}


def test_marks_can_be_left_out_of_the_days() -> None:
    made = made_for()
    notice = change_notice(replace(made, wishes=replace(made.wishes, marks=False)))
    assert notice is not None

    assert not any(
        one.change for block in notice.blocks if isinstance(block, Entries) for one in block.entries
    )


def dropped_out() -> tuple[Plan, Plan]:
    """Mori left the delegation, and with that three entries; one entry moved beside."""
    build = PlanBuilder(*PEOPLE)
    build.group("A", "Sato", "Mori")
    moved = build.item("Moved", "09:00", "10:00")
    build.item("Lunch", "12:00", "13:00")
    build.item("Tour", "14:00", "15:00", groups="A")
    before = replace(
        build.plan,
        release_number=1,
        delegates=tuple(
            replace(one, rank=place + 1) for place, one in enumerate(build.plan.delegates)
        ),
    )
    gone = build.people["Mori"].id
    after = before.with_items([replace(moved, start_local=at("09:30"), end_local=at("10:30"))])
    left = [one for one in after.delegates if one.id != gone]
    return before, replace(
        after,
        release_number=2,
        delegates=tuple(replace(one, rank=place + 1) for place, one in enumerate(left)),
        members=tuple(one for one in after.members if one.delegate_id != gone),
    )


def also(document: Document) -> list[str]:
    bullets = [block for block in document.blocks if isinstance(block, Bullets)]
    return [first(line) for block in bullets for line in block.items]


@pytest.mark.parametrize("make", [change_notice, addendum])
def test_who_left_the_delegation_is_said_once_and_not_with_each_entry(make: Make) -> None:
    before, after = dropped_out()
    made = make(material(after, profile=Profile.INTERNAL, before=before))
    assert made is not None

    assert [row[0] for row in rows(made)] == ["Moved"]
    assert also(made) == ["Delegate, no longer: Mori"]
    marked = [
        first(one.title)
        for block in made.blocks
        if isinstance(block, Entries)
        for one in block.entries
        if one.change
    ]
    assert marked == ["Moved"]


def test_who_left_one_entry_alone_is_still_said_there() -> None:
    build = PlanBuilder(*PEOPLE)
    talk = build.item("Talk", "09:00", "10:00", named=("Sato", "Mori"))
    before = build.plan
    gone = build.people["Mori"].id
    after = replace(
        before,
        audience=tuple(one for one in before.audience if one.delegate_id != gone),
    )
    notice = change_notice(material(after, profile=Profile.INTERNAL, before=before))
    assert notice is not None

    assert rows(notice) == [(talk.title, "", "No longer there: Mori")]


def test_an_addendum_says_that_somebody_left_even_where_no_entry_changed() -> None:
    before, after = dropped_out()
    after = after.with_items([before.items[0]])
    made = addendum(material(after, profile=Profile.INTERNAL, before=before))
    assert made is not None

    assert also(made) == ["Delegate, no longer: Mori"]
    assert not any(isinstance(block, Entries) for block in made.blocks)
