"""The rows of a list of changes: what stands in them, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from planner.domain.item_changes import ChangeKind
from planner.domain.itinerary import ITEM_KINDS, Item
from planner.domain.part_changes import PartChange, PartKind
from planner.domain.release_changes import Changes, ItemChanges, RecipientChanges
from planner.i18n import _
from planner.release_phrases import part, told, when
from planner.ui.delegates.changes import BELOW, KEY, LOOK

_LOOKS: Final = (
    (ChangeKind.ADDED, ("plus", "ok")),
    (ChangeKind.REMOVED, ("x", "danger")),
    (ChangeKind.CANCELLED, ("ban", "danger")),
    (ChangeKind.LEFT, ("x", "danger")),
    (ChangeKind.MOVED, ("clock", "warn")),
    (ChangeKind.SCHEDULED, ("clock", "warn")),
    (ChangeKind.UNSCHEDULED, ("clock", "warn")),
    (ChangeKind.LONGER, ("clock", "warn")),
    (ChangeKind.SHORTER, ("clock", "warn")),
    (ChangeKind.PLACE, ("map-pin", "warn")),
    (ChangeKind.ROOM, ("map-pin", "warn")),
    (ChangeKind.JOINED, ("users", "text2")),
    (ChangeKind.PARTED, ("users", "text2")),
)
"""What is drawn before an entry: the first that fits; what a change means is also said in words."""


@dataclass(frozen=True)
class ChangeRow:
    """One row: what is changed, and how, in lines of its own."""

    text: str
    below: str = ""
    look: tuple[str, str] = ("pencil", "text2")
    key: str = ""


def sections(found: Changes | RecipientChanges) -> list[tuple[str, list[ChangeRow]]]:
    """Entries that changed, what else changed, and those that did not; empty ones are left out."""
    still = _("Unchanged, not told of") if isinstance(found, RecipientChanges) else _("Unchanged")
    parts = [
        (_("Entries"), [_entry(one) for one in found.items]),
        (_("Beside the entries"), [_part(one) for one in found.parts]),
        (still, [_unchanged(item) for item in found.unchanged]),
    ]
    return [(f"{title}  ({len(rows)})", rows) for title, rows in parts if rows]


def fill(model: QStandardItemModel, rows: Iterable[tuple[str, list[ChangeRow]]]) -> None:
    model.clear()
    for title, lines in rows:
        section = QStandardItem(title)
        section.setFlags(Qt.ItemFlag.ItemIsEnabled)
        for line in lines:
            row = QStandardItem(line.text)
            row.setData(line.below, BELOW)
            row.setData(line.look, LOOK)
            row.setData(line.key, KEY)
            spoken = ", ".join(filter(None, (line.text, line.below.replace("\n", ", "))))
            row.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            section.appendRow(row)
        model.appendRow(section)


def _entry(one: ItemChanges) -> ChangeRow:
    return ChangeRow(
        text=_named(one.item),
        below="\n".join(told(one)),
        look=next((look for kind, look in _LOOKS if kind in one.kinds), ("pencil", "text2")),
        key=one.item_id,
    )


def _part(one: PartChange) -> ChangeRow:
    look = {PartKind.ADDED: ("plus", "ok"), PartKind.REMOVED: ("x", "danger")}
    return ChangeRow(text=part(one), look=look.get(one.kind, ("pencil", "text2")))


def _unchanged(item: Item) -> ChangeRow:
    return ChangeRow(text=_named(item), look=("check", "text2"), key=item.id)


def _named(item: Item) -> str:
    """ "Mon 10 May 09:00–10:00  Tour"."""
    title = item.title or _(ITEM_KINDS[item.kind])
    return f"{when(item)}  {title}".strip()
