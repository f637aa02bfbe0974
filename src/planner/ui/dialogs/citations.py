"""What sources say of one record, in a dialog; a further source is cited with what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.domain.ids import SourceId
from planner.domain.source_reading import facts
from planner.domain.sources import Citation, Source
from planner.errors import UserError
from planner.i18n import N_, _
from planner.text import fold
from planner.ui.context import Context
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages.country_facts import source_choices
from planner.ui.widgets.fields import Choices, DateField, LineField, SearchField, short_day
from planner.ui.widgets.label import Label

_FACTS = tuple(
    value for name, value in vars(facts).items() if name.isupper() and isinstance(value, str)
)


def fact_choices(text: str) -> Choices:
    """What is often stated, in the reader's words; anything else may be typed."""
    wanted = fold(text)
    return [(_(one), _(one)) for one in _FACTS if wanted in fold(_(one))]


def fact_kept(text: str) -> str:
    """The fact as it is kept: one that is known in the words of the records."""
    return next((one for one in _FACTS if fold(_(one)) == fold(text)), text)


class CitationsDialog(RecordsDialog[Citation]):
    def __init__(
        self, context: Context, word: str, key: str, name: str, parent: QWidget | None = None
    ) -> None:
        self._word, self._name = word, name
        self._sources: dict[str, str] = {}
        super().__init__(
            context, context.planner.citations, key,
            _("What sources say of {name}").format(name=name),
            _("Two sources that differ are both kept, each with its date."), parent,
        )  # fmt: skip
        self.table.set_empty("book-open", _("No source states anything yet."), (_("New"), self.new))

    def columns(self) -> Sequence[Column[Citation]]:
        return (
            Column(N_("What"), lambda one: _(one.fact), 150),
            Column(N_("Says"), lambda one: one.value, 160),
            Column(N_("As of"), lambda one: short_day(one.as_of), 112, muted=True),
            Column(N_("Source"), lambda one: self._sources.get(one.source_id, ""), 150, muted=True),
        )

    def build(self) -> None:
        self.form.add("fact", SearchField(_("What"), fact_choices, free=True))
        self.form.add("value", LineField(_("Says")))
        self.form.add("as_of", DateField(_("As of")))
        self.form.add(
            "source_id", SearchField(_("Source"), lambda text: source_choices(self.context, text))
        )

    def values(self, record: Citation) -> dict[str, Any]:
        title = self._sources.get(record.source_id, "")
        return {
            **super().values(record),
            "fact": _(record.fact),
            "source_id": (record.source_id, title),
        }

    def changes(self, record: Citation, name: str, value: Any) -> dict[str, Any]:
        if name == "fact":
            return {"fact": fact_kept(value or "")}
        if name == "source_id":
            return {"source_id": value or record.source_id}
        return {name: value or ("" if name == "value" else None)}

    def sort(self, records: list[Citation]) -> list[Citation]:
        self._sources = {
            one.id: one.title or one.publisher for one in self.context.planner.keeper(Source).of()
        }
        latest = sorted(records, key=lambda one: str(one.as_of or ""), reverse=True)
        return sorted(latest, key=lambda one: _(one.fact))

    def blank(self) -> Citation:
        raise AssertionError("a citation is asked for before it is made")

    def new(self) -> None:
        """Ask which source says what."""
        self.form.commit()
        dialog = CiteDialog(self.context, self._word, self.owner, self._name, self)
        dialog.accepted.connect(lambda: self._made(dialog.made))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _made(self, key: str) -> None:
        self._read()
        self.choose(key)


class CiteDialog(QDialog):
    """Which source, what it states and what it says of it; ``made`` is the citation's id."""

    def __init__(
        self, context: Context, word: str, key: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._word, self._key = context, word, key
        self.made = ""
        self.setWindowTitle(_("Cite a source"))
        self.source = SearchField(_("Source"), lambda text: source_choices(context, text))
        self.fact = SearchField(_("What"), fact_choices, free=True, hint=_("such as “signed”"))
        self.value = LineField(_("Says"))
        self.as_of = DateField(_("As of"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.apply = self.buttons.addButton(_("Cite"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        about = _("What a source says of {name}. Without a date it is that of the source.")
        rows.addWidget(Label(about.format(name=name), "text2", wrap=True, parent=self))
        for field in (self.source, self.fact, self.value, self.as_of):
            field.setParent(self)
            rows.addWidget(field)
        rows.addWidget(self.buttons)
        self.resize(440, rows.totalHeightForWidth(440))

    def accept(self) -> None:
        self.source.commit()
        if not self.source.value():
            self.source.set_error(_("Choose the source."))
            return
        try:
            self.made = self._context.planner.sources.cite(
                SourceId(self.source.value()),
                self._word,
                self._key,
                fact_kept(self.fact.value() or ""),
                self.value.value(),
                self.as_of.value(),
            )
        except UserError as error:
            self.fact.set_error(str(error))
            return
        super().accept()
