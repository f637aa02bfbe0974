"""Asking for files: the system's dialogs, each starting where the last one of its purpose ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from planner.i18n import N_

LISTS: Final = (
    N_("Lists of people (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.vcf *.ics *.eml)"),
    N_("Visit files (*.planner-visit)"),
    N_("All files (*)"),
)
"""What can be taken in; the content decides, whatever the name."""


class FileChooser(Protocol):
    """``kinds`` are filters as Qt writes them; see :data:`LISTS`."""

    def open(
        self, parent: QWidget | None, title: str, kinds: Sequence[str], purpose: str = ""
    ) -> list[Path]:
        """Existing files; empty when called off."""
        ...

    def save(
        self, parent: QWidget | None, title: str, name: str, kinds: Sequence[str], purpose: str = ""
    ) -> Path | None:
        """A file to write, ``name`` proposed."""
        ...

    def folder(self, parent: QWidget | None, title: str, purpose: str = "") -> Path | None:
        """A folder to write into."""
        ...


class NativeFiles:
    """The system's own dialogs."""

    def __init__(self) -> None:
        self._last: dict[str, Path] = {}

    def open(
        self, parent: QWidget | None, title: str, kinds: Sequence[str], purpose: str = ""
    ) -> list[Path]:
        names, _kind = QFileDialog.getOpenFileNames(
            parent, title, self._start(purpose), ";;".join(kinds)
        )
        return [self._remember(purpose, Path(name)) for name in names]

    def save(
        self, parent: QWidget | None, title: str, name: str, kinds: Sequence[str], purpose: str = ""
    ) -> Path | None:
        start = str(Path(self._start(purpose)) / name)
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, start, ";;".join(kinds))
        return self._remember(purpose, Path(chosen)) if chosen else None

    def folder(self, parent: QWidget | None, title: str, purpose: str = "") -> Path | None:
        chosen = QFileDialog.getExistingDirectory(parent, title, self._start(purpose))
        if not chosen:
            return None
        self._last[purpose] = Path(chosen)
        return Path(chosen)

    def _start(self, purpose: str) -> str:
        return str(self._last.get(purpose, Path.home()))

    def _remember(self, purpose: str, path: Path) -> Path:
        self._last[purpose] = path.parent
        return path
