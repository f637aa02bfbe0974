"""A timeline of 5,000 agreements paints like one of 50, and a country of 5,000 visits is told at once."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.agreement_bars import AgreementBar
from planner.domain.agreements import Agreement, AgreementParty, AgreementStatus
from planner.domain.ids import AgreementId, OrganisationId, RecordId, VisitId, new_id
from planner.domain.organisations import Organisation
from planner.domain.times import PartialDate
from planner.domain.visits import Direction, Visit, VisitStatus
from planner.services.planner import Planner, open_planner
from planner.settings import Settings
from planner.storage.engine import create_library
from planner.ui.pages.agreement_scene import agreement_scene
from planner.ui.timeline.timeline import Timeline

TODAY = dt.date(2027, 4, 1)
ROWS = 5_000


def bars(count: int) -> list[AgreementBar]:
    return [
        AgreementBar(
            id=AgreementId(f"{number:032x}"),
            title=f"Agreement number {number} on research",
            parties="UFM – MEXT",
            status=AgreementStatus.IN_FORCE,
            signed_on=PartialDate(f"{1990 + number % 37}-0{1 + number % 9}"),
            review_on=PartialDate(f"{2026 + number % 5}-06-01"),
            expires_on=PartialDate(str(2025 + number % 12)),
            notice_on=PartialDate(f"{2026 + number % 5}-10"),
        )
        for number in range(count)
    ]


def best(act: Callable[[], object], rounds: int = 7) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def painted(qtbot: QtBot, count: int) -> tuple[float, Timeline]:
    """Seconds of one step down with its picture."""
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(1200, 700)
    line.show_scene(agreement_scene(bars(count), TODAY, "Agreements"))
    line.show()
    line.choose(0)

    def step() -> None:
        line.choose(line.row + 1)
        assert not line.grab().isNull()

    return best(step, 20), line


@pytest.mark.benchmark
def test_five_thousand_rows_paint_like_fifty(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    few, small = painted(qtbot, 50)
    many, large = painted(qtbot, ROWS)
    jump = best(lambda: (large.choose(ROWS - 1), large.grab(), large.choose(0)))
    with capsys.disabled():
        print(
            f"\ntimeline of {ROWS} rows: a step {many * 1000:.1f} ms, of 50 rows"
            f" {few * 1000:.1f} ms, ratio {many / few:.2f}; to the end {jump * 1000:.1f} ms"
        )
    assert len(small.scene.rows) == 50
    assert many < 1.5 * few


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2,000 organisations of four countries, 5,000 agreements, 5,000 visits."""
    path = tmp_path_factory.mktemp("busy") / "busy.planner"
    planner = Planner(create_library(str(path)), Settings())
    countries = ("JP", "KR", "DE", "US")
    houses = [OrganisationId(new_id()) for _number in range(2_000)]
    with planner._core.work("Fill", {}) as work:
        for number, key in enumerate(houses):
            work.add(Organisation(id=key, name=f"House {number}", country=countries[number % 4]))
        for number, bar in enumerate(bars(ROWS)):
            work.add(
                Agreement(
                    id=bar.id, title=bar.title, status=bar.status,
                    signed_on=bar.signed_on, expires_on=bar.expires_on, notice_months=6,
                )
            )  # fmt: skip
            work.add(
                AgreementParty(
                    id=RecordId(new_id()),
                    agreement_id=bar.id,
                    organisation_id=houses[number % 2000],
                )
            )
            inbound = number % 3 > 0
            house = houses[number % 2000]
            work.add(
                Visit(
                    id=VisitId(new_id()),
                    title=f"Visit {number}",
                    direction=Direction.INBOUND if inbound else Direction.OUTBOUND,
                    status=VisitStatus.DONE,
                    first_day=dt.date(2000, 1, 1) + dt.timedelta(2 * number),
                    initiator_organisation_id=house if inbound else None,
                    host_organisation_id=None if inbound else house,
                )
            )
    planner.close()
    return path


@pytest.mark.benchmark
def test_a_country_with_a_quarter_of_everything_is_told_soon(
    busy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planner = open_planner(str(busy), Settings())
    relationships = planner.relationships
    floor = best(lambda: planner.visits.page(0, 100))
    country = best(lambda: relationships.of_country("JP"), 3)
    house = best(
        lambda: relationships.of_organisation(planner.organisations.choices("House 4")[0][0]), 3
    )
    read = best(lambda: relationships.agreement_bars(), 3)
    key = best(lambda: relationships.named("open with Jap"), 5)
    found = relationships.of_country("JP")
    planner.close()
    with capsys.disabled():
        print(
            f"\n{len(found.visits)} visits and {len(found.agreements)} agreements of a country:"
            f" {country * 1000:.0f} ms; one organisation {house * 1000:.0f} ms; {ROWS} bars"
            f" {read * 1000:.0f} ms; a key in the palette {key * 1000:.1f} ms;"
            f" a page of visits {floor * 1000:.1f} ms"
        )
    assert len(found.visits) == ROWS / 4
    assert house < 0.2
    assert country < 1.0
    assert read < 0.5
    assert key < 0.05
