"""Visits that running text tells of: who came from which country to which, and on which days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading import clauses
from planner.domain.source_reading.asserting import is_stated
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.statements import Context, delegation_size
from planner.domain.source_reading.told_days import tells_a_day

_GUESTS: Final = re.compile(
    r"(?i)\b(?:\w*delegation(?:en)?|mission|group|gruppe\w*|Gesandtschaft)\b"
    r"(?:\s+(?:of|on|på|von|om)\s+\w+(?:\s+(?:people|members|personer|Personen))?)?"
    r"\s+(?:fra|from|aus|från|of|af|der|des|von)\s+(?:the\s+|den\s+|det\s+|der\s+|dem\s+)?"
)
_OFFICIAL: Final = re.compile(
    r"\b(?i:(?:(?:prime|foreign|science|vice|deputy)\s+)?minister(?:[- ]president)?"
    r"|\w*minister(?:präsident)?(?:in)?|statsminister|federal president|bundeskanzler(?:in)?"
    r"|state secretary|staatssekretär(?:in)?|governor|gouverneur(?:in)?)\b"
    r"(?:\s+(?:of|for)(?:\s+(?:and\s+)?[A-ZÆØÅÄÖÜ][\w.'’-]+){1,7}|(?:\s+[A-ZÆØÅÄÖÜ][\w.'’-]+){1,3})?"
)
_VERB: Final = re.compile(
    r"(?i)\b(?:visit(?:s|ed)|besøg(?:er|te|t)|besucht(?:e|en)?|besök(?:er|te|t)"
    r"|(?:travell?ed|came|went)\s+to|rejste|reisten?|på besøg (?:i|til)|zu Besuch in"
    r"|(?:state |official |working )?visit to|\w*besøg (?:i|til)|\w*besuchs? (?:in|nach)|reise (?:til|nach))\b"
)
_OF_A_VISIT: Final = re.compile(r"(?i)\b(?:visit|besøg|besuchs?|besök)\b[^.;:]{0,20}$")
_TO: Final = re.compile(r"(?i)^\s*,?\s*(?:to|til|till|nach|in|i)\s+(?:the\s+)?$")
_BY: Final = re.compile(r"(?i)\b(?:by|af|von|av)\s+(?:\w+\s+){0,2}$")
_BROKEN: Final = re.compile(r"[;:()\[\]|\"“”]")
_CALLED_OFF: Final = re.compile(
    r"(?i)\b(?:cancell?ed|postponed|aflyst|udsat|abgesagt|verschoben|inställd\w*|invit\w+|indb[øy]d\w*"
    r"|eingeladen|lud(?:en)?|lädt|laden|bj[öu]d\w*)\b"
)
"""An invitation to a visit is none."""
_DESCRIBED: Final = re.compile(
    r"(?:(?!(?:with|med|mit|in|i|to|til|nach|under|som|der|die|that|which)\b)[a-zæøåäöüß-]+\s+){0,6}[\"“„]?"
    r"|\S*\s?\S*"
)
"""What may stand before the name of the organisation that came: "the research ministry"."""
_LED: Final = re.compile(
    r",?\s+(?:(?i:led|headed) by|ledet af|anført af|under ledelse af|unter (?:der )?(?:Leitung|Führung) (?:von|des|der)"
    r"|angeführt von|geleitet von|ledd av)\s+(?:the |der |dem |den |det )?"
    r"(?P<head>(?=[^,;:()]*[A-ZÆØÅÄÖÜ])[^,;:()]{3,70}?)(?=\s*,|\s+(?:visit|besøg|besuch|besök|rejste|reist|travel|came)|$)"
)
_TOWN: Final = r"[A-ZÆØÅÄÖÜ][\w'’-]+(?: [A-ZÆØÅÄÖÜ][\w'’-]+)?"
_TOWNS: Final = re.compile(
    r"\s+(?:(?:on|am|den|vom|from)\s+[\d. –-]+(?:bis zum |bis |to |til )?[\d. ]*[^\W\d_]+\.? (?:(?:19|20)\d\d )?)?(?:in |i )?"
    rf"(?P<towns>{_TOWN}(?:\s*(?:,|\b(?:and|og|und|och)\b)\s+{_TOWN}){{0,4}})(?![\w-])"
)
_AFTER: Final = 40
_REACH: Final = 120
"""Characters from who came to the verb, and from there to the country."""


@dataclass(frozen=True, slots=True)
class VisitRead:
    """``origin`` is "" where it is that of the text, ``guests`` the organisation that came, "" for none;
    ``official`` whoever it was by title and name, as it is written. ``clause`` are the parts of the
    sentence that may say when, the nearest first; ``unsure``: only another part of it tells a day. ``places`` were
    visited there."""

    origin: str
    to: str
    guests: str
    official: str
    people: int
    clause: tuple[str, ...]
    passage: Passage
    places: tuple[str, ...] = ()
    unsure: bool = False
    head: str = ""
    """Who led them, as it is written."""
    towns: tuple[str, ...] = ()
    """Named right behind the verb."""


@dataclass(frozen=True, slots=True)
class _Came:
    """Who came, from ``start`` to ``end`` of the sentence."""

    start: int
    end: int
    country: str
    house: str
    official: str


def visits_told(read: Sequence[Context]) -> Iterator[VisitRead]:
    """One for each sentence that says who came where; what is denied, planned or wished is none."""
    for one in read:
        text = one.sentence.text
        for came in _came(one):
            found = _destination(one, came)
            if found is None:
                continue
            to, house, start, end, verb = found
            around = max(0, start - _REACH), min(len(text), end + _AFTER)
            if _CALLED_OFF.search(text, *around) or not is_stated(text, start, end):
                continue
            if (to and to == came.country and not _towns(one, verb[1])) or (
                house and house == came.house
            ):
                continue
            size = delegation_size([one.sentence])
            clause = _clause(text, came, verb, end)
            yield VisitRead(
                came.country, to, came.house, came.official, size[0] if size else 0,
                clause, one.sentence.passage(start, end), (house,) if house else (),
                unsure=not any(map(tells_a_day, clause)) and tells_a_day(text),
                head=_head(text, came), towns=_towns(one, verb[1]),
            )  # fmt: skip
            break


def _clause(text: str, came: _Came, verb: tuple[int, int], end: int) -> tuple[str, ...]:
    return (
        *clauses.after(text, verb[1], max(end, came.end)),
        *clauses.before(text, (came.start, came.end), verb[0]),
    )


def _came(one: Context) -> Iterator[_Came]:
    text = one.sentence.text
    for found in _GUESTS.finditer(text):
        house = next((n for n in one.named if 0 <= n.start - found.end() <= 70), None)
        country = next((c for c in one.countries if 0 <= c.start - found.end() <= 14), None)
        if house is not None and _DESCRIBED.fullmatch(text, found.end(), house.start):
            yield _Came(found.start(), house.end, "", house.key, "")
        elif country is not None:
            yield _Came(found.start(), country.end, country.code, "", "")
    for found in _OFFICIAL.finditer(text):
        near = (c for c in one.countries if 0 <= found.start() - c.end <= 3)
        whose = next(near, None)
        yield _Came(found.start(), found.end(), whose.code if whose else "", "", _name(text, found))


def _name(text: str, found: re.Match[str]) -> str:
    """Without the genitive before "visit": "statsminister Mette Frederiksens besøg"."""
    name = found[0].strip()
    if re.match(r"(?i)\s+(?:\w+\s+)?(?:visit|besøg|besuch|besök|reise|rejse)", text[found.end() :]):
        return re.sub(r"['’]?s$", "", name)
    return name


def _destination(one: Context, came: _Came) -> tuple[str, str, int, int, tuple[int, int]] | None:
    """Country, organisation, and the places of the statement and of its verb in the sentence."""
    text = one.sentence.text
    of = _OF_A_VISIT.search(text[: came.start])
    if of:  # "the visit of a delegation from … to …"
        for country in one.countries:
            if _TO.match(text[came.end : country.start]) if country.start > came.end else False:
                return country.code, "", came.start, country.end, of.span()
    for verb in _VERB.finditer(text):
        if 0 <= verb.start() - came.end <= _REACH and not _BROKEN.search(
            text, came.end, verb.start()
        ):
            found = _after(one, verb.end()) or _between(one, came.end, verb.start())
            if found is None and _towns(one, verb.end()):
                found = "", "", verb.end()
            if found is not None:
                return *found[:2], came.start, max(found[2], verb.end()), verb.span()
        if 0 <= came.start - verb.end() <= 20 and _BY.search(text[verb.end() : came.start]):
            before = [c for c in one.countries if c.end <= verb.start()]
            if before and verb.start() - before[-1].end <= _REACH:
                return before[-1].code, "", before[-1].start, came.end, verb.span()
    return None


def _head(text: str, came: _Came) -> str:
    """Who led those that came; "" where that is not said right behind them."""
    found = _LED.match(text, came.end)
    return " ".join(found["head"].split()) if found else ""


def _towns(one: Context, at: int) -> tuple[str, ...]:
    """The names right behind a verb, or behind its date, that are no records and no countries."""
    text = one.sentence.text
    found = _TOWNS.match(text, at)
    if found is None:
        return ()
    known = [(n.start, n.end) for n in one.named] + [(c.start, c.end) for c in one.countries]
    if any(start < found.end("towns") and found.start("towns") < end for start, end in known):
        return ()
    return tuple(re.split(r"\s*(?:,|\band\b|\bog\b|\bund\b|\boch\b)\s*", found["towns"]))


def _after(one: Context, at: int) -> tuple[str, str, int] | None:
    """The first country or organisation after a verb."""
    text = one.sentence.text
    things = [(c.start, c.end, c.code, "") for c in one.countries]
    things += [(n.start, n.end, "", n.key) for n in one.named]
    for start, end, code, key in sorted(things):
        if 0 <= start - at <= _REACH and not _BROKEN.search(text, at, start):
            return code, key, end
    return None


def _between(one: Context, first: int, last: int) -> tuple[str, str, int] | None:
    """ "… hat Dänemark besucht": the country before the verb, and after who came."""
    inside = [c for c in one.countries if first <= c.start and c.end <= last]
    return (inside[-1].code, "", inside[-1].end) if inside else None
