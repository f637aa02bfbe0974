"""Erasing as one act: rows, frozen versions, copies, journal and search in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from planner.domain.data_rights import Erasure
from planner.domain.erasing import LEADING, REMOVED, STAYING, Fate, Wish
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.library import BY_NAME
from planner.domain.words import Word
from planner.i18n import N_
from planner.storage import stored_files
from planner.storage.emptying import empty_log
from planner.storage.erasing.contents import Cleaning
from planner.storage.erasing.hashes_out import empty_hashes
from planner.storage.erasing.journal_out import Seen, forget
from planner.storage.erasing.texts_out import OTHER
from planner.storage.erasing.tracing import Trace, count_of, mentions, trace
from planner.storage.reading import any_of
from planner.storage.unit_of_work import Work, begin

if TYPE_CHECKING:
    from planner.storage.ending import Written
    from planner.storage.engine import Library

LABEL: Final = N_("Erase a person")
_KEPT_AS_JSON: Final = {"release": "content", "visit_copy": "content"}


@dataclass(frozen=True)
class Done:
    """What was erased: the row that says so, and the records that changed by it."""

    erasure: Erasure
    written: Written


def erase(
    library: Library,
    person: str,
    wish: Wish,
    *,
    erased: str,
    at: dt.datetime,
    author: str,
    backups_until: dt.date | None = None,
    places: int = 0,
    seen: Seen | None = None,
    patience: float = 0.0,
) -> Done | None:
    """Erase the person everywhere in the library; ``erased`` is what stands in place of a name.

    ``places`` is what a look before counted and ``seen`` what it found in the journal; else it is
    looked for here. None where nothing of the person is there. ``at`` is aware, UTC; ``patience`` as
    of :func:`empty_log`. Not undoable.

    :raises UserError: as every unit of work; then nothing at all is erased.
    """
    written: list[Written] = []
    row: Erasure | None = None
    with begin(
        library, LABEL, {}, at=at, author=author, lasting=True, result=written, journalled=False
    ) as work:
        found = trace(work, person)
        if found is not None:
            work.note()  # that it happened, not to whom
            row = _write(work, found, wish, erased, at, author, seen)
            row = replace(row, backups_until=backups_until, places=places or row.places)
            work.add(row)
            for other in sorted(found.family - {found.person}):
                # A backup from before the merge has them as somebody of their own.
                merged = replace(row, id=RecordId(new_id()), person_id=PersonId(other), places=0)
                work.add(merged)
    if row is None:
        return None
    empty_log(library, patience)
    return Done(row, written[0])


def _write(
    work: Work,
    found: Trace,
    wish: Wish,
    erased: str,
    at: dt.datetime,
    author: str,
    seen: Seen | None,
) -> Erasure:
    counted = count_of(work, found)
    named = [one for one in mentions(work, found) if one.key not in wish.leave]
    left: dict[tuple[str, str], frozenset[str]] = {}
    for key in wish.leave:
        word, row, name = (*key.split(":"), "", "")[:3]
        left[word, row] = left.get((word, row), frozenset()) | {name}
    cleaning = Cleaning(found, erased)
    empty_hashes(work, found, named)
    texts = forget(work.connection, found, cleaning, left, erased, seen)
    texts += _clean_contents(work, found, cleaning, wish.leave)
    _tell_anew(work, found, named, erased)
    _empty(work, found, wish, erased)
    _remove(work, found)
    drafts = _drop_drafts(work, found)
    stored_files.drop(work.connection, found.hashes)
    whole = sum(found.counts.values()) + counted.total() + texts + len(named) + drafts
    return Erasure(
        id=RecordId(new_id()),
        person_id=PersonId(found.person),
        at=at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0),
        author=author,
        reason=wish.reason.strip(),
        places=whole,
    )


def _clean_contents(work: Work, found: Trace, cleaning: Cleaning, leave: Iterable[str]) -> int:
    """Frozen versions and copies of visits; how many had the person."""
    kept = frozenset(leave)
    marks = (*found.family, *found.delegates)
    count = 0
    for word, column in _KEPT_AS_JSON.items():
        for (key,) in work.rows(f'SELECT id FROM "{word}" ORDER BY id'):
            if f"{word}:{key}:{column}" in kept:
                continue
            ((content,),) = work.rows(
                f'SELECT "{column}" FROM "{word}" WHERE id = :id', {"id": key}
            )
            if not any(mark in content for mark in marks) and not found.naming.may_be_in(content):
                continue
            now = cleaning.content(content)
            if now == content:
                continue
            count += 1
            was = work.get(BY_NAME[word], str(key)).content_hash  # type: ignore[attr-defined]
            hashed = _hash_of(now) if was == _hash_of(content) else OTHER
            work.change(BY_NAME[word], str(key), content=now, content_hash=hashed)
    return count


def _hash_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def _tell_anew(work: Work, found: Trace, named: Iterable[Any], erased: str) -> None:
    for one in named:
        kind = BY_NAME.get(one.word)
        if kind is None:
            continue  # unsaved text: it goes with the drafts
        now = getattr(work.get(kind, one.id), one.field)
        if isinstance(now, str):
            told: Any = found.naming.taken_out(now, erased)
        else:
            told = tuple(found.naming.taken_out(part, erased) for part in now)
        work.change(kind, one.id, **{one.field: told})


def _empty(work: Work, found: Trace, wish: Wish, erased: str) -> None:
    """What stays without the person."""
    for word, fates in STAYING.items():
        kind = BY_NAME[word]
        blank = {
            one.name: None if one.default is MISSING else one.default
            for one in fields(kind)
            if fates.get(one.name) is Fate.EMPTIED
        }
        for key in found.of(word):
            now = work.get(kind, key)
            for column in LEADING.get(word, ()):
                if getattr(now, column) not in found.family and column in blank:
                    blank_here = {name: value for name, value in blank.items() if name != column}
                    break
            else:
                blank_here = dict(blank)
            blank_here |= _instead(word, now, fates, wish, erased, found.name)
            work.change(kind, key, **blank_here)
    for key in found.of("item_host"):
        host = work.get(BY_NAME["item_host"], key)
        if not host.organisation_id:  # type: ignore[attr-defined]
            work.remove(BY_NAME["item_host"], key)
    for word, name in (("disclosure", "recipient"),):
        for key in _of_keys(work, found):
            work.change(BY_NAME[word], key, **{name: erased})


def _instead(
    word: str, now: Word, fates: Mapping[str, Fate], wish: Wish, erased: str, name_held: str
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, fate in fates.items():
        if fate is Fate.ERASED and (getattr(now, name) or name == "placeholder"):
            found[name] = erased
        if fate is Fate.SIGNED and not wish.keeps_signatures and getattr(now, name):
            found[name] = erased if name.endswith("_name") else ""
    if word == "agreement_party" and wish.keeps_signatures and not now.signatory_name:  # type: ignore[attr-defined]
        found["signatory_name"] = name_held
    return found


def _of_keys(work: Work, found: Trace) -> list[str]:
    """Files that went to the person."""
    clause, values = any_of("recipient_key", sorted(found.keys))
    return [str(row[0]) for row in work.rows(f"SELECT id FROM disclosure WHERE {clause}", values)]


def _remove(work: Work, found: Trace) -> None:
    """What is only about the person; parts first, the person last."""
    work.flush()
    for word in sorted(REMOVED, key=lambda one: (one == "person", one == "need", one)):
        for key in found.of(word):
            if work.find(BY_NAME[word], key) is not None:
                work.remove(BY_NAME[word], key)


def _drop_drafts(work: Work, found: Trace) -> int:
    """Unsaved text about the person, or that names one."""
    theirs = found.gone | found.delegates
    going = [
        key
        for key, subject, said in work.rows("SELECT id, subject_id, text FROM draft")
        if subject in theirs or found.naming.is_in(said)
    ]
    for key in going:
        work.connection.execute(text("DELETE FROM draft WHERE id = :id"), {"id": key})
    return len(going)


def keep_on_record(library: Library, one: Erasure, *, at: dt.datetime) -> None:
    """That somebody was erased, in a library that does not know it yet."""
    written: list[Written] = []
    with begin(library, "", {}, at=at, author=one.author, result=written, journalled=False) as work:
        work.add(one)
