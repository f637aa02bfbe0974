"""The preview of what one recipient gets: the mail, the files, the changes, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.documents.kinds import DOCUMENTS
from planner.domain.privacy import PROFILES
from planner.i18n import _, ngettext
from planner.services.occasions import Paper
from planner.services.papers import PAPERS
from planner.services.parcels import Parcel, left_out_in_words
from planner.ui.context import Context
from planner.ui.dialogs.send_look import Looked, Row
from planner.ui.dialogs.send_pages import ParcelPages
from planner.ui.icons import icon
from planner.ui.models.change_rows import fill, sections
from planner.ui.pages.visit_changes import ChangeList
from planner.ui.widgets.label import Label


class Preview(QWidget):
    """Everything stands here as it will go out; nothing has been written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = ParcelPages(context, self)
        self.heading = Label("", strong=True, wrap=True, parent=self)
        self.cautions = Label("", "warn", wrap=True, parent=self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("What the recipient gets"))
        self.mail = QPlainTextEdit(self)
        self.mail.setReadOnly(True)
        self.mail.setTabChangesFocus(True)
        self.mail.setAccessibleName(_("Text of the mail"))
        self.mail.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.files = _list(_("Files"), self)
        self.unseen = _list(_("What is left out"), self)
        self._mine, self._all = QStandardItemModel(self), QStandardItemModel(self)
        self.mine, self.all = ChangeList(self._mine, self), ChangeList(self._all, self)
        self.all.setAccessibleName(_("All changes of the version"))
        for widget, text in (
            (self.mail, _("Mail")),
            (self.files, _("Files")),
            (self.pages, _("Pages")),
            (self.mine, _("Changes")),
            (self.unseen, _("Not seen")),
            (self.all, _("Whole version")),
        ):
            self.tabs.addTab(widget, text)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setSpacing(2)
        for label in (self.heading, self.cautions):
            label.setContentsMargins(12, 0, 12, 0)
            rows.addWidget(label)
        rows.addWidget(self.tabs, 1)
        self.show_row(None)

    def show_version(self, looked: Looked) -> None:
        """All that changed since the version before, for the office."""
        fill(self._all, sections(looked.since) if looked.since is not None else [])
        self.all.expandAll()
        self.tabs.setTabVisible(self.tabs.indexOf(self.all), looked.since is not None)

    def show_row(self, row: Row | None) -> None:
        parcel = row.parcel if row is not None else None
        self.heading.setText(_headline(row) if row is not None else _("Nobody is in front."))
        cautions = [one.text for one in row.cautions] if row is not None else []
        self.cautions.setText("\n".join(cautions))
        self.cautions.setVisible(bool(cautions))
        self.mail.setPlainText(_mail(parcel) if parcel is not None else "")
        _fill(self.files, _file_lines(parcel.papers) if parcel is not None else ())
        pages = self.pages.show_papers(parcel.papers if parcel is not None else ())
        self.tabs.setTabVisible(self.tabs.indexOf(self.pages), pages > 0)
        left_out = map(left_out_in_words, parcel.left_out) if parcel is not None else ()
        _fill(self.unseen, (("x", text) for text in left_out))
        changes = parcel.changes if parcel is not None else None
        fill(self._mine, sections(changes) if changes is not None else [])
        self.mine.expandAll()
        self._title(self.files, _("Files"), self.files.count())
        self._title(self.mine, _("Changes"), len(changes.items) if changes is not None else 0)
        self._title(self.unseen, _("Not seen"), self.unseen.count())

    def _title(self, tab: QWidget, text: str, count: int) -> None:
        self.tabs.setTabText(self.tabs.indexOf(tab), f"{text} ({count})" if count else text)


def _list(name: str, parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setAccessibleName(name)
    made.setFrameShape(QListWidget.Shape.NoFrame)
    made.setWordWrap(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return made


def _fill(lines: QListWidget, shown: Iterable[tuple[str, str]]) -> None:
    lines.clear()
    for name, text in shown:
        lines.addItem(QListWidgetItem(icon(name, "text2"), text))


def _headline(row: Row) -> str:
    one = row.recipient
    parts = [one.name, one.organisation, _(PROFILES[one.profile])]
    if row.parcel is not None and row.parcel.since is not None:
        parts.append(_("changes since version {number}").format(number=row.parcel.since))
    return " · ".join(part for part in parts if part)


def _mail(parcel: Parcel) -> str:
    to = f"{parcel.to.name} <{parcel.to.address}>" if parcel.to else "–"
    head = [_("To: {address}").format(address=to)]
    head.append(_("Subject: {subject}").format(subject=parcel.letter.subject))
    parts = ["\n".join(head), parcel.letter.text]
    if parcel.updates:
        count = len(parcel.updates)
        text = ngettext(
            "And {count} mail of its own for the calendar:",
            "And {count} mails of their own for the calendar:",
            count,
        )
        subjects = [f"• {letter.subject}" for _paper, letter in parcel.updates]
        parts.append("\n".join((text, *subjects)))
    return "\n\n".join(parts)


def _file_lines(papers: Iterable[Paper]) -> Iterable[tuple[str, str]]:
    for paper in papers:
        if paper.method is not None:
            called_off = paper.method.value == "CANCEL"
            what = _("Calls off: {title}") if called_off else _("Puts in place: {title}")
            yield "ban" if called_off else "calendar", _line(what.format(title=paper.title), paper)
            continue
        about = _(PAPERS[paper.kind].title)
        if paper.media_type == "text/calendar":
            entries = ngettext("{count} entry", "{count} entries", paper.entries)
            about = f"{about}, {entries}"
        yield _picture(paper), _line(about, paper)


def _picture(paper: Paper) -> str:
    if paper.kind in DOCUMENTS:
        return "file-text"
    return "file-spreadsheet" if paper.name.endswith(".xlsx") else "calendar"


def _line(about: str, paper: Paper) -> str:
    size = max(1, round(len(paper.content) / 1024))
    return f"{paper.name}\n{about} · " + _("{size} kB").format(size=size)
