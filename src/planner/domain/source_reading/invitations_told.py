"""Invitations to a visit that a text tells of: who was asked, or by whom, and where to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading.asserting import is_stated
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.statements import Context

_ASKS: Final = re.compile(
    r"(?i)\b(?:lud(?:en)?|lädt|laden|invited|invites|inviterede|inviterer|har inviteret|indbød|indbyder|bjöd in"
    r"|bjuder in)\b"
)
_ASKED: Final = re.compile(
    r"(?i)\b(?:eingeladen|inviteret|indbudt|inbjuden|inbjudits|(?<=been )invited)\b"
)
_RETURN: Final = re.compile(
    r"(?i)(?P<again>gegenbesuch|return visit|genvisit|genbesøg|svarsbesök|svarbesök)|besuch\b|besøg\b|visit\b|besök\b"
)
_TO: Final = re.compile(
    r"\s+(?:nach|to|til|till|in|i)\s+(?P<place>[A-ZÆØÅÄÖÜ][\w'’-]*(?:[ -][A-ZÆØÅÄÖÜ][\w'’-]*){0,2})"
)
_PASSIVE: Final = re.compile(r"(?i)\b(?:was|were|has been|have been|wurden?|blev|er blevet)\b")
_HAVE: Final = re.compile(r"(?i)\b(?:hat|haben|har|has|have)\b")
_BY: Final = re.compile(r"(?i)\b(?:by|von|vom|af|av)\s+(?:(?:the|der|dem|den|det)\s+)?$")


_US: Final = re.compile(
    r"(?i)\s*(?:us|os|uns|oss|(?:the|das|die|den|der)\s+(?:\w+\s+)?(?:agency|ministry|ministerium|agentur)"
    r"|ministeriet|styrelsen)\b"
)


@dataclass(frozen=True, slots=True)
class Invited:
    """``key`` or ``code`` is who was asked, or with ``received`` who asked; both "" where the text names
    neither. ``again``: to a visit in return."""

    key: str
    code: str
    received: bool
    again: bool
    place: str
    text: str
    passage: Passage
    host: str = ""
    """Who asks, where the text names both."""
    us: bool = False
    """No name stands where the guest would, but "us" or "the agency"."""


def invitations(read: Sequence[Context]) -> Iterator[Invited]:
    """One of a sentence: the organisation or country that was asked, else the organisation that asks."""
    for one in read:
        text = one.sentence.text
        asks, asked = _ASKS.search(text), _ASKED.search(text)
        verb = asked or asks
        if verb is None:
            continue
        visit = _RETURN.search(text, 0 if asked else verb.end())
        if visit is None:
            continue
        start, end = min(verb.start(), visit.start()), max(verb.end(), visit.end())
        if not is_stated(_without_aids(text, asked is not None), start, end):
            continue
        key, code, received = _who(one, verb, visit, is_asked=asked is not None)
        place = _TO.match(text, visit.end())
        if not key and not code and not (place and visit["again"]):
            continue
        guests = text[verb.end() : visit.start()] if asked is None else ""
        yield Invited(
            key, code, received, visit["again"] is not None, place["place"] if place else "", text,
            one.sentence.passage(start, place.end() if place else end),
            host=_host(one, verb, key) if asked is None else "",
            us=_US.match(guests) is not None,
        )  # fmt: skip


def _host(one: Context, verb: re.Match[str], guest: str) -> str:
    """Who stands before the verb and close to it."""
    found = [n for n in one.named if n.end <= verb.start() <= n.end + 40 and n.key != guest]
    return found[-1].key if found else ""


def _who(
    one: Context, verb: re.Match[str], visit: re.Match[str], *, is_asked: bool
) -> tuple[str, str, bool]:
    text = one.sentence.text
    aid = (_PASSIVE.search(text) or _HAVE.search(text)) if is_asked else None
    if is_asked and _PASSIVE.search(text):  # "A was invited by B"
        by = next((n for n in one.named if _BY.search(text[: n.start])), None)
        guest = next((n for n in one.named if aid and n.end <= aid.start() and n is not by), None)
        if guest is not None:
            return guest.key, "", False
        return (by.key, "", True) if by is not None else ("", "", False)
    first, last = (aid.end(), visit.start()) if aid else (verb.end(), visit.start())
    guest = next((n for n in one.named if first <= n.start < last), None)
    if guest is not None:
        return guest.key, "", False
    there = next((c for c in one.countries if first <= c.start < last), None)
    if there is not None:
        return "", there.code, False
    host = next((n for n in reversed(one.named) if n.end <= verb.start()), None)
    return (host.key, "", True) if host is not None else ("", "", False)


def _without_aids(text: str, is_asked: bool) -> str:
    """Without the "wurde" of a passive, which is no future."""
    return _PASSIVE.sub(lambda found: " " * len(found[0]), text) if is_asked else text
