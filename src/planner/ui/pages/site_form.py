"""A site in the inspector: where it is, when it is open, what it asks of visitors."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QDialog, QPushButton

from planner.domain.ids import OrganisationId, SiteId, new_id
from planner.domain.organisation_lines import SiteCard
from planner.domain.sites import SITE_RULE_KINDS, Site
from planner.i18n import _, clock, ngettext
from planner.ui.context import Context
from planner.ui.icons import icon
from planner.ui.pages import choices
from planner.ui.pages.files_of import FilesOf
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.site_parts import (
    HoursDialog,
    RoomsDialog,
    RulesDialog,
    rule_text,
    seats_text,
    weekday,
)
from planner.ui.pages.site_ways import FIELDS, SiteWays
from planner.ui.pages.sources_of import SourcesOf
from planner.ui.widgets.fields import LineField, SearchField, TextField, day_text, zone_choices
from planner.ui.widgets.links import Link

_PLAIN = ("name", "native_name", "address", "postal_code", "city", "phone", "notes")


class SiteForm(RecordForm):
    word: ClassVar[str] = "site"
    words: ClassVar[frozenset[str]] = frozenset(
        {"site", "organisation", "room", "opening_hours", "site_rule", "item", "travel_time"}
        | {"citation", "source"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, _("Site"))

    def build(self) -> None:
        context = self.context
        self.bind("name", LineField(_("Name")))
        self.bind("native_name", LineField(_("Native name")))
        owner = SearchField(
            _("Organisation"), lambda text: choices.organisation_choices(context, text)
        )
        self.bind("organisation_id", owner)
        self.bind("address", LineField(_("Address")))
        self.bind_pair(("postal_code", LineField(_("Postal code"))), ("city", LineField(_("City"))))
        self.bind(
            "country",
            SearchField(_("Country"), lambda text: choices.country_choices(context, text)),
        )
        self.bind("zone", SearchField(_("Time zone"), zone_choices, free=True))
        self.bind("phone", LineField(_("Phone")))
        self.bind("notes", TextField(_("Notes"), lines=3))
        self._rules = self.links(_("What it asks of visitors"), _("No rule is known."))
        self._edits = [self._edit_button(_("Edit what it asks…"), "rules")]
        self._hours = self.links(_("Opening hours"), _("Not known."))
        self._edits.append(self._edit_button(_("Edit opening hours…"), "hours"))
        self._rooms = self.links(_("Rooms"), _("No room is listed."))
        self._edits.append(self._edit_button(_("Edit rooms…"), "rooms"))
        self._ways = SiteWays(context, self)
        self.section(_("Files"))
        self.files = FilesOf(context, "site")
        self.add_widget(self.files)
        self._shown = ""
        self.section(_("What sources say"))
        self._sources = SourcesOf(context, "site")
        self.add_widget(self._sources)

    def load(self, key: str) -> dict[str, Any]:
        card = self.context.planner.sites.card(key)
        site = card.site
        self._seen = site
        used = (
            ngettext("Used in {count} visit", "Used in {count} visits", card.visits)
            if card.visits
            else ""
        )
        self.set_heading(site.name, " · ".join(part for part in (card.organisation, used) if part))
        self._show_lists(card)
        self.files.show_record(key)
        self._sources.show_record(key, site.name)
        self._allow(True)
        owner = (site.organisation_id, card.organisation) if site.organisation_id else None
        ways = self._ways.show(key, other=key != self._shown)
        self._shown = key
        return {
            **ways,
            **{name: getattr(site, name) for name in _PLAIN},
            "zone": site.zone,
            "country": choices.country_value(self.context, site.country),
            "organisation_id": owner,
        }

    def blank(self) -> dict[str, Any]:
        self.set_new_heading(_("New site"))
        for links in (self._rules, self._hours, self._rooms):
            links.show_links([])
        self._allow(False)
        self._ways.blank()
        self.files.show_record("")
        self._sources.show_record("")
        self._shown = ""
        return {"zone": self.context.planner.settings.text("home_zone")}

    def keep_new(self, values: dict[str, Any]) -> str:
        if not values["name"]:
            return ""
        owner = values["organisation_id"]
        site = Site(
            id=SiteId(new_id()),
            zone=values["zone"],
            country=values["country"] or "",
            organisation_id=OrganisationId(owner) if owner else None,
            **{name: values[name] for name in _PLAIN},
        )
        return self.context.planner.sites.add(site, origin=self)

    def write(self, name: str, value: Any) -> None:
        if name in FIELDS:
            self._ways.write(self.key, name, value)
            return
        value = value if name == "organisation_id" else value or ""
        self._seen = self.context.planner.sites.edit(
            self.key, seen=self._seen, origin=self, **{name: value}
        )

    def _show_lists(self, card: SiteCard) -> None:
        rules = []
        for rule in card.rules:
            said = rule_text(rule)
            checked = (
                _("checked {date}").format(date=day_text(rule.checked_on))
                if rule.checked_on
                else ""
            )
            words = ": ".join(part for part in (_(SITE_RULE_KINDS[rule.kind]), said) if part)
            more = rule.text if rule.text != said else ""
            rules.append(Link(words, " · ".join(part for part in (more, checked) if part)))
        self._rules.show_links(rules)
        self._hours.show_links(
            [
                Link(f"{weekday(hours.weekday)}  {clock(hours.opens)}–{clock(hours.closes)}")
                for hours in card.hours
            ]
        )
        self._rooms.show_links([Link(room.name, seats_text(room)) for room in card.rooms])

    # what has a dialog of its own

    def _edit_button(self, text: str, part: str) -> QPushButton:
        button = QPushButton(icon("pencil", "text"), text)
        button.setMinimumHeight(28)
        button.clicked.connect(lambda: self.open_part(part))
        self.add_widget(button)
        return button

    def _allow(self, kept: bool) -> None:
        """A site that is not kept yet has nothing that could belong to it."""
        for button in self._edits:
            button.setEnabled(kept)

    def open_part(self, part: str) -> None:
        """Edit the "rules", "hours" or "rooms" of this site."""
        if not self.key:
            return
        self.commit()
        context, site = self.context, self._seen
        dialog: QDialog
        if part == "rules":
            dialog = RulesDialog(context, site.id, site.name, site.zone, self)
        elif part == "hours":
            dialog = HoursDialog(context, site.id, site.name, self)
        else:
            dialog = RoomsDialog(context, site.id, site.name, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
