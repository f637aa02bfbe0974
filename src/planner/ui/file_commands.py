"""The way to the files of the record in front, from the menu and the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.ui.commands import Command

if TYPE_CHECKING:
    from planner.ui.pages.files_of import FilesOf
    from planner.ui.window_face import WindowFace

NAME: Final = "files-of-record"
"""The object name of every :class:`FilesOf`, found without importing it before a form is shown."""


def file_commands(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="item.add_files",
            text=_("Add files to this record…"),
            icon="upload",
            menu="item",
            enabled=lambda: _in_front(window) is not None,
            reason=_("Select a person, organisation, site or agreement, or open a visit."),
            run=lambda: _add(window),
        ),
    ]


def _in_front(window: WindowFace) -> FilesOf | None:
    """The files of the record in the inspector, else of the visit that is open."""
    page = window.page
    if page is None:
        return None
    for place in (page.inspector(), page if window.visit_id else None):
        found = place.findChild(QWidget, NAME) if place is not None else None
        if found is not None:
            files = cast("FilesOf", found)
            return files if files.can_add else None
    return None


def _add(window: WindowFace) -> None:
    if (files := _in_front(window)) is not None:
        files.choose_files()
