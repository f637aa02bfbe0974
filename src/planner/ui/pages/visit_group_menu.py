"""The menu of who is on an entry: the whole delegation, or its groups, ticked as the rule has them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.audience import WHOLE, Rule, rule_of
from planner.domain.ids import GroupId
from planner.domain.itinerary import AudienceKind, Item
from planner.domain.plan import Plan
from planner.i18n import _
from planner.services.itinerary import audience_text
from planner.ui.icons import icon

Change = Callable[[Rule], Rule]


def group_menu(
    plan: Plan | None, item: Item | None, put: Callable[[Change], object], parent: QWidget
) -> QMenu:
    """``put`` is given what a choice makes of a rule, so that each entry keeps what is its own.

    A rule that ticks cannot say, such as names or "all except", stands above them in words.
    """
    menu = QMenu(_("Who is on it"), parent)
    menu.setIcon(icon("users", "text"))
    if plan is None or item is None:
        return menu
    rule = rule_of(plan, item)
    if not rule.is_plain:
        _action(menu, audience_text(plan, item), None, None)
        menu.addSeparator()
    whole = rule.kind is AudienceKind.ALL
    _action(menu, _("Whole delegation"), whole, lambda: put(lambda _rule: WHOLE))
    for group in plan.groups:
        text = " ".join(part for part in (group.letter, group.name) if part)
        on = rule.has(group.id)
        _action(menu, text, on, _toggle(put, group.id, not on))
    return menu


def _toggle(put: Callable[[Change], object], group: GroupId, on: bool) -> Callable[[], object]:
    return lambda: put(lambda rule: rule.with_group(group, on))


def _action(menu: QMenu, text: str, checked: bool | None, act: Callable[[], object] | None) -> None:
    """An action that can be ticked; without an act it only says something."""
    action = QAction(text, menu)
    action.setEnabled(act is not None)
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    if act is not None:
        action.triggered.connect(lambda _flag: act())
    menu.addAction(action)
