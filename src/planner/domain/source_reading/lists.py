"""Sentences that list: countries with which somebody has agreements, towns that have a centre."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.countries import CountryBook
from planner.domain.source_reading.enumerating import parts_of, while_read
from planner.domain.source_reading.numbers import NUMBER, read_number
from planner.domain.source_reading.passages import Passage, Sentence

_AGREEMENTS: Final = (
    r"(?:\w*aftaler(?:ne)?|memoranda|memorandums? of understanding|\w*agreements|treaties"
    r"|\w*abkommen|\w*vereinbarungen|\w*verträge|\w*avtal(?:en)?)"
)
_WITH: Final = re.compile(
    rf"(?i)\b{_AGREEMENTS}\b[^.;:]{{0,80}}?\b(?:med|with|mit)\b\s+"
    r"(?:(?:[\w-]+\s+){0,6}?(?:countries|lande|länder|ländern|stater|states)\b[^(:.,]{0,20}[(:]\s*)?"
)
_JAPANESE: Final = re.compile(
    r"(?P<list>[^。、，\s]{1,14}(?:[、，・][^。、，\s]{1,14}){1,30}?)と[^。]{0,20}(?:協定|覚書|取決め)"
)
_CENTRES: Final = re.compile(
    rf"(?i)\b(?P<count>{NUMBER})\s+(?:[^\W\d_][\w-]*\s+){{0,3}}?"
    r"(?P<noun>(?:innovation|science|research|forsknings?|videns?|wissenschafts?|kompeten[cz])[\w-]*"
    r"(?:\s+cent(?:re|er)s\b|centre(?:r|rne)?\b|centers?\b|zentren\b)|innovation\s+hubs\b)"
)
_CENTRES_JAPANESE: Final = re.compile(r"イノベーション(?:・)?センター")
_COUNT_JAPANESE: Final = re.compile(
    r"(?P<count>[一二三四五六七八九十]|\d{1,2})(?:つ|か所|カ所|ヶ所|都市|拠点)"
)
_LIE: Final = re.compile(
    r"(?i)\b(?:located|situated|ligger|placeret|liegen|befinden sich|finns|established|etableret"
    r"|angesiedelt|based)\b[^.:]{0,40}?\b(?:in|i|henholdsvis i)\s+"
    r"(?:(?:henholdsvis|respectively|jeweils|respektive)\s+)?|[（(]"
    r"|\b(?:in|i)\s+(?:henholdsvis\s+)?(?=[A-ZÆØÅÄÖÜ])|[::：]\s*"
)
_POSTED: Final = re.compile(r"(?i)\w*attach[ée]")
_EACH: Final = re.compile(r"(?i)\b(?:each|every|hvert|hver|jede[rmns]?|varje|vart och ett)\b")
_TOWN: Final = re.compile(
    r"[A-ZÆØÅÄÖÜÉ][\w.'’-]*(?:[ /][A-ZÆØÅÄÖÜÉ][\w.'’-]*|\s(?:de|do|am|an der|of)(?=\s)){0,4}"
)
_DENIES: Final = re.compile(
    r"(?i)\b(?:no longer|not(?! only\b| just\b)|never|neither|ikke(?! (?:kun|blot|bare|alene)\b)"
    r"|aldrig|nicht(?! nur\b| allein\b)|niemals|keine?[mnrs]?|inte(?! bara\b| endast\b))\b"
)
_NEAR: Final = 60
"""Characters before the words of the agreement: as far as a verb with its denial stands from them."""


@dataclass(frozen=True, slots=True)
class CountryList:
    """``at`` is where the words of the agreement begin in the sentence: who has them stands before."""

    codes: tuple[str, ...]
    at: int
    sentence: Sentence
    passage: Passage


@dataclass(frozen=True, slots=True)
class CentreList:
    """``attachés`` is how many are posted there, if the text says that each centre has one."""

    count: int | None
    towns: tuple[str, ...]
    passage: Passage
    attaches: int | None = None
    attaches_at: Passage | None = None


def country_lists(sentences: Sequence[Sentence], countries: CountryBook) -> Iterator[CountryList]:
    """Two countries or more, said to have agreements with somebody; not those that have none (any more)."""
    for sentence in sentences:
        end = 0
        for found in _WITH.finditer(sentence.text):
            if found.start() < end:
                continue  # within the list before
            if _DENIES.search(sentence.text, max(0, found.start() - _NEAR), found.end()):
                continue
            listed, end = while_read(sentence.text, found.end(), countries.read)
            codes = tuple(dict.fromkeys(code for code, _part in listed))
            if len(codes) >= 2:
                passage = sentence.passage(found.start(), end)
                yield CountryList(codes, found.start(), sentence, passage)
        for found in _JAPANESE.finditer(sentence.text):
            read = [countries.read(part.text) for part in parts_of(found["list"])]
            codes = tuple(dict.fromkeys(code for code in _last_run(read) if code))
            if len(codes) >= 2:
                yield CountryList(
                    codes, found.start(), sentence, sentence.passage(found.start(), found.end())
                )


def _last_run(codes: Sequence[str]) -> list[str]:
    """The countries up to the end; "省は日本" before the first comma may hide the first one."""
    run: list[str] = []
    for code in reversed(codes):
        if not code:
            break
        run.append(code)
    return run[::-1]


def centre_list(sentences: Sequence[Sentence]) -> CentreList | None:
    """The first number of centres with the towns that stand in its sentence or the next."""
    for place, sentence in enumerate(sentences):
        found = _CENTRES.search(sentence.text)
        count_text = found["count"] if found else ""
        if found is None and _CENTRES_JAPANESE.search(sentence.text):
            found = _COUNT_JAPANESE.search(sentence.text)
            count_text = found["count"] if found else ""
        count = read_number(count_text)
        if found is None or count is None:
            continue
        for near in sentences[place : place + 2]:
            begin = found.end() if near is sentence else 0
            towns, at, end = _towns(near.text, begin, count)
            if towns:
                first = sentence.start + found.start()
                passage = (
                    sentence.passage(found.start(), end)
                    if near is sentence
                    else Passage(
                        first,
                        sentence.text[found.start() :][:60]
                        + " … "
                        + near.passage(at, end).excerpt[:130],
                    )
                )
                return _with_attaches(CentreList(count, towns, passage), sentences)
    return None


def _towns(text: str, begin: int, count: int) -> tuple[tuple[str, ...], int, int]:
    for lead in _LIE.finditer(text, begin):
        listed, end = while_read(text, lead.end(), _read_town)
        towns = tuple(dict.fromkeys(town for town, _part in listed))
        if len(towns) >= 2 and len(towns) in (count, count - 1, count + 1):
            return towns, lead.start(), end
    return (), 0, 0


def _read_town(text: str) -> str:
    found = _TOWN.fullmatch(text.strip())
    if found is None and not text.isascii() and 1 < len(text) < 12 and text[:1] >= "\u3040":
        return text
    return text.strip() if found else ""


def _with_attaches(centres: CentreList, sentences: Sequence[Sentence]) -> CentreList:
    for sentence in sentences:
        posted = _POSTED.search(sentence.text)
        if posted is None or centres.count is None:
            continue
        number = re.search(rf"(?i)\b({NUMBER})\s+(?:\w+\s+)?\w*attach[ée]", sentence.text)
        count = read_number(number[1]) if number else None
        if count is None and _EACH.search(sentence.text):
            count = centres.count
        if count is not None:
            return CentreList(
                centres.count, centres.towns, centres.passage, count, sentence.passage()
            )
    return centres
