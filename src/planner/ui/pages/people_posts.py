"""The posts of the person in front: all of them with their dates, and handing one over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.ids import PersonId
from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.dialogs.hand_over import HandOverDialog
from planner.ui.dialogs.posts import PostsDialog
from planner.ui.undoing import taking_back_latest

if TYPE_CHECKING:
    from planner.ui.pages.contacts import ContactsPage


def edit_posts(context: Context, person: PersonId, window: QWidget) -> None:
    """Show all posts of a person."""
    name = context.planner.contacts.card(person).person.name
    dialog = PostsDialog(context, person, name, window)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def hand_over(context: Context, person: PersonId, window: QWidget) -> None:
    """Hand over the only open post; where there are several, or none, choose among all."""
    held = [post for post in context.planner.posts.of(person) if not post.valid_to]
    if len(held) != 1:
        edit_posts(context, person, window)
        return
    dialog = HandOverDialog(context, held[0], window)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        context.messages.toast(dialog.done_text, taking_back_latest(context))


def post_commands(page: ContactsPage) -> list[Command]:
    context = page.context

    def one() -> PersonId:
        keys = page.table.selected_keys()
        return PersonId(keys[0] if len(keys) == 1 else "")

    nobody = _("Choose one person first.")
    return [
        Command(
            id="item.posts",
            text=_("Posts…"),
            icon="building-2",
            scope="page",
            separator=True,
            enabled=lambda: bool(one()),
            reason=nobody,
            run=lambda: edit_posts(context, one(), page),
        ),
        Command(
            id="item.hand_over",
            text=_("Hand a post over…"),
            icon="arrow-right",
            scope="page",
            enabled=lambda: bool(one()) and not context.planner.is_read_only,
            reason=nobody,
            run=lambda: hand_over(context, one(), page),
        ),
    ]
