"""The table of faults names tests that are there, and every row of the list of faults stands on its page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "trust.md").read_text(encoding="utf-8")
ROWS = {"A": 16, "B": 14, "C": 12, "D": 21, "E": 20, "F": 14, "G": 14, "H": 8, "I": 6, "K": 15}
"""How many cases each part of the list of faults has; J, work of several people on a server, is out."""
OPEN = "## Not there yet"
NONE = "–"


@dataclass(frozen=True)
class Row:
    """``cases`` are the numbers of the list, none where the page has more; ``tests`` are as written."""

    cases: frozenset[str]
    case: str
    tests: tuple[str, ...]


def rows(page: str) -> list[Row]:
    """The rows of all tables with four columns: number, case, what is seen, tests."""
    found = []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4 or cells[0] in ("#", "---"):
            continue
        numbers = frozenset() if cells[0] == NONE else frozenset(cases(cells[0]))
        found.append(Row(numbers, cells[1], tuple(named(cells[3]))))
    return found


def cases(text: str) -> Iterator[str]:
    """``A4`` and ``D2–D4`` as they stand in a text."""
    for first, last in re.findall(r"\b([A-Z]\d+)(?:–([A-Z]\d+))?\b", text):
        end = last or first
        assert end[0] == first[0], f"{first}–{last}"
        for number in range(int(first[1:]), int(end[1:]) + 1):
            yield f"{first[0]}{number}"


def named(cell: str) -> Iterator[str]:
    """``file::test``; where a file is left out, it is that of the test before."""
    file = ""
    for text in re.findall(r"`([^`]+)`", cell):
        path, _, name = text.partition("::")
        file = path or file
        yield f"{file}::{name}"


@cache
def functions(file: str) -> frozenset[str]:
    """The tests that a file has; parametrised ones once."""
    path = TESTS / f"{file}.py"
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    every = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    return frozenset(one.name for one in every if one.name.startswith("test_"))


def missing(page: str) -> list[str]:
    """The tests that a page names and nobody has."""
    used = {test for row in rows(page) for test in row.tests}
    return sorted(one for one in used if not _is_there(one))


def _is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    return bool(functions(file)) if name == "*" else name in functions(file)


def test_every_test_that_the_table_names_is_there() -> None:
    assert len(rows(PAGE)) > 100
    assert missing(PAGE) == []


def test_every_row_names_a_test() -> None:
    assert [row.case for row in rows(PAGE) if not row.tests] == []


def test_every_case_of_the_list_is_tested_or_said_to_be_missing() -> None:
    wanted = {f"{part}{number}" for part, last in ROWS.items() for number in range(1, last + 1)}
    table, _, left = PAGE.partition(OPEN)
    covered = {case for row in rows(table) for case in row.cases}
    told = {case for bold in re.findall(r"\*\*([^*]+)\*\*", left) for case in cases(bold)}

    assert covered | told == wanted
    assert not rows(left), "what is not there has no test"


def test_a_test_that_is_gone_would_be_seen() -> None:
    table = (
        "| # | Case | Seen | Test |\n|---|---|---|---|\n"
        "| A1, D2–D4 | One | x | `test_trust_table::test_every_row_names_a_test`, `::test_gone` |\n"
        "| – | Two | x | `test_nowhere::*`, `test_trust_table::*` |\n"
        "| B1 | Three | x | none |\n"
    )
    one, two, three = rows(table)

    assert one.cases == {"A1", "D2", "D3", "D4"}
    assert two.cases == frozenset()
    assert three.tests == ()
    assert missing(table) == ["test_nowhere::*", "test_trust_table::test_gone"]
