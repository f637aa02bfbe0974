"""The tab of details: the fields of the visit itself, and what it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId, RecordId, ThemeId, VisitId, new_id
from planner.domain.visits import (
    DIRECTIONS,
    VISIT_STATUSES,
    Theme,
    Visit,
    VisitAgreement,
    VisitTheme,
)
from planner.domain.words import word_and_id
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.pages import visit_choices as choices
from planner.ui.pages.choices import (
    country_choices,
    country_value,
    named,
    visit_choices,
    visit_value,
)
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.sources_of import SourcesOf
from planner.ui.pages.visit_check_list import CheckListField
from planner.ui.pages.visit_locked import Locked
from planner.ui.pages.visit_picked import PickedField
from planner.ui.pages.visit_state import VisitState
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    InspectorForm,
    LineField,
    SearchField,
    TextField,
    zone_choices,
)

PLAIN = (
    "title",
    "code",
    "direction",
    "category",
    "status",
    "status_reason",
    "purpose",
    "first_day",
    "last_day",
    "zone",
    "emergency_contact",
    "notes",
)
CITED = frozenset({"citation", "source"})
ORGANISATIONS = ("host_organisation_id", "initiator_organisation_id")
WIDEST = 760


class DetailsTab(InspectorForm):
    """Every field is committed on its own; a refusal stands below it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Details of the visit"), parent)
        self._context, self._planner = context, context.planner
        self._visit: Visit | None = None
        self._build()
        self._connect()
        self._heading.hide()
        self.setFocusProxy(self.fields["title"])
        inner = self.widget()
        if inner is not None:
            inner.setMaximumWidth(WIDEST)

    def subject(self) -> tuple[str, str] | None:
        return word_and_id(self._visit)

    def show_state(self, state: VisitState) -> None:
        visit = state.plan.visit
        another = self._visit is None
        if another:
            self.files.show_record(visit.id)
        self._visit = visit
        self.show_sources()
        self._themes.set_choices([(one.id, one.name) for one in self._planner.keeper(Theme).of()])
        for name, value in self._values(visit).items():
            field = self.fields[name]
            if another or not field.is_changed:
                field.set_value(value)
        self._themes.setVisible(self._themes.editor.count() > 0)

    def show_sources(self) -> None:
        """Read again what sources say of the visit."""
        if self._visit is not None:
            self.sources.show_record(self._visit.id, self._visit.title)

    def show_file(self, key: str) -> None:
        """Bring a file of the visit to the front, once the page has its focus."""
        self.files.list.choose(key)
        QTimer.singleShot(0, self, self._to_files)

    def _to_files(self) -> None:
        self.files.list.setFocus()
        self.ensureWidgetVisible(self.files)

    def _build(self) -> None:
        worded = named(VISIT_STATUSES)
        directions = named(DIRECTIONS)
        offer = choices.organisations(self._planner)
        self.add("title", LineField(_("Title")))
        self.pair(("code", LineField(_("Code"))), ("category", LineField(_("Category"))))
        self.pair(
            ("direction", ChoiceField(_("Direction"), directions)),
            ("status", ChoiceField(_("Status"), worded)),
        )
        self.add("status_reason", LineField(_("Reason for the status")))
        self.pair(("first_day", DateField(_("First day"))), ("last_day", DateField(_("Last day"))))
        self.pair(
            ("zone", SearchField(_("Time zone of the programme"), zone_choices, free=True)),
            ("country", SearchField(_("Country visited"), partial(country_choices, self._context))),
        )
        self.add("purpose", TextField(_("Purpose"), lines=3))
        self.section(_("Who"))
        self.add("host_organisation_id", SearchField(_("Host organisation"), offer))
        self.add("initiator_organisation_id", SearchField(_("Initiator"), offer))
        self.pair(
            ("languages", LineField(_("Languages of the papers"), hint="en, ja")),
            ("emergency_contact", LineField(_("Emergency contact"))),
        )
        self.section(_("Belongs to"))
        self._themes = CheckListField(_("Themes"), rows=6)
        self.add("themes", self._themes)
        agreements = PickedField(
            _("Agreements"),
            _agreements(self._planner),
            add=_("Link an agreement"),
            hint=_("Type a number or title"),
        )
        self.add("agreements", agreements)
        self.add(
            "successor_id",
            SearchField(
                _("Takes place as"),
                partial(visit_choices, self._context),
                hint=_("The visit that took the place of this one"),
            ),
        )
        self.section(_("Files"))
        self.files = FilesOf(self._context, "visit")
        self.add_widget(self.files)
        self.section(_("What sources say"))
        self.sources = SourcesOf(self._context, "visit")
        self.add_widget(self.sources)
        self.section(_("Office"))
        self.add_widget(Locked())
        self.add("notes", TextField(_("Internal notes"), lines=4))

    def _connect(self) -> None:
        for name in (*PLAIN, *ORGANISATIONS):
            self.on_commit(name, partial(self._edit, name))
        self.on_commit("country", lambda code: self._edit("country", code or ""))
        self.on_commit("languages", lambda text: self._edit("languages", _split(text)))
        self.on_commit("themes", self._put_themes)
        self.on_commit("agreements", self._put_agreements)
        self.on_commit("successor_id", self._put_successor)

    def _values(self, visit: Visit) -> dict[str, Any]:
        return {
            **{name: getattr(visit, name) for name in PLAIN},
            **{
                name: choices.organisation_value(self._planner, getattr(visit, name))
                for name in ORGANISATIONS
            },
            "country": country_value(self._context, visit.country),
            "successor_id": visit_value(self._context, visit.successor_id),
            "languages": ", ".join(visit.languages),
            "themes": tuple(link.theme_id for link in self._links(VisitTheme)),
            "agreements": [
                (("agreement", link.agreement_id), self._agreement_text(link.agreement_id))
                for link in self._links(VisitAgreement)
            ],
        }

    @property
    def _key(self) -> VisitId:
        assert self._visit is not None
        return self._visit.id

    def _links(self, kind: Any) -> list[Any]:
        return list(self._planner.keeper(kind).of(visit_id=self._key))

    def _agreement_text(self, key: AgreementId) -> str:
        agreement = self._planner.keeper(Agreement).find(key)
        return f"{agreement.number} {agreement.title}".strip() if agreement else ""

    # verbs

    def _edit(self, name: str, value: Any) -> None:
        self._planner.visits.edit(self._key, seen=self._visit, **{name: value})

    def _put_successor(self, key: str | None) -> None:
        self._planner.reviving.link(self._key, VisitId(key) if key else None)

    def _put_themes(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        keeper = self._planner.keeper(VisitTheme)
        for link in self._links(VisitTheme):
            if link.theme_id in wanted:
                wanted.discard(link.theme_id)
            else:
                keeper.remove(link.id)
        for key in sorted(wanted):
            keeper.add(VisitTheme(id=RecordId(new_id()), visit_id=self._key, theme_id=ThemeId(key)))

    def _put_agreements(self, picks: Iterable[tuple[str, str]]) -> None:
        wanted = [key for _word, key in picks]
        keeper = self._planner.keeper(VisitAgreement)
        known = {link.agreement_id: link for link in self._links(VisitAgreement)}
        for key, link in known.items():
            if key not in wanted:
                keeper.remove(link.id)
        for pick in wanted:
            if pick not in known:
                keeper.add(
                    VisitAgreement(
                        id=RecordId(new_id()),
                        visit_id=self._key,
                        agreement_id=AgreementId(pick),
                    )
                )


def _agreements(planner: Any) -> choices.Offer:
    def offer(text: str) -> list[tuple[Any, str]]:
        lines = planner.agreements.page(0, 20, text)
        return [(("agreement", line.id), f"{line.number} {line.title}".strip()) for line in lines]

    return offer


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())
