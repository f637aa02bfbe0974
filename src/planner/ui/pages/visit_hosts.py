"""The field for who receives: people and organisations in an order, each with a role of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QWidget

from planner.i18n import _
from planner.ui.pages.visit_picked import Pick, PickedField
from planner.ui.plain import escaped
from planner.ui.widgets.fields import Choices, LineField

if TYPE_CHECKING:
    from planner.domain.itinerary import Item
    from planner.domain.plan import Plan

_NAME, _ROLE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
Receives = tuple[Pick, str]
"""Who, and as what."""


class HostsField(PickedField):
    """The value is a tuple of (pick, role); the role of the row in front is typed below the list."""

    def __init__(
        self, choices: Callable[[str], Choices], parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(
            _("Hosts"),
            choices,
            add=_("Add a host"),
            hint=_("Add a name or organisation"),
            parent=parent,
        )
        self.role = LineField(_("Role of the chosen host"), hint=_("Welcome, chair, guide …"))
        self.add_below(self.role)
        self.role.committed.connect(self._give_role)
        self.listed.currentRowChanged.connect(lambda _row: self._show_role())
        self._show_role()

    def value(self) -> tuple[Receives, ...]:
        rows = (self.listed.item(row) for row in range(self.listed.count()))
        return tuple(
            (pick, str(item.data(_ROLE) or ""))
            for pick, item in zip(self.picks(), rows, strict=True)
        )

    @property
    def is_changed(self) -> bool:
        return self.role.is_changed or super().is_changed

    def commit(self) -> None:
        self.role.commit()
        super().commit()

    def _show(self, value: Any) -> None:
        """``value`` is a list of (pick, name, role)."""
        entries = [(tuple(pick), name, role) for pick, name, role in value or ()]
        super()._show([(pick, name) for pick, name, _role in entries])
        for row, (_pick, _name, role) in enumerate(entries):
            _write_role(self.listed.item(row), role)
        self._show_role()

    def _shown(self) -> list[tuple[Pick, str]]:
        rows = (self.listed.item(row) for row in range(self.listed.count()))
        return [
            (pick, str(item.data(_NAME))) for pick, item in zip(self.picks(), rows, strict=True)
        ]

    def _append(self, pick: Pick, name: str) -> None:
        super()._append(pick, name)
        self.listed.item(self.listed.count() - 1).setData(_NAME, name)

    def _show_role(self) -> None:
        item = self.listed.currentItem()
        self.role.setEnabled(item is not None)
        self.role.setVisible(self.listed.count() > 0)
        self.role.set_value(str(item.data(_ROLE) or "") if item is not None else "")

    def _give_role(self, role: str) -> None:
        item = self.listed.currentItem()
        if item is not None:
            _write_role(item, role)
            super().commit()


def _write_role(item: QListWidgetItem, role: str) -> None:
    name = str(item.data(_NAME))
    item.setData(_ROLE, role)
    item.setText(f"{name}  ·  {role}" if role else name)
    item.setToolTip(escaped(item.text()))


def hosts_shown(plan: Plan, item: Item) -> tuple[tuple[Pick, str, str], ...]:
    """What the field shows of an item."""
    return tuple(
        (
            ("person", host.person_id)
            if host.person_id
            else ("organisation", host.organisation_id or ""),
            plan.host_name(host),
            host.role,
        )
        for host in plan.hosts_of(item)
    )


def hosts_meant(value: Iterable[Receives]) -> dict[str, Any]:
    """What the services are told: people and organisations in their order, roles by id."""
    chosen = list(value)
    return {
        "people": [key for (word, key), _role in chosen if word == "person"],
        "organisations": [key for (word, key), _role in chosen if word == "organisation"],
        "roles": {key: role for (_word, key), role in chosen},
    }
