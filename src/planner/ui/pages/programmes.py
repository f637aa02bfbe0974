"""Programmes and calls: what pays for cooperation, and until when one can apply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.domain.funding import Call
from planner.domain.funding_lines import CALL_STATES, CallLine, CallState, ProgrammeLine, call_state
from planner.domain.ids import FundingProgrammeId
from planner.i18n import N_, _, current, ngettext
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.models.table_model import Column, PagedTable
from planner.ui.pages import choices
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.programme_form import ProgrammeForm
from planner.ui.pages.programme_parts import TONES
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import short_day
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.services.changes import Changed


class ProgrammesPage(ListPage):
    """The programmes above, the calls of all of them by closing day below."""

    word = "funding_programme"
    words: ClassVar[frozenset[str]] = frozenset(
        {"funding_programme", "programme_country", "call", "organisation", "country"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.calls = CallsPanel(context, self)
        self.calls.chosen.connect(lambda programme, _call: self.show_record(self.word, programme))
        self.calls.opened.connect(self._open_call)
        layout = self.layout()
        assert layout is not None
        layout.removeWidget(self.table)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.calls)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout.addWidget(split)

    @property
    def title(self) -> str:
        return _("Programmes & calls")

    def columns(self) -> Sequence[Column[ProgrammeLine]]:
        return (
            Column(N_("Programme"), _programme, 260, icon=lambda _line: "landmark"),
            Column(N_("Funder"), lambda line: line.funder, 130),
            Column(N_("Countries"), self._countries, 150, muted=True),
            Column(N_("Calls"), lambda line: str(line.calls) if line.calls else "", 60, right=True),
            Column(N_("Next to close"), lambda line: short_day(line.next_closing), 110),
            Column(N_("Until"), lambda line: line.valid_to, 80, muted=True),
        )

    def _countries(self, line: ProgrammeLine) -> str:
        names = [choices.country_name(self.context, code) for code in line.countries]
        if line.country_count and line.country_count > len(names):
            more = line.country_count - len(names)
            names.append(ngettext("{count} more", "{count} more", more))
        return ", ".join(names)

    def count(self, text: str) -> int:
        return self.context.planner.programmes.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[ProgrammeLine]:
        return self.context.planner.programmes.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return ProgrammeForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.programmes.remove(FundingProgrammeId(key), origin=self)

    def new_text(self) -> str:
        return _("New programme")

    def nothing_yet(self) -> tuple[str, str]:
        return "landmark", _("Programmes that pay for cooperation stand here, with their calls.")

    def refresh(self, changed: Changed | None = None) -> None:
        super().refresh(changed)
        if changed is None or changed.words & self.words:
            self.calls.refresh()

    def show_record(self, word: str, key: str) -> None:
        if word == "call":
            found = self.context.planner.keeper(Call).get(key)
            self.calls.show_call(key)
            key = found.funding_programme_id
        super().show_record(self.word, key)

    def commands(self) -> list[Command]:
        def chosen() -> bool:
            return bool(self.table.current_key)

        return [
            Command(
                id="programme.calls", text=_("Edit calls…"), icon="calendar", scope="page",
                run=lambda: self._part("calls"), enabled=chosen,
                reason=_("Choose a programme first."),
            ),
            Command(
                id="programme.countries", text=_("Edit countries…"), icon="globe", scope="page",
                run=lambda: self._part("countries"), enabled=chosen,
                reason=_("Choose a programme first."),
            ),
            Command(
                id="programme.deadlines", text=_("Export deadlines…"), icon="calendar-plus",
                menu="file", scope="page", run=self.calls.export,
            ),
        ]  # fmt: skip

    def _part(self, part: str) -> None:
        form = self._the_form()
        assert isinstance(form, ProgrammeForm)
        if part == "calls":
            form.open_calls()
        else:
            form.open_countries()

    def _open_call(self, programme: str, call: str) -> None:
        super().show_record(self.word, programme)
        form = self._the_form()
        assert isinstance(form, ProgrammeForm)
        form.open_calls(call)


class CallsPanel(QWidget):
    """Calls of all programmes. ``chosen`` and ``opened`` tell the programme and the call."""

    chosen = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.filter = QLineEdit(self)
        self.closed = QCheckBox(_("Closed ones, too"), self)
        self.export_button = QPushButton(
            icon("calendar-plus", "text"), _("Export deadlines…"), self
        )
        self.table = Table(_("Calls by closing day"), self)
        self.model: PagedTable[CallLine] = PagedTable(
            self._columns(), self._count, self._page, lambda line: line.id, self
        )
        self.table.show_model(self.model)
        self._arrange()
        self.filter.textChanged.connect(lambda _text: self.refresh())
        self.closed.toggled.connect(lambda _on: self.refresh())
        self.export_button.clicked.connect(self.export)
        self.table.chosen.connect(lambda key: self._tell(self.chosen, key))
        self.table.opened.connect(lambda key: self._tell(self.opened, key))

    def _columns(self) -> Sequence[Column[CallLine]]:
        return (
            Column(N_("Call"), lambda line: line.title, 240, icon=lambda _line: "calendar"),
            Column(N_("Programme"), lambda line: line.programme, 170),
            Column(N_("Countries"), self._countries, 120, muted=True),
            Column(N_("Closes"), lambda line: short_day(line.closes_on), 112, tone=self._tone),
            Column(
                N_("State"), lambda line: _(CALL_STATES[self._state(line)]), 126, tone=self._tone
            ),
        )

    def _arrange(self) -> None:
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter the calls"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(240)
        for widget in (self.filter, self.closed, self.export_button):
            widget.setMinimumHeight(30)
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        line.addWidget(Label(_("Calls by closing day"), strong=True, parent=self))
        line.addWidget(self.filter, 1)
        line.addWidget(self.closed)
        line.addStretch(1)
        line.addWidget(self.export_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(line)
        rows.addWidget(self.table, 1)

    # reading

    def _count(self) -> int:
        programmes = self.context.planner.programmes
        return programmes.count_calls(self.filter.text(), closed=self.closed.isChecked())

    def _page(self, offset: int, limit: int) -> Sequence[CallLine]:
        return self.context.planner.programmes.calls(
            offset, limit, self.filter.text(), closed=self.closed.isChecked()
        )

    def refresh(self) -> None:
        key = self.table.current_key
        self.model.refresh()
        if not self.model.rowCount():
            self.table.set_empty("calendar", self._nothing())
        self.choose(key)

    def _nothing(self) -> str:
        if text := self.filter.text().strip():
            return _("Nothing here matches “{text}”.").format(text=text)
        if self.closed.isChecked():
            return _("No call is known.")
        return _("No call is open. Calls are added to a programme.")

    def show_call(self, key: str) -> None:
        """Put a call in front, also one that is closed."""
        self.filter.clear()
        if self.model.seek(key) is None:
            self.closed.setChecked(True)
        self.choose(key)

    def choose(self, key: str) -> None:
        """Put a call in front, if it is listed, without telling."""
        row = self.model.seek(key) if key else None
        if row is not None:
            blocked = self.table.blockSignals(True)
            self.table.choose(row)
            self.table.blockSignals(blocked)

    def _tell(self, signal: SignalInstance, key: str) -> None:
        row = self.model.row_of(key)
        if row is not None:
            signal.emit(self.model.line(row).programme_id, key)

    # words

    def _state(self, line: CallLine) -> CallState:
        return call_state(line.opens_on, line.closes_on, self.context.planner.today())

    def _tone(self, line: CallLine) -> str | None:
        return TONES.get(self._state(line))

    def _countries(self, line: CallLine) -> str:
        return ", ".join(choices.country_name(self.context, code) for code in line.countries)

    def export(self) -> None:
        """Calls that close and what agreements ask for, as one calendar file."""
        stem = _("deadlines")
        kinds = [_("Calendar (*.ics)")]
        path = self.context.files.save(self, _("Export deadlines"), f"{stem}.ics", kinds, "export")
        if path is None:
            return
        deadlines, speak = self.context.planner.deadlines, current()
        self.context.tasks.run(
            lambda _progress: deadlines.write(path, speak), self._written, text=_("Writing files")
        )

    def _written(self, count: int) -> None:
        self.context.messages.toast(
            ngettext("{count} deadline was written", "{count} deadlines were written", count)
        )


def _programme(line: ProgrammeLine) -> str:
    return f"{line.name} ({line.acronym})" if line.acronym else line.name
