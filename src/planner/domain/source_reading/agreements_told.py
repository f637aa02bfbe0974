"""Agreements of which a sentence says that they were signed, or that they stand, and between whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.agreements import AgreementKind
from planner.domain.source_reading.agreement_terms import Terms, terms_after, terms_in
from planner.domain.source_reading.asserting import is_stated
from planner.domain.source_reading.countries import CountryNamed
from planner.domain.source_reading.days import Dated
from planner.domain.source_reading.known import Named
from planner.domain.source_reading.parties import OPENINGS, Party, PartyReader, generic
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.statements import Context
from planner.domain.times import UNKNOWN_DATE, PartialDate

_AGREEMENT: Final = re.compile(
    r"(?i)\b(?:(?P<intent>letters? of intent|absichtserklärung(?:en)?|hensigtserklæring(?:en|er)?|avsiktsförklaring\w*)"
    r"|(?P<mou>memorand\w*(?: of (?:understanding|co-?operation|collaboration))?|mous?\b)"
    r"|(?P<frame>framework agreements?|rammeaftale[nr]?|rahmen(?:abkommen|vereinbarung)\w*)"
    r"|(?P<joint>(?:\w*erklärung|(?:joint )?declaration|\w*erklæring)\w*)"
    r"|\w*aftale(?P<pa>r|rne)?n?|\w*agreement(?P<pb>s)?|treat(?:y|ies)|\w*abkommens?|\w*vereinbarung(?P<pc>en)?"
    r"|\w*vertr(?:ag|äge)\w*|\w*avtal(?:et)?)\b|協定|覚書|取決め"
)
_SIGNED: Final = re.compile(
    r"(?i)\b(?:underskrevet|underskrev|signed|signing|unterzeichnet|unterzeichneten|unterzeichnete|unterzeichnung"
    r"|unterschrieben|indgået|indgik|undertecknat|undertecknades|geschlossen|schloss(?:en)?|concluded|entered into)\b"
    r"|署名|締結"
)
_HAS: Final = re.compile(
    r"(?i)\b(?:has|have|har|hat|haben|there is|there are|besteht|bestehen|findes|exists?)\b"
)
_WITH: Final = re.compile(r"(?i)\b(?:with|med|mit)\s+")
_BETWEEN: Final = re.compile(r"(?i)\b(?:between|mellem|zwischen|mellan)\s+")
_BY: Final = re.compile(r"(?i)\b(?:by|af|von|av)\s+")
_VERB: Final = re.compile(
    r"(?i)[\s,]*(?:(?:today|recently|also|jointly|i dag|heute)\s+)?(?:signed|have|has|had|underskrev|indgik|har|havde|haben|hat"
    r"|hatten|hatte|unterzeichneten|unterzeichnete|schlossen|schloss|concluded|entered)\b"
)
_IN_YEAR: Final = re.compile(
    r"(?i)\s+(?:back\s+)?(?:in|im jahre?|i(?: året)?)\s+(?P<year>(?:19|20)\d\d)\b(?!-)"
)
_ENGLISH: Final = re.compile(r"(?i)signed|concluded")
_APART: Final = re.compile(
    r"(?i)[;|]|\b(?:that|when|which|who|whose|where|while|after|before|because|since|until|bis zum|gilt|gælder|indtil|valid|expir\w+|enter(?:s|ed)"
    r"(?= into force)|dass|daß|nachdem|bevor|während|hvor|hvilket|mens|efter|inden|fordi|gældende|gültig|att|at(?=\s+(?:de|den"
    r"|det|der|en|et|han|hun)\b))\b|,\s*(?:der|die|das|som|da|als)\b|\bsom\b|\b(?:and|og|und)\s+(?:will|is|was|were|has|have|"
    r"er|var|blev|har|skal|wird|ist|war|hat)\b"
    r"|\b(?:visit(?:ed|s)?|besøgte|besuchte[n]?|under (?:the|an))\b"
    r"|\b(?:recall\w*|sp[oe]a?ke?s?|said|says|told|announc\w*|mention\w*|discuss\w*|celebrat\w*|thank\w*|report\w*|prais\w*"
    r"|welcom\w*|marked|meddel\w*|oplys\w*|sagde|omtal\w*|nævn\w*|drøft\w*|mindede|fejre\w*|ros(?:er|te)|takke\w*|erinner\w*"
    r"|sprach|sagte|teilte|erwähn\w*|lobte|begrüß\w*|feier\w*|dankte|besprach\w*|kündigte)\b"
)
"""Between a date and a signing: that they belong to two clauses."""
_ABOUT: Final = re.compile(
    r"\s+(?:om|on|about|concerning|regarding|über|zu|vedrørende|for|in the (?:field|area) of|inden for)\s+"
    r"(?P<subject>(?!(?:the|den|det|an?|en|et|at|zum|zur|behalf|which)\b)(?:(?!(?:with|between|mellem|med|mit|zwischen|mellan"
    r"|by|af|von|av|was|were|is|has|had|blev|er|er\s|har|wurde|wird|ist|hat|in|i|im|am|on|den|at|signed|underskrevet"
    r"|unterzeichnet|that|which|som|der|die|das|to|until|bis|til)\b)[^\W\d_][\w-]*)"
    r"(?:\s(?!(?:with|between|mellem|med|mit|zwischen|mellan|by|af|von|av|was|were|is|has|had|blev|er|har|wurde|wird|ist|hat"
    r"|in|i|im|am|on|den|at|signed|underskrevet|unterzeichnet\w*|that|which|som|der|die|das|to|until|bis|til)\b)"
    r"[^\W\d_][\w-]*){0,5})"
)
"""What stands behind the word for it: "on quantum technology"."""
_NEAR: Final = 80
_KINDS: Final = {
    "intent": AgreementKind.LETTER_OF_INTENT,
    "mou": AgreementKind.MOU,
    "frame": AgreementKind.FRAMEWORK,
    "joint": AgreementKind.JOINT_DECLARATION,
}


@dataclass(frozen=True, slots=True)
class AgreementTold:
    """``parties`` where the grammar says who they are; else ``codes`` and ``organisations`` stand near.

    ``signed`` is whether it says so, ``when`` the date or unknown; ``several``: one with each; ``unsure``: only
    other clauses tell a date.
    """

    when: PartialDate
    codes: tuple[str, ...]
    organisations: tuple[str, ...]
    parties: tuple[Party, ...]
    kind: AgreementKind
    signed: bool
    several: bool
    passage: Passage
    unsure: bool = False
    subject: str = ""
    """What it is about, as it is written."""
    terms: Terms = field(default_factory=Terms)


def agreements_told(read: Sequence[Context], lists: frozenset[int]) -> Iterator[AgreementTold]:
    """One for a sentence; ``lists`` are the starts of those that are read as a list of countries."""
    for place, one in enumerate(read):
        agreement = _AGREEMENT.search(one.sentence.text)
        if agreement is None or one.sentence.start in lists:
            continue
        signed = _SIGNED.search(one.sentence.text)
        told = _signed(one, agreement, signed) if signed else _standing(one, agreement)
        if told is not None:
            own = terms_in(one.sentence.text, agreement.end())
            next_ones = (each.sentence.text for each in read[place + 1 : place + 4])
            subject = _ABOUT.match(one.sentence.text, agreement.end())
            yield replace(
                told,
                subject=subject["subject"] if subject else "",
                terms=terms_after(next_ones, own),
            )


def _signed(one: Context, agreement: re.Match[str], signed: re.Match[str]) -> AgreementTold | None:
    text = one.sentence.text
    when = _signing_day(one, agreement, signed)
    ends = (agreement, signed)
    start = min([each.start() for each in ends] + ([when.start] if when else []))
    end = max([each.end() for each in ends] + ([when.end] if when else []))
    terms = terms_in(text, end).start
    stated = text[:terms] if terms >= end else text
    if end - start > 4 * _NEAR or not is_stated(stated, start, end):
        return None
    parties = _parties(one, agreement, signed)
    if len(parties) < 2 and when is None:
        return None

    def near(named: Named | CountryNamed) -> bool:
        if not (start - _NEAR <= named.start and named.end <= end + _NEAR):
            return False
        return not _APART.search(text, *_between(named, start, end))

    codes = tuple(dict.fromkeys(c.code for c in one.countries if near(c)))
    houses = tuple(dict.fromkeys(n.key for n in one.named if near(n)))
    if not (codes or houses or len(parties) > 1):
        return None
    return AgreementTold(
        when.when if when else UNKNOWN_DATE, codes, houses, tuple(parties), _kind(agreement), True,
        _is_several(agreement), one.sentence.passage(start, end),
        unsure=when is None and bool(one.dates),
    )  # fmt: skip


def _between(named: Named | CountryNamed, start: int, end: int) -> tuple[int, int]:
    """From there to the statement; nothing where it stands inside."""
    return (end, named.start) if named.start >= end else (named.end, max(named.end, start))


def _signing_day(one: Context, agreement: re.Match[str], signed: re.Match[str]) -> Dated | None:
    """The nearest date of the verb's own clause, or the year alone that stands beside it."""
    text = one.sentence.text
    first, last = signed.span()
    if year := _IN_YEAR.match(text, last):
        return Dated(PartialDate(year["year"]), year.start("year"), year.end())
    for day in one.dates:
        if 0 <= day.start - last <= 2 * _NEAR and not _APART.search(text, last, day.start):
            return day
    if (
        signed[0].isascii()
        and not text[agreement.end() : first].strip()
        and agreement.end() <= first
    ):
        return None if _ENGLISH.fullmatch(signed[0]) else _day_before(one, first)
    return _day_before(one, first)


def _day_before(one: Context, verb: int) -> Dated | None:
    near = [day for day in one.dates if 0 <= verb - day.end <= 2 * _NEAR]
    if not near or _APART.search(one.sentence.text, near[-1].end, verb):
        return None
    return near[-1]


def _standing(one: Context, agreement: re.Match[str]) -> AgreementTold | None:
    text = one.sentence.text
    has = _HAS.search(text)
    if has is None or not is_stated(text, min(has.start(), agreement.start()), agreement.end()):
        return None
    parties = _parties(one, agreement, has)
    if len(parties) < 2:
        return None
    start = min(has.start(), agreement.start(), *(each.start for each in parties))
    end = max(agreement.end(), *(each.end for each in parties))
    return AgreementTold(
        UNKNOWN_DATE, (), (), tuple(parties), _kind(agreement), False, _is_several(agreement),
        one.sentence.passage(start, end),
    )  # fmt: skip


def _parties(one: Context, agreement: re.Match[str], verb: re.Match[str]) -> list[Party]:
    """As "between A and B", "A and B signed", "A … with B" or "signed by A and B" name them; [] for none."""
    text = one.sentence.text
    german = re.search(r"(?i)\b(?:mit|zwischen|haben|hat|und|von)\b", text) is not None
    reader = PartyReader(text, one.named, one.countries, german)
    for between in _BETWEEN.finditer(text):
        found = reader.run(between.end(), loose=not german)
        if len(found) >= 2 and abs(between.start() - agreement.end()) <= _NEAR:
            return found
    subject = _subject(reader, one.dates, verb)
    is_subject = agreement.start() < min(_NEAR // 2, verb.start())
    if is_subject and not subject:  # "The agreement with A was signed": of whoever says so
        subject = [Party(agreement.start(), agreement.end(), generic=True)]
    for lead in _WITH.finditer(text):
        found = reader.run(lead.end(), loose=True)
        if found and abs(lead.start() - agreement.end()) <= 2 * _NEAR:
            others = [each for each in found if each.key not in {s.key for s in subject} - {""}]
            return [*subject, *others]
    if not _SIGNED.fullmatch(verb[0]):
        return []  # "A and B have agreements" need not be with each other
    by = _BY.match(text, verb.end() + 1)
    return subject if by is None else [*subject, *reader.run(by.end())]


def _subject(reader: PartyReader, dates: Sequence[Dated], verb: re.Match[str]) -> list[Party]:
    """Who stands before the verb at the beginning of the sentence, or after it where a date begins."""
    text = reader.text
    begin = len(text) - len(text.lstrip(OPENINGS))
    day = next((one for one in dates if one.start - begin <= 7), None)
    if day is not None:
        begin = day.end + len(text[day.end :]) - len(text[day.end :].lstrip(", "))
    if (ours := generic(text, begin, verb.start())) and _VERB.match(text, ours.end):
        return [ours]
    first = reader.run(begin)
    if first and (_VERB.match(text, first[-1].end) or _apposed(text, first[-1].end)):
        return first
    finite = _VERB.search(text, max(0, begin - 1))
    if first or finite is None or finite.start() - begin > _NEAR or finite.end() >= len(text):
        return []
    return reader.run(finite.end() + 1)


def _apposed(text: str, end: int) -> bool:
    """ "The Board (BOR) has", "The Board, an agency, has" """
    found = re.match(r"\s*\([^()]{1,40}\)|\s*,[^,.;:]{1,60},", text[end:])
    return found is not None and _VERB.match(text, end + found.end()) is not None


def _kind(agreement: re.Match[str]) -> AgreementKind:
    return next((kind for name, kind in _KINDS.items() if agreement[name]), AgreementKind.OTHER)


def _is_several(agreement: re.Match[str]) -> bool:
    return any(agreement[part] for part in ("pa", "pb", "pc"))
