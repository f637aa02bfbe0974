"""What is put on the clipboard in more than one form, and left there as plain text at the end."""

from __future__ import annotations

import atexit
from typing import Final

import shiboken6
from PySide6.QtCore import QByteArray, QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_FOR: Final = 60_000
"""Milliseconds that something hidden stays on the clipboard."""
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


_secret: list[QTimer] = []
"""What takes the hidden text off again; it waits for one text at a time."""


def put_for_a_while(text: str) -> None:
    """Put something hidden on the clipboard; after a minute it is taken off, if it is still there.

    Programs that keep what was copied are asked not to keep this.
    """
    data = QMimeData()
    data.setText(text)
    data.setData("x-kde-passwordManagerHint", QByteArray(b"secret"))
    data.setData("ExcludeClipboardContentFromMonitorProcessing", QByteArray(b"\0\0\0\0"))
    for old in _secret:
        old.stop()
    put(data)
    if not _secret:
        atexit.register(_take_off_now)  # after that of "put": the last registered runs first
    timer = QTimer(QGuiApplication.instance())
    timer.setSingleShot(True)
    timer.setInterval(KEPT_FOR)
    timer.timeout.connect(lambda: take_off(text))
    timer.start()
    _secret[:] = [timer]


def take_off(text: str) -> None:
    """Empty the clipboard if this is still on it."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == text:
        clipboard.clear()


def _take_off_now() -> None:
    """The program ends: nothing hidden stays behind. Runs before the text is left there."""
    if QGuiApplication.instance() is None:
        return
    for timer in _secret:
        if shiboken6.isValid(timer) and timer.isActive():
            timer.stop()
            QGuiApplication.clipboard().clear()
