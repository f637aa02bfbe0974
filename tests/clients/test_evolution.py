"""Evolution reads calendars of visits drawn by lot at their moments, and takes over each change."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from delegations import delegation, frozen, later, others
from everything_out import Out, papers
from planner.domain.itinerary import Item
from planner.domain.recipients import recipients

pytestmark = pytest.mark.clients

HERE = Path(__file__).parent
DEBIAN_PYTHON = "/usr/bin/python3"
BUS = shutil.which("dbus-run-session")


def evolution(folder: Path, files: Sequence[Out]) -> dict[str, Any]:
    check = "import gi; gi.require_version('ECal', '2.0'); from gi.repository import ECal"
    if BUS is None or subprocess.run([DEBIAN_PYTHON, "-c", check], capture_output=True).returncode:
        pytest.skip("Evolution's data server and its bindings are not installed")
    paths = []
    for number, out in enumerate(files):
        paths.append(folder / f"{number:02}.ics")
        paths[-1].write_bytes(out.content)
    environ = {
        **{name: text for name, text in os.environ.items() if not name.startswith("XDG_")},
        **{"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    }
    done = subprocess.run(
        [BUS, "--", DEBIAN_PYTHON, HERE / "evolution_takes.py", *paths],
        check=False, capture_output=True, encoding="utf-8", env=environ, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def assert_like_the_plan(found: dict[str, Any], made: Out) -> None:
    """Exactly the entries of this calendar, each at its moments and under its title."""
    assert made.plan
    items: dict[str, Item] = {f"{item.id}@planner": item for item in made.plan.items}
    assert len(found) == made.content.count(b"\r\nBEGIN:VEVENT\r\n")
    for uid, event in found.items():
        item = items[uid]
        assert event["summary"].startswith(item.title.strip()[:30])
        ends = (event["start"], event["end"])
        if item.all_day:
            assert item.start_local
            assert item.end_local
            last = item.end_local.date() + dt.timedelta(1)
            assert ends == (item.start_local.date().isoformat(), last.isoformat())
        else:
            both = (item.span.start.instant, item.span.end.instant)
            assert ends == tuple(f"{end:%Y-%m-%dT%H:%MZ}" for end in both)


@pytest.mark.parametrize("seed", [0, 3, 5, 22])
def test_evolution_has_each_entry_at_its_moment_before_and_after_the_changes(
    seed: int, tmp_path: Path
) -> None:
    first, second = frozen(delegation(seed), later(delegation(seed), seed + 10_000))
    one = recipients(first, others(first))[-1]  # the colleague, who is concerned by everything
    (calendar,) = papers(first, one, ("calendar",))
    updates = list(papers(second, one, ("updates",), first))
    (now,) = papers(second, one, ("calendar",))
    assert updates

    for number, files in enumerate(([calendar], [calendar, *updates])):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_like_the_plan(evolution(folder, files), calendar if number == 0 else now)
