"""Something hidden on its way to another program: who gets it is asked, and it stays for a minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.ui.clipboard import put_for_a_while
from planner.ui.dialogs.ask_recipient import AskRecipient, ask_recipient
from planner.ui.pages.visit_verbs import attempt

if TYPE_CHECKING:
    from planner.ui.context import Context


def copy_hidden(
    context: Context,
    window: QWidget,
    about: str,
    text: str,
    record: Callable[[str, str], object],
) -> AskRecipient:
    """Ask for recipient and purpose, put that on record, then copy; what is not on record stays here."""

    def copy(to: str, purpose: str) -> None:
        if attempt(context, lambda: (record(to, purpose), True)) is not None:
            put_for_a_while(text)
            context.messages.toast(_("Copied. It leaves the clipboard after a minute."))

    return ask_recipient(context, window, about, _("Copy"), copy)
