"""Real libraries in temporary folders, a fixed clock, and a log that must stay quiet."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

import no_network
from planner import i18n
from planner.services.planner import Planner, create_planner, open_planner
from planner.settings import Settings
from planner.storage.engine import create_library

pytest.register_assert_rewrite("interchange.calendar_lint")  # so that it counts with -O, too

if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    # Without a screen Qt would end the process instead of failing a test.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate tries the same examples every time; HYPOTHESIS_PROFILE=wide looks for new ones.
hypothesis.settings.register_profile("gate", derandomize=True, deadline=None)
hypothesis.settings.register_profile("wide", max_examples=3000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

NOW = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All tests and modules stay until the end: the collector of garbage need not look at them again.

    What a test makes is collected as it is in the program.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


@pytest.fixture(autouse=True)
def _own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and libraries of whoever runs it."""
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"PLANNER_{name}_DIR", str(tmp_path / name.lower()))
    # Beside: each file that is saved is on note there, and tests look what a folder holds.
    monkeypatch.setenv("PLANNER_STATE_DIR", str(tmp_path.with_name(f"{tmp_path.name}-state")))
    monkeypatch.delenv("PLANNER_LIBRARY", raising=False)
    monkeypatch.setenv("PLANNER_LANG", "en")
    monkeypatch.setenv("PLANNER_BACKUPS", "off")  # but for the tests about them
    monkeypatch.setenv("PLANNER_NEW_LIBRARY", "plain")  # nobody sits there to answer
    i18n.use("en")


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning that no test expects is a failure."""
    yield
    loud = [
        record
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and record.name.startswith("planner")
    ]
    assert not loud, [record.getMessage() for record in loud]


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """What asks another computer fails, wherever it does."""
    no_network.attempts.clear()
    yield
    assert not no_network.attempts


@pytest.fixture(autouse=True)
def _garbage_is_collected() -> Iterator[None]:
    """A window that a test drops while something runs beside it holds the collector no longer."""
    yield
    collector = sys.modules.get("planner.ui.collector")
    if collector is not None:
        collector.let_all_go()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "empty.planner"
    create_library(str(path)).close()
    return path


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "sample.planner"
    create_planner(str(path), Settings(), sample=True, clock=Clock()).close()
    return path


@pytest.fixture
def open_copy(tmp_path: Path, clock: Clock) -> Iterator[Callable[[Path], Planner]]:
    opened: list[Planner] = []

    def copy(template: Path) -> Planner:
        path = tmp_path / f"library{len(opened) or ''}.planner"
        shutil.copyfile(template, path)
        planner = open_planner(str(path), Settings(chosen={"author": "Eva"}), clock=clock)
        opened.append(planner)
        return planner

    yield copy
    for planner in opened:
        planner.close()


@pytest.fixture
def planner(open_copy: Callable[[Path], Planner], empty_file: Path) -> Planner:
    """An open, empty library."""
    return open_copy(empty_file)


@pytest.fixture
def sample(open_copy: Callable[[Path], Planner], sample_file: Path) -> Planner:
    """An open library with the reference data and both sample visits."""
    return open_copy(sample_file)
