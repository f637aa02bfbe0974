"""The hidden details of a person on the person's page: dots, until somebody says what they are for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.private_details import (
    COUNTRIES,
    DAYS,
    DETAIL_KINDS,
    DetailKind,
    PrivateDetail,
)
from planner.i18n import N_, _
from planner.services.hidden_details import read_detail
from planner.ui.context import Context
from planner.ui.dialogs.ask_purpose import ask_purpose
from planner.ui.dialogs.at_rest import close_at_rest
from planner.ui.dialogs.records import RecordsDialog
from planner.ui.models.table_model import Column
from planner.ui.pages import choices
from planner.ui.pages.copy_hidden import copy_hidden
from planner.ui.pages.visit_verbs import attempt
from planner.ui.widgets.fields import ChoiceField, DateField, LineField, parse_day, short_day
from planner.ui.widgets.hidden_lines import HiddenLine, HiddenLines


class IdentityPapers(QWidget):
    """Knows which kinds are noted; what they say it asks for when it is to be shown."""

    def __init__(self, context: Context, commit: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._commit = context, commit
        self._person, self._name = PersonId(""), ""
        self.lines = HiddenLines(_("Nothing is noted."), _("Edit…"), self)
        self.lines.wanted.connect(self.ask)
        self.lines.edit_button.clicked.connect(self.edit)
        self.lines.copy_wanted.connect(self._copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.lines)

    def show_person(self, person: PersonId, name: str = "") -> None:
        if person != self._person:
            self.lines.hide_values()
        self._person, self._name = person, name
        kinds = self._context.planner.hidden_details.kinds(person) if person else []
        self.lines.set_lines([HiddenLine(kind, _(DETAIL_KINDS[kind])) for kind in kinds])
        self.setVisible(bool(person))

    def ask(self) -> None:
        """Ask for the purpose, then show."""
        about = _("Identity papers of {name}").format(name=self._name)
        person = self._person
        ask_purpose(
            self.window(),
            self._context.planner.look_ups.purposes,
            about,
            lambda purpose: self._show(person, purpose),
        )

    def _show(self, person: PersonId, purpose: str) -> None:
        found = attempt(
            self._context, lambda: self._context.planner.look_ups.details(person, purpose)
        )
        if found and person == self._person:
            self.lines.show_values({one.kind: detail_text(self._context, one) for one in found})

    def edit(self) -> None:
        """What is noted is shown to who edits it, so a purpose is asked for; for a first entry not."""
        self._commit()
        person = self._person
        if not self._context.planner.hidden_details.kinds(person):
            self._open(person)
            return
        ask_purpose(
            self.window(),
            self._context.planner.look_ups.purposes,
            _("Identity papers of {name}").format(name=self._name),
            lambda purpose: self._edit(person, purpose),
        )

    def _edit(self, person: PersonId, purpose: str) -> None:
        looked = self._context.planner.look_ups
        if attempt(self._context, lambda: looked.details(person, purpose)) is not None:
            self._open(person)

    def _open(self, person: PersonId) -> None:
        dialog = IdentityPapersDialog(self._context, person, self._name, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy(self, key: str, text: str) -> None:
        person, looked = self._person, self._context.planner.look_ups
        copy_hidden(
            self._context,
            self.window(),
            _("{field} of {name}").format(field=_(DETAIL_KINDS[DetailKind(key)]), name=self._name),
            text,
            lambda to, purpose: looked.detail_copied(person, DetailKind(key), to, purpose),
        )


def detail_text(context: Context, detail: PrivateDetail) -> str:
    """As people read it: the day in words, the country by its name."""
    if detail.kind in DAYS and (day := parse_day(detail.text, context.planner.today())):
        return short_day(day)
    if detail.kind in COUNTRIES and detail.text:
        return choices.country_name(context, detail.text) or detail.text
    return detail.text


class IdentityPapersDialog(RecordsDialog[PrivateDetail]):
    """Stands open as long as somebody works in it."""

    def __init__(
        self, context: Context, person: PersonId, name: str, parent: QWidget | None
    ) -> None:
        super().__init__(
            context, context.planner.hidden_details, person,
            _("Identity papers of {name}").format(name=name),
            _("Hidden everywhere else: in no list, search or history. Closes after a minute at rest."),
            parent,
        )  # fmt: skip
        self.table.set_empty("lock", _("Nothing is noted."), (_("New"), self.new))
        close_at_rest(self)

    def columns(self) -> Sequence[Column[PrivateDetail]]:
        return (
            Column(N_("What"), lambda one: _(DETAIL_KINDS[one.kind]), 190),
            Column(N_("Value"), lambda one: detail_text(self.context, one) or "–", 150),
            Column(N_("Erased after"), lambda one: short_day(one.purge_after), 110, muted=True),
        )

    def build(self) -> None:
        self.form.add("kind", ChoiceField(_("What"), choices.named(DETAIL_KINDS)))
        self.form.add("text", LineField(_("Value")))
        self.form.add("purge_after", DateField(_("To be erased after")))
        self.form.add("source", LineField(_("From whom"), hint=_("Such as: the person's mail")))

    def changes(self, record: PrivateDetail, name: str, value: Any) -> dict[str, Any]:
        if name == "text":
            return {"text": read_detail(record.kind, value or "", self.context.planner.today())}
        return {name: value if name != "source" else value or ""}

    def blank(self) -> PrivateDetail:
        details = self.context.planner.hidden_details
        person = PersonId(self.owner)
        noted = set(details.kinds(person))
        kinds = (DetailKind.PASSPORT_NUMBER, *DetailKind)
        return PrivateDetail(
            id=RecordId(new_id()),
            person_id=person,
            kind=next((kind for kind in kinds if kind not in noted), DetailKind.PASSPORT_NUMBER),
            purge_after=details.purge_day(person),
        )
