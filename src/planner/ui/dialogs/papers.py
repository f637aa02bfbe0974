"""Papers: one is chosen, looked at page by page with what is to be known, then saved, printed or sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.domain.ids import VisitId
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.leaving import with_ending
from planner.services.occasions import FORMATS
from planner.ui.context import Context
from planner.ui.dialogs.errand import Errand
from planner.ui.dialogs.papers_asked import EACH, Asked, Shown, look
from planner.ui.dialogs.papers_checks import ChecksPane
from planner.ui.dialogs.papers_choices import Choices
from planner.ui.dialogs.papers_foot import PapersFoot
from planner.ui.dialogs.papers_look import PagesPane
from planner.ui.dialogs.papers_printing import Sheets, printer_for, put_on, sharpness
from planner.ui.opening import open_with_system
from planner.ui.tasks import Progress

if TYPE_CHECKING:
    from planner.services.changes import Changed
    from planner.services.printing import Printed

T = TypeVar("T")
SETTLE: Final = 150
"""Milliseconds after the last choice before the pages are made."""
_OUR_TRACE: Final = frozenset({"disclosure", "disclosure_subject", "release", "saved_view"})
"""What handing out leaves in the library; it changes nothing of what is shown."""


class PapersDialog(QDialog):
    """``asked`` is what is chosen now, to open the next one with."""

    def __init__(
        self,
        context: Context,
        visit: VisitId,
        parent: QWidget | None = None,
        *,
        before: Asked | None = None,
        release: int | None = None,
    ) -> None:
        """``before`` is what was chosen the last time; ``release`` a version to begin with."""
        super().__init__(parent)
        self._context, self._visit, self._planner = context, visit, context.planner
        self.found: Shown | None = None
        self._is_new = True
        self._folder: Path | None = None
        self.ask_printer: Callable[[QPrinter, bool], bool] = self._ask_printer
        title = self._planner.visits.get(visit).title
        self.setWindowTitle(_("Papers: {title}").format(title=title))
        self.choices = Choices(visit, self)
        self.pane = PagesPane(self)
        self.checks = ChecksPane(self)
        self.foot = PapersFoot(self)
        self.work = Errand(context, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._arrange()
        self.choices.show_versions(self._planner.releases.list(visit), release)
        if before is not None:
            self.choices.show_asked(before)
        self._connect()
        self._enable()
        self.choices.papers.setFocus()
        self._soon(0)

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        for widget, stretch in (
            (self.choices, 0),
            (self._edge(), 0),
            (self.pane, 1),
            (self._edge(), 0),
            (self.checks, 0),
        ):
            middle.addWidget(widget, stretch)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(middle, 1)
        rows.addWidget(self.foot)
        room = self.screen().availableSize()
        self.resize(min(1280, room.width() - 20), min(860, room.height() - 40))

    def _edge(self) -> QFrame:
        edge = QFrame(self)
        edge.setFrameShape(QFrame.Shape.VLine)
        edge.setForegroundRole(QPalette.ColorRole.Mid)
        return edge

    def _connect(self) -> None:
        foot, work = self.foot, self.work
        for wanted, act in (
            (self.choices.changed, lambda: self._soon(SETTLE)),
            (self.choices.counted, self._enable),
            (self.pane.measured, lambda: self._later.start(SETTLE)),
            (self.checks.item_wanted, self.go_to),
            (foot.save_wanted, self.save),
            (foot.print_wanted, self.print),
            (foot.send_wanted, self.send),
            (foot.open_wanted, self._open_folder),
            (foot.stop_wanted, self.stop),
            (foot.close_wanted, self.reject),
            (work.looked, self._show),
            (work.failed, self._failed),
            (work.called_off, self._called_off),
            (self._later.timeout, self.look),
        ):
            wanted.connect(act)
        self._context.tasks.progressed.connect(foot.show_progress)
        self._context.bridge.changed.connect(self._changed)
        self.pane.add_keys(self)
        for keys, press in (
            (QKeySequence.StandardKey.Print, foot.print),
            (QKeySequence.StandardKey.Save, foot.save),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(press.click)

    # looking

    @property
    def asked(self) -> Asked:
        return self.choices.asked

    def _soon(self, wait: int) -> None:
        """Look again when the hand rests; until then the old pages stay, greyed."""
        self._is_new = True
        self.work.forget_look()
        self.foot.say("")
        self.pane.wait()
        self._later.start(wait)
        self._enable()

    def look(self) -> None:
        """Make the pages of what is chosen, elsewhere."""
        self._later.stop()
        planner, asked, known = self._planner, self.asked, self.found
        measure = self.pane.measure
        self.work.begin_look(lambda progress: look(planner, asked, measure, known, progress))

    def _show(self, found: Shown) -> None:
        self.found, self._is_new = found, False
        self.choices.show_recipients(found.recipients, found.front.key if found.front else "")
        self.pane.show_found(found)
        self.checks.show_found(found)
        self._enable()

    def _failed(self, error: Exception) -> None:
        """A look that fails says so in the place of the pages; all that is chosen stays."""
        looking = not self.foot.bar.isVisible()
        self.foot.set_busy(False)
        if not isinstance(error, UserError):
            self._context.messages.unexpected(error)
            sentence = _("The pages could not be made.")
        else:
            sentence = str(error)
        if looking:
            self.found = None
            self.pane.fail(sentence)
            self.checks.show_found(None)
        else:
            self.foot.say("")
            self.foot.say_error(sentence)
        self._enable()

    def _changed(self, changed: Changed) -> None:
        if not changed.words <= _OUR_TRACE:
            self.found = None  # what it was made from is no longer so
            self._soon(SETTLE)

    def go_to(self, key: str) -> None:
        """To an entry on the board; what is chosen here is kept for the next time."""
        self.accept()
        self._context.open_record("item", key)

    # who gets it

    @property
    def keys(self) -> tuple[str, ...]:
        """Whose copies are saved or printed; none for everybody of an audience."""
        asked = self.asked
        return (
            self.choices.ticks.ticked_keys
            if asked.whom == EACH
            else (asked.whom,) * bool(asked.whom)
        )

    def _enable(self) -> None:
        found, asked = self.found, self.asked
        ready = (
            found is not None
            and found.printed is not None
            and not (self._is_new or self.work.is_writing)
            and (asked.whom != EACH or bool(self.keys))
            and self.choices.is_reasoned
        )
        formats = asked.setting.formats
        several = asked.whom == EACH
        named = " + ".join(_(FORMATS[one]) for one in formats)
        text = _("Save all as {format}…") if several else _("Save as {format}…")
        self.foot.save.setText(text.format(format=named) if named else _("Save…"))
        self.foot.save.setEnabled(ready and bool(formats))
        self.foot.print.setEnabled(ready)
        self.foot.send.setEnabled(not self.work.is_writing)

    # out of the house

    def save(self) -> None:
        """One paper becomes the file that is asked for; several go into a folder."""
        found, asked = self.found, self.asked
        if found is None or found.printed is None or not self.foot.save.isEnabled():
            return
        name = ""
        if asked.whom == EACH or len(asked.setting.formats) > 1:
            folder = self._context.files.folder(self, _("Folder for the papers"), "papers")
        else:
            path = self._ask_file(found.printed, asked)
            folder, name = (path.parent, path.name) if path else (None, "")
        if folder is None:
            return
        printing, keys = self._planner.printing, self.keys
        request = replace(asked.request(*keys), unveiled=True)

        def act(progress: Progress) -> tuple[tuple[Path, ...], int]:
            made = printing.look(request, progress)
            files = printing.save(request, made, folder, progress, file_name=name)
            return files, len(keys) - len(made)

        def saved(done: tuple[tuple[Path, ...], int]) -> None:
            files, without = done
            self._folder = folder
            text = ngettext(
                "{count} file in {folder}",
                "{count} files in {folder}",
                len(files),
                folder=str(folder),
            )
            said = [text]
            if without > 0:
                said.append(_("nothing for {count}").format(count=without))
            self._finish(" · ".join(said), folder=True)

        self._begin(act, saved, _("Writing files"))

    def _ask_file(self, printed: Printed, asked: Asked) -> Path | None:
        (ending,) = asked.setting.formats
        name = Path(self._planner.printing.names([printed])[0]).stem
        kind = _("{format} (*.{ending})").format(format=_(FORMATS[ending]), ending=ending)
        path = self._context.files.save(
            self, _("Save the paper"), f"{name}.{ending}", [kind], "papers"
        )
        return path and with_ending(path, ending)

    def print(self) -> None:
        """Ask for a printer, then print what is shown, or the copies of all who are ticked."""
        found, asked = self.found, self.asked
        if found is None or found.printed is None or not self.foot.print.isEnabled():
            return
        printer = printer_for([found.printed])
        if asked.whom != EACH:
            printer.setFromTo(1, len(found.pages))
        if not self.ask_printer(printer, asked.whom != EACH):
            return
        printing = self._planner.printing
        request = replace(asked.request(*self.keys), unveiled=True)
        ppi = sharpness(printer)

        def act(progress: Progress) -> int:
            made = printing.look(request, progress)
            pages = printing.to_printer(request, made, ppi, progress)
            documents = [one.document for one in made]
            return put_on(printer, list(map(Sheets, documents, pages)), progress)

        def printed(count: int) -> None:
            self._finish(ngettext("{count} page printed.", "{count} pages printed.", count))

        self._begin(act, printed, _("Printing"))

    def _ask_printer(self, printer: QPrinter, ranges: bool) -> bool:
        """The system's dialog; ``ranges`` offers to print some of the pages."""
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, ranges)
        if ranges:
            dialog.setMinMax(1, printer.toPage())
        wanted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return wanted

    def send(self) -> None:
        """The dialog that sends, with this paper ticked, in the version that is chosen."""
        from planner.ui.dialogs.send import SendDialog

        asked = self.asked
        dialog = SendDialog(self._context, self._visit, self, asked.release)
        dialog.choices.choose_papers((asked.paper,), asked.setting)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self, act: Callable[[Progress], T], done: Callable[[T], None], text: str) -> None:
        self.foot.say_error("")
        self.foot.set_busy(True, text)
        self.work.write(act, done, text)
        self._enable()

    def _finish(self, text: str, *, folder: bool = False) -> None:
        self.foot.set_busy(False)
        self.foot.say(text, folder=folder)
        self._enable()

    def _called_off(self) -> None:
        self._finish(_("Called off: nothing was written."))

    def stop(self) -> None:
        self.foot.stop.setEnabled(False)
        self.work.stop()

    def _open_folder(self) -> None:
        if self._folder is not None:
            open_with_system(self._folder)

    def reject(self) -> None:
        """While files are written Escape calls that off; the dialog stays."""
        if self.work.is_writing:
            self.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._later.stop()
        self.work.forget_look()
        super().done(result)
