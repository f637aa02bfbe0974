"""A section of an inspector that stands only where it means something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from planner.ui.icons import icon
from planner.ui.widgets.links import Link, Links

if TYPE_CHECKING:
    from planner.ui.pages.organisation_form import OrganisationForm


class SectionOfKind:
    """Links under a title; without any it stands only for the kinds of records that are asked."""

    def __init__(self, form: OrganisationForm, title: str, nothing: str) -> None:
        self._form = form
        self._links = Links(nothing)
        self._links.opened.connect(form.context.open_record)
        self._widgets: list[QWidget] = [form.section(title), self._links]
        form.add_widget(self._links)

    def add_button(self, text: str, part: str) -> QPushButton:
        """A button below the links that opens a dialog of the form."""
        button = QPushButton(icon("pencil", "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self._form.open_part(part))
        self._form.add_widget(button)
        self._widgets.append(button)
        return button

    def show_links(self, links: Sequence[Link], *, always: bool) -> None:
        self._links.show_links(links)
        for widget in self._widgets:
            widget.setVisible(always or bool(links))
