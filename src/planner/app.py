"""Starts the window: shell first, then the library, then everything else."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from planner import i18n, paths, settings
from planner.errors import KeyWanted, UserError, WrongFolder, WrongKey
from planner.i18n import _
from planner.services import moved, whereabouts
from planner.ui import collector
from planner.ui.library_opening import OpenAlready, Opening
from planner.ui.locale import reader
from planner.ui.main_window import MainWindow
from planner.ui.theme import LATER_FONTS, Theme, load_fonts

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.services.starts import Starts
    from planner.ui.one_window import Bell
    from planner.ui.protecting import Protecting

NEW_LIBRARY = "PLANNER_NEW_LIBRARY"
"""With the value "plain" in the environment nobody is asked at the first start: for scripts."""


class NoLibraryYet(UserError):
    """Somebody did not want one to be made."""


def run(
    address: str | None,
    *,
    sample: bool = False,
    arguments: Sequence[str] = (),
    safe: bool = False,
) -> int:
    """Show the window on a library until it is closed.

    ``address`` is a library file or URL, None for the user's own; ``sample`` opens the sample,
    which lies in a file of its own. ``arguments`` are files to import. ``safe`` starts in safe mode,
    as a crash loop does by itself.
    """
    files = [Path(text) for text in arguments]
    if _is_shown_already(address or _usual(sample=sample), files):
        return 0
    return Session(address, sample=sample, files=files, safe=safe).run()


def _usual(*, sample: bool) -> str:
    return str(paths.sample_library() if sample else paths.default_library())


def _is_shown_already(address: str, files: Sequence[Path]) -> bool:
    """Whether another window has this library open, came to the front and took the files."""
    move = moved.current(address)
    address = str(move.to) if move else address
    if not (whereabouts.is_open(address) and whereabouts.is_open_here(address)):
        return False
    from planner.ui.one_window import ring

    return ring(address, files)


def picture(planner: Planner, visit_id: str, path: Path) -> Path:
    """Draw the window with this visit's itinerary into a PNG, without a screen.

    :raises NotWritten: it could not be written.
    """
    from PySide6.QtCore import QBuffer, QIODevice, Qt

    from planner.services.handing_out import put_file

    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = _application()
    theme = Theme("light", app)
    theme.apply()
    load_fonts(LATER_FONTS)
    window = MainWindow(theme, planner.settings)
    window.resize(1440, 900)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.show()
    _fill(window, planner)
    window.show_record("visit", visit_id)
    for _turn in range(5):
        app.processEvents()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    put_file(path, bytes(buffer.data().data()))
    window.release_library()
    window.close()
    return path


class Session:
    """One run of the program."""

    def __init__(
        self,
        address: str | None,
        *,
        sample: bool = False,
        files: Sequence[Path] = (),
        safe: bool = False,
    ) -> None:
        self._address, self._sample, self._files = address, sample, list(files)
        self._safe = safe
        self._start: Starts | None = None
        self.settings = settings.load(paths.user_config() / "settings.json")
        i18n.use(self.settings.text("language") or i18n.system_language())
        self.app = _application()
        _speak(self.app)
        self.theme = Theme(self.settings.text("appearance"), self.app)
        self.theme.apply()
        self.window = MainWindow(self.theme, self.settings)
        self.window.own_wanted.connect(self._open_own)
        self.window.reopened.connect(lambda planner: self.protecting.look_after(planner))
        self._protecting: Protecting | None = None
        self.window.library_is_at.connect(self._listen)
        self.window.lock_wanted.connect(lambda: self.protecting.lock())
        self.window.library_wanted.connect(self._another)
        self._opening = Opening(
            self._opened,
            lambda: self.window.messages,
            self._folder,
            self._reopen,
            self._meanwhile,
            self._files,
        )
        self._bell: Bell | None = None
        self.window.apart_wanted.connect(self._apart)
        self.window.safe_mode_ended.connect(self._go_on_as_usual)

    def _meanwhile(self, work: Callable[[], object], text: str) -> None:
        """Do it while the window goes on; an error is shown there."""
        if self.window.context is not None:
            self.window.context.tasks.run(lambda _progress: work(), lambda _done: None, text=text)

    def run(self) -> int:
        sys.excepthook = self._unexpected
        collector.hold(self)  # starting makes no garbage; from the first page on it is looked for
        self.window.is_careful = self._safe or self._was_left()
        if not self.window.is_careful:
            self._restore_layout()
        _fit(self.window)
        self._first = FirstPaint(self.window, self._first_page)
        self.window.show()
        code = self.app.exec()
        self._end_start()
        return code

    def _restore_layout(self) -> None:
        self.window.restore(paths.user_state() / "state.ini")

    def _first_page(self) -> None:
        if self._start is None:
            self._begin_start()
        if self.window.is_careful:
            self._begin_safely()
        else:
            self.fill()
        QTimer.singleShot(0, self.window, self._collect)

    def _begin_safely(self) -> None:
        from planner import log
        from planner.ui.safe_mode import SafeMode

        log.start(paths.user_state())
        where = moved.current(self._where())
        SafeMode(
            self.window,
            str(where.to) if where else self._where(),
            self.fill,
            self._start_as_usual,
            asked=self._safe,
        ).begin()

    def _go_on_as_usual(self) -> None:
        self._restore_layout()
        if self.window.context is not None:
            self._import_files()

    def _start_as_usual(self) -> None:
        self.window.end_safe_mode()
        self.fill()

    # starts that end properly, and those that do not

    def _was_left(self) -> bool:
        """Whether this start follows a crash loop. Most starts follow proper ends, and pay nothing for it:
        theirs is noted once the frame is there."""
        try:
            left = any((paths.user_state() / "starts").iterdir())
        except OSError:  # most often: it is not there
            return False
        return left and self._begin_start()

    def _begin_start(self) -> bool:
        """Note that a start begins; whether those before it were a crash loop."""
        from planner.services.starts import WITHIN, Starts

        self._start = start = Starts(paths.user_state(), self._where())
        QTimer.singleShot(int(WITHIN.total_seconds() * 1000), self.window, start.end)
        start.begin()
        return start.is_loop

    def _end_start(self) -> None:
        if self._start is not None:
            self._start.end()

    def _begin_another(self) -> None:
        """Another library in this window: the one before was closed properly."""
        if self._start is not None:
            self._end_start()
            self._begin_start()

    def _collect(self) -> None:
        gc.freeze()  # what was loaded stays: later rounds need not look at it again
        collector.let_go(self)

    def fill(self) -> None:
        """Open the library and show it; what goes wrong is said in the window."""
        from planner import log

        self.window.complete()
        log.start(paths.user_state())
        try:
            planner = self._open()
        except OpenAlready:
            if self._start is not None:
                self._start.withdraw()
            self.window.close()
            self.app.quit()
            return
        except UserError as error:
            if isinstance(error, KeyWanted | WrongKey | NoLibraryYet):
                is_new = isinstance(error, NoLibraryYet)
                self.protecting.not_opened(error, self._where(), is_new=is_new)
            else:
                from planner.ui.restoring import offer

                offer(self.window, self._where(), error)
            return
        _fill(self.window, planner)
        for notice in self._opening.notices:
            self.window.messages.bar(notice.text, notice.action, tone=notice.tone)
        if not planner.is_read_only and "://" not in planner.address:
            self._listen(planner.address)
        QTimer.singleShot(0, self.window, self._later)

    @property
    def protecting(self) -> Protecting:
        if self._protecting is None:
            from planner.ui.protecting import Protecting

            self._protecting = Protecting(self.window, self.fill)
        return self._protecting

    def _listen(self, address: str) -> None:
        """From now on later starts on this library ring here."""
        from planner.ui.one_window import Bell

        if self._bell is not None:
            self._bell.close()
        self._bell = Bell(address, self.window, self.window.import_files)

    def _apart(self, work: Callable[..., object], text: str) -> None:
        """While the library is closed."""
        self.protecting.apart(work, text)

    def _later(self) -> None:
        """What need not be there for the first page."""
        load_fonts(LATER_FONTS)
        from planner.services import leaving  # late: it takes a fifth of the frame's time

        leaving.sweep()
        if self.window.context is not None:
            self.protecting.look_after(self.window.context.planner)
        if not self.window.is_careful:
            self._import_files()

    def _import_files(self) -> None:
        if self._files:
            files, self._files = self._files, []
            self.window.import_files(files)

    def _where(self) -> str:
        return self._address or _usual(sample=self._sample)

    def _open(self) -> Planner:
        address = self._where()
        is_file = "://" not in address
        new = is_file and self._address is None and not Path(address).exists()
        if new and moved.current(address) is None:
            from planner.services.backups import restorable

            if restorable(address):
                raise UserError(
                    _("Your library {path} is gone; its backups are still there.").format(
                        path=address
                    ),
                    _("Nothing was made in its place. Restore the newest backup."),
                )
            planner = self._create(address)
            planner.keep_locked()
            return planner
        return self._opening.library_at(address)

    def _create(self, address: str) -> Planner:
        """The user's own library, or the sample, at its usual place; elsewhere where that is not safe."""
        from planner.services.lockbox import demand_place

        Path(address).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            demand_place(Path(address))
            return self._made(Path(address))
        except WrongFolder as error:
            folder = None
            if self.window.messages.choice(error.message, [_("Choose a folder…")]) == 0:
                folder = self._folder(_("A folder of this computer for the library"))
            if folder is None:
                raise
        path = folder / Path(address).name
        demand_place(path)
        planner = self._made(path)
        moved.remember(Path(address), path, planner.today())
        return planner

    def _made(self, path: Path) -> Planner:
        """A new library: encrypted unless somebody wants a plain file; the sample is nobody's data.

        :raises NoLibraryYet: it was called off.
        """
        from planner.services.planner import create_planner, open_planner

        if self._sample or os.environ.get(NEW_LIBRARY) == "plain":
            return create_planner(str(path), self.settings, sample=self._sample)
        if not self.protecting.make(path):
            raise NoLibraryYet(_("There is no library yet."), _("Nothing was made."))
        return open_planner(str(path), self.settings)

    def _opened(self, address: str, read_only: bool) -> Planner:
        """The library, whose key is asked for if it has one: in the key store, then from its user."""
        from planner.services.lockbox import without_key_store
        from planner.services.planner import open_planner

        try:
            with without_key_store():
                return open_planner(address, self.settings, read_only=read_only)
        except KeyWanted as wanted:
            self.protecting.ask_key(wanted)
            return open_planner(address, self.settings, read_only=read_only)

    def _another(self, new: bool) -> None:
        """A library that somebody chooses, in place of the one in the window."""
        from planner.ui.files import NativeFiles

        kinds, window = [_("Libraries (*.planner)")], self.window
        title, place = _("Open a library"), "library"
        if not new:
            found = NativeFiles().open(window, title, kinds, place)
            if found:
                self._reopen(str(found[0]))
            return
        name = _("library") + ".planner"
        path = NativeFiles().save(window, _("New library"), name, kinds, place)
        if path is None:
            return
        path = path.with_suffix(".planner")
        try:
            if path.exists():
                raise UserError(
                    _("There is already a file at {path}.").format(path=path),
                    _("It was left as it is. Choose another name, or open it."),
                )
            self._made(path).close()
        except NoLibraryYet:
            return
        except UserError as error:
            window.messages.error(error)
            return
        self._reopen(str(path))

    def _folder(self, title: str) -> Path | None:
        from planner.ui.files import NativeFiles

        return NativeFiles().folder(self.window, title)

    def _reopen(self, address: str) -> None:
        """Another file in this window."""
        self.window.close_library()
        self._address = address
        self._begin_another()
        self.fill()

    def _open_own(self) -> None:
        """From the sample to the user's own library."""
        self.window.close_library()
        self._address, self._sample = None, False
        self._begin_another()
        self.fill()

    def _unexpected(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self.window.close()
        elif isinstance(error, UserError):
            self.window.messages.error(error)
        else:
            import logging

            from planner.log import Told
            from planner.ui.dialogs.crash import report

            logging.getLogger(__name__).error("unexpected: %s", Told(report(error)))
            self.window.messages.unexpected(error)


def _fit(window: MainWindow) -> None:
    """No larger than the screen leaves room for, with its title bar."""
    room = window.screen().availableGeometry()
    title_bar = 40
    window.resize(
        min(window.width(), max(room.width(), window.minimumWidth())),
        min(window.height(), max(room.height() - title_bar, window.minimumHeight())),
    )


class FirstPaint(QObject):
    """Does something once the window is on screen for the first time, so that nothing delays the shell."""

    LATEST = 1000
    """Milliseconds after which it is done all the same: a window that starts minimised is not painted."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)
        QTimer.singleShot(self.LATEST, self, self._once)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            # The request paints the window; what is queued now runs after it.
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._once)
        return False

    def _once(self) -> None:
        then, self._then = self._then, _nothing
        then()


def _nothing() -> None:
    """Done already."""


def _fill(window: MainWindow, planner: Planner) -> None:
    from planner.ui.files import NativeFiles

    window.open_library(planner, NativeFiles())


def _application() -> QApplication:
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP)
    app.setDesktopFileName(paths.APP)
    return app


def _speak(app: QApplication) -> None:
    """Qt's own dialogs and the dates in the language of the program."""
    QLocale.setDefault(reader())
    if i18n.current().code == "en":
        return

    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator(app)
    if translator.load(
        f"qtbase_{i18n.current().code}",
        QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
    ):
        app.installTranslator(translator)
