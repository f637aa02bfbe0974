"""A process that saves one thing for each line it is given, in a child that strace can hold on to.

``python traced_child.py <tests> <library> <what>``; a line is JSON with ``folder`` and ``what``. It answers
with the number of the child, which waits for a byte in ``folder/go``, and tells in ``folder/said``.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MARK = b'{"said": '


def saves(planner: Any, *, papers: bool) -> dict[str, Callable[[Path], object]]:
    from factories import person
    from faults.test_failing_calls import savers

    def undo(_folder: Path) -> None:
        planner.history.undo()

    made = savers(planner, papers=papers)  # the engine of papers has threads, which a fork loses
    return {
        **{name: lambda folder, one=save, name=name: one(folder / name) for name, save in made.items()},
        "a change": lambda _folder: planner.contacts.add(person("Ben", "Two")),
        "an undo": undo,
        "a setting": lambda _folder: planner.settings.choose("author", "New"),
    }  # fmt: skip


def opened(folder: Path) -> Any:
    from factories import person
    from planner.services.planner import open_planner
    from planner.settings import load

    planner = open_planner(str(folder / "library.planner"), load(folder / "settings.json"))
    planner.contacts.add(person("Ann", "One"))
    return planner


def one(folder: Path, what: str) -> None:
    from planner.errors import PlannerError

    planner = opened(folder)
    save = saves(planner, papers=what.startswith("sign."))[what]
    go = os.open(folder / "go", os.O_RDWR)
    said = os.open(folder / "said", os.O_WRONLY | os.O_CREAT)
    os.write(1, b"ready %d\n" % os.getpid())
    os.read(go, 1)
    try:
        save(folder / "out")
        told: dict[str, object] = {"error": ""}
    except PlannerError as error:
        told = {"error": type(error).__name__, "text": str(error)}
    except BaseException as error:  # noqa: BLE001 - told, and a fault
        told = {"error": "FAULT", "text": f"{type(error).__name__}: {error}"}
    text = MARK + json.dumps(told).encode() + b"}"
    for _again in range(3):  # a call that fails is once
        try:
            os.write(said, text)
            break
        except OSError:
            continue
    os._exit(0)


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    warm = Path(sys.argv[2]).with_name("warm")
    (warm / "out").mkdir(parents=True)
    shutil.copyfile(sys.argv[2], warm / "library.planner")
    planner = opened(warm)
    known = saves(planner, papers=False)
    if sys.argv[3] in known:  # what is loaded late is there before anything is traced
        known[sys.argv[3]](warm / "out")
    planner.close()
    print("warm", flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        child = os.fork()
        if child == 0:
            one(Path(told["folder"]), told["what"])
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
