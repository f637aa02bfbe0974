"""Taking in a visit file: from whom it is, who of it is known here, what it would change."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.domain.visit_files import VisitFile
from planner.domain.visit_merging import Act, Difference
from planner.domain.visit_records import lives_on
from planner.errors import UserError
from planner.i18n import _, day_in_words, ngettext
from planner.merging_phrases import act, heading, title, values
from planner.services.visit_arrivals import Arrival
from planner.ui import theme
from planner.ui.context import Context
from planner.ui.dialogs.forms import say_failure
from planner.ui.plain import escaped
from planner.ui.widgets.label import Label

ROW: Final = 26
_KEY: Final = Qt.ItemDataRole.UserRole


class TakeVisitDialog(QDialog):
    """Nothing is written before "Take in"; it is one step that one undo takes back."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        """:raises UserError: it is no visit file."""
        super().__init__(parent)
        self._context, self._path = context, path
        self._file: VisitFile | None = None
        self._arrival: Arrival | None = None
        self._filling = False
        self.setWindowTitle(_("Take in a visit"))
        self.passphrase = QLineEdit(self)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.about = Label("", strong=True, wrap=True, parent=self)
        self.said = Label("", "text2", wrap=True, parent=self)
        self.people = QGroupBox(_("Who may be known here"), self)
        self.choices: dict[str, QComboBox] = {}
        self.rows = QTreeWidget(self)
        self.error = Label("", "danger", wrap=True, parent=self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.addButton(_("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.pages = QStackedWidget(self)
        self._arrange()
        self.rows.itemChanged.connect(lambda _item, _column: self._count())
        self.buttons.accepted.connect(self.next)
        self.buttons.rejected.connect(self.reject)
        if context.planner.visit_files.is_sealed(path):
            self.passphrase.setFocus()
        else:
            self._read("")

    def _arrange(self) -> None:
        sealed = QWidget(self)
        form = QFormLayout(sealed)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        text = _("“{name}” is sealed with a passphrase.").format(name=self._path.name)
        form.addRow(Label(text, wrap=True, parent=sealed))
        form.addRow(_("Passphrase"), self.passphrase)
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.passphrase.setMinimumHeight(28)
        review = QWidget(self)
        layout = QVBoxLayout(review)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.about, self.said, self.people):
            layout.addWidget(widget)
        layout.addWidget(self.rows, 1)
        self.rows.setHeaderLabels([_("What"), _("Here"), _("In the file")])
        self.rows.setAccessibleName(_("What the file would change"))
        self.rows.setUniformRowHeights(True)
        head = self.rows.header()
        head.setStretchLastSection(False)
        for column in range(3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.pages.addWidget(sealed)
        self.pages.addWidget(review)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 12)
        whole.setSpacing(8)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.error)
        whole.addWidget(self.buttons)
        self.error.hide()
        self.people.hide()
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.go.setDefault(True)
        self.resize(820, 480)

    # reading

    def next(self) -> None:
        """Open the sealed file, or take in what is ticked."""
        if self._file is None:
            self._read(self.passphrase.text())
        else:
            self._take()

    def _read(self, passphrase: str) -> None:
        files, path = self._context.planner.visit_files, self._path
        self.go.setEnabled(False)
        self.error.clear()
        self.error.hide()

        def read() -> tuple[VisitFile, Arrival]:
            file = files.read(path, passphrase)
            return file, files.look(file)

        self._context.tasks.run(
            lambda _progress: read(), self._opened, self._failed, _("Opening the file")
        )

    def _opened(self, found: tuple[VisitFile, Arrival]) -> None:
        self._file, self._arrival = found
        self.pages.setCurrentIndex(1)
        self._show_people(self._arrival)
        self._show()

    def _look(self) -> None:
        """Look again with what was said about the people."""
        assert self._file is not None
        said = {key: str(box.currentData() or "") for key, box in self.choices.items()}
        try:
            self._arrival = self._context.planner.visit_files.look(self._file, said)
        except UserError as error:
            say_failure(error, self.error, self._context.messages)
            return
        self._show()

    # showing

    def _show(self) -> None:
        arrival = self._arrival
        assert arrival is not None
        file, plan = arrival.file, arrival.state.plan
        day = day_in_words(file.made_at.date(), year=True)
        self.about.setText(
            _("“{title}”, handed over by {author} on {day}").format(
                title=plan.visit.title, author=file.author, day=day
            )
        )
        self.said.setText(self._summary(arrival))
        self._fill(arrival)
        self.go.setText(_("Take in"))
        self._count()

    def _summary(self, arrival: Arrival) -> str:
        plan = arrival.state.plan
        if arrival.is_new:
            parts = (
                ngettext("{count} entry", "{count} entries", len(plan.items)),
                ngettext("{count} delegate", "{count} delegates", len(plan.delegates)),
            )
            return _("This visit is new here: {parts}.").format(parts=", ".join(parts))
        if not arrival.affected:
            return _("Nothing was changed there since you handed it over.")
        if arrival.is_late:
            return _(
                "A later file from {author} may have been taken in already: nothing is ticked."
            ).format(author=arrival.file.author)
        if arrival.start is None:
            return _("No earlier hand-over is known here: what differs stays as it is here.")
        return _("Ticked changes are taken. Where both sides changed the same (≠), choose.")

    def _fill(self, arrival: Arrival) -> None:
        self._filling = True
        self.rows.clear()
        among = {**(arrival.start or {}), **arrival.ours, **arrival.state.records}
        for each in arrival.affected:
            if arrival.is_new and each.act is Act.ADDED:
                continue  # all of it comes; it would be the whole visit line by line
            head = QTreeWidgetItem(self.rows, [f"{heading(each, among)} – {act(each)}", "", ""])
            head.setToolTip(0, escaped(head.text(0)))
            head.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsAutoTristate
                | Qt.ItemFlag.ItemIsSelectable
            )
            head.setSizeHint(0, QSize(0, ROW))
            for one in each.differences:
                self._add(head, one, arrival)
            head.setFirstColumnSpanned(True)
            own = not lives_on(among[each.word, each.id])
            head.setExpanded(own and (len(arrival.affected) <= 30 or each.clashes))
        self.rows.setVisible(self.rows.topLevelItemCount() > 0)
        policy = QSizePolicy.Policy
        self.people.setSizePolicy(policy.Preferred, policy.Maximum)
        self._filling = False

    def _add(self, head: QTreeWidgetItem, one: Difference, arrival: Arrival) -> None:
        among = {**(arrival.start or {}), **arrival.ours, **arrival.state.records}
        ours, theirs = values(one, among)
        what = f"≠ {title(one, among)}" if one.clash else title(one, among)
        row = QTreeWidgetItem(head, [what, ours or "–", theirs or "–"])
        row.setData(0, _KEY, one.key)
        row.setCheckState(0, Qt.CheckState.Unchecked if one.clash else Qt.CheckState.Checked)
        for column in range(3):
            row.setToolTip(column, escaped(row.text(column)))
            if one.clash:
                row.setForeground(column, theme.color("warn"))

    def _show_people(self, arrival: Arrival) -> None:
        """Somebody of the file who may be one of ours: the likeliest is chosen where it is sure."""
        if not arrival.alike:
            return
        inner = QWidget(self)
        form = QFormLayout(inner)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        names: dict[str, str] = {
            person.id: person.name for person in arrival.file.state.plan.people
        }
        for key, matches in arrival.alike.items():
            box = QComboBox(inner)
            box.addItem(_("Somebody new"), "")
            for match in matches[:5]:
                box.addItem(_("Is {name}").format(name=match.known.label), match.known.id)
            box.setCurrentIndex(max(0, box.findData(arrival.ids.get(key, ""))))
            box.setMinimumHeight(28)
            box.setAccessibleName(names[key])
            box.activated.connect(lambda _row: self._look())
            self.choices[key] = box
            form.addRow(Label(names[key], parent=inner), box)
        scroll = QScrollArea(self.people)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        scroll.setMaximumHeight(min(160, 36 * len(self.choices) + 12))
        layout = QVBoxLayout(self.people)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(scroll)
        self.people.show()

    def _rows(self) -> list[QTreeWidgetItem]:
        heads = [self.rows.topLevelItem(n) for n in range(self.rows.topLevelItemCount())]
        return [row for head in heads if head for n in range(head.childCount())
                if (row := head.child(n)) is not None]  # fmt: skip

    @property
    def taken(self) -> set[str]:
        """The keys of what is to be taken; of a new visit all that is not shown."""
        assert self._arrival is not None
        rows = self._rows()
        shown = {row.data(0, _KEY) for row in rows}
        ticked = {row.data(0, _KEY) for row in rows if row.checkState(0) is Qt.CheckState.Checked}
        return (set(self._arrival.usual) - shown) | ticked

    def _count(self) -> None:
        if self._filling or self._arrival is None:
            return
        count = len(self.taken)
        self.go.setEnabled(True)
        if self._arrival.is_new:
            self.go.setText(_("Take in the visit"))
        elif not self._arrival.affected:
            self.go.setText(_("Close"))
        else:
            self.go.setText(ngettext("Take in {count} change", "Take in {count} changes", count))

    # writing

    def _take(self) -> None:
        arrival = self._arrival
        assert arrival is not None
        if not arrival.is_new and not arrival.affected:
            self.reject()
            return
        files, taken = self._context.planner.visit_files, self.taken
        self.go.setEnabled(False)
        self._context.tasks.run(
            lambda _progress: files.take(arrival, taken),
            lambda _done: self._done(arrival),
            self._failed,
            _("Taking in the visit"),
        )

    def _done(self, arrival: Arrival) -> None:
        text = _("The visit was taken in") if arrival.is_new else _("The changes were taken in")
        self._context.messages.toast(text)
        self.accept()
        self._context.open_record("visit", arrival.state.plan.visit.id)

    def _failed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        say_failure(error, self.error, self._context.messages)
