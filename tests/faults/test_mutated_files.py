"""Honest files changed at random: each is read or refused with a sentence, none stops the reader.

In the suite 2,000; ``python -m faults.mutated_files 100000`` is the long run.
"""

from __future__ import annotations

import os
import sys

import pytest

from faults.mutated_files import mutations, read_mutated

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of the system")

COUNT = 100_000 if os.environ.get("PLANNER_LONG") else 2_000


@pytest.mark.parametrize("seed", range(0, COUNT, 10_000))
def test_no_changed_file_stops_the_reader(seed: int) -> None:
    told, slowest, errors = read_mutated(min(COUNT, 10_000), seed + 1)
    assert not errors
    assert sum(told.values()) >= min(COUNT, 10_000)
    assert not [kind for kind in told if kind.startswith("FAULT")]
    assert slowest < 3
    # Both are tried: what can still be read, and many ways to be refused.
    assert told["read"] > 500
    assert len(told) > 8


def test_the_same_seed_makes_the_same_files() -> None:
    assert list(mutations(40, 3)) == list(mutations(40, 3))
    assert list(mutations(40, 3)) != list(mutations(40, 4))
