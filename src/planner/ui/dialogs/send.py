"""Sending: what goes to whom, in which language and with what left out; nothing is written before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from planner.domain.ids import DelegateId, VisitId
from planner.domain.visit_lines import ReleaseLine
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.parcels import Package, Sent
from planner.services.send_presets import Preset
from planner.ui.context import Context
from planner.ui.dialogs.send_choices import DRAFT
from planner.ui.dialogs.send_look import Looked, Row, counted, only
from planner.ui.dialogs.send_recipient import RecipientDialog
from planner.ui.dialogs.send_shell import SendShell
from planner.ui.opening import open_with_system
from planner.ui.pages.visit_ask import AskText
from planner.ui.tasks import Progress

if TYPE_CHECKING:
    from planner.services.changes import Changed
    from planner.services.exporting import ExportReport

T = TypeVar("T")
SETTLE = 250
"""Milliseconds after the last choice before it is looked at."""
TYPING = 600
"""The same while words are typed."""
_OUR_TRACE = frozenset({"disclosure", "disclosure_subject", "release", "saved_view"})
"""What writing leaves in the library; it changes nothing of what is shown."""


class SendDialog(SendShell):
    """A look at everything is a task; ticks choose among what it found, so they cost nothing."""

    def __init__(
        self,
        context: Context,
        visit: VisitId,
        parent: QWidget | None = None,
        release: int | None = None,
        person: DelegateId | None = None,
    ) -> None:
        """``person`` alone is ticked; everybody else can still be chosen."""
        super().__init__(context, parent)
        self._context, self._visit, self.person = context, visit, person
        self._planner = context.planner
        self._lines: Sequence[ReleaseLine] = ()
        self._looked: Looked | None = None
        self._front = f"delegate:{person}" if person else ""
        self._folder: Path | None = None
        title = self._planner.visits.get(visit).title
        self.setWindowTitle(_("Send: {title}").format(title=title))
        self.choices.presets.made = self._preset_now
        self._connect()
        self.choices.show_preset(self.choices.presets.front)
        self.people.follow(self._rule if person is None else self._is_the_person)
        self._read_versions(release)
        self._version_chosen()
        self.people.table.setFocus()

    def _connect(self) -> None:
        choices, people, foot, work = self.choices, self.people, self.foot, self.work
        choices.preset_chosen.connect(lambda _preset: people.follow(self._rule))
        choices.version_chosen.connect(self._version_chosen)
        choices.changed.connect(lambda: self._soon(SETTLE))
        choices.worded.connect(lambda: self._soon(TYPING))
        for asking in (choices.release_wanted, self.draft.release_wanted):
            asking.connect(self.ask_release)
        self.draft.changed.connect(self._enable)
        people.ticks_changed.connect(self._enable)
        people.table.chosen.connect(lambda _key: self._enable())
        people.add_wanted.connect(lambda: self.edit_recipient(""))
        people.edit_wanted.connect(self.edit_recipient)
        people.remove_wanted.connect(self.remove_recipient)
        for wanted, act in (
            (foot.copy_wanted, self.copy_text),
            (foot.save_wanted, self.save),
            (foot.drafts_wanted, self.drafts),
            (foot.back_wanted, self._version_chosen),
            (foot.close_wanted, self.reject),
            (foot.stop_wanted, self.stop),
            (self.done_page.open_wanted, self._open_folder),
            (work.looked, self._show),
            (work.failed, self._failed),
            (work.called_off, self._called_off),
            (self._later.timeout, self.look),
        ):
            wanted.connect(act)
        self._context.tasks.progressed.connect(foot.show_progress)
        self._context.bridge.changed.connect(self._changed)
        undo = QAction(_("Undo"), self)
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        undo.triggered.connect(self._undo)
        self.addAction(undo)

    # who is chosen at first

    def _rule(self, row: Row) -> bool:
        """Who is meant by the preset and gets something."""
        preset = self.choices.presets.front
        meant = row.parcel is not None and preset.means(row.standing.recipient)
        return meant and (row.is_stale or not preset.stale)

    def _is_the_person(self, row: Row) -> bool:
        return row.parcel is not None and row.key == f"delegate:{self.person}"

    def _preset_now(self) -> Preset:
        """The papers, the language and the kinds of recipients that are ticked."""
        ticked = {row.recipient.kind for row in self.people.rows if row.ticked}
        everybody = ticked == {row.recipient.kind for row in self.people.rows}
        return Preset(
            key="",
            title="",
            kinds=frozenset() if everybody else frozenset(ticked),
            papers=self.choices.chosen_papers,
            stale=self.choices.presets.front.stale,
            language=self.choices.spoken,
            setting=self.choices.setting,
        )

    # versions

    def _read_versions(self, front: int | None) -> None:
        self._lines = self._planner.releases.list(self._visit)
        self.choices.show_versions(self._lines, front)

    @property
    def is_draft(self) -> bool:
        return self.choices.number == DRAFT

    @property
    def _previous(self) -> int | None:
        number = self.choices.number
        earlier = [line.number for line in self._lines if line.is_intact and line.number < number]
        return max(earlier, default=None)

    def _version_chosen(self) -> None:
        self.choices.show()
        self._edge.show()
        self.choices.set_draft(self.is_draft)
        self.choices.say_version("", "", can_release=False)
        self.pages.setCurrentWidget(self.draft if self.is_draft else self.people)
        self.foot.show_choosing(mails=not self.is_draft)
        self.foot.say_error("")
        self.look()

    def _say_version(self, looked: Looked) -> None:
        since, ahead, number = "", "", self.choices.number
        if looked.since is not None:
            since = ngettext(
                "{count} entry changed since version {number}.",
                "{count} entries changed since version {number}.",
                len(looked.since.items),
                number=self._previous or 0,
            )
        latest = max(line.number for line in self._lines)
        if number != latest:
            ahead = _("Version {number} is the latest.").format(number=latest)
        elif looked.draft:
            ahead = ngettext(
                "The draft has moved on: {count} change is not in this version.",
                "The draft has moved on: {count} changes are not in this version.",
                len(looked.draft.items) + len(looked.draft.parts),
            )
        self.choices.say_version(since, ahead, can_release=bool(ahead))

    def ask_release(self) -> None:
        """Ask for a note, then freeze the visit, without leaving the dialog."""
        number = max((line.number for line in self._lines), default=0) + 1
        about = _("Version {number} freezes the visit as it stands. The draft goes on.")
        ask = AskText(
            self,
            title=_("Release version {number}").format(number=number),
            about=about.format(number=number),
            label=_("Note: what is new, for whom"),
            verb=_("Release"),
            optional=True,
        )
        ask.accepted.connect(lambda: self.release(ask.answer))
        ask.finished.connect(ask.deleteLater)
        ask.open()

    def release(self, note: str = "") -> None:
        def released(number: int) -> None:
            self._read_versions(number)
            self._version_chosen()

        releases = self._planner.releases
        self._begin(
            lambda _progress: releases.release(self._visit, note).number, released, _("Releasing")
        )

    # looking

    def _soon(self, wait: int) -> None:
        """Look again when the hand rests; until then nothing can be written."""
        if not self.is_draft:
            self._looked = None
            self._later.start(wait)
            self._enable()

    def look(self) -> None:
        """Pack everything for everybody, elsewhere."""
        self._later.stop()
        self._looked = None
        self.work.forget_look()
        self.foot.set_busy(not self.is_draft, _("Looking at what would go out…"))
        if not self.is_draft:
            self.work.look(self.choices.asked(self._visit, self._previous))
        self._enable()

    def _show(self, looked: Looked) -> None:
        self.foot.set_busy(False)
        self._looked = looked
        self.foot.say_error(self._about_all(looked))
        self._say_version(looked)
        self.people.show_looked(looked)
        if self._front:
            self.people.choose(self._front)
            self._front = ""
        self._enable()

    def _about_all(self, looked: Looked) -> str:
        said = [one.text for one in looked.package.cautions]
        known = {one.recipient.key for one in looked.standings}
        if self.person is not None and f"delegate:{self.person}" not in known:
            text = _("{name} is not in version {number}. Release the visit anew.")
            plan = self._planner.visits.plan(self._visit)
            name = plan.name_of(plan.delegate[self.person])
            said.append(text.format(name=name, number=self.choices.number))
        return "\n".join(said)

    def _changed(self, changed: Changed) -> None:
        if not changed.words <= _OUR_TRACE and self.pages.currentWidget() is self.people:
            self._soon(0)

    # recipients

    def edit_recipient(self, key: str) -> None:
        """How this one is written to; without a key one more is added."""
        looked = self._looked
        standing = next((row.standing for row in self.people.rows if row.key == key), None)
        dialog = RecipientDialog(
            self._planner.addressings,
            self._visit,
            standing.recipient if standing else None,
            looked.usual.get(key) if looked else None,
            self,
        )

        def kept() -> None:
            self._front = dialog.key

        dialog.accepted.connect(kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def remove_recipient(self, key: str) -> None:
        self._try(lambda: self._planner.addressings.remove(key))

    def _undo(self) -> None:
        """The window behind waits: its Undo works from here too."""
        command = {one.id: one for one in self._context.commands.all()}.get("edit.undo")
        if command is not None and command.enabled():
            command.run()

    # writing

    @property
    def package(self) -> Package | None:
        """What would be written now: the parcels of all that are ticked."""
        return only(self._looked.package, self.people.chosen) if self._looked else None

    def save(self) -> None:
        """Ask for a folder, then write the papers of each into it."""
        if self.is_draft:
            self._save_draft()
        else:
            self._write(mails=False)

    def drafts(self) -> None:
        """Ask for a folder, then write a mail for each into it; nothing is sent."""
        self._write(mails=True)

    def _write(self, *, mails: bool) -> None:
        package = self.package
        if package is None or not package.parcels:
            return
        folder = self._context.files.folder(self, _("Folder for the files"), "export")
        if folder is None:
            return
        sending = self._planner.sending
        write = sending.drafts if mails else sending.save

        def written(sent: Sent) -> None:
            self._folder = sent.folder
            self.done_page.show_sent(package, sent, mails=mails)
            self._finish()

        self._begin(lambda progress: write(package, folder, progress), written, _("Writing files"))

    def _save_draft(self) -> None:
        folder = self._context.files.folder(self, _("Folder for the files"), "export")
        if folder is None:
            return
        request = self.draft.request(
            self._visit,
            folder,
            self.choices.spoken or "en",
            self.choices.purpose.text().strip(),
            self.person,
        )

        def written(report: ExportReport) -> None:
            self._folder = folder
            self.done_page.show_report(report)
            self._finish()

        exporting = self._planner.exporting
        self._begin(lambda _progress: exporting.write(request), written, _("Writing files"))

    def _begin(self, act: Callable[[Progress], T], done: Callable[[T], None], text: str) -> None:
        self.foot.say_error("")
        self.foot.set_busy(True, text, stoppable=True)
        self.work.write(act, done, text)
        self._enable()

    def _finish(self) -> None:
        self.foot.set_busy(False)
        self._enable()
        self.foot.text.setText("")
        self.choices.hide()
        self._edge.hide()
        self.pages.setCurrentWidget(self.done_page)
        self.foot.show_done()

    def stop(self) -> None:
        self.foot.stop.setEnabled(False)
        self.work.stop()

    def _called_off(self) -> None:
        self.foot.set_busy(False)
        self._enable()
        self.foot.text.setText(_("Called off: nothing was written."))

    def copy_text(self) -> None:
        """The text of the mail to the one in front, to be pasted; that is on record."""
        row, looked = self.people.current, self._looked
        if row is None or row.parcel is None or looked is None:
            return
        text = self._try(lambda: self._planner.sending.copy_text(looked.package, row.key))
        if text is not None:
            QGuiApplication.clipboard().setText(text)
            said = _("The text for {name} is on the clipboard, and that is on record.")
            self.foot.text.setText(said.format(name=row.recipient.name))

    def _open_folder(self) -> None:
        if self._folder is not None:
            open_with_system(self._folder)

    # what can be done now

    def _enable(self) -> None:
        """Nothing can be written that was not looked at."""
        busy = self.work.is_writing
        self.choices.setEnabled(not busy)
        self.pages.setEnabled(not busy)
        if self.is_draft:
            self.foot.allow(copy=False, save=self.draft.can_write and not busy, drafts=False)
            self.foot.text.setText("")
            return
        looked = self._looked
        ready = looked is not None and not busy
        parcels = looked.package.parcels if looked else ()
        chosen = [one for one in parcels if one.recipient.key in self.people.chosen]
        row = self.people.current
        self.foot.allow(
            copy=ready and row is not None and row.parcel is not None,
            save=ready and any(one.papers for one in chosen),
            drafts=ready and bool(chosen),
        )
        if ready:
            self.foot.text.setText(counted(self.people.rows))

    def _try(self, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except UserError as error:
            self.foot.say_error(str(error))
            return None

    def _failed(self, error: Exception) -> None:
        self.foot.set_busy(False)
        self._enable()
        if isinstance(error, UserError):
            self.foot.say_error(str(error))
        else:
            self._context.messages.unexpected(error)

    def reject(self) -> None:
        """While files are written Escape calls that off; the dialog stays."""
        if self.work.is_writing:
            self.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._later.stop()
        self.work.forget_look()
        super().done(result)
