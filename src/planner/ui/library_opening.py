"""Opening a library for the window: who has it, where it lies, and what the user decides about that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planner import paths
from planner.errors import Locked, NoLongerThere, UserError, WrongFolder
from planner.i18n import _, plain_day
from planner.services import moved, whereabouts

if TYPE_CHECKING:
    from planner.services.planner import Planner
    from planner.ui.messages import Messages

Act = tuple[str, Callable[[], object]]


class OpenAlready(Exception):
    """The window that has the library open was asked to come to the front: this one may go."""


@dataclass
class Notice:
    """What is said in the bar once the library is open."""

    text: str
    action: Act | None = None
    tone: str = "info"


@dataclass
class Opening:
    """``open_at`` opens an address, if it is True for reading only; ``reopen`` opens another one in
    this window; ``meanwhile`` does work beside the open window and says what it is."""

    open_at: Callable[[str, bool], Planner]
    door: Callable[[], Messages]
    ask_folder: Callable[[str], Path | None]
    reopen: Callable[[str], object]
    meanwhile: Callable[[Callable[[], object], str], object]
    files: list[Path] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    made: str = ""
    """Where a copy was just made, to be opened next."""

    @property
    def messages(self) -> Messages:
        return self.door()

    def library_at(self, address: str) -> Planner:
        """:raises UserError: it cannot be opened, or the user called it off.
        :raises OpenAlready: another window has it.
        """
        asked, self.notices = address, []
        if (move := moved.current(address)) is not None:
            address = str(move.to)
            self._say_moved(asked, move)
        return self._at(address)

    def _at(self, address: str) -> Planner:
        try:
            planner = self.open_at(address, False)
        except WrongFolder as error:
            return self._in_wrong_folder(address, error)
        if planner.is_read_only:
            self._say_read_only(address)
            return planner
        try:
            planner.keep_locked()
        except NoLongerThere as error:
            return self._left_open(planner, error)
        except Locked as error:
            planner.close()
            return self._held(address, error)
        except UserError:
            planner.close()
            raise
        return planner

    def _held(self, address: str, error: Locked) -> Planner:
        """Another program has it: our own other window comes to the front, anybody else is named."""
        if whereabouts.is_open_here(address):
            from planner.ui.one_window import ring  # late: most starts are the first

            if ring(address, self.files):
                raise OpenAlready
            error = Locked(
                _("Another window of Planner has {name} open, but does not answer.").format(
                    name=Path(address).name
                ),
                _("Nothing was changed. Close it, or end that program, and start again."),
            )
        if self.messages.choice(str(error), [_("Open read-only")]) != 0:
            raise error
        return self._read_only(address)

    def _left_open(self, planner: Planner, error: NoLongerThere) -> Planner:
        """A name from another machine stands in the lock, which is free here."""
        text = _("Look there first: if two write to it, changes are lost.")
        verbs = [_("Open read-only"), _("It is closed there")]
        found = self.messages.choice(error.message, verbs, detail=text, recommended=True)
        if found == 1:
            planner.keep_locked(despite_text=True)
            return planner
        address = planner.address
        planner.close()
        if found != 0:
            raise error
        return self._read_only(address)

    def _in_wrong_folder(self, address: str, error: WrongFolder) -> Planner:
        synced = whereabouts.is_synced(Path(address))
        verb = _("Move it to this computer") if synced else _("Work on a copy")
        text = (
            _(
                "It is copied, checked and opened there. The old file stays, with “(moved)” in its name."
            )
            if synced
            else _("The copy is checked and opened. What you change in it stays on this computer.")
        )
        found = self.messages.choice(
            error.message, [verb, _("Open read-only")], detail=text, recommended=True
        )
        if found == 0 and (folder := self._safe_folder()) is not None:
            act = whereabouts.move if synced else whereabouts.copy
            self.made = str(act(address, folder))
            said = _("The library is now {path}.") if synced else _("You work on a copy: {path}.")
            self.notices.append(Notice(said.format(path=self.made), self._old_copy(synced)))
            return self._at(self.made)
        if found == 1:
            return self._read_only(address)
        raise error

    def _old_copy(self, moved_away: bool) -> Act | None:
        """Removing what a move left at the old place: all that was in it, also of who is erased later."""
        library = Path(self.made)
        if not moved_away or not whereabouts.stays(library):
            return None

        def remove() -> None:
            names = ", ".join(str(path) for path in whereabouts.stays(library))
            text = _("They are overwritten and removed: {names}.").format(names=names)
            verbs = [_("Remove the old files")]
            if self.messages.choice(_("Is all well at the new place?"), verbs, detail=text) != 0:
                return
            self.meanwhile(lambda: whereabouts.remove_stays(library), _("Removing the old files …"))

        return (_("Remove the old files…"), remove)

    def _safe_folder(self) -> Path | None:
        usual = paths.user_data()
        if whereabouts.is_safe(usual / paths.LIBRARY_NAME):
            return usual
        return self.ask_folder(_("A folder of this computer for the library"))

    def _read_only(self, address: str) -> Planner:
        planner = self.open_at(address, True)
        self._say_read_only(address)
        return planner

    def _say_read_only(self, address: str) -> None:
        path = Path(address)
        if whereabouts.is_safe(path) and whereabouts.can_write_beside(path):
            self.notices.append(Notice(_("Read-only: nothing can be changed here.")))
            return
        self.notices.append(
            Notice(
                _(
                    "Read-only: {folder} cannot be written. You see {name} as it was just now."
                ).format(folder=path.parent, name=path.name),
                (_("Work on a copy"), lambda: self._take_copy(address)),
            )
        )

    def _take_copy(self, address: str) -> None:
        """Copy the library to this computer and go on in the copy."""
        folder = self._safe_folder()
        if folder is None:
            return
        try:
            self.made = str(whereabouts.copy(address, folder))
        except UserError as error:
            self.messages.error(error)
            return
        self.reopen(self.made)

    def _say_moved(self, asked: str, move: moved.Move) -> None:
        import datetime as dt

        day = dt.date.fromisoformat(move.on) if move.on else None
        text = _("Since {day} this library is {path}.").format(
            day=plain_day(day) if day else "?", path=move.to
        )
        back: Act | None = None
        if Path(asked).exists():
            back = (_("Open the old file"), lambda: self._back_to(asked))
        self.notices.append(Notice(text, back))

    def _back_to(self, asked: str) -> None:
        moved.forget(Path(asked))
        self.reopen(asked)
