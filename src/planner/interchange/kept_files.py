"""Files of any kind on their way into the library and out of it: bytes, never looked into nor run."""

from __future__ import annotations

import contextlib
import hashlib
import mimetypes
import os
import stat
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planner.errors import NotReadable, UserError
from planner.i18n import _
from planner.interchange.files import not_written, save_bytes
from planner.interchange.limits import MEGABYTE, SIZE_LIMIT
from planner.text import clean_line

FOLDERS: Final = "planner-opened-"
"""How the folders begin in which copies lie that were opened."""
LEFT_HOURS: Final = 24.0
_CHUNK: Final = 1_000_000
_KINDS: Final = mimetypes.MimeTypes()
"""The endings that the standard library knows: the same on every computer."""
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MORE_KINDS: Final = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "msg": "application/vnd.ms-outlook",
    "eml": "message/rfc822",
}

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read, whole. ``file_hash`` is the SHA-256 of the content, hex."""

    name: str
    data: bytes
    file_hash: str

    @property
    def media_type(self) -> str:
        return media_type(self.name)


def media_type(name: str) -> str:
    """By the ending alone, as a file manager says it; "" where none is known."""
    ending = name.rpartition(".")[2].casefold()
    return _MORE_KINDS.get(ending) or _KINDS.guess_type(f"x.{ending}")[0] or ""


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_whole(path: Path, tell: Tell | None = None, *, limit: int = SIZE_LIMIT) -> FileRead:
    """The file at ``path``, read in portions; ``tell`` gets bytes read and all, and may call it off.

    :raises NotReadable: it is no file, larger than ``limit``, not readable, or changed meanwhile.
    """
    name = clean_line(path.name)
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise _no_file(name)
            size = found.st_size
            if size > limit:
                raise _too_large(name, size, limit)
            data = bytearray()
            while portion := file.read(_CHUNK):
                data += portion
                if len(data) > limit:
                    raise _too_large(name, len(data), limit)
                if tell is not None:
                    tell(len(data), max(size, len(data)))
    except IsADirectoryError as error:
        raise _no_file(name) from error
    except OSError as error:
        raise NotReadable(
            _("“{file}” cannot be read: {reason}.").format(
                file=name, reason=error.strerror or type(error).__name__
            ),
            _("Nothing was added. Check that it is there and that you may read it."),
        ) from error
    if len(data) != size:
        raise NotReadable(
            _("“{file}” changed while it was read.").format(file=name),
            _("Nothing was added. Close it in other programs and try again."),
        )
    whole = bytes(data)
    return FileRead(name, whole, hash_of(whole))


def _without_waiting(name: str, flags: int) -> int:
    """A pipe that nobody writes to would hold us for ever."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def _no_file(name: str) -> NotReadable:
    return NotReadable(
        _("“{file}” is a folder or a device, not a file.").format(file=name),
        _("Nothing was added. Choose a file."),
    )


def _too_large(name: str, size: int, limit: int) -> NotReadable:
    return NotReadable(
        _("“{file}” is {megabytes} MB; the limit is {limit} MB.").format(
            file=name, megabytes=-(-size // MEGABYTE), limit=limit // MEGABYTE
        ),
        _("Nothing was added. Keep it in a folder and write down where."),
    )


class OpenedCopies:
    """Copies that other programs show: read-only, in a folder that only their owner can enter.

    They go with the planner; what a planner that was killed left goes with the next one, a day later.
    """

    def __init__(self) -> None:
        self._folders: list[Path] = []

    def put(self, name: str, data: bytes) -> Path:
        """A copy in a folder of its own, so that its name is free.

        :raises NotWritten: the disk refuses.
        """
        if not self._folders:
            _sweep()
        try:
            folder = Path(tempfile.mkdtemp(prefix=FOLDERS))
        except OSError as error:
            raise not_written(name, error, existed=False) from error
        self._folders.append(folder)
        path = folder / name
        try:
            save_bytes(path, data)
        except UserError:
            _drop(folder)
            raise
        if os.name == "nt":
            mark_as_foreign(path)
        path.chmod(0o400)
        return path

    def clear(self) -> None:
        for folder in self._folders:
            _drop(folder)
        self._folders.clear()


def mark_as_foreign(path: Path) -> None:
    """What Windows notes of a file from elsewhere: Office then opens it without its macros."""
    # A side stream of a file, which cannot be moved into place like a file.
    mark = path.with_name(path.name + ":Zone.Identifier")
    with contextlib.suppress(OSError), mark.open("wb") as stream:
        stream.write(b"[ZoneTransfer]\r\nZoneId=3\r\n")


def _sweep() -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{FOLDERS}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.lstat().st_mtime > LEFT_HOURS * 3600 and not left.is_symlink():
                _drop(left)


def _drop(folder: Path) -> None:
    """On Windows a read-only file does not go, nor one that is open: the next sweep takes it."""
    with contextlib.suppress(OSError):
        for path in list(folder.iterdir()):
            with contextlib.suppress(OSError):
                path.chmod(0o600)
                path.unlink()
        folder.rmdir()
