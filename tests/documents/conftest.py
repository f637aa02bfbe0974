"""What several tests of papers read and none changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.services.planner import Planner, open_planner
from planner.settings import Settings


@pytest.fixture(scope="module")
def visits(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    """Both samples, opened once for a whole file of tests."""
    path = tmp_path_factory.mktemp("visits") / "library.planner"
    shutil.copyfile(sample_file, path)
    planner = open_planner(str(path), Settings(chosen={"author": "Eva"}))
    yield planner
    planner.close()
