"""Pages onto a printer: the pictures of the renderer, on the right sheet, in the thread of a task."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from planner.documents.content import Document, PageSize
from planner.errors import NotWritten, UserError
from planner.i18n import _
from planner.services.handing_out import put_file
from planner.ui.tasks import Cancelled, Progress

if TYPE_CHECKING:
    from planner.services.printing import Printed

SHARPEST: Final = 300.0
"""Dots in an inch: text is clean on paper, and a page takes no more than 35 MB while it is drawn."""
_SIZES: Final = {
    PageSize.A4: QPageSize.PageSizeId.A4,
    PageSize.LETTER: QPageSize.PageSizeId.Letter,
    PageSize.A6: QPageSize.PageSizeId.A6,
}


@dataclass(frozen=True)
class Sheets:
    """The pages of one paper as PNGs, and on what they go."""

    document: Document
    pages: Sequence[bytes]


def printer_for(made: Sequence[Printed]) -> QPrinter:
    """A printer that is set up for these papers; which one it is, the system's dialog asks."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(made[0].title if len(made) == 1 else made[0].plan.visit.title)
    printer.setFullPage(True)  # the pages have margins of their own
    printer.setPageLayout(layout_for(made[0].document))
    return printer


def layout_for(document: Document) -> QPageLayout:
    across = QPageLayout.Orientation.Landscape
    return QPageLayout(
        QPageSize(_SIZES[document.size]),
        across if document.landscape else QPageLayout.Orientation.Portrait,
        QMarginsF(),
        QPageLayout.Unit.Millimeter,
    )


def sharpness(printer: QPrinter) -> float:
    return min(float(printer.resolution()), SHARPEST)


def put_on(printer: QPrinter, papers: Sequence[Sheets], progress: Progress) -> int:
    """How many pages were printed. A file is whole, or what was there before.

    :raises UserError: the printer does not take them. :raises NotWritten: the disk does not.
    """
    sheets = [(one.document, page) for one in papers for page in _in_range(printer, one.pages)]
    if not printer.supportsMultipleCopies():
        sheets *= max(1, printer.copyCount())
    final = printer.outputFileName()
    if not final:
        _draw(printer, sheets, progress)
        return len(sheets)
    # Qt says nothing of a disk that is full: into a file of ours first, which is looked at.
    with tempfile.TemporaryDirectory(prefix="planner-pages-") as folder:
        part = Path(folder, "pages.pdf")
        printer.setOutputFileName(str(part))
        try:
            _draw(printer, sheets, progress)
            put_file(Path(final), whole_pdf(part, Path(final).name))
        finally:
            printer.setOutputFileName(final)
    return len(sheets)


def whole_pdf(path: Path, name: str) -> bytes:
    """What was drawn into a file.

    :raises NotWritten: it is cut off; ``name`` is what the user calls it.
    """
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if not content.startswith(b"%PDF") or not content.rstrip().endswith(b"%%EOF"):
        raise NotWritten(
            _("“{name}” was not written: its pages could not be drawn to the end.").format(
                name=name
            ),
            _("What was there before is unchanged. Free some space, then print it again."),
        )
    return content


def _in_range(printer: QPrinter, pages: Sequence[bytes]) -> Sequence[bytes]:
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return pages
    return pages[max(0, printer.fromPage() - 1) : printer.toPage() or None]


def _draw(printer: QPrinter, sheets: Sequence[tuple[Document, bytes]], progress: Progress) -> None:
    painter = QPainter()
    try:
        for number, (document, page) in enumerate(sheets):
            progress(number, len(sheets))
            printer.setPageLayout(layout_for(document))
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise UserError(
                    _("The printer does not take the pages."),
                    _("Look whether it is switched on, or choose another one. Nothing is lost."),
                )
            area = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(area), QImage.fromData(page))
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
