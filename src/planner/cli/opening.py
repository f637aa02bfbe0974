"""Which library a command means, and opening it."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator

from planner import paths, settings
from planner.errors import KeyWanted, UserError, WrongFolder
from planner.services import leaving, moved
from planner.services.planner import Planner, open_planner


def address(options: argparse.Namespace) -> str:
    """``--library``, else ``PLANNER_LIBRARY``, else the usual place; where it lies now if it was moved."""
    asked = options.library or os.environ.get("PLANNER_LIBRARY") or str(paths.default_library())
    move = moved.current(asked)
    return str(move.to) if move else asked


@contextlib.contextmanager
def opened(options: argparse.Namespace, *, back_up: bool = True) -> Iterator[Planner]:
    """The library, open for the command and closed after it."""
    chosen = settings.load(paths.user_config() / "settings.json")
    try:
        planner = open_planner(address(options), chosen)
    except KeyWanted as wanted:
        from planner.cli import passphrase  # late: most libraries are asked for none

        passphrase.unlock(options, wanted)
        planner = open_planner(address(options), chosen)
    except WrongFolder as error:  # looking does no harm there
        print(error, file=sys.stderr)
        planner = open_planner(address(options), chosen, read_only=True)
    if back_up:
        planner.back_up_by_itself(quick=True)
        leaving.sweep()
    if getattr(options, "dry_run", None) is False:  # a verb that writes, and is to
        with contextlib.suppress(UserError):  # another program writes: at the next command then
            planner.retention.settle_today()
    try:
        yield planner
    finally:
        planner.close()
