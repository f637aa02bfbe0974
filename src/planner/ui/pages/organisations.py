"""Organisations & sites: the tabs of the area, each a line here."""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtWidgets import QWidget

from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.pages.organisation_list import OrganisationList
from planner.ui.pages.page import Page
from planner.ui.pages.site_list import SiteList
from planner.ui.pages.tabbed import Tab, TabbedPage


def _countries(context: Context, parent: QWidget) -> Page:
    from planner.ui.pages.country_list import CountryList

    return CountryList(context, parent)


def _sources(context: Context, parent: QWidget) -> Page:
    from planner.ui.pages.source_list import SourceList

    return SourceList(context, parent)


TABS: Final = (
    Tab(
        name="organisations",
        title=N_("Organisations"),
        make=OrganisationList,
        words=frozenset({"organisation"}),
    ),
    Tab(name="sites", title=N_("Sites"), make=SiteList, words=frozenset({"site"})),
    Tab(name="countries", title=N_("Countries"), make=_countries, words=frozenset({"country"})),
    Tab(name="sources", title=N_("Sources"), make=_sources, words=frozenset({"source"})),
)
"""A further tab is a maker and a line here; its words also go to ``areas.PAGE_OF``."""


class OrganisationsPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Organisations & sites"), TABS, parent)

    @property
    def list(self) -> Page:
        """The list in front."""
        return self.front

    @property
    def organisations(self) -> OrganisationList:
        return cast(OrganisationList, self.page("organisations"))

    @property
    def sites(self) -> SiteList:
        return cast(SiteList, self.page("sites"))
