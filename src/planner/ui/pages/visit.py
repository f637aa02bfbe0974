"""The page of one visit: its head, and tabs for the days, the people, checks, releases, details."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from planner.domain.findings import Severity
from planner.domain.ids import DelegateId, ItemId, SiteId, VisitId
from planner.errors import NotFound
from planner.i18n import _
from planner.ui.commands import Command
from planner.ui.context import Context
from planner.ui.pages.page import Page
from planner.ui.pages.visit_access import AccessTab
from planner.ui.pages.visit_afterwards import AFTERWARDS, AfterwardsTab
from planner.ui.pages.visit_briefing import BRIEFED, BriefingTab, brief_command
from planner.ui.pages.visit_checks import ChecksTab
from planner.ui.pages.visit_copies import copy_commands
from planner.ui.pages.visit_delegate_parts import part_commands
from planner.ui.pages.visit_delegation import DelegationTab
from planner.ui.pages.visit_details import CITED, DetailsTab
from planner.ui.pages.visit_handed_out import REGISTER, HandedOutTab
from planner.ui.pages.visit_header import VisitHeader
from planner.ui.pages.visit_inspectors import VisitInspectors
from planner.ui.pages.visit_itinerary import ItineraryTab
from planner.ui.pages.visit_needs import needs_command
from planner.ui.pages.visit_papers import VisitPapers
from planner.ui.pages.visit_places import places_command
from planner.ui.pages.visit_published import PUBLISHED
from planner.ui.pages.visit_releases import ReleasesTab
from planner.ui.pages.visit_signing import signing_commands
from planner.ui.pages.visit_state import CONCERNED, VisitState, read
from planner.ui.pages.visit_to_do import TO_DO, ToDoTab
from planner.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from planner.services.changes import Changed

LOW: Final = 36
"""Lines of text under which the days need the room of the title."""


class VisitPage(Page):
    """Reads the visit as a whole and hands it to the tabs; after each change it reads again.

    It is empty until the first :meth:`refresh`. A visit that is not there raises ``NotFound``.
    """

    def __init__(self, context: Context, visit_id: VisitId, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.visit_id = visit_id
        self.state: VisitState | None = None
        self._title = context.planner.visits.get(visit_id).title
        self._build()
        self._arrange()
        self._connect()

    # building

    def _build(self) -> None:
        self.header = VisitHeader(self)
        self.tabs = QTabWidget(self)
        self.papers = VisitPapers(self.context, self.visit_id, self.commit, self)
        self.itinerary = ItineraryTab(self.context, self)
        self.delegation = DelegationTab(self.context, self)
        self.checks = ChecksTab(self.context, self)
        self.access = AccessTab(self.context, self)
        self.briefing = BriefingTab(self.context, self)
        self.releases = ReleasesTab(self.context, self)
        self.handed_out = HandedOutTab(self.context, self)
        self.to_do = ToDoTab(self.context, self)
        self.afterwards = AfterwardsTab(self.context, self)
        self.details = DetailsTab(self.context, self)
        self._gone = EmptyState(self)
        undo = (_("Undo"), lambda: self.context.commands.run("edit.undo"))
        self._gone.say("calendar", _("This visit was removed. Undo brings it back."), undo)
        self.inspectors = VisitInspectors(self.context)
        self.item_inspector = self.inspectors.item
        self.delegate_inspector = self.inspectors.delegate

    def _arrange(self) -> None:
        for tab, text in (
            (self.itinerary, _("Itinerary")),
            (self.delegation, _("Delegation")),
            (self.checks, _("Checks")),
            (self.access, _("Admission")),
            (self.briefing, _("Briefing")),
            (self.releases, _("Releases")),
            (self.handed_out, _("Handed out")),
            (self.to_do, _("To do")),
            (self.afterwards, _("Afterwards")),
            (self.details, _("Details")),
        ):
            self.tabs.addTab(tab, text)
        self.tabs.setDocumentMode(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar is the stop
        self.tabs.setAccessibleName(_("Parts of the visit"))
        content = QWidget(self)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(self.tabs, 1)
        self._whole = QStackedWidget(self)
        self._whole.addWidget(content)
        self._whole.addWidget(self._gone)
        cover = QVBoxLayout(self)
        cover.setContentsMargins(0, 0, 0, 0)
        cover.addWidget(self._whole)

    def _connect(self) -> None:
        self.header.import_wanted.connect(self.import_list)
        self.header.papers_wanted.connect(self.papers.open)
        self.header.export_wanted.connect(self.export)
        self.header.release_wanted.connect(self.release)
        self.delegation.import_wanted.connect(self.import_list)
        self.itinerary.chosen.connect(self._item_chosen)
        self.itinerary.edit_wanted.connect(self._edit_item)
        self.itinerary.created.connect(lambda _key: self._edit_item())
        self.itinerary.dates_wanted.connect(self._set_dates)
        self.delegation.chosen.connect(self._delegate_chosen)
        self.delegation.edit_wanted.connect(self._edit_delegate)
        self.access.chosen.connect(self._delegate_chosen)
        self.access.verbs.delegate_wanted.connect(partial(self.show_record, "delegate"))
        self.checks.fix_wanted.connect(self.itinerary.fixer.popup)
        self.item_inspector.fix_wanted.connect(self.itinerary.fixer.popup)
        self.itinerary.fixer.open_wanted.connect(self._open_field)
        self.checks.item_wanted.connect(lambda key: self.show_record("item", key))
        self.checks.place_wanted.connect(self.show_record)
        self.releases.papers_wanted.connect(self.papers.open_release)
        self.releases.export_wanted.connect(self.export_release)
        self.releases.item_wanted.connect(lambda key: self.show_record("item", key))
        self.to_do.chosen.connect(self._to_do_chosen)
        self.to_do.edit_wanted.connect(self._edit_to_do)
        self.afterwards.report_wanted.connect(self.papers.open_report)
        self.tabs.currentChanged.connect(self._tab_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.height() < LOW * self.fontMetrics().lineSpacing()
        self.header.set_compact(compact)
        self.itinerary.set_compact(compact)

    # what the window asks

    @property
    def title(self) -> str:
        return self.state.plan.visit.title if self.state else self._title

    @property
    def path(self) -> list[tuple[str, str]]:
        return [(_("Visits"), "visits")]

    @property
    def zone(self) -> str:
        return self.state.plan.visit.zone if self.state else ""

    @property
    def foot(self) -> QWidget | None:
        """What is typed into the quick-add line, and what it reads as, is seen below any message."""
        return self.itinerary.quick

    def inspector(self) -> QWidget | None:
        """For the days, the people and their admission; the other tabs have all their fields on themselves."""
        if self._front is self.to_do:
            return self.to_do.form
        with_one = (self.itinerary, self.delegation, self.access)
        return self.inspectors if self._front in with_one else None

    def refresh(self, changed: Changed | None = None) -> None:
        if changed is not None and changed.words & REGISTER:
            self.handed_out.read_again()
        if changed is not None and changed.words & BRIEFED:
            self.briefing.read_again()
        if changed is not None and changed.words & TO_DO:
            self.to_do.read_again()
        if changed is not None and changed.words & AFTERWARDS:
            self.afterwards.read_again()
        if changed is not None and changed.words & PUBLISHED:
            self.releases.published.read_again()
        if changed is not None and changed.words & CITED:
            self.details.show_sources()
        if changed is not None and not (changed.words & CONCERNED):
            return
        try:
            state = read(self.context.planner, self.visit_id, self.state)
        except NotFound:
            self._whole.setCurrentWidget(self._gone)
            return
        self._whole.setCurrentIndex(0)
        self.state = state
        self.header.show_state(state)
        for tab in (
            self.itinerary,
            self.delegation,
            self.checks,
            self.access,
            self.briefing,
            self.releases,
            self.handed_out,
            self.to_do,
            self.afterwards,
            self.details,
        ):
            tab.show_state(state)
        if (key := self._delegate_in_front()) is not None:
            self._delegate_chosen(key)  # the same row is in front, but it may say something else
        if (item := self._item_in_front()) is not None:
            self._item_chosen(item)
        self._count_findings(state)
        if self._front is self.itinerary:  # also when another entry did not come to the front
            self._item_chosen(self.itinerary.item.id if self.itinerary.item else None)
        self.retitled.emit()

    def _count_findings(self, state: VisitState) -> None:
        count = sum(one.severity > Severity.NOTE for one in state.open_findings)
        text = _("Checks ({count})").format(count=count) if count else _("Checks")
        self.tabs.setTabText(self.tabs.indexOf(self.checks), text)

    def activate(self) -> None:
        focus = {
            self.itinerary: self.itinerary.view,
            self.delegation: self.delegation.table,
            self.checks: self.checks.view,
            self.access: self.access.table,
            self.briefing: self.briefing.table,
            self.releases: self.releases.front,
            self.handed_out: self.handed_out.table,
            self.to_do: self.to_do.table,
            self.afterwards: self.afterwards.front,
        }.get(self._front, self._front)
        focus.setFocus()

    def commands(self) -> list[Command]:
        def in_front() -> bool:
            return self._front is self.itinerary

        return [
            *self.itinerary.commands(in_front),
            *self.access.verbs.commands(lambda: self._front is self.access),
            *self.delegation.precedence.commands(lambda: self._front is self.delegation),
            *self.to_do.commands(lambda: self._front is self.to_do),
            *part_commands(self.context, lambda: self.state, self._delegate_in_front, self),
            places_command(self.context, lambda: self.state, self._item_in_front, self),
            *signing_commands(self.context, lambda: self.state, self._item_in_front, self),
            needs_command(self.context, self.visit_id, self._item_in_front, self),
            brief_command(self.briefing, self._item_in_front, partial(self.show_record, "brief")),
            self.papers.command(),
            Command(
                id="visit.release",
                text=_("Release…"),
                run=self.release,
                icon="git-commit-horizontal",
                menu="file",
                scope="page",
            ),
            Command(
                id="visit.changes",
                text=_("What changed since the release"),
                run=self.compare,
                icon="history",
                menu="file",
                scope="page",
                enabled=lambda: self.releases.can_compare,
            ),
            Command(
                id="visit.publish",
                text=_("Published calendars…"),
                run=self.publish,
                icon="upload",
                menu="file",
                scope="page",
            ),
            Command(
                id="visit.hand_over",
                text=_("Hand over to a colleague…"),
                run=self.hand_over,
                icon="send",
                menu="file",
                scope="page",
            ),
            *self.afterwards.commands(),
            *copy_commands(
                self.context, lambda: self.state.plan.visit if self.state else None, self
            ),
        ]

    def can(self, verb: str) -> bool:
        if verb in ("new", "edit", "remove"):
            known = {
                self.itinerary: verb == "new" or self.itinerary.item is not None,
                self.delegation: verb == "new" or self.delegation.current is not None,
                self.to_do: verb == "new" or self.to_do.current is not None,
                self.afterwards: self.afterwards.can(verb),
            }
            return known.get(self._front, False)
        searched = (self.delegation, self.handed_out)
        return verb == "export" or (verb == "find" and self._front in searched)

    def new(self) -> None:
        if self._front is self.itinerary:
            self.itinerary.add()
        elif self._front is self.delegation:
            self.delegation.add_person()
        elif self._front is self.to_do:
            self.to_do.new()
        elif self._front is self.afterwards:
            self.afterwards.new()

    def edit(self) -> None:
        if self._front is self.itinerary:
            if not self.itinerary.type_here():
                self._edit_item()
        elif self._front is self.delegation:
            self._edit_delegate()
        elif self._front is self.to_do:
            self._edit_to_do()
        elif self._front is self.afterwards:
            self.afterwards.edit()

    def remove(self) -> None:
        if self._front is self.itinerary:
            self.itinerary.remove()
        elif self._front is self.delegation:
            self.delegation.remove()
        elif self._front is self.to_do:
            self.to_do.remove()
        elif self._front is self.afterwards:
            self.afterwards.remove()

    def find_in_page(self) -> None:
        front = self.handed_out if self._front is self.handed_out else self.delegation
        front.filter.setFocus()

    def export(self) -> None:
        self.export_release(None)

    def export_release(self, release: int | None) -> None:
        """Send; None offers the latest version."""
        from planner.ui.dialogs.send import SendDialog

        self.commit()
        dialog = SendDialog(self.context, self.visit_id, self, release)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def hand_over(self) -> None:
        """The visit as one file, for somebody who goes on with it."""
        from planner.ui.window_dialogs import hand_visit

        self.commit()
        hand_visit(self.context, self.visit_id, self)

    def release(self) -> None:
        self.commit()
        self.tabs.setCurrentWidget(self.releases)
        self.releases.release()

    def compare(self) -> None:
        """Show what changed since the version in front, or the latest."""
        self.commit()
        self.tabs.setCurrentWidget(self.releases)
        self.releases.compare()

    def publish(self) -> None:
        """To the places, with the verb at hand: publish to the one in front, or add the first."""
        self.commit()
        self.tabs.setCurrentWidget(self.releases)
        self.releases.show_published()

    def import_list(self) -> None:
        self.context.import_files((), self.visit_id)

    def show_record(self, word: str, key: str) -> None:
        if word == "item":
            self.tabs.setCurrentWidget(self.itinerary)
            self.itinerary.choose(ItemId(key))
            self.itinerary.view.setFocus()
        elif word == "delegate":
            self.tabs.setCurrentWidget(self.delegation)
            self.delegation.choose(key)
        elif word == "attachment":
            self.tabs.setCurrentWidget(self.details)
            self.details.show_file(key)
        elif word == "brief":
            self.tabs.setCurrentWidget(self.briefing)
            self.briefing.choose_item(ItemId(key))
        elif word == "admission":
            self.tabs.setCurrentWidget(self.access)
            self.access.choose_site(SiteId(key))
        elif word == "finding":
            self.tabs.setCurrentWidget(self.checks)
            self.checks.choose(key)

    def commit(self) -> None:
        """Commit what is being typed."""
        self.inspectors.commit()
        self.briefing.commit()
        self.to_do.commit()
        self.afterwards.commit()
        self.details.commit()

    # inside

    @property
    def _front(self) -> QWidget:
        return self.tabs.currentWidget()

    def _tab_changed(self) -> None:
        if self._front is self.itinerary:
            self._item_chosen(self.itinerary.item.id if self.itinerary.item else None)
        elif self._front is self.delegation:
            self._delegate_chosen(self.delegation.current)
        elif self._front is self.access:
            self._delegate_chosen(self.access.current)
        else:
            self.context.selection.clear()
        self.inspector_changed.emit()
        self.context.update_commands()
        if not self.tabs.tabBar().hasFocus():
            self.activate()

    def _item_chosen(self, key: ItemId | None) -> None:
        if self._front is not self.itinerary:
            return
        if key != self.item_inspector.item_id:
            self.item_inspector.commit()
        if self.state is None or key is None or key not in self.state.plan.item:
            self.item_inspector.clear()
            self.inspectors.setCurrentWidget(self.inspectors.nothing)
            self.context.selection.clear()
        else:
            self._inspect(self.state, key)
        self.context.update_commands()

    def _inspect(self, state: VisitState, key: ItemId) -> None:
        """The entry in front, or all that are selected with it."""
        chosen = self.itinerary.selected
        several = [item for item in state.plan.items if item.id in chosen]
        if len(several) > 1:
            self.item_inspector.clear()
            self.inspectors.items.show_items(state, several)
            self.inspectors.setCurrentWidget(self.inspectors.items)
            self.context.selection.choose("item", tuple(item.id for item in several))
            return
        self.inspectors.items.clear()
        self.item_inspector.show_item(state, key)
        self.inspectors.setCurrentWidget(self.item_inspector)
        self.context.selection.choose("item", (key,))

    def _delegate_chosen(self, key: DelegateId | None) -> None:
        """Whoever is in front among the delegation, or among a site's visitors."""
        if self._front not in (self.delegation, self.access):
            return
        if key != self.delegate_inspector.delegate_id:
            self.delegate_inspector.commit()
        if self.state is None or key is None or key not in self.state.plan.delegate:
            self.delegate_inspector.clear()
            self.inspectors.setCurrentWidget(self.inspectors.nothing)
            self.context.selection.clear()
        else:
            self.delegate_inspector.show_delegate(self.state, DelegateId(key))
            self.inspectors.setCurrentWidget(self.delegate_inspector)
            self.context.selection.choose("delegate", (key,))
        self.context.update_commands()

    def _item_in_front(self) -> ItemId | None:
        one = self.itinerary.item if self._front is self.itinerary else None
        return one.id if one else None

    def _delegate_in_front(self) -> DelegateId | None:
        if self._front is self.delegation:
            return self.delegation.current
        return self.access.current if self._front is self.access else None

    def _set_dates(self) -> None:
        self.tabs.setCurrentWidget(self.details)
        self.details.fields["first_day"].setFocus()

    def _edit_item(self) -> None:
        if self.itinerary.item is not None:
            self._open_inspector()
            self.item_inspector.start_typing()

    def _open_field(self, item: ItemId, name: str) -> None:
        """Where a person has to fill something in: the entry in front, its field under the cursor."""
        self.show_record("item", item)
        self._open_inspector()
        field = self.item_inspector.fields.get(name) or self.item_inspector.fields.get("title")
        if field is not None:
            field.setFocus()

    def _edit_delegate(self) -> None:
        if self.delegation.current is not None:
            self._open_inspector()
            self.delegate_inspector.start_typing()

    def _to_do_chosen(self) -> None:
        if self._front is self.to_do:
            line = self.to_do.current
            self.context.selection.choose("follow_up", (line.id,) if line else ())
            self.inspector_changed.emit()
            self.context.update_commands()

    def _edit_to_do(self) -> None:
        if self.to_do.current is not None:
            self._open_inspector()
            self.to_do.start_typing()

    def _open_inspector(self) -> None:
        """Where there is little room the inspector is a drawer that has to be opened."""
        opens = getattr(self.window(), "open_inspector", None)
        if opens is not None:
            opens()
