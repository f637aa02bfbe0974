"""What changed between two versions, in the reader's language and in the local time of each entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from planner.domain.item_changes import CHANGE_KINDS, Change, ChangeKind
from planner.domain.itinerary import INTERPRETING, ITEM_KINDS, ITEM_STATUSES, Item
from planner.domain.part_changes import FIELDS, PartChange, PartKind
from planner.domain.release_changes import Changes, ItemChanges, RecipientChanges
from planner.domain.times import Span, WallTime, is_zone
from planner.domain.travel import MODES, ROOM_KINDS
from planner.domain.word_titles import TITLES
from planner.i18n import N_, Language, clock, current, day_in_words

LONGEST: Final = 300
"""Characters of a text that are repeated; the whole stands in the programme."""
NAMES: Final = 8
"""Names that are listed; of more the others are counted."""

_VALUES: Final[Mapping[ChangeKind, Mapping[str, str]]] = {
    ChangeKind.STATUS: {key.value: text for key, text in ITEM_STATUSES.items()},
    ChangeKind.REINSTATED: {key.value: text for key, text in ITEM_STATUSES.items()},
    ChangeKind.KIND: {key.value: text for key, text in ITEM_KINDS.items()},
    ChangeKind.MODE: {key.value: text for key, text in MODES.items()},
    ChangeKind.INTERPRETING: {key.value: text for key, text in INTERPRETING.items()},
    ChangeKind.LODGING: {key.value: text for key, text in ROOM_KINDS.items() if key.value},
}
_WHOLE: Final = frozenset(
    {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.CANCELLED, ChangeKind.LEFT}
)
"""Changes that say all there is to say of an entry; nothing else about it matters then."""
_PERSONAL: Final = frozenset({ChangeKind.RIDE, ChangeKind.REFERENCE, ChangeKind.LODGING})
_TIMED: Final = frozenset({ChangeKind.MOVED, ChangeKind.SCHEDULED, ChangeKind.UNSCHEDULED})
_LENGTHS: Final = {
    ChangeKind.LONGER: N_("{minutes} min longer: {when}"),
    ChangeKind.SHORTER: N_("{minutes} min shorter: {when}"),
}


def when(item: Item, speak: Language | None = None, *, offsets: bool = False) -> str:
    """ "Mon 10 May 14:30–16:00" on the clocks of the place; where the clocks of its two ends
    differ or show a time twice, or with ``offsets``, with what they show: "14:30 (UTC+2)". Empty
    without a time."""
    speak = speak or current()
    if not item.is_scheduled:
        return ""
    span = item.span
    if item.all_day:
        assert item.end_local is not None
        days = dict.fromkeys((span.start.local.date(), item.end_local.date()))
        text = "–".join(day_in_words(day, speak) for day in days)
        whole = speak(N_("all day"))
        return f"{text}, {whole}"
    first, last = span.start.local.date(), span.end.local.date()
    offsets = offsets or _offset(span.start) != _offset(span.end) or _is_awkward(span)
    start, end = (
        f"{clock(one.local, speak)} ({_offset(one)})" if offsets else clock(one.local, speak)
        for one in (span.start, span.end)
    )
    if first == last:
        return f"{day_in_words(first, speak)} {start}–{end}"
    return f"{day_in_words(first, speak)} {start} – {day_in_words(last, speak)} {end}"


def _is_awkward(span: Span) -> bool:
    return any(is_zone(end.zone) and end.is_awkward for end in (span.start, span.end))


def entry(item: Item, place: str = "", speak: Language | None = None) -> str:
    """ "“Tour”, Mon 10 May 14:30–16:00, ESS"."""
    speak = speak or current()
    parts = (speak(N_("“{item}”")).format(item=_title(item, speak)), when(item, speak), place)
    return ", ".join(part for part in parts if part)


def told(one: ItemChanges, speak: Language | None = None) -> list[str]:
    """What changed about an entry, one line each, without its title: "Room: Aula (was: Room 2)"."""
    speak = speak or current()
    for change in one.changes:
        if change.kind in _WHOLE:
            return [speak(CHANGE_KINDS[change.kind])]
    return [_change(change, one, speak) for change in one.changes]


def sentence(one: ItemChanges, speak: Language | None = None) -> str:
    """All that changed about an entry in one line: "New: “Tour”, Mon 10 May 14:30–16:00, ESS" or
    "“Tour” – Room: Aula (was: Room 2); 30 min longer: Mon 10 May 14:30–16:30"."""
    speak = speak or current()
    for change in one.changes:
        if change.kind in _WHOLE:
            text = entry(one.item, one.place if one.after else one.was_at, speak)
            return _said(speak(CHANGE_KINDS[change.kind]), text)
    title = speak(N_("“{item}”")).format(item=_title(one.item, speak))
    return f"{title} – {'; '.join(told(one, speak))}"


def part(change: PartChange, speak: Language | None = None) -> str:
    """What changed beside the entries: "Delegate, new: Sato", "Visit – Last day: Wed 12 May …"."""
    speak = speak or current()
    word = speak(TITLES.get(change.word, change.word))
    if change.word == "group_member":
        group = speak(N_("Group {name}")).format(name=change.name)
        parts = [
            _said(speak(title), _names(names, speak))
            for title, names in ((N_("also there"), change.after), (N_("gone"), change.before))
            if names
        ]
        return f"{group} – {'; '.join(parts)}"
    if change.kind is not PartKind.CHANGED:
        new = change.kind is PartKind.ADDED
        pattern = speak(N_("{word}, new: {name}") if new else N_("{word}, no longer: {name}"))
        return pattern.format(word=word, name=change.name)
    named = change.name if change.word != "visit" else ""
    head = f"{word} {named}".strip()
    fields = list(dict.fromkeys(speak(FIELDS.get(name, name)) for name in change.fields))
    if change.formerly and change.word != "visit":
        fields = [_was(change.name, change.formerly, speak), *fields]
        return _said(word, "; ".join(fields))
    if change.before or change.after:
        now, then = (
            ", ".join(_value(text, change.fields[0], speak) for text in texts)
            for texts in (change.after, change.before)
        )
        return f"{head} – {_said(fields[0], _was(now, then, speak))}"
    changed = speak(N_("changed: {fields}")).format(fields=", ".join(fields))
    return f"{head} – {changed}"


def summary(changes: RecipientChanges, since: int, speak: Language | None = None) -> str:
    """ "3 of your 11 entries changed since version 4."."""
    speak = speak or current()
    count, total = len(changes.items), changes.total
    if not changes.concerned:
        return speak(N_("Nothing changed for you since version {number}.")).format(number=since)
    if not count:
        return speak(
            N_("Your entries are as in version {number}; something about the visit changed.")
        ).format(number=since)
    return speak.plural(
        "{count} of your {total} entries changed since version {number}.",
        "{count} of your {total} entries changed since version {number}.",
        count,
        total=total,
        number=since,
    )


def stands(changes: RecipientChanges | None, speak: Language | None = None) -> str:
    """ "3 of 11": how much of somebody's copy is out of date, as the office reads it."""
    speak = speak or current()
    if changes is None:
        return "–"
    if not changes.concerned:
        return speak(N_("up to date"))
    if not changes.items:
        return speak(N_("the visit itself"))
    return speak(N_("{count} of {total}")).format(count=len(changes.items), total=changes.total)


def notice(changes: RecipientChanges, since: int, speak: Language | None = None) -> list[str]:
    """The text of a change notice for a mail, line by line: how many, then each one."""
    speak = speak or current()
    return [
        summary(changes, since, speak),
        *(f"• {sentence(one, speak)}" for one in changes.items),
        *(f"• {part(one, speak)}" for one in changes.parts),
    ]


def everything(changes: Changes, speak: Language | None = None) -> list[str]:
    """All differences, one line each."""
    speak = speak or current()
    return [
        *(sentence(one, speak) for one in changes.items),
        *(part(one, speak) for one in changes.parts),
    ]


def _change(change: Change, one: ItemChanges, speak: Language) -> str:
    what = speak(CHANGE_KINDS[change.kind])
    if change.kind in _TIMED:
        return _said(what, _moved(one, speak))
    if change.kind in _LENGTHS:
        pattern = speak(_LENGTHS[change.kind])
        return pattern.format(minutes=change.after[0], when=when(one.item, speak))
    if change.kind is ChangeKind.REINSTATED:
        return what
    if change.kind is ChangeKind.DETAILS:
        return _said(what, ", ".join(dict.fromkeys(speak(FIELDS.get(n, n)) for n in change.after)))
    if change.kind in (ChangeKind.JOINED, ChangeKind.PARTED):
        return _said(what, _names(change.after or change.before, speak))
    if change.kind in _PERSONAL:
        return _personal(change, what, speak)
    after, before = (
        ", ".join(_translated(change.kind, text, speak) for text in texts)
        for texts in (change.after, change.before)
    )
    return _said(what, _was(after, "" if change.kind is ChangeKind.TEXT else before, speak))


def _personal(change: Change, what: str, speak: Language) -> str:
    """A seat, a booking reference or a room: whose, and what it is now if it is only one."""
    names = _names(change.before, speak)
    if not change.after:
        return _said(what, speak(N_("changed for {names}")).format(names=names))
    now = ", ".join(_translated(change.kind, text, speak) for text in change.after)
    return _said(what, f"{now} ({names})" if names else now)


def _moved(one: ItemChanges, speak: Language) -> str:
    """The new time and the old one, which leaves out the day where it is the same."""
    if one.before is None or one.after is None:
        return when(one.item, speak)
    new, old = when(one.after, speak), when(one.before, speak)
    if new == old:  # only the clocks are others
        new, old = when(one.after, speak, offsets=True), when(one.before, speak, offsets=True)
    if not new or not old:
        return _was(new, old, speak)
    start, end = one.before.start_local, one.after.start_local
    if start is not None and end is not None and start.date() == end.date():
        day = day_in_words(start.date(), speak)
        old = old.removeprefix(day).removeprefix(",").strip() or old
    return _was(new, old, speak)


def _was(now: str, before: str, speak: Language) -> str:
    """ "Aula (was: Room 2)"; "Aula"; "none any more (was: Room 2)"."""
    if now == before:
        return now
    if not before:
        return now or "–"
    return speak(N_("{now} (was: {before})")).format(
        now=now or speak(N_("none any more")), before=before
    )


def _said(what: str, text: str) -> str:
    return f"{what}: {text}" if text else what


def _names(names: Sequence[str], speak: Language) -> str:
    """Names in a row; of many the first few and how many others."""
    listed = ", ".join(names[:NAMES])
    more = len(names) - NAMES
    if more <= 0:
        return listed
    return speak.plural(
        "{names} and {count} other", "{names} and {count} others", more, names=listed
    )


def _translated(kind: ChangeKind, text: str, speak: Language) -> str:
    if kind in _VALUES:
        return speak(_VALUES[kind].get(text, text))
    return _clipped(text)


def _value(text: str, name: str, speak: Language) -> str:
    """A value of a part: days in words."""
    if name in ("first_day", "last_day", "name_by"):
        return day_in_words(dt.date.fromisoformat(text), speak, year=True)
    return _clipped(text)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _title(item: Item, speak: Language) -> str:
    return item.title or speak(ITEM_KINDS[item.kind])


def _offset(moment: WallTime) -> str:
    """ "UTC+2", "UTC+5:30": a zone is called after a city that is mostly not where one is."""
    minutes = round(moment.offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")
