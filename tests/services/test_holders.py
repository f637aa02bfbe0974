"""Who holds what of whom: an old value is told as long as its holder got no newer one."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from conftest import Clock
from factories import at, item, person, visit
from planner.domain.disclosed import Asked, Holding, old_values
from planner.domain.ids import DelegateId, PersonId, VisitId
from planner.domain.people import ContactKind
from planner.domain.privacy import Profile
from planner.domain.told import Told
from planner.services.disclosures import Given
from planner.services.exporting import ExportRequest
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.engine import create_library

OLD, NEW = "+45 11 11 11 11", "+45 22 22 22 22"


def somebody(planner: Planner, family: str = "Sato") -> PersonId:
    one = person(family, "Hanako")
    planner.contacts.add(one, phones=[OLD], organisation="MEXT", title="Director")
    return one.id


def ring(planner: Planner, who: PersonId, *numbers: str) -> None:
    planner.contacts.set_points(who, ContactKind.PHONE, numbers)


def sheet(planner: Planner, folder: Path, recipient: str, *people: PersonId) -> None:
    planner.exporting.write_people(folder / "people.xlsx", people=people, recipient=recipient)


def old(planner: Planner, who: PersonId, field: str = "phone") -> list[str]:
    found = planner.disclosures.holdings([who])
    return sorted(one.recipient for one in found if one.is_old and one.field == field)


def test_three_recipients_hold_the_old_phone_number(planner: Planner, tmp_path: Path) -> None:
    who = somebody(planner)
    for recipient in ("ESS", "Embassy of Japan", "Driver"):
        sheet(planner, tmp_path, recipient, who)
    assert old(planner, who) == []

    ring(planner, who, NEW)

    assert old(planner, who) == ["Driver", "ESS", "Embassy of Japan"]
    (value,) = old_values(planner.disclosures.holdings([who]))
    assert (value.field, len(value.recipients), value.unnamed) == ("phone", 3, 0)


def test_who_gets_the_new_file_holds_nothing_old_any_more(planner: Planner, tmp_path: Path) -> None:
    who = somebody(planner)
    for recipient in ("ESS", "Driver"):
        sheet(planner, tmp_path, recipient, who)
    ring(planner, who, NEW)

    sheet(planner, tmp_path, "ESS", who)

    assert old(planner, who) == ["Driver"]


def test_a_later_file_without_the_number_takes_the_old_one_from_nobody(
    planner: Planner, tmp_path: Path
) -> None:
    who = somebody(planner)
    sheet(planner, tmp_path, "ESS", who)
    ring(planner, who, NEW)

    planner.exporting.write_people(
        tmp_path / "names.xlsx", people=[who], columns=("family_name",), recipient="ESS"
    )

    assert old(planner, who) == ["ESS"]


def test_a_number_that_is_back_is_not_old(planner: Planner, tmp_path: Path) -> None:
    who = somebody(planner)
    sheet(planner, tmp_path, "ESS", who)
    ring(planner, who, NEW)
    ring(planner, who, NEW, OLD)

    assert old(planner, who) == []


def test_files_of_unknown_whereabouts_each_count_for_themselves(
    planner: Planner, tmp_path: Path
) -> None:
    who = somebody(planner)
    planner.handing_out.write([who], tmp_path / "one.vcf")
    ring(planner, who, NEW)
    planner.handing_out.write([who], tmp_path / "two.vcf")

    (value,) = old_values(planner.disclosures.holdings([who]))
    assert (value.recipients, value.unnamed) == ((), 1)


def test_every_open_post_is_of_today(planner: Planner, tmp_path: Path) -> None:
    who = somebody(planner)
    sheet(planner, tmp_path, "ESS", who)
    planner.contacts.edit(who, given_name="Yui")

    assert old(planner, who, "position") == []
    assert old(planner, who, "given_name") == ["ESS"]


class Trip:
    def __init__(self, planner: Planner, folder: Path) -> None:
        self.planner, self.folder = planner, folder
        self.visit: VisitId = planner.visits.new(visit())
        self.who = somebody(planner)
        self.delegate: DelegateId = planner.delegations.add_person(self.visit, self.who)
        planner.itineraries.add(item(self.visit, "Talks", "09:00", "11:00"))

    def hand_out(self, recipient: str) -> None:
        self.planner.exporting.write(
            ExportRequest(
                visit_id=self.visit,
                folder=self.folder,
                profile=Profile.INTERNAL,
                contact_sheet=True,
                recipient=recipient,
            )
        )

    def old(self, field: str) -> list[str]:
        return old(self.planner, self.who, field)


@pytest.fixture
def trip(planner: Planner, tmp_path: Path) -> Trip:
    return Trip(planner, tmp_path)


def test_a_title_in_a_visit_is_compared_with_the_visit(trip: Trip) -> None:
    trip.hand_out("ESS")
    assert trip.old("position") == []

    trip.planner.delegations.edit(trip.delegate, title="Minister")

    assert trip.old("position") == ["ESS"]
    assert trip.old("phone") == []


def test_an_arrival_that_changed_is_old(trip: Trip) -> None:
    trip.planner.delegations.edit(
        trip.delegate, arrives_local=at("08:00"), arrives_zone="Europe/Copenhagen"
    )
    trip.hand_out("Driver")
    assert trip.old("arrives") == []

    trip.planner.delegations.edit(trip.delegate, arrives_local=at("08:30"))

    assert trip.old("arrives") == ["Driver"]


def test_who_left_the_delegation_is_told_of_wrongly(trip: Trip) -> None:
    trip.planner.delegations.edit(trip.delegate, role="Speaker")
    trip.hand_out("ESS")

    trip.planner.delegations.remove(trip.delegate)

    assert trip.old("role") == ["ESS"]
    assert trip.old("phone") == []


def test_of_a_visit_that_is_gone_the_people_are_still_compared(trip: Trip) -> None:
    trip.hand_out("ESS")
    trip.planner.visits.remove(trip.visit)
    ring(trip.planner, trip.who, NEW)

    assert trip.old("phone") == ["ESS"]
    assert trip.old("position") == []


def test_the_files_of_a_visit_that_hold_old_values_are_marked(trip: Trip) -> None:
    trip.hand_out("ESS")
    ring(trip.planner, trip.who, NEW)
    trip.hand_out("Driver")

    (second, first) = trip.planner.disclosures.page(Asked(visit_id=trip.visit))
    assert second.disclosure.recipient == "Driver"
    assert trip.planner.disclosures.old_of_visit(trip.visit) == {first.disclosure.id: 1}
    (line,) = trip.planner.disclosures.subjects(first.disclosure.id)
    assert (line.person_id, line.old) == (trip.who, {"phone"})


def test_who_asks_for_their_data_learns_every_recipient(planner: Planner, tmp_path: Path) -> None:
    sato, abe = somebody(planner), somebody(planner, "Abe")
    sheet(planner, tmp_path, "ESS", sato, abe)
    sheet(planner, tmp_path, "Driver", abe)

    lines = planner.disclosures.page(Asked(person_id=sato))
    assert [one.disclosure.recipient for one in lines] == ["ESS"]
    assert {one.recipient for one in planner.disclosures.holdings([abe])} == {"ESS", "Driver"}


def test_the_register_is_asked_by_recipient_file_day_and_text(
    planner: Planner, tmp_path: Path, clock: Clock
) -> None:
    sato, abe = somebody(planner), somebody(planner, "Abe")
    sheet(planner, tmp_path, "Lund University", sato)
    clock.forward(days=2)
    planner.handing_out.write([abe], tmp_path / "abe.vcf")
    register = planner.disclosures

    def names(asked: Asked) -> list[str]:
        return [one.disclosure.file_name for one in register.page(asked)]

    hashed = register.page()[0].disclosure.file_hash
    assert names(Asked()) == ["abe.vcf", "people.xlsx"]
    assert names(Asked(recipient="lund")) == ["people.xlsx"]
    assert names(Asked(file=hashed[:12])) == names(Asked(file="ABE.v")) == ["abe.vcf"]
    assert names(Asked(text="abe")) == ["abe.vcf"]
    assert names(Asked(until=dt.date(2027, 4, 1))) == ["people.xlsx"]
    assert names(Asked(since=dt.date(2027, 4, 2))) == ["abe.vcf"]


def test_of_who_is_removed_stays_to_whom_something_went_and_no_value(
    planner: Planner, tmp_path: Path
) -> None:
    who = somebody(planner)
    sheet(planner, tmp_path, "ESS", who)
    (before,) = planner.disclosures.page(Asked(person_id=who))

    planner.contacts.remove(who)

    (after,) = planner.disclosures.page(Asked(person_id=who))
    assert after.disclosure == before.disclosure
    (line,) = planner.disclosures.subjects(after.disclosure.id)
    assert (line.columns, line.old) == ((), frozenset())
    assert planner.disclosures.holdings([who]) == []

    planner.history.undo()
    assert {one.recipient for one in planner.disclosures.holdings([who])} == {"ESS"}


VALUES = ("", "a@example.org", "b@example.org", "c@example.org")


@cache
def _empty() -> bytes:
    """An empty library, made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.planner")
        create_library(str(path)).close()
        return path.read_bytes()


class Register(RuleBasedStateMachine):
    """After any changes a recipient holds an old value exactly if one of theirs is not as they got it last."""

    people = st.integers(0, 1)
    recipients = st.sampled_from(["ESS", "Embassy", "Driver"])

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name, "x.planner")
        path.write_bytes(_empty())
        self.planner = open_planner(str(path), Settings(), clock=Clock())
        self.keys = []
        self.now: dict[tuple[int, str], str] = {}
        self.held: dict[tuple[str, int, str], str] = {}
        for number in range(2):
            one = person(f"P{number}", "")
            self.planner.contacts.add(one)
            self.keys.append(one.id)
            self.now[number, "email"] = self.now[number, "phone"] = ""
            self.now[number, "given_name"] = ""

    @rule(who=people, kind=st.sampled_from(["email", "phone"]), value=st.sampled_from(VALUES))
    def reach(self, who: int, kind: str, value: str) -> None:
        points = [value] if value else []
        self.planner.contacts.set_points(self.keys[who], ContactKind(kind), points)
        self.now[who, kind] = value

    @rule(who=people, name=st.sampled_from(["", "Hanako", "Yui"]))
    def call(self, who: int, name: str) -> None:
        self.planner.contacts.edit(self.keys[who], given_name=name)
        self.now[who, "given_name"] = name

    @rule(
        who=people,
        recipient=recipients,
        fields=st.lists(st.sampled_from(["email", "phone", "given_name"]), unique=True),
    )
    def give(self, who: int, recipient: str, fields: list[str]) -> None:
        values = {name: (self.now[who, name],) if self.now[who, name] else () for name in fields}
        told = Told(name="x", person_id=self.keys[who], values=values)
        self.planner.disclosures.record_alone(
            Given(file_name="x", content=b"", subjects=[told], recipient=recipient)
        )
        for name in fields:
            self.held[recipient, who, name] = self.now[who, name]

    def teardown(self) -> None:
        if not hasattr(self, "planner"):
            return
        found: list[Holding] = self.planner.disclosures.holdings(self.keys)
        told = {(one.recipient, self.keys.index(one.person_id), one.field) for one in found}
        old = {
            (one.recipient, self.keys.index(one.person_id), one.field)
            for one in found
            if one.is_old
        }
        assert told == {key for key, value in self.held.items() if value}
        assert old == {
            (recipient, who, name)
            for (recipient, who, name), value in self.held.items()
            if value and value != self.now[who, name]
        }
        self.planner.close()
        self.folder.cleanup()


Register.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_after_any_changes_an_old_value_is_one_that_differs_from_the_last_file = Register.TestCase
