"""The history of a person in the inspector: what happened, the latest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from planner.domain.person_history import Happening, PersonEvent
from planner.domain.told import FIELDS
from planner.i18n import _, ngettext
from planner.ui.pages.list_cells import language_name
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.links import Link


def event_links(events: Sequence[PersonEvent]) -> list[Link]:
    return [Link(_text(one), _detail(one), one.word, one.key) for one in events]


def _text(one: PersonEvent) -> str:
    match one.kind:
        case Happening.POST:
            return one.post
        case Happening.DISCLOSURE:
            return _("Handed out: {name}").format(name=one.what)
        case Happening.IMPORT:
            return _("Imported from {name}").format(name=one.what)
        case Happening.BIOGRAPHY:
            return _("Biography ({language})").format(language=language_name(one.what))
        case Happening.FILE:
            return _("File kept: {name}").format(name=one.what)
        case Happening.MERGE:
            return _("Merged with {name}").format(name=one.what)
        case _:
            return one.what


def _detail(one: PersonEvent) -> str:
    match one.kind:
        case Happening.POST:
            parts = [_span(one)]
        case Happening.VISIT:
            parts = [_day(one.since), one.about, one.post]
        case Happening.HOST:
            entries = ngettext("host of {count} entry", "host of {count} entries", one.count)
            parts = [_day(one.since), entries]
        case Happening.IMPORT | Happening.MERGE:
            back = _("taken back {day}") if one.kind is Happening.IMPORT else _("apart {day}")
            undone = back.format(day=_day(one.until)) if one.until else ""
            parts = [_day(one.since), undone, one.about]
        case Happening.BIOGRAPHY | Happening.FILE:
            parts = [_day(one.since), one.about]
        case Happening.DISCLOSURE:
            told = ", ".join(_(FIELDS[name]) for name in FIELDS if name in one.fields)
            parts = [_day(one.since), one.about, told]
    return " · ".join(part for part in parts if part)


def _span(one: PersonEvent) -> str:
    if one.since and one.until:
        return f"{_day(one.since)} – {_day(one.until)}"
    if one.since:
        return _("since {day}").format(day=_day(one.since))
    return _("until {day}").format(day=_day(one.until)) if one.until else ""


def _day(text: str) -> str:
    """A whole date in the reader's language; a year or a month as it is kept."""
    try:
        return short_day(dt.date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
