"""What can be done with the people who are selected: change, add to a visit, copy, drag out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QDialog

from planner.domain.ids import PersonId
from planner.i18n import _, ngettext
from planner.ui.commands import Command
from planner.ui.dialogs.add_to_visit import AddToVisitDialog
from planner.ui.dialogs.several_people import SeveralPeopleDialog
from planner.ui.pages.list_verbs import ListVerbs
from planner.ui.pages.visit_verbs import attempt, undoable
from planner.ui.people_out import Folder, PeopleFile, file_name

if TYPE_CHECKING:
    from planner.ui.pages.contacts import ContactsPage


class PeopleVerbs(ListVerbs):
    """Each edit is one step with Undo in a toast."""

    def __init__(self, page: ContactsPage) -> None:
        super().__init__(page)
        folder = self._folder = Folder()
        self.destroyed.connect(lambda _gone=None: folder.clear())

    @property
    def people(self) -> list[PersonId]:
        return [PersonId(key) for key in self._page.table.selected_keys()]

    def commands(self) -> list[Command]:
        nobody = _("Nobody is selected.")
        return [
            Command(
                id="file.export_people",
                text=_("Export contacts…"),
                icon="upload",
                shortcuts=("Ctrl+Shift+E",),
                menu="file",
                scope="page",
                enabled=lambda: self._page.model.rowCount() > 0 and not self._read_only,
                reason=_("The list is empty."),
                run=self.export,
            ),
            self.edit_command(nobody),
            Command(
                id="item.add_to_visit",
                text=_("Add to a visit…"),
                icon="calendar-plus",
                shortcuts=("Ctrl+Shift+A",),
                scope="page",
                enabled=self._can_write,
                reason=nobody,
                run=self.add_to_visit,
            ),
            Command(
                id="item.who_holds",
                text=_("Who holds what…"),
                icon="send",
                scope="page",
                enabled=lambda: self.is_some,
                reason=nobody,
                run=self.who_holds,
            ),
            Command(
                id="item.answer_request",
                text=_("Answer a request about data…"),
                icon="file-text",
                scope="page",
                enabled=lambda: self.is_some,
                reason=nobody,
                run=self.answer_request,
            ),
            Command(
                id="item.erase_person",
                text=_("Erase a person for good…"),
                icon="trash-2",
                scope="page",
                enabled=self._can_write,
                reason=nobody,
                run=self.erase_person,
            ),
            *self.copy_commands("people", nobody),
        ]

    def export(self) -> None:
        """Ask as what, and write who is selected or all who are listed."""
        from planner.ui.dialogs.export_people import ExportPeopleDialog

        listed = [PersonId(key) for key in self._page.all_keys()]
        ExportPeopleDialog(self._context, self.people, listed, self._page).exec()

    # changing

    def edit(self) -> None:
        """Ask for one change to all of them."""
        dialog = SeveralPeopleDialog(self._context, self.people, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.said_changed(dialog.done_count)

    def said_changed(self, count: int) -> None:
        self.say_changed(
            ngettext("{count} person was changed", "{count} people were changed", count)
        )

    def add_to_visit(self) -> None:
        """Ask for a visit and put them in."""
        people = self.people
        dialog = AddToVisitDialog(self._context, len(people), self._page)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.visit is None:
            return
        visit, several = dialog.visit, self._context.planner.several_people
        visit_title = self._context.planner.visits.get(visit).title
        before = self._context.planner.visits.plan(visit)
        inside = {one.person_id for one in before.delegates}
        new = [person for person in people if person not in inside]
        if not new:
            self._context.messages.toast(
                _("All of them are in “{title}” already").format(title=visit_title)
            )
            return
        text = ngettext(
            "{count} person was added to “{title}”",
            "{count} people were added to “{title}”",
            len(new),
            title=visit_title,
        )
        undoable(self._context, lambda: several.add_to_visit(new, visit), text)

    def who_holds(self) -> None:
        """To whom data of the first who is selected went."""
        from planner.ui.dialogs.handed_out import HandedOutDialog

        (person, *_rest) = self.people
        name = self._context.planner.contacts.people.get(person).name
        HandedOutDialog(self._context, person, name, self._page).exec()

    def answer_request(self) -> None:
        """What the first who is selected asked about data."""
        from planner.ui.dialogs.data_requests import DataRequestsDialog

        DataRequestsDialog(self._context, self.people[0], self._page).exec()

    def erase_person(self) -> None:
        """The first who is selected, after a look and with the name typed."""
        from planner.ui.dialogs.erase_person import EraseDialog

        EraseDialog(self._context, self.people[0], self._page).exec()

    # out of the window

    def text(self, people: Sequence[PersonId]) -> str:
        """The people as lines for a mail."""
        from planner.services.handing_out import as_text

        return as_text(self._context.planner.handing_out.cards(people, photos=False))

    def copy_text(self) -> None:
        people = self._people()
        text = self.text(people)
        QGuiApplication.clipboard().setText(text)
        out = self._context.planner.handing_out
        attempt(self._context, lambda: out.copied(people, text))
        self.say_copied(len(people))

    def put_on_record(self, keys: Sequence[str], text: str) -> None:
        people = [PersonId(key) for key in keys]
        columns = [key for key in self._page.chosen.keys if key != "photo"]
        out = self._context.planner.handing_out
        attempt(self._context, lambda: out.copied(people, text, columns))

    def drag(self, _actions: Qt.DropAction) -> None:
        """Start to drag who is selected; a file that was taken is put on record."""
        people = self._people()
        if not people:
            return
        data = self.file_of(people)
        drag = QDrag(self._page.table)
        drag.setMimeData(data)
        dropped = drag.exec(Qt.DropAction.CopyAction) != Qt.DropAction.IgnoreAction
        self.record(people, data, dropped=dropped)

    def file_of(self, people: Sequence[PersonId]) -> PeopleFile:
        """A file that is made when it is let go somewhere."""
        out = self._context.planner.handing_out
        lines = self._page.lines(people[:1])
        name = file_name(people, lines[0].name if lines else "")
        return PeopleFile(
            name, lambda: out.as_file(people), lambda: self.text(people), self._folder
        )

    def record(
        self, people: Sequence[PersonId], data: PeopleFile, *, dropped: bool = False
    ) -> None:
        """What left the house stands in the register: the file, or the text where no file was taken."""
        out, file, text = self._context.planner.handing_out, data.taken, data.told
        if file is not None and not self._context.planner.is_read_only:
            attempt(self._context, lambda: out.record(people, data.name, file))
        elif file is None and text is not None and dropped:
            attempt(self._context, lambda: out.copied(people, text))

    def said_count(self, count: int) -> str:
        return ngettext("{count} person copied", "{count} people copied", count)

    def _people(self) -> list[PersonId]:
        return [PersonId(key) for key in self.few()]
