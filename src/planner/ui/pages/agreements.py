"""Agreements: the tabs of the area, each a line here."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from planner.i18n import N_, _
from planner.ui.context import Context
from planner.ui.pages.page import Page
from planner.ui.pages.tabbed import Tab, TabbedPage


def _register(context: Context, parent: QWidget) -> Page:
    from planner.ui.pages.agreement_list import AgreementList

    return AgreementList(context, parent)


def _timeline(context: Context, parent: QWidget) -> Page:
    from planner.ui.pages.agreement_timeline import AgreementTimeline

    return AgreementTimeline(context, parent)


def _programmes(context: Context, parent: QWidget) -> Page:
    from planner.ui.pages.programmes import ProgrammesPage

    return ProgrammesPage(context, parent)


TABS: Final = (
    Tab(name="register", title=N_("Register"), make=_register, words=frozenset({"agreement"})),
    Tab(name="timeline", title=N_("Timeline"), make=_timeline),
    Tab(
        name="programmes",
        title=N_("Programmes & calls"),
        make=_programmes,
        words=frozenset({"funding_programme", "call"}),
    ),
)


class AgreementsPage(TabbedPage):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, _("Agreements"), TABS, parent)
