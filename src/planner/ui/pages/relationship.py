"""The page of a relationship: one country or one organisation, whose key is part of the page's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.errors import UserError
from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.pages.page import Page
from planner.ui.pages.relationship_view import RelationshipView

if TYPE_CHECKING:
    from planner.services.changes import Changed


class RelationshipPage(Page):
    def __init__(self, context: Context, key: str, parent: QWidget | None = None) -> None:
        """:raises NotFound: no such organisation."""
        super().__init__(context, parent)
        self.view = RelationshipView(context, self)
        self.view.show_counterpart(key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    @property
    def title(self) -> str:
        return _("Relationship with {name}").format(name=self.view.title)

    @property
    def path(self) -> list[tuple[str, str]]:
        return [(_("Organisations & sites"), "organisations")]

    def refresh(self, changed: Changed | None = None) -> None:
        try:
            self.view.refresh(changed)
        except UserError as error:  # the organisation is gone
            self.context.messages.error(error)
            return
        self.retitled.emit()

    def activate(self) -> None:
        self.view.activate()

    def show_record(self, word: str, key: str) -> None:
        self.view.choose_line(f"{word}:{key}")

    def commands(self) -> list[Command]:
        return self.view.commands()

    def can(self, verb: str) -> bool:
        has = self.view.line is not None
        writes = not self.context.planner.is_read_only
        return {"new": writes, "find": True, "edit": has}.get(verb, False)

    def find_in_page(self) -> None:
        self.view.filter.setFocus()
        self.view.filter.selectAll()

    def new(self) -> None:
        self.view.invite()

    def edit(self) -> None:
        self.view.open_line()
