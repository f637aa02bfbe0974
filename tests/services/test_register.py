"""K6: the register over all visits and people: found by what one knows of it, long as it may be."""

from __future__ import annotations

import datetime as dt
import io
import time
from pathlib import Path

import openpyxl
import pytest

from factories import person
from planner.domain.disclosed import Asked
from planner.domain.ids import DisclosureId, PersonId, RecordId, new_id
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.told import Told
from planner.domain.visits import NeedKind
from planner.services.disclosures import Given
from planner.services.planner import Planner
from planner.services.reach import Reach

DAY = dt.date(2027, 4, 1)


@pytest.fixture
def sato(planner: Planner) -> PersonId:
    return planner.contacts.add(person(), emails=("hanako@example.jp",))


def hand(planner: Planner, to: str, *people: tuple[PersonId | None, str], **more: object) -> str:
    fields = tuple(more.pop("fields", ("name",)))  # type: ignore[arg-type]
    subjects = [
        Told(name=name, person_id=key, values=dict.fromkeys(fields, ("x",))) for key, name in people
    ]
    given = Given(
        file_name=f"{to or 'nobody'}.pdf", content=to.encode(), subjects=subjects, recipient=to, **more  # type: ignore[arg-type]
    )  # fmt: skip
    made = planner.disclosures.record_alone(given)
    assert made is not None
    return made.id


def found(planner: Planner, **asked: object) -> list[str]:
    keys = planner.disclosures.found(Asked(**asked))  # type: ignore[arg-type]
    return [line.disclosure.recipient for line in planner.disclosures.lines(keys)]


def test_it_is_found_by_each_thing_one_may_know_of_it(planner: Planner, sato: PersonId) -> None:
    first = hand(planner, "Grand Hôtel", (sato, "Hanako Sato"), purpose="Rooms")
    hand(planner, "Embassy", (sato, "Hanako Sato"), (None, "N.N."), purpose="Visa",
         fields=("name", "passport_number"))  # fmt: skip
    hand(planner, "")
    assert len(found(planner)) == 3
    assert found(planner, person_id=sato, recipient="grand hotel") == ["Grand Hôtel"]
    assert found(planner, text="sato visa") == ["Embassy"], "words of a name and of the purpose"
    assert found(planner, text="hanako rooms hotel") == ["Grand Hôtel"]
    assert found(planner, text="hanako nowhere") == []
    assert found(planner, special=True) == ["Embassy"]
    whole = planner.disclosures.one(first).disclosure.file_hash
    assert found(planner, text=whole[:12]) == ["Grand Hôtel"], "the beginning of a hash"
    assert found(planner, file=whole[:6]) == ["Grand Hôtel"]
    today = planner.today()
    assert len(found(planner, since=today, until=today)) == 3
    assert found(planner, until=today - dt.timedelta(1)) == []
    assert found(planner, since=today + dt.timedelta(1)) == []


def test_what_is_special_is_found_whatever_a_paper_calls_its_columns(
    planner: Planner, sato: PersonId
) -> None:
    hand(
        planner,
        "Gate",
        (sato, "Hanako Sato"),
        fields=("birth_date",),
        columns=("own word",),
        purpose="x",
    )
    assert found(planner, special=True) == ["Gate"]


def test_a_hundred_thousand_records_are_listed_in_a_moment(planner: Planner) -> None:
    """The figure is that of a page and of the list of ids; measured with 20,000 in the suite."""
    one = person()
    base = dt.datetime(2020, 1, 1)
    with planner._core.work("Add") as work:
        work.add(one)
        made = [
            Disclosure(
                id=DisclosureId(new_id()), at=base + dt.timedelta(minutes=number),
                recipient=f"Recipient {number % 900}", file_name=f"{number}.pdf", file_hash=f"{number:064x}",
                columns=("needs",) if number % 100 == 0 else ("name",),
            )
            for number in range(20_000)
        ]  # fmt: skip
        work.add_many(made)
        work.add_many(
            DisclosureSubject(
                id=RecordId(new_id()), disclosure_id=each.id, person_id=one.id, name=one.name
            )
            for each in made
        )
    start = time.process_time()
    keys = planner.disclosures.found()
    first, last = planner.disclosures.lines(keys[:100]), planner.disclosures.lines(keys[-100:])
    assert time.process_time() - start < 0.5
    assert (len(keys), len(first), len(last)) == (20_000, 100, 100)
    assert first[0].disclosure.file_name == "19999.pdf", "the latest first"
    assert last[-1].disclosure.file_name == "0.pdf"
    start = time.process_time()
    assert len(planner.disclosures.found(Asked(text="sato 899"))) > 20
    assert len(planner.disclosures.found(Asked(special=True))) == 200
    assert time.process_time() - start < 1


def test_the_workbook_has_no_value_and_no_name_of_anybody_in_the_files(
    planner: Planner, sato: PersonId, tmp_path: Path
) -> None:
    hand(planner, "=cmd", (sato, "Hanako Sato"), purpose="Visa", fields=("name", "passport_number"))
    hand(planner, "Embassy", (sato, "Hanako Sato"))
    path = tmp_path / "r.xlsx"
    assert planner.register_out.write(path, Asked(special=True), language_code="de") == 1
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
    header, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    assert "An wen" in header
    assert "Passnummer" in row
    assert row[1] == "=cmd"
    assert sheet["B2"].data_type == "s", "text, and no formula"
    assert "Sato" not in str(row)
    line = next(one for one in planner.disclosures.page() if one.disclosure.paper == "register")
    assert line.names == ()
    planner.register_out.write(path, Asked(person_id=sato))
    names = {one.names for one in planner.disclosures.page() if one.disclosure.paper == "register"}
    assert ("Hanako Sato",) in names, "a register of one person tells of that person"


# corrections: settled, owed again, addresses


def old_phone(planner: Planner, one: PersonId, number: str) -> None:
    from planner.domain.people import ContactKind

    planner.contacts.set_points(one, ContactKind.PHONE, (number,))


def test_what_was_settled_is_owed_again_when_the_value_changes_once_more(
    planner: Planner, sato: PersonId
) -> None:
    hand(planner, "Hotel", (sato, "Hanako Sato"), fields=("phone",))
    old_phone(planner, sato, "+81 3 1111")
    (owed,) = planner.corrections.owed(sato)
    (settled,) = planner.corrections.settle_all([owed], "Told on the phone")
    assert planner.corrections.owed(sato) == []
    assert planner.corrections.of_file(owed.disclosure.id) == [settled]
    planner.corrections.take_back([settled])
    assert planner.corrections.owed(sato) == [owed]

    settled = planner.corrections.settle(sato, owed.disclosure.id, "Told on the phone")
    with planner._core.work("x") as work:  # a later moment than that of the settling
        work.change(type(settled), settled.id, at=settled.at - dt.timedelta(hours=1))  # type: ignore[operator]
    old_phone(planner, sato, "+81 3 2222")
    assert len(planner.corrections.owed(sato)) == 1


def test_all_that_is_owed_over_all_people(planner: Planner, sato: PersonId) -> None:
    other = planner.contacts.add(person("Berg", "Eva"))
    for one, name in ((sato, "Hanako Sato"), (other, "Eva Berg")):
        hand(planner, "Hotel", (one, name), fields=("phone",))
        old_phone(planner, one, "+81 3 1111")
    told: list[tuple[int, int]] = []
    owed = planner.corrections.owed_to_all(lambda *done: told.append(done))
    assert {one.person for one in owed} == {"Hanako Sato", "Eva Berg"}
    assert told == [(0, 2)]


def test_two_notices_to_one_recipient_are_two_files_and_no_older_one_gives_way(
    planner: Planner, sato: PersonId, tmp_path: Path
) -> None:
    (tmp_path / "Hotel.eml").write_text("mine")
    hand(planner, "Hotel", (sato, "Hanako Sato"), fields=("phone",))
    old_phone(planner, sato, "+81 3 1111")
    (path,) = planner.corrections.write(tmp_path, sato)
    assert path.name == "Hotel (2).eml"
    assert (tmp_path / "Hotel.eml").read_text() == "mine"


def test_the_address_is_that_of_whoever_is_called_so(planner: Planner, sato: PersonId) -> None:
    from factories import organisation
    from planner.domain.people import ContactKind, ContactPoint

    house = planner.organisations.add(organisation("Lund University"))
    with planner._core.work("x") as work:
        work.add(
            ContactPoint(
                id=RecordId(new_id()), organisation_id=house, kind=ContactKind.EMAIL, value="lu@example.se"
            )
        )  # fmt: skip
    berg = planner.contacts.add(person("Berg", "Eva"))
    for to in ("Hanako Sato", "Lund University", "gate@example.org", "Somebody", ""):
        hand(planner, to, (berg, "Eva Berg"), fields=("phone",))
    old_phone(planner, berg, "+46 1")
    owed = planner.corrections.owed(berg)
    reach = planner.corrections.reach(owed)
    assert {one.recipient: reach[one.key] for one in owed} == {
        "Hanako Sato": Reach(email="hanako@example.jp"),
        "Lund University": Reach(email="lu@example.se"),
        "gate@example.org": Reach(email="gate@example.org"),
        "Somebody": Reach(),
        "": Reach(),
    }


def test_a_kitchen_that_holds_an_old_allergy_is_owed_a_word_and_the_mail_names_none(
    sample: Planner, tmp_path: Path
) -> None:
    """Which needs a kitchen may know its sheet decides; after the visit nothing is owed any more."""
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    one = next(each for each in plan.delegates if each.person_id)
    assert one.person_id is not None
    for need in sample.needs.of(one.id):
        sample.needs.remove(need.id)
    need = sample.needs.note(one.id, kind=NeedKind.DIET, text="No nuts")
    told = Told(name="X", person_id=one.person_id, values={"needs": ("No nuts",)})
    sample.disclosures.record_alone(
        Given(file_name="a.pdf", content=b"x", subjects=[told], recipient="Kitchen", purpose="Dinner",
              visit_id=plan.visit.id)
    )  # fmt: skip
    assert sample.corrections.owed(one.person_id) == []
    sample.needs.edit(need.id, text="No nuts, no fish")
    (owed,) = sample.corrections.owed(one.person_id)
    assert (owed.recipient, owed.fields) == ("Kitchen", ("needs",))
    (path,) = sample.corrections.write(tmp_path, one.person_id)
    mail = path.read_text()
    assert "they changed; a new sheet follows" in mail
    assert "fish" not in mail
    assert sample.corrections.owed(one.person_id) == []
