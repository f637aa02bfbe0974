"""What carries a sign: @place, #group and the question mark of what is tentative."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from planner.domain.quick_add.reading import QuickContext, QuickGroup, QuickSite
from planner.domain.quick_add.shadow import GUARD, Shadow
from planner.domain.quick_add.words import ROOM
from planner.text import fold

_GROUPS: Final = re.compile(
    r"(?<!\S)#(?P<names>[^\s#@?,+&/;\x02]+(?:\s?[,+&/]\s?#?[^\s#@?,+&/;\x02]+)*)[,;]?(?=\s|$|[#@?])"
)
_NAME: Final = re.compile(r"[^\s#,+&/;\x02]+")
_QUOTES: Final = '"“”„«»「」『』'
_AROUND: Final = " ,;" + _QUOTES
_ALL: Final = frozenset(["all", "alle", "alla", "tous", "everyone", "全員"])
_QUESTION: Final = re.compile(r"(?<!\S)\?+(?=\s|$)|\?+(?=\s*$)|\?+(?=\s+[@#])")
_PLACE: Final = re.compile(r"(?<![^\s(])@\s?(?=[^\s@#?])")
_NEXT: Final = re.compile(r"\s[@#]|\?+\s*$")
_NUMBERED_ROOM: Final = re.compile(rf"{ROOM}\s\d+(?:[./-]\d+)*(?![^\s,;])")
_PAUSE: Final = re.compile(r"[;,]\s|\s[-·|]\s")


@dataclass(slots=True)
class GroupMark:
    """A #mark: the groups that its text means, or ``may_mean`` when it is not certain which."""

    start: int
    end: int
    text: str
    groups: list[QuickGroup]
    may_mean: list[QuickGroup]


@dataclass(slots=True)
class PlaceMark:
    """An @mark with the sites that its text may mean; without any it is a place as typed."""

    start: int
    end: int
    text: str
    sites: list[QuickSite] = field(default_factory=list)


def take_groups(shadow: Shadow, context: QuickContext) -> list[GroupMark]:
    """All #marks; "#all" is taken as no group, which means the whole delegation."""
    marks = []
    for found in _GROUPS.finditer(shadow.plain):
        for name in _NAME.finditer(shadow.plain, *found.span("names")):
            text = shadow.text[name.start() : name.end()]
            if fold(text) not in _ALL:
                found_groups = _groups(text, context)
                several = len(found_groups) > 1
                marks.append(
                    GroupMark(
                        *name.span(),
                        text,
                        _letters(text, context)
                        if not found_groups
                        else []
                        if several
                        else found_groups,
                        found_groups if several else [],
                    )
                )
        shadow.use(*found.span())
    return marks


def _groups(text: str, context: QuickContext) -> list[QuickGroup]:
    """By letter, then by whole name, then by the beginning of a word of the name."""
    wanted = fold(text)
    joined = re.sub(r"[\s_-]", "", wanted)
    groups = context.groups
    return (
        [group for group in groups if fold(group.letter) == wanted]
        or [
            group
            for group in groups
            if joined and re.sub(r"[\s_-]", "", fold(group.name)) == joined
        ]
        or [
            group
            for group in groups
            if len(wanted) > 1 and any(word.startswith(wanted) for word in fold(group.name).split())
        ]
    )


def _letters(text: str, context: QuickContext) -> list[QuickGroup]:
    """ "#AB" means both, when every letter is a group."""
    wanted = fold(text)
    by_letter = {fold(group.letter): group for group in context.groups if group.letter}
    return [by_letter[sign] for sign in wanted] if all(sign in by_letter for sign in wanted) else []


def take_tentative(shadow: Shadow) -> bool:
    """A question mark of its own, or the last sign of the line or of the title."""
    found = list(_QUESTION.finditer(shadow.plain))
    for one in found:
        shadow.use(*one.span())
    return bool(found)


def place_starts(shadow: Shadow) -> list[int]:
    return [found.start() for found in _PLACE.finditer(shadow.plain)]


def take_place(shadow: Shadow, at: int, context: QuickContext, *, first_word: bool) -> PlaceMark:
    """The place behind the "@" at ``at``: the longest run of words that names a site, else all words.

    ``first_word``: title follows, so that a place that is no site is one word. In quotation marks a
    place is taken as typed.
    """
    start = shadow.skip(at + 1)
    limit = _limit(shadow, start)
    if shadow.plain[start : start + 1] == GUARD:
        end = start + len(shadow.plain[start:limit]) - len(shadow.plain[start:limit].lstrip(GUARD))
        shadow.use(at, end)
        return PlaceMark(at, end, shadow.text[start:end].strip(_QUOTES))
    words = [
        found.end() for found in re.finditer(r"\S+", shadow.plain[:limit]) if found.end() > start
    ]
    for end in reversed(words):
        text = shadow.text[start:end].strip(_AROUND)
        if sites := sites_for(text, context, exactly=True):
            return _placed(shadow, at, end, text, sites)
    pause = _PAUSE.search(shadow.plain, start, limit)
    end = pause.start() if pause else limit
    if first_word and words:
        numbered = _NUMBERED_ROOM.match(shadow.plain, start, limit)
        end = numbered.end() if numbered else words[0]
    text = shadow.text[start:end].strip(_AROUND)
    return _placed(shadow, at, end, text, sites_for(text, context, exactly=False))


def _placed(shadow: Shadow, at: int, end: int, text: str, sites: list[QuickSite]) -> PlaceMark:
    shadow.use(at, end)
    return PlaceMark(at, end, text, sites)


def _limit(shadow: Shadow, start: int) -> int:
    """Where a place ends at the latest: at the next mark, at punctuation, or where a field was taken."""
    found = _NEXT.search(shadow.plain, start)
    limit = found.start() if found else len(shadow.plain)
    for used_start, _end in shadow.used:
        if start < used_start < limit:
            limit = used_start
    return limit


def sites_for(text: str, context: QuickContext, *, exactly: bool) -> list[QuickSite]:
    """The sites that a name may mean: by their name, else an alias, else, unless ``exactly``, in part.

    Case, marks and width do not count. In part: every word begins a word of the same name.
    """
    wanted = fold(text)
    if not wanted:
        return []
    own = _unique(site for name, site, is_name in context.site_names if is_name and name == wanted)
    if own:
        return own
    alias = _unique(site for name, site, _is_name in context.site_names if name == wanted)
    if alias or exactly:
        return _narrowed(alias)
    parts = wanted.split()
    if len(wanted) < 2:
        return []
    return _narrowed(
        _unique(
            site
            for name, site, _is_name in context.site_names
            if wanted in name
            and all(any(word.startswith(part) for word in _words(name)) for part in parts)
        )
    )


def _narrowed(sites: list[QuickSite]) -> list[QuickSite]:
    in_use = [site for site in sites if site.in_use]
    return in_use if len(in_use) == 1 else sites


def _words(name: str) -> list[str]:
    return re.split(r"[\s,()/-]+", name)


def _unique(sites: Iterable[QuickSite]) -> list[QuickSite]:
    return list({site.id: site for site in sites}.values())
