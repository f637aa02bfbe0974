"""Letters of thanks: each host once, in his or her own language, nothing in braces left, all on record."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as some

from factories import item, organisation, person, site, visit
from planner import paths
from planner.documents.content import Align, Paragraph
from planner.documents.templates.letter_texts import FIELDS, filled, letter_text
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemHost, ItemStatus
from planner.domain.people import Position
from planner.errors import UserError
from planner.services.planner import Planner
from planner.services.thanking import Letter, ThanksRequest, said
from services.test_merging import put


def host(entry: object, **of: object) -> ItemHost:
    return ItemHost(id=RecordId(new_id()), item_id=entry.id, **of)  # type: ignore[attr-defined, arg-type]


class Trip:
    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.office = organisation("Agency", country="DK", city="København")
        self.lab = organisation("MAX IV", country="SE")
        self.visit = visit(
            title="Delegation {place}", code="LUND", host_organisation_id=self.office.id
        )
        self.tour = item(self.visit.id, "Tour", "10:00", "11:00")
        self.talk = item(self.visit.id, "Talk", "13:00", "14:00")
        self.gone = item(self.visit.id, "Lunch", "12:00", "13:00", status=ItemStatus.CANCELLED)
        self.elin = person("Sandström", "Elin", country="SE", languages=("sv", "en"))
        put(planner, self.office, self.lab, self.visit, self.tour, self.talk, self.gone, self.elin)

    def letters(self, **fields: object) -> list[Letter]:
        request = ThanksRequest(visit_id=self.visit.id, **fields)  # type: ignore[arg-type]
        return list(self.planner.thanking.look(request))


@pytest.fixture
def trip(planner: Planner) -> Trip:
    return Trip(planner)


def test_a_host_gets_one_letter_that_names_what_she_hosted(trip: Trip) -> None:
    for entry in (trip.talk, trip.tour, trip.gone):
        put(trip.planner, host(entry, person_id=trip.elin.id, organisation_id=trip.lab.id))
    (letter,) = trip.letters()
    assert letter.language == "sv"
    text = said(letter)
    assert "Bästa Elin Sandström," in text
    assert text.index("• Tour") < text.index("• Talk")
    assert "Lunch" not in text
    assert "Köpenhamn den" in text
    assert "Delegation {place}" in text, "what the library says is no placeholder"


def blocks(letter: Letter) -> list[str]:
    return said(letter).split("\n\n")


def test_the_office_stands_above_and_below_with_its_town_in_the_language_of_the_letter(
    trip: Trip,
) -> None:
    post = replace(
        site("Agency", city="Copenhagen", country="DK"),
        organisation_id=trip.office.id,
        address="Haraldsgade 53",
        postal_code="2100",
    )
    put(trip.planner, post, host(trip.tour, person_id=trip.elin.id))
    places = {"en": "Copenhagen, ", "da": "København, den ", "de": "Kopenhagen, den "}
    for code, place in {**places, "sv": "Köpenhamn den "}.items():
        (letter,) = trip.letters(language=code)
        first, *middle, last = blocks(letter)
        assert first == "Agency\nHaraldsgade 53\n2100 Copenhagen"
        assert any(one.startswith(place) for one in middle)
        assert last.endswith("Eva\nAgency")
    right = [one for one in letter.document.blocks if isinstance(one, Paragraph)]
    assert [one.align for one in right[:3]] == [Align.RIGHT, Align.LEFT, Align.RIGHT]


def test_a_japanese_letter_goes_from_the_house_to_the_name(trip: Trip) -> None:
    office = organisation("Ministry", country="JP")
    place = replace(
        site("Ministry", city="Tokyo", country="JP"),
        organisation_id=office.id,
        address="3-2-2 Kasumigaseki",
        postal_code="100-8959",
    )
    guide = person(
        "Sato", "Hanako", native_name="佐藤 花子", country="JP", salutation="Frau Ministerin"
    )
    lodge = organisation("Lodge", country="JP")
    put(trip.planner, office, place, guide, lodge)
    held = Position(
        id=RecordId(new_id()),
        person_id=guide.id,
        organisation_id=office.id,
        title="Director",
        native_title="局長",
    )
    put(trip.planner, held)
    put(
        trip.planner,
        host(trip.tour, person_id=guide.id, organisation_id=office.id),
        host(trip.talk, organisation_id=lodge.id),
    )
    lady, house = trip.letters()
    address = "日本\n〒100-8959 Tokyo\n3-2-2 Kasumigaseki\nMinistry\n局長\n佐藤 花子 様"
    assert address in blocks(lady)
    assert "Lodge 御中" in blocks(house)
    for letter in (lady, house):
        text = said(letter)
        assert "Frau" not in text
        assert text.index("拝啓") < text.index("敬具") < text.rindex("Agency") < text.rindex("Eva")


def test_houses_of_the_delegation_itself_are_thanked_only_when_asked_for(
    trip: Trip, sample: Planner
) -> None:
    key = sample.visits.find("SH-JP-2027").id
    guests = {one.organisation_id for one in sample.visits.plan(key).delegates}
    for letter in sample.thanking.look(ThanksRequest(visit_id=key)):
        house = letter.key.removeprefix("organisation:")
        if house in guests:
            assert letter.own


def test_a_house_is_thanked_with_whoever_is_named_for_it(trip: Trip) -> None:
    lodge = organisation("Lodge", country="DE")
    put(trip.planner, lodge)
    put(
        trip.planner,
        host(trip.tour, organisation_id=lodge.id),
        host(trip.talk, person_id=trip.elin.id, organisation_id=trip.lab.id),
    )
    house, lady = trip.letters()
    assert house.language == "de"
    assert "Sehr geehrte Damen und Herren," in said(house)
    assert any("goes to the house" in one for one in house.remarks)
    assert lady.name == "Elin Sandström"


def test_who_has_no_address_is_named_and_who_has_one_gets_it(trip: Trip) -> None:
    put(trip.planner, host(trip.tour, organisation_id=trip.lab.id))
    (letter,) = trip.letters()
    assert "No postal address is known." in letter.remarks
    place = replace(
        site("MAX IV", city="Lund", country="SE"),
        organisation_id=trip.lab.id,
        address="Fotongatan 2",
        postal_code="224 84",
    )
    put(trip.planner, place)
    (letter,) = trip.letters()
    assert "No postal address is known." not in letter.remarks
    assert "Fotongatan 2\n224 84 Lund\nSverige" in said(letter)


def test_our_own_people_are_thanked_only_when_asked_for(trip: Trip, tmp_path: Path) -> None:
    put(trip.planner, host(trip.tour, organisation_id=trip.office.id))
    (letter,) = trip.letters()
    assert letter.own
    request = ThanksRequest(visit_id=trip.visit.id)
    with pytest.raises(UserError, match="nobody to thank"):
        trip.planner.thanking.save(request, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (path,) = trip.planner.thanking.save(replace(request, hosts=(letter.key,)), tmp_path / "out")
    assert path.suffix == ".docx"


def test_an_office_writes_its_own_text_and_a_wrong_placeholder_is_refused(trip: Trip) -> None:
    put(trip.planner, host(trip.tour, organisation_id=trip.lab.id))
    made = trip.planner.templates.new("Ours")
    text = made.folder / "thank-you.sv.txt"
    text.write_text("{salutation}\n\nTack för {entries}!\n\n{signature}", encoding="utf-8")
    (letter,) = trip.letters(template=made.name, signed=("Eva", "Protocol"))
    day = said(letter).split("Tack för ")[1]
    assert day.startswith("Tour, ")
    assert said(letter).endswith("Eva\nProtocol")
    for wrong in ("{host}", "{ entries }", "{entries"):
        text.write_text(f"Tack {wrong}", encoding="utf-8")
        with pytest.raises(UserError, match="placeholder"):
            trip.letters(template=made.name)


def test_every_shipped_text_says_all_and_leaves_no_placeholder(sample: Planner) -> None:
    key = sample.visits.find("JP-DK-2027").id
    for code in ("en", "da", "de", "sv", "ja"):
        text = letter_text("thank-you", code, None)
        assert text.code == code
        # The name in a Japanese address is the salutation.
        wanted = set(FIELDS) - ({"salutation"} if code == "ja" else set())
        assert all(f"{{{name}}}" in text.text for name in wanted)
        for letter in sample.thanking.look(ThanksRequest(visit_id=key, language=code)):
            assert letter.language == code
            assert "{" not in said(letter)
            assert letter.entries


def test_the_files_are_words_and_stand_in_the_register(sample: Planner, tmp_path: Path) -> None:
    key = sample.visits.find("JP-DK-2027").id
    steps = sample.history.next_undo()
    files = sample.thanking.save(ThanksRequest(visit_id=key), tmp_path)
    letters = [one for one in sample.thanking.look(ThanksRequest(visit_id=key)) if not one.own]
    assert len(files) == len(letters) == 7
    for path, letter in zip(files, letters, strict=True):
        text = "\n".join(
            one.text for one in docx.Document(io.BytesIO(path.read_bytes())).paragraphs
        )
        assert (letter.name or letter.organisation) in text
    told = [
        one.disclosure for one in sample.disclosures.page() if one.disclosure.paper == "thank-you"
    ]
    assert {one.file_name for one in told} == {path.name for path in files}
    assert all(one.recipient_key for one in told)
    assert sample.history.next_undo() == steps


@given(some.dictionaries(some.sampled_from(FIELDS), some.text(max_size=30)))
def test_a_value_is_never_read_as_a_placeholder(values: dict[str, str]) -> None:
    text = " ".join(f"{{{name}}}" for name in FIELDS)
    assert filled(text, values) == " ".join(values.get(name, "") for name in FIELDS)


def test_the_texts_are_shipped() -> None:
    assert len(list((paths.resources() / "letters").glob("thank-you.*.txt"))) == 5
