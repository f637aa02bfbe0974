"""What the options of a list say, how its cells are said, and its saved views."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import opened
from planner.domain.organisations import OrganisationKind
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _


def names_in(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def known_of(names: tuple[str, ...] | list[str], known: Any) -> list[str]:
    """:raises UserError: one is not known; the message lists those that are."""
    for name in names:
        if name not in known:
            raise UserError(
                _("“{name}” is not known here.").format(name=name),
                _("There are: {names}.").format(names=", ".join(sorted(map(str, known)))),
            )
    return list(names)


def kinds_of(text: str) -> tuple[OrganisationKind, ...]:
    """Kinds of organisations by their names; "other" is the one without a name.

    :raises UserError: one is not known.
    """
    known = [kind or "other" for kind in OrganisationKind]
    named = known_of(names_in(text), known)
    return tuple(OrganisationKind("" if name == "other" else name) for name in named)


def day_of(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise UserError(
            _("“{text}” is no date.").format(text=text), _("Type it like 2027-05-10.")
        ) from None


def cell_of(line: Any, field: str) -> str:
    value = getattr(line, field)
    return said_cell(", ".join(value) if isinstance(value, tuple) else value)


def said_cell(value: Any) -> str:
    """On one line; a moment to the minute."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return " ".join(str(value).split())


def say_views(options: argparse.Namespace, answer: Answer, *areas: str) -> int:
    """The saved views of a list, and the sets of columns for its sheet."""
    with opened(options) as planner:
        found = [view for area in areas for view in planner.views.of(area)]
    if answer.as_json:
        answer.data("views", [plain(view) for view in found])
        return 0
    answer.table(
        (_("Name"), _("Where"), _("Columns"), _("Sorted by")),
        [(one.name, one.area, ", ".join(one.columns), one.sort) for one in found],
    )
    return 0
