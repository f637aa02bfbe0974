"""What an event of a calendar changes about an entry, field by field; what was changed here is not undone.

A calendar that came before is the common ground: a field that the file says as it said it then
brings nothing new, whatever was made of it here since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from planner.domain.calendar_entries import CalendarEntry
from planner.domain.event_reading import PLACE, WHEN, Said, same_time, when_in_words
from planner.domain.event_words import note
from planner.domain.itinerary import ITEM_STATUSES, Item, ItemKind, ItemStatus
from planner.domain.staging import CHANGED_FIELDS, Change, SetField
from planner.domain.words import plain
from planner.i18n import _

if TYPE_CHECKING:
    from planner.domain.event_staging import EventGround

Before = Mapping[str, Any]
_TEXTS: Final = frozenset({"internal_notes", "public_text"})
_OPEN: Final = frozenset({ItemStatus.IDEA, ItemStatus.REQUESTED, ItemStatus.TENTATIVE})


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """How our calendars show an entry, in each language: what comes back like that is unchanged.

    ``lines`` are those below the public text that say who receives and how a journey runs;
    ``marks`` what stands behind the title of what is not confirmed.
    """

    titles: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    """How lines begin that say the local time of an entry in UTC."""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """``remarks`` are kinds of findings with the field that each is about."""

    changes: tuple[Change, ...]
    remarks: tuple[tuple[str, str], ...]


def changes(
    entry: CalendarEntry, read: Said, item: Item, ground: EventGround, text_use: str
) -> Told:
    """The differences; those that would undo what somebody decided here are only offered."""
    own = ground.own.get(item.id) if entry.uid == f"{item.id}@planner" else None
    before = ground.before.get(item.id, {})
    mark = ground.plan.marks.get(item.id)
    older = own is not None and mark is not None and entry.sequence < mark.sequence
    found: list[Change] = []
    remarks: list[tuple[str, str]] = [("event.older", "")] if older else []
    for name, values in _differing(entry, read, item, own, text_use, before):
        unchanged = _is(values, before)
        here = _changed_here(item, values, before)
        offered = older or unchanged or here
        if here and not older:
            kind = "event.changed_here" if unchanged else "event.both_changed"
            remarks.append((kind, _(CHANGED_FIELDS[name])))
        found += _set(name, item, values, ground, offered=offered)
    if older and not found:
        remarks = []
    return Told(tuple(found), tuple(remarks))


def _is(values: Mapping[str, Any], before: Before) -> bool:
    return all(name in before and before[name] == plain(value) for name, value in values.items())


def _changed_here(item: Item, values: Mapping[str, Any], before: Before) -> bool:
    """Whether somebody changed it since; what was only written beside a text leaves it standing."""
    for name in values:
        now, then = plain(getattr(item, name)), before.get(name)
        around = name in _TEXTS and then and then in now
        if name in before and now != then and not around:
            return True
    return False


def _differing(
    entry: CalendarEntry,
    read: Said,
    item: Item,
    own: OwnEntry | None,
    text_use: str,
    before: Before,
) -> Iterable[tuple[str, dict[str, Any]]]:
    """The fields in which the event and the entry differ, with what the event says of them.

    A cancelled event says nothing but that: the rest of it may be missing.
    """
    if entry.status == "CANCELLED":
        if item.status is not ItemStatus.CANCELLED:
            yield "status", {"status": ItemStatus.CANCELLED}
        return
    title = _title(entry.title, own)
    if title and title != item.title:
        yield "title", {"title": title}
    if not same_time(item, read.values):
        yield "when", {name: read.values[name] for name in WHEN}
    place = {name: read.values[name] for name in PLACE}
    if (
        entry.location
        and not (own and entry.location in own.places)
        and item.kind is not ItemKind.LEG
        and any(getattr(item, name) != value for name, value in place.items())
    ):
        yield "place", place
    if _status_differs(entry.status, item.status):
        yield "status", {"status": read.values["status"]}
    yield from _text(entry, item, own, text_use, before)


def _title(title: str, own: OwnEntry | None) -> str:
    if own is None:
        return title
    if title in own.titles:
        return ""
    for mark in own.marks:
        title = title.removesuffix(mark)
    return title.strip()


def _status_differs(said: str, status: ItemStatus) -> bool:
    if said == "CONFIRMED":
        return status is not ItemStatus.CONFIRMED
    return said == "TENTATIVE" and status not in _OPEN


def _text(
    entry: CalendarEntry, item: Item, own: OwnEntry | None, text_use: str, before: Before
) -> Iterable[tuple[str, dict[str, Any]]]:
    """The description; of our own only what is not made from the rest of the entry."""
    text = entry.description
    if own is not None:
        lines = [
            line
            for line in text.split("\n")
            if line not in own.lines and not (own.starts and line.startswith(own.starts))
        ]
        text = "\n".join(lines).strip()
        if text != item.public_text.strip():
            yield "public_text", {"public_text": text}
        return
    if not text or text in item.internal_notes or text in item.public_text:
        return
    name = "internal_notes" if entry.is_private or text_use != "public" else "public_text"
    now, then = getattr(item, name), str(before.get(name) or "")
    if then and then in now:  # what was written around it here stays
        text = now.replace(then, note(entry, with_text=True) if name == "internal_notes" else text)
    elif now and not then:
        text = f"{now}\n\n{text}"
    yield name, {name: text}


def _set(
    field: str, item: Item, values: Mapping[str, Any], ground: EventGround, *, offered: bool
) -> Iterable[Change]:
    """The changes of one field; several columns of it go together."""
    old, new = _shown(field, item, values, ground)
    for name, value in values.items():
        seen = getattr(item, name)
        if seen != value:
            yield Change(field, old, new, SetField("item", item.id, name, seen, value), offered)


def _shown(
    field: str, item: Item, values: Mapping[str, Any], ground: EventGround
) -> tuple[str, str]:
    if field == "when":
        return when_in_words({name: getattr(item, name) for name in WHEN}), when_in_words(
            dict(values)
        )
    if field == "status":
        return _(ITEM_STATUSES[item.status]), _(ITEM_STATUSES[values["status"]])
    if field == "place":
        return ground.plan.place_of(item), ground.places.words(values)
    (name,) = values
    return str(getattr(item, name)), str(values[name])
