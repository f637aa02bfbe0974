"""What a row of a list brings beyond the rows that speak of the same person before it."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from planner.domain.people import ContactPoint, ExternalKey, KeptProperty, Person, Photo, Position
from planner.domain.private_details import DETAIL_KINDS, DOTS, PrivateDetail
from planner.domain.row_changes import with_notes
from planner.domain.staging import Add, Change, Edit, Remove, SetField, StagedRow
from planner.domain.visits import CATEGORIES, Category, Delegate, GroupMember, Need
from planner.domain.words import Word, field_names
from planner.i18n import _
from planner.text import fold, spellings

_FIELDS: Final[dict[type[Word], dict[str, str]]] = {
    Person: {
        name: name
        for name in (
            "family_name",
            "given_name",
            "native_name",
            "reading",
            "prefix",
            "suffix",
            "salutation",
            "country",
            "notes",
        )
    },
    Position: {"title": "position", "department": "department"},
    Delegate: {
        "organisation_id": "visit_organisation",
        "title": "visit_position",
        "role": "role",
        "category": "category",
        "rank": "rank",
        "payer": "payer",
        "arrives_local": "arrives",
        "arrives_zone": "arrives",
        "departs_local": "departs",
        "departs_zone": "departs",
        "notes": "notes",
    },
}
"""By their fields as they are shown."""


def changes_of(row: StagedRow) -> tuple[Change, ...]:
    """What a row would add as somebody new, one by one, as it is shown."""
    return tuple(
        Change(field, "", text, edit)
        for edit in row.added
        if isinstance(edit, Add)
        for field, text in [_shown(edit.record, row)]
    )


def _shown(record: Word, row: StagedRow) -> tuple[str, str]:
    match record:
        case ContactPoint():
            return record.kind.value, record.value
        case Position():
            return "organisation", row.organisation
        case Photo():
            return "photo", f"{record.width} × {record.height}"
        case KeptProperty():
            return "card_lines", record.line
        case ExternalKey():
            return "key", record.value
        case GroupMember():
            return "group", row.delegate.get("group", "")
        case Need():
            return "need", record.text
        case PrivateDetail():
            return "private_detail", f"{_(DETAIL_KINDS[record.kind])}: {DOTS}"
        case _:
            return "delegate", row.name


class Made:
    """What the rows before make of one person; more is added as the list is gone down."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._records: dict[tuple[object, ...], Word] = {}
        self._counts: Counter[type[Word]] = Counter()
        self._set: dict[tuple[str, str, str], Any] = {}
        self._removed: set[tuple[str, str]] = set()
        self.add(edits)

    def add(self, edits: Iterable[Edit]) -> None:
        for edit in edits:
            match edit:
                case Add(record):
                    self._records.setdefault(_identity(record), record)
                    self._counts[type(record)] += 1
                case SetField(word, key, name, _seen, value):
                    self._set[word, key, name] = value
                case Remove(word, key):
                    self._removed.add((word, key))

    def beyond(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Those of the changes that are not made yet, for the same person.

        What contradicts a value that is there already is only offered.
        """
        meant: dict[str, str] = {}
        return tuple(more for change in changes for more in self._more(change, meant))

    def _more(self, change: Change, meant: dict[str, str]) -> Iterator[Change]:
        match change.edit:
            case Remove(word, key):
                if (word, key) not in self._removed:
                    yield change
            case SetField(word, key, name, _seen, value):
                if (word, key, name) not in self._set:
                    yield change
                elif _differ(now := self._set[word, key, name], value) and not name.endswith("_id"):
                    edit = SetField(word, key, name, now, value)
                    yield replace(change, old=_text(now), edit=edit, offered=True)
            case Add(record):
                ours = self._pointed(record, meant)
                twin = self._records.get(_identity(ours))
                if twin is None:
                    yield replace(change, edit=Add(ours))
                else:
                    meant[record.id] = twin.id
                    yield from self._fields(twin, ours)

    def _pointed(self, record: Word, meant: dict[str, str]) -> Word:
        """The record as one of the person who is made before, behind what that one has already."""
        names = field_names(type(record))
        now: dict[str, Any] = {
            name: meant[value]
            for name in ("person_id", "delegate_id")
            if name in names and (value := getattr(record, name)) in meant
        }
        if now and isinstance(record, ContactPoint | Position):
            now["rank"] = record.rank + self._counts[type(record)]
        return replace(record, **now) if now else record

    def _fields(self, twin: Word, ours: Word) -> Iterator[Change]:
        if isinstance(ours, KeptProperty):
            yield from self._lines(twin, ours)
        for name, shown in _FIELDS.get(type(ours), {}).items():
            said, now = getattr(ours, name), self._now(twin, name)
            if not _is_said(said) or not _differ(now, said):
                continue
            if name == "notes":
                said, offered = with_notes(now, said), False
                if said == now:
                    continue
            else:
                offered = _is_said(now)
            if offered and (name.endswith(("_id", "_zone")) or _is_turned(twin, ours, name)):
                continue
            edit = SetField(twin.WORD, twin.id, name, now, said)
            yield Change(shown, _text(now) if _is_said(now) else "", _text(said), edit, offered)

    def _lines(self, twin: Word, ours: KeptProperty) -> Iterator[Change]:
        now = str(self._now(twin, "line"))
        if more := [line for line in ours.line.split("\n") if line not in now.split("\n")]:
            joined = "\n".join([now, *more])
            edit = SetField(twin.WORD, twin.id, "line", now, joined)
            yield Change("card_lines", now, joined, edit)

    def _now(self, record: Word, name: str) -> Any:
        return self._set.get((record.WORD, record.id, name), getattr(record, name))


def _identity(record: Word) -> tuple[object, ...]:
    """By what two records of one person say the same; of some somebody has one only."""
    match record:
        case Person() | Delegate() | Photo() | KeptProperty():
            said: tuple[object, ...] = ()
        case ContactPoint():
            said = (record.kind, record.normal or record.value)
        case Position():
            said = (record.organisation_id,)
        case ExternalKey():
            said = (record.scheme, record.value)
        case GroupMember():
            said = (record.group_id,)
        case Need():
            said = (record.kind, fold(record.text))
        case _:
            said = (record.id,)
    return record.WORD, *said


def _is_said(value: object) -> bool:
    return bool(value) and value is not Category.OTHER


def _differ(now: object, said: object) -> bool:
    if isinstance(now, str) and isinstance(said, str):
        return not spellings(now) & spellings(said) if now else bool(said)
    return now != said


def _is_turned(one: Word, other: Word, name: str) -> bool:
    """Whether a name is only taken apart the other way round."""
    if name not in ("family_name", "given_name"):
        return False
    ours, theirs = (
        sorted(fold(f"{each.family_name} {each.given_name}").split())
        for each in (one, other)
        if isinstance(each, Person)
    )
    return ours == theirs


def _text(value: object) -> str:
    if isinstance(value, Category):
        return _(CATEGORIES[value])
    if isinstance(value, enum.Enum):
        return str(value.value)
    isoformat = getattr(value, "isoformat", None)
    return isoformat(sep=" ", timespec="minutes") if isoformat else str(value or "")
