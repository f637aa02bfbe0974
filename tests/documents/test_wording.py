"""The languages of a paper: one, or two side by side."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import MONDAY
from planner.documents.content import Words
from planner.documents.speaking.dates import long_date
from planner.documents.speaking.wording import (
    AS_OF,
    PAGE_OF,
    TBC,
    VERSION,
    Speech,
    in_one_line,
    listed,
    speech,
)
from planner.domain.itinerary import ITEM_KINDS, ItemKind
from planner.errors import UserError
from planner.i18n import PAPER_LANGUAGES, paper_language, use


def test_a_paper_speaks_one_language_or_two() -> None:
    assert speech("da").codes == ("da",)
    assert speech("en", "ja").codes == ("en", "ja")
    assert (speech("en", "ja").code, speech("en", "ja").second_code) == ("en", "ja")
    assert speech("sv_SE").second_code == ""
    assert speech("de", "de-AT", "").codes == ("de",)


@pytest.mark.parametrize("codes", [(), ("",), ("fi",), ("en", "da", "de")])
def test_another_number_or_an_unknown_language_is_refused(codes: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        speech(*codes)


def test_the_fixed_words_stand_side_by_side() -> None:
    both = speech("en", "ja")

    assert both.both(ITEM_KINDS[ItemKind.MEETING]) == Words("Meeting", "会談")
    assert both.line(ITEM_KINDS[ItemKind.MEETING]) == "Meeting / 会談"
    assert both.each(partial(long_date, MONDAY)) == Words("Monday 10 May 2027", "2027年5月10日(月)")


def test_what_both_languages_say_alike_is_said_once() -> None:
    assert speech("da", "sv").line(ITEM_KINDS[ItemKind.TALK]) != ""
    assert speech("en", "da").line(VERSION, number=3) == "Version 3"
    assert speech("en", "sv").both("Suite") == Words("Suite", "Svit")


def test_a_fact_is_filled_in_in_each_language() -> None:
    both = speech("de", "ja")
    day = both.each(partial(long_date, MONDAY))

    assert both.both(AS_OF, date=day) == Words(
        "Stand Montag, 10. Mai 2027", "2027年5月10日(月)現在"
    )
    assert both.line(PAGE_OF, page=3, pages=12) == "Seite 3 von 12 / 3／12ページ"


def test_the_window_s_language_changes_nothing() -> None:
    was = use("de")
    try:
        assert speech("en").line(ITEM_KINDS[ItemKind.MEAL]) == "Meal"
        assert speech("sv").line(ITEM_KINDS[ItemKind.MEAL]) == "Måltid"
    finally:
        use("en")
    assert was.code == "de"


def test_what_is_unconfirmed_has_a_word_in_every_language() -> None:
    words = {code: speech(code).line(TBC) for code in PAPER_LANGUAGES}

    assert words == {
        "en": "tbc",
        "da": "afventer",
        "de": "unter Vorbehalt",
        "sv": "preliminärt",
        "ja": "調整中",
    }


def test_text_without_a_translation_stays() -> None:
    assert in_one_line("Niels Bohr Institute") == "Niels Bohr Institute"
    assert speech("en", "ja").both("") == Words("")
    assert isinstance(speech("en"), Speech)


def test_an_office_s_own_words_win_in_their_language() -> None:
    words = {"da": {"Meeting": "Samtale"}}

    assert speech("da", "en", wording=words).line("Meeting") == "Samtale / Meeting"
    assert speech("da", wording=words).line("Meal") == "Måltid"


def test_an_office_s_own_words_count_too() -> None:
    messages = "{names} and {count} other", "{names} and {count} others"
    words = {"da": {messages[1]: "{names} + {count}"}}

    assert speech("da", wording=words).plural(*messages, 3, names="A").text == "A + 3"
    assert speech("da", wording=words).plural(*messages, 1, names="A").text == "A og 1 anden"
    assert speech("ja", "en").plural(*messages, 3, names="A") == Words(
        "A、ほか3名", "A and 3 others"
    )


def test_names_stand_in_a_row_as_the_language_puts_them() -> None:
    names = ["Sato", "", "Lund", "Meier"]

    assert [listed(names, code) for code in PAPER_LANGUAGES] == [
        "Sato, Lund and Meier",
        "Sato, Lund og Meier",
        "Sato, Lund und Meier",
        "Sato, Lund och Meier",
        "Sato、Lund、Meier",
    ]
    assert listed(["Sato"], "en") == "Sato"
    assert listed([], "ja") == ""


@given(st.text(max_size=60))
def test_a_fact_is_data_and_never_a_pattern(text: str) -> None:
    assert speech("da", "ja").both(AS_OF, date=text) == Words(f"pr. {text}", f"{text}現在")


@pytest.mark.parametrize("own", ["Udgave {nummer}", "Udgave {", "Udgave {number.x}", "Udgave {0}"])
def test_words_of_an_office_that_do_not_fit_stop_no_paper(own: str) -> None:
    said = speech("da", wording={"da": {VERSION: own}}).line(VERSION, number=3)

    assert said == "Version 3"


def test_no_paper_is_called_as_a_newspaper_or_a_column_as_a_ghost() -> None:
    """ "Dagblad" and "Tagesblatt" are newspapers; who "går igen" haunts the house."""
    for code, message, said in (
        ("sv", "Day sheet", "Dagsprogram"),
        ("de", "Day sheet", "Tagesprogramm"),
        ("da", "Leaves", "Forlader stedet"),
        ("da", "was {time}", "tidligere {time}"),
    ):
        assert paper_language(code)(message) == said
