"""Who asks what is held gets all of it in one go: every field, from whom, to whom, until when."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from pathlib import Path

import pytest

from conftest import Clock
from factories import item, person, visit
from marked_person import MARK, Marked, written
from pdf_text import bare_text
from planner.domain.access_answer import NOT_TOLD
from planner.domain.data_rights import LookUp, RequestKind, RetentionRule
from planner.domain.deadlines import DeadlineKind
from planner.domain.erasing import REMOVED, STAYING
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.library import BY_NAME
from planner.domain.people import Person
from planner.domain.told import Told
from planner.domain.words import field_names
from planner.errors import NotFound, UserError
from planner.i18n import day_in_words
from planner.services.access_answers import as_json
from planner.services.data_requests import due_on, months_on
from planner.services.disclosures import Given
from planner.services.planner import Planner


def test_every_field_of_every_table_is_in_the_answer(planner: Planner, tmp_path: Path) -> None:
    """K5: by reflection over the schema, so that a new table or column is not forgotten."""
    marked = Marked()
    written(planner, marked)
    answer = planner.access_answers.answer(marked.person.id)

    tables = answer.by_table
    assert set(tables) == (REMOVED | set(STAYING)) - {"merge", "not_duplicate"}
    for word, records in tables.items():
        for one in records:
            told = set(field_names(BY_NAME[word])) - NOT_TOLD.get(word, frozenset())
            assert set(one.values) == told, word
    data = as_json(answer).decode()
    library = planner._core.library
    for word in tables:
        for row in library.rows(f'SELECT * FROM "{word}"'):
            for mark in re.findall(rf"{MARK}\d+q", str(row)):
                hidden = word in NOT_TOLD or mark in _authors(planner)
                assert mark in data or hidden, (word, mark)
    assert "The hotel" in data
    planner.access_answers.write(tmp_path, marked.person.id)
    (paper,) = tmp_path.glob("*.pdf")
    assert "Thehotel" in bare_text(paper.read_bytes())


def _authors(planner: Planner) -> str:
    rows = planner._core.library.rows
    return str(
        [rows(f'SELECT author FROM "{word}"') for word in ("look_up", "correction", "need_passed")]
    )


def test_former_values_look_ups_and_periods_are_told(planner: Planner) -> None:
    one = person()
    with planner._core.work("Add") as work:
        work.add(one)
        work.add(
            LookUp(
                id=RecordId(new_id()), person_id=one.id, at=dt.datetime(2027, 3, 1), author="Eva",
                field="diet", purpose="Dinner",
            )
        )  # fmt: skip
        work.add(RetentionRule(id="contact", days=730, purpose="Cooperation", basis="6 (1) e"))
    with planner._core.work("Edit {name}", {"name": "Hanako Sato"}) as work:
        work.change(Person, one.id, given_name="Haruko", notes="New")

    answer = planner.access_answers.answer(one.id)

    assert [(found.field, found.purpose) for found in answer.looked] == [("Diet", "Dinner")]
    kept = {one.group: one.days for one in answer.kept_for}
    assert kept["contact"] == 730  # the office's own
    assert kept["needs"] == 14  # what is shipped, where the office said nothing
    assert "Hanako" in str([found.values for found in answer.former])
    assert [came.what for came in answer.came] == ["Add", "Edit"]
    assert '"Eva"' not in json.dumps([{"a": found.purpose} for found in answer.looked])


def test_other_people_are_taken_out(planner: Planner) -> None:
    one = person(notes="Came with Ida Berg of Berg University. Sato knows her.")
    other = person("Berg", "Ida")
    with planner._core.work("Add") as work:
        work.add_all([one, other])
    data = as_json(planner.access_answers.answer(one.id)).decode()
    assert "Ida" not in data
    assert "Sato knows her" in data
    assert other.id not in data


def test_until_which_day_data_are_kept_and_moments_with_their_year(
    planner: Planner, sample: Planner, tmp_path: Path
) -> None:
    """K5: the day, not only a number of days; what was given years ago says so."""
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    one = next(each.person_id for each in plan.delegates if each.person_id)
    sample.handing_out.write([one], tmp_path / "one.vcf")
    answer = sample.access_answers.answer(one)
    until = {each.group: each.until for each in answer.kept_for}
    last = plan.visit.last_day
    assert last is not None
    assert until["needs"] == last + dt.timedelta(14)
    assert until["travel"] == last + dt.timedelta(90)
    assert until["contact"] is not None
    assert until["contact"] >= last + dt.timedelta(5 * 365)
    assert until["register"] is None, "each record counts for itself"
    sample.access_answers.save(tmp_path / "a.pdf", one)
    paper = bare_text((tmp_path / "a.pdf").read_bytes())
    assert day_in_words(until["needs"], year=True).replace(" ", "") in paper
    assert str(sample.today().year) in paper
    stranger = planner.contacts.add(person())
    kept = {each.group: each.until for each in planner.access_answers.answer(stranger).kept_for}
    assert kept["needs"] is None
    assert kept["contact"] == planner.today() + dt.timedelta(5 * 365)


def test_recipients_are_named_and_who_else_stands_in_a_purpose_is_not(planner: Planner) -> None:
    """C-154/21: by name; of the third person in the purpose nothing."""
    one, other = person(), person("Berg", "Ida")
    with planner._core.work("Add") as work:
        work.add_all([one, other])
    planner.disclosures.record_alone(
        Given(
            file_name="a.pdf", content=b"x", recipient="Hotel Berg", purpose="Lift for Ida Berg",
            subjects=[Told(name=one.name, person_id=one.id, values={"passport_number": ("x",)})],
        )
    )  # fmt: skip
    (got,) = planner.access_answers.answer(one.id).received
    assert got.recipient == "Hotel Berg"
    assert got.fields == ("Passport number",)
    assert "Ida" not in got.purpose


def test_the_answer_is_on_the_register_and_answers_the_request_once_it_was_sent(
    planner: Planner, clock: Clock, tmp_path: Path
) -> None:
    one = person()
    with planner._core.work("Add") as work:
        work.add(one)
    asked = planner.data_requests.receive(one.id, day=dt.date(2027, 3, 31))
    assert due_on(asked) == dt.date(2027, 4, 30)
    (due,) = [
        found for found in planner.home.at_large().deadlines if found.kind is DeadlineKind.REQUEST
    ]
    assert (due.day, due.name, due.word, due.key) == (
        due_on(asked),
        "Hanako Sato",
        "person",
        one.id,
    )

    files = planner.access_answers.write(tmp_path, one.id)

    assert [path.suffix for path in files] == [".pdf", ".json"]
    register = planner.disclosures.page()
    assert {line.disclosure.recipient for line in register} == {"Hanako Sato"}
    assert len(register) == 2
    (written,) = planner.data_requests.open()  # T10: nothing went to the person yet
    assert (written.id, written.answered_on) == (asked.id, None)
    assert [
        found.key
        for found in planner.home.at_large().deadlines
        if found.kind is DeadlineKind.REQUEST
    ] == [one.id]
    clock.forward(days=2)
    done = planner.data_requests.sent(asked.id)
    assert (done.id, done.answered_on) == (asked.id, clock.now.date())
    assert done.file_hash in {line.disclosure.file_hash for line in register}
    assert planner.data_requests.open() == []
    assert "Hanako Sato" in files[1].read_text(encoding="utf-8")


def test_a_request_that_is_late_stays_on_home(planner: Planner, clock: Clock) -> None:
    one = person()
    with planner._core.work("Add") as work:
        work.add(one)
    planner.data_requests.receive(one.id, RequestKind.ERASURE, dt.date(2027, 2, 1))
    (due,) = planner.home.at_large().deadlines
    assert due.is_over(clock.now.date())


def test_an_answer_is_put_off_by_two_months_at_most_in_time_and_with_a_reason(
    planner: Planner, clock: Clock
) -> None:
    """T10: article 12 (3) wants the reasons; they stay with the request."""
    one = person()
    with planner._core.work("Add") as work:
        work.add(one)
    requests = planner.data_requests
    asked = requests.receive(one.id, day=dt.date(2027, 3, 10))
    with pytest.raises(UserError, match="No reason is given"):
        requests.extend(asked.id, dt.date(2027, 6, 10), " ")
    with pytest.raises(UserError, match="10 Jun 2027"):
        requests.extend(asked.id, dt.date(2027, 6, 11), "Many visits")
    assert requests.open() == [asked]
    longer = requests.extend(asked.id, dt.date(2027, 6, 10), "Many  visits")
    assert due_on(longer) == dt.date(2027, 6, 10)
    assert "Many visits" in longer.notes
    assert "10 Jun 2027" in longer.notes
    again = requests.take_back_extension(asked.id)
    assert due_on(again) == dt.date(2027, 4, 10)
    assert "Many visits" in again.notes  # what was decided stays to be read
    assert due_on(requests.extend(asked.id, None, "Many visits")) == dt.date(2027, 6, 10)
    clock.forward(days=20)
    with pytest.raises(UserError):
        requests.extend(asked.id, dt.date(2027, 5, 1), "Late")
    with pytest.raises(UserError):
        requests.receive(one.id, day=dt.date(2028, 1, 1))
    requests.close(asked.id, "Asked for nothing more")
    assert requests.open() == []


def test_what_was_called_sent_by_mistake_is_open_again(planner: Planner, tmp_path: Path) -> None:
    one, other = person(), person("Berg", "Ida")
    with planner._core.work("Add") as work:
        work.add_all([one, other])
    requests = planner.data_requests
    asked = requests.receive(one.id)
    with pytest.raises(UserError, match="No answer to this request was written"):
        requests.sent(asked.id)
    planner.access_answers.write(tmp_path / "new" / "folder", one.id)  # T25: it is made
    requests.sent(asked.id)
    requests.reopen(asked.id)
    assert [found.id for found in requests.open()] == [asked.id]
    later = requests.receive(other.id)
    requests.close(later.id, "By phone")
    assert [found.id for found in requests.all()] == [asked.id, later.id]
    assert requests.names(requests.all()) == {asked.id: "Hanako Sato", later.id: "Ida Berg"}


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-12-05", 1, "2028-01-05"),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last(day: str, months: int, later: str) -> None:
    assert months_on(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(later)


def test_nobody_is_answered_who_is_not_there(planner: Planner, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        planner.access_answers.write(tmp_path, PersonId(new_id()))
    assert list(tmp_path.glob("*_access_*")) == []


def test_five_hundred_meetings_are_answered_in_five_seconds(
    planner: Planner, tmp_path: Path
) -> None:
    """M12."""
    one, held = person(), visit()
    items = [item(held.id, f"Meeting {number}", "10:00", "11:00") for number in range(500)]
    hosts = [ItemHost(id=RecordId(new_id()), item_id=met.id, person_id=one.id) for met in items]
    with planner._core.work("Add") as work:
        work.add_many([one, held, *items, *hosts])
    started = time.perf_counter()
    planner.access_answers.write(tmp_path, one.id)
    assert time.perf_counter() - started < 5
