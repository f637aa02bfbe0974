"""Follow-ups as files from the window: tasks for calendars, a workbook; what the list in front shows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.i18n import _, current, ngettext
from planner.services.follow_ups_out import TASK_FORMS, TaskForm
from planner.ui.commands import Command

if TYPE_CHECKING:
    from planner.ui.pages.follow_ups import FollowUpsPage


def export_commands(page: FollowUpsPage) -> list[Command]:
    def has_rows() -> bool:
        return page.model.rowCount() > 0

    return [
        Command(
            id="follow_up.export_ics",
            text=_("Export follow-ups as tasks (.ics)…"),
            run=partial(export, page, TaskForm.ICS),
            icon="calendar-plus",
            menu="file",
            scope="page",
            enabled=has_rows,
            reason=_("Nothing stands here."),
        ),
        Command(
            id="follow_up.export_xlsx",
            text=_("Export follow-ups to Excel…"),
            run=partial(export, page, TaskForm.XLSX),
            icon="file-spreadsheet",
            menu="file",
            scope="page",
            enabled=has_rows,
            reason=_("Nothing stands here."),
        ),
    ]


def export(page: FollowUpsPage, form: TaskForm) -> None:
    """Write the list in front, as it is filtered, beside the window."""
    context, name = page.context, _("Follow-ups")
    kinds = [f"{_(TASK_FORMS[form])} (*.{form.value})"]
    title = _("Export follow-ups")
    path = context.files.save(page, title, f"{name}.{form.value}", kinds, "export")
    if path is None:
        return
    path = path if path.suffix else path.with_suffix(f".{form.value}")
    shelf, text, out = page.shelf, page.text, context.planner.follow_ups_out

    code = current().code
    context.tasks.run(
        lambda _progress: out.write(path, form, (shelf,), text=text, language_code=code),
        partial(_told, page, path),
        text=_("Writing files"),
    )


def _told(page: FollowUpsPage, path: Path, count: int) -> None:
    page.context.messages.toast(
        ngettext(
            "{count} follow-up written to {name}",
            "{count} follow-ups written to {name}",
            count,
            name=path.name,
        )
    )
