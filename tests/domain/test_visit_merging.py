"""Merging a visit: what one side changed is there afterwards, what both changed is asked about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from factories import PlanBuilder
from planner.domain.ids import DelegateId, ItemId, RecordId
from planner.domain.itinerary import AudienceKind, Item, ItemAudience, ItemHost
from planner.domain.plan import Plan
from planner.domain.visit_merging import Act, merge, resolve, usual
from planner.domain.visit_records import Key, VisitState
from planner.domain.words import Word

Records = dict[Key, Word]


def base() -> Plan:
    builder = PlanBuilder("TANAKA Haruto", "SATO Hanako", "ITO Ken")
    for number, title in enumerate(("Talks", "Tour", "Dinner")):
        builder.item(title, f"{9 + number:02}:00", f"{10 + number:02}:00")
    return builder.plan


BASE = base()
START: Records = VisitState(BASE).records


def after(start: Records | None, ours: Records, theirs: Records) -> Records:
    """Ours once the usual of theirs was taken."""
    affected = merge(start, ours, ours, theirs)
    done = resolve(affected, start, ours, theirs, usual(affected))
    result = {key: word for key, word in ours.items() if key not in done.removed}
    return result | {(word.WORD, word.id): word for word in (*done.added, *done.changed)}


texts = st.sampled_from(["A", "B", "C"])
edits = st.lists(
    st.tuples(
        st.sampled_from([key for key in START if key[0] == "item"]),
        st.sampled_from(["title", "place", "public_text", "internal_notes", "remove"]),
        texts,
    ),
    max_size=5,
)


def edited(records: Records, wanted: list[tuple[Key, str, str]], new: str) -> Records:
    result = dict(records)
    for key, field, text in wanted:
        if field == "remove":
            result.pop(key, None)
        elif key in result:
            result[key] = replace(result[key], **{field: text})
    if wanted and wanted[0][2] == "C":
        item = Item(id=ItemId(new), visit_id=BASE.visit.id, title=new)
        result[item.WORD, item.id] = item
    return result


@given(edits)
def test_what_only_they_changed_is_taken_whole(wanted: list[tuple[Key, str, str]]) -> None:
    theirs = edited(START, wanted, "n" * 32)
    assert after(START, START, theirs) == theirs


@given(edits)
def test_what_only_we_changed_stays_and_nothing_is_asked(
    wanted: list[tuple[Key, str, str]],
) -> None:
    ours = edited(START, wanted, "o" * 32)
    assert merge(START, ours, ours, START) == ()


@given(edits, edits)
def test_both_sides_end_alike_where_neither_clashes(
    wanted: list[tuple[Key, str, str]], other: list[tuple[Key, str, str]]
) -> None:
    ours, theirs = edited(START, wanted, "o" * 32), edited(START, other, "n" * 32)
    here, there = merge(START, ours, ours, theirs), merge(START, theirs, theirs, ours)
    if not any(one.clashes for one in (*here, *there)):
        assert after(START, ours, theirs) == after(START, theirs, ours)


@given(edits, edits)
def test_nothing_of_ours_is_lost_unasked(
    wanted: list[tuple[Key, str, str]], other: list[tuple[Key, str, str]]
) -> None:
    ours, theirs = edited(START, wanted, "o" * 32), edited(START, other, "n" * 32)
    result = after(START, ours, theirs)
    for key, word in ours.items():
        if word != START.get(key):
            kept = result[key]
            for field in ("title", "place", "public_text", "internal_notes"):
                mine, was = (getattr(one, field, None) for one in (word, START.get(key)))
                if mine != was:
                    assert getattr(kept, field, None) == mine
    for key in set(START) - set(ours):
        assert key not in result


@given(edits, edits)
def test_taking_the_same_twice_changes_nothing_more(
    wanted: list[tuple[Key, str, str]], other: list[tuple[Key, str, str]]
) -> None:
    ours, theirs = edited(START, wanted, "o" * 32), edited(START, other, "n" * 32)
    once = after(START, ours, theirs)
    assert after(theirs, once, theirs) == once


def test_a_name_on_an_entry_of_somebody_we_took_out_stays_out() -> None:
    gone, item = BASE.delegates[0], BASE.items[0]
    ours = {key: word for key, word in START.items() if key[1] != gone.id}
    row = ItemAudience(id=RecordId("r" * 32), item_id=item.id, delegate_id=gone.id)
    named = replace(item, audience=AudienceKind.NAMED)
    theirs = START | {(row.WORD, row.id): row, (named.WORD, named.id): named}
    result = after(START, ours, theirs)
    assert (row.WORD, row.id) not in result
    assert (gone.WORD, gone.id) not in result


def test_a_new_person_comes_with_the_delegate_and_not_without() -> None:
    builder = PlanBuilder("NEW One")
    person, head = builder.plan.people[0], builder.plan.delegates[0]
    delegate = replace(head, id=DelegateId("d" * 32), visit_id=BASE.visit.id)
    theirs = START | {
        (person.WORD, person.id): person,
        (delegate.WORD, delegate.id): delegate,
    }
    affected = merge(START, START, START, theirs)
    (key,) = [one.key for each in affected for one in each.differences if one.word == delegate.WORD]
    done = resolve(affected, START, START, theirs, {key})
    assert set(done.added) == {person, delegate}
    assert not resolve(affected, START, START, theirs, ())


def test_an_entry_that_we_removed_and_they_changed_is_asked_about() -> None:
    item = BASE.items[0]
    ours = {key: word for key, word in START.items() if key[1] != item.id}
    theirs = START | {(item.WORD, item.id): replace(item, title="Longer talks")}
    (affected,) = merge(START, ours, ours, theirs)
    assert affected.act is Act.ADDED
    assert affected.clashes


def test_without_a_common_start_what_we_lack_is_offered_and_ours_stays() -> None:
    item = BASE.items[0]
    ours = START | {(item.WORD, item.id): replace(item, title="Ours", place="")}
    theirs = START | {(item.WORD, item.id): replace(item, title="Theirs", place="Hall")}
    result = after(None, ours, theirs)
    kept = result[item.WORD, item.id]
    assert isinstance(kept, Item)
    assert (kept.title, kept.place) == ("Ours", "Hall")


def hosted() -> tuple[Records, Key, Key]:
    """A visit in which the first entry has a host: the records, the entry, the host."""
    item = BASE.items[0]
    host = ItemHost(id=RecordId("f" * 32), item_id=item.id, person_id=BASE.people[0].id)
    return {**START, (host.WORD, host.id): host}, (item.WORD, item.id), (host.WORD, host.id)


def merged(start: Records, ours: Records, theirs: Records, taken: set[str]) -> Records:
    affected = merge(start, ours, ours, theirs)
    done = resolve(affected, start, ours, theirs, taken)
    result = {key: word for key, word in ours.items() if key not in done.removed}
    return result | {(word.WORD, word.id): word for word in (*done.added, *done.changed)}


def test_an_entry_that_we_took_out_comes_back_with_what_hung_on_it() -> None:
    start, item, host = hosted()
    ours = {key: word for key, word in start.items() if key not in (item, host)}
    theirs = {**start, item: replace(start[item], title="Still wanted")}
    assert merged(start, ours, theirs, {f"item:{item[1]}:added"}) == theirs
    assert after(start, ours, theirs) == ours


def test_what_they_changed_on_an_entry_that_we_took_out_brings_the_entry_back() -> None:
    start, item, host = hosted()
    ours = {key: word for key, word in start.items() if key not in (item, host)}
    theirs = {**start, host: replace(start[host], role="Chair")}
    assert merged(start, ours, theirs, {f"item_host:{host[1]}:added"}) == theirs


def test_an_entry_on_which_we_worked_is_not_removed_unasked() -> None:
    start, item, host = hosted()
    theirs = {key: word for key, word in start.items() if key not in (item, host)}
    ours = {**start, host: replace(start[host], role="Chair")}
    assert after(start, ours, theirs) == ours
    assert item not in after(start, start, theirs)


def test_a_start_of_ours_and_an_end_of_theirs_are_never_put_together_unasked() -> None:
    key = next(key for key in START if key[0] == "item")
    item = START[key]
    assert isinstance(item, Item)
    assert item.start_local is not None
    assert item.end_local is not None
    half = dt.timedelta(minutes=40)
    ours = {**START, key: replace(item, start_local=item.start_local + half)}
    theirs = {**START, key: replace(item, end_local=item.end_local - half)}
    assert after(START, ours, theirs) == ours
    assert after(START, START, theirs) == theirs
