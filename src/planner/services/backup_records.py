"""Single records out of a backup: found there, compared with now, the chosen ones brought back in one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from planner.domain.handouts import VisitCopy
from planner.domain.library import BY_NAME
from planner.domain.merge_fields import FIELDS
from planner.domain.releases import Release, hash_of
from planner.domain.retention import EMPTIED
from planner.domain.staging import CHANGED_FIELDS
from planner.domain.words import Word, field_names
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.backup_reading import BackupReading
from planner.services.backups import RECORDS, Backups
from planner.services.core import Core
from planner.services.gone_for_good import gone_for_good
from planner.services.retention import Retention
from planner.storage import frozen_details, reading, search, stored_files
from planner.storage.links import links_of, links_to
from planner.storage.reading import Reader
from planner.storage.schema import ROWS
from planner.storage.search import Hit
from planner.storage.unit_of_work import Work

HIDDEN: Final = frozenset({"private_detail", "need", "border_paper"})
"""Of these it is said that they differ, never how."""
_SILENT: Final = frozenset({"content", "content_hash", "data", "file_hash", "record", "id"})
"""Fields that say nothing to a person: of these it is said that the record differs, no more."""
_LONGEST: Final = 160
"""Signs of a value that are told: whoever compares sees the beginning."""
_MOST: Final = 20_000
"""Records of one backup that are compared; a visit of a year has some hundreds."""


@dataclass(frozen=True, slots=True)
class FieldThen:
    """One field that differs: as it is now and as it was then, in words; None of a hidden one."""

    title: str
    now: str | None
    then: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordThen:
    """A record of the backup that is gone now, or is not as it was then.

    Without ``fields`` it differs in what is not read by people, such as a frozen plan.
    """

    word: str
    id: str
    name: str
    is_gone: bool
    fields: tuple[FieldThen, ...] = ()


class BackupRecords:
    """Reads in a backup and in the open library."""

    def __init__(self, core: Core, backups: Backups, opening: BackupReading) -> None:
        self._core, self._backups, self._opening = core, backups, opening

    def find(self, number: int, text: str, limit: int = 50) -> list[Hit]:
        """People, visits, organisations and agreements of a backup that contain the text.

        Who was erased since is not found.
        """
        with self._opening.opened(self._backups.get(number)) as then:
            hits = search.find(then, text, words=RECORDS, limit=limit)
            return [hit for hit in hits if not self._is_erased(hit.id)]

    def differing(self, number: int, limit: int = 200) -> list[Hit]:
        """People, visits, organisations and agreements of a backup that are gone now, or of which
        something is not as it was then; those that are gone first.

        Whoever was erased since does not stand among them.
        """
        with self._opening.opened(self._backups.get(number)) as then:
            now, found = self._core.reader, []
            for word in RECORDS:
                there = {str(row[0]) for row in now.rows(f"SELECT id FROM {word}")}
                keys = _changed_owners(then, now, word)
                found += [
                    (key in there, Hit(word, key, name, ""))
                    for key in keys
                    if not self._is_gone(key) and (name := search.name_of(then, word, key))
                ]
        found.sort(key=lambda one: (one[0], one[1].title.casefold()))
        return [hit for _there, hit in found[:limit]]

    def differences(self, number: int, word: str, key: str) -> list[RecordThen]:
        """What of a record, and of all that is part of it, is gone or changed since.

        :raises NotFound: the backup has no such record.
        """
        with self._opening.opened(self._backups.get(number)) as then:
            found = self._tree(then, word, key)
            differing = []
            for value in found:
                now = reading.one(self._core.reader, type(value), value.id)
                if now is None or now != value:
                    differing.append(self._told(then, value, now))
            return differing

    def bring_back(
        self, number: int, word: str, key: str, chosen: Iterable[tuple[str, str]] | None = None
    ) -> int:
        """Write the chosen records, by word and id, as they were then, as one step; all without a choice.

        What they cannot do without comes along; links to what is gone are left empty. Returns how
        many records were written. What was added since stays.

        :raises UserError: the person was erased since, or there is nothing to bring back.
        """
        wanted = None if chosen is None else set(chosen)
        with self._opening.opened(self._backups.get(number)) as then:
            values = [
                one
                for one in self._tree(then, word, key)
                if wanted is None or (one.WORD, one.id) in wanted
            ]
            facts = {"name": search.name_of(then, word, key), "word": word}
            with self._core.work(
                N_("Bring {name} back from a backup"), facts, before="restore"
            ) as work:
                count = _Bringing(work, then, self._is_gone).write(values)
                if not count:
                    raise UserError(
                        _("All of it is as it was then."), _("Nothing had to be brought back.")
                    )
        return count

    def _is_erased(self, key: str) -> bool:
        rows = self._core.reader.rows("SELECT 1 FROM erasure WHERE person_id = :key", {"key": key})
        return bool(rows)

    def _is_gone(self, key: str) -> bool:
        return self._is_erased(key) or key in gone_for_good(self._core.reader)

    def _tree(self, then: Reader, word: str, key: str) -> list[Word]:
        """A record and all that is part of it, the record first; without what is gone for good."""
        kept = _Kept(self._core)
        if word not in EMPTIED and key in kept.gone:
            raise UserError(
                _("It was removed long ago, or its time was over: it is not brought back."),
                _("Nothing was changed."),
            )
        if self._is_erased(key):
            raise UserError(
                _("This person was erased and is not brought back."), _("Nothing was changed.")
            )
        first = reading.one(then, BY_NAME[word], key) if word in BY_NAME else None
        if first is None:
            raise NotFound(_("This record is not in the backup."), _("Choose another backup."))
        first = kept.of(first)
        found: dict[tuple[str, str], Word] = {(word, key): first}
        rest = [first]
        while rest and len(found) < _MOST:
            value = rest.pop()
            for part in _parts(then, value):
                place = (part.WORD, part.id)
                if place not in found and not self._of_erased(part) and not kept.is_gone(part):
                    found[place] = kept.of(part)
                    rest.append(part)
        return list(found.values())

    def _of_erased(self, part: Word) -> bool:
        person = getattr(part, "person_id", None)
        return bool(person) and self._is_erased(str(person))

    def _told(self, then: Reader, value: Word, now: Word | None) -> RecordThen:
        name = _name(then, value)
        hidden = value.WORD in HIDDEN
        fields: tuple[FieldThen, ...] = ()
        if now is not None:
            fields = tuple(
                FieldThen(
                    _field_title(value.WORD, field),
                    None if hidden else _in_words(self._core.reader, getattr(now, field)),
                    None if hidden else _in_words(then, getattr(value, field)),
                )
                for field in field_names(type(value))
                if field not in _SILENT and getattr(now, field) != getattr(value, field)
            )
        return RecordThen(
            word=value.WORD, id=value.id, name=name, is_gone=now is None, fields=fields
        )


def _changed_owners(then: Reader, now: Reader, word: str) -> list[str]:
    """The ids of records of this word that a row of theirs was other than it is now, then."""
    places = [(word, "id")] + [
        (table, f"{word}_id")
        for table, row in ROWS.items()
        if f"{word}_id" in row.__table__.c and "digest" in row.__table__.c
    ]
    found: dict[str, None] = {}
    for table, owner in places:
        sql = f"SELECT id, digest, {owner} FROM {table} WHERE {owner} IS NOT NULL"
        present = {str(key): digest for key, digest, _owner in now.rows(sql)}
        for key, digest, whose in then.rows(sql):
            if present.get(str(key)) != digest:
                found[str(whose)] = None
    return list(found)


def _parts(then: Reader, value: Word) -> list[Word]:
    """The records that belong to this one alone: they went with it, and come with it."""
    found: list[Word] = []
    for link in links_to(value.WORD):
        kind = BY_NAME.get(link.table)
        if kind is None or link.table in ("citation", "look_up", "correction"):
            continue
        if link.rule == "follow":
            found += reading.where(then, kind, f'"{link.column}" = :key', {"key": value.id})
        elif link.table == "attachment":
            condition = "subject_kind = :word AND subject_id = :key"
            found += reading.where(then, kind, condition, {"word": value.WORD, "key": value.id})
    return found


class _Kept:
    """What of a record of a backup may still be read today."""

    def __init__(self, core: Core) -> None:
        self.gone = gone_for_good(core.reader)
        self._over = Retention(core).travel_is_over()

    def is_gone(self, part: Word) -> bool:
        return part.id in self.gone and part.WORD not in EMPTIED

    def of(self, part: Word) -> Word:
        """The record without details whose time is over."""
        if part.WORD in EMPTIED:
            column = EMPTIED[part.WORD]
            is_over = part.id in self.gone and getattr(part, column)
            return replace(part, **{column: ""}) if is_over else part
        if not isinstance(part, Release | VisitCopy):
            return part
        travel = part.visit_id in self._over
        now = frozen_details.without(part.content, travel=travel, gone=self.gone)
        if now == part.content:
            return part
        from planner.storage.erasing.texts_out import OTHER  # late: it needs SQLAlchemy

        is_intact = hash_of(part.content) == part.content_hash
        return replace(part, content=now, content_hash=hash_of(now) if is_intact else OTHER)


class _Bringing:
    """Writes records of a backup into a unit of work."""

    def __init__(self, work: Work, then: Reader, is_erased: Any) -> None:
        self._work, self._then, self._is_erased = work, then, is_erased
        self._there: dict[tuple[str, str], bool] = {}

    def write(self, values: Sequence[Word]) -> int:
        self._coming = {(one.WORD, one.id) for one in values}
        return sum(self._bring(value) for value in values)

    def _bring(self, value: Word) -> int:
        now = self._work.find(type(value), value.id)
        if now == value:
            return 0
        fitting, along = self._fitting(value)
        if fitting is None:
            return along
        self._contents(fitting)
        if now is None:
            self._work.add(fitting)
        elif now != fitting:
            self._work.put(fitting)
        else:
            return along
        self._there[value.WORD, value.id] = True
        return 1 + along

    def _fitting(self, value: Word) -> tuple[Word | None, int]:
        """The record with its links as they can be now, and how many others came along for it."""
        changes: dict[str, Any] = {}
        along = 0
        for link in links_of(value.WORD):
            key = getattr(value, link.column, None)
            if not link.rule or not key or self._is_there(link.target, key):
                continue
            parent = reading.one(self._then, BY_NAME[link.target], key)
            if link.needed and parent is not None and not self._is_erased(key):
                along += self._bring(parent)
            elif link.needed:
                return None, along
            else:
                changes[link.column] = None
        return (replace(value, **changes) if changes else value), along

    def _is_there(self, word: str, key: str) -> bool:
        place = (word, key)
        if place in self._coming:
            return True
        if place not in self._there:
            self._there[place] = self._work.find(BY_NAME[word], key) is not None
        return self._there[place]

    def _contents(self, value: Word) -> None:
        file_hash = getattr(value, "file_hash", "")
        if value.WORD in stored_files.NAMED_BY and file_hash:
            data = stored_files.content(self._then, file_hash)
            if data is not None:
                self._work.keep_content(file_hash, data)


def _field_title(word: str, field: str) -> str:
    """As it is called on screen; what has no name there, by the name of its column."""
    title = FIELDS.get(word, {}).get(field) or CHANGED_FIELDS.get(field)
    return _(title) if title else field.removesuffix("_id").replace("_", " ").capitalize()


def _in_words(reader: Reader, value: Any) -> str:
    if value is None or value == "" or value == ():
        return "–"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bytes):
        return _("{count} bytes").format(count=len(value))
    if isinstance(value, str) and len(value) == 32:
        return _named(reader, value) or value
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def _name(then: Reader, value: Word) -> str:
    """What tells the record from others of its kind: a number, or the name of what it belongs to."""
    if value.WORD in ("release", "visit_copy"):
        return str(getattr(value, "number", "") or getattr(value, "other", ""))
    return search.name_of(then, value.WORD, value.id)


def _named(reader: Reader, key: str) -> str:
    """What the record of this id is called, if it is one that can be found by name."""
    rows = reader.rows("SELECT title FROM search_entry WHERE id = :key", {"key": key})
    return str(rows[0][0]) if rows else ""
