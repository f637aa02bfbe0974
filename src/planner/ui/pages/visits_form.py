"""A visit in the inspector of the list: title, dates, status, who hosts it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from planner.domain.ids import OrganisationId, VisitId, new_id
from planner.domain.visits import DIRECTIONS, VISIT_STATUSES, Direction, Visit, VisitStatus
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages import choices
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    LineField,
    SearchField,
    TextField,
    zone_choices,
)

_PLAIN = (
    "title",
    "code",
    "direction",
    "status",
    "first_day",
    "last_day",
    "purpose",
    "emergency_contact",
    "notes",
)


class VisitForm(RecordForm):
    word: ClassVar[str] = "visit"
    words: ClassVar[frozenset[str]] = frozenset({"visit", "organisation"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Visit"))

    def build(self) -> None:
        context = self.context
        self._open = QPushButton(icon("folder-open"), _("Open the visit"))
        self._open.setMinimumHeight(32)
        self._open.clicked.connect(self._open_visit)
        self.add_widget(self._open)
        self.bind("title", LineField(_("Title")))
        self.bind_pair(
            ("code", LineField(_("Code"))),
            ("status", ChoiceField(_("Status"), choices.named(VISIT_STATUSES))),
        )
        self.bind_pair(
            ("first_day", DateField(_("First day"))), ("last_day", DateField(_("Last day")))
        )
        self.bind_pair(
            ("direction", ChoiceField(_("Direction"), choices.named(DIRECTIONS))),
            (
                "country",
                SearchField(_("Country"), lambda text: choices.country_choices(context, text)),
            ),
        )
        self.bind("zone", SearchField(_("Time zone of the programme"), zone_choices, free=True))
        host = SearchField(_("Host"), lambda text: choices.organisation_choices(context, text))
        self.bind("host_organisation_id", host)
        self.bind("purpose", TextField(_("Purpose"), lines=3))
        self.bind("emergency_contact", LineField(_("Emergency contact")))
        self.bind("notes", TextField(_("Internal notes"), lines=3))

    def _open_visit(self) -> None:
        """Not while something that was typed is refused: it would be gone with the form."""
        self.commit()
        refused = next((field for field in self.fields.values() if field.error), None)
        if refused is not None:
            refused.setFocus()
        else:
            self.context.open_record("visit", self.key)

    def load(self, key: str) -> dict[str, Any]:
        visit = self.context.planner.visits.get(VisitId(key))
        self._seen = visit
        self._open.setVisible(True)
        self.set_heading(visit.title, visit.code)
        return {
            **{name: getattr(visit, name) for name in _PLAIN},
            "zone": visit.zone,
            "country": choices.country_value(self.context, visit.country),
            "host_organisation_id": choices.organisation_value(
                self.context, visit.host_organisation_id
            ),
        }

    def blank(self) -> dict[str, Any]:
        self._open.setVisible(False)
        self.set_new_heading(_("New visit"))
        zone = self.context.planner.settings.text("home_zone")
        return {"direction": Direction.INBOUND, "status": VisitStatus.PLANNED, "zone": zone}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["title"]:
            return ""
        host = values["host_organisation_id"]
        visit = Visit(
            id=VisitId(new_id()),
            zone=values["zone"],
            country=values["country"] or "",
            host_organisation_id=OrganisationId(host) if host else None,
            **{name: values[name] for name in _PLAIN},
        )
        return self.context.planner.visits.new(visit, origin=self)

    def write(self, name: str, value: Any) -> None:
        if name == "country":
            value = value or ""
        visits = self.context.planner.visits
        self._seen = visits.edit(VisitId(self.key), seen=self._seen, origin=self, **{name: value})
