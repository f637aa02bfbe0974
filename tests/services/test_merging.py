"""Merging never loses anything: all links follow, and a merge can be taken apart at any later time."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.doubles import DOUBLED
from planner.domain.findings import AcceptedFinding
from planner.domain.followups import FollowUp
from planner.domain.gifts import Gift
from planner.domain.ids import (
    FollowUpId,
    PersonId,
    RecordId,
    SiteId,
    new_id,
)
from planner.domain.itinerary import (
    AudienceKind,
    Item,
    ItemAudience,
    ItemHost,
    ItemResource,
)
from planner.domain.library import WORDS
from planner.domain.merging import Merge
from planner.domain.organisations import Membership, Organisation, OrganisationName, Posting
from planner.domain.people import (
    ContactKind,
    ContactPoint,
    ExternalKey,
    KeptProperty,
    Person,
    Photo,
    Position,
)
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.sites import Site
from planner.domain.sources import Citation, Source
from planner.domain.travel import Resource, ResourceKind
from planner.domain.visits import Delegate, Group, GroupMember, Need, Visit
from planner.domain.words import Word
from planner.errors import NotFound, UserError
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage import reading
from planner.storage.links import STANDING, UNKEYED, all_links, links_to
from planner.storage.overlay import columns_of
from planner.storage.schema import ROWS

State = dict[tuple[str, str], dict[str, Any]]


def state(planner: Planner) -> State:
    """The whole library but its register of merges."""
    return {
        (kind.WORD, value.id): columns_of(value)
        for kind in WORDS
        if kind is not Merge
        for value in reading.where(planner._core.reader, kind, "1 = 1")
    }


def put(planner: Planner, *values: Word) -> None:
    with planner._core.work("Fill", {}) as work:
        work.add_all(values)


def key() -> Any:
    return new_id()


class Twice:
    """Hanako Sato is in the library twice, each time with one record of everything."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.here = Organisation(id=key(), name="Ministry of Education", country="JP")
        self.keep = Person(
            id=key(), family_name="Sato", given_name="Hanako", notes="Speaks Danish."
        )
        self.gone = Person(
            id=key(),
            family_name="SATO",
            given_name="Hanako",
            native_name="佐藤 花子",
            languages=("ja", "en"),
            notes="Met in 2024.",
        )
        self.visit = Visit(id=key(), code="JP-DK", title="Visit", host_organisation_id=self.here.id)
        self.other_visit = Visit(id=key(), code="JP-SE", title="Another visit")
        self.first = Delegate(id=key(), visit_id=self.visit.id, person_id=self.keep.id)
        self.second = Delegate(
            id=key(), visit_id=self.visit.id, person_id=self.gone.id, role="Head", title="Director"
        )
        self.third = Delegate(id=key(), visit_id=self.other_visit.id, person_id=self.gone.id)
        self.item = Item(
            id=key(), visit_id=self.visit.id, title="Talk", audience=AudienceKind.NAMED
        )
        self.group = Group(id=key(), visit_id=self.visit.id, letter="A")
        self.source = Source(id=key(), title="Page")
        self.disclosure = Disclosure(id=key(), at=dt.datetime(2027, 1, 1))
        self.subject = DisclosureSubject(
            id=key(), disclosure_id=self.disclosure.id, person_id=self.gone.id, name="SATO Hanako"
        )
        self.finding = AcceptedFinding(
            id=key(),
            visit_id=self.visit.id,
            finding=f"elsewhere|item:{self.item.id}|person:{self.gone.id}",
            reason="known",
        )
        put(
            planner, self.here, self.keep, self.gone, self.visit, self.other_visit, self.first,
            self.second, self.third, self.item, self.group, self.source, self.disclosure,
            self.subject, self.finding, *self._links(), *self._agreement(),
        )  # fmt: skip

    def _links(self) -> Iterator[Word]:
        gone, keep, item = self.gone.id, self.keep.id, self.item.id
        for owner in (keep, gone):
            yield ContactPoint(
                id=key(), person_id=owner, value="Sato@mext.jp", normal="sato@mext.jp"
            )
            yield Position(
                id=key(), person_id=owner, organisation_id=self.here.id, title="Director"
            )
            yield Photo(id=key(), person_id=owner, media_type="image/png", data=owner)
        yield ContactPoint(
            id=key(), person_id=gone, kind=ContactKind.PHONE, value="03 1", normal="+8131"
        )
        yield ExternalKey(id=key(), person_id=gone, scheme="vcard", value="urn:1")
        yield KeptProperty(id=key(), person_id=gone, line="X-A:1")
        yield Posting(id=key(), organisation_id=self.here.id, person_id=gone)
        for delegate in (self.first.id, self.second.id):
            yield ItemAudience(id=key(), item_id=item, delegate_id=delegate)
            yield GroupMember(id=key(), group_id=self.group.id, delegate_id=delegate)
        yield Need(id=key(), delegate_id=self.second.id, text="vegetarian")
        yield ItemHost(id=key(), item_id=item, person_id=gone)
        interpreter = Resource(
            id=key(), visit_id=self.visit.id, kind=ResourceKind.INTERPRETER, person_id=gone
        )
        yield interpreter
        yield ItemResource(id=key(), item_id=item, resource_id=interpreter.id)
        yield FollowUp(id=key(), title="Write", owner_id=gone, person_id=gone)
        yield Gift(id=key(), giver_id=gone, receiver_id=keep, description="Bowl")
        yield Citation(
            id=key(), source_id=self.source.id, subject_kind="person", subject_id=gone, fact="post"
        )

    def _agreement(self) -> Iterator[Word]:
        agreement = Agreement(id=key(), title="MoU")
        yield agreement
        yield AgreementParty(
            id=key(),
            agreement_id=agreement.id,
            organisation_id=self.here.id,
            signatory_id=self.gone.id,
        )

    def merge(self, **choices: str) -> Merge:
        return self.planner.merging.merge("person", self.keep.id, self.gone.id, choices)


@pytest.fixture
def twice(planner: Planner) -> Twice:
    return Twice(planner)


# every table


def test_every_table_with_a_link_to_a_contact_says_what_a_double_is() -> None:
    joined, waiting = set[str](), ["person", "organisation"]
    while waiting:
        for link in links_to(waiting.pop()):
            assert link.table in DOUBLED, f"say in domain.doubles when two {link.table} are one"
            if DOUBLED[link.table] is not None and link.table not in joined:
                joined.add(link.table)
                waiting.append(link.table)


def test_every_column_that_holds_an_id_follows_or_is_said_to_stand() -> None:
    known = {(link.table, link.column) for link in all_links()}
    columns = {
        (table, column.name)
        for table, kind in ROWS.items()
        for column in kind.__table__.columns
        if column.name.endswith("_id")
    }

    assert columns - known == STANDING
    assert {(link.table, link.column) for link in UNKEYED} <= columns


def test_what_makes_two_rows_one_are_columns_of_their_table() -> None:
    for word, rule in DOUBLED.items():
        names = {part for name in (rule.same if rule else ()) for part in name.split("/")}
        assert names <= set(ROWS[word].__table__.columns.keys()), word


# merging


def test_after_a_merge_nothing_names_the_one_that_went(twice: Twice) -> None:
    gone = twice.gone.id
    before = [row for row in state(twice.planner).values() if gone in row.values()]
    assert len(before) > 15

    twice.merge()

    after = state(twice.planner)
    assert not [row for row in after.values() if gone in row.values()]
    assert not [row for row in after.values() if gone in str(row.get("finding"))]


def test_a_delegate_of_one_visit_is_one_head_with_what_both_had(twice: Twice) -> None:
    twice.merge()

    plan = twice.planner.visits.plan(twice.visit.id)
    assert [(one.id, one.role, one.title) for one in plan.delegates] == [
        (twice.first.id, "Head", "Director")
    ]
    assert [one.delegate_id for one in plan.audience] == [twice.first.id]
    assert [one.delegate_id for one in plan.members] == [twice.first.id]
    needs = reading.where(twice.planner._core.reader, Need, "1 = 1")
    assert [need.delegate_id for need in needs] == [twice.first.id]


def test_what_both_had_is_there_once_and_the_kept_ones_first(twice: Twice) -> None:
    twice.merge()

    card = twice.planner.contacts.card(twice.keep.id)
    assert [point.value for point in card.emails] == ["Sato@mext.jp"]
    assert [point.value for point in card.phones] == ["03 1"]
    assert [post.position.title for post in card.posts] == ["Director"]
    photos = reading.where(twice.planner._core.reader, Photo, "1 = 1")
    assert [photo.data for photo in photos] == [twice.keep.id]


def test_what_is_unknown_is_filled_and_notes_are_joined(twice: Twice) -> None:
    twice.merge()

    person = twice.planner.contacts.card(twice.keep.id).person
    assert (person.family_name, person.native_name) == ("Sato", "佐藤 花子")
    assert person.languages == ("ja", "en")
    assert person.notes == "Speaks Danish.\n\nMet in 2024."


def test_each_field_can_be_chosen(twice: Twice) -> None:
    twice.merge(family_name="other", native_name="one", notes="other", photo="other")

    person = twice.planner.contacts.card(twice.keep.id).person
    assert (person.family_name, person.native_name) == ("SATO", "")
    assert person.notes == "Met in 2024."
    photos = reading.where(twice.planner._core.reader, Photo, "1 = 1")
    assert [(photo.person_id, photo.data) for photo in photos] == [(twice.keep.id, twice.gone.id)]


def test_a_choice_that_a_field_cannot_take_is_refused(twice: Twice) -> None:
    for choices in ({"family_name": "both"}, {"shoe_size": "one"}, {"notes": "neither"}):
        with pytest.raises(UserError):
            twice.merge(**choices)
    with pytest.raises(UserError):
        twice.planner.merging.merge("person", twice.keep.id, twice.keep.id)
    with pytest.raises(NotFound):
        twice.planner.merging.merge("person", twice.keep.id, "nobody")


def test_the_preview_says_what_differs_and_what_follows_and_writes_nothing(twice: Twice) -> None:
    before = state(twice.planner)

    preview = twice.planner.merging.preview_merge("person", twice.keep.id, twice.gone.id)

    assert state(twice.planner) == before
    fields = {one.name: (one.one, one.other, one.choice.value) for one in preview.fields}
    assert fields["native_name"] == ("", "佐藤 花子", "other")
    assert fields["notes"] == ("Speaks Danish.", "Met in 2024.", "both")
    assert fields["family_name"] == ("Sato", "SATO", "one")
    following = {one.word: (one.count, one.joined) for one in preview.following}
    assert following["delegate"] == (2, 1)
    assert following["item_audience"] == (1, 1)
    assert following["disclosure_subject"] == (1, 0)
    assert following["follow_up"] == (2, 0)


def test_losing_values_stay_in_the_history_of_the_merge(twice: Twice) -> None:
    merge = twice.merge()

    lost = {one.name: (one.one, one.other) for one in twice.planner.merging.lost_values(merge)}
    assert lost["family_name"] == ("Sato", "SATO")
    assert lost["notes"] == ("Speaks Danish.", "Met in 2024.")
    assert twice.planner.merging.stands_for("person", twice.gone.id) == twice.keep.id


# taking apart


def test_taken_apart_all_is_as_before(twice: Twice) -> None:
    before = state(twice.planner)
    merge = twice.merge(photo="other")
    assert state(twice.planner) != before

    twice.planner.merging.take_apart(merge.id)

    assert state(twice.planner) == before
    assert twice.planner.merging.merges("person") == []
    with pytest.raises(UserError):
        twice.planner.merging.take_apart(merge.id)


def test_a_merge_and_taking_it_apart_are_one_step_each(twice: Twice) -> None:
    history = twice.planner.history
    before, steps = state(twice.planner), history.count()
    merge = twice.merge()
    merged = state(twice.planner)
    assert history.count() == steps + 1

    history.undo()
    assert state(twice.planner) == before
    history.redo()
    assert state(twice.planner) == merged
    twice.planner.merging.take_apart(merge.id)
    assert history.count() == steps + 2
    history.undo()
    assert state(twice.planner) == merged
    twice.planner.merging.take_apart(merge.id)
    assert state(twice.planner) == before


def test_taken_apart_next_year_in_a_file_opened_again(
    twice: Twice, tmp_path: Path, clock: Clock
) -> None:
    before, merge = state(twice.planner), twice.merge()
    address = twice.planner.address
    twice.planner.close()
    clock.forward(days=400)

    again = open_planner(address, Settings(), clock=clock)
    again.merging.take_apart(merge.id)

    assert state(again) == before
    again.close()


def test_what_was_edited_since_stays_with_the_kept_one(twice: Twice) -> None:
    planner, keep, gone = twice.planner, twice.keep.id, twice.gone.id
    merge = twice.merge()
    planner.contacts.edit(keep, notes="Retires in May.", reading="さとう はなこ")
    planner.contacts.set_points(keep, ContactKind.EMAIL, ["new@mext.jp", "Sato@mext.jp"])
    added = FollowUp(id=FollowUpId(new_id()), title="Thank", person_id=keep)
    put(planner, added)

    planner.merging.take_apart(merge.id)

    kept, back = planner.contacts.card(keep), planner.contacts.card(gone)
    assert back.person == twice.gone
    assert [point.value for point in back.emails] == ["Sato@mext.jp"]
    assert kept.person.notes == "Retires in May."
    assert kept.person.reading == "さとう はなこ"
    assert kept.person.native_name == ""
    assert [point.value for point in kept.emails] == ["new@mext.jp", "Sato@mext.jp"]
    assert planner.follow_ups.keeper.get(added.id).person_id == keep


def test_what_was_removed_since_stays_removed(twice: Twice) -> None:
    merge = twice.merge()
    planner = twice.planner
    with planner._core.work("Remove", {}) as work:
        work.remove(Visit, twice.other_visit.id)
        work.remove(Delegate, twice.first.id)

    planner.merging.take_apart(merge.id)

    assert not reading.where(planner._core.reader, Delegate, "1 = 1")
    assert planner.contacts.card(twice.gone.id).person == twice.gone


def test_taken_apart_after_the_kept_one_was_removed(twice: Twice) -> None:
    planner, merge = twice.planner, twice.merge()
    with planner._core.work("Remove", {}) as work:
        for kind in (Delegate, ItemHost):
            for row in reading.where(work, kind, "1 = 1"):
                work.remove(kind, row.id)
        work.remove(Person, twice.keep.id)

    planner.merging.take_apart(merge.id)

    back = planner.contacts.card(twice.gone.id)
    assert back.person == twice.gone
    assert [point.value for point in (*back.emails, *back.phones)] == ["Sato@mext.jp", "03 1"]
    assert planner.contacts.people.find(twice.keep.id) is None


# several merges


def test_merges_in_a_chain_come_apart_in_any_order(planner: Planner) -> None:
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1)):
        twice = Twice(planner)
        third = Person(id=key(), family_name="Sato", given_name="H.", reading="さとう")
        fourth = Person(id=key(), family_name="Sato", notes="Fourth.")
        put(planner, third, fourth)
        put(planner, Delegate(id=key(), visit_id=twice.visit.id, person_id=third.id, payer="JST"))
        before = state(planner)
        merging = planner.merging
        done = [
            merging.merge("person", third.id, twice.gone.id),
            merging.merge("person", twice.keep.id, third.id),
            merging.merge("person", twice.keep.id, fourth.id),
        ]
        assert [one.id for one in merging.merges("person", twice.keep.id)] == [
            one.id for one in reversed(done)
        ]
        assert merging.stands_for("person", twice.gone.id) == twice.keep.id

        for number in order:
            merging.take_apart(done[number].id)

        assert state(planner) == before, order


def test_the_first_of_two_merges_comes_apart_and_the_second_holds(planner: Planner) -> None:
    twice = Twice(planner)
    other = Person(id=key(), family_name="Sato", given_name="Hanako", reading="さとう")
    put(planner, other)
    put(planner, Delegate(id=key(), visit_id=twice.other_visit.id, person_id=other.id))
    first = twice.merge()
    planner.merging.merge("person", twice.keep.id, other.id)

    planner.merging.take_apart(first.id)

    delegates = reading.where(
        planner._core.reader, Delegate, "visit_id = :id", {"id": twice.other_visit.id}
    )
    assert {one.person_id for one in delegates} == {twice.gone.id, twice.keep.id}
    assert planner.contacts.card(twice.keep.id).person.reading == "さとう"
    assert planner.contacts.card(twice.gone.id).person == twice.gone


# organisations


def tree(planner: Planner) -> dict[str, Organisation]:
    names = ("Ministry", "Ministry of Science", "Agency", "Institute", "Cluster")
    made = {name: Organisation(id=key(), name=name) for name in names}
    made["Agency"] = replace(made["Agency"], parent_id=made["Ministry of Science"].id)
    made["Institute"] = replace(made["Institute"], parent_id=made["Agency"].id)
    made["Ministry"] = replace(made["Ministry"], acronym="M", parent_id=made["Institute"].id)
    made["Cluster"] = replace(made["Cluster"], successor_id=made["Ministry of Science"].id)
    put(planner, *made.values())
    cluster, ministry = made["Cluster"].id, made["Ministry of Science"].id
    put(
        planner,
        Site(id=SiteId(key()), name="House", organisation_id=ministry),
        Membership(id=key(), organisation_id=cluster, member_id=ministry),
        Membership(id=key(), organisation_id=ministry, member_id=made["Ministry"].id),
        OrganisationName(id=key(), organisation_id=ministry, language="da", name="Ministeriet"),
        ContactPoint(id=key(), organisation_id=ministry, value="x@y.dk", normal="x@y.dk"),
    )
    return made


def test_the_tree_has_no_circle_after_a_merge_and_is_as_before_after_it(planner: Planner) -> None:
    made = tree(planner)
    before = state(planner)

    merge = planner.merging.merge(
        "organisation", made["Ministry"].id, made["Ministry of Science"].id
    )

    keeper = planner.keeper(Organisation)
    assert keeper.get(made["Ministry"].id).parent_id is None
    assert keeper.get(made["Agency"].id).parent_id == made["Ministry"].id
    assert keeper.get(made["Cluster"].id).successor_id == made["Ministry"].id
    members = planner.keeper(Membership).of()
    assert [one.member_id for one in members] == [made["Ministry"].id]
    names = planner.keeper(OrganisationName).of(organisation_id=made["Ministry"].id)
    assert {one.name for one in names} == {"Ministeriet", "Ministry of Science"}
    planner.merging.take_apart(merge.id)
    assert state(planner) == before


def test_an_organisation_merged_below_a_merged_person_comes_apart_in_any_order(
    planner: Planner,
) -> None:
    for first in (0, 1):
        twice = Twice(planner)
        there = Organisation(id=key(), name="MEXT")
        put(planner, there)
        before = state(planner)
        done = [
            twice.merge(),
            planner.merging.merge("organisation", there.id, twice.here.id),
        ]
        for number in (first, 1 - first):
            planner.merging.take_apart(done[number].id)

        assert state(planner) == before


# no duplicates


def test_no_duplicates_are_remembered_and_can_be_taken_back(planner: Planner) -> None:
    one = Person(id=key(), family_name="Jensen", given_name="Peter")
    other = Person(id=key(), family_name="Jensen", given_name="Peter")
    put(planner, one, other)
    merging = planner.merging
    assert len(merging.duplicates("person").pairs) == 1

    merging.not_duplicate("person", other.id, one.id)
    merging.not_duplicate("person", one.id, other.id)

    assert merging.duplicates("person").pairs == ()
    assert len(merging.distinct("person")) == 1
    merging.maybe_duplicate("person", one.id, other.id)
    assert len(merging.duplicates("person").pairs) == 1


def test_who_was_not_the_one_that_went_is_not_the_one_kept(planner: Planner) -> None:
    people = [Person(id=key(), family_name="Jensen", given_name="Peter") for _ in range(3)]
    put(planner, *people)
    first, second, third = (one.id for one in people)
    merging = planner.merging
    merging.not_duplicate("person", second, third)
    merging.not_duplicate("person", first, second)
    before = state(planner)
    assert merging.preview_merge("person", first, second).distinct

    merge = merging.merge("person", first, second)

    assert merging.duplicates("person").pairs == ()
    pairs = [(one.one_id, one.other_id) for one in merging.distinct("person")]
    assert [set(pair) for pair in pairs] == [{first, third}]
    merging.take_apart(merge.id)
    assert state(planner) == before


# whatever happens


@pytest.mark.parametrize("seed", range(12))
def test_any_merges_of_the_sample_come_apart_in_any_order(sample: Planner, seed: int) -> None:
    chance = random.Random(seed)
    before = state(sample)
    merges = [merge for _ in range(4) if (merge := random_merge(sample, chance))]
    assert merges
    chance.shuffle(merges)

    for merge in merges:
        sample.merging.take_apart(merge.id)

    assert state(sample) == before


def random_merge(planner: Planner, chance: random.Random) -> Merge | None:
    kind = chance.choice(["person", "person", "organisation"])
    rows = planner._core.reader.rows(f"SELECT id FROM {kind} ORDER BY id")
    keep, gone = chance.sample([str(row[0]) for row in rows], 2)
    choices = {
        field.name: chance.choice(["one", "other"])
        for field in planner.merging.preview_merge(kind, keep, gone).fields
        if chance.random() < 0.3
    }
    return planner.merging.merge(kind, keep, gone, choices)


@pytest.mark.parametrize("seed", range(12))
def test_with_any_edits_between_nothing_is_lost(sample: Planner, seed: int) -> None:
    chance = random.Random(1000 + seed)
    before = state(sample)
    merges = [merge for _ in range(3) if (merge := random_merge(sample, chance))]
    merged = state(sample)
    edited = random_edits(sample, chance)
    expected = changed_rows(merged, state(sample))
    assert edited

    chance.shuffle(merges)
    for merge in merges:
        sample.merging.take_apart(merge.id)

    after = state(sample)
    for place, row in before.items():
        assert place in after, place
        for name, value in row.items():
            late = expected.get(place, {}).get(name, value)
            assert after[place][name] in (value, late), (place, name)
    for place, columns in expected.items():
        if place in after:  # a double that was edited is there, too
            for name, value in columns.items():
                assert after[place][name] == value, (place, name)
        else:
            raise AssertionError(place)


def changed_rows(one: State, other: State) -> State:
    return {
        place: {name: value for name, value in row.items() if one.get(place, {}).get(name) != value}
        for place, row in other.items()
        if one.get(place) != row
    }


def random_edits(planner: Planner, chance: random.Random) -> int:
    """Texts are changed everywhere, and new records come, also to those that were merged."""
    count = 0
    with planner._core.work("Edit", {}) as work:
        for kind, field in (
            (Person, "notes"), (Person, "reading"), (Organisation, "city"), (Delegate, "role"),
            (Position, "title"), (ContactPoint, "label"), (FollowUp, "title"),
        ):  # fmt: skip
            for value in reading.where(work, kind, "1 = 1"):
                if chance.random() < 0.3:
                    count += 1
                    work.change(kind, value.id, **{field: f"edited {count}"})
        for merge in planner.merging.merges("person"):
            if work.find(Person, merge.kept_id):
                work.add(
                    FollowUp(id=FollowUpId(key()), title="New", person_id=PersonId(merge.kept_id))
                )
                work.add(
                    ContactPoint(id=RecordId(key()), person_id=PersonId(merge.kept_id), value="new")
                )
    return count


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_removed_between_who_went_comes_back_and_nothing_hangs_in_the_air(
    sample: Planner, seed: int
) -> None:
    chance = random.Random(2000 + seed)
    before = state(sample)
    merges = [merge for _ in range(4) if (merge := random_merge(sample, chance))]
    merged = set(state(sample))
    random_removals(sample, chance)
    removed = merged - set(state(sample))
    assert removed

    chance.shuffle(merges)
    for merge in merges:
        sample.merging.take_apart(merge.id)

    after = state(sample)
    for merge in merges:
        place = merge.subject_kind, merge.gone_id
        own = {name: value for name, value in before[place].items() if not name.endswith("_id")}
        assert own.items() <= after[place].items()
    assert hanging(after) == []
    again = {place for place in removed & set(after) if not came_with_a_kept_one(place, merges)}
    parts = {place for place in again if not belonged_to_one_removed(before[place], removed)}
    assert parts == set()


def came_with_a_kept_one(place: tuple[str, str], merges: list[Merge]) -> bool:
    return any(place == (merge.subject_kind, merge.gone_id) for merge in merges)


def belonged_to_one_removed(row: dict[str, Any], removed: set[tuple[str, str]]) -> bool:
    """Whether it may only have gone because a contact that was kept was removed."""
    people = {key for word, key in removed if word in ("person", "organisation")}
    return bool(people) and any(row.get(name) for name in ("person_id", "organisation_id"))


def hanging(rows: State) -> list[tuple[str, str, str]]:
    """Links to records that are not there."""
    return [
        (word, key, link.column)
        for (word, key), row in rows.items()
        for link in all_links()
        if link.table == word and link.rule and row[link.column]
        if (link.target, row[link.column]) not in rows
    ]


def random_removals(planner: Planner, chance: random.Random) -> None:
    for kind in (Item, Delegate, ContactPoint, Position, Visit, FollowUp, Person, Organisation):
        for row in planner.keeper(kind).of():
            if chance.random() < 0.15:
                with contextlib.suppress(UserError):
                    planner.keeper(kind).remove(row.id)


def test_who_went_is_not_found_and_who_came_back_is(twice: Twice) -> None:
    def found(text: str) -> set[str]:
        return {hit.id for hit in twice.planner.search(text) if hit.word == "person"}

    merge = twice.merge()
    assert found("佐藤") == found("mext.jp") == found("sato") == {twice.keep.id}

    twice.planner.merging.take_apart(merge.id)

    assert found("佐藤") == {twice.gone.id}
    assert found("sato") == {twice.keep.id, twice.gone.id}
