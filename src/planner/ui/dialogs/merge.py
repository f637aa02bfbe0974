"""Two records side by side before they are one: whose value stays, field by field, and what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QListWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.ids import PersonId
from planner.domain.merge_fields import CHOICES, Choice, MergeField, MergePreview
from planner.domain.people_lines import Post
from planner.errors import UserError
from planner.i18n import _
from planner.phrases import following
from planner.ui import theme
from planner.ui.context import Context
from planner.ui.fitting import fit
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

_STAYS = 3
"""The column in which the choice is made."""


class MergeDialog(QDialog):
    """Merges when it is accepted; ``step`` is then the number of the step, for Undo."""

    def __init__(
        self, context: Context, kind: str, keep: str, gone: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self.kind = context, kind
        self.step: int | None = None
        self.setWindowTitle(_("Merge"))
        self.about = Label("", strong=True, wrap=True, parent=self)
        self.warning = Label(
            _("Somebody said that these two are not the same."), "warn", wrap=True, parent=self
        )
        self.fields = QTableWidget(0, 4, self)
        self.follows = QListWidget(self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(self)
        self.swap_button = self.buttons.addButton(
            _("Keep the other one"), QDialogButtonBox.ButtonRole.ActionRole
        )
        cancel = self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.merge_button = self.buttons.addButton(
            _("Merge"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.merge_button.setDefault(True)
        for button in (self.swap_button, cancel, self.merge_button):
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.merge)
        self.buttons.rejected.connect(self.reject)
        self.swap_button.clicked.connect(self.swap)
        self._set_up()
        self._arrange()
        self._show(keep, gone)

    def _set_up(self) -> None:
        table = self.fields
        table.setAccessibleName(_("Side by side"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.verticalHeader().setMinimumSectionSize(32)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(4):
            mode = (
                QHeaderView.ResizeMode.ResizeToContents
                if column in (0, _STAYS)
                else QHeaderView.ResizeMode.Stretch
            )
            header.setSectionResizeMode(column, mode)
        self.follows.setAccessibleName(_("What follows"))
        self.follows.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.about)
        rows.addWidget(self.warning)
        rows.addWidget(self.fields, 3)
        rows.addWidget(Label(_("What follows"), "text2", size=0.9, parent=self))
        rows.addWidget(self.follows, 1)
        promise = _("Nothing is lost: it can be taken apart again at any later time.")
        rows.addWidget(Label(promise, "text2", size=0.9, wrap=True, parent=self))
        rows.addWidget(self.error)
        rows.addWidget(self.buttons)
        self.follows.setMaximumHeight(5 * self.fontMetrics().lineSpacing())
        fit(self, 820, 600)

    # what is shown

    def _show(self, keep: str, gone: str) -> None:
        self.preview: MergePreview = self._context.planner.merging.preview_merge(
            self.kind, keep, gone
        )
        preview = self.preview
        self.error.hide()
        self.about.setText(
            _("{gone} goes into {keep}.").format(gone=preview.gone_name, keep=preview.keep_name)
        )
        self.warning.setVisible(preview.distinct)
        self._fill_fields()
        self.follows.clear()
        for one in preview.following:
            self.follows.addItem(following(one))
        if not preview.following:
            self.follows.addItem(_("Nothing else names the one that goes."))

    def _fill_fields(self) -> None:
        table, preview = self.fields, self.preview
        table.clearContents()
        sides = self._what_tells_them_apart()
        table.setRowCount(len(preview.fields) + len(sides))
        table.setHorizontalHeaderLabels(
            [_("Field"), _("This one stays"), _("The other goes"), _("What is kept")]
        )
        self._answers: dict[str, QComboBox] = {}
        for row, field in enumerate(preview.fields):
            for column, text in enumerate((field.title, field.one, field.other)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(escaped(text))
                table.setItem(row, column, cell)
            if field.differs:
                self._offer(row, field)
            else:
                table.setItem(row, _STAYS, QTableWidgetItem(_("the same")))
        for row, texts in enumerate(sides, len(preview.fields)):
            stays = _("the same") if texts[1] == texts[2] else _("all stay")
            for column, text in enumerate((*texts, stays)):
                table.setItem(row, column, QTableWidgetItem(text))

    def _what_tells_them_apart(self) -> list[tuple[str, str, str]]:
        """Addresses, numbers, posts and visits of two people: they all stay, and they show who is who."""
        if self.kind != "person":
            return []
        contacts = self._context.planner.contacts
        both = [
            contacts.card(PersonId(key)) for key in (self.preview.keep_id, self.preview.gone_id)
        ]
        rows = (
            (_("E-mail"), lambda card: [point.value for point in card.emails]),
            (_("Phone"), lambda card: [point.value for point in card.phones]),
            (_("Posts"), lambda card: [_post_in_words(post) for post in card.posts]),
            (_("Visits"), lambda card: [visit.title for visit in card.visits]),
        )
        found = []
        for title, values in rows:
            one, other = ("\n".join(values(card)) for card in both)
            if one or other:
                found.append((title, one, other))
        return found

    def _offer(self, row: int, field: MergeField) -> None:
        answer = QComboBox(self.fields)
        answer.setMaximumHeight(30)
        answer.setAccessibleName(_("What is kept: {field}").format(field=field.title))
        for choice, text in CHOICES.items():
            if choice is not Choice.BOTH or field.can_both:
                answer.addItem(_(text), choice.value)
        answer.setCurrentIndex(answer.findData(field.choice.value))
        answer.currentIndexChanged.connect(lambda _index: self._mark(row, field))
        self._answers[field.name] = answer
        self.fields.setCellWidget(row, _STAYS, answer)
        self._mark(row, field)

    def _mark(self, row: int, field: MergeField) -> None:
        """What is kept stands out from what gives way."""
        choice = Choice(self._answers[field.name].currentData())
        for column, side in ((1, Choice.ONE), (2, Choice.OTHER)):
            cell = self.fields.item(row, column)
            assert cell is not None
            stays = choice in (side, Choice.BOTH)
            cell.setForeground(theme.color("text" if stays else "text2"))
            font = cell.font()
            font.setBold(stays)
            font.setStrikeOut(not stays)
            cell.setFont(font)

    # what is done

    @property
    def choices(self) -> dict[str, str]:
        return {name: str(answer.currentData()) for name, answer in self._answers.items()}

    def choose(self, field: str, choice: Choice) -> None:
        answer = self._answers[field]
        answer.setCurrentIndex(answer.findData(choice.value))

    def swap(self) -> None:
        """The other record is the one that is kept."""
        self._show(self.preview.gone_id, self.preview.keep_id)

    def merge(self) -> None:
        planner, preview = self._context.planner, self.preview
        try:
            planner.merging.merge(self.kind, preview.keep_id, preview.gone_id, self.choices)
        except UserError as error:
            self.error.setText(str(error))
            self.error.show()
            return
        step = planner.history.next_undo()
        self.step = step.number if step else None
        self.accept()


def _post_in_words(post: Post) -> str:
    return ", ".join(filter(None, (post.position.title, post.organisation)))
