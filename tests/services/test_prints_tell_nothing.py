"""What the register keeps of values: enough to see a change, never enough to guess one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factories import person
from planner.domain.ids import DelegateId, PersonId, RecordId, new_id
from planner.domain.people import ContactKind
from planner.domain.privacy import DisclosureSubject
from planner.domain.private_details import DetailKind
from planner.domain.told import SPECIAL, Told, old_fields, prints
from planner.domain.visits import Need, NeedKind
from planner.services.disclosures import Given
from planner.services.planner import Planner
from planner.storage.sealing import known_keys

SECRET = b"s" * 32


def hand_out(planner: Planner, who: PersonId, visit: str | None = None, **values: str) -> str:
    told = Told(name="x", person_id=who, values={name: (text,) for name, text in values.items()})
    made = planner.disclosures.record_alone(
        Given(
            file_name="a.pdf", content=b"x", recipient="Hotel", purpose="Room", subjects=[told],
            visit_id=visit,  # type: ignore[arg-type]
        )
    )  # fmt: skip
    assert made is not None
    return made.id


def old(planner: Planner, who: PersonId) -> set[str]:
    return {one.field for one in planner.disclosures.holdings([who]) if one.is_old}


@pytest.mark.parametrize("name", sorted(SPECIAL))
def test_of_a_special_field_there_is_no_print_at_all(name: str) -> None:
    """9: a birth day has 30,000 values, a diet seven: any print of them is an answer."""
    one, other = (prints(SECRET, {name: (text,)}) for text in ("1961-03-17", "Halal"))
    assert one == other == (f"{name}=@",)


def test_what_is_written_of_a_special_field_is_the_same_for_every_value(planner: Planner) -> None:
    """9, as the review proved it: from the file alone a birth day, a diet, a passport number."""
    written = []
    for day in ("1961-03-17", "1985-12-01"):
        ann = person("Quistgaard", "Ann")
        planner.contacts.add(ann)
        planner.hidden_details.note(ann.id, DetailKind.BIRTH_DATE, day)
        hand_out(planner, ann.id, birth_date=day)
        rows = planner._core.library.rows(
            "SELECT d.id, s.prints FROM disclosure_subject s JOIN private_detail d"
            " ON d.person_id = s.person_id WHERE s.person_id = :id",
            {"id": ann.id},
        )
        written.append([text.replace(key, "") for key, text in rows])
    assert written[0] == written[1]


def test_a_special_value_that_was_changed_since_is_known_to_be_old(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    delegate = next(one for one in plan.delegates if one.person_id)
    who = delegate.person_id
    assert who is not None
    sample.hidden_details.note(who, DetailKind.PASSPORT_NUMBER, "L4471902")
    sample.hidden_details.note(who, DetailKind.BIRTH_DATE, "1961-03-17")
    need = Need(
        id=RecordId(new_id()), delegate_id=DelegateId(delegate.id), kind=NeedKind.DIET, text="Halal"
    )
    with sample._core.work("Add") as work:
        work.add(need)
    hand_out(
        sample, who, plan.visit.id,
        passport_number="L4471902", birth_date="1961-03-17", needs="Halal",
    )  # fmt: skip
    assert old(sample, who) == set()
    sample.hidden_details.note(who, DetailKind.PASSPORT_NUMBER, "X1")
    assert old(sample, who) == {"passport_number"}
    with sample._core.work("Edit") as work:
        work.change(Need, need.id, text="Vegan")
    assert old(sample, who) == {"passport_number", "needs"}
    assert {name for one in sample.corrections.owed(who) for name in one.fields} == old(sample, who)
    hand_out(sample, who, plan.visit.id, passport_number="X1", needs="Vegan")
    assert old(sample, who) == set()
    hand_out(sample, who, birth_date="1999-01-01")  # not what the library says
    assert old(sample, who) == {"birth_date"}


def test_the_secret_of_a_print_goes_with_the_person(planner: Planner) -> None:
    ann = person("Quistgaard", "Ann")
    planner.contacts.add(ann, phones=["+45 1"])
    hand_out(planner, ann.id, phone="+45 1")
    (line,) = planner.keeper(DisclosureSubject).of()
    secret = known_keys(planner._core.reader, [line.id])[line.id]
    assert line.prints == prints(secret, {"phone": ("+45 1",)})
    assert len(line.prints[0]) == len("phone=") + 16
    planner.erasing.erase(ann.id, typed="Ann Quistgaard")
    assert known_keys(planner._core.reader, [line.id]) == {}
    assert secret.hex().encode() not in Path(planner.address).read_bytes()
    assert old_fields(line.prints, {"phone": ("+45 2",)}) == frozenset()  # nobody can tell


def test_prints_of_before_are_still_compared(planner: Planner) -> None:
    """Old rows: six signs, keyed by the id of the file."""
    ann = person("Quistgaard", "Ann")
    planner.contacts.add(ann, phones=["+45 35 32 26 26"])
    made = hand_out(planner, ann.id, phone="+45 1")
    (line,) = planner.keeper(DisclosureSubject).of()
    from planner.domain.told import _short

    before = f"phone={_short(made, 'phone', '+45 35 32 26 26')}"
    assert len(before) == len("phone=") + 6
    with planner._core.work("Edit") as work:
        work.change(DisclosureSubject, line.id, prints=(before,))
    assert json.loads(planner._core.library.rows("SELECT prints FROM disclosure_subject")[0][0])
    assert old(planner, ann.id) == set()
    planner.contacts.set_points(ann.id, ContactKind.PHONE, ["+45 2"])
    assert old(planner, ann.id) == {"phone"}
