"""What was done about agreements: follow-ups that ask for a step, successors drafted, the day of an end."""

from __future__ import annotations

from collections.abc import Collection

from planner.domain.agreements import AgreementStatus
from planner.domain.followups import FollowUpStatus
from planner.domain.renewal import ALIVE, OVER, StepKind, Tended, Tending
from planner.domain.renewal_words import asked_by
from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end
from planner.storage.queries.narrowing import day_of
from planner.storage.queries.record_days import made_on
from planner.storage.reading import Reader, any_of

_ENDED = (FollowUpStatus.DONE.value, FollowUpStatus.DROPPED.value)


def tended(reader: Reader, keys: Collection[str] | None = None) -> dict[str, Tended]:
    """By agreement; of all without ``keys``. A follow-up counts on the day it is due, else on the day it
    was done or made; a successor on the day it was made."""
    found: dict[str, dict[StepKind, Tending]] = {}
    clause, values = ("1 = 1", {}) if keys is None else any_of("agreement_id", list(keys))
    for key, made, title, status, due, done in reader.rows(
        "SELECT agreement_id, id, title, status, due_on, done_on FROM follow_up"
        f" WHERE agreement_id IS NOT NULL AND {clause} ORDER BY id",
        values,
    ):
        kind, day = asked_by(title), day_of(due) or day_of(done) or made_on(made)
        if kind is not None and day is not None:
            steps = found.setdefault(key, {})
            now = steps.get(kind, Tending())
            steps[kind] = now.joined(day, is_open=status not in _ENDED)
    for key, made, since in _successors(reader, keys):
        if (day := partial_end(PartialDate(since or "")) or made_on(made)) is not None:
            steps = found.setdefault(key, {})
            steps[StepKind.START] = steps.get(StepKind.START, Tending()).joined(day, is_open=False)
    return dict(found)


def _successors(reader: Reader, keys: Collection[str] | None) -> list[tuple[str, str, str]]:
    """Of each agreement what is to take its place and is not over itself, with the day of its first state."""
    clause, values = ("1 = 1", {}) if keys is None else any_of("x.supersedes_id", list(keys))
    over, more = any_of("x.status", sorted(OVER), "over")
    rows = reader.rows(
        "SELECT x.supersedes_id, x.id, (SELECT min(s.since) FROM agreement_state s"
        " WHERE s.agreement_id = x.id AND s.since <> '') FROM agreement x"
        f" WHERE x.supersedes_id IS NOT NULL AND NOT {over} AND {clause} ORDER BY x.id",
        {**values, **more},
    )
    return [(old, new, since or "") for old, new, since in rows]


def over_days(reader: Reader, keys: Collection[str] | None = None) -> dict[str, PartialDate]:
    """When what is over was ended, as its history says; of what was superseded, when its successor began
    where that was earlier, since a state is often noted afterwards."""
    clause, values = ("1 = 1", {}) if keys is None else any_of("x.id", list(keys))
    over, more = any_of("x.status", sorted(OVER), "over")
    found = {
        key: PartialDate(since)
        for key, since in reader.rows(
            "SELECT x.id, max(s.since) FROM agreement x JOIN agreement_state s"
            " ON s.agreement_id = x.id AND s.status = x.status"
            f" WHERE s.since <> '' AND {over} AND {clause} GROUP BY x.id",
            {**values, **more},
        )
    }
    alive, more = any_of("y.status", sorted(ALIVE), "alive")
    for key, force, signed in reader.rows(
        "SELECT x.id, y.in_force_on, y.signed_on FROM agreement x JOIN agreement y"
        f" ON y.supersedes_id = x.id WHERE x.status = '{AgreementStatus.SUPERSEDED.value}'"
        f" AND {alive} AND {clause} ORDER BY y.id",
        {**values, **more},
    ):
        begun, known = PartialDate(force or signed or ""), found.get(key, UNKNOWN_DATE)
        first, last = partial_end(begun), partial_end(known)
        if first is not None and (last is None or first < last):
            found[key] = begun
    return found
