"""How papers look: the templates with a look at each, what is wrong with one, and one of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.documents.templates.known import Template
from planner.documents.templates.problems import Problem
from planner.errors import UserError
from planner.i18n import _, current
from planner.services.templates import shown_title
from planner.ui.context import Context
from planner.ui.dialogs.forms import verb_button
from planner.ui.icons import icon
from planner.ui.opening import open_with_system
from planner.ui.plain import escaped
from planner.ui.tasks import Progress
from planner.ui.widgets.label import Label
from planner.ui.widgets.page_list import PageList

PPI: Final = 72
_SIDE: Final = 340
_NAME: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Looked:
    """A template that was looked at: what is wrong, and a specimen where it can be set."""

    problems: Sequence[Problem]
    pages: Sequence[bytes]


class TemplatesDialog(QDialog):
    """Each act counts at once. What takes time is done elsewhere; the last look asked for counts."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._templates = context, context.planner.templates
        self._looking: Progress | None = None
        self._listed: dict[str, Template] = {}
        self.setWindowTitle(_("Templates"))
        self.list = _list(_("Templates"), self)
        self.problems = _list(_("What is wrong with it"), self)
        self.problems.setWordWrap(True)
        self.problems.setSpacing(0)  # with more a sentence is cut where it should go on below
        self.problems.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.problems.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.says = Label("", "text2", wrap=True, parent=self)
        self.says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.pages = PageList(self)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("Name of the new template"))
        self.name.setAccessibleName(_("Name of the new template"))
        self.name.setMaxLength(60)
        self.name.setMinimumHeight(30)
        self.make = verb_button(self, "plus", _("New from this"), self.make_new)
        self.folder = verb_button(self, "folder-open", _("Open folder"), self.open_folder)
        self.again = verb_button(self, "refresh-cw", _("Check again"), self.fill)
        self.use = verb_button(self, "check", _("Use for all papers"), self.use_it)
        self._arrange()
        self.name.returnPressed.connect(self.make_new)
        self.list.currentRowChanged.connect(lambda _row: self._look())
        self.fill(self._templates.usual)

    def _arrange(self) -> None:
        new = QHBoxLayout()
        new.setSpacing(8)
        new.addWidget(self.name, 1)
        new.addWidget(self.make)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.list, 3)
        side.addLayout(new)
        side.addWidget(self.says)
        side.addWidget(self.problems, 2)
        left = QWidget(self)
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        left.setFixedWidth(_SIDE)
        beside = QHBoxLayout()
        beside.setSpacing(12)
        beside.addWidget(left)
        beside.addWidget(self.pages, 1)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for verb in (self.use, self.folder, self.again):
            bar.addWidget(verb)
        bar.addStretch(1)
        close = verb_button(self, "x", _("Close"), self.accept)
        bar.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(beside, 1)
        rows.addLayout(bar)
        self.resize(920, 520)
        ring = (self.list, self.name, self.make, self.problems, self.pages, self.use, self.folder)
        order: tuple[QWidget, ...] = (*ring, self.again, close)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # what is shown

    def fill(self, front: str = "") -> None:
        """Read all templates again, with this one in front; without a name the one that is."""
        front = front or self.chosen
        usual = self._templates.usual
        self._listed = {one.name: one for one in self._templates.list()}
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for one in self._listed.values():
            self.list.addItem(_item(one, is_usual=one.name == usual))
        self.list.setCurrentRow(
            max(0, list(self._listed).index(front) if front in self._listed else 0)
        )
        self.list.blockSignals(blocked)
        self._look()
        if usual not in self._listed:
            gone = _("All papers want the template “{name}”, which is gone.")
            self._say(gone.format(name=usual), "danger")

    @property
    def chosen(self) -> str:
        """The name of the template in front."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_NAME))

    def _look(self) -> None:
        """Check the one in front and set a specimen of it, elsewhere than in the window."""
        name = self.chosen
        if not name:
            return
        one = self._listed[name]
        self.use.setEnabled(one.look is not None and name != self._templates.usual)
        self.folder.setEnabled(one.own)
        self.folder.setToolTip("" if one.own else _("A shipped template cannot be changed."))
        self.make.setEnabled(one.look is not None)
        self.problems.clear()
        self.problems.hide()
        self._say(_("The template is being looked at…"))
        self.pages.set_stale()
        templates, language = self._templates, current().code

        def work(progress: Progress) -> Looked:
            problems = templates.check(name)
            progress(1, 2)
            if any(problem.severe for problem in problems):
                return Looked(problems, ())
            return Looked(problems, templates.pages(name, language, ppi=PPI))

        def answer(found: Looked | Exception) -> None:
            if shiboken6.isValid(self) and progress is self._looking:
                self._looking = None
                self._show(one, found)

        if self._looking is not None:
            self._looking.cancel()
        progress = self._context.tasks.run(work, answer, answer)
        self._looking = progress

    def _show(self, one: Template, found: Looked | Exception) -> None:
        if isinstance(found, Exception):
            self.pages.show_pages((), PPI, "")
            if isinstance(found, UserError):
                self._say(str(found), "danger")
            else:
                self._say("")
                self._context.messages.unexpected(found)
            return
        self.pages.show_pages(found.pages, PPI, shown_title(one))
        self.problems.addItems([str(problem) for problem in found.problems])
        for row, problem in enumerate(found.problems):
            drawing = ("circle-alert", "danger") if problem.severe else ("info", "text2")
            self.problems.item(row).setIcon(icon(*drawing))
        self.problems.setVisible(bool(found.problems))
        if any(problem.severe for problem in found.problems):
            self._say(_("No paper can be printed with it until this is mended:"), "danger")
        elif found.problems:
            self._say(_("It can be used. Look at this:"), "text2")
        else:
            self._say(_("Nothing is wrong with it."))

    def _say(self, text: str, token: str = "text2") -> None:
        self.says.setText(text)
        self.says.set_token(token)
        self.says.setVisible(bool(text))

    # what can be done

    def make_new(self) -> None:
        """A template of our own that begins as the one in front; without a name it is asked for."""
        if not self.name.text().strip():
            self.name.setFocus()
            return
        try:
            made = self._templates.new(self.name.text(), self.chosen)
        except UserError as error:
            self._say(str(error), "danger")
            return
        self.name.clear()
        self.fill(made.name)

    def open_folder(self) -> None:
        """Show the files of the one in front, to be changed."""
        open_with_system(self._listed[self.chosen].folder)

    def use_it(self) -> None:
        try:
            self._templates.choose(self.chosen)
        except UserError as error:
            self._say(str(error), "danger")
            return
        self.fill()


def _list(name: str, parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName(name)
    made.setIconSize(QSize(16, 16))
    made.setSpacing(3)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    return made


def _item(one: Template, *, is_usual: bool) -> QListWidgetItem:
    title = shown_title(one)
    if one.look is None:
        text, drawing, token = "{name}", "circle-alert", "danger"
    elif is_usual:
        text, drawing, token = _("{name} (for all papers)"), "check", "accent"
    else:
        text, drawing, token = "{name}", "file-text", "text2"
    item = QListWidgetItem(icon(drawing, token), text.format(name=title))
    item.setData(_NAME, one.name)
    item.setToolTip(escaped(str(one.folder)) if one.own else "")
    return item
