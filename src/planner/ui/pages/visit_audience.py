"""The field that says who is on an entry: a rule, and the groups or people that it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.domain.audience import rule_of
from planner.domain.itinerary import AUDIENCE_KINDS, AudienceKind, Item
from planner.domain.plan import Plan
from planner.i18n import _, ngettext
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.widgets.fields import Choices, Field


class AudienceField(Field):
    """The value is (rule, keys); groups and people are told apart by whoever receives it.

    A rule that names somebody is committed only when somebody is ticked. None stands for several
    entries whose rules differ: no rule is shown, and any that is chosen is another one.
    """

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._groups: Choices = ()
        self._people: Choices = ()
        self._beside: Choices = ()
        """Who is named beside the groups, so that no tick at a group loses a name."""
        self._heads: Callable[[AudienceKind, frozenset[str]], int] | None = None
        self._text = label
        self.rule = QComboBox(self)
        for kind, text in AUDIENCE_KINDS.items():
            self.rule.addItem(_(text), kind)
        self.rule.setPlaceholderText("–")
        self.named = CheckListField(_("Who exactly"), parent=self)
        self._arrange(label)
        self.rule.activated.connect(self._chosen)
        self.named.committed.connect(lambda _keys: self._ticked())

    def _arrange(self, label: str) -> None:
        both = QWidget(self)
        rows = QVBoxLayout(both)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.rule)
        rows.addWidget(self.named)
        self._put(both)
        both.setMinimumHeight(0)
        self._name(self.rule, label)
        self.label.setBuddy(self.rule)
        self.setFocusProxy(self.rule)

    def set_choices(self, groups: Choices, people: Choices) -> None:
        self._groups, self._people = groups, people
        self._offer()

    def set_count(self, heads: Callable[[AudienceKind, frozenset[str]], int]) -> None:
        """How many a rule means; said beside the label while it is being chosen."""
        self._heads = heads
        self._tell()

    def _tell(self) -> None:
        value = self.value()
        if self._heads is None or value is None:
            self.label.setText(self._text)
            return
        count = self._heads(*value)
        said = ngettext("{count} person", "{count} people", count)
        self.label.setText(f"{self._text}  ·  {said}")

    def _ticked(self) -> None:
        self._tell()
        self.commit()

    def value(self) -> tuple[AudienceKind, frozenset[Any]] | None:
        kind = self._kind
        if kind is None:
            return None
        return (kind, frozenset() if kind is AudienceKind.ALL else frozenset(self.named.value()))

    def commit(self) -> None:
        value = self.value()
        if value is not None and (value[0] is AudienceKind.ALL or value[1]):
            super().commit()

    def _show_hint(self, text: str) -> None:
        self.rule.setPlaceholderText(text or "–")

    @property
    def _kind(self) -> AudienceKind | None:
        kind = self.rule.currentData()
        return None if kind is None else AudienceKind(kind)

    def _show(self, value: Any) -> None:
        kind, keys = value or (None, frozenset())
        self.rule.setCurrentIndex(-1 if kind is None else self.rule.findData(kind))
        self._beside = [(key, text) for key, text in self._people if key in keys]
        self._offer()
        self.named.set_value(keys)
        self._tell()

    def _chosen(self) -> None:
        self._offer()
        self._tell()
        self.commit()
        value = self.value()
        if value is not None and value[0] is not AudienceKind.ALL and not value[1]:
            self.set_error(_("Tick at least one."))

    def _offer(self) -> None:
        kind = self._kind
        offered: dict[AudienceKind | None, list[tuple[Any, str]]] = {
            None: [],
            AudienceKind.ALL: [],
            AudienceKind.GROUPS: [*self._groups, *self._beside],
            AudienceKind.NAMED: [*self._people],
            AudienceKind.ALL_EXCEPT: [*self._groups, *self._people],
        }
        self.named.setVisible(kind not in (None, AudienceKind.ALL))
        self.named.set_choices(offered[kind])


RuleShown = tuple[AudienceKind, frozenset[Any]]


def rule_shown(plan: Plan, item: Item) -> RuleShown:
    """The rule of an item as this field shows it."""
    rule = rule_of(plan, item)
    return (rule.kind, rule.groups | rule.delegates)


def rule_meant(plan: Plan, value: RuleShown) -> dict[str, Any]:
    """What the field shows, as the services take it; ids that are not in the plan any more fall away."""
    kind, keys = value
    return {
        "kind": kind,
        "groups": [group.id for group in plan.groups if group.id in keys],
        "delegates": [one.id for one in plan.delegates if one.id in keys],
        "seen": plan,
    }
