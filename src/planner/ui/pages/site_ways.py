"""How long it takes from a site to others: what the office has entered, and one line to enter more."""

from __future__ import annotations

from typing import Any

from planner.domain.ids import SiteId
from planner.domain.organisation_lines import Way
from planner.domain.travel import MODES, Mode
from planner.i18n import _, inside, ngettext
from planner.ui.context import Context
from planner.ui.pages import choices
from planner.ui.pages.record_form import RecordForm
from planner.ui.widgets.fields import ChoiceField, NumberField, SearchField, day_text
from planner.ui.widgets.links import Link

TO, MODE, MINUTES = "way_to", "way_mode", "way_minutes"
FIELDS = (TO, MODE, MINUTES)


class SiteWays:
    """A section of the site's form. Whoever chooses an end sees its figure, and may type another."""

    def __init__(self, context: Context, form: RecordForm) -> None:
        self._context, self._form = context, form
        self._links = form.links(_("How long the way takes"), _("Nothing is entered."))
        end = SearchField(_("To the site"), lambda text: choices.site_choices(context, text))
        self._end = form.bind(TO, end)
        self._mode = ChoiceField(_("By"), choices.named(MODES))
        self._minutes = NumberField(_("Minutes from door to door"))
        form.bind_pair((MODE, self._mode), (MINUTES, self._minutes))

    def blank(self) -> None:
        """A site that is not kept yet has no ways."""
        self._links.show_links([])
        self._allow(False)

    def show(self, site: str, *, other: bool) -> dict[str, Any]:
        """Show the ways of a site, and give the values of the fields; ``other`` is not the one before."""
        self._allow(not self._context.planner.is_read_only)
        ways = self._context.planner.travel_times.of_site(SiteId(site))
        self._links.show_links([_link(way) for way in ways])
        if other:
            return {TO: None, MODE: Mode.COACH, MINUTES: ""}
        return {TO: self._end.value(), MODE: self._by, MINUTES: self._known(site)}

    def write(self, site: str, name: str, value: Any) -> None:
        """A number of minutes is kept; another end or mode shows the number that is known for it.

        :raises UserError: no way takes so long, or it would end where it begins.
        """
        if name != MINUTES:
            self._minutes.set_value(self._known(site))
        elif end := self._end.value():
            self._context.planner.travel_times.set(
                SiteId(site), SiteId(end), self._by, value, origin=self._form
            )
            self.show(site, other=False)

    @property
    def _by(self) -> Mode:
        return Mode(self._mode.value() or Mode.OTHER)  # the list keeps plain text

    def _known(self, site: str) -> str:
        end = self._end.value()
        if not end:
            return ""
        found = self._context.planner.travel_times.minutes(SiteId(site), SiteId(end), self._by)
        return "" if found is None else str(found)

    def _allow(self, allowed: bool) -> None:
        for field in (self._end, self._mode, self._minutes):
            field.setEnabled(allowed)


def _link(way: Way) -> Link:
    entry = way.entry
    minutes = ngettext("{count} minute", "{count} minutes", entry.minutes)
    checked = (
        _("checked {date}").format(date=day_text(entry.checked_on)) if entry.checked_on else ""
    )
    only = _("not back") if entry.one_way else ""
    mode = inside(_(MODES[entry.mode])) if entry.mode is not Mode.OTHER else ""
    return Link(
        f"{way.site}: {minutes}",
        " · ".join(part for part in (mode, only, way.source, checked, entry.notes) if part),
        "site",
        way.site_id,
    )
