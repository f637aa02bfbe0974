"""Sentences that list countries with which somebody has agreements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.asserting import is_stated
from planner.domain.source_reading.countries import CountryBook
from planner.domain.source_reading.enumerating import parts_of, while_read
from planner.domain.source_reading.parties import OPENINGS, Party, PartyReader, generic
from planner.domain.source_reading.passages import Passage, Sentence
from planner.domain.source_reading.statements import Context

_AGREEMENTS: Final = (
    r"(?:\w*aftaler(?:ne)?|memoranda|memorandums? of understanding|\w*agreements|treaties"
    r"|\w*abkommen|\w*vereinbarungen|\w*verträge|\w*avtal(?:en)?)"
)
_WITH: Final = re.compile(
    rf"(?i)\b{_AGREEMENTS}\b[^.;:]{{0,80}}?\b(?:med|with|mit)\b\s+"
    r"(?:(?:[\w-]+\s+){0,6}?(?:countries|lande|länder|ländern|stater|states)\b[^(:.,]{0,20}[(:]\s*)?"
)
_WITH_ALONE: Final = re.compile(r"(?i)\b(?:mit|med|with)\s+")
_FOLLOWS: Final = re.compile(
    r"(?i)[\s\w,äöüæøå-]{0,40}?\b(?:\w*abkommen|\w*vereinbarungen|\w*verträge|\w*aftaler)\b"
)
_AGREEMENT_WORD: Final = re.compile(rf"(?i){_AGREEMENTS}")
_JAPANESE: Final = re.compile(
    r"(?P<list>[^。、，\s]{1,14}(?:[、，・][^。、，\s]{1,14}){1,30}?)と[^。]{0,20}(?:協定|覚書|取決め)"
)


@dataclass(frozen=True, slots=True)
class CountryList:
    """``owner`` is who has the agreements, if the sentence says so."""

    codes: tuple[str, ...]
    sentence: Sentence
    passage: Passage
    owner: Party | None = None


def country_lists(read: Sequence[Context], countries: CountryBook) -> Iterator[CountryList]:
    """Two countries or more, said to have agreements with somebody; not those that have none (any more)."""
    for one in read:
        sentence, end = one.sentence, 0
        for start, lead in _leads(sentence.text):
            if start < end:
                continue  # within the list before
            listed, last = while_read(sentence.text, lead, countries.read)
            codes = tuple(dict.fromkeys(code for code, _part in listed))
            if len(codes) >= 2 and is_stated(sentence.text, start, last):
                end = last
                is_alone = not _AGREEMENT_WORD.search(sentence.text, start, lead)
                if is_alone and not (last := _after(sentence.text, listed[-1][1].start)):
                    continue  # "with A and B", and nothing of agreements after it
                passage = sentence.passage(start, last)
                yield CountryList(codes, sentence, passage, owner_before(one, start))
        for found in _JAPANESE.finditer(sentence.text):
            read_codes = [countries.read(part.text) for part in parts_of(found["list"])]
            codes = tuple(dict.fromkeys(code for code in _last_run(read_codes) if code))
            if len(codes) >= 2:
                passage = sentence.passage(found.start(), found.end())
                yield CountryList(codes, sentence, passage, owner_before(one, found.start()))


def _leads(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of agreements begin and their list does; a bare "mit" may have them after it."""
    whole = [(found.start(), found.end()) for found in _WITH.finditer(text)]
    ends = {end for _start, end in whole}
    yield from whole
    for found in _WITH_ALONE.finditer(text):
        if found.end() not in ends:
            yield found.start(), found.end()


def _after(text: str, end: int) -> int:
    """Where the word of agreements ends that follows a list: "hat mit A und B Abkommen"; 0 for none."""
    found = _FOLLOWS.match(text, end)
    return found.end() if found else 0


def owner_before(one: Context, at: int) -> Party | None:
    """Who stands before the list: an organisation, "we", the name or country that begins the sentence."""
    before = [name for name in one.named if name.start <= at]
    if before:
        return Party(before[-1].start, before[-1].end, key=before[-1].key)
    text = one.sentence.text
    begin = len(text) - len(text.lstrip(OPENINGS))
    if subject := generic(text, begin, at):
        return subject
    first = PartyReader(text, one.named, one.countries).at(begin)
    if first is not None and first.end <= at:
        return first
    there = next((country for country in one.countries if country.end <= at), None)
    return Party(there.start, there.end, code=there.code) if there else None


def _last_run(codes: Sequence[str]) -> list[str]:
    """The countries up to the end; "省は日本" before the first comma may hide the first one."""
    run: list[str] = []
    for code in reversed(codes):
        if not code:
            break
        run.append(code)
    return run[::-1]
