"""The inspector of a delegate: what holds for this visit; the person has a page of its own."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from planner.domain.ids import DelegateId, RecordId
from planner.domain.visits import CATEGORIES, Delegate
from planner.domain.words import word_and_id
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.choices import named
from planner.ui.pages.copy_hidden import copy_hidden
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.pages.visit_delegate_parts import (
    ask_for_needs,
    need_lines,
    open_part,
    paper_links,
)
from planner.ui.pages.visit_locked import Locked
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    InspectorForm,
    LineField,
    MomentField,
    NumberField,
    SearchField,
    TextField,
)
from planner.ui.widgets.hidden_lines import HiddenLines
from planner.ui.widgets.links import Links

PLAIN = ("title", "role", "category", "payer", "notes", "rank_reason")


class DelegateInspector(InspectorForm):
    """Shows one delegate; a placeholder offers to be named."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Delegate"), parent)
        self._context = context
        self._planner = context.planner
        self._state: VisitState | None = None
        self._delegate: Delegate | None = None
        self._build()
        self._connect()

    def subject(self) -> tuple[str, str] | None:
        return word_and_id(self._delegate)

    def show_delegate(self, state: VisitState, key: DelegateId) -> None:
        delegate = state.plan.delegate[key]
        another = self._delegate is None or self._delegate.id != delegate.id
        self._state, self._delegate = state, delegate
        self._papers.show_links(paper_links(self._context, self._planner.papers.of(key)))
        if another:
            self._needs.hide_values()
        self._needs.set_lines(need_lines(self._planner.needs.of(key)))
        plan = state.plan
        self._groups.set_choices(
            [(group.id, f"{group.letter} {group.name}".strip()) for group in plan.groups]
        )
        for name, value in self._values(state, delegate).items():
            field = self.fields[name]
            if another or not field.is_changed:
                field.set_value(value)
        self._groups.setVisible(bool(plan.groups))
        unnamed = delegate.person_id is None
        for name in ("placeholder", "person_id", "name_by"):
            self.fields[name].setVisible(unnamed)
        self._open.setVisible(not unnamed)
        organisation = plan.organisation_name(delegate.organisation_id)
        self.set_heading(plan.name_of(delegate), organisation)

    @property
    def delegate_id(self) -> DelegateId | None:
        return self._delegate.id if self._delegate else None

    def clear(self) -> None:
        self._delegate = None

    def start_typing(self) -> None:
        """Put the cursor where work goes on: the name of an N.N., else the title."""
        unnamed = self._delegate is not None and self._delegate.person_id is None
        self.fields["person_id" if unnamed else "title"].setFocus()

    def _build(self) -> None:
        offer = choices.organisations(self._planner)
        self.add(
            "person_id", SearchField(_("Name this placeholder"), choices.people(self._planner))
        )
        self.add("placeholder", LineField(_("What is known"), hint=_("N.N., head of section")))
        self.add("name_by", DateField(_("To be named by")))
        self._open = QPushButton(icon("user", "text"), _("Open the person"))
        self._open.clicked.connect(self._open_person)
        self.add_widget(self._open)
        self.section(_("In this visit"))
        self.add("title", LineField(_("Title")))
        self.add("organisation_id", SearchField(_("Organisation"), offer))
        categories = named(CATEGORIES)
        self.pair(
            ("rank", NumberField(_("Rank, 1 is first"))),
            ("category", ChoiceField(_("Category"), categories)),
        )
        self.add("rank_reason", LineField(_("Why this place in the order")))
        self.add("role", LineField(_("Role"), hint=_("Head of delegation, interpreter …")))
        self._groups = CheckListField(_("Groups"), rows=4)
        self.add("groups", self._groups)
        self.section(_("Travel, if not with the visit"))
        self.add("arrives", MomentField(_("Arrives")))
        self.add("departs", MomentField(_("Departs")))
        self.section(_("Travel documents"))
        self._papers = self._part(_("Edit travel documents…"), "papers")
        self.section(_("Needs"))
        self._needs = HiddenLines(_("Nothing is noted."), _("Edit needs…"))
        self._needs.wanted.connect(self._show_needs)
        self._needs.edit_button.clicked.connect(lambda: self._open_part("needs"))
        self._needs.copy_wanted.connect(self._copy_need)
        self.add_widget(self._needs)
        self.section(_("Office"))
        self.add_widget(Locked())
        self.add("payer", LineField(_("Who pays")))
        self.add("notes", TextField(_("Internal notes"), lines=3))

    def _part(self, text: str, part: str) -> Links:
        links, button = Links(_("Nothing is noted.")), QPushButton(icon("pencil", "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self._open_part(part))
        self.add_widget(links)
        self.add_widget(button)
        return links

    def _open_part(self, part: str) -> None:
        if self._state is not None and self._delegate is not None:
            self.commit()
            open_part(part, self._context, self._state, self._delegate.id, self)

    def _show_needs(self) -> None:
        if self._state is not None and self._delegate is not None:
            key = self._delegate.id

            def show(texts: dict[str, str]) -> None:
                if self._delegate is not None and self._delegate.id == key:
                    self._needs.show_values(texts)

            ask_for_needs(self._context, self._state, key, self.window(), show)

    def _copy_need(self, key: str, text: str) -> None:
        if self._state is None or self._delegate is None:
            return
        looked = self._planner.look_ups
        copy_hidden(
            self._context,
            self.window(),
            _("Needs of {name}").format(name=self._state.plan.name_of(self._delegate)),
            text,
            lambda to, purpose: looked.need_copied(RecordId(key), to, purpose),
        )

    def _connect(self) -> None:
        for name in (*PLAIN, "organisation_id", "placeholder", "name_by"):
            self.on_commit(name, partial(self._edit, name))
        self.on_commit("rank", self._put_at)
        self.on_commit("person_id", self._name_them)
        self.on_commit("groups", lambda keys: self._planner.delegations.set_groups(self._key, keys))
        self.on_commit("arrives", partial(self._put_moment, "arrives"))
        self.on_commit("departs", partial(self._put_moment, "departs"))

    @property
    def is_filled(self) -> bool:
        return self._delegate is not None

    @property
    def _key(self) -> DelegateId:
        assert self._delegate is not None
        return self._delegate.id

    def _edit(self, name: str, value: Any) -> None:
        self._planner.delegations.edit(self._key, seen=self._delegate, **{name: value})

    def _put_at(self, number: Any) -> None:
        """Another place moves the others along; the reason that was given stays with the person."""
        now = self._delegate
        if now is not None:
            place = self._planner.precedence.place
            place([now.id], number or 0, reason=now.rank_reason)

    def _put_moment(self, name: str, value: Any) -> None:
        at, zone = value
        fields = {f"{name}_local": at, f"{name}_zone": zone if at else ""}
        self._planner.delegations.edit(self._key, seen=self._delegate, **fields)

    def _name_them(self, person: Any) -> None:
        if person:
            self._planner.delegations.name_placeholder(self._key, person)

    def _open_person(self) -> None:
        if self._delegate is not None and self._delegate.person_id is not None:
            self._context.open_record("person", self._delegate.person_id)

    def _values(self, state: VisitState, delegate: Delegate) -> dict[str, Any]:
        zone = state.plan.visit.zone
        groups = state.plan.groups_of.get(delegate.id, [])
        return {
            **{name: getattr(delegate, name) for name in PLAIN},
            "placeholder": delegate.placeholder,
            "name_by": delegate.name_by,
            "person_id": None,
            "organisation_id": choices.organisation_value(self._planner, delegate.organisation_id),
            "rank": str(delegate.rank) if delegate.rank else "",
            "groups": tuple(group.id for group in groups),
            "arrives": (delegate.arrives_local, delegate.arrives_zone or zone),
            "departs": (delegate.departs_local, delegate.departs_zone or zone),
        }
