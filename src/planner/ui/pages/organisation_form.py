"""An organisation in the inspector: what it is, its sites and people, what sources say of it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QDialog, QPushButton

from planner.domain.ids import OrganisationId, new_id
from planner.domain.organisation_lines import OrganisationCard
from planner.domain.organisations import ORGANISATION_KINDS, Organisation, OrganisationKind
from planner.i18n import _
from planner.ui.context import Context
from planner.ui.dialogs.organisation_change import (
    MergeWithDialog,
    PredecessorDialog,
    RenameDialog,
    SuccessorDialog,
)
from planner.ui.icons import icon
from planner.ui.pages import choices, organisation_links, organisation_presence
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.logo_of import LogoOf
from planner.ui.pages.merged_here import MergedHere
from planner.ui.pages.organisation_parts import (
    MembersDialog,
    NamesDialog,
    PostingsDialog,
    as_date,
)
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.relationship_links import relationship_link
from planner.ui.pages.section_of_kind import SectionOfKind
from planner.ui.pages.sources_of import SourcesOf
from planner.ui.widgets.fields import ChoiceField, LineField, SearchField, TextField
from planner.ui.widgets.links import Link

_DATES = ("valid_from", "valid_to")
_PLAIN = ("name", "acronym", "native_name", "kind", "city", "approval", "notes", *_DATES)


class OrganisationForm(RecordForm):
    word: ClassVar[str] = "organisation"
    words: ClassVar[frozenset[str]] = frozenset(
        {"organisation", "position", "site", "person", "citation", "source", "posting"}
        | {
            "organisation_name",
            "membership",
            "visit",
            "delegate",
            "item",
            "item_host",
            "merge",
            "logo",
            "coverage",
            "funding_programme",
            "organisation_seat",
            "country",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Organisation"))

    def build(self) -> None:
        context = self.context
        self.logo = LogoOf(context, lambda: self.key)
        self.add_widget(self.logo)
        self.bind("name", LineField(_("Name")))
        self.bind_pair(
            ("acronym", LineField(_("Acronym"))), ("native_name", LineField(_("Native name")))
        )
        self.bind("kind", ChoiceField(_("Kind"), choices.named(ORGANISATION_KINDS)))
        self.bind_pair(
            ("city", LineField(_("City"))),
            (
                "country",
                SearchField(_("Country"), lambda text: choices.country_choices(context, text)),
            ),
        )
        parent = SearchField(_("Part of"), lambda text: choices.organisation_choices(context, text))
        self.bind("parent_id", parent)
        self.bind_pair(
            ("valid_from", LineField(_("From"), hint="2024, 2024-10")),
            ("valid_to", LineField(_("Until"), hint="2027, 2027-06")),
        )
        self.bind("approval", LineField(_("Approval")))
        self.bind("notes", TextField(_("Notes"), lines=3))
        self.merged = MergedHere(context, "organisation")
        self.add_widget(self.merged)
        self._edits = [self._edit_button(_("Merge with…"), "merge", "users")]
        self._structure = self.links(_("Above and below"), _("Part of nothing, and without parts."))
        self._sites = self.links(_("Sites"), _("No site yet."))
        self._names = self.links(_("Other names"), _("No other name is known."))
        self._edits.append(self._edit_button(_("Edit names…"), "names"))
        self._edits.append(self._edit_button(_("Rename…"), "rename"))
        self._ties = self.links(_("Before and after"), _("No predecessor or successor is known."))
        self._edits.append(self._edit_button(_("Successor…"), "successor"))
        self._edits.append(self._edit_button(_("Predecessor…"), "predecessor"))
        self._members = self.links(_("Members"), _("No member is known."))
        self._edits.append(self._edit_button(_("Edit members…"), "members"))
        self._people = self.links(_("People"), _("Nobody holds a post here yet."))
        self._postings = self.links(_("Postings"), _("No posting is known."))
        self._edits.append(self._edit_button(_("Edit postings…"), "postings"))
        self._covers = SectionOfKind(self, _("Countries covered"), _("No country is known."))
        self._edits.append(self._covers.add_button(_("Edit countries…"), "coverage"))
        self._seats = SectionOfKind(self, _("Seats"), _("No seat is known."))
        self._edits.append(self._seats.add_button(_("Edit seats…"), "seats"))
        self._funds = SectionOfKind(self, _("Funding programmes"), _("No programme is known."))
        self._related = self.links(_("Relationship"), _("Nothing yet."))
        self._visits = self.links(_("Visits"), _("In no visit yet."))
        self.section(_("Files"))
        self.files = FilesOf(context, "organisation")
        self.add_widget(self.files)
        self.section(_("What sources say"))
        self._sources = SourcesOf(context, "organisation")
        self.add_widget(self._sources)

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.organisations.card(OrganisationId(key))
        organisation = card.organisation
        self._seen = organisation
        others = " · ".join(name.name for name in card.names)
        self.set_heading(
            organisation.name or organisation.native_name, others or organisation.native_name
        )
        self.merged.show_record(key)
        self.logo.show_record()
        self.files.show_record(key)
        self._show_links(card)
        self._allow(not self.context.planner.is_read_only)
        self._sources.show_record(organisation.id, organisation.name)
        parent = (organisation.parent_id, card.parent) if organisation.parent_id else None
        return {
            **{name: getattr(organisation, name) for name in _PLAIN},
            "country": choices.country_value(self.context, organisation.country),
            "parent_id": parent,
        }

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New organisation"))
        self.merged.show_record("")
        self.logo.hide()
        self.files.show_record("")
        for links in (
            self._structure, self._sites, self._names, self._ties, self._members, self._people,
            self._postings, self._related, self._visits,
        ):  # fmt: skip
            links.show_links([])
        for part in (self._covers, self._seats, self._funds):
            part.show_links([], always=False)
        self._allow(False)
        self._sources.show_record("")
        return {"kind": OrganisationKind.OTHER}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not (values["name"] or values["native_name"]):
            return ""
        fields = {name: values[name] for name in _PLAIN}
        fields |= {name: as_date(values[name]) for name in _DATES}
        organisation = Organisation(
            id=OrganisationId(new_id()),
            country=values["country"] or "",
            parent_id=values["parent_id"],
            **fields,
        )
        return self.context.planner.organisations.add(organisation, origin=self)

    def write(self, name: str, value: Any) -> None:
        if name in _DATES:
            value = as_date(value)
        elif name != "parent_id":
            value = value or ("" if name != "kind" else OrganisationKind.OTHER)
        organisations = self.context.planner.organisations
        self._seen = organisations.edit(
            OrganisationId(self.key), seen=self._seen, origin=self, **{name: value}
        )

    def _show_links(self, card: OrganisationCard) -> None:
        organisations, key = self.context.planner.organisations, card.organisation.id
        ties = organisations.ties(key)
        self._structure.show_links(organisation_links.structure(ties, organisations.branches(key)))
        self._sites.show_links([Link(site.name, site.city, "site", site.id) for site in card.sites])
        self._names.show_links(organisation_links.names(card))
        self._ties.show_links(organisation_links.before_and_after(ties))
        self._members.show_links(organisation_links.members(ties))
        self._people.show_links(
            [Link(name, title, "person", key) for key, name, title in card.people]
        )
        self._postings.show_links(organisation_links.postings(ties))
        self._related.show_links([relationship_link("organisation", key)])
        self._visits.show_links(organisation_links.visits(organisations.visits(key)))
        planner, kind = self.context.planner, card.organisation.kind
        covered = organisation_presence.coverage_links(self.context, planner.coverages.of(key))
        self._covers.show_links(covered, always=kind in organisation_presence.COVERING)
        seats = organisation_presence.seat_links(self.context, planner.seats.of(key))
        self._seats.show_links(seats, always=kind in organisation_presence.SEATED)
        funded = planner.programmes.funded_by(key)
        links = [Link(name, "", "funding_programme", one) for one, name in funded]
        self._funds.show_links(links, always=kind is OrganisationKind.FUNDER)

    # what has a dialog of its own

    def _edit_button(self, text: str, part: str, shape: str = "pencil") -> QPushButton:
        button = QPushButton(icon(shape, "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self.open_part(part))
        self.add_widget(button)
        return button

    def _allow(self, kept: bool) -> None:
        """An organisation that is not kept yet has nothing that could belong to it."""
        for button in self._edits:
            button.setEnabled(kept)

    def open_part(self, part: str) -> None:
        """Open one of the dialogs: "names", "members", "postings", "coverage", "seats", "rename",
        "successor", "predecessor", "merge"."""
        if not self.key:
            return
        self.commit()
        context, key = self.context, OrganisationId(self.key)
        one = context.planner.organisations.card(key).organisation
        name = one.name or one.native_name
        dialog: QDialog
        match part:
            case "rename":
                dialog = RenameDialog(context, one, self)
            case "successor":
                dialog = SuccessorDialog(context, one, self)
            case "predecessor":
                dialog = PredecessorDialog(context, one, self)
            case "coverage":
                dialog = organisation_presence.CoveragesDialog(context, key, name, self)
            case "seats":
                dialog = organisation_presence.SeatsDialog(context, key, name, self)
            case "merge":
                dialog = MergeWithDialog(context, one, self)
            case "members":
                dialog = MembersDialog(context, key, name, self)
            case "postings":
                dialog = PostingsDialog(context, key, name, self)
            case _:
                dialog = NamesDialog(context, key, name, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
