"""Where configuration, data, logs and shipped files are: the only module that asks."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import tempfile
import time
from pathlib import Path

APP = "planner"
LIBRARY_NAME = "library.planner"
SAMPLE_NAME = "sample.planner"


def _shipped(folder: str) -> Path:
    """A shipped folder: inside the package when installed, beside ``src`` in a checkout."""
    inside = Path(__file__).parent / folder
    return inside if inside.is_dir() else Path(__file__).parents[2] / folder


def resources() -> Path:
    return _shipped("resources")


def data() -> Path:
    """Shipped facts with source and date, not the user's data."""
    return _shipped("data")


def user_data() -> Path:
    """The user's own data folder; ``PLANNER_DATA_DIR`` overrides the system's place."""
    if override := os.environ.get("PLANNER_DATA_DIR"):
        return Path(override)
    from platformdirs import user_data_path  # late: 5 ms that a given path never pays

    return user_data_path(APP, appauthor=False)


def user_config() -> Path:
    if override := os.environ.get("PLANNER_CONFIG_DIR"):
        return Path(override)
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False)


def user_state() -> Path:
    """Window state and logs: nothing here is missed when it is lost."""
    if override := os.environ.get("PLANNER_STATE_DIR"):
        return Path(override)
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def user_name() -> str:
    """Who is logged in; a container may have a number and no name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def default_library() -> Path:
    return user_data() / LIBRARY_NAME


def sample_library() -> Path:
    """The sample lives in a file of its own, so it is never mixed with the user's data."""
    return user_data() / SAMPLE_NAME


def sweep_left_folders(prefix: str, hours: float = 24) -> None:
    """Remove temporary folders of ours that are left from a planner that was killed.

    Younger ones may belong to another planner that runs, and stay.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.lstat().st_mtime > hours * 3600 and not left.is_symlink():
                shutil.rmtree(left)
