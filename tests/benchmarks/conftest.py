"""The large libraries, made once for all that measures on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from crowd import Crowd, fill, journalled

PEOPLE = 100_000


@pytest.fixture(scope="session")
def crowd_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 100,000 people; only to be read."""
    return fill(tmp_path_factory.mktemp("crowd") / "large.planner", Crowd(PEOPLE))


@pytest.fixture(scope="session")
def journalled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 people and 5,000 visits with their journal; only to be read."""
    return journalled(tmp_path_factory.mktemp("journalled") / "large.planner", PEOPLE, 5_000)
