"""Towns that have an innovation centre: counted in a sentence, named in one, or listed below a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.source_reading.asserting import is_stated
from planner.domain.source_reading.countries import CountryBook
from planner.domain.source_reading.enumerating import while_read
from planner.domain.source_reading.lists import owner_before
from planner.domain.source_reading.numbers import NUMBER, read_number
from planner.domain.source_reading.parties import Party
from planner.domain.source_reading.passages import Passage, Sentence
from planner.domain.source_reading.statements import Context

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


_PLAIN: Final = re.compile(
    r"(?i)\b(?:innovation[\w-]*(?:\s+cent(?:re|er)s?\b|cent(?:re|er)(?:s|r|ret|rne|et)?\b|zentr(?:um|en)\b)"
    r"|innovation\s+hubs?\b)"
)
_PLAIN_IN: Final = re.compile(r"[^.;:()]{0,30}?(?:\b(?:in|i)\s+|[::]\s*)(?=[A-ZÆØÅÄÖÜ])")
_RUNS: Final = re.compile(
    r"(?i)\b(?:has|have|runs?|opened|established|har|driver|åbnede|åbnet|oprettet|etableret|hat|haben|betreibt|betreiben"
    r"|eröffnete|eröffnet|unterhält)\b"
)
_LISTED: Final = re.compile(r"^[\s•*·–-]*(?P<town>[^,(:–—\d]{2,40}?)\s*(?:[,(:–—].{0,40})?$")
_HEADING: Final = 60
"""Signs of a line that is the heading of a list."""


@dataclass(frozen=True, slots=True)
class CentreList:
    """``attaches`` is how many are posted there, if the text says that each centre has one; ``owner`` whose they
    are, where no number is told."""

    count: int | None
    towns: tuple[str, ...]
    passage: Passage
    attaches: int | None = None
    attaches_at: Passage | None = None
    owner: Party | None = None


def centre_list(read: Sequence[Context], countries: CountryBook) -> CentreList | None:
    """The first that are counted with their towns; else those of a sentence or list without a number."""
    sentences = [one.sentence for one in read]
    found = _counted(sentences) or _below_heading(sentences, countries)
    return found or next((told for one in read if (told := _uncounted(one, countries))), None)


def _uncounted(one: Context, countries: CountryBook) -> CentreList | None:
    """ "has innovation centres in A, B and C", "opened an innovation centre in A" """
    text = one.sentence.text
    for noun in _PLAIN.finditer(text):
        lead = _PLAIN_IN.match(text, noun.end())
        if lead is None:
            continue
        listed, end = while_read(text, lead.end(), _read_town)
        towns = tuple(dict.fromkeys(town for town, _part in listed if not countries.read(town)))
        runs = _RUNS.search(text, 0, noun.start())
        if not towns or (len(towns) < 2 and runs is None):
            continue
        if is_stated(text, runs.start() if runs else noun.start(), lead.end()):
            passage = one.sentence.passage(noun.start(), end)
            return CentreList(None, towns, passage, owner=owner_before(one, noun.start()))
    return None


def _below_heading(sentences: Sequence[Sentence], countries: CountryBook) -> CentreList | None:
    for place, sentence in enumerate(sentences):
        text = sentence.text
        if len(text) > _HEADING or not _PLAIN.search(text) or _PLAIN_IN.search(text):
            continue
        towns: list[str] = []
        for line in sentences[place + 1 :]:
            town = _LISTED.match(line.text)
            name = _read_town(town["town"]) if town else ""
            if not name or countries.read(name) or line.text[:1].islower():
                break
            towns.append(name)
        if len(towns) >= 2 and is_stated(text, 0, len(text)):
            last = sentences[place + len(towns)]
            excerpt = f"{text} … {last.text}"[:200]
            return CentreList(None, tuple(dict.fromkeys(towns)), Passage(sentence.start, excerpt))
    return None


def _counted(sentences: Sequence[Sentence]) -> CentreList | None:
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
        if not is_stated(sentence.text, found.start(), found.end()):
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
            return replace(centres, attaches=count, attaches_at=sentence.passage())
    return centres
