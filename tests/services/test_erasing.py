"""A person is erased: nothing of one is found anywhere, and nothing of anybody else is gone."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import Clock
from factories import item, person, visit
from marked_person import MARK, Marked, written
from planner.domain.data_rights import Erasure
from planner.domain.erasing import LEADING, OF_A_PLACE, REMOVED, STAYING, Wish
from planner.domain.erasing_words import backups_sentence
from planner.domain.ids import DelegateId, PersonId, RecordId, new_id
from planner.domain.library import BY_NAME
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.privacy import DisclosureSubject, Profile
from planner.domain.visits import Delegate, Visit
from planner.domain.words import field_names
from planner.errors import NotFound, UserError
from planner.i18n import day_in_words
from planner.services.erasing import erase_again
from planner.services.planner import Planner
from planner.storage import chain, digests, reading
from planner.storage.engine import open_library
from planner.storage.erasing import journal_out
from planner.storage.links import all_links
from services.test_merging import state

NOW = dt.datetime(2027, 4, 2, tzinfo=dt.UTC)


def marks_in(folder: Path, besides: Path) -> dict[str, set[str]]:
    """Marks by file: in every byte of every file below a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and besides not in path.parents:
            marks = set(re.findall(rf"{MARK}\d+q", path.read_bytes().decode("latin-1"), re.I))
            marks = {one.lower() for one in marks}
            if marks:
                found[path.name] = marks
    return found


def whole(planner: Planner) -> None:
    library = planner._core.library
    assert list(chain.broken(library)) == []
    assert list(digests.damaged(library)) == []
    assert library.rows("PRAGMA foreign_key_check") == []
    assert library.rows("PRAGMA integrity_check") == [("ok",)]


def lived(planner: Planner, out: Path) -> Marked:
    """A marked person to whom all happened: edited, merged, released, handed over, exported."""
    marked = Marked()
    written(planner, marked)
    twin = Person(
        id=PersonId(new_id()),
        family_name=f"{MARK}001q",
        given_name=f"{MARK}002q",
        notes=f"{MARK}003q",
    )
    with planner._core.work("Add {name}", {"name": f"{MARK}002q {MARK}001q"}) as work:
        work.add(twin)
        work.add(
            ContactPoint(id=RecordId(new_id()), person_id=twin.id, value=f"{MARK}004q@example.org",
                         kind=ContactKind.EMAIL)
        )  # fmt: skip
    planner.releases.release(marked.visit.id)
    planner.merging.merge("person", marked.person.id, twin.id)
    with planner._core.work("Edit {name}", {"name": marked.whole}) as work:
        work.change(Person, marked.person.id, notes=f"{MARK}005q")
        work.change(Visit, marked.visit.id, notes=marked.sentence)
    with planner._core.work("Edit {name}", {"name": "The visit"}) as work:
        work.change(Visit, marked.visit.id, notes=f"{marked.sentence}, please")
        work.connection.exec_driver_sql(
            "INSERT INTO draft(id, revision, place, subject_kind, subject_id, text, at) VALUES"
            f" ('{new_id()}', 1, 'notes', 'person', '{marked.person.id}', '{MARK}006q', '2027-04-01')"
        )
    planner.releases.release(marked.visit.id)
    planner.visit_files.give(
        marked.visit.id,
        to="A colleague",
        target=out / "one.planner-visit",
        profile=Profile.INTERNAL,
    )
    planner.handing_out.write([marked.person.id], out / "one.vcf")
    return marked


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_no_byte_of_an_erased_person_is_left(planner: Planner, tmp_path: Path, out: Path) -> None:
    """K2, M11: 200 values in every table, the journal, merges, versions, copies, drafts, search."""
    marked = lived(planner, out)
    before = marks_in(tmp_path, out)
    assert marked.count >= 200
    assert len(set().union(*before.values())) >= 150

    standing = planner.erasing.look(marked.person.id)
    started = time.perf_counter()
    done = planner.erasing.erase(marked.person.id, typed=marked.whole)
    assert time.perf_counter() - started < 10

    assert marks_in(tmp_path, out) == {}
    assert planner.search(MARK) == []
    whole(planner)
    assert done.erasure.places == standing.places > 60
    planner.close()
    assert marks_in(tmp_path, out) == {}


def test_every_column_that_leads_to_a_person_has_its_fate() -> None:
    """A new column or table is decided about, or this test says so."""
    leading = {
        link.table
        for link in all_links()
        if link.target in ("person", "delegate", "need") and link.table != "delegate"
    } | {"delegate", "person", "citation", "attachment", "merge", "not_duplicate"}
    assert leading == REMOVED | set(STAYING)
    for word, fates in STAYING.items():
        assert set(fates) == set(field_names(BY_NAME[word])) - {"id"}, word
        links = {
            link.column for link in all_links() if link.table == word and link.target == "person"
        }
        assert set(LEADING.get(word, ())) == links, word
    of_places = {link.table for link in all_links() if link.target == "delegate"}
    assert of_places == OF_A_PLACE


def test_heads_and_past_programmes_stay_right(planner: Planner, out: Path) -> None:
    marked = lived(planner, out)
    before = planner.releases.plan(marked.visit.id, 1)
    planner.erasing.erase(marked.person.id, typed=marked.whole)

    now, frozen = planner.visits.plan(marked.visit.id), planner.releases.plan(marked.visit.id, 1)
    for plan in (now, frozen):
        (one,) = plan.delegates
        assert (one.id, one.person_id, one.placeholder) == (marked.delegate.id, None, "(erased)")
        assert one.category is marked.delegate.category
        assert (len(plan.rides), len(plan.roomings)) == (len(before.rides), len(before.roomings))
    assert planner.releases.frozen(marked.visit.id, 1).is_intact
    assert (
        "(erased)"
        in (reading.one(planner._core.library, Visit, marked.visit.id) or now.visit).notes
    )


def test_a_wrong_name_erases_nothing(planner: Planner) -> None:
    one = person()
    with planner._core.work("Add") as work:
        work.add(one)
    before = state(planner)
    with pytest.raises(UserError, match="Hanako Sato"):
        planner.erasing.erase(one.id, typed="Hanako")
    assert state(planner) == before
    with pytest.raises(NotFound):
        planner.erasing.look(PersonId(new_id()))


def test_somebody_else_of_the_same_name_is_untouched(planner: Planner, tmp_path: Path) -> None:
    one, other = person(), person(notes="Met in Kyoto")
    ways = [
        ContactPoint(id=RecordId(new_id()), person_id=key, value="+81 90 1234 5678", kind=ContactKind.PHONE)
        for key in (one.id, other.id)
    ]  # fmt: skip
    held = visit()
    places = [
        Delegate(id=DelegateId(new_id()), visit_id=held.id, person_id=key, title="Director")
        for key in (one.id, other.id)
    ]
    with planner._core.work("Add") as work:
        work.add_all([one, other, *ways, held, *places, item(held.id, "Talk", "10:00", "11:00")])
    planner.releases.release(held.id)
    planner.handing_out.write([one.id, other.id], tmp_path / "two.vcf")
    with planner._core.work("Edit") as work:
        work.change(Person, other.id, notes="Met in Nara")
    number = planner.history.page(0, 1)[0].number
    theirs = {
        key: values
        for key, values in state(planner).items()
        if key[0] != "release" and belongs(values, key, other, places[1])
    }

    planner.erasing.erase(one.id, typed="Hanako Sato")

    after = state(planner)
    assert {key: after.get(key) for key in theirs} == theirs
    assert reading.one(planner._core.library, Person, one.id) is None
    (frozen,) = [
        found for found in planner.releases.plan(held.id, 1).people if found.id == other.id
    ]
    assert frozen.name == other.name
    assert planner.releases.plan(held.id, 1).reached_by(other.id, ContactKind.PHONE)
    subjects = reading.where(planner._core.library, DisclosureSubject, "1 = 1")
    assert sorted(found.name for found in subjects) == ["(erased)", "Hanako Sato"]
    planner.history.undo(number)
    assert planner.contacts.card(other.id).person.notes == "Met in Kyoto"
    whole(planner)


def belongs(values: object, key: tuple[str, str], who: Person, place: Delegate) -> bool:
    said = json.dumps([key, values], default=str)
    return who.id in said or place.id in said


def test_a_text_stays_as_it_is_where_the_user_says_so(planner: Planner) -> None:
    one, held = person(), visit(notes="Dinner with Hanako Sato", purpose="Hanako Sato speaks")
    with planner._core.work("Add") as work:
        work.add_all([one, held])
    standing = planner.erasing.look(one.id)
    left = next(found for found in standing.mentions if found.field == "notes")
    assert "Dinner with Hanako Sato" in left.excerpt

    planner.erasing.erase(one.id, Wish(leave=frozenset({left.key})), typed="hanako  sato")

    now = planner.visits.plan(held.id).visit
    assert (now.notes, now.purpose) == ("Dinner with Hanako Sato", "(erased) speaks")
    whole(planner)


@pytest.mark.parametrize("reason", ["", "Archives act, section 8"])
def test_a_signature_is_kept_only_with_a_reason(planner: Planner, reason: str) -> None:
    marked = Marked()
    written(planner, marked)
    planner.erasing.erase(marked.person.id, Wish(reason=reason), typed=marked.whole)

    ((name, title, who),) = planner._core.library.rows(
        "SELECT signatory_name, signatory_title, signatory_id FROM agreement_party"
    )
    assert who is None
    assert (name.startswith(MARK), title.startswith(MARK)) == (
        (True, True) if reason else (False, False)
    )
    assert planner.erasing.erasures()[0].reason == reason


def test_what_was_done_to_the_person_is_no_longer_undone_and_blocks_nothing(
    planner: Planner,
) -> None:
    one, held = person(), visit()
    with planner._core.work("Add") as work:
        work.add(held)
    with planner._core.work("Edit") as work:
        work.change(Visit, held.id, notes="Later")
    with planner._core.work("Add") as work:
        work.add(one)
    planner.erasing.erase(one.id, typed="Hanako Sato")

    planner.history.undo()

    assert planner.visits.plan(held.id).visit.notes == ""
    whole(planner)


def test_an_older_backup_brings_nobody_back(
    planner: Planner, tmp_path: Path, open_copy: Callable[[Path], Planner], out: Path
) -> None:
    """K4: whom a restored backup brings back is erased again, as was decided then."""
    marked = lived(planner, out)
    planner._core.library.rows("SELECT 1")
    with planner._core.library.writer():
        pass
    backup = tmp_path / "out" / "backup.planner"
    connection = planner._core.library.engine().raw_connection()
    connection.cursor().execute(f"VACUUM INTO '{backup}'")
    connection.close()
    planner.erasing.erase(marked.person.id, Wish(reason="Archives"), typed=marked.whole)
    erasures = planner.erasing.erasures()
    restored = tmp_path / "restored.planner"
    shutil.copyfile(backup, restored)

    library = open_library(str(restored))
    assert erase_again(library, erasures, at=NOW) == 1
    assert erase_again(library, erasures, at=NOW) == 0
    kept = reading.where(library, Erasure, "1 = 1")
    assert marked.person.id in {one.person_id for one in kept}
    assert {one.person_id for one in kept} == {one.person_id for one in erasures}
    assert list(chain.broken(library)) == []
    assert list(digests.damaged(library)) == []
    library.close()

    names = {one.lower() for one in re.findall(rf"{MARK}\d+q", _signed(restored))}
    found = marks_in(tmp_path, out)
    assert set().union(*found.values()) == names


def _signed(path: Path) -> str:
    library = open_library(str(path))
    rows = library.rows("SELECT signatory_name, signatory_title FROM agreement_party")
    library.close()
    return str(rows)


def test_an_unused_id_is_nothing_to_erase_again(planner: Planner) -> None:
    gone = Erasure(id=RecordId(new_id()), person_id=PersonId(new_id()), at=NOW.replace(tzinfo=None))
    library = planner._core.library
    assert erase_again(library, [gone, replace(gone, id=RecordId(new_id()))], at=NOW) == 0
    assert len(planner.erasing.erasures()) == 2


def test_the_certificate_says_until_when_the_backups_there_really_are_hold_the_person(
    planner: Planner, clock: Clock
) -> None:
    """K2: no day is promised on which the newest three would still be there."""
    one = planner.keeper(Person).add(person("Urashima"))
    assert planner.erasing.look(PersonId(one.id)).backups_until is None
    for _day in range(3):
        planner.backups.make()
        clock.forward(days=1)
    standing = planner.erasing.look(PersonId(one.id))
    last = planner.backups.last_good()
    assert last is not None
    day = (last.manifest.at + dt.timedelta(days=35)).astimezone().date()
    assert (standing.backups, standing.backups_until) == (3, day)
    assert backups_sentence(standing) == (
        "Remains in 3 backups. The last goes once there are backups of five days after"
        f" {day_in_words(day, year=True)}."
    )
    done = planner.erasing.erase(PersonId(one.id), typed=standing.name)
    assert done.erasure.backups_until == day

    clock.now = last.manifest.at + dt.timedelta(days=35)
    for _day in range(5):
        held = [kept for kept in planner.backups.all() if kept.manifest.people]
        assert held  # until then the sentence is true
        clock.forward(days=1)
        planner.backups.make()
    assert not [kept for kept in planner.backups.all() if kept.manifest.people]


def test_the_journal_is_read_once_for_an_erasing_and_anew_where_it_grew_since(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a look found counts only while nothing was written and nobody else was erased."""
    read: list[bool] = []
    retold = journal_out.retold

    def counted(*arguments: Any) -> Any:
        read.append(True)
        return retold(*arguments)

    monkeypatch.setattr(journal_out, "retold", counted)
    keeper = planner.keeper(Person)
    for family in ("Urashima", "Momotaro"):
        one = keeper.add(person(family))
        keeper.add(person("Sato", notes=f"came with Hanako {family}"))
        if family == "Momotaro":
            looked = planner.erasing._looked

            def then_written(key: PersonId, looked: Any = looked) -> Any:
                found = looked(key)
                keeper.add(person("Ito", notes="knows Hanako Momotaro"))
                return found

            monkeypatch.setattr(planner.erasing, "_looked", then_written)
        read.clear()
        planner.erasing.erase(PersonId(one.id), typed=f"Hanako {family}")
        assert len(read) == (1 if family == "Urashima" else 2)
        held = planner._core.reader.rows('SELECT "before", "after" FROM change')
        assert not [row for row in held if family in str(row)]
        assert not list(chain.broken(planner._core.reader))
    assert not [one for one in keeper.of() if "Momotaro" in one.notes]
