"""What is typed and what is written are compared sign by sign, however either was spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.searching import Nearness, ask, collapsed, entry_text, searchable


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("moeller", "Møller"),
        ("Møller", "Moeller"),
        ("muller", "Müller"),
        ("MUELLER", "Müller"),
        ("aase", "Åse"),
        ("ÅSE", "Aase"),
        ("aeroe", "Ærø"),
        ("strasse", "Straße"),
        ("STRAẞE", "Strasse"),
        ("lukasz", "Łukasz"),
        ("toukyou", "Tōkyō"),
        ("tōkyō", "Tokyo"),
        ("tokyo", "Toukyou"),
        ("sato", "Satoh"),
        ("ohno", "Ōno"),
        ("ＴＡＮＡＫＡ", "Tanaka"),
        ("タナカ", "たなか"),
        ("ﾀﾅｶ", "たなか"),
        ("たなか", "タナカ"),
        ("渡辺", "渡邊"),
        ("斉藤", "齋藤"),
        ("obrien", "O’Brien"),
        ("o'brien", "OBrien"),
        ("smith-jones", "Smith Jones"),
        ("e\u0301cole", "École"),
    ],
)
def test_what_is_typed_is_the_name_that_is_written(typed: str, written: str) -> None:
    assert ask(typed).nearness(entry_text([written], [])) is Nearness.NAME_IS


@pytest.mark.parametrize(
    "typed",
    [
        "+45 33 92 00 00",
        "33920000",
        "004533920000",
        "33 92 00 00",
        "33-92-0000",
        "(33) 92 00",
        "+45 (0)33 92 00 00",
        "45339",
        "92 00 00",
        "hanne 3392",
    ],
)
@pytest.mark.parametrize("filed", ["+4533920000", "+45 33 92 00 00", "0045 33920000"])
def test_a_number_is_found_in_any_grouping(typed: str, filed: str) -> None:
    assert ask(typed).nearness(entry_text(["Hanne"], [], [filed])) is not None


def test_a_number_with_its_country_is_found_where_it_is_filed_without() -> None:
    assert ask("+45 33 92 00 00").nearness(entry_text(["Hanne"], [], ["33 92 00 00"])) is not None
    assert ask("+81 3 5253 4111").nearness(entry_text(["Aya"], [], ["03-5253-4111"])) is not None


def test_days_and_numbers_in_titles_are_not_only_phone_numbers() -> None:
    assert ask("visit 2027-05").nearness(entry_text(["Visit"], ["2027-05-10"])) is not None
    assert ask("hall 3 17").nearness(entry_text(["Hall 3, room 17"], [])) is not None


@pytest.mark.parametrize(
    ("typed", "nearness"),
    [
        ("tanaka haruto", Nearness.NAME_IS),
        ("haruto tanaka", Nearness.NAME_IS),
        ("tanaka, haruto", Nearness.NAME_IS),
        ("tan", Nearness.NAME_BEGINS),
        ("haruto ta", Nearness.NAME_BEGINS),
        ("h.tanaka@mext.go", Nearness.WORDS_BEGIN_TOGETHER),
        ("mext", Nearness.WORDS_BEGIN_TOGETHER),
        ("haruto mext", Nearness.WORDS_BEGIN),
        ("naka mext", Nearness.CONTAINS),
        ("aka", Nearness.CONTAINS),
        ("tanaka peter", None),
    ],
)
def test_the_beginning_of_a_name_is_nearer_than_of_a_word_and_that_than_the_inside(
    typed: str, nearness: Nearness | None
) -> None:
    text = entry_text(["Tanaka Haruto", "Haruto Tanaka"], ["h.tanaka@mext.go.jp"])

    assert ask(typed).nearness(text) is nearness


@pytest.mark.parametrize("typed", ["", "  ", "%", "@", "' \"", "\x02", "…"])
def test_nothing_but_signs_asks_for_nothing(typed: str) -> None:
    assert not ask(typed)
    assert ask(typed).nearness(entry_text(["Tanaka"], [])) is None


NAMES = st.text(alphabet="aeouhAÅØößłkn ōūタナたな田中-'.3", min_size=1, max_size=16)


@given(NAMES, st.integers(1, 16))
def test_every_beginning_of_a_name_finds_it(name: str, length: int) -> None:
    typed = name[:length]

    if ask(typed):
        found = ask(typed).nearness(entry_text([name], []))
        assert found is not None
        if not any(sign.isdecimal() for sign in name):
            assert found <= Nearness.NAME_BEGINS


@given(st.text(max_size=40))
def test_a_text_is_made_comparable_once(text: str) -> None:
    once = searchable(text)

    assert searchable(once) == once
    assert len(collapsed(once)) <= len(once)


@given(st.text(max_size=40), st.text(max_size=300))
def test_each_nearness_is_within_the_next(typed: str, text: str) -> None:
    asked = ask(typed)
    from planner.domain.searching import holds

    written = entry_text([text], [typed])
    held = [holds(condition, written) for condition in asked.conditions]
    assert held == sorted(held)
