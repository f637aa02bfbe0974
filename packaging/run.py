"""Sets the program up and opens it with the sample library: `python3 packaging/run.py`.

Anything typed after it goes to the program instead: `python3 packaging/run.py contact list`.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from environment import clean_environ, has_display, prepare, say_and_stop


def arguments_for(given: Sequence[str], display: bool) -> list[str]:
    """What the program is started with."""
    if given:
        return list(given)
    return ["--sample"] if display else ["demo", "--out", str(demo_folder())]


def demo_folder(below: Path = Path()) -> Path:
    """A folder that is not there yet: what an earlier run made is left as it is."""
    names = itertools.chain(["planner-demo"], (f"planner-demo-{n}" for n in itertools.count(2)))
    return next(folder for name in names if not (folder := below / name).exists())


def main() -> int:
    """Set up, then hand over to the program."""
    python = prepare()
    display = has_display(os.environ, sys.platform)
    given = sys.argv[1:]
    arguments = arguments_for(given, display)
    if not given and not display:
        print(
            "There is no display here, so no window can open. Instead the sample visit is worked "
            f"through without one; its documents go to {Path(arguments[-1]).resolve()}.",
            flush=True,
        )
    command = [str(python), "-m", "planner", *arguments]
    if os.name == "posix":
        os.execve(command[0], command, clean_environ(os.environ))
    return subprocess.call(command, env=clean_environ(os.environ))


if __name__ == "__main__":
    sys.exit(say_and_stop(main))
