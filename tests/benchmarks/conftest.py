"""One large library for all that measures on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from crowd import Crowd, fill

PEOPLE = 100_000


@pytest.fixture(scope="session")
def crowd_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 100,000 people; only to be read."""
    return fill(tmp_path_factory.mktemp("crowd") / "large.planner", Crowd(PEOPLE))
