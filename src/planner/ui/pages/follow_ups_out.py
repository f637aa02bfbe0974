"""Follow-ups as files from the window: tasks for calendars, a workbook; what the list in front shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.due_dates import Shelf
from planner.i18n import _, current, ngettext
from planner.services.follow_ups_out import TASK_FORMS, TaskForm
from planner.ui.commands import Command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.ui.context import Context


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What a list shows now: which lists, filtered for what, of which record."""

    shelves: tuple[Shelf, ...] = tuple(Shelf)
    text: str = ""
    of: Mapping[str, str] = field(default_factory=dict)


def export_commands(
    context: Context,
    window: QWidget,
    shown: Callable[[], Shown | None],
) -> list[Command]:
    """``shown`` gives None while there is nothing to write."""

    def start(form: TaskForm) -> None:
        if (now := shown()) is not None:
            export(context, window, now, form)

    return [
        Command(
            id="follow_up.export_ics",
            text=_("Export follow-ups as tasks (.ics)…"),
            run=partial(start, TaskForm.ICS),
            icon="calendar-plus",
            menu="file",
            scope="page",
            enabled=lambda: shown() is not None,
            reason=_("Nothing stands here."),
        ),
        Command(
            id="follow_up.export_xlsx",
            text=_("Export follow-ups to Excel…"),
            run=partial(start, TaskForm.XLSX),
            icon="file-spreadsheet",
            menu="file",
            scope="page",
            enabled=lambda: shown() is not None,
            reason=_("Nothing stands here."),
        ),
    ]


def export(context: Context, window: QWidget, shown: Shown, form: TaskForm) -> None:
    """Write the list in front, as it is filtered, beside the window."""
    title, name = _("Export follow-ups"), _("Follow-ups")
    kinds = [f"{_(TASK_FORMS[form])} (*.{form.value})"]
    path = context.files.save(window, title, f"{name}.{form.value}", kinds, "export")
    if path is None:
        return
    path = path if path.suffix else path.with_suffix(f".{form.value}")
    out, code = context.planner.follow_ups_out, current().code
    context.tasks.run(
        lambda _progress: out.write(
            path, form, shown.shelves, text=shown.text, language_code=code, of=shown.of
        ),
        partial(_told, context, path),
        text=_("Writing files"),
    )


def _told(context: Context, path: Path, count: int) -> None:
    context.messages.toast(
        ngettext(
            "{count} follow-up written to {name}",
            "{count} follow-ups written to {name}",
            count,
            name=path.name,
        )
    )
