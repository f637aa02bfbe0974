"""The end of a unit of work: search entries renewed, the step and its journal sealed and written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from planner.domain.history import Step
from planner.storage import chain, search
from planner.storage.belonging import Belonging
from planner.storage.journal import Kept, Recorder
from planner.storage.kept_texts import REFERRED, keep, set_aside
from planner.storage.many import insert_columns, table_of
from planner.storage.reading import ConnectionReader
from planner.storage.sealing import Sealer, keys_for, keys_to_seal


@dataclass(frozen=True)
class Written:
    """What a unit of work left behind; ``step`` is None when nothing changed."""

    step: Step | None
    words: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told about a step. ``at`` is aware; ``facts`` fill in the label.

    One that is ``noted`` stands in the history though it changed no record.
    """

    label: str
    facts: Mapping[str, str | int]
    at: dt.datetime
    author: str
    lasting: bool
    undoes: int | None
    journalled: bool = True
    noted: bool = False


def finish(session: Session, recorder: Recorder, told: Told) -> Written:
    """All that a unit of work writes besides its own rows."""
    changes = recorder.real()
    words = {change.word for change in changes}
    ids = {change.id for change in changes}
    for added in recorder.many:
        words.add(added.word)
        ids.update(added.ids)
    search.refresh(session, changes, recorder.many)
    rows: list[Kept] = []
    if told.journalled:
        rows = recorder.journalled(Belonging(ConnectionReader(session.connection()), recorder))
    else:  # with the commit, or a program that is killed after it would leave a name behind
        search.purge(session.connection())
    step = _write(session, told, _sealed(session, rows)) if rows or told.noted else None
    return Written(step, frozenset(words), frozenset(ids))


_Stored = tuple[str, str, str | None, str | None, str, str]
"""Word and id of a row, its first person and its visit, before and after as they stand in the journal."""


def _sealed(session: Session, rows: list[Kept]) -> list[_Stored]:
    """The changes as they may stand in the journal: long texts apart, what is people's sealed."""
    connection = session.connection()
    needed = keys_to_seal((word, key, owners.people) for word, key, owners, *_states in rows)
    sealer = Sealer(keys_for(connection, ConnectionReader(connection), needed)) if needed else None
    texts: dict[str, str] = {}
    found: list[_Stored] = []
    for word, key, owners, before, after in rows:
        if word in REFERRED:
            before, after = set_aside(word, before, texts), set_aside(word, after, texts)
        if sealer is not None:
            before = sealer.seal(owners.people, word, key, before)
            after = sealer.seal(owners.people, word, key, after)
        person = owners.people[0] if owners.people else None
        found.append((word, key, person, owners.visit, before, after))
    keep(connection, texts)
    return found


def _write(session: Session, told: Told, rows: list[_Stored]) -> Step:
    """The step, linked to the one before it, and its changes."""
    connection = session.connection()
    last, before = chain.head(ConnectionReader(session.connection()))
    number = last + 1
    moment = told.at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    facts = json.dumps(dict(told.facts), ensure_ascii=False)
    salt = chain.new_salt()
    digest = chain.facts_digest(facts, salt)
    values = {
        "id": f"{number:032d}",
        "revision": 1,
        "number": number,
        "label": told.label,
        "facts": facts,
        "facts_salt": salt,
        "facts_digest": digest,
        "chain": chain.link(
            before,
            number=number,
            label=told.label,
            at=moment,
            author=told.author,
            undoes=told.undoes,
            facts=digest,
            changes=rows,
        ),
        "at": moment,
        "author": told.author,
        "undoes": told.undoes,
        "undone_by": None,
        "lasting": int(told.lasting),
    }
    insert_columns(connection, table_of("step"), {name: [one] for name, one in values.items()})
    if rows:
        _write_changes(session, number, rows)
    return Step(
        number, told.label, told.facts, moment, told.author, told.undoes, None, told.lasting
    )


def _write_changes(session: Session, number: int, rows: list[_Stored]) -> None:
    words, ids, people, visits, befores, afters = zip(*rows, strict=True)
    count = len(rows)
    insert_columns(
        session.connection(),
        table_of("change"),
        {
            "id": [f"{number:016d}{place:016d}" for place in range(count)],
            "revision": [1] * count,
            "step_number": [number] * count,
            "place": range(count),
            "row_word": words,
            "row_id": ids,
            "person_id": people,
            "visit_id": visits,
            "before": befores,
            "after": afters,
        },
    )
