"""Files of other people, where they are at hand: each is read or refused, soon and small.

A sixth of them is read each time; PLANNER_TEST_CORPORA=all reads all.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from oddities.test_limits import MEGABYTES, SECONDS, asked
from planner.interchange.refusals import REFUSALS

CORPORA = Path(__file__).parents[3] / "shared" / "interop" / "corpora"
STEP = 1 if os.environ.get("PLANNER_TEST_CORPORA") == "all" else 6
FILES = sorted(path for path in CORPORA.rglob("*") if path.is_file())[::STEP]

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory"),
    pytest.mark.skipif(not FILES, reason="the corpora are not here"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_of_other_people_is_read_or_refused_soon_and_small(path: Path) -> None:
    found = asked(path.read_bytes())

    assert found.verdict in {"read", *REFUSALS}
    assert found.seconds < SECONDS, f"{found.seconds:.2f} s"
    assert found.megabytes < MEGABYTES, f"{found.megabytes:.0f} MB"
