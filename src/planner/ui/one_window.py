"""One window per library: a second start rings at the first, hands over its files and goes.

The lock of the library decides who is first (:mod:`planner.storage.writer_lock`); the socket only
carries the wish. Whoever holds the lock may therefore take a socket away that a killed program left.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE: Final = 3.0
"""Seconds after which a window that does not answer is said to hang."""
_MOST: Final = 65_536
"""Bytes of a wish, and of files in it at most:"""
_MOST_FILES: Final = 100
_TOKEN: Final = "XDG_ACTIVATION_TOKEN"
"""How Wayland knows that the wish comes from a click of the user."""
_ANSWER: Final = b"here\n"


def bell_of(library: str) -> str:
    """The name of the socket of this user and library; on Unix in a folder that is only the user's."""
    real = os.path.normcase(os.path.realpath(library))
    name = "planner-" + hashlib.blake2b(real.encode(errors="replace"), digest_size=12).hexdigest()
    if sys.platform == "win32":
        return f"{name}-{os.environ.get('USERNAME', '')}"
    return str(_own_folder() / name)


def _own_folder() -> Path:
    """Short, because the path of a socket has 100 signs at most.

    :raises OSError: somebody else has a folder of that name.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and len(runtime) < 50 and os.access(runtime, os.W_OK):
        return Path(runtime)
    folder = Path(tempfile.gettempdir()) / f"planner-{os.getuid()}"
    if len(str(folder)) > 60:
        folder = Path("/tmp") / folder.name
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(13, "not ours", str(folder))
    return folder


def ring(library: str, files: Sequence[Path] = (), patience: float | None = None) -> bool:
    """Ask the window of this library to come to the front and take these files in; whether it does."""
    from PySide6.QtNetwork import QLocalSocket

    wish = {
        "files": [os.path.abspath(one) for one in files[:_MOST_FILES]],  # noqa: PTH100 - links stay
        "token": os.environ.get(_TOKEN, ""),
    }
    _let_it_come_to_the_front()
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    while (left := until - time.monotonic()) > 0:
        socket = QLocalSocket()
        try:
            socket.connectToServer(bell_of(library))
        except OSError:
            return False
        if not socket.waitForConnected(int(left * 1000)):
            time.sleep(0.05)  # it holds the lock and is about to listen
            continue
        socket.write(json.dumps(wish).encode() + b"\n")
        while (left := until - time.monotonic()) > 0:
            if socket.canReadLine():
                return bytes(socket.readLine().data()) == _ANSWER
            if not socket.waitForReadyRead(int(left * 1000)):
                break
        socket.abort()
    return False


def _let_it_come_to_the_front() -> None:
    """Windows lets only the program in front pass the front on."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        with contextlib.suppress(Exception):
            ctypes.windll.user32.AllowSetForegroundWindow(anybody)


class Bell(QObject):
    """Listens for later starts on behalf of this window; ``take`` gets the files that they bring."""

    def __init__(
        self, library: str, window: QWidget, take: Callable[[Sequence[Path]], object]
    ) -> None:
        super().__init__(window)
        from PySide6.QtNetwork import QLocalServer

        self._window, self._take = window, take
        self._waiting: list[Path] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        self._pause = QTimer(self, interval=300)
        self._pause.timeout.connect(self._hand_on)
        with contextlib.suppress(OSError):
            name = bell_of(library)
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        return self._server.isListening()

    def close(self) -> None:
        self._pause.stop()
        self._server.close()

    def _came(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._hear(socket)

    def _hear(self, socket: Any) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST:
                socket.abort()
            return
        wish = _read(bytes(socket.readLine(_MOST).data()))
        if wish is None:
            socket.abort()
            return
        socket.write(_ANSWER)
        socket.flush()
        socket.disconnectFromServer()
        files, token = wish
        self._show(token)
        self._waiting += files
        self._hand_on()

    def _show(self, token: str) -> None:
        if token:
            os.environ[_TOKEN] = token
        window = self._window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()
        front = QApplication.activeModalWidget()
        if front is not None:
            front.raise_()
            front.activateWindow()

    def _hand_on(self) -> None:
        """Files wait until no dialog stands before the window."""
        if QApplication.activeModalWidget() is not None:
            self._pause.start()
            return
        self._pause.stop()
        files, self._waiting = self._waiting, []
        if files:
            QTimer.singleShot(0, self, lambda: self._take(files))


def _read(line: bytes) -> tuple[list[Path], str] | None:
    """The files and the token of a wish; None for what is none."""
    try:
        wish = json.loads(line)
        files = [str(one) for one in wish["files"]][:_MOST_FILES]
        token = str(wish["token"])
    except (ValueError, KeyError, TypeError):
        return None
    if "\0" in token or len(token) > 200:
        token = ""
    return [Path(one) for one in files if "\0" not in one and Path(one).is_absolute()], token
