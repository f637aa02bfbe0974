"""What sources tell of visits: the citations, the titles of their sources, and whose country is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.source_reading.facts import HOST, VISIT
from planner.domain.sources import Citation
from planner.storage.reading import Reader, having, where


@dataclass(frozen=True, slots=True)
class Tellings:
    """``titles`` by source, ``country_of`` by organisation; ``visits`` are those cited that there are."""

    citations: tuple[Citation, ...]
    titles: dict[str, str]
    country_of: dict[str, str]
    visits: frozenset[str] = frozenset()


def tellings(reader: Reader) -> Tellings:
    values = {"fact": VISIT}
    citations = tuple(where(reader, Citation, "fact = :fact", values, "id"))
    if not citations:
        return Tellings((), {}, {})
    told = "FROM citation WHERE fact = :fact"
    return Tellings(
        citations,
        dict(
            reader.rows(
                f"SELECT id, title FROM source WHERE id IN (SELECT source_id {told})", values
            )
        ),
        dict(
            reader.rows(
                "SELECT id, country FROM organisation"
                f" WHERE id IN (SELECT subject_id {told} AND subject_kind = 'organisation')",
                values,
            )
        ),
        frozenset(
            key
            for (key,) in reader.rows(
                "SELECT id FROM visit"
                f" WHERE id IN (SELECT subject_id {told} AND subject_kind = 'visit')",
                values,
            )
        ),
    )


def hosts(reader: Reader, sources: Sequence[str]) -> frozenset[str]:
    """The organisations that one of these sources calls the host."""
    return frozenset(
        one.subject_id
        for one in having(reader, Citation, "source_id", list(sources))
        if one.fact == HOST
    )
