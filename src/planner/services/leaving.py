"""The one way in which papers get into a folder: nothing there gives way unasked, and all is on record."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
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
        self._new: list[Path] = []
        self._failure: UserError | None = None
        self.files: list[Path] = []

    @contextlib.contextmanager
    def in_step(self) -> Iterator[None]:
        """What was put on no record, because the step failed, does not stay in the folder."""
        try:
            yield
        except BaseException:
            for path in self._new:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise

    def put(self, work: Work, given: Given, *, chosen: str = "") -> bool:
        """Put one file on record and into the folder; False where the disk refuses it.

        Its name gets a number where the folder has that name. ``chosen`` is the very name that the
        user said, and was asked about: what has it gives way.
        """
        from planner.interchange import files

        path = self._folder / (chosen or unused(given.file_name, self._taken))
        is_new = not os.path.lexists(path)
        # First on record: what cannot be put there does not leave.
        record = self._disclosures.record(work, replace(given, file_name=path.name))
        try:
            files.save_bytes(path, given.content)
        except UserError as error:
            # What lies in the folder by now is out of the house: its record is kept.
            work.remove(Disclosure, record.id)
            self._failure = error
            return False
        self.files.append(path)
        if is_new:
            self._new.append(path)
        return True

    def finished(self) -> tuple[Path, ...]:
        """The files, after the step.

        :raises NotWritten: the disk refused one; those before it are complete and on record.
        """
        if self._failure is not None:
            raise self._failure
        return tuple(self.files)
