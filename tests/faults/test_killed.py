"""M1, A1, A13, A14: whatever is killed with -9 at whatever point, nothing that was acknowledged is lost
and nothing is there by half. 500 kills in the suite, 10,000 with PLANNER_LONG=1; see `killing`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

LONG = os.environ.get("PLANNER_LONG") == "1"
KILLS = 10_000 if LONG else 500
HERE = Path(__file__).parent
ROOT = HERE.parent.parent

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by signal")


def judged(script: str, *options: str) -> dict[str, Any]:
    """What a script beside this one found, in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / script), *options],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests"), str(HERE)]),
            "PYTHONHASHSEED": "0",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("verbs", "share"), [("edit,import,migrate", 0.4), ("merge,undo,restore,backup", 0.6)]
)
def test_a_killed_program_has_lost_nothing_that_it_said_was_done(verbs: str, share: float) -> None:
    """The next start finds every acknowledged verb, none by half, within two seconds of work."""
    told = judged("killing.py", f"--kills={KILLS}", f"--verbs={verbs}", *["--long"] * LONG)
    found: dict[str, dict[str, Any]] = told["verbs"]
    assert sorted(found) == sorted(verbs.split(","))
    wrong = {verb: count["wrong"] for verb, count in found.items() if count["wrong"]}
    assert not wrong
    assert sum(count["kills"] for count in found.values()) >= KILLS * share * 0.95
    assert all(count["slowest"] < 2 for count in found.values())
    assert all(count["acknowledged"] for verb, count in found.items() if verb != "migrate")
