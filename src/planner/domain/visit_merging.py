"""A visit that a colleague worked on comes back: what they changed, what we changed, where both did.

Three states are compared: the one that both started from, ours as it stands, and theirs.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.domain.briefs import Brief
from planner.domain.itinerary import Item, ItemAudience, ItemHost
from planner.domain.merge_fields import is_empty
from planner.domain.people import ContactPoint
from planner.domain.visit_records import Key, Records, head, is_optional, links, lives_on
from planner.domain.words import Word, field_names
from planner.i18n import N_

_NEVER_COMPARED: Final = frozenset({"id", "visit_id"})
_ONE_OF: Final[Mapping[type[Word], tuple[str, ...]]] = {
    ItemAudience: ("group_id", "delegate_id"),
    ItemHost: ("person_id", "organisation_id"),
}
"""Records that are nothing without one of these links."""
_ONLY_WITH: Final[Mapping[type[Word], str]] = {Brief: "item_id"}
"""A link that may be empty, and whose loss would make another thing of the record."""


_SAID_TOGETHER: Final[Mapping[type[Word], tuple[frozenset[str], ...]]] = {
    Item: (
        frozenset(
            {
                *("all_day", "start_local", "start_zone", "start_fold"),
                *("end_local", "end_zone", "end_fold"),
            }
        ),
        frozenset({"site_id", "room_id", "place"}),
    ),
    ContactPoint: (frozenset({"kind", "value", "normal"}),),
}
"""Fields that make sense only as one side said them: where both changed one of them, all clash."""


class Act(enum.StrEnum):
    """What they did to a record, against what both started from."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


ACTS: Final = {Act.ADDED: N_("added"), Act.CHANGED: N_("changed"), Act.REMOVED: N_("removed")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One record added or removed, or one field of it changed; ``clash`` where we changed it, too.

    Without ``field`` it is the whole record. Values are those of the fields of the word.
    """

    word: str
    id: str
    act: Act
    field: str = ""
    base: Any = None
    ours: Any = None
    theirs: Any = None
    clash: bool = False

    @property
    def key(self) -> str:
        """By what a choice names it."""
        return f"{self.word}:{self.id}:{self.field or self.act}"


@dataclass(frozen=True, slots=True)
class Affected:
    """A record that a person knows (an entry, a delegate, the visit) with all that differs in it."""

    word: str
    id: str
    differences: tuple[Difference, ...]

    @property
    def act(self) -> Act:
        """What happened to the record itself."""
        own = [one for one in self.differences if (one.word, one.id) == (self.word, self.id)]
        return next((one.act for one in own if not one.field), Act.CHANGED)

    @property
    def clashes(self) -> bool:
        return any(one.clash for one in self.differences)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is to be written: new records, those that change, and what goes; each in a safe order."""

    added: tuple[Word, ...] = ()
    changed: tuple[Word, ...] = ()
    removed: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def merge(
    start: Records | None, seen: Records, ours: Records, theirs: Records, *, latest: bool = True
) -> tuple[Affected, ...]:
    """What they changed, by the record under which it is seen, in the order of ``theirs``.

    ``start`` is what both sides began with and ``seen`` is ours, both as their file would show
    them: what was never in their file is not missing there. Without a ``start`` nobody knows who
    changed what: what we have not is offered, and what differs is a clash. The same holds for what
    they have as at the ``start`` where that is not the ``latest`` that both sides had: they may
    have changed it and changed it back.
    """
    among = {**(start or {}), **ours, **theirs}
    found = [*_changed(start, ours, theirs), *_removed(start, seen, ours, theirs)]
    if start is not None and not latest:
        found += _doubtful(start, seen, ours, theirs)
    groups: dict[Key, list[Difference]] = {}
    for one in found:
        groups.setdefault(head(among[one.word, one.id], among), []).append(one)
    order = {key: place for place, key in enumerate((*theirs, *ours, *(start or {})))}
    return tuple(
        Affected(*key, tuple(groups[key])) for key in sorted(groups, key=lambda key: order[key])
    )


def usual(affected: Iterable[Affected]) -> frozenset[str]:
    """The keys of what is taken unless somebody says otherwise: all but the clashes."""
    return frozenset(one.key for each in affected for one in each.differences if not one.clash)


def resolve(
    affected: Iterable[Affected],
    start: Records | None,
    ours: Records,
    theirs: Records,
    taken: Collection[str],
) -> Resolved:
    """The records to write when the differences named in ``taken`` are taken over.

    What they name and we never had comes along; what we had taken out comes back with what hung on
    it. A link to what stays away is emptied, and a record that is nothing without it stays away as
    well.
    """
    chosen = [one for each in affected for one in each.differences if one.key in taken]
    going = {(one.word, one.id) for one in chosen if one.act is Act.REMOVED}
    wanted = {(one.word, one.id) for one in chosen if one.act is Act.ADDED}
    changed: dict[Key, Word] = {}
    touched: dict[Key, set[str]] = {}
    for one in chosen:
        key = (one.word, one.id)
        if one.field and key not in going:
            changed[key] = replace(changed.get(key, ours[key]), **{one.field: one.theirs})
            touched.setdefault(key, set()).add(one.field)
    wanted |= {owner for key in wanted if (owner := head(theirs[key], theirs)) not in ours}
    taken_out = set(start or ()) - set(ours) - wanted
    back = {key[1] for key in wanted if key in (start or {})}
    taken_out -= {key for key in taken_out if key in theirs and _hangs_on(theirs[key], back)}
    coming = _with_needed(wanted, changed, taken_out, ours, theirs)
    coming |= {
        key
        for key in (set(start or ()) & set(theirs)) - set(ours) - taken_out
        if _hangs_on(theirs[key], back)
    }
    there = {key[1] for key in (set(ours) | coming) - going}
    added = [_held(word, there) for key, word in theirs.items() if key in coming]
    kept = [_held(word, there, touched[key]) for key, word in changed.items()]
    return Resolved(
        tuple(word for word in added if word is not None),
        tuple(word for word in kept if word is not None),
        tuple(key for key in reversed(list(ours)) if key in going),
    )


# comparing


def _changed(start: Records | None, ours: Records, theirs: Records) -> Iterator[Difference]:
    for key, word in theirs.items():
        own, base = ours.get(key), (start or {}).get(key)
        if own is None:
            added = _added(key, word, base, start, ours, theirs)
            if added is not None:
                yield added
            continue
        ours_too = _said_together(own, base) if base is not None else frozenset()
        for name in _fields(own, word):
            new, now = getattr(word, name), getattr(own, name)
            was = getattr(base, name) if base is not None else None
            if is_empty(new) if base is None else new == was:
                continue
            yield Difference(
                word=key[0],
                id=key[1],
                act=Act.CHANGED,
                field=name,
                base=was,
                ours=now,
                theirs=new,
                clash=not is_empty(now) if base is None else now != was or name in ours_too,
            )


def _added(
    key: Key, word: Word, base: Word | None, start: Records | None, ours: Records, theirs: Records
) -> Difference | None:
    """They have it and we have not: new, or taken out by us and changed by them."""
    if base is not None and not _fields(base, word):
        return None
    owner = head(word, theirs)
    clash = base is not None or (owner not in ours and owner in (start or {}))
    return Difference(word=key[0], id=key[1], act=Act.ADDED, base=base, theirs=word, clash=clash)


def _removed(
    start: Records | None, seen: Records, ours: Records, theirs: Records
) -> Iterator[Difference]:
    worked_on = {
        head(word, seen)
        for key, word in seen.items()
        if (was := (start or {}).get(key)) is None or _fields(was, word)
    }
    for key, base in (start or {}).items():
        if key in theirs or key not in ours or lives_on(base):
            continue
        owner = head(base, start or {})
        if owner != key and owner not in theirs:
            continue  # it went with what it belongs to
        now = seen.get(key)
        yield Difference(
            word=key[0],
            id=key[1],
            act=Act.REMOVED,
            base=base,
            ours=ours[key],
            clash=now is None or bool(_fields(base, now)) or key in worked_on,
        )


def _said_together(own: Word, base: Word) -> frozenset[str]:
    """The fields that are said along with one that we changed."""
    changed = set(_fields(own, base))
    return frozenset(
        name
        for together in _SAID_TOGETHER.get(type(own), ())
        if together & changed
        for name in together
    )


def _doubtful(
    start: Records, seen: Records, ours: Records, theirs: Records
) -> Iterator[Difference]:
    """What only we seem to have changed since the start, if it was not they who changed it back."""
    for key, word in theirs.items():
        own, base = ours.get(key), start.get(key)
        if base is None:
            continue
        if own is None:
            if not _fields(base, word):
                yield Difference(
                    word=key[0], id=key[1], act=Act.ADDED, base=base, theirs=word, clash=True
                )
            continue
        for name in _fields(own, word):
            new = getattr(word, name)
            if new == getattr(base, name):
                yield Difference(
                    word=key[0],
                    id=key[1],
                    act=Act.CHANGED,
                    field=name,
                    base=new,
                    ours=getattr(own, name),
                    theirs=new,
                    clash=True,
                )
    for key, own in seen.items():
        if key not in theirs and key not in start and key in ours and not lives_on(own):
            owner = head(own, seen)
            if owner == key or owner in theirs:
                yield Difference(
                    word=key[0], id=key[1], act=Act.REMOVED, ours=ours[key], clash=True
                )


def _fields(one: Word, other: Word) -> list[str]:
    """The fields in which two states of a record differ."""
    return [
        name
        for name in field_names(type(one))
        if name not in _NEVER_COMPARED and getattr(one, name) != getattr(other, name)
    ]


# what comes along


def _with_needed(
    wanted: Collection[Key],
    changed: Mapping[Key, Word],
    taken_out: Collection[Key],
    ours: Records,
    theirs: Records,
) -> set[Key]:
    """The wanted records with all that they and the changed ones name and that we never had."""
    by_id: dict[str, list[Key]] = {}
    for key in theirs:
        by_id.setdefault(key[1], []).append(key)
    found: set[Key] = set()
    waiting = [*wanted, *(one for word in changed.values() for one in _named(word, by_id))]
    while waiting:
        key = waiting.pop()
        if key in found or key in ours or key in taken_out:
            continue
        found.add(key)
        waiting += _named(theirs[key], by_id)
    # A person or a site comes with what hangs on it: its numbers, its rooms.
    beside = found - set(wanted)
    return found | {
        key
        for key, word in theirs.items()
        if key not in ours and key not in taken_out and head(word, theirs) in beside
    }


def _hangs_on(word: Word, owners: Collection[str]) -> bool:
    return any(key in owners for _name, key in links(word))


def _named(word: Word, by_id: Mapping[str, Sequence[Key]]) -> list[Key]:
    return [key for _, name in links(word) for key in by_id.get(name, ())]


def _held(word: Word, there: Collection[str], fields: Collection[str] | None = None) -> Word | None:
    """The record with links only to what is there; None where it is nothing without the link.

    With ``fields`` only these are looked at: what else the record names was there before.
    """
    gone = [
        name for name, key in links(word) if key not in there and (fields is None or name in fields)
    ]
    if any(
        not is_optional(type(word), name) or name == _ONLY_WITH.get(type(word)) for name in gone
    ):
        return None
    empty: dict[str, Any] = dict.fromkeys(gone)
    held = replace(word, **empty) if gone else word
    needed = _ONE_OF.get(type(word), ())
    return None if needed and not any(getattr(held, name) for name in needed) else held
