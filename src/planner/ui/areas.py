"""The six areas, and which page shows which record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planner.i18n import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.ui.context import Context
    from planner.ui.pages.page import Page

AREAS: Final = (
    ("home", "house", N_("Home")),
    ("visits", "calendar", N_("Visits")),
    ("contacts", "users", N_("Contacts")),
    ("organisations", "building-2", N_("Organisations & sites")),
    ("agreements", "file-signature", N_("Agreements")),
    ("follow_ups", "list-checks", N_("Follow-ups")),
)
"""Name, icon, title; their order is that of Ctrl+1 to Ctrl+6."""

MENUS: Final = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("go", N_("&Go")),
    ("item", N_("&Item")),
    ("tools", N_("&Tools")),
    ("help", N_("&Help")),
)
"""The menus of the window, by the name that commands use."""

BELONGS_TO: Final = {
    "visit": "visits",
    "duplicates": "contacts",
    "relationship": "organisations",
    "charts": "home",
}
"""The area to which a page of its own belongs, by what its name begins with."""

PAGE_OF: Final = {
    "person": "contacts",
    "organisation": "organisations",
    "site": "organisations",
    "country": "organisations",
    "source": "organisations",
    "agreement": "agreements",
    "follow_up": "follow_ups",
    "funding_programme": "agreements",
    "call": "agreements",
}
"""The area that shows a record of this word; visits and their items have a page of their own."""

SHOWN: Final = frozenset({*PAGE_OF, "visit", "item", "delegate", "attachment"})


def make_page(name: str, context: Context, parent: QWidget) -> Page:
    """Build a page when it is first wanted: its imports are not paid before."""
    kind, _colon, key = name.partition(":")
    if kind == "home":
        from planner.ui.pages.home import HomePage

        return HomePage(context, parent)
    if kind == "visits":
        from planner.ui.pages.visits import VisitsPage

        return VisitsPage(context, parent)
    if kind == "contacts":
        from planner.ui.pages.contacts import ContactsPage

        return ContactsPage(context, parent)
    if kind == "organisations":
        from planner.ui.pages.organisations import OrganisationsPage

        return OrganisationsPage(context, parent)
    if kind == "agreements":
        from planner.ui.pages.agreements import AgreementsPage

        return AgreementsPage(context, parent)
    if kind == "follow_ups":
        from planner.ui.pages.follow_ups import FollowUpsPage

        return FollowUpsPage(context, parent)
    if kind == "charts":
        from planner.ui.pages.charts import ChartsPage

        return ChartsPage(context, parent)
    if kind == "duplicates":
        from planner.ui.pages.duplicates import DuplicatesPage

        return DuplicatesPage(context, parent)
    if kind == "relationship":
        from planner.ui.pages.relationship import RelationshipPage

        return RelationshipPage(context, key, parent)
    from planner.domain.ids import VisitId
    from planner.ui.pages.visit import VisitPage

    page = VisitPage(context, VisitId(key))
    page.setParent(parent)
    return page
