"""After a crash: what was typed and not saved is offered, put back into its field, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QTabWidget, QWidget

from planner import history_phrases
from planner.domain.library import BY_NAME
from planner.domain.unsaved import Unsaved, mark_of
from planner.domain.word_titles import TITLES
from planner.errors import UserError
from planner.i18n import _, inside, ngettext
from planner.ui.areas import PAGE_OF
from planner.ui.unsaved_text import Editor, editors_of, set_text, text_of
from planner.ui.widgets.fields import InspectorForm

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow


class KeptText:
    """What the window says about it, and the two verbs. Nothing is saved until the field is left."""

    def __init__(self, window: MainWindow) -> None:
        assert window.context is not None
        self._window, self._context = window, window.context
        self._drafts = window.context.planner.drafts

    def offer(self) -> None:
        """Say it in the bar, if there is anything."""
        if self._window.context is not self._context or self._context.planner.is_read_only:
            return
        kept = self._drafts.kept()
        saved = [one for one in kept if self._drafts.is_saved(one)]
        found = [one for one in kept if one not in saved]
        if saved:
            self.discard(saved)
        if not found:
            return
        if len(found) == 1:
            one = found[0]
            self._context.messages.bar(
                _("Unsaved text in “{name}” was kept.").format(name=self.name_of(one)),
                (_("Use"), lambda: self.use(one)),
                tone="info",
                other=(_("Discard"), lambda: self.discard([one])),
            )
            return
        text = ngettext(
            "Unsaved text in {count} field was kept.",
            "Unsaved text in {count} fields was kept.",
            len(found),
        )
        self._context.messages.bar(
            text,
            (_("Show…"), self.show),
            tone="info",
            other=(_("Discard all"), lambda: self._discard_all(found)),
        )

    def listed(self, one: Unsaved) -> str:
        """The record, as it stands in a list."""
        return _("New record") if one.is_new else self.name_of(one)

    def name_of(self, one: Unsaved) -> str:
        """The record, as it is called now, inside a sentence."""
        kind = _(TITLES.get(one.word, one.word))
        if one.is_new:
            return _("a new record ({kind})").format(kind=inside(kind))
        return self._context.planner.history_details.name_of(one.word, one.key) or kind

    def field_of(self, one: Unsaved) -> str:
        return history_phrases.field_title(one.word, one.field)

    def discard(self, found: Sequence[Unsaved]) -> None:
        try:
            self._drafts.drop(found)
        except UserError as error:
            self._context.messages.error(error)

    def _discard_all(self, found: Sequence[Unsaved]) -> None:
        text = ngettext(
            "Discard the unsaved text of {count} field?",
            "Discard the unsaved text of {count} fields?",
            len(found),
        )
        if self._context.messages.question(text, _("Discard")):
            self.discard(found)
        else:
            self.offer()

    def show(self, first: Unsaved | None = None) -> None:
        """All of it in a list; ``first`` is in front."""
        from planner.ui.dialogs.kept_text import KeptTextDialog

        dialog = KeptTextDialog(self, self._drafts.kept(), self._window, first=first)
        dialog.exec()
        wanted = dialog.wanted
        dialog.deleteLater()
        if wanted is not None:
            self.use(wanted)

    # using

    def use(self, one: Unsaved) -> bool:
        """Open the record with the text in its field, where it is as if it were just typed.

        Of a new record all fields come back. Where no form shows the field, the text is shown to be
        copied; False then.
        """
        together = [one]
        if one.is_new:
            same = (one.word, one.key)
            together = [other for other in self._drafts.kept() if (other.word, other.key) == same]
        if self._drafts.is_there(one):
            self._open(one)
        places = [(other, self._editor(other)) for other in together]
        if not any(editor for _other, editor in places):
            self.show(one)
            return False
        for other, editor in places:
            if editor is not None:
                self._put(other, editor)
        return True

    def _put(self, one: Unsaved, editor: Editor) -> None:
        now = text_of(editor)
        if now.strip() == one.text.strip():  # it was saved after all
            self.discard([one])
            return
        if one.was and mark_of(now) != one.was and not self._still_wanted(one, now):
            return
        _reveal(editor)
        editor.setFocus()
        unsaved = self._window.unsaved_text
        if unsaved is not None:
            unsaved.take(editor, one)
        set_text(editor, one.text)
        self._window.status.say(
            _("It is saved when you leave the field. Esc brings back what was there.")
        )

    def _still_wanted(self, one: Unsaved, now: str) -> bool:
        """The record was changed since: both values are said."""
        text = _("“{field}” of “{name}” was changed since.").format(
            field=self.field_of(one), name=self.name_of(one)
        )
        both = _("Unsaved text:\n{unsaved}\n\nIn the library now:\n{now}").format(
            unsaved=_shortened(one.text), now=_shortened(now) or "–"
        )
        verbs = [_("Use the unsaved text"), _("Keep what is there")]
        found = self._context.messages.choice(text, verbs, detail=both)
        if found == 1:
            self.discard([one])
        elif found != 0:
            self.offer()
        return found == 0

    def _open(self, one: Unsaved) -> None:
        window = self._window
        if one.word == "brief":
            visit, item = self._of_brief(one)
            window.show_record("visit_part", f"{visit}/brief/{item}")
        elif one.is_new:
            window.go(PAGE_OF.get(one.word, "visits"))
            if window.page is not None and window.page.can("new"):
                window.page.new()
        elif one.word in PAGE_OF or one.word in ("visit", "item", "delegate"):
            window.show_record(one.word, one.key)
        else:
            self._open_owner(one)
        window.open_inspector()

    def _open_owner(self, one: Unsaved) -> None:
        """A part is shown in a dialog of the record that it is a part of."""
        part = self._context.planner.keeper(BY_NAME[one.word]).get(one.key)
        for word in ("visit", *PAGE_OF):
            owner = getattr(part, f"{word}_id", None)
            if owner:
                self._window.show_record(word, owner)
                return

    def _of_brief(self, one: Unsaved) -> tuple[str, str]:
        from planner.domain.briefs import Brief

        if one.is_new:
            visit, _slash, item = one.key.partition("/")
            return visit, item
        brief = self._context.planner.keeper(Brief).get(one.key)
        return brief.visit_id, brief.item_id or ""

    def _editor(self, one: Unsaved) -> Editor | None:
        """Where it was typed; a form that is in sight comes before one that is behind another."""
        forms = [
            form
            for form in self._window.findChildren(InspectorForm)
            if one.field in form.fields and form.subject() == (one.word, one.key)
        ]
        forms.sort(key=lambda form: not form.isVisible())
        for form in forms:
            editors = editors_of(form.fields[one.field])
            if one.part < len(editors) and not editors[one.part].isReadOnly():
                return editors[one.part]
        return None


def _shortened(text: str) -> str:
    return text if len(text) <= 600 else text[:599] + "…"


def _reveal(editor: QWidget) -> None:
    """Bring the tabs to the front behind which it stands."""
    below, above = editor, editor.parentWidget()
    while above is not None:
        tabs = above.parentWidget()
        if isinstance(above, QStackedWidget) and isinstance(tabs, QTabWidget):
            tabs.setCurrentWidget(below)
        elif isinstance(above, QStackedWidget):
            above.setCurrentWidget(below)
        elif isinstance(above, QScrollArea):  # once it is laid out for what is in front now
            QTimer.singleShot(0, above, partial(above.ensureWidgetVisible, editor))
        below, above = above, tabs
