"""What is checked of every list of the library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from planner.services.list_reading import ListQuery, ListReading
from planner.services.planner import Planner


def check_pages(
    shown: ListReading[Any, Any], queries: Iterable[ListQuery[Any]], total: int
) -> None:
    """In each order the pages are the pieces of one whole, which has every record once."""
    for query in queries:
        shown.show(query)
        count = shown.count()
        whole = [line.id for line in shown.page(0, count)]
        pieces = [line.id for start in range(0, count, 7) for line in shown.page(start, 7)]
        assert pieces == whole
        assert shown.ids() == whole
        assert len(set(whole)) == count == total


def questions(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the library from now on, as it is asked."""
    asked: list[str] = []
    library = planner._core.library
    rows = library.rows
    monkeypatch.setattr(
        library,
        "rows",
        lambda sql, parameters=None: (asked.append(sql), rows(sql, parameters or {}))[1],
    )
    return asked
