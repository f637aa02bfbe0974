"""A decision that cannot wait: the verb on the button, Cancel as the safe default."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from planner.i18n import _


def ask(parent: QWidget | None, text: str, verb: str, detail: str = "") -> bool:
    """True when the button with ``verb`` was pressed."""
    return choose(parent, text, [verb], detail) == 0


def choose(
    parent: QWidget | None,
    text: str,
    verbs: Sequence[str],
    detail: str = "",
    *,
    recommended: bool = False,
) -> int:
    """The place of the verb that was pressed, -1 for Cancel; with ``recommended`` Enter takes the first."""
    box = question(parent, text, verbs, detail, recommended=recommended)
    box.exec()
    pressed = box.clickedButton()
    found = next((n for n, one in enumerate(box.buttons()) if one is pressed), -1)
    place = box.property("places")[found] if found >= 0 else -1
    box.deleteLater()
    return int(place)


def question(
    parent: QWidget | None,
    text: str,
    verbs: Sequence[str],
    detail: str = "",
    *,
    recommended: bool = False,
) -> QMessageBox:
    """The box; its property "places" holds the place of the verb of each of its buttons, -1 for Cancel."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_("Planner"))
    box.setText(text)
    box.setInformativeText(detail)
    known = [box.addButton(verb, QMessageBox.ButtonRole.AcceptRole) for verb in verbs]
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(known[0] if recommended else cancel)
    box.setProperty("places", [known.index(one) if one in known else -1 for one in box.buttons()])
    return box
