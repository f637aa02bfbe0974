"""States of the journal that belong to somebody in the second place: the column names only the first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from planner.storage.reading import Reader
from planner.storage.sealing import Sealer, Unreadable, keys_needed, known_keys, owners_of

Entry = tuple[str, str, str | None, str, str]


def also_owned(
    reader: Reader, people: Collection[str]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Word, id and each state that is sealed with the key of one of these people and stands under
    another; what is unreadable is left."""
    found: dict[str, Entry] = {}
    for person in sorted(people):
        # Ids are 32 signs of hexadecimal: sealed text, which is Base64, does not have one by chance.
        rows = reader.rows(
            'SELECT id, row_word, row_id, person_id, "before", "after" FROM change'
            ' WHERE "before" LIKE :mark OR "after" LIKE :mark ORDER BY id',
            {"mark": f"%{person}%|%"},
        )
        for change, word, key, first, before, after in rows:
            if first not in people:
                found[str(change)] = (str(word), str(key), first, before, after)
    sealer = Sealer(known_keys(reader, keys_needed(found.values())))
    for _change, (word, key, first, *states) in sorted(found.items()):
        for sealed in states:
            if not set(people) & set(owners_of(first, sealed)):
                continue
            try:
                state = sealer.opened(first, word, key, sealed)
            except Unreadable:
                continue
            if state:
                yield word, key, json.loads(state)
