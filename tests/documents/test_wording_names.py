"""Names, posts, titles and places in the languages of a paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import item, organisation, person, visit
from planner.documents.speaking.person_names import (
    NameStyle,
    delegate_name,
    furigana,
    person_name,
    placeholder_name,
    with_post,
)
from planner.documents.speaking.titles import (
    is_japanese,
    item_title,
    missing_title,
    organisation_name,
    post_title,
)
from planner.domain.ids import DelegateId, RecordId, new_id
from planner.domain.itinerary import Item
from planner.domain.names import NameOrder
from planner.domain.organisations import OrganisationName
from planner.domain.people import Position
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.visits import Delegate
from planner.i18n import PAPER_LANGUAGES
from planner.places_named import (
    country_name,
    language_name,
    language_names,
    town_name,
    zone_city,
)
from planner.text import clean_line

SATO = person(
    "Sato", "Hanako", native_name="佐藤 花子", reading="さとう はなこ", prefix="Ms", country="JP"
)
MEIER = person("Meier", "Ursula", prefix="Frau Dr.", country="DE")
VISIT = visit()
LUND = person("Lund", "Kim", country="DK")


def titled(title: str, second: str = "") -> Item:
    return item(VISIT.id, title, second_title=second)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (NameStyle.LISTED, ["Sato Hanako", "Sato Hanako", "佐藤 花子"]),
        (NameStyle.BARE, ["Sato Hanako", "Sato Hanako", "佐藤 花子"]),
        (NameStyle.ADDRESSED, ["Ms Sato Hanako", "Frau Sato Hanako", "佐藤 花子 様"]),
        (NameStyle.SPOKEN_OF, ["Ms Sato Hanako", "Frau Sato Hanako", "佐藤 花子 氏"]),
    ],
)
def test_a_japanese_name_keeps_its_order_and_gets_the_language_s_address(
    style: NameStyle, expected: list[str]
) -> None:
    assert [person_name(SATO, code, style) for code in ("en", "de", "ja")] == expected


def test_the_family_name_stands_in_capitals_where_wanted() -> None:
    assert person_name(SATO, "en", capitals=True) == "SATO Hanako"
    assert person_name(MEIER, "en", NameStyle.BARE, capitals=True) == "Ursula MEIER"
    assert (
        person_name(MEIER, "en", NameStyle.BARE, capitals=True, order=NameOrder.FAMILY_FIRST)
        == "MEIER Ursula"
    )


def test_the_reading_stands_behind_the_name_when_asked() -> None:
    assert person_name(SATO, "ja", reading=True) == "佐藤 花子(さとう はなこ)"
    assert person_name(SATO, "ja", NameStyle.ADDRESSED, reading=True) == (
        "佐藤 花子(さとう はなこ) 様"
    )
    assert person_name(SATO, "en", reading=True) == "Sato Hanako"
    assert furigana(SATO) == "さとう はなこ"


def test_guests_from_abroad_stand_in_katakana_where_it_is_known_else_in_latin_letters() -> None:
    assert person_name(LUND, "ja", NameStyle.ADDRESSED) == "Kim Lund 様"
    known = replace(LUND, reading="キム・ルンド")
    assert person_name(known, "ja", NameStyle.ADDRESSED, reading=True) == "キム・ルンド 様"
    korean = person("Kim", "Minjun", native_name="김민준", country="KR")
    assert person_name(korean, "ja") == "Kim Minjun"


def test_a_form_of_address_is_never_invented() -> None:
    for code in ("en", "da", "de", "sv"):
        assert person_name(LUND, code, NameStyle.ADDRESSED) == "Kim Lund"
    told = replace(LUND, salutation="Mr")
    assert [person_name(told, code, NameStyle.ADDRESSED) for code in ("en", "da", "de", "sv")] == [
        "Mr Kim Lund", "hr. Kim Lund", "Herr Kim Lund", "herr Kim Lund"
    ]  # fmt: skip


def test_a_degree_stands_in_lists_and_an_english_doctor_gets_no_second_title() -> None:
    assert person_name(MEIER, "de") == "Dr. Ursula Meier"
    assert person_name(MEIER, "de", NameStyle.ADDRESSED) == "Frau Dr. Ursula Meier"
    assert person_name(MEIER, "en", NameStyle.ADDRESSED) == "Dr. Ursula Meier"
    assert person_name(MEIER, "de", NameStyle.BARE) == "Ursula Meier"


def test_a_confirmed_japanese_address_wins() -> None:
    professor = replace(SATO, salutation="佐藤先生")

    assert person_name(professor, "ja", NameStyle.ADDRESSED) == "佐藤 花子 先生"


@pytest.mark.parametrize(
    ("known", "latin", "japanese"),
    [
        ("", "N.N.", "未定"),
        ("N.N.", "N.N.", "未定"),
        ("N. N.", "N.N.", "未定"),
        ("tbc", "N.N.", "未定"),
        ("N.N., head of section", "N.N. (head of section)", "未定(head of section)"),
        ("N.N. (interpreter)", "N.N. (interpreter)", "未定(interpreter)"),
        ("Director (or deputy)", "N.N. (Director (or deputy))", "未定(Director (or deputy))"),
        ("N.N. ×2 (business)", "N.N. ×2 (business)", "未定 ×2 (business)"),
        ("局長", "N.N. (局長)", "未定(局長)"),
        ("Nnamdi's seat", "N.N. (Nnamdi's seat)", "未定(Nnamdi's seat)"),
    ],
)
def test_who_is_not_named_yet_is_n_n_with_what_is_known(
    known: str, latin: str, japanese: str
) -> None:
    assert [placeholder_name(known, code) for code in PAPER_LANGUAGES] == [latin] * 4 + [japanese]


TEXT = st.text(max_size=40).map(clean_line)
"""As the library keeps it: cleaned on its way in."""


@given(TEXT, TEXT, TEXT, TEXT, TEXT, st.sampled_from(PAPER_LANGUAGES), st.sampled_from(NameStyle))
def test_no_text_of_the_library_stops_a_name(
    family: str,
    given_name: str,
    native: str,
    prefix: str,
    salutation: str,
    code: str,
    style: NameStyle,
) -> None:
    one = person(
        family, given_name, native_name=native, prefix=prefix, salutation=salutation, reading=native
    )

    shown = person_name(one, code, style)
    if code != "ja" and family:
        assert family in shown
    assert given_name in placeholder_name(f"{{0}} {given_name}", code)


def test_a_seat_has_a_name_whether_or_not_somebody_is_named() -> None:
    seat = Delegate(id=DelegateId(new_id()), visit_id=VISIT.id, placeholder="N.N., interpreter")

    assert delegate_name(seat, None, "sv") == "N.N. (interpreter)"
    assert delegate_name(seat, SATO, "ja", NameStyle.ADDRESSED) == "佐藤 花子 様"
    assert delegate_name(seat, SATO, "en", capitals=True) == "SATO Hanako"


def test_posts_stand_behind_a_name_and_in_japanese_before_it() -> None:
    assert with_post("Kim Lund", "Director", "", "en") == "Kim Lund, Director"
    assert with_post("佐藤 花子 様", "局長", "文部科学省", "ja") == "文部科学省 局長 佐藤 花子 様"


def test_a_post_has_its_own_title_in_its_own_language() -> None:
    post = Position(
        id=RecordId(new_id()),
        person_id=SATO.id,
        organisation_id=organisation().id,
        title="Director-General",
        native_title="局長",
    )

    assert post_title(post, "JP", "ja") == "局長"
    assert post_title(post, "JP", "da") == "Director-General"
    danish = replace(post, native_title="direktør")
    assert post_title(danish, "DK", "da") == "direktør"
    assert post_title(danish, "DK", "ja") == "Director-General"
    assert post_title(replace(post, title=""), "JP", "en") == "局長"


def test_an_organisation_has_its_own_name_in_its_own_language() -> None:
    ministry = organisation("Ministry of Education", native_name="文部科学省", country="JP")
    swedish = organisation("Lund University", native_name="Lunds universitet", country="SE")
    chinese = organisation("Tsinghua University", native_name="清华大学", country="CN")

    assert organisation_name(ministry, "ja") == "文部科学省"
    assert organisation_name(ministry, "sv") == "Ministry of Education"
    assert organisation_name(swedish, "sv") == "Lunds universitet"
    assert organisation_name(swedish, "da") == "Lund University"
    assert organisation_name(chinese, "ja") == "Tsinghua University"


def test_a_name_recorded_for_a_language_wins() -> None:
    house = organisation("Niels Bohr Institute", native_name="Niels Bohr Institutet", country="DK")
    names = [
        OrganisationName(
            id=RecordId(new_id()), organisation_id=of.id, language=tag, name=name, valid_to=until
        )
        for of, tag, name, until in (
            (house, "ja", "旧研究所", PartialDate("2001")),
            (organisation("Other"), "ja", "別の研究所", UNKNOWN_DATE),
            (house, "ja-JP", "ニールス・ボーア研究所", UNKNOWN_DATE),
        )
    ]

    assert organisation_name(house, "ja", names) == "ニールス・ボーア研究所"
    assert organisation_name(house, "da", names) == "Niels Bohr Institutet"
    assert organisation_name(house, "sv", names) == "Niels Bohr Institute"


def test_the_guests_read_the_title_in_their_language() -> None:
    talk = titled("Meeting at the ministry", second="大臣との会談")
    german = titled("Møde i ministeriet", second="Treffen im Ministerium")

    assert item_title(talk, "ja", ["ja", "en"]) == "大臣との会談"
    assert item_title(talk, "en", ["ja", "en"]) == "Meeting at the ministry"
    assert item_title(german, "de", ["de-DE"]) == "Treffen im Ministerium"
    assert item_title(german, "da", ["de-DE"]) == "Møde i ministeriet"


def test_the_script_tells_even_where_the_visit_does_not() -> None:
    swapped = titled("大臣との会談", second="Meeting with the minister")

    assert item_title(swapped, "ja", []) == "大臣との会談"
    assert item_title(swapped, "da", []) == "Meeting with the minister"
    assert is_japanese("会談")
    assert is_japanese("ミーティング")
    assert not is_japanese("회의")


def test_a_missing_translation_is_told() -> None:
    bare = titled("Møde i ministeriet")

    assert missing_title(bare, "ja", ["ja"])
    assert not missing_title(bare, "da", ["ja"])
    assert missing_title(bare, "de", ["de"])
    assert missing_title(titled("会談"), "en", ["ja"])
    assert not missing_title(titled("Talk", second="講演"), "ja", ["ja"])
    assert not missing_title(titled("2027"), "ja", ["ja"])


def test_countries_languages_and_cities_have_their_names() -> None:
    assert [country_name("DK", code) for code in PAPER_LANGUAGES] == [
        "Denmark", "Danmark", "Dänemark", "Danmark", "デンマーク"
    ]  # fmt: skip
    assert [language_name("ja-JP", code) for code in PAPER_LANGUAGES] == [
        "Japanese", "japansk", "Japanisch", "japanska", "日本語"
    ]  # fmt: skip
    assert [zone_city("Europe/Copenhagen", code) for code in PAPER_LANGUAGES] == [
        "Copenhagen", "København", "Kopenhagen", "Köpenhamn", "コペンハーゲン"
    ]  # fmt: skip
    assert zone_city("America/Argentina/Buenos_Aires", "en") == "Buenos Aires"
    assert zone_city("Etc/GMT-9", "en") == zone_city("UTC", "en") == ""
    assert language_names(["da", "en"], "ja") == "デンマーク語、英語"
    assert (country_name("Atlantis", "en"), language_name("xx", "en")) == ("Atlantis", "xx")


def test_a_town_is_translated_only_where_it_is_surely_the_one_meant() -> None:
    assert town_name("Copenhagen", "Europe/Copenhagen", "da") == "København"
    assert town_name("TOKYO", "Asia/Tokyo", "ja") == "東京"
    assert town_name("東京", "Asia/Tokyo", "de") == "Tokio"
    assert town_name("Melbourne", "America/New_York", "ja") == "Melbourne"
    assert town_name("", "Asia/Tokyo", "ja") == ""


def test_every_country_has_a_name_in_every_language() -> None:
    from planner.domain.country_names import _by_name

    codes = set(_by_name().values())
    assert len(codes) > 60
    for code in PAPER_LANGUAGES:
        unnamed = {one for one in codes if country_name(one, code) == one}
        assert unnamed == set(), code
