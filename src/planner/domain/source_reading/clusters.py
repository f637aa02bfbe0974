"""What a text says of an organisation made of many: members by kind and number, seats, approval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.days import MONTHS
from planner.domain.source_reading.enumerating import while_read
from planner.domain.source_reading.numbers import NUMBER, read_number
from planner.domain.source_reading.passages import Passage, Sentence
from planner.domain.source_reading.statements import Context

_TOGETHER: Final = re.compile(
    r"(?i)\bpartnersk\w+|\bpartnership\b|\bpartnerschaft\b|\bmedlem\w*|\bmembers?\b|\bmitglied\w*|\bmedlemmar\b"
    r"|\bansøgning\w*|\bapplications?\b|\banträge?n?\b|\bbewerbung\w*"
)
_APPLIED: Final = re.compile(r"(?i)\bansøgning\w*|\bapplications?\b|\banträge?n?\b|\bbewerbung\w*")
_KINDS: Final = {
    "universities": r"universitet\w*|universit(?:y|ies)|universität\w*|hochschulen",
    "institutes": r"(?:[\w-]+)?institutter|(?:[\w-]+)?institutes?|(?:[\w-]+)?institut(?:e|en)",
    "regions": r"regioner|regions|regionen",
    "municipalities": r"kommuner|municipalities|kommunen",
    "organisations": r"[\w-]*organisation(?:er|s|en)|organizations|[\w-]*verbände[n]?|associations",
    "companies": r"virksomheder|companies|unternehmen|firms|företag",
    "partners": r"aktører|partnere|partners|aktører|actors|akteure[n]?|aktörer",
    "hospitals": r"hospitaler|hospitals|krankenhäuser|sygehuse",
}
_MEMBERS: Final = re.compile(
    rf"(?i)\b(?P<more>mere end|more than|mehr als|over|über)?\s*\b(?P<count>{NUMBER})\s+"
    r"(?:(?!(?:og|and|und|och|samt)\s+\w+\s+\d)[^\W\d_][\w-]*\s+){0,4}?"
    r"(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS.items()) + r")\b"
)
_SEAT: Final = re.compile(
    r"(?i)\b(?P<main>hovedsæde\w*|head ?quarters?|head office|\w*hauptquartier|hauptsitz|huvudkontor\w*)"
    r"|\b(?P<more>tilstedeværelse|afdeling(?:er)?|presen(?:t|ce)|branch(?:es)?|offices?|niederlassung(?:en)?"
    r"|zweigstellen?|kontorer?)\b"
)
_OF_A_PART: Final = re.compile(
    r"(?i)\b(?:europ\w*|nordi\w*|regional\w*|skandinavis\w*|scandinavia\w*|asia\w*|asiatis\w*|deutsche\w*"
    r"|german|danske?|danish|japan\w*)\s+$"
)
"""Before a head office that is not that of the whole organisation."""
_IN: Final = re.compile(
    r"(?i)\b(?:in|i)\s+(?:(?:den|de|the|vier|fire|four|\w*byer(?:ne)?|\w*cities|\w*städten|\w*towns)\s+){0,4}(?=[A-ZÆØÅÄÖÜ])"
)
_TOWN: Final = re.compile(r"[A-ZÆØÅÄÖÜÉ][\w.'’-]*(?: [A-ZÆØÅÄÖÜÉ][\w.'’-]*){0,2}")
_SUBJECT: Final = 40
"""Signs at the beginning of a sentence within which its subject is looked for."""
_APPROVAL: Final = re.compile(
    r"(?i)\bafhængig af (?:\w+ )?godkendelse|\bsubject to (?:\w+ )?approval|\bvorbehaltlich\b[^.]{0,30}"
    r"(?:genehmigung|zustimmung)|\bunder förutsättning\b[^.]{0,30}godkän\w+"
)
_CLUSTER: Final = re.compile(r"(?i)\w*klynge\w*|\bclusters?\b|\w*netzwerk\b|\w*kluster\b")
_CALLED: Final = re.compile(
    r"(?:(?i:navnet på [\w ]{2,30} (?:bliver|er)|(?:will be|is|are) (?:called|named)|name of [\w ]{2,30} is"
    r"|(?:wird|heißt|heißen))\s+)[“\"„]?(?P<name>(?:[A-ZÆØÅÄÖÜ][\w-]*\s?){2,6})"
)


@dataclass(frozen=True, slots=True)
class Members:
    """``more`` for "more than 500"; ``applying`` where they only applied to be one."""

    kind: str
    count: int
    more: bool
    applying: bool
    passage: Passage


@dataclass(frozen=True, slots=True)
class Seat:
    """A town in which the organisation ``key`` is; "" where the text means the cluster it is about."""

    key: str
    town: str
    main: bool
    passage: Passage


def cluster_name(sentences: Sequence[Sentence]) -> tuple[str, Passage] | None:
    """What the text says that the cluster is called."""
    for sentence in sentences:
        found = _CALLED.search(sentence.text)
        if found and _CLUSTER.search(sentence.text):
            return found["name"].strip(), sentence.passage(found.start(), found.end())
    return None


def members(sentences: Sequence[Sentence]) -> Iterator[Members]:
    for sentence in sentences:
        if not _TOGETHER.search(sentence.text):
            continue
        found = list(_MEMBERS.finditer(sentence.text))
        applied = _APPLIED.search(sentence.text)
        if len(found) < 2 and not applied:
            continue
        for one in found:
            count = read_number(one["count"])
            kind = next(kind for kind in _KINDS if one[kind])
            if count and count > 1:
                yield Members(
                    kind, count, bool(one["more"]), applied is not None,
                    sentence.passage(one.start(), one.end()),
                )  # fmt: skip


def seats(read: Sequence[Context]) -> Iterator[Seat]:
    for one in read:
        text = one.sentence.text
        for found in _SEAT.finditer(text):
            lead = _IN.search(text, found.end(), min(len(text), found.end() + 60))
            if lead is None or ";" in text[found.end() : lead.start()]:
                continue
            towns, end = while_read(text, lead.end(), _town)
            owner = next((n.key for n in one.named if n.start < _SUBJECT), "")
            main = bool(found["main"])
            is_whole = _OF_A_PART.search(text, max(0, found.start() - 20), found.start()) is None
            for town, _part in towns[:1] if main else towns:
                passage = one.sentence.passage(found.start(), end)
                yield Seat(owner, town, main and is_whole, passage)


def approval(sentences: Sequence[Sentence]) -> Passage | None:
    for sentence in sentences:
        if found := _APPROVAL.search(sentence.text):
            return sentence.passage(found.start(), found.end())
    return None


def _town(text: str) -> str:
    return text if _TOWN.fullmatch(text) and text.casefold() not in MONTHS else ""
