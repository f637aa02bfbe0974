"""The commands of merging, and the dialogs in which it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.errors import UserError
from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.merging import KINDS, not_duplicate
from planner.ui.undoing import taking_back

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.window_face import WindowFace


def merge(context: Context, kind: str, keep: str, gone: str, parent: QWidget | None) -> bool:
    """Show the two side by side and merge them if that is wanted."""
    from planner.ui.dialogs.merge import MergeDialog

    try:
        dialog = MergeDialog(context, kind, keep, gone, parent)
    except UserError as error:
        context.messages.error(error)
        return False
    done = bool(dialog.exec())
    if done and dialog.step is not None:
        names = {"gone": dialog.preview.gone_name, "keep": dialog.preview.keep_name}
        context.messages.toast(
            _("{gone} was merged into {keep}").format(**names),
            taking_back(context, [dialog.step]),
        )
    dialog.deleteLater()
    return done


def show_merges(
    context: Context, kind: str, key: str, parent: QWidget | None, merge_id: str = ""
) -> None:
    """What was merged into a record, with the way back."""
    from planner.ui.dialogs.merges import MergesDialog

    dialog = MergesDialog(context, kind, key, parent, merge_id)
    dialog.exec()
    dialog.deleteLater()


def merge_commands(window: WindowFace) -> list[Command]:
    """For two who are selected in a list, or one with merges; and the way to the duplicates."""

    parent = window if isinstance(window, QWidget) else None

    def context() -> Context:
        assert window.context is not None
        return window.context

    def chosen(count: int) -> bool:
        if window.context is None or window.context.planner.is_read_only:
            return False
        selection = window.context.selection
        return selection.word in KINDS and len(selection.ids) == count

    def has_merges() -> bool:
        selection = window.context.selection if window.context else None
        return (
            selection is not None
            and chosen(1)
            and bool(context().planner.merging.merges(selection.word, selection.ids[0]))
        )

    def merge_chosen() -> None:
        keep, gone = context().selection.ids
        merge(context(), context().selection.word, keep, gone, parent)

    def part_chosen() -> None:
        one, other = context().selection.ids
        not_duplicate(context(), context().selection.word, one, other)

    def show_chosen() -> None:
        show_merges(context(), context().selection.word, context().selection.ids[0], parent)

    two = _("Select two people or two organisations.")
    return [
        Command(
            id="item.merge",
            text=_("Merge…"),
            shortcuts=("Ctrl+M",),
            separator=True,
            enabled=lambda: chosen(2),
            reason=two,
            run=merge_chosen,
        ),
        Command(
            id="item.distinct",
            text=_("Not the same"),
            shortcuts=("Ctrl+D",),
            enabled=lambda: chosen(2),
            reason=two,
            run=part_chosen,
        ),
        Command(
            id="item.apart",
            text=_("Take apart…"),
            enabled=has_merges,
            reason=_("Nothing was merged into this record."),
            run=show_chosen,
        ),
        Command(
            id="tools.duplicates",
            text=_("Duplicates"),
            icon="users",
            menu="tools",
            enabled=lambda: window.context is not None,
            run=lambda: window.go("duplicates"),
        ),
    ]
