"""The events of a calendar under review, and the question whether they or the people in it are wanted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from planner import phrases
from planner.domain.event_staging import TEXT_USES, TextUse
from planner.domain.staging import Staging
from planner.i18n import _, ngettext
from planner.ui.dialogs.import_rows import RowsPage
from planner.ui.dialogs.import_zones import ZoneQuestions
from planner.ui.models.staging_model import EVENT_COLUMNS
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.label import Label

EVENTS, PEOPLE, BOTH = "events", "people", "both"


class CalendarChoice(EmptyState):
    """Asked only of a calendar that has both, while a visit is open."""

    chosen = Signal(str)

    def ask(self, file: str, events: int, people: int) -> None:
        held = ngettext("{count} event", "{count} events", events)
        text = _("“{file}” holds {events}. People named in it: {people}. What is to be taken in?")
        self.say(
            "calendar-plus",
            text.format(file=file, events=held, people=people),
            (_("Events"), lambda: self.chosen.emit(EVENTS)),
            (_("People"), lambda: self.chosen.emit(PEOPLE)),
            (_("Events, then people"), lambda: self.chosen.emit(BOTH)),
        )
        self.take_focus()


class EventsPage(RowsPage):
    """The review of rows, for entries; above them what becomes of descriptions and organisers."""

    use_chosen = Signal(object, bool)
    """What becomes of descriptions, and whether known organisers become hosts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, columns=EVENT_COLUMNS, name=_("Events of the calendar"))
        self.text_use = QComboBox(self)
        for use, text in TEXT_USES.items():
            self.text_use.addItem(_(text), use.value)
        self.hosts = QCheckBox(_("Organisers whom the library knows become hosts"), self)
        about = Label(_("Descriptions:"), parent=self)
        about.setBuddy(self.text_use)
        self.text_use.setAccessibleName(_("What becomes of descriptions"))
        self.kept = Label(
            _(
                "Who organises and who is invited is noted internally in new entries; nobody is"
                " added to the delegation."
            ),
            "text2",
            wrap=True,
            parent=self,
        )
        self.notices = Label("", "warn", wrap=True, parent=self)
        self.zones = ZoneQuestions(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(about)
        line.addWidget(self.text_use)
        line.addSpacing(16)
        line.addWidget(self.hosts)
        line.addStretch(1)
        for widget in (self.text_use, self.hosts):
            widget.setMinimumHeight(28)
        top = QVBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.setSpacing(4)
        top.addLayout(line)
        top.addWidget(self.kept)
        top.addWidget(self.notices)
        top.addWidget(self.zones)
        self.rows_layout.insertLayout(1, top)
        self.both.setSizes([680, 280])  # day and time want to be seen whole
        self.text_use.activated.connect(self._tell_use)
        self.hosts.clicked.connect(self._tell_use)

    def show_staging(self, staging: Staging) -> None:
        """The rows, and above them what is to be said of the file as a whole."""
        text = " ".join(phrases.sentence(finding) for finding in staging.notices)
        self.notices.setText(text)
        self.notices.setVisible(bool(text))
        super().show_staging(staging)

    @property
    def use(self) -> tuple[TextUse, bool]:
        return TextUse(self.text_use.currentData()), self.hosts.isChecked()

    def _tell_use(self) -> None:
        self.use_chosen.emit(*self.use)
