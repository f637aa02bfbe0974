"""Other programs call our invitations and cancellations valid."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from planner.domain.recipients import recipients
from services.test_calendar_updates import (
    Releases,
    made,
    moved,
    other_audience,
    removed,
    renamed,
    start,
    status,
)

pytestmark = pytest.mark.clients

HERE = Path(__file__).parent
DEBIAN_PYTHON = Path("/usr/bin/python3")


@pytest.mark.skipif(not DEBIAN_PYTHON.exists(), reason="libical's bindings are Debian's")
def test_libical_calls_every_invitation_valid(tmp_path: Path) -> None:
    releases = Releases()
    plan = first = releases.freeze(start())
    for act, number in (
        (moved, 0), (other_audience, 13), (renamed, 2), (removed, 1), (status, 10),
    ):  # fmt: skip
        plan = act(plan, number)
    last = releases.freeze(plan)
    files = []
    for place, one in enumerate(recipients(first)):
        for kind, before in (("calendar", None), ("updates", first)):
            for paper in made(kind, last, one, releases.at(2), before):
                files.append(tmp_path / f"{place}-{len(files)}-{paper.method or 'plain'}.ics")
                files[-1].write_bytes(paper.content)

    done = subprocess.run(
        [DEBIAN_PYTHON, HERE / "libical_restrictions.py", *files],
        capture_output=True, text=True, check=False, env={"PATH": "/usr/bin"},
    )  # fmt: skip
    if "No module named 'gi'" in done.stderr or "ICalGLib" in done.stderr:
        pytest.skip("libical's bindings are not installed")

    assert {path.stem.rpartition("-")[2] for path in files} == {"plain", "REQUEST", "CANCEL"}
    assert json.loads(done.stdout) == []
