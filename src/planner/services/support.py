"""The report for support: what the program, the library and the last faults are like, and nothing of people.

Only what is named here gets in: versions, counts, sizes, ages, and lines of the masked log. It is in
English, whatever the window speaks, because whoever mends the program reads it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.metadata
import locale
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner import __version__, log, paths
from planner.errors import Closed, UserError
from planner.settings import SETTINGS, Settings
from planner.storage.connecting import SCHEMA_VERSION, sqlite_driver, versions

if TYPE_CHECKING:
    from planner.services.planner import Planner

OPEN: Final = frozenset(
    {
        "language",
        "appearance",
        "home_zone",
        "home_country",
        "renewal_weeks",
        "quiet_months",
        "remind_minutes",
        "remind_system",
        "lock_minutes",
        "alarm_minutes",
    }
)
"""Settings whose value may stand in the report; of the others, and of any new one, only whether it is set."""
LINES: Final = 40
"""Of the log, at most."""
_TAIL: Final = 200_000
"""Bytes of the log that are looked through."""
BACKUPS: Final = 10

Facts = Iterator[tuple[str, object]]
_PATH: Final = re.compile(r"(?<![\w/.])(?:/[\w.~ +-]+){2,}|\b[A-Za-z]:\\[^\s\"']+|~/\S+")
_WORTH: Final = re.compile(r"^\S+ \S+ (?:WARNING|ERROR|CRITICAL) ")
_DATED: Final = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def report(
    planner: Planner | None,
    settings: Settings,
    *,
    screen: str = "",
    fault: str = "",
    not_opened: str = "",
    state: Path | None = None,
) -> str:
    """The text. ``planner`` is None where no library is open; ``not_opened`` says which error it was.

    ``screen`` is what the window knows of its screens, ``fault`` the places of a fault that just
    happened. Writes nothing; reads the whole library for its counts.
    """
    folder = state if state is not None else paths.user_state()
    parts = [("Program", list(_program(screen)))]
    if fault:
        parts.insert(0, ("Fault", [("", fault)]))
    if planner is not None:
        parts += [(name, list(facts)) for name, facts in _of_library(planner)]
    else:
        parts.append(
            ("Library", [("open", "no"), *([("error", not_opened)] if not_opened else [])])
        )
    parts.append(("Settings", list(_settings(settings))))
    parts.append(("Log", [("", line) for line in log_lines(folder)] or [("", "nothing")]))
    return masked("\n".join(_written(title, facts) for title, facts in parts)) + "\n"


def _written(title: str, facts: list[tuple[str, object]]) -> str:
    lines = [f"{name}: {value}" if name else str(value) for name, value in facts]
    return "\n".join([f"== {title}", *lines, ""])


def _program(screen: str) -> Facts:
    sqlite, cipher = versions()
    yield "Planner", __version__
    yield "Python", sys.version.split()[0]
    yield "Qt", _version_of("PySide6-Essentials", "PySide6")
    yield "SQLite", sqlite
    yield "cipher", cipher or "none"
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "language of the system", locale.getlocale()[0] or "?"
    yield "zone of the system", dt.datetime.now().astimezone().strftime("%z")
    if screen:
        yield "screen", screen


def _version_of(*packages: str) -> str:
    """Of the first that is installed; without loading it."""
    for package in packages:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return importlib.metadata.version(package)
    return "?"


def _settings(settings: Settings) -> Facts:
    for one in SETTINGS:
        value = settings.get(one.key)
        if one.key in OPEN:
            yield one.key, value if value != "" else "as the system"
        else:
            yield one.key, "set" if value != one.default else "not set"


def _of_library(planner: Planner) -> Iterator[tuple[str, Facts]]:
    """Each part for itself: a library that is damaged may answer some of it."""
    for name, facts in (
        ("Library", _library),
        ("Records", _records),
        ("Backups", _backups),
    ):
        try:
            found = list(facts(planner))
        except (UserError, Closed, OSError, sqlite_driver().Error) as error:
            found = [("not known", type(error).__name__)]
        yield name, iter(found)


def _library(planner: Planner) -> Facts:
    from planner.services.lockbox import Lockbox
    from planner.services.starts import Starts
    from planner.storage import folders

    facts, is_file = planner.facts(), planner.can_back_up
    yield "open", "read-only" if planner.is_read_only else "yes"
    yield "kind", "file" if is_file else "server"
    yield "sample", "yes" if facts.get("sample") == "1" else "no"
    yield "made on", facts.get("made_on", "?")
    yield "format", SCHEMA_VERSION
    yield "last check that found nothing", facts.get("checked_on", "never")
    yield "unsaved texts kept", len(planner.drafts.kept())
    if not is_file:
        return
    path = Path(planner.address)
    yield "size", _megabytes(path)
    yield "log beside it", _megabytes(path.with_name(path.name + "-wal"))
    yield "encrypted", "yes" if Lockbox(planner.address).is_encrypted_here else "no"
    place = folders.place_of(path)
    yield "place", f"{place.kind.name.lower()} {place.name}".strip()
    room = planner.whereabouts.room()
    yield "free on its disk", f"{room.megabytes} MB" if room is not None else "?"
    yield "starts that did not end properly", Starts(paths.user_state(), planner.address).unfinished


def _records(planner: Planner) -> Facts:
    steps = planner.history.count()
    yield "steps of the history", steps
    for word, count in planner.counts().items():
        if count:
            yield word, count


def _backups(planner: Planner) -> Facts:
    if not planner.can_back_up:
        return
    backups = planner.backups
    kept, now, state = backups.all(), planner.now(), backups.state()
    yield "kept", len(kept)
    yield "good", sum(one.manifest.is_good for one in kept)
    yield "second folder", "set" if state.elsewhere_folder else "not set"
    if state.elsewhere_days is not None:
        yield "last copy there", f"{state.elsewhere_days} days ago"
    yield "weekly drill", "due" if backups.drill_is_due() else "done"
    for one in kept[:BACKUPS]:
        manifest = one.manifest
        yield (
            f"number {one.number}",
            ", ".join(
                [
                    manifest.why.value,
                    _age(now - manifest.at),
                    f"{manifest.size / 1e6:.1f} MB",
                    "verified" if manifest.is_good else f"NOT good ({manifest.bad})",
                ]
            ),
        )


def _megabytes(path: Path) -> str:
    try:
        return f"{path.stat().st_size / 1e6:.1f} MB"
    except OSError:
        return "not there"


def _age(past: dt.timedelta) -> str:
    hours = past.total_seconds() / 3600
    return f"{hours / 24:.0f} days ago" if abs(hours) >= 48 else f"{hours:.0f} hours ago"


def log_lines(folder: Path) -> list[str]:
    """The last warnings and errors of the log with the places that belong to them, the oldest first."""
    try:
        with (folder / log.NAME).open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _TAIL))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    found: list[str] = []
    belongs = False
    for line in text.splitlines():
        if _DATED.match(line):
            belongs = bool(_WORTH.match(line))
        if belongs:
            found.append(line)
    return found[-LINES:]


def save(path: Path, text: str) -> None:
    """:raises UserError: it was not written; the old file is as it was."""
    from planner.interchange.files import save_bytes

    save_bytes(path, text.encode())


def masked(text: str) -> str:
    """Whatever came along all the same: paths, the name of the user, of the computer and of the home folder."""
    text = _PATH.sub("<path>", text)
    for name, instead in _own_names():
        if name in ("", "?"):
            continue
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", instead, text, flags=re.IGNORECASE)
    return text


def _own_names() -> Iterator[tuple[str, str]]:
    with contextlib.suppress(RuntimeError):  # no home folder
        home = Path.home()
        yield str(home), "<home>"
        yield home.name, "<user>"
    yield paths.user_name(), "<user>"
    host = platform.node()
    yield host, "<computer>"
    yield host.partition(".")[0], "<computer>"
