"""What is put on the clipboard in more than one form, and left there as plain text at the end."""

from __future__ import annotations

import atexit

import shiboken6
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_ours: list[QMimeData] = []
"""The last that was put there; Qt frees it when somebody else takes the clipboard."""


def put(data: QMimeData) -> None:
    """Put ``data`` on the clipboard.

    Data made in Python must not outlive Python: Qt would free it after the interpreter has gone, and
    the process would end with a fault. So its text alone is left there before, if it is still there.
    """
    if not _ours:
        atexit.register(_leave_text)
    _ours[:] = [data]
    QGuiApplication.clipboard().setMimeData(data)


def _leave_text() -> None:
    if QGuiApplication.instance() is not None and shiboken6.isValid(_ours[0]):
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(clipboard.text())
