"""The table of faults names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = (TESTS.parent / "docs" / "trust.md").read_text(encoding="utf-8")


def test_every_test_that_the_table_of_faults_names_is_there() -> None:
    named = set(re.findall(r"`((?:\w+/)+test_\w+)`", TABLE))

    assert len(named) > 30
    assert [one for one in sorted(named) if not (TESTS / f"{one}.py").is_file()] == []
