"""The ways to a relationship: asked for by name in the palette, or from the record that is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from planner.i18n import _
from planner.ui.commands import Command

if TYPE_CHECKING:
    from planner.ui.window_face import WindowFace

RELATED: Final = frozenset({"organisation", "country", "agreement"})
"""Records from which there is a way to a relationship."""


def relationship_commands(window: WindowFace) -> list[Command]:
    return [
        Command(
            id="go.relationship",
            text=_("What is open with…"),
            icon="shuffle",
            menu="go",
            separator=True,
            enabled=lambda: window.context is not None,
            run=lambda: window.show_palette(_("open with") + " "),
        ),
        Command(
            id="item.relationship",
            text=_("Show the relationship"),
            icon="shuffle",
            enabled=lambda: bool(_selected(window)),
            reason=_("Select an organisation, a country or an agreement."),
            run=lambda: _show(window),
        ),
    ]


def _selected(window: WindowFace) -> tuple[str, str] | None:
    if window.context is None:
        return None
    selection = window.context.selection
    if selection.word in RELATED and len(selection.ids) == 1:
        return selection.word, selection.ids[0]
    return None


def _show(window: WindowFace) -> None:
    """Of an agreement one of its parties is chosen, unless there is only one."""
    selected, context = _selected(window), window.context
    if selected is None or context is None:
        return
    word, key = selected
    if word != "agreement":
        window.show_record("relationship", f"{word}:{key}")
        return
    from planner.domain.ids import AgreementId  # late: the window stands before any record is known

    parties = context.planner.relationships.of_agreement(AgreementId(key))
    if len(parties) == 1:
        window.show_record("relationship", parties[0].key)
    if len(parties) < 2:
        return
    menu = QMenu(window if isinstance(window, QWidget) else None)
    for party in parties:
        action = menu.addAction(party.name.replace("&", "&&"))
        action.triggered.connect(
            lambda _on=False, wanted=party.key: window.show_record("relationship", wanted)
        )
    menu.setActiveAction(menu.actions()[0])
    menu.popup(QCursor.pos())
