"""The menu of ways out: it fits beside what it is about, and says what was done."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from planner import i18n, phrases
from planner.domain.findings import Finding
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.visit import VisitPage


@pytest.fixture
def page(sample_window: MainWindow) -> VisitPage:
    assert sample_window.context is not None
    visit = sample_window.context.planner.visits.find("JP-DK-2027").id
    sample_window.go(f"visit:{visit}")
    page = sample_window.page
    assert isinstance(page, VisitPage)
    return page


def finding(page: VisitPage, kind: str) -> Finding:
    assert page.state is not None
    return next(one for one in page.state.findings if one.kind == kind)


def ways(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if action.isEnabled() and action.text()]


def test_the_menu_fits_into_a_small_window_in_every_language(page: VisitPage) -> None:
    assert page.state is not None
    widths = []
    for code in i18n.LANGUAGES:
        i18n.use(code)
        try:
            for one in page.state.findings:
                menu = page.itinerary.fixer.menu(one)
                widths.append(menu.sizeHint().width())
                for action in ways(menu):
                    said = action.statusTip() or action.text()
                    known = {
                        phrases.fix(fix.kind, fix.facts) for fix in page.itinerary.fixer.fixes(one)
                    }
                    assert said.replace("&&", "&") in known
        finally:
            i18n.use("en")
    assert len(widths) > 10
    assert max(widths) < 660


def test_nothing_in_it_looks_checked(page: VisitPage) -> None:
    menu = page.itinerary.fixer.menu(finding(page, "overlap.host"))
    assert not any(action.isCheckable() for action in menu.actions())
    assert {_picture(action) for action in ways(menu)} == {"arrow-right", "pencil"}


def _picture(action: QAction) -> str:
    from planner.ui.icons import icon

    names = ("check", "arrow-right", "pencil", "info")
    shown = action.icon().pixmap(16, 16).toImage()
    return next(name for name in names if icon(name, "text").pixmap(16, 16).toImage() == shown)


def test_it_says_who_receives_and_then_who_does(page: VisitPage, said: Recorded) -> None:
    one = finding(page, "overlap.host")
    assert page.state is not None
    fix = next(way for way in page.itinerary.fixer.fixes(one) if way.kind == "other_host")
    words = phrases.fix(fix.kind, fix.facts)
    others = str(fix.facts["others"])
    assert others
    assert words.startswith(f"Let {others} receive at ")

    page.itinerary.fixer.take(fix)
    assert said.toasts[-1][0] == f"Hosts of “{fix.facts['item']}” now: {others}"
    assert page.state is not None
    item = page.state.plan.item[fix.item_id]  # type: ignore[index]
    hosts = [page.state.plan.host_name(host) for host in page.state.plan.hosts_of(item)]
    assert ", ".join(hosts) == others
