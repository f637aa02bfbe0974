"""Text on its way in, and for comparing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.text import (
    clean_line,
    clean_text,
    fold,
    from_excel,
    natural_key,
    safe_file_name,
    spellings,
)


def test_controls_go_and_line_ends_become_one_kind() -> None:
    assert clean_text("a\x00b\x0bc\r\nd\re\u2028f") == "abc\nd\nef"


def test_a_lone_surrogate_becomes_the_replacement_sign() -> None:
    assert clean_text("Sat\ud800o") == "Sat\ufffdo"


def test_escapes_of_excel_are_decoded_once() -> None:
    assert clean_text(from_excel("one_x000D__x000A_two")) == "one\ntwo"
    assert clean_text(from_excel("one_x005F_x000D_")) == "one_x000D_"


def test_forty_thousand_characters_are_cut_with_an_ellipsis() -> None:
    assert len(clean_line("x" * 40_000)) == 500
    assert clean_line("x" * 40_000).endswith("…")


def test_ideographic_spaces_become_one_space() -> None:
    assert clean_line("田中\u3000 陽斗") == "田中 陽斗"


@given(st.text())
def test_what_was_cleaned_stays_as_it_is(text: str) -> None:
    once = clean_text(text)

    assert clean_text(once) == once
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("akesson", "Åkesson"),
        ("AERO", "Ærø"),
        ("lukasz", "Łukasz"),
        ("strasse", "Straße"),
        ("ヤマダ", "ﾔﾏﾀﾞ"),
    ],
)
def test_what_people_type_finds_what_is_written(typed: str, found: str) -> None:
    assert fold(typed) == fold(found)


def test_muller_and_mueller_are_both_spellings_of_the_umlaut() -> None:
    assert {"muller", "mueller"} <= spellings("Müller")
    assert {"aase", "ase"} <= spellings("Åse")


def test_room_9_comes_before_room_10() -> None:
    assert sorted(["Room 10", "Room 9"], key=natural_key) == ["Room 9", "Room 10"]


@pytest.mark.parametrize("name", ["../x", "CON", "a:b", "gnp\u202e.exe", "  ", "x" * 300])
def test_file_names_are_safe_everywhere(name: str) -> None:
    safe = safe_file_name(name)

    assert safe
    assert not set(safe) & set('<>:"/\\|?*\u202e')
    assert safe.casefold() != "con"
    assert len(safe) <= 130
