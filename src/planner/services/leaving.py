"""The one way in which papers get into a folder: nothing there gives way unasked, and all is on record."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.file_names import name_key, unused
from planner.domain.privacy import Disclosure
from planner.errors import NotWritten, UserError
from planner.i18n import _

if TYPE_CHECKING:
    from planner.services.disclosures import Disclosures, Given
    from planner.storage.unit_of_work import Work


def names_in(folder: Path) -> set[str]:
    """Keys of the names that the folder has; it is made where it is not there.

    :raises NotWritten: it cannot be made or read.
    """
    from planner.interchange.files import made_folder

    made_folder(folder)
    try:
        return {name_key(path.name) for path in folder.iterdir()}
    except OSError as error:
        raise NotWritten(
            _("The folder {path} cannot be read.").format(path=folder),
            _("Nothing was written. Choose another folder."),
        ) from error


def with_ending(path: Path, ending: str) -> Path:
    """The file that was chosen, with its ending. Where that is added nobody was asked about the whole
    name, so that it becomes one that the folder has not."""
    if path.suffix.casefold() == f".{ending}":
        return path
    name = f"{path.name}.{ending}"
    return path.with_name(unused(name, names_in(path.parent)))


def sweep() -> None:
    """At a start: take away what programs that were killed while they wrote left unfinished."""
    from planner.interchange.unfinished import sweep_noted

    sweep_noted()


def save_on_record(
    path: Path,
    content: bytes,
    step: AbstractContextManager[Work],
    record: Callable[[Work], object],
) -> None:
    """Write the file whole and, in ``step``, put it on record; or neither.

    :raises NotWritten: the file could not be written; an old one is as it was.
    :raises UserError: the step failed, and what was at ``path`` is there again; or the file is in its
        place and on record, and the disk failed to confirm it.
    """
    before, put, doubt = Before(path), False, None
    try:
        with step as work:
            record(work)
            doubt = _put(path, content)  # last: what cannot be put on record does not leave
            put = True
    except BaseException:
        if put:
            before.give_back()
        raise
    if doubt is not None:
        raise doubt


def _put(path: Path, content: bytes) -> UserError | None:
    """What is doubtful of a file that lies in its place by now: it is out of the house all the same.

    :raises NotWritten: it could not be written; nothing changed.
    """
    from planner.interchange import files

    try:
        files.save_bytes(path, content)
    except NotWritten:
        raise
    except UserError as error:
        return error
    return None


class Before:
    """What was at a path, to put it back where the step of the new file fails."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_new = not os.path.lexists(path)
        self._content: bytes | None = None
        with contextlib.suppress(OSError):
            self._content = path.read_bytes() if path.is_file() else None

    def give_back(self) -> None:
        from planner.interchange import files

        with contextlib.suppress(OSError, UserError):
            if self._is_new:
                self._path.unlink()
            elif self._content is not None:
                files.save_bytes(self._path, self._content)


class Leaving:
    """Files on their way into ``folder``, all in one unit of work.

    ``with leaving.in_step(): with core.work(…) as work: leaving.put(work, given)`` for each, until
    one is refused; then :meth:`finished`.

    :raises NotWritten: the folder cannot be made or read.
    """

    def __init__(self, disclosures: Disclosures, folder: Path) -> None:
        self._disclosures = disclosures
        self._folder = folder
        self._taken = names_in(folder)
        self._before: list[Before] = []
        self._failure: UserError | None = None
        self.files: list[Path] = []

    @contextlib.contextmanager
    def in_step(self) -> Iterator[None]:
        """What was put on no record, because the step failed, does not stay in the folder; what gave
        way to it is there again."""
        try:
            yield
        except BaseException:
            for before in self._before:
                before.give_back()
            raise

    def put(self, work: Work, given: Given, *, chosen: str = "") -> bool:
        """Put one file on record and into the folder; False where the disk refuses it.

        Its name gets a number where the folder has that name. ``chosen`` is the very name that the
        user said, and was asked about: what has it gives way.
        """
        path = self._folder / (chosen or unused(given.file_name, self._taken))
        before = Before(path)
        # First on record: what cannot be put there does not leave.
        record = self._disclosures.record(work, replace(given, file_name=path.name))
        try:
            doubt = _put(path, given.content)
        except UserError as error:
            work.remove(Disclosure, record.id)
            self._failure = error
            return False
        self._before.append(before)
        self.files.append(path)
        self._failure = doubt
        return doubt is None

    def finished(self) -> tuple[Path, ...]:
        """The files, after the step.

        :raises NotWritten: the disk refused one; those before it are complete and on record.
        """
        if self._failure is not None:
            raise self._failure
        return tuple(self.files)
