"""Differences between sources in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.domain.source_reading.differences import Difference, ListDifference
from planner.domain.sources import Source
from planner.i18n import _, plain_day


def sentence(
    difference: Difference,
    source_named: Callable[[str], str],
    owner_named: Callable[[str], str],
    shown: Callable[[str], str] = str,
) -> str:
    """``source_named`` and ``owner_named`` name records by id, ``shown`` puts a value into the reader's words."""
    what = " · ".join(part for part in (owner_named(difference.owner), _(difference.fact)) if part)
    older, newer = source_named(difference.older), source_named(difference.newer)
    if not isinstance(difference, ListDifference):
        return _("{what}: {was} in {older}, {now} in {newer}.").format(
            what=what,
            was=shown(difference.was),
            now=shown(difference.now),
            older=older,
            newer=newer,
        )
    added = enumerated([shown(one) for one in difference.added])
    gone = enumerated([shown(one) for one in difference.gone])
    if added and gone:
        text = _("{what}: {newer} adds {added} and no longer names {gone}, against {older}.")
    elif added:
        text = _("{what}: {newer} adds {added}, against {older}.")
    else:
        text = _("{what}: {newer} no longer names {gone}, which {older} does.")
    return text.format(what=what, newer=newer, older=older, added=added, gone=gone)


def enumerated(parts: Sequence[str]) -> str:
    """ "A, B and C" """
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])


def source_title(source: Source) -> str:
    """How a sentence refers to a source: its title, and the day for which it speaks."""
    title = (
        _("“{title}”").format(title=source.title)
        if source.title
        else source.publisher or _("this text")
    )
    day = source.as_of or source.published_on
    return f"{title} ({plain_day(day)})" if day else title
