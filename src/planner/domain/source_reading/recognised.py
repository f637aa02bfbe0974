"""Which source of the library a pasted text is, so that nothing is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from planner.domain.source_reading.headings import first_lines
from planner.domain.source_reading.offers import Shelf
from planner.domain.source_reading.reading import Reading
from planner.domain.sources import Source
from planner.text import fold

_TITLE_WORDS: Final = 3
"""Words of a title that is not every other page's, too."""
_NAMED: Final = 3
"""Records about which a source speaks that a text must name to be that source."""


def known_source(
    source: Source, reading: Reading, shelf: Shelf, *, typed: bool = False
) -> Source | None:
    """The same words; else the same title or publisher, language and day; else, for a text that has no
    date, the same title and most of what the source is cited for. ``typed``: its title was given."""
    for one in shelf.sources.values():
        if one.text and one.text == reading.text:
            return one
    titles = {fold(source.title)} if typed else {fold(source.title), *first_lines(reading.text)}
    for one in _unread(source, shelf):
        has_title = bool(one.title) and fold(one.title) in titles
        houses = fold(one.publisher), fold(source.publisher)
        same_house = all(houses) and (
            houses[0].startswith(houses[1]) or houses[1].startswith(houses[0])
        )
        if source.as_of and source.as_of == one.as_of and (has_title or same_house):
            return one
        undated = source.as_of is None or reading.dated is None
        if (
            has_title
            and undated
            and source.as_of in (None, one.as_of)
            and _tells(reading, shelf, one)
        ):
            return one
    return None


def _unread(source: Source, shelf: Shelf) -> Iterator[Source]:
    """Sources of the language whose own text is not there."""
    for one in shelf.sources.values():
        if not one.text and one.language == source.language:
            yield one


def _tells(reading: Reading, shelf: Shelf, source: Source) -> bool:
    """Whether the text names most of the organisations and programmes that the source is cited for."""
    if len(source.title.split()) < _TITLE_WORDS:
        return False
    nameable = {*shelf.organisations, *shelf.programmes}
    cited = {one.subject_id for one in shelf.citations if one.source_id == source.id} & nameable
    named = {one.key for one in reading.named} | {one.key for one in reading.programmes}
    named |= {house.parent_id or "" for key in named if (house := shelf.organisations.get(key))}
    told = cited & named
    return len(told) >= min(_NAMED, len(cited)) > 0 and 2 * len(told) >= len(cited)
