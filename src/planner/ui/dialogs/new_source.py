"""A text is pasted, described and read; what it states is looked through and taken in as one step."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.source_reading.reading import TEXT_LIMIT
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.source_staging import SourceStaging
from planner.ui.context import Context
from planner.ui.dialogs.errand import Errand
from planner.ui.dialogs.offer_tree import OfferTree
from planner.ui.fitting import fit
from planner.ui.undoing import taking_back
from planner.ui.widgets.fields import ChoiceField, DateField, Field, InspectorForm, LineField
from planner.ui.widgets.label import Label
from planner.ui.widgets.sentences import SentenceText

PAUSE: Final = 350
"""Milliseconds without typing after which the text is looked at."""
_LANGUAGES: Final = ("", "da", "en", "de", "sv", "ja")


class NewSourceDialog(QDialog):
    """``taken_in`` tells the id of the source."""

    taken_in = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.staging: SourceStaging | None = None
        self._typed: set[str] = set()
        self._going_on = False
        self.setWindowTitle(_("New source from text"))
        self.pages = QStackedWidget(self)
        self.text = QPlainTextEdit(self)
        self.form = InspectorForm(_("The source"), self)
        self.note = Label("", "text2", wrap=True, parent=self)
        self.known = Label("", "text2", wrap=True, parent=self)
        self.sentences = SentenceText(_("Where other sources differ"), self)
        self.differ_title = Label(_("Where other sources differ"), strong=True, parent=self)
        self.tree = OfferTree(self)
        self.words = Label("", "text2", wrap=True, parent=self)
        self.words.setMinimumHeight(3 * self.words.fontMetrics().lineSpacing())
        self.errand = Errand(context, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._build()
        self._connect()
        fit(self, 920, 640)
        if text := QGuiApplication.clipboard().text():
            self.text.setPlainText(text[: 2 * TEXT_LIMIT])
            self.form.fields["title"].setFocus()

    # building

    def _build(self) -> None:
        from planner.ui.pages.list_cells import language_name

        self.text.setPlaceholderText(_("Paste the text of a page or a paper here."))
        self.text.setAccessibleName(_("Text of the source"))
        self.text.setTabChangesFocus(True)
        languages = [(code, language_name(code) if code else _("Not known")) for code in _LANGUAGES]
        fields: dict[str, Field] = {
            "title": LineField(_("Title")),
            "publisher": LineField(_("Publisher")),
            "language": ChoiceField(_("Language"), languages),
            "as_of": DateField(_("As of")),
            "url": LineField(_("Address")),
        }
        for name, field in fields.items():
            self.form.add(name, field)
            field.set_value(None if name == "as_of" else "")  # left empty is not typed
            field.committed.connect(lambda _value, name=name: self._typed.add(name))
        self.form.add_widget(self.note)
        self.form.setFixedWidth(300)
        first = QWidget(self)
        beside = QHBoxLayout(first)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addWidget(self.text, 1)
        beside.addWidget(self.form)
        second = QWidget(self)
        below = QVBoxLayout(second)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(self.known)
        below.addWidget(self.tree, 3)
        below.addWidget(self.words)
        below.addWidget(self.differ_title)
        below.addWidget(self.sentences, 1)
        self.pages.addWidget(first)
        self.pages.addWidget(second)
        self._add_buttons()

    def _add_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole
        self.back = self.buttons.addButton(_("Back"), role.ActionRole)
        self.go = self.buttons.addButton(_("Read"), role.ActionRole)
        self.go.setDefault(True)
        for button in self.buttons.buttons():
            button.setMinimumHeight(30)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(self.pages, 1)
        rows.addWidget(self.buttons)
        self._say()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._pasted)
        self._pause.timeout.connect(self._look)
        self.errand.looked.connect(self._looked)
        self.errand.failed.connect(self._failed)
        self.tree.chosen.connect(self._say)
        self.tree.rests_on.connect(
            lambda words: self.words.setText(f"“…{words}…”" if words else "")
        )
        self.back.clicked.connect(self.go_back)
        self.go.clicked.connect(self.go_on)
        self.buttons.rejected.connect(self.reject)

    # the text

    def _pasted(self) -> None:
        self.staging = None
        self._pause.start()
        self._say()

    def _look(self) -> None:
        """Read the text as it is described so far."""
        self._pause.stop()
        text = self.text.toPlainText()
        if not text.strip():
            self.note.setText("")
            return
        given = {
            name: self.form.fields[name].value()
            for name in ("title", "publisher", "language", "as_of")
            if name in self._typed
        }
        url = self.form.fields["url"].value()
        sources = self.context.planner.sources
        self.errand.begin_look(lambda _progress: sources.read(text, url=url, **given))

    def _looked(self, staging: SourceStaging) -> None:
        self.staging = staging
        for name in ("title", "publisher", "language", "as_of"):
            if name not in self._typed:
                self.form.fields[name].set_value(getattr(staging.source, name))
        count = len(staging.offers)
        found = ngettext("{count} statement recognised.", "{count} statements recognised.", count)
        self.note.setText(found if count else _("Nothing in it is recognised."))
        if self._going_on:
            self._going_on = False
            self._review()
        self._say()

    def _failed(self, error: Exception) -> None:
        self._going_on = False
        if isinstance(error, UserError):
            self.note.setText(str(error))
        else:
            self.context.messages.unexpected(error)
        self._say()

    # looking it through

    def go_on(self) -> None:
        """To the review, or from there into the library."""
        if self.pages.currentIndex() == 1:
            self._take_in()
            return
        self.form.commit()
        if not self.form.fields["title"].value() and "title" not in self._typed and self.staging:
            self.form.fields["title"].set_error(_("Type what the text is called."))
            return
        self._going_on = True
        self._look()

    def go_back(self) -> None:
        self.pages.setCurrentIndex(0)
        self._say()

    def _review(self) -> None:
        staging = self.staging
        assert staging is not None
        if not staging.source.title:
            self.form.fields["title"].set_error(_("Type what the text is called."))
            return
        named = self.context.planner.sources.sentence
        self.tree.show_offers([(one, named(one)) for one in staging.offers])
        self.sentences.show_sentences(staging.differences)
        for widget in (self.differ_title, self.sentences):
            widget.setVisible(bool(staging.differences))
        self.known.setText(self._about(staging))
        self.pages.setCurrentIndex(1)
        self.tree.setFocus()

    def _about(self, staging: SourceStaging) -> str:
        title = staging.source.title
        if not staging.offers:
            return (
                _("The library has “{title}” already, with everything that is recognised.").format(
                    title=title
                )
                if staging.is_known
                else _("Nothing in “{title}” is recognised.").format(title=title)
            )
        if staging.is_known:
            return _("The library has “{title}” already. This is new:").format(title=title)
        return _("Nothing is written before you take it in. Untick what is to stay out.")

    def _say(self) -> None:
        """The button says what it does."""
        review = self.pages.currentIndex() == 1
        self.back.setVisible(review)
        if not review:
            self.go.setText(_("Look through"))
            self.go.setEnabled(bool(self.text.toPlainText().strip()))
            return
        count = len(self.tree.taken())
        self.go.setText(
            ngettext("Take in {count} statement", "Take in {count} statements", count)
            if count
            else _("Keep the source alone")
        )
        self.go.setEnabled(not self.errand.is_writing)

    def _take_in(self) -> None:
        assert self.staging is not None
        sources = self.context.planner.sources
        try:
            report = sources.commit(sources.choose(self.staging, self.tree.taken()), origin=self)
        except UserError as error:
            self.context.messages.error(error)
            return
        if report.step is not None:
            text = _("“{title}” taken in").format(title=self.staging.source.title)
            self.context.messages.toast(text, taking_back(self.context, [report.step]))
        self.taken_in.emit(report.source_id)
        self.accept()
