"""The catalogues are whole, fit the sentences and say the same facts."""

from __future__ import annotations

import ast
import importlib.util
import string
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from planner import i18n, paths

FOLDER = paths.resources() / "translations"
LANGUAGES = ("da", "de")
PAPER_LANGUAGES = ("sv", "ja")
EVERY = (*LANGUAGES, *PAPER_LANGUAGES)


@pytest.fixture(scope="module")
def script() -> Any:
    path = Path(__file__).parents[1] / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def known_in(code: str) -> set[tuple[str, ...]]:
    with (FOLDER / code / "LC_MESSAGES" / "planner.po").open("rb") as file:
        return {texts(message.id) for message in read_po(file, locale=code) if message.id}


def texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (str(value or ""),)


def facts(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", EVERY)
def test_every_sentence_is_translated_with_the_same_facts(code: str) -> None:
    with (FOLDER / code / "LC_MESSAGES" / "planner.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    gaps, wrong = [], []
    for message in catalog:
        if not message.id:
            continue
        said = texts(message.string)
        if not all(said):
            gaps.append(message.id)
        elif any(facts(one) - facts(texts(message.id)[-1]) for one in said):
            wrong.append(message.id)

    assert gaps == []
    assert wrong == []


@pytest.mark.parametrize("code", EVERY)
def test_the_compiled_catalogue_is_the_one_that_was_written(code: str) -> None:
    folder = FOLDER / code / "LC_MESSAGES"
    with (folder / "planner.po").open("rb") as file:
        written = {texts(one.id): texts(one.string) for one in read_po(file, locale=code) if one.id}
    with (folder / "planner.mo").open("rb") as file:
        compiled = {texts(one.id): texts(one.string) for one in read_mo(file) if one.id}

    assert compiled == written


def test_no_sentence_of_the_source_is_missing_from_the_catalogues(script: Any) -> None:
    wanted = {texts(message.id) for message in script.collected() if message.id}

    for code in LANGUAGES:
        assert wanted - known_in(code) == set(), code


def test_no_marked_sentence_escapes_the_collection(script: Any) -> None:
    """Within an f-string it would: the collector reads tokens."""
    known = {texts(message.id)[0] for message in script.collected() if message.id}
    marked = {
        call.args[0].value
        for path in sorted((Path(__file__).parents[1] / "src").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in ("_", "N_", "ngettext")
        and isinstance(call.args[0], ast.Constant)
    }

    assert len(marked) > 2_000
    assert marked - known == set()


def test_swedish_and_japanese_hold_what_stands_on_papers_and_nothing_else(script: Any) -> None:
    wanted = {texts(message.id) for message in script.on_papers(script.collected()) if message.id}

    assert {("Meeting",), ("Twin room",), ("Mon",)} <= wanted
    assert ("Undo",) not in wanted
    for code in PAPER_LANGUAGES:
        assert known_in(code) == wanted, code


def test_a_table_that_no_module_has_is_refused(script: Any) -> None:
    with pytest.raises(LookupError, match="NOWHERE"):
        list(script._table("planner/domain/travel.py:NOWHERE"))


def test_a_window_never_speaks_a_language_that_only_papers_have() -> None:
    assert i18n.language("sv_SE").code == "en"
    assert i18n.paper_language("sv_SE").code == "sv"
    assert i18n.paper_language("fi").code == "en"
    assert i18n.paper_language("ja")("Meeting") != "Meeting"


def test_dates_are_written_by_the_custom_of_the_language() -> None:
    import datetime as dt

    moment = dt.datetime(2027, 5, 10, 14, 30)

    assert i18n.moment_in_words(moment, i18n.language("en")) == "Mon 10 May 14:30"
    assert i18n.moment_in_words(moment, i18n.language("de")) == "Mo 10. Mai 14:30"
    assert i18n.moment_in_words(moment, i18n.language("da")) == "man. 10. maj 14.30"
    assert i18n.moment_in_words(moment, i18n.paper_language("sv")) == "mån 10 maj 14.30"
    assert i18n.moment_in_words(moment, i18n.paper_language("ja")) == "5月10日(月) 14:30"


def test_german_nouns_keep_their_capitals_inside_a_sentence() -> None:
    assert i18n.inside("Besuch", i18n.language("de")) == "Besuch"
    assert i18n.inside("Visit", i18n.language("en")) == "visit"


def test_one_word_and_one_kind_of_quotes_are_kept_throughout() -> None:
    """German says "Abkommen" of all agreements; a "Fördervereinbarung" is a kind of its own."""

    def all_of(code: str) -> list[str]:
        with (FOLDER / code / "LC_MESSAGES" / "planner.po").open("rb") as file:
            return [one for message in read_po(file, locale=code) for one in texts(message.string)]

    assert [one for one in all_of("de") if "Vereinbarung" in one] == []
    assert [one for one in all_of("da") if "»" in one or "«" in one] == []
