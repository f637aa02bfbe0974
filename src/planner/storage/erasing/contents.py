"""The person out of what is kept as JSON: frozen plans, copies of visits, records of merges."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from planner.domain.erasing import LEADING, OF_A_PLACE, REMOVED, STAYING, Fate
from planner.domain.library import BY_NAME
from planner.domain.visit_records import BESIDE, LISTS
from planner.domain.words import plain
from planner.storage.erasing.tracing import Trace, text_columns

_BY_PERSON: Final = ("titles", "employers", "aliases")
"""Parts of a plan or a copy that have the person's id as their key."""
_WORDS: Final = {name: kind.WORD for name, kind in {**LISTS, **BESIDE}.items()}


@cache
def emptied(word: str) -> Mapping[str, Any]:
    """What stands in the columns that are emptied, as JSON has it; of a merge nothing is whole."""
    kind = BY_NAME[word]
    found: dict[str, Any] = {}
    for one in dataclasses.fields(kind):
        if STAYING.get(word, {}).get(one.name) in (Fate.EMPTIED, Fate.SIGNED):
            default = one.default if one.default is not dataclasses.MISSING else None
            found[one.name] = plain(default)
    return found


class Cleaning:
    """Takes one person out of contents. ``texts`` says whether mentions in texts go, too."""

    def __init__(self, found: Trace, erased: str, *, texts: bool = True) -> None:
        self._found, self._erased, self.texts = found, erased, texts
        self._places = set(found.delegates)

    def content(self, text: str) -> str:
        """A frozen plan or a copy of a visit without the person; the same text where it was not in."""
        if not text:
            return text
        data = json.loads(text)
        self._find_places(data)
        cleaned = self._walked(data, "")
        if cleaned == data:
            return text
        return json.dumps(cleaned, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def _find_places(self, data: Any) -> None:
        """The places in delegations as this content has them: another may hold them today."""
        if isinstance(data, dict):
            for name, value in data.items():
                if name == "delegates" and isinstance(value, list):
                    self._places |= {
                        str(one.get("id"))
                        for one in value
                        if isinstance(one, dict) and one.get("person_id") in self._found.family
                    }
                else:
                    self._find_places(value)

    def _walked(self, data: Any, name: str) -> Any:
        if isinstance(data, list):
            word = _WORDS.get(name)
            if word is not None:
                rows = (self._row(word, row) for row in data)
                return [row for row in rows if row is not None]
            return [self._walked(part, name) for part in data]
        if isinstance(data, dict):
            if name in _BY_PERSON:
                data = {key: part for key, part in data.items() if key not in self._found.family}
            return {key: self._walked(part, key) for key, part in data.items()}
        return self._said(data)

    def _row(self, word: str, row: Any) -> Any:
        """A record of a list; None when it goes."""
        if not isinstance(row, dict):
            return row
        if self._is_theirs(word, row):
            if word in REMOVED:
                return None
            row = self._bare(word, row)
            if word == "item_host" and not row.get("organisation_id"):
                return None
        texts = text_columns(word)
        return {
            name: self._said(part) if name in texts or isinstance(part, list | dict) else part
            for name, part in row.items()
        }

    def _is_theirs(self, word: str, row: Mapping[str, Any]) -> bool:
        family = self._found.family
        if word == "person":
            return row.get("id") in family
        columns = LEADING.get(word, ("person_id",))
        if any(row.get(column) in family for column in columns):
            return True
        return word in OF_A_PLACE and row.get("delegate_id") in self._places

    def _bare(self, word: str, row: Mapping[str, Any]) -> dict[str, Any]:
        fates, empty = STAYING.get(word, {}), emptied(word)
        leading = LEADING.get(word, ())
        bare: dict[str, Any] = {}
        for name, part in row.items():
            fate = fates.get(name, Fate.KEPT)
            if name in leading and part not in self._found.family:
                bare[name] = part  # somebody else's end of the same record
            elif name in empty:
                bare[name] = empty[name]
            else:
                bare[name] = self._erased if fate is Fate.ERASED and part else part
        if word == "delegate":
            bare["placeholder"] = self._erased
        return bare

    def _said(self, data: Any) -> Any:
        if isinstance(data, str):
            return self._found.naming.taken_out(data, self._erased) if self.texts else data
        if isinstance(data, list):
            return [self._said(part) for part in data]
        if isinstance(data, dict):
            return {key: self._said(part) for key, part in data.items()}
        return data

    # merges

    def merge_record(self, text: str) -> str:
        """The record of a merge of others, from which it can still be taken apart."""
        if not text:
            return text
        data = json.loads(text)
        rows = []
        for word, key, before, after, *rest in data.get("rows", ()):
            if key in self._found.gone or any(
                part and self._is_theirs(word, part) for part in (before, after)
            ):
                if word in REMOVED or word not in STAYING:
                    continue
                before, after = (
                    self._bare(word, part) if part else part for part in (before, after)
                )
            elif self.texts:
                known = set(text_columns(word)) if word in BY_NAME else set()
                before, after = (self._told(part, known) for part in (before, after))
            rows.append([word, key, before, after, *rest])
        cleaned = {**data, "rows": rows}
        if cleaned == data:
            return text
        return json.dumps(cleaned, ensure_ascii=False, separators=(",", ":"))

    def _told(self, part: Any, known: set[str]) -> Any:
        if not part:
            return part
        return {name: self._said(value) if name in known else value for name, value in part.items()}

    # the journal of others

    def state(self, word: str, text: str, left: frozenset[str]) -> str:
        """A state in the journal that is not sealed with the person's key; ``left`` stays."""
        if not text:
            return text
        data: dict[str, Any] = json.loads(text)
        now = dict(data)
        if word == "merge":
            if {data.get("kept_id"), data.get("gone_id")} & self._found.family:
                now["record"], now["gone_name"] = "", self._erased
            elif data.get("record"):
                now["record"] = self.merge_record(str(data["record"]))
        elif self.texts:
            for name in text_columns(word):
                if name in now and name not in left and isinstance(now[name], str):
                    now[name] = self._said(now[name])
        if now == data:
            return text
        return json.dumps(now, ensure_ascii=False, separators=(",", ":"))
