"""Home opens at the same pace however many visits and agreements there are.

Against the sample in the same run, in turns, in processor time: what else the machine does is not ours.
The large library is the sample with 5,000 visits and 5,000 agreements more, some of them coming or due.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.followups import FollowUp
from planner.domain.ids import AgreementId, FollowUpId, VisitId, new_id
from planner.domain.times import PartialDate
from planner.domain.visits import Visit, VisitStatus
from planner.services.planner import Planner, create_planner, open_planner
from planner.settings import Settings
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.home import HomePage
from planner.ui.theme import Theme

NOW = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
MANY = 5_000
LIMIT = 1.3
AFTERWARDS = 1.6
"""Four more visits are looked at, and all agreements are asked for their dates."""
LEAST, MOST = 9, 60
"""Rounds: as many as it takes until the shortest two of each are alike."""


def fill(path: Path) -> None:
    """Visits on every third day since 1986, and agreements that end or are reviewed at some time."""
    planner = create_planner(str(path), Settings(), sample=True, clock=lambda: NOW)
    with planner._core.work("Fill", {}) as work:
        for number in range(MANY):
            day = dt.date(2027, 4, 10) - dt.timedelta(3 * number)
            work.add(
                Visit(
                    id=VisitId(new_id()), code=f"V{number}", title=f"Visit {number}",
                    status=VisitStatus.PLANNED, first_day=day, last_day=day + dt.timedelta(2),
                )
            )  # fmt: skip
            work.add(
                Agreement(
                    id=AgreementId(new_id()), title=f"Agreement {number}",
                    status=AgreementStatus.IN_FORCE if number % 2 else AgreementStatus.ENDED,
                    expires_on=PartialDate(f"{1990 + number % 80}-{1 + number % 12:02}-15"),
                    notice_months=number % 7, text="What was agreed. " * 20,
                )
            )  # fmt: skip
            work.add(
                FollowUp(
                    id=FollowUpId(new_id()), title=f"Follow-up {number}",
                    due_on=dt.date(2027, 4, 1) + dt.timedelta(number - 20),
                )
            )  # fmt: skip
    planner.close()


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Planner, Planner]]:
    folder = tmp_path_factory.mktemp("homes")
    small, large = folder / "sample.planner", folder / "large.planner"
    create_planner(str(small), Settings(), sample=True, clock=lambda: NOW).close()
    fill(large)
    opened = [open_planner(str(path), Settings(), clock=lambda: NOW) for path in (small, large)]
    yield opened[0], opened[1]
    for planner in opened:
        planner.close()


def shortest(*acts: Callable[[], float]) -> list[float]:
    """The shortest of each, run in turns until the two shortest of each differ by less than a tenth."""
    times: list[list[float]] = [[] for _act in acts]
    for done in range(MOST):
        for act, known in zip(acts, times, strict=True):
            known.append(act())
            known.sort()
        if done >= LEAST and all(known[1] < known[0] * 1.1 for known in times):
            break
    return [known[0] for known in times]


def opened(window: MainWindow) -> Callable[[], float]:
    """Makes Home anew and paints it; the look at the visits follows later and is another measure."""

    def act() -> float:
        assert window.context is not None
        start = time.process_time()
        page = HomePage(window.context, window)
        page.resize(1300, 800)
        page.refresh(None)
        page.activate()
        page.grab()
        took = time.process_time() - start
        page.hide()
        page.deleteLater()
        QApplication.processEvents()
        return took

    return act


def looked(planner: Planner) -> Callable[[], float]:
    """All that Home finds out afterwards, until its last card is full."""

    def act() -> float:
        start = time.process_time()
        for line in planner.home.coming()[:6]:
            planner.home.attention(planner.home.outlook(line.id))
        planner.home.at_large()
        return time.process_time() - start

    return act


@pytest.mark.benchmark
def test_home_opens_alike_on_the_sample_and_on_thousands(
    qapp: QApplication,
    libraries: tuple[Planner, Planner],
    capsys: pytest.CaptureFixture[str],
) -> None:
    windows = []
    for planner in libraries:
        window = MainWindow(Theme("light", qapp), planner.settings)
        window.resize(1440, 900)
        window.show()
        window.open_library(planner, None, Recorded())  # type: ignore[arg-type]  # no files here
        windows.append(window)
    for _turn in range(20):
        qapp.processEvents()
    small, large = shortest(*map(opened, windows))
    for window in windows:
        window.release_library()
        window.close()

    few, many = shortest(*map(looked, libraries))
    with capsys.disabled():
        print(
            f"\nHome on the sample {small * 1e3:.1f} ms, with {MANY} visits and agreements"
            f" {large * 1e3:.1f} ms: {large / small:.2f}; what it finds out afterwards"
            f" {few * 1e3:.1f} and {many * 1e3:.1f} ms: {many / few:.2f}"
        )
    assert large <= small * LIMIT
    assert many <= few * AFTERWARDS
