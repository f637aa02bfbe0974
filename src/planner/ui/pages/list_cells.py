"""How the values of a list are written in its cells, whatever the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale

from planner.domain.list_columns import ListColumn
from planner.domain.times import on_this_clock
from planner.ui.models.table_model import Column
from planner.ui.widgets.fields import short_day


def language_name(tag: str) -> str:
    """A language as it calls itself; a tag that is not known stays a tag."""
    # Qt takes "en" for that of one country.
    locale = QLocale("en_001" if tag.casefold() == "en" else tag.replace("-", "_"))
    known = locale.language() not in (QLocale.Language.C, QLocale.Language.AnyLanguage)
    return locale.nativeLanguageName() or tag if known else tag


def moment_day(at: dt.datetime | None) -> str:
    """The day on this computer's calendar of a moment in UTC without offset."""
    if at is None:
        return ""
    return short_day(on_this_clock(at).date())


def table_column(column: ListColumn, write: Callable[[Any], str], icon: str) -> Column[Any]:
    """A declared column for a table; ``icon`` stands before the name."""
    return Column(
        column.title,
        write,
        column.width,
        muted=column.muted,
        right=column.right,
        icon=(lambda _line: icon) if column.key == "name" else None,
        key=column.key,
    )
