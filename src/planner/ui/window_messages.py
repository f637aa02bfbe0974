"""What is said is shown in the window: toasts below, the bar above the page, boxes for decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QWidget

from planner.errors import UserError

if TYPE_CHECKING:
    from planner.ui.widgets.message_bar import MessageBar
    from planner.ui.widgets.toast import Toast

MOST: Final = 3
_GAP: Final = 8
_MOVED: Final = frozenset(
    (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
)


class WindowMessages(QObject):
    """The window's answer to :class:`planner.ui.messages.Messages`."""

    def __init__(
        self,
        window: QWidget,
        bar: Callable[[], MessageBar],
        room: Callable[[], QRect],
        report: Callable[[str], object] | None = None,
        told: Callable[[UserError], bool] = lambda _error: False,
    ) -> None:
        """``room`` is where toasts may stand, in the window; ``report`` shows the report for support;
        ``told`` answers whether an error stands in the bar already, with what to do about it.
        """
        super().__init__(window)
        self._told = told
        self._report = report
        self._window, self._bar, self._room = window, bar, room
        self.toasts: list[Toast] = []
        self._foot: QWidget | None = None
        window.installEventFilter(self)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        from planner.ui.widgets.toast import Toast

        self.move_on()
        while len(self.toasts) >= MOST:
            self.toasts[0].leave()
        toast = Toast(text, undo, self._window)
        toast.gone.connect(lambda: self._forget(toast))
        self.toasts.append(toast)
        self.place()
        toast.show()
        toast.raise_()
        toast.announce()

    def bar(
        self,
        text: str,
        action: tuple[str, Callable[[], object]] | None = None,
        *,
        tone: str = "warn",
        other: tuple[str, Callable[[], object]] | None = None,
        by_itself: bool = False,
    ) -> None:
        from planner.ui.widgets.message_bar import Message

        self._bar().say(Message(text, action, tone, other, by_itself))

    def error(self, error: UserError) -> None:
        if not self._told(error):
            self.bar(str(error), tone="danger")

    def question(self, text: str, verb: str, *, detail: str = "") -> bool:
        from planner.ui.dialogs.question import ask

        return ask(self._window, text, verb, detail)

    def choice(
        self, text: str, verbs: Sequence[str], *, detail: str = "", recommended: bool = False
    ) -> int:
        from planner.ui.dialogs.question import choose

        return choose(self._window, text, verbs, detail, recommended=recommended)

    def unexpected(self, error: BaseException) -> None:
        from planner.ui.dialogs.crash import show

        show(error, self._window, self._report)

    def focus_toast(self) -> None:
        """Put the focus on the latest toast's button."""
        if self.toasts:
            self.toasts[-1].button.setFocus()

    def keep_above(self, foot: QWidget | None) -> None:
        """Toasts stand above this from now on, also when it grows or comes and goes."""
        if self._foot is not None:
            self._foot.removeEventFilter(self)
            self._foot.destroyed.disconnect(self._lose_foot)
        self._foot = foot
        if foot is not None:
            foot.installEventFilter(self)
            foot.destroyed.connect(self._lose_foot)
        self.place()

    def look(self) -> None:
        """Something changed: a toast that offers to undo what is undone already goes, and so does
        what was said of an act before."""
        self.move_on()
        for toast in list(self.toasts):
            if toast.is_over:
                toast.leave()

    def move_on(self) -> None:
        """What asks for no answer is said no longer: see :mod:`planner.ui.widgets.message_bar`."""
        self._bar().move_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.toasts and event.type() in _MOVED:
            self.place()
        return super().eventFilter(watched, event)

    def _lose_foot(self) -> None:
        self._foot = None

    def _forget(self, toast: Toast) -> None:
        if toast in self.toasts:
            self.toasts.remove(toast)
        toast.deleteLater()
        self.place()

    def place(self) -> None:
        """Stack the toasts at the foot of their room, the latest at the bottom."""
        room = self._room()
        foot = self._foot
        if foot is not None and foot.isVisible():
            room.setBottom(foot.mapTo(self._window, QPoint(0, 0)).y() - 1)
        bottom = room.bottom() - _GAP
        for toast in reversed(self.toasts):
            toast.fit(room.width() - 2 * _GAP)
            bottom -= toast.height()
            toast.move(room.left() + (room.width() - toast.width()) // 2, bottom)
            toast.raise_()
            bottom -= _GAP
