"""Details whose time is over out of frozen plans and copies of visits, and out of what the journal
refers to: booking references and seats of a visit, and follow-ups that are gone for good."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import text

from planner.domain.library import BY_NAME
from planner.storage import chain, resealing
from planner.storage.erasing import texts_out
from planner.storage.frozen_details import contents, texts_of, without
from planner.storage.reading import any_of
from planner.storage.sealing import Unreadable, opened_changes

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


def take_out(work: Work, over: Collection[str], gone: Collection[str]) -> int:
    """Out of all of them, in a unit that is not journalled; how many lost something.

    Their hashes and the chain follow; a version that had been changed stays a changed one.
    """
    count = 0
    for word, key, visit, content in contents(work, over, gone):
        now = without(content, travel=visit in over, gone=gone)
        if now != content:
            count += 1
            was = work.get(BY_NAME[word], key).content_hash  # type: ignore[attr-defined]
            told = _hash_of(now) if was == _hash_of(content) else texts_out.OTHER
            work.change(BY_NAME[word], key, content=now, content_hash=told)
    names = texts_of(work, over)
    connection = work.connection
    resealing.unguard(connection)
    texts, first = texts_out.write_anew(
        connection, work, lambda name, content: without(content, travel=name in names, gone=gone)
    )
    if first is not None:
        chain.relink(connection, first)
    resealing.guard(connection)
    return count + texts


def forget_titles(work: Work, follow_ups: Collection[str], erased: str) -> None:
    """What labels of steps say of these follow-ups, as long as their keys are there to tell it."""
    keys = sorted(follow_ups)
    for start in range(0, len(keys), 500):
        clause, values = any_of("row_id", keys[start : start + 500])
        titles: dict[int, set[str]] = {}
        for number, *row in work.rows(
            'SELECT step_number, row_word, row_id, person_id, "before", "after" FROM change'
            f" WHERE row_word = 'follow_up' AND {clause}",
            values,
        ):
            with contextlib.suppress(Unreadable):
                for _word, _key, *states in opened_changes(work, [tuple(row)]):
                    told = {json.loads(state).get("title") for state in states if state}
                    titles.setdefault(int(number), set()).update(told - {None, ""})
        every = set().union(*titles.values()) if titles else set()
        for number in titles:
            ((facts,),) = work.rows("SELECT facts FROM step WHERE number = :n", {"n": number})
            known = json.loads(facts or "{}")
            now = {name: erased if said in every else said for name, said in known.items()}
            if now != known:
                work.connection.execute(
                    text("UPDATE step SET facts = :facts, facts_salt = '' WHERE number = :n"),
                    {"facts": json.dumps(now, ensure_ascii=False), "n": number},
                )


def _hash_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
