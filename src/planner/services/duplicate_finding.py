"""Reads everybody for the search for duplicates, and puts the pairs into lines to show."""

from __future__ import annotations

import contextlib
import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.duplicate_search import Cluster, find_people
from planner.domain.duplicates import REASONS, Known, Likeness
from planner.domain.names import NameOrder, display_name
from planner.domain.organisation_duplicates import REASONS as ORGANISATION_REASONS
from planner.domain.organisation_duplicates import KnownOrganisation, find_organisations
from planner.i18n import _
from planner.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name and a line that tells it from others of that name."""

    id: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two records that may be one; the reasons are keys of ``REASONS``, for and against."""

    one: Side
    other: Side
    likeness: Likeness
    reasons: tuple[str, ...]
    score: int
    cluster: int

    @property
    def id(self) -> str:
        return f"{self.one.id} {self.other.id}"

    @property
    def why(self) -> str:
        """The reasons in words."""
        known = {**ORGANISATION_REASONS, **REASONS}
        return ", ".join(_(known[reason]) for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class DuplicatesFound:
    """The pairs of the whole library, cluster after cluster, the surest first."""

    kind: str
    pairs: tuple[PairLine, ...]
    clusters: int
    compared: int
    """How many records there are in all."""


def find(
    reader: Reader, kind: str, progress: Callable[[int, int], None] | None = None
) -> DuplicatesFound:
    with _without_collector():
        return _find(reader, kind, _distinct(reader, kind), progress)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of small values are made and none of them goes: the collector would only be in the way."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _find(
    reader: Reader,
    kind: str,
    distinct: set[tuple[str, str]],
    progress: Callable[[int, int], None] | None,
) -> DuplicatesFound:
    if kind == "person":
        people = known_people(reader)
        found = find_people(people, distinct, progress)
        keys = {key for cluster in found for key in cluster.ids}
        sides = _people_sides(reader, [one for one in people if one.id in keys])
        return _lines(kind, found, sides, len(people))
    organisations = known_organisations(reader)
    clusters = find_organisations(organisations, distinct, progress)
    told = {
        one.id: Side(
            one.id,
            one.label,
            ", ".join(part for part in (one.acronym, one.city, one.country) if part),
        )
        for one in organisations
    }
    return _lines(kind, clusters, told, len(organisations))


def _distinct(reader: Reader, kind: str) -> set[tuple[str, str]]:
    sql = "SELECT one_id, other_id FROM not_duplicate WHERE subject_kind = :kind"
    return {(str(one), str(other)) for one, other in reader.rows(sql, {"kind": kind})}


def _lines(
    kind: str, found: Sequence[Cluster[Any]], sides: dict[str, Side], count: int
) -> DuplicatesFound:
    lines = [
        PairLine(
            sides[pair.one.id],
            sides[pair.other.id],
            pair.likeness,
            pair.reasons,
            pair.score,
            number,
        )
        for number, cluster in enumerate(found, 1)
        for pair in cluster.pairs
    ]
    return DuplicatesFound(kind, tuple(lines), len(found), count)


def _people_sides(reader: Reader, people: Sequence[Known]) -> dict[str, Side]:
    names = dict(
        reader.rows("SELECT id, coalesce(nullif(name, ''), native_name) FROM organisation")
    )
    styles = {
        key: (prefix, order)
        for key, prefix, order in reader.rows(
            "SELECT id, prefix, name_order FROM person WHERE prefix <> '' OR name_order <> ''"
        )
    }
    result = {}
    for one in people:
        prefix, order = styles.get(one.id, ("", ""))
        name = display_name(
            one.family_name,
            one.given_name,
            prefix=prefix,
            native_name=one.native_name,
            order=NameOrder(order),
            country=one.country,
        )
        houses = sorted(names.get(key, "") for key in one.organisations)
        told = (*houses, *sorted(one.emails)[:1], *sorted(one.phones)[:1])
        result[one.id] = Side(one.id, name, ", ".join(part for part in told if part))
    return result


def known_people(reader: Reader) -> list[Known]:
    """Everybody, as they are compared."""
    emails, phones = (_ways(reader, "person_id", kind) for kind in ("email", "phone"))
    posts = _sets(reader, "SELECT person_id, organisation_id FROM position")
    keys = _keys(reader, "person_id")
    rows = reader.rows(
        "SELECT id, family_name, given_name, native_name, reading, country FROM person ORDER BY id"
    )
    none: frozenset[str] = frozenset()
    return [
        Known(
            key,
            family,
            given,
            native,
            reading,
            country,
            emails.get(key, none),
            phones.get(key, none),
            posts.get(key, none),
            keys.get(key, none),
        )
        for key, family, given, native, reading, country in rows
    ]


def known_organisations(reader: Reader) -> list[KnownOrganisation]:
    """All organisations, as they are compared."""
    names: dict[str, list[str]] = defaultdict(list)
    for key, name in reader.rows("SELECT organisation_id, name FROM organisation_name ORDER BY id"):
        names[key].append(name)
    addresses = _ways(reader, "organisation_id", "")
    keys = _keys(reader, "organisation_id")
    rows = reader.rows(
        "SELECT id, name, native_name, acronym, kind, country, city FROM organisation ORDER BY id"
    )
    none: frozenset[str] = frozenset()
    return [
        KnownOrganisation(
            key, tuple(one for one in (name, native, *names.get(key, ())) if one),
            acronym, kind, country, city, addresses.get(key, none), keys.get(key, none),
            name or native or acronym,
        )
        for key, name, native, acronym, kind, country, city in rows
    ]  # fmt: skip


def _ways(reader: Reader, owner: str, kind: str) -> dict[str, frozenset[str]]:
    """Normal forms of addresses by owner; of one kind, or of all for ""."""
    return _sets(
        reader,
        f"SELECT {owner}, normal FROM contact_point"
        f" WHERE {owner} IS NOT NULL AND normal <> '' AND (kind = :kind OR :kind = '')",
        {"kind": kind},
    )


def _keys(reader: Reader, owner: str) -> dict[str, frozenset[str]]:
    return _sets(
        reader,
        f"SELECT {owner}, scheme || ':' || value FROM external_key WHERE {owner} IS NOT NULL",
    )


def _sets(
    reader: Reader, sql: str, parameters: dict[str, str] | None = None
) -> dict[str, frozenset[str]]:
    result: dict[str, frozenset[str]] = {}
    for key, value in reader.rows(sql, parameters or {}):
        known = result.get(key)
        result[key] = frozenset((value,)) if known is None else known | {value}
    return result
