"""A fault of the program: one dialog with a report that holds no personal data."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from planner import __version__
from planner.i18n import _
from planner.log import places_of

_open: list[QMessageBox] = []


def report(error: BaseException) -> str:
    """Where it happened and with which versions. The message of the error is left out: it may name people."""
    head = f"Planner {__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}, {platform.system()}"
    return "\n".join([head, type(error).__name__, *places_of(error.__traceback__)])


def show(
    error: BaseException,
    parent: QWidget | None = None,
    whole_report: Callable[[str], object] | None = None,
) -> None:
    """Say it once; while the dialog stands, further faults go to the log only.

    ``whole_report`` shows the report for support, which begins with the places of the fault.
    """
    if _open:
        return
    box = QMessageBox(parent)
    _open.append(box)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_("Planner"))
    box.setText(_("Something went wrong in the program."))
    box.setInformativeText(
        _(
            "What was saved before is safe. You can go on; if it happens again, send the report. It names no people."
        )
    )
    words = report(error)
    box.setDetailedText(words)
    copy = box.addButton(_("Copy report"), QMessageBox.ButtonRole.ActionRole)
    copy.clicked.disconnect()
    copy.clicked.connect(lambda: QApplication.clipboard().setText(words))
    if whole_report is not None:
        whole = box.addButton(_("Report for support…"), QMessageBox.ButtonRole.ActionRole)
        whole.clicked.disconnect()
        whole.clicked.connect(lambda: (box.close(), whole_report(words)))
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.finished.connect(lambda _result: _open.clear())
    box.open()
