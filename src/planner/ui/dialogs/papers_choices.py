"""The left side of papers: which one, of which version, for whom, in which languages and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.documents.content import PageSize
from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Wishes
from planner.domain.ids import VisitId
from planner.domain.privacy import PROFILES, Profile
from planner.domain.recipients import RECIPIENT_KINDS, Recipient
from planner.domain.visit_lines import ReleaseLine
from planner.i18n import N_, _
from planner.ui.dialogs.paper_setting import PaperSetting, add_title, small_combo
from planner.ui.dialogs.papers_asked import EACH, Asked, concerned
from planner.ui.dialogs.papers_recipients import RecipientTicks
from planner.ui.widgets.label import Label

WIDTH: Final = 272
DRAFT: Final = 0
_FIRST: Final = "official-programme"
"""The paper that is in front when nothing was chosen before."""
_LINES: Final = 8
_SIZES: Final = {PageSize.A4: N_("A4"), PageSize.LETTER: N_("Letter")}
_KEY: Final = Qt.ItemDataRole.UserRole


class Choices(QScrollArea):
    """Tells what is asked for; what becomes of it is the dialog's affair."""

    changed = Signal()
    """Another paper, or the same otherwise."""
    counted = Signal()
    """Other recipients are ticked, other formats chosen: the pages are the same."""

    def __init__(self, visit: VisitId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self._recipients: tuple[Recipient, ...] = ()
        self._since_is_ours = False
        self._whom = {True: EACH, False: f"={Profile.INTERNAL.value}"}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._build()
        self._arrange()
        self._fill_whom()
        self._show_papers()
        self._connect()

    def _build(self) -> None:
        self.papers = QListWidget(self)
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.papers.setWordWrap(True)
        for name, kind in DOCUMENTS.items():
            item = QListWidgetItem(_(kind.title), self.papers)
            item.setData(_KEY, name)
            if name == _FIRST:
                self.papers.setCurrentItem(item)
        if self.papers.currentItem() is None:
            self.papers.setCurrentRow(0)
        self.version, self.since = small_combo(self), small_combo(self)
        self.whom = small_combo(self)
        self.ticks = RecipientTicks(self)
        self.setting = PaperSetting(self)
        self.sheet = small_combo(self)
        for size, text in _SIZES.items():
            self.sheet.addItem(_(text), size.value)
        usual = Wishes()
        self.photos = self._tick(_("Photos of people"), usual.photos)
        self.capitals = self._tick(_("Family names in capitals"), usual.capitals)
        self.named_needs = self._tick(_("Names beside needs"), usual.named_needs)
        self.names = self._tick(_("Names of people"), usual.names)
        self.hidden = self._tick(_("Passport and birth data"), usual.hidden_details)
        self.warning = Label("", "warn", size=0.9, wrap=True, parent=self)
        self.purpose = QLineEdit(self)
        self.purpose.setPlaceholderText(_("For the record"))
        self.purpose.setMinimumHeight(28)
        self.to = QLineEdit(self)
        self.to.setPlaceholderText(_("For the record"))
        self.to.setMinimumHeight(28)

    def _tick(self, text: str, on: bool) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setMinimumHeight(24)
        box.setChecked(on)
        return box

    def _arrange(self) -> None:
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(16, 12, 12, 12)
        rows.setSpacing(4)
        for top, text, widget in (
            (0, _("Paper"), self.papers),
            (8, _("For whom"), self.whom),
            (8, _("Version"), self.version),
            (8, _("Mark changes since"), self.since),
        ):
            add_title(rows, text, widget, top)
            rows.addWidget(widget)
            if widget is self.whom:
                rows.addWidget(self.ticks)
        rows.addSpacing(8)
        rows.addWidget(self.setting)
        add_title(rows, _("Sheet"), self.sheet)
        rows.addWidget(self.sheet)
        rows.addSpacing(4)
        for box in (self.photos, self.capitals, self.named_needs, self.hidden, self.names):
            rows.addWidget(box)
        rows.addWidget(self.warning)
        self._to_title = add_title(rows, _("Who gets it"), self.to)
        rows.addWidget(self.to)
        self._purpose_title = add_title(rows, _("What for"), self.purpose)
        rows.addWidget(self.purpose)
        rows.addStretch(1)
        self.setWidget(inside)
        self.setFixedWidth(WIDTH)

    def _connect(self) -> None:
        self.papers.currentItemChanged.connect(lambda *_items: self._paper_chosen())
        self.whom.activated.connect(lambda _row: self._whom_chosen())
        self.version.activated.connect(lambda _row: self._version_chosen())
        self.since.activated.connect(lambda _row: self._since_chosen())
        self.sheet.activated.connect(lambda _row: self.changed.emit())
        for tick in (self.photos, self.capitals, self.named_needs, self.hidden, self.names):
            tick.toggled.connect(lambda _on: self.changed.emit())
        self.setting.changed.connect(self.changed)
        self.ticks.chosen.connect(lambda _key: self.changed.emit())
        self.ticks.ticked.connect(self.counted)
        for line in (self.to, self.purpose):
            line.textChanged.connect(lambda _text: self._word())
        for special in (self.named_needs, self.hidden):
            special.toggled.connect(lambda _on: self._warn())

    # what is chosen

    @property
    def paper(self) -> str:
        return str(self.papers.currentItem().data(_KEY))

    @property
    def _value(self) -> str:
        """Of "for whom": the key of a recipient, :data:`EACH`, or "=" and a profile."""
        return self._whom[DOCUMENTS[self.paper].own]

    @property
    def profile(self) -> Profile | None:
        """Whose rights are in force; None for copies of many."""
        value = self._value
        if value.startswith("="):
            return Profile(value[1:])
        return next((one.profile for one in self._recipients if one.key == value), None)

    @property
    def asked(self) -> Asked:
        value = self._value
        is_profile = value.startswith("=")
        wishes = Wishes(
            size=PageSize(self.sheet.currentData()),
            capitals=self.capitals.isChecked(),
            photos=self.photos.isChecked(),
            named_needs=self.named_needs.isChecked() and self.named_needs.isEnabled(),
            names=self.names.isChecked() or not DOCUMENTS[self.paper].tight,
            hidden_details=self.hidden.isChecked() and not self.hidden.isHidden(),
        )
        return Asked(
            visit=self._visit,
            paper=self.paper,
            release=int(self.version.currentData() or DRAFT) or None,
            since=int(self.since.currentData() or 0) or None,
            whom="" if is_profile else value,
            profile=Profile(value[1:]) if is_profile else Profile.INTERNAL,
            front=self.ticks.front if value == EACH else "",
            setting=replace(self.setting.setting, wishes=wishes),
            to=self.to.text().strip(),
            purpose=self.purpose.text().strip(),
        )

    def show_asked(self, asked: Asked) -> None:
        """As it was chosen before, as far as it is still there; nobody is told."""
        blocked = self.blockSignals(True)
        for row in range(self.papers.count()):
            if self.papers.item(row).data(_KEY) == asked.paper:
                self.papers.setCurrentRow(row)
        self._whom[DOCUMENTS[self.paper].own] = asked.whom or f"={asked.profile.value}"
        self.version.setCurrentIndex(max(0, self.version.findData(asked.release or DRAFT)))
        self._fill_since()
        self.since.setCurrentIndex(max(0, self.since.findData(asked.since or 0)))
        self.setting.show_setting(asked.setting)
        wishes = asked.setting.wishes
        self.sheet.setCurrentIndex(max(0, self.sheet.findData(wishes.size.value)))
        for box, on in (
            (self.photos, wishes.photos),
            (self.capitals, wishes.capitals),
            (self.named_needs, False),  # what is special is asked for each time
            (self.hidden, False),
            (self.names, wishes.names),
        ):
            box.setChecked(on)
        self._fill_whom()
        self._show_papers()
        self.blockSignals(blocked)

    # papers and audiences

    def choose_paper(self, name: str) -> None:
        for row in range(self.papers.count()):
            if self.papers.item(row).data(_KEY) == name:
                self.papers.setCurrentRow(row)

    def choose_whom(self, value: str) -> None:
        """A recipient's key, :data:`EACH`, or "=" and a profile, as by hand."""
        self.whom.setCurrentIndex(max(0, self.whom.findData(value)))
        self._whom_chosen()

    def _paper_chosen(self) -> None:
        self._fill_whom()
        self._show_papers()
        self._propose_since()
        self.changed.emit()

    def _whom_chosen(self) -> None:
        self._whom[DOCUMENTS[self.paper].own] = str(self.whom.currentData())
        self._show_papers()
        self.changed.emit()

    def show_recipients(self, recipients: tuple[Recipient, ...], front: str) -> None:
        """Who is in the version, as a look found it; ``front`` is whose copy is shown."""
        if recipients != self._recipients:
            self._recipients = recipients
            self._fill_whom()
        self.ticks.show_recipients(concerned(self.paper, recipients), front)
        self._show_papers()

    def _fill_whom(self) -> None:
        own = DOCUMENTS[self.paper].own
        self.whom.clear()
        for profile, text in PROFILES.items():
            self.whom.addItem(_("All: {audience}").format(audience=_(text)), f"={profile.value}")
        self.whom.addItem(_("Each recipient, a copy each"), EACH)
        self.whom.insertSeparator(self.whom.count())
        for one in self._recipients:
            self.whom.addItem(f"{one.name} – {_(RECIPIENT_KINDS[one.kind])}", one.key)
        model = self.whom.model()
        assert isinstance(model, QStandardItemModel)
        for row in range(len(PROFILES)):
            model.item(row).setEnabled(not own)
        at = self.whom.findData(self._value)
        if at < 0 and self._recipients:  # is not in this version
            self._whom[own] = EACH if own else f"={Profile.INTERNAL.value}"
            at = self.whom.findData(self._value)
        self.whom.setCurrentIndex(at)

    def _show_papers(self) -> None:
        """Those that the audience may not have cannot be chosen, and say for whom they are."""
        profile = self.profile
        line = max(26, self.fontMetrics().height() + 10)
        height = 0
        for row in range(self.papers.count()):
            item = self.papers.item(row)
            kind = DOCUMENTS[str(item.data(_KEY))]
            may = profile is None or profile in kind.profiles
            text = _(kind.title)
            if not may:
                text += "\n" + _("Only for: {audiences}").format(audiences=audiences(kind.profiles))
            usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setText(text)
            item.setFlags(usual if may else Qt.ItemFlag.NoItemFlags)
            item.setSizeHint(QSize(0, line if may else self._height(text)))
            height += item.sizeHint().height()
        self.papers.setFixedHeight(min(height, _LINES * line) + 8)
        value = self._value
        self.ticks.setVisible(value == EACH)
        self.named_needs.setEnabled(profile is Profile.INTERNAL)
        self.hidden.setVisible(self.paper == "access-list")
        self._warn()
        self.names.setVisible(DOCUMENTS[self.paper].tight)
        for widget in (self._to_title, self.to):
            widget.setVisible(value.startswith("="))

    @property
    def special(self) -> list[str]:
        """What is ticked that a paper does not tell by itself."""
        wishes = self.asked.setting.wishes
        return [
            text
            for text, on in (
                (_("needs beside names"), wishes.named_needs),
                (_("passports and birth"), wishes.hidden_details),
            )
            if on
        ]

    @property
    def is_reasoned(self) -> bool:
        """Whether it is said who gets what is special, and what for; or nothing special goes."""
        to = bool(self.to.text().strip()) or not self._value.startswith("=")
        return not self.special or (to and bool(self.purpose.text().strip()))

    def _word(self) -> None:
        self._warn()
        self.counted.emit()

    def _warn(self) -> None:
        """Name what is special until it is said who gets it and what for."""
        special = self.special
        text = _("This adds {fields}. Say who gets it and what for: it stays on record.")
        self.warning.setText(text.format(fields=", ".join(special)) if special else "")
        self.warning.setVisible(bool(special) and not self.is_reasoned)
        for widget in (self._purpose_title, self.purpose):
            widget.setVisible(bool(special))

    def _height(self, text: str) -> int:
        """Of several lines in the list of papers."""
        room = QRect(0, 0, WIDTH - 60, 0)  # margins, the edge and a scroll bar
        flags = int(Qt.TextFlag.TextWordWrap)
        return self.papers.fontMetrics().boundingRect(room, flags, text).height() + 10

    # versions

    def show_versions(self, lines: Sequence[ReleaseLine], front: int | None) -> None:
        """Offer the releases that are as they were released, and the draft."""
        self.version.clear()
        for line in lines:
            if line.is_intact:
                first = line.note.splitlines()[0] if line.note else ""
                note = f" – {first}" if first else ""
                text = _("Version {number}").format(number=line.number)
                self.version.addItem(f"{text}{note}", line.number)
        self.version.addItem(_("Draft"), DRAFT)
        at = self.version.findData(front) if front is not None else 0
        self.version.setCurrentIndex(max(0, at))
        self._fill_since()

    def _version_chosen(self) -> None:
        self._fill_since()
        self._propose_since()
        self.changed.emit()

    def _since_chosen(self) -> None:
        self._since_is_ours = False
        self.changed.emit()

    def _propose_since(self) -> None:
        """A paper of changes begins with the version before; other papers are not marked by that."""
        compares = DOCUMENTS[self.paper].compares
        if compares and not self.since.currentData() and self.since.count() > 1:
            self.since.setCurrentIndex(1)
            self._since_is_ours = True
        elif self._since_is_ours and not compares:
            self.since.setCurrentIndex(0)
            self._since_is_ours = False

    def _fill_since(self) -> None:
        """Only earlier versions: changes run forward."""
        chosen, number = self.since.currentData(), self.version.currentData()
        self.since.clear()
        self.since.addItem(_("nothing is marked"), 0)
        for row in range(self.version.count()):
            earlier = self.version.itemData(row)
            if earlier and (not number or earlier < number):
                self.since.addItem(_("Version {number}").format(number=earlier), earlier)
        self.since.setCurrentIndex(max(0, self.since.findData(chosen)))
        self.since.setEnabled(self.since.count() > 1)


def audiences(profiles: frozenset[Profile]) -> str:
    return ", ".join(_(PROFILES[one]) for one in Profile if one in profiles)
