"""One record goes into another: its links follow, doubles become one, and all of it is noted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from planner.domain.doubles import DOUBLED, OWN_LISTS, are_one, joined
from planner.domain.ids import shipped_id
from planner.domain.merge_fields import (
    FIELDS,
    OTHER_NAMES,
    PICTURES,
    Choice,
    Following,
    chosen_value,
    is_empty,
    same,
    usual_choice,
)
from planner.domain.recipients import KEY_WORDS
from planner.storage.links import ANY_SUBJECT, NAMED_BY_KEY, Link, links_to
from planner.storage.overlay import Columns, Overlay

LINES_OF: Final = {"parent_id": "organisation", "successor_id": "organisation"}
"""Links between organisations that must never lead back to where they began."""


class Joining:
    """Joins records of an overlay. ``into`` tells which row a double went into, by its place."""

    def __init__(self, rows: Overlay) -> None:
        self._rows = rows
        self._count: Counter[str] = Counter()
        self._doubles: Counter[str] = Counter()
        self.into: dict[tuple[str, str], str] = {}

    @property
    def following(self) -> tuple[Following, ...]:
        """What came over, by word, the most first."""
        return tuple(
            Following(word, count, self._doubles[word])
            for word, count in sorted(self._count.items(), key=lambda pair: (-pair[1], pair[0]))
        )

    def merge(
        self, kind: str, keep: str, gone: str, choices: Mapping[str, Choice], merge_id: str
    ) -> None:
        """Make the record ``gone`` one with ``keep``; ``choices`` are complete (see `all_choices`)."""
        one, other = self._rows.get(kind, keep), self._rows.get(kind, gone)
        assert one is not None
        assert other is not None
        picture, owner = PICTURES[kind]
        if choices.get(picture) is Choice.OTHER and self._rows.where(picture, **{owner: gone}):
            for old in self._rows.where(picture, **{owner: keep}):
                self._rows.remove(picture, old["id"])
        values = {
            field: chosen_value(field, one[field], other[field], choice)
            for field, choice in choices.items()
            if field in one
        }
        self._keep_names(kind, keep, one, other, choices, merge_id)
        self._join(kind, keep, gone, values)
        if kind == "organisation":
            for column in LINES_OF:
                self.untangle(keep, column, (one[column], other[column]))
            self._leave_own_membership(keep)
        self._not_duplicates(kind, keep, gone)

    def _join(self, word: str, keep: str, gone: str, values: Mapping[str, Any]) -> None:
        self._rows.set(word, keep, **values)
        for link in links_to(word):
            condition = {link.column: gone}
            if link.target == ANY_SUBJECT:
                condition[link.kind_column] = word
            for row in self._rows.where(link.table, **condition):
                if not (link.table == word and row["id"] == gone):
                    self._move(link, row, keep)
        self._accepted(word, keep, gone)
        # Before keys are renamed: what goes is no double of what its key names.
        self._rows.remove(word, gone)
        for begins, named in KEY_WORDS.items():
            if named == word:
                self._rename_key(f"{begins}:{gone}", f"{begins}:{keep}")

    def _move(self, link: Link, row: Columns, keep: str) -> None:
        moved = {**row, link.column: keep}
        self._count[link.table] += 1
        there = [
            one
            for one in self._rows.where(link.table, **{link.column: keep})
            if one["id"] != row["id"]
        ]
        double = None
        if DOUBLED[link.table] is not None:
            double = next((one for one in there if are_one(link.table, one, moved)), None)
        if double is not None:
            self._doubles[link.table] += 1
            self.into[link.table, row["id"]] = double["id"]
            self._join(link.table, double["id"], row["id"], joined(link.table, double, moved))
            return
        if link.table in OWN_LISTS and link.rule == "follow":
            moved["rank"] = row["rank"] + max((one["rank"] + 1 for one in there), default=0)
        self._rows.set(link.table, row["id"], **moved)

    def _keep_names(
        self,
        kind: str,
        keep: str,
        one: Columns,
        other: Columns,
        choices: Mapping[str, Choice],
        merge_id: str,
    ) -> None:
        """The name that gives way stays as another name, so that lists that use it are understood."""
        if kind != "organisation":
            return
        for field in sorted(OTHER_NAMES):
            name = other[field]
            if choices.get(field) is not Choice.BOTH or is_empty(name) or same(one[field], name):
                continue
            key = shipped_id("organisation_name", f"{merge_id}:{field}")
            if self._rows.get("organisation_name", key) is None:
                row = {"id": key, "organisation_id": keep, "language": "", "name": name}
                self._rows.add("organisation_name", {**row, "valid_from": "", "valid_to": ""})

    def untangle(self, start: str, column: str, instead: tuple[str | None, ...]) -> None:
        """Where the line of ``column`` leads back to ``start``, take the first that does not."""
        for value in (*instead, None):
            if not self._leads_back(start, column):
                return
            self._rows.set("organisation", start, **{column: value})

    def _leads_back(self, start: str, column: str) -> bool:
        seen = {start}
        row = self._rows.get("organisation", start)
        while row is not None and row[column]:
            if row[column] in seen:
                return True
            seen.add(row[column])
            row = self._rows.get("organisation", row[column])
            if row is None:
                return True  # a line to nowhere is none
        return False

    def _leave_own_membership(self, keep: str) -> None:
        for row in self._rows.where("membership", organisation_id=keep, member_id=keep):
            self._rows.remove("membership", row["id"])

    def _accepted(self, word: str, keep: str, gone: str) -> None:
        """A finding that was accepted for the one is accepted for both: its key names them in order."""
        for row in self._rows.containing("accepted_finding", "finding", f"{word}:{gone}"):
            kind, *subjects = str(row["finding"]).split("|")
            renamed = {
                f"{word}:{keep}" if subject == f"{word}:{gone}" else subject for subject in subjects
            }
            self._rows.set(
                "accepted_finding", row["id"], finding="|".join([kind, *sorted(renamed)])
            )

    def _rename_key(self, old: str, new: str) -> None:
        """What was said of a recipient, and went out to them, is known under the key that stays."""
        for table, column in NAMED_BY_KEY:
            for row in self._rows.containing(table, column, old):
                moved = {**row, column: _renamed(row[column], old, new)}
                if moved == row:
                    continue  # another key begins like it
                double = None
                if table in DOUBLED:
                    there = self._rows.where(table, **{column: new})
                    double = next((one for one in there if are_one(table, one, moved)), None)
                if double is None:
                    self._rows.set(table, row["id"], **moved)
                else:
                    self.into[table, row["id"]] = double["id"]
                    self._join(table, double["id"], row["id"], joined(table, double, moved))

    def _not_duplicates(self, kind: str, keep: str, gone: str) -> None:
        """Who was not the one that goes is not the one that is kept."""
        for side in ("one_id", "other_id"):
            for row in self._rows.where("not_duplicate", **{side: gone, "subject_kind": kind}):
                third = row["other_id" if side == "one_id" else "one_id"]
                first, second = sorted((keep, third))
                known = self._rows.where(
                    "not_duplicate", one_id=first, other_id=second, subject_kind=kind
                )
                if third == keep or known:
                    self._rows.remove("not_duplicate", row["id"])
                else:
                    self._rows.set("not_duplicate", row["id"], one_id=first, other_id=second)


def _renamed(keys: str, old: str, new: str) -> str:
    """The same key or list of keys (as JSON) with the new one in place of the old, each once."""
    if not keys.startswith("["):
        return new if keys == old else keys
    renamed = [new if key == old else key for key in json.loads(keys)]
    return json.dumps(list(dict.fromkeys(renamed)), ensure_ascii=False)


def all_choices(
    rows: Overlay, kind: str, keep: str, gone: str, wanted: Mapping[str, Choice]
) -> dict[str, Choice]:
    """A choice for each field: the wanted ones, and what is usual for the rest."""
    one, other = rows.get(kind, keep), rows.get(kind, gone)
    assert one is not None
    assert other is not None
    result = {}
    for field in FIELDS[kind]:
        if field == PICTURES[kind][0]:
            result[field] = wanted.get(field, Choice.ONE)
        else:
            usual = usual_choice(kind, field, one[field], other[field])
            result[field] = wanted.get(field, usual)
    return result
