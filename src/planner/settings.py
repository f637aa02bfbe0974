"""Each setting once: key, kind, default, label. What a person chose, never where a splitter stood.

To add a setting: one line in ``SETTINGS``; the settings page and the file follow.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from planner import durable
from planner.errors import NotWritten
from planner.i18n import N_, _

Value = str | int | bool


@dataclass(frozen=True)
class Setting:
    """One choice; ``options`` empty means free text or number, by the kind of ``default``."""

    key: str
    default: Value
    label: str
    options: tuple[tuple[str, str], ...] = ()


SETTINGS: Final = (
    Setting("author", "", N_("Your name, as the history shows it")),
    Setting(
        "language",
        "",
        N_("Language"),
        (("", N_("As the system")), ("en", "English"), ("da", "Dansk"), ("de", "Deutsch")),
    ),
    Setting(
        "appearance",
        "system",
        N_("Appearance"),
        (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark"))),
    ),
    Setting("home_zone", "Europe/Copenhagen", N_("Time zone of your office")),
    Setting("home_country", "DK", N_("Country of your office")),
    Setting("email", "", N_("Your e-mail address, for drafts and calendar updates")),
    Setting("template", "", N_("How papers look")),
    Setting("renewal_weeks", 13, N_("Weeks before notice or end, to decide on a renewal")),
    Setting("quiet_months", 24, N_("Months without activity until an agreement is asked about")),
    Setting("remind_minutes", 15, N_("Minutes before an entry to remind of it; 0 for never")),
    Setting("remind_system", False, N_("Show reminders as notifications of the system, too")),
    Setting("backup_folder", "", N_("Second folder for backups, best on another disk")),
    Setting(
        "lock_minutes",
        15,
        N_("Minutes without keys and mouse until an encrypted library is locked; 0 for never"),
    ),
    Setting("controller", "", N_("Office that is responsible for the data, with its address")),
    Setting("data_contact", "", N_("Whom people ask about their data: office or officer, address")),
    Setting("alarm_minutes", 0, N_("Minutes before that calendars remind; 0 for no reminder")),
)

_BY_KEY: Final = {setting.key: setting for setting in SETTINGS}


@dataclass
class Settings:
    """The chosen values; a key that nobody chose has its default."""

    path: Path | None = None
    chosen: dict[str, Value] = field(default_factory=dict)

    def get(self, key: str) -> Value:
        return self.chosen.get(key, _BY_KEY[key].default)

    def text(self, key: str) -> str:
        return str(self.get(key))

    def whole(self, key: str) -> int:
        """A number from 0; the default where the file holds anything else."""
        value = self.get(key)
        fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        return int(value if fits else _BY_KEY[key].default)

    def choose(self, key: str, value: Value) -> None:
        """Keep ``value``, at once on disk; the default is kept by forgetting the key.

        :raises NotWritten: it could not be kept; all is as it was.
        """
        before = dict(self.chosen)
        if value == _BY_KEY[key].default:
            self.chosen.pop(key, None)
        else:
            self.chosen[key] = value
        if self.path is None:
            return
        try:
            write_json(self.path, self.chosen)
        except OSError as error:
            self.chosen = before
            raise NotWritten(
                _("The setting was not kept: the system said “{error}”. It is as it was.").format(
                    error=error.strerror or type(error).__name__
                ),
                _(
                    "Free some space, or see whether {path} may be written, then set it again."
                ).format(path=self.path),
            ) from error


def write_json(path: Path, value: Any) -> None:
    """Put what the program remembers for its user in place of what was there.

    :raises OSError: it could not be written; the old file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    data = json.dumps(value, ensure_ascii=False, indent=1).encode()
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            durable.flush(file.fileno())
        if part.read_bytes() != data:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        os.replace(part, path)  # noqa: PTH105 - one name for the fault tests to break
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def load(path: Path) -> Settings:
    """The settings kept at ``path``; a missing or damaged file gives the defaults."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    if not isinstance(found, Mapping):
        found = {}
    kept = {
        key: value
        for key, value in found.items()
        if key in _BY_KEY and isinstance(value, str | int | bool)
    }
    return Settings(path, kept)
