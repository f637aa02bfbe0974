"""A folder of files that appears whole, under a name that nothing had, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from planner import durable
from planner.errors import NotWritten, UserError
from planner.i18n import _
from planner.interchange.files import move_into_place, not_written, save_bytes
from planner.interchange.unfinished import LEFTOVER, leftover_prefix, noted, sweep_beside

_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR, errno.EISDIR)
_NAMES_TRIED = 1000


class NewFolder:
    """A folder in the making, hidden beside the place where it will be. See :func:`new_folder`."""

    def __init__(self, parent: Path, name: str, hidden: Path) -> None:
        self._parent = parent
        self._name = name
        self._hidden = hidden
        self._path: Path | None = None

    @property
    def name(self) -> str:
        """The name that the folder gets, if nothing takes it in the meantime."""
        return self._name

    def put(self, name: str, data: bytes) -> None:
        """Write one file by the safe save; ``name`` may name a folder within: "Tanaka/visit.ics".

        :raises NotWritten: nothing of the folder will appear.
        """
        parts = PurePosixPath(name).parts
        if not parts or PurePosixPath(name).is_absolute() or any(part == ".." for part in parts):
            raise ValueError(f"not a name within a folder: {name!r}")
        target = self._hidden.joinpath(*parts)
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise not_written(parts[-1], error, existed=False) from error
        try:
            save_bytes(target, data)
        except NotWritten:
            raise
        except UserError as error:  # in its place and not confirmed: the folder goes all the same
            failed = OSError(errno.EIO, "not confirmed")
            raise not_written(parts[-1], failed, existed=False) from error

    def appear(self) -> Path:
        """Give the folder its name, or the next free one: "… (2)". Nothing is ever overwritten.

        :raises NotWritten: the system refused; nothing of the folder will appear.
        """
        for name in _names(self._name):
            target = self._parent / name
            if os.path.lexists(target):
                continue
            try:
                move_into_place(self._hidden, target)
            except OSError as error:
                if error.errno in _TAKEN:
                    continue
                raise not_written(name, error, existed=False) from error
            with contextlib.suppress(OSError):
                durable.flush_folder(self._parent)
            self._path = target
            return target
        raise NotWritten(
            _("“{name}” was not written: there are too many folders of this name.").format(
                name=self._name
            ),
            _("Choose another folder."),
        )

    def _withdraw(self) -> None:
        """Take away what was made, also when it had appeared already."""
        shutil.rmtree(self._path or self._hidden, ignore_errors=True)


@contextlib.contextmanager
def new_folder(parent: Path, name: str) -> Iterator[NewFolder]:
    """A folder ``name`` in ``parent``, which is made if need be; leave it by ``appear()``.

    Whatever is raised inside, and leaving without ``appear()``, takes everything away again.

    :raises NotWritten: the place cannot be written to; nothing was left behind.
    """
    with noted(Path(os.path.abspath(parent / name))), _new_folder(parent, name) as folder:  # noqa: PTH100 - links stay
        yield folder


@contextlib.contextmanager
def _new_folder(parent: Path, name: str) -> Iterator[NewFolder]:
    made = [one for one in (parent, *parent.parents) if not one.exists()]
    folder: NewFolder | None = None
    try:
        try:
            parent.mkdir(parents=True, exist_ok=True)
            sweep_beside(parent / name)
            hidden = tempfile.mkdtemp(LEFTOVER, leftover_prefix(parent / name), parent)
        except OSError as error:
            raise not_written(name, error, existed=False) from error
        folder = NewFolder(parent, name, Path(hidden))
        yield folder
        if folder._path is None:
            folder._withdraw()
    except BaseException:
        if folder is not None:
            folder._withdraw()
        for one in made:
            with contextlib.suppress(OSError):
                one.rmdir()
        raise


def _names(name: str) -> Iterator[str]:
    yield name
    for number in range(2, _NAMES_TRIED):
        yield f"{name} ({number})"
