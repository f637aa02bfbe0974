"""No library is brought to a newer format before there is a verified backup of the old one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from planner.errors import UserError
from planner.i18n import _
from planner.storage.backups.making import NotMade, make
from planner.storage.backups.manifest import Why


def keep_before(library: Path) -> None:
    """Make a backup of a library that is about to be brought up to date.

    :raises UserError: none can be made; the library is left in its old format.
    """
    try:
        make(library, Why.MIGRATION, dt.datetime.now(dt.UTC))
    except NotMade as error:
        raise UserError(
            _("{name} was not brought up to date: {reason}").format(
                name=library.name, reason=error.message
            ),
            _("It is as it was, in its old format. {hint}").format(hint=error.hint),
        ) from error
