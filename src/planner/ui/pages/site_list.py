"""The list of sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from planner.domain.organisation_lines import SiteLine
from planner.i18n import N_, _
from planner.ui.commands import Command
from planner.ui.models.table_model import Column
from planner.ui.pages.choices import country_name
from planner.ui.pages.list_page import ListPage
from planner.ui.pages.record_form import RecordForm
from planner.ui.pages.site_form import SiteForm


class SiteList(ListPage):
    word = "site"
    words: ClassVar[frozenset[str]] = frozenset({"site", "organisation", "site_rule"})

    @property
    def title(self) -> str:
        return _("Sites")

    def columns(self) -> Sequence[Column[SiteLine]]:
        return (
            Column(N_("Site"), lambda line: line.name, 220, icon=lambda _line: "map-pin"),
            Column(N_("Organisation"), lambda line: line.organisation, 190),
            Column(N_("City"), lambda line: line.city, 110),
            Column(
                N_("Country"),
                lambda line: country_name(self.context, line.country),
                100,
                muted=True,
            ),
            Column(N_("Time zone"), lambda line: line.zone, 140, muted=True),
            Column(
                N_("Largest group"),
                lambda line: str(line.max_group) if line.max_group else "",
                105,
                right=True,
            ),
        )

    def count(self, text: str) -> int:
        return self.context.planner.sites.count(text)

    def read(self, offset: int, limit: int, text: str) -> Sequence[SiteLine]:
        return self.context.planner.sites.page(offset, limit, text)

    def make_form(self) -> RecordForm:
        return SiteForm(self.context)

    def delete(self, key: str) -> None:
        self.context.planner.sites.remove(key, origin=self)

    def commands(self) -> list[Command]:
        """What a site asks, its hours and rooms, each in a dialog."""

        def opens(part: str) -> Callable[[], None]:
            def run() -> None:
                form = self._the_form()
                if isinstance(form, SiteForm):
                    form.open_part(part)

            return run

        return [
            Command(
                id=f"site.{part}",
                text=text,
                run=opens(part),
                icon=name,
                scope="page",
                enabled=lambda: self.isVisible() and bool(self.table.current_key),
                reason=_("Choose a site first."),
                separator=part == "rules",
            )
            for part, text, name in (
                ("rules", _("Edit what the site asks…"), "list-checks"),
                ("hours", _("Edit opening hours…"), "clock"),
                ("rooms", _("Edit rooms…"), "building-2"),
            )
        ]

    def new_text(self) -> str:
        return _("New site")

    def nothing_yet(self) -> tuple[str, str]:
        return "map-pin", _(
            "Places that can be visited stand here, with their hours and what they ask of visitors."
        )
