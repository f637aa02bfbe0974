"""What is noted about admissions, for the people who are selected; each is one call of a service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.access import ACCESS_STATUSES, AccessStatus
from planner.domain.checks.access_pack import AccessLine, AccessPack
from planner.domain.ids import DelegateId
from planner.i18n import N_, _, ngettext
from planner.ui.commands import Command
from planner.ui.icons import icon
from planner.ui.pages import visit_access_words as words
from planner.ui.pages.visit_state import VisitState
from planner.ui.pages.visit_verbs import undoable

if TYPE_CHECKING:
    from planner.ui.context import Context

ADMISSION: Final = (
    (AccessStatus.SENT, N_("Admission: sent to the site"), "send", ("Ctrl+Shift+S",)),
    (AccessStatus.APPROVED, N_("Admission: approved by the site"), "check", ("Ctrl+Shift+A",)),
    (AccessStatus.REFUSED, N_("Admission: refused by the site"), "ban", ()),
    (AccessStatus.WAIVED, N_("Admission: waived by the site"), "minus", ()),
    (AccessStatus.MISSING, N_("Admission: back to missing"), "circle-alert", ()),
)
"""The state, its words, its picture and its keys."""


class AccessVerbs(QObject):
    """``delegate_wanted`` names who has no record of a person yet, and so is seen in the delegation."""

    delegate_wanted = Signal(str)

    def __init__(
        self,
        context: Context,
        state: Callable[[], VisitState | None],
        pack: Callable[[], AccessPack | None],
        heads: Callable[[], Sequence[DelegateId]],
        parent: QObject | None = None,
    ) -> None:
        """``heads`` gives the people who are selected, the one in front first."""
        super().__init__(parent)
        self._context = context
        self._state, self._pack, self._heads = state, pack, heads

    @property
    def lines(self) -> list[AccessLine]:
        """The selected people, as the pack has them."""
        chosen, pack = set(self._heads()), self._pack()
        return [line for line in pack.lines if line.delegate_id in chosen] if pack else []

    @property
    def can_note(self) -> bool:
        return bool(self.lines) and not self._context.planner.is_read_only

    @property
    def can_collect(self) -> bool:
        return self.can_note and any(line.missing for line in self.lines)

    def collect(self) -> None:
        """What the selected people lack has come."""
        state, pack, heads = self._state(), self._pack(), list(self._heads())
        if state is None or pack is None or not self.can_collect:
            return
        access = self._context.planner.access
        undoable(
            self._context,
            lambda: access.note_missing(state.plan, heads, pack.site.id),
            ngettext(
                "Data of {count} person noted as collected",
                "Data of {count} people noted as collected",
                len(heads),
            ),
        )

    def note(self, status: AccessStatus, field: str = "") -> None:
        """How far the selected people are, as a whole or with one field."""
        pack, heads = self._pack(), list(self._heads())
        if pack is None or not heads:
            return
        access = self._context.planner.access
        text = _("{what}: {status}, {site}").format(
            what=words.field_name(field) if field else _("Admission"),
            status=_(ACCESS_STATUSES[status]),
            site=pack.site.name,
        )
        undoable(
            self._context,
            lambda: access.set_status(heads, pack.site.id, status, [field]),
            text,
        )

    def open_person(self) -> None:
        """Where what is missing is filled in: the person, or the N.N. in the delegation."""
        state, heads = self._state(), self._heads()
        if state is None or not heads:
            return
        key = heads[0]
        person = state.plan.delegate[key].person_id
        if person is None:
            self.delegate_wanted.emit(key)
        else:
            self._context.open_record("person", person)

    def open_site(self) -> None:
        pack = self._pack()
        if pack is not None:
            self._context.open_record("site", pack.site.id)

    # menus and commands

    def menu(self, parent: QWidget) -> QMenu:
        """The admission as a whole, a menu of states for each field, and where to fill things in."""
        menu, pack = QMenu(parent), self._pack()
        _action(menu, "check", _("Missing data collected"), self.collect, enabled=self.can_collect)
        for status, text, name, _keys in ADMISSION:
            _action(menu, name, _(text), partial(self.note, status), enabled=self.can_note)
        menu.addSeparator()
        for field in pack.fields if pack is not None else ():
            part = menu.addMenu(words.field_name(field))
            part.setEnabled(self.can_note)
            for status, text in ACCESS_STATUSES.items():
                _action(part, words.LOOKS[status][0], _(text), partial(self.note, status, field))
        menu.addSeparator()
        on_one = bool(self._heads())
        _action(menu, "user", _("Open the person"), self.open_person, enabled=on_one)
        _action(menu, "map-pin", _("Open the site"), self.open_site, enabled=pack is not None)
        return menu

    def commands(self, in_front: Callable[[], bool]) -> list[Command]:
        """For the menu of tools; they work on the rows that are selected."""

        def has_heads() -> bool:
            return in_front() and self.can_note

        def lacks() -> bool:
            return in_front() and self.can_collect

        def is_on_one() -> bool:
            return in_front() and bool(self._heads())

        choose = _("Choose people in the list of a site's visitors first.")
        return [
            Command(
                id="access.collected", text=_("Admission: missing data collected"),
                run=self.collect, icon="check", shortcuts=("Ctrl+Shift+C",), menu="tools",
                scope="page", enabled=lacks, reason=choose, separator=True,
            ),
            *(
                Command(
                    id=f"access.{status.value}", text=_(text),
                    run=partial(self.note, status), icon=name, shortcuts=keys, menu="tools",
                    scope="page", enabled=has_heads, reason=choose,
                )
                for status, text, name, keys in ADMISSION
            ),
            Command(
                id="access.person", text=_("Open the person whose data are missing"),
                run=self.open_person, icon="user", menu="tools", scope="page",
                enabled=is_on_one, reason=choose,
            ),
            Command(
                id="access.site", text=_("Open the site that asks for them"),
                run=self.open_site, icon="map-pin", menu="tools", scope="page",
                enabled=lambda: in_front() and self._pack() is not None,
                reason=_("The visit goes to no site yet."),
            ),
        ]  # fmt: skip


def _action(
    menu: QMenu, name: str, text: str, act: Callable[[], object], *, enabled: bool = True
) -> None:
    action = menu.addAction(icon(name, "text"), text)
    action.setEnabled(enabled)
    action.triggered.connect(lambda: act())
