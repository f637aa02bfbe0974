"""People on their way out: what the record says is what the file holds, and no file is lost for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from factories import person
from interchange.test_vcard import card
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.people import ContactKind, ContactPoint, KeptProperty, Person, Photo
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.staging import Decision
from planner.services.handing_out import CardForm
from planner.services.planner import Planner

CARD_FORMS = (CardForm.VCARD_3, CardForm.VCARD_4)


def with_all(planner: Planner) -> PersonId:
    """Somebody with a photo, a note, an address and lines of another program."""
    who = planner.contacts.add(person(notes="Likes tea"))
    planner.keeper(ContactPoint).add(
        ContactPoint(
            id=RecordId(new_id()), person_id=who, kind=ContactKind.EMAIL, value="a@example.org"
        )
    )
    planner.keeper(Photo).add(
        Photo(
            id=RecordId(new_id()),
            person_id=who,
            media_type="image/jpeg",
            data="/9j/",
            width=1,
            height=1,
        )
    )
    planner.keeper(KeptProperty).add(
        KeptProperty(id=RecordId(new_id()), person_id=who, version="3.0", line="NICKNAME:Ha")
    )
    return who


def recorded(planner: Planner) -> tuple[str, ...]:
    (one,) = planner.keeper(Disclosure).of()
    return one.columns


@pytest.mark.parametrize("form", CARD_FORMS)
@pytest.mark.parametrize("photos", [True, False])
@pytest.mark.parametrize("notes", [True, False])
def test_the_record_names_what_the_cards_hold(
    planner: Planner, tmp_path: Path, form: CardForm, photos: bool, notes: bool
) -> None:
    path = tmp_path / "one.vcf"
    planner.handing_out.write([with_all(planner)], path, form, photos=photos, notes=notes)

    data, columns = path.read_bytes(), recorded(planner)
    assert ("photo" in columns) is photos is (b"PHOTO" in data)
    assert ("notes" in columns) is notes is (b"NOTE:" in data)
    rest = [name for name in columns if name not in ("photo", "notes")]
    assert rest == ["family_name", "given_name", "email", "card_lines", "key"]
    assert b"NICKNAME:Ha" in data


def test_a_person_without_a_photo_or_a_note_has_none_on_record(
    planner: Planner, tmp_path: Path
) -> None:
    who = planner.contacts.add(person())
    planner.handing_out.write([who], tmp_path / "one.vcf", photos=True, notes=True)

    assert recorded(planner) == ("family_name", "given_name", "key")


def test_a_text_table_has_neither_photo_nor_note_on_record(
    planner: Planner, tmp_path: Path
) -> None:
    path = tmp_path / "one.csv"
    planner.handing_out.write([with_all(planner)], path, CardForm.CSV, photos=True, notes=True)

    assert recorded(planner) == ("given_name", "family_name", "email")
    assert b"tea" not in path.read_bytes()


@pytest.mark.parametrize(
    ("form", "columns"),
    [
        (
            CardForm.VCARD_3,
            ("family_name", "given_name", "email", "photo", "card_lines", "key"),
        ),
        (CardForm.CSV, ("given_name", "family_name", "email")),
    ],
)
def test_a_dragged_file_has_on_record_what_it_holds(
    planner: Planner, form: CardForm, columns: tuple[str, ...]
) -> None:
    who = with_all(planner)
    content = planner.handing_out.as_file([who, who], form)
    planner.handing_out.record([who, who], "one", content)

    assert (b"PHOTO" in content) is ("photo" in columns)
    assert recorded(planner) == columns
    assert len(planner.keeper(DisclosureSubject).of()) == 1


@pytest.mark.parametrize("each", [True, False])
def test_who_was_chosen_twice_is_written_once(planner: Planner, tmp_path: Path, each: bool) -> None:
    who = planner.contacts.add(person())
    target = tmp_path / "out" if each else tmp_path / "out.vcf"

    (path,) = planner.handing_out.write([who, who], target, each=each)

    assert path.read_bytes().count(b"BEGIN:VCARD") == 1
    assert len(planner.keeper(DisclosureSubject).of()) == 1


@pytest.mark.parametrize("form", CardForm)
def test_a_file_for_each_overwrites_none_that_is_there(
    planner: Planner, tmp_path: Path, form: CardForm
) -> None:
    who = planner.contacts.add(person("Sato", "Hanako"))
    (first,) = planner.handing_out.write([who], tmp_path, form, each=True)
    first.write_bytes(b"mine")

    (second,) = planner.handing_out.write([who], tmp_path, form, each=True)
    (third,) = planner.handing_out.write([who], tmp_path, form, each=True)

    assert first.read_bytes() == b"mine"
    assert [one.stem for one in (second, third)] == [f"{first.stem} (2)", f"{first.stem} (3)"]
    assert {one.file_name for one in planner.keeper(Disclosure).of()} == {
        first.name,
        second.name,
        third.name,
    }


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:スミス;ジョン;;;", "FN:ジョン・スミス"), "スミス ジョン"),
        (("FN:ジョン・スミス",), "ジョン・スミス"),
        (("FN:ｼﾞｮﾝ･ｽﾐｽ",), "ｼﾞｮﾝ･ｽﾐｽ"),
        (("N:ｽﾐｽ;ｼﾞｮﾝ;;;",), "ｽﾐｽ ｼﾞｮﾝ"),
    ],
)
def test_who_is_called_in_kana_alone_comes_in_and_goes_out_by_that_name(
    planner: Planner, tmp_path: Path, lines: tuple[str, ...], name: str
) -> None:
    path = tmp_path / "one.vcf"
    path.write_bytes(card(*lines))
    book = planner.importing.read(path)
    table = planner.importing.likely_sheet(book)
    staging = planner.importing.stage(book, table.name, planner.importing.match(table), None)
    planner.importing.commit(planner.importing.decide_all(staging, Decision.NEW))

    (one,) = planner.keeper(Person).of()
    assert (one.native_name, one.family_name, one.given_name) == (name, "", "")
    assert f"FN:{name}".encode() in planner.handing_out.as_file([one.id])
