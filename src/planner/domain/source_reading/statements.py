"""Sentences that tell what happened: agreements signed, visits, invitations, partners, rank of a country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.clauses import after, before
from planner.domain.source_reading.countries import CountryBook, CountryNamed
from planner.domain.source_reading.days import Dated, dates_in
from planner.domain.source_reading.known import Named
from planner.domain.source_reading.numbers import NUMBER, read_number
from planner.domain.source_reading.passages import Passage, Sentence
from planner.domain.source_reading.told_days import days_of_clause
from planner.domain.times import UNKNOWN_DATE, PartialDate

_GUESTS: Final = re.compile(r"(?i)\bdelegat(?:ion\w*|ionen)\b\s*(?:fra|from|aus|från|of)\s+|代表団")
_TO_COUNTRY: Final = re.compile(
    r"(?i)\b(?:delegationsreise|delegation|besøg|visit|visits|visited|besøger|besøgte|reise|reiste|reise"
    r"|besöker|besökte|travelled|traveled|journey|trip)\b[^.;:]{0,60}?\b(?:nach|til|to|i|in|till)\s+$"
)
_NEAR: Final = 80
"""Signs within which two things that a sentence ties to each other stand."""
_BROKEN: Final = re.compile(r"[\d:;|()\[\]*/.\"“”]")
_BEFORE: Final = 120
"""Signs before a country in which the verb of a journey is looked for."""
_VISITS: Final = re.compile(
    r"(?i)\b(?:besøger|besøgte|besøge|besøgt|besuchen|besuchte[n]?|besucht|visit|visits|visited|visiting"
    r"|besöker|besökte|besöka|toured|tours|vise|zeigen)\b|\bbesuch(?:s|es)?\s+(?:bei|der|des|im)\b"
    r"|\b(?:treffen|meeting|møde|möte)\b[^.]{0,24}\b(?:bei|with|at|hos|med)\b|訪問"
)
_HOST: Final = re.compile(
    r"(?i)\b(?:er vært|er værter|vært for|hosted by|is (?:the )?host|gastgeber(?:in)?|står som värd|värd för)\b"
)
_SIZE: Final = re.compile(
    rf"(?i)\b(?:(?:rund|etwa|ca\.?|about|some|omkring|cirka)\s+)?(?P<a>{NUMBER})[- ]?"
    r"(?:köpfige[nr]?|mand stor|mands|member|person|strong)\b[\w -]{0,12}delegation"
    rf"|\bdelegation(?:en)?\s+(?:på|of|von|om)\s+(?:(?:about|some|rund|etwa|omkring|cirka|ca\.?)\s+)?(?P<b>{NUMBER})\b"
)
_INVITED: Final = re.compile(
    r"(?i)\b(?:lud(?:en)?|lädt|laden|invited|invites|inviterede|inviterer|har inviteret|bjöd in|bjuder in"
    r"|eingeladen)\b"
)
_SINCE: Final = re.compile(r"(?i)\b(?:seit|siden|since|sedan)\s+(?P<year>(?:19|20)\d\d)\b")
_PARTNERS: Final = re.compile(
    r"(?i)kooper|cooperat|co-operat|samarbejd|samarbet|zusammenarbeit|arbeite\w* zusammen|partner"
)
_EXCHANGE: Final = re.compile(
    r"(?i)\b(?:austausch|exchange|udveksling|utbyte)\b[^.;:]{0,30}?\b(?:zwischen|between|mellem|mellan)\b"
)
_RANK: Final = re.compile(
    r"(?i)\b(?:verdens|världens|world['’]s|the world)\s+(?:\d+\.?|næst|tredje|fjerde|andra|second|third"
    r"|fourth|fifth|largest|biggest|\d+(?:st|nd|rd|th)|største|största)\s*\w*"
    r"|\b(?:zweit|dritt|viert|fünft)?größte[rsn]?\b[^.]{0,30}\bwelt\b"
    r"|\b(?:\d+(?:st|nd|rd|th)|second|third|fourth|fifth)[- ](?:largest|biggest)\b[^.]{0,40}\bworld\b|世界第\S位"
)

_JOINED: Final = re.compile(
    r"(?i)(?:\b(?:sowie|und|og|and|och|samt|as well as)|,|、|・|と)\s*"
    r"(?:(?:der|die|das|dem|den|the|det|de|også|also|auch|bei|at)\s+){0,2}$"
)
_OTHERWISE: Final = re.compile(
    r"(?i)\b(?:mit der|mit dem|with which|ejet|owned|gehör\w+|which|welche\w?|som er)\b"
)


@dataclass(frozen=True, slots=True)
class Context:
    """One sentence with what it names: records of the library, countries, dates; places in the sentence."""

    sentence: Sentence
    named: tuple[Named, ...]
    countries: tuple[CountryNamed, ...]
    dates: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Visited:
    """An organisation that was visited, or shown something to, or met, ``when`` if the sentence says."""

    organisation: str
    when: PartialDate
    passage: Passage


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who came from where; ``size`` is 0 where it is not told."""

    organisation: str
    to: str
    size: int
    when: PartialDate
    passage: Passage


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that the text ties to each other; ``since`` a year, or "" """

    first: str
    second: str
    since: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class OfOne:
    """Something about one record or country; ``text`` is the sentence where that is the fact."""

    key: str
    text: str
    passage: Passage


def contexts(
    sentences: Sequence[Sentence], named: Sequence[Named], countries: CountryBook
) -> list[Context]:
    found = []
    place = 0
    for sentence in sentences:
        end = sentence.start + len(sentence.text)
        inside = []
        while place < len(named) and named[place].start < end:
            one = named[place]
            if one.start >= sentence.start:
                inside.append(Named(one.key, one.start - sentence.start, one.end - sentence.start))
            place += 1
        clear = tuple(
            one
            for one in countries.named(sentence.text)
            if not any(other.start <= one.start < other.end for other in inside)
        )
        found.append(Context(sentence, tuple(inside), clear, tuple(dates_in(sentence.text))))
    return found


def visited(read: Sequence[Context]) -> Iterator[Visited]:
    """The organisation after the verb, and those that are joined to it by "and" or a comma."""
    for one in read:
        text = one.sentence.text
        verbs = list(_VISITS.finditer(text))
        if not verbs or _INVITED.search(text):
            continue
        guests = {found.end() for found in _GUESTS.finditer(text)}
        last: Named | None = None
        for place, name in enumerate(one.named):
            verb = next((verb for verb in reversed(verbs) if verb.end() <= name.start), None)
            if verb is None or any(0 <= name.start - end <= 14 for end in guests):
                continue
            if last is not None and verb.end() <= last.end:  # the same verb as for the last one
                if name.key == last.key or not _joins(text, last, one.named[place - 1], name):
                    continue
            elif not _leads_to(text[verb.end() : name.start]):
                continue
            last = name
            when = _day_of(text, verb, name.end)
            yield Visited(name.key, when, one.sentence.passage(verb.start(), name.end))


def _day_of(text: str, verb: re.Match[str], end: int) -> PartialDate:
    """As the verb's own clause tells it, where that says the year."""
    place = (verb.start(), verb.start())
    parts = (*after(text, verb.end(), end), *before(text, place, verb.start()))
    return days_of_clause(parts).since


def _joins(text: str, last: Named, before: Named, name: Named) -> bool:
    """Whether "and" ties the name to the last one: not to another, "..., and A works with B"."""
    if before is not last and _JOINED.fullmatch(text[before.end : name.start].strip() + " "):
        return False
    return _JOINED.search(text[last.end : name.start]) is not None


def _leads_to(between: str) -> bool:
    """Whether what stands between a verb and an organisation lets it be the object of the verb."""
    return (
        len(between) <= _NEAR
        and _OTHERWISE.search(between) is None
        and _BROKEN.search(between) is None
    )


def delegations(read: Sequence[Context], size_anywhere: int) -> Iterator[Delegation]:
    """A delegation from an organisation, and the country or organisation that it came to."""
    for one in read:
        text = one.sentence.text
        for guests in _GUESTS.finditer(text):
            who = next((n for n in one.named if 0 <= n.start - guests.end() <= 14), None)
            there = next(
                (c for c in one.countries if c.start > guests.end() and _verb(text, c)), None
            )
            if who and there:
                when = one.dates[0].when if one.dates else UNKNOWN_DATE
                passage = one.sentence.passage(guests.start(), there.end)
                yield Delegation(who.key, there.code, size_anywhere, when, passage)


def _verb(text: str, country: CountryNamed) -> bool:
    return _VISITS.search(text, 0, country.start) is not None or (
        _TO_COUNTRY.search(text[max(0, country.start - _BEFORE) : country.start]) is not None
    )


def delegation_size(sentences: Sequence[Sentence]) -> tuple[int, Passage] | None:
    """ "rund 40-köpfige Delegation", "a delegation of 40"."""
    for sentence in sentences:
        found = _SIZE.search(sentence.text)
        number = read_number(found["a"] or found["b"]) if found else None
        if found and number and number > 1:
            return number, sentence.passage(found.start(), found.end())
    return None


def journey_to(sentences: Sequence[Sentence], countries: CountryBook) -> tuple[str, Passage] | None:
    """The country of which the text says that a delegation travelled there."""
    for sentence in sentences:
        for country in countries.named(sentence.text):
            first = max(0, country.start - _BEFORE)
            found = _TO_COUNTRY.search(sentence.text[first : country.start])
            if found and re.search(r"(?i)delegation", found[0]):
                return country.code, sentence.passage(first + found.start(), country.end)
    return None


def hosts(read: Sequence[Context]) -> Iterator[OfOne]:
    """Who is said to be the host: after "by", else whoever stands nearest."""
    for one in read:
        found = _HOST.search(one.sentence.text)
        if found is None:
            continue
        names = [n for n in one.named if n.start >= found.end() or not found[0].endswith("by")]

        def distance(name: Named, at: re.Match[str] = found) -> int:
            return max(name.start - at.end(), at.start() - name.end)

        near = min(names, key=distance, default=None)
        if near is None or distance(near) > _NEAR:
            continue
        first, last = sorted(
            (near.end, found.start()) if near.end <= found.start() else (found.end(), near.start)
        )
        if _BROKEN.search(one.sentence.text[first:last]) is None:
            passage = one.sentence.passage(
                min(near.start, found.start()), max(near.end, found.end())
            )
            yield OfOne(near.key, "", passage)


def pairs(read: Sequence[Context]) -> Iterator[Pair]:
    """Partners since a year, and exchanges between two."""
    for one in read:
        text = one.sentence.text
        since = _SINCE.search(text)
        if since and _PARTNERS.search(text):
            near = [n for n in one.named if 0 <= since.start() - n.end <= 2 * _NEAR][-2:]
            if len(near) == 2 and near[0].key != near[1].key:
                yield Pair(
                    near[0].key, near[1].key, since["year"],
                    one.sentence.passage(near[0].start, since.end()),
                )  # fmt: skip
        exchange = _EXCHANGE.search(text)
        if exchange:
            after = [n for n in one.named if n.start >= exchange.end()][:2]
            if len(after) == 2:
                yield Pair(
                    after[0].key, after[1].key, "",
                    one.sentence.passage(exchange.start(), after[1].end),
                )  # fmt: skip


def ranks(read: Sequence[Context]) -> Iterator[OfOne]:
    """A country's place in the world, as the whole sentence: its words are the fact."""
    for one in read:
        text = one.sentence.text
        rank = _RANK.search(text)
        subject = next((c for c in one.countries if c.start < 30), None)
        if rank and subject and subject.start < rank.start() and len(text) <= 500:
            bare = text.lstrip("•-– \t")
            yield OfOne(subject.code, bare, one.sentence.passage(subject.start, rank.end()))
