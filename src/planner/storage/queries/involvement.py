"""Which visits an organisation has to do with: it hosts or starts them, sends somebody, receives, or
something takes place at one of its sites."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_WAYS: Final = (
    ("v.host_organisation_id", "v.id", "visit v"),
    ("v.initiator_organisation_id", "v.id", "visit v"),
    ("d.organisation_id", "d.visit_id", "delegate d"),
    ("h.organisation_id", "i.visit_id", "item_host h JOIN item i ON i.id = h.item_id"),
    ("s.organisation_id", "i.visit_id", "item i JOIN site s ON s.id = i.site_id"),
)


def involved(condition: Callable[[str], str]) -> str:
    """Pairs of ``house`` and ``visit``, each once; ``condition`` is put on the column of the house."""
    return " UNION ".join(
        f"SELECT {house} AS house, {visit} AS visit FROM {table} WHERE {condition(house)}"
        for house, visit, table in _WAYS
    )


def visits_of(house: str) -> str:
    """The ids of the visits of one organisation, which is this expression in SQL."""
    return " UNION ".join(
        f"SELECT {visit} FROM {table} WHERE {column} = {house}" for column, visit, table in _WAYS
    )


EVERYBODY: Final = involved("{} IS NOT NULL".format)
