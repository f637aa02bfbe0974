"""What left the house, as a list with what each file says of whom: of a visit, or of one person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from planner.domain.disclosed import Asked, HandedOut, SubjectLine
from planner.domain.disclosed_words import (
    fields_text,
    paper_title,
    recipient_text,
    when_text,
)
from planner.domain.ids import DisclosureId
from planner.domain.privacy import PROFILES, WAYS, Disclosure, Way
from planner.i18n import N_, _, ngettext
from planner.text import fold
from planner.ui.locale import LANGUAGE_NAMES
from planner.ui.models.table_model import Column, ListTable
from planner.ui.widgets.label import Label
from planner.ui.widgets.table import Table

if TYPE_CHECKING:
    from planner.ui.context import Context
    from planner.ui.tasks import Progress

MOST: Final = 5000
"""Records that are listed; older ones are found on the command line."""
WAIT: Final = 60
"""Milliseconds that the keys rest on a row before it is read."""
ICONS: Final = {
    Way.FILE: "file-text",
    Way.MAIL: "mail",
    Way.FOLDER: "folder-open",
    Way.SERVER: "globe",
    Way.PRINT: "printer",
    Way.COPY: "copy",
    Way.VISIT_FILE: "handshake",
}

Old = Mapping[DisclosureId, int]
Look = Callable[[], tuple[Sequence[HandedOut], Old]]


@dataclass(frozen=True, slots=True)
class Line:
    """One record and how many old values its recipient still holds from it."""

    record: HandedOut
    old: int = 0


def columns(*, with_visit: bool) -> list[Column[Line]]:
    def one(line: Line) -> Disclosure:
        return line.record.disclosure

    found: list[Column[Line]] = [
        Column(
            N_("To whom"),
            lambda line: recipient_text(one(line)),
            170,
            icon=lambda line: ICONS[one(line).way],
            tone=lambda line: None if one(line).recipient else "text2",
        ),
        Column(N_("When"), lambda line: when_text(one(line)), 190, keeps=True),
        Column(N_("Paper"), lambda line: paper_title(one(line)), 130),
        Column(N_("Version"), lambda line: number_text(one(line)), 80),
        Column(
            N_("Old values"),
            lambda line: old_text(line.old),
            120,
            icon=lambda line: "triangle-alert" if line.old else None,
            tone=lambda line: "warn" if line.old else None,
        ),
        Column(N_("File"), lambda line: one(line).file_name, 220, muted=True),
    ]
    if with_visit:
        found.insert(3, Column(N_("Visit"), lambda line: line.record.visit, 160))
        return found
    return [
        *found[:-1],
        Column(N_("For"), lambda line: _(PROFILES[one(line).profile]), 100, muted=True),
        Column(N_("Language"), lambda line: _language(one(line)), 90, muted=True),
        found[-1],
    ]


def number_text(one: Disclosure) -> str:
    """Under the heading "Version" the number alone."""
    if one.visit_id is None:
        return ""
    return str(one.release_number) if one.release_number is not None else _("draft")


def _language(one: Disclosure) -> str:
    return LANGUAGE_NAMES.get(one.language, "")


def about_text(one: Disclosure, *, whole: bool = False) -> str:
    """What a record says of the file itself; ``whole`` shows all of its hash."""
    parts = (
        one.file_name or paper_title(one),
        _(WAYS[one.way]),
        _(PROFILES[one.profile]),
        _language(one),
        one.purpose,
        _("Fingerprint {hash}").format(hash=one.file_hash if whole else one.file_hash[:12]),
    )
    return "  ·  ".join(part for part in parts if part)


SUBJECTS: Final[list[Column[SubjectLine]]] = [
    Column(N_("Name"), lambda line: line.name, 180, icon=lambda _line: "user"),
    Column(
        N_("Otherwise today"),
        lambda line: fields_text(line.old),
        150,
        icon=lambda line: "triangle-alert" if line.old else None,
        tone=lambda line: "warn" if line.old else None,
    ),
    Column(N_("Fields"), lambda line: fields_text(line.columns) or "–", 560),
]


def old_text(count: int) -> str:
    return ngettext("{count} old value", "{count} old values", count) if count else ""


class HandedOutList(QWidget):
    """Reading is a task: it compares what hundreds of files said with what is so today."""

    def __init__(
        self,
        context: Context,
        nothing: str,
        parent: QWidget | None = None,
        *,
        with_visit: bool = False,
        about: str = "",
    ) -> None:
        """``about`` is the person of whom the list is; first among those of each file."""
        super().__init__(parent)
        self._context, self._nothing, self._about = context, nothing, about
        self._lines: Sequence[Line] = ()
        self._reading = 0
        self._read_once = False
        self.filter = QLineEdit(self)
        self.only_old = QCheckBox(_("Only with old values"), self)
        self.count = Label("", "text2", parent=self)
        self.model = ListTable(
            columns(with_visit=with_visit), key=lambda line: line.record.disclosure.id, parent=self
        )
        self.table = Table(_("Handed out"), self)
        self.about = Label("", "text2", wrap=True, parent=self)
        self.told_model = ListTable(
            SUBJECTS, key=lambda line: line.person_id or line.name, parent=self
        )
        self.told = Table(_("What it says of whom"), self)
        self._later = QTimer(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter what was handed out"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(240)
        self.filter.setMinimumHeight(28)
        self.only_old.setMinimumHeight(28)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 8, 16, 8)
        bar.setSpacing(12)
        bar.addWidget(self.filter, 1)
        bar.addWidget(self.only_old)
        bar.addStretch(1)
        bar.addWidget(self.count)
        self.table.show_model(self.model)
        self.told.show_model(self.told_model)
        self.told.set_empty("users", _("It says nothing of anybody."))
        self._below = QWidget(self)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(6)
        self.about.setContentsMargins(16, 0, 16, 0)
        below.addWidget(self.about)
        below.addWidget(self.told, 1)
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(self.table)
        both.addWidget(self._below)
        both.setChildrenCollapsible(False)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(both, 1)
        self._below.hide()

    def _connect(self) -> None:
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT)
        self._later.timeout.connect(self._look)
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.only_old.toggled.connect(lambda _on: self._fill())
        self.table.chosen.connect(lambda _key: self._later.start())
        self.told.opened.connect(self._open)

    # reading

    def read(self, look: Look) -> None:
        """Read anew, elsewhere; what is shown stays until then."""
        self._reading += 1
        mine = self._reading
        if not self._read_once:
            self.table.set_empty("send", _("Looking who holds what…"))

        def work(_progress: Progress) -> tuple[Sequence[HandedOut], Old]:
            return look()

        def done(found: tuple[Sequence[HandedOut], Old]) -> None:
            if mine == self._reading:
                records, old = found
                self._lines = [Line(one, old.get(one.disclosure.id, 0)) for one in records]
                self._read_once = True
                self._fill()

        self._context.tasks.run(work, done, text=_("Looking who holds what…"))

    def _fill(self) -> None:
        if not self._read_once:
            return
        asked = Asked(text=self.filter.text())
        lines = [
            line
            for line in self._lines
            if line.record.answers(asked) and (line.old or not self.only_old.isChecked())
        ]
        self._say_empty()
        key = self.table.current_key
        self.model.set_lines(lines)
        again = self.model.row_of(key) if key else None
        if lines and again != self.table.currentIndex().row():
            self.table.choose(again or 0)
        self.table.tell_again()
        self.count.setText(self._counted(lines))
        self._below.setVisible(bool(lines))
        self._later.start()

    def _say_empty(self) -> None:
        sentence = _("Nothing here meets the filter.") if self._lines else self._nothing
        self.table.set_empty("send", sentence)

    def _counted(self, lines: Sequence[Line]) -> str:
        if not self._lines:
            return ""
        text = ngettext("{count} hand-over", "{count} hand-overs", len(lines))
        old = sum(bool(line.old) for line in lines)
        if old:
            text += " · " + ngettext("{count} holds old values", "{count} hold old values", old)
        return text

    # one record

    @property
    def current(self) -> Line | None:
        row = self.table.currentIndex().row()
        return self.model.line(row) if 0 <= row < self.model.rowCount() else None

    def _look(self) -> None:
        line = self.current
        self._below.setVisible(line is not None)
        if line is None:
            return
        one = line.record.disclosure
        self.about.setText(about_text(one))
        told = self._context.planner.disclosures.subjects(one.id)
        self.told_model.set_lines(
            sorted(
                told,
                key=lambda told: (told.person_id != self._about, not told.old, fold(told.name)),
            )
        )

    def _open(self, key: str) -> None:
        if any(one.person_id == key for one in self._shown()):
            self._context.open_record("person", key)

    def _shown(self) -> list[SubjectLine]:
        return [self.told_model.line(row) for row in range(self.told_model.rowCount())]
