"""Undo and redo of the window: what would be taken back, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from planner.errors import UserError
from planner.i18n import _

if TYPE_CHECKING:
    from planner.domain.history import Step
    from planner.ui.context import Context


def step_text(step: Step) -> str:
    """What a step is called in the reader's language."""
    from planner import phrases

    return phrases.label(step)


class Undoing:
    """Knows the next step each way; looks again after every change."""

    def __init__(self, context: Context, say: Callable[[str], None]) -> None:
        self._context, self._say = context, say
        self.undo_text = self.redo_text = ""
        self.look()

    @property
    def can_undo(self) -> bool:
        return bool(self.undo_text)

    @property
    def can_redo(self) -> bool:
        return bool(self.redo_text)

    def look(self) -> None:
        history = self._context.planner.history
        undo, redo = history.next_undo(), history.next_redo()
        self.undo_text = step_text(undo) if undo else ""
        self.redo_text = step_text(redo) if redo else ""

    def undo(self, number: int | None = None) -> None:
        try:
            step = self._context.planner.history.undo(number)
        except UserError as error:
            self._context.messages.error(error)
            return
        self._say(_("Undone: {step}").format(step=step_text(step)))

    def redo(self) -> None:
        try:
            step = self._context.planner.history.redo()
        except UserError as error:
            self._context.messages.error(error)
            return
        self._say(_("Done again: {step}").format(step=step_text(step)))


class TakingBack:
    """Undo for a toast: these steps, the last first; what was undone meanwhile is passed over."""

    def __init__(self, context: Context, numbers: Sequence[int]) -> None:
        self._context, self._numbers = context, tuple(numbers)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to take back, because it was undone elsewhere."""
        return all(map(self._context.planner.history.is_undone, self._numbers))

    def __call__(self) -> None:
        history = self._context.planner.history
        for number in reversed(self._numbers):
            try:
                if not history.is_undone(number):
                    history.undo(number)
            except UserError as error:
                self._context.messages.error(error)
                return


def taking_back(context: Context, numbers: Sequence[int]) -> TakingBack:
    """Undo for a toast: these steps."""
    return TakingBack(context, numbers)


def latest_step(context: Context) -> int:
    """The number of the step that undo would take back now; 0 for none."""
    step = context.planner.history.next_undo()
    return step.number if step is not None else 0


def taking_back_latest(context: Context, since: int | None = None) -> TakingBack | None:
    """Undo for a toast: what was done just now, or None where nothing was.

    ``since`` is :func:`latest_step` of before: where no step came after it, there is nothing of ours.
    """
    step = context.planner.history.next_undo()
    if step is not None and since is not None and step.number <= since:
        return None
    return TakingBack(context, [step.number]) if step is not None else None


def undo_action(context: Context, dialog: QWidget) -> None:
    """Undo of the window behind, which waits: it works from the dialog, too."""

    def undo() -> None:
        command = {one.id: one for one in context.commands.all()}.get("edit.undo")
        if command is not None and command.enabled():
            command.run()

    action = QAction(_("Undo"), dialog)
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(undo)
    dialog.addAction(action)
