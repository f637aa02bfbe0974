"""A name in lists, on badges, at the opening of letters and in the order of a language."""

from __future__ import annotations

import pytest

from factories import person
from planner.domain.name_forms import badge, honorific, in_list, opening, sort_form
from planner.domain.names import NameOrder
from planner.domain.people import Person

TANAKA = person("Tanaka", "Haruto", country="JP", native_name="田中 陽斗", reading="たなか はると")
SORENSEN = person("Sørensen", "Åse", prefix="Dr.", country="DK")


def german(prefix: str = "") -> Person:
    return person("Müller", "Jörg", prefix=prefix, country="DE")


@pytest.mark.parametrize(
    ("prefix", "language", "expected"),
    [
        ("Frau Dr.", "de", "Sehr geehrte Frau Dr. Müller,"),
        ("Herr", "de", "Sehr geehrter Herr Müller,"),
        ("Frau Prof. Dr.", "de", "Sehr geehrte Frau Prof. Müller,"),
        ("Ms", "de", "Sehr geehrte Frau Müller,"),
        ("", "de", "Guten Tag Jörg Müller,"),
        ("Dr.", "de", "Guten Tag Dr. Jörg Müller,"),
        ("Frau Dr.", "en", "Dear Dr Müller,"),
        ("Prof. Dr.", "en-GB", "Dear Professor Müller,"),
        ("Herr", "en", "Dear Mr Müller,"),
        ("Mx", "en", "Dear Mx Müller,"),
        ("", "en", "Dear Jörg Müller,"),
        ("Dr.", "da", "Kære Jörg Müller,"),
        ("", "sv", "Bästa Jörg Müller,"),
    ],
)
def test_a_letter_opens_with_what_is_known(prefix: str, language: str, expected: str) -> None:
    assert opening(german(prefix), language) == expected


def test_letters_to_denmark_and_japan() -> None:
    assert opening(SORENSEN, "en") == "Dear Dr Sørensen,"
    assert opening(SORENSEN, "da") == "Kære Åse Sørensen,"
    assert opening(TANAKA, "ja") == "田中 陽斗 様"
    assert opening(TANAKA, "en") == "Dear Tanaka Haruto,"
    assert opening(SORENSEN, "ja") == "Åse Sørensen 様"


def test_nobody_has_a_gender_because_of_a_name() -> None:
    one = person("Schmidt", "Maria", country="DE")
    assert "Frau" not in opening(one, "de")
    assert "Ms" not in opening(one, "en")


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("Frau Ministerin", "de", "Sehr geehrte Frau Ministerin,"),
        ("Professor Tanaka", "en", "Dear Professor Tanaka,"),
        ("Kære Åse", "en", "Kære Åse,"),
        ("Dear Haruto,", "de", "Dear Haruto,"),
        ("田中先生", "en", "田中先生"),
        ("Åse", "da", "Kære Åse,"),
        ("Mr Takahashi", "de", "Sehr geehrter Herr Takahashi,"),
        ("Mr Takahashi", "da", "Kære hr. Takahashi,"),
        ("Mrs Holm", "en", "Dear Mrs Holm,"),
        ("Frau Dr. Müller", "de", "Sehr geehrte Frau Dr. Müller,"),
        ("Ms Dr. Müller", "de", "Sehr geehrte Frau Dr. Müller,"),
        ("Frau Dr. Müller", "en", "Dear Dr Müller,"),
        ("Tanaka-san", "ja", "Hanako Sato 様"),
        ("田中様", "ja", "田中様"),
    ],
)
def test_the_confirmed_form_wins(said: str, language: str, expected: str) -> None:
    assert opening(person(salutation=said, prefix="Ms"), language) == expected


def test_a_latin_form_does_not_open_a_japanese_letter() -> None:
    one = person("Tanaka", native_name="田中 陽斗", salutation="Mr Tanaka")
    assert opening(one, "ja") == "田中 陽斗 様"


def test_a_line_has_the_family_name_in_capitals_where_it_is_wanted() -> None:
    assert in_list(TANAKA, "en", capitals=True) == "TANAKA Haruto"
    assert in_list(TANAKA, "en", capitals=True, order=NameOrder.GIVEN_FIRST) == "Haruto TANAKA"
    assert in_list(TANAKA, "ja", capitals=True) == "田中 陽斗"
    assert in_list(SORENSEN, "da", capitals=True) == "Dr. Åse SØRENSEN"
    assert in_list(person("Sato", "Hana", prefix="Ms", suffix="PhD"), "en") == "Hana Sato, PhD"


def test_a_badge_has_two_lines() -> None:
    assert badge(SORENSEN, "en") == ("Dr. Åse", "SØRENSEN")
    assert badge(TANAKA, "en") == ("TANAKA", "Haruto")
    assert badge(TANAKA, "ja") == ("田中 陽斗", "TANAKA Haruto")
    assert badge(person("Suharto", ""), "en") == ("SUHARTO", "")
    assert badge(person("", "", native_name="田中"), "ja") == ("田中", "")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("da", ["Andersen", "Zeuthen", "Ærø", "Østergaard", "Aagaard", "Åse"]),
        ("sv", ["Andersen", "Zeuthen", "Åse", "Ærø", "Østergaard"]),
        ("de", ["Ahlers", "Ähler", "Muller", "Müllner", "Straße", "Strassen"]),
    ],
)
def test_names_sort_as_the_language_wants(language: str, expected: list[str]) -> None:
    people = [person(name, "") for name in reversed(expected)]
    shown = [one.family_name for one in sorted(people, key=lambda one: sort_form(one, language))]
    if language == "de":
        expected = sorted(expected, key=lambda name: name.replace("ß", "ss").translate(_BARE))
    assert shown == expected


_BARE = str.maketrans("Ääü", "Aau")


def test_japanese_names_sort_by_their_reading_in_any_kana() -> None:
    readings = ["アベ", "かとう", "ガモウ", "さとう", "ﾀﾅｶ", "やまだ"]
    people = [person("x", "", reading=reading) for reading in reversed(readings)]
    shown = [one.reading for one in sorted(people, key=lambda one: sort_form(one, "ja"))]
    assert shown == readings


def test_an_honorific_is_taken_apart() -> None:
    assert honorific("Frau Prof. Dr.").gender == "f"
    assert honorific("Frau Prof. Dr.").degrees == ("Prof.", "Dr.")
    assert honorific("Dr.").gender == ""
