"""How long the way takes is entered on the page of a site."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.domain.ids import SiteId, new_id
from planner.domain.sites import Site
from planner.domain.travel import Mode
from planner.ui.main_window import MainWindow
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.site_form import SiteForm
from planner.ui.pages.site_ways import MINUTES, MODE, TO
from planner.ui.widgets.fields import LineField, NumberField, SearchField
from planner.ui.widgets.links import LinkButton


@pytest.fixture
def ends(window: MainWindow) -> tuple[SiteId, SiteId]:
    made = [Site(id=SiteId(new_id()), name=name) for name in ("Station", "Laboratory")]
    for one in made:
        window.context.planner.sites.add(one)
    return made[0].id, made[1].id


def form_of(window: MainWindow, site: SiteId) -> SiteForm:
    window.go("organisations")
    page = window.page
    assert isinstance(page, OrganisationsPage)
    page.tabs.setCurrentIndex(1)
    page.list.show_record("site", site)
    form = page.list.inspector()
    assert isinstance(form, SiteForm)
    return form


def type_minutes(qtbot: QtBot, form: SiteForm, text: str) -> NumberField:
    field = form.fields[MINUTES]
    assert isinstance(field, NumberField)
    field.editor.clear()
    qtbot.keyClicks(field.editor, text)
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    return field


def choose(qtbot: QtBot, form: SiteForm, text: str) -> None:
    field = form.fields[TO]
    assert isinstance(field, SearchField)
    field.editor.clear()
    qtbot.keyClicks(field.editor, text)
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)


def test_a_way_is_entered_shown_corrected_and_taken_away(
    qtbot: QtBot, window: MainWindow, ends: tuple[SiteId, SiteId]
) -> None:
    table = window.context.planner.travel_times
    form = form_of(window, ends[0])

    choose(qtbot, form, "Laboratory")
    type_minutes(qtbot, form, "20")

    assert table.minutes(*ends, Mode.COACH) == 20
    assert any(
        button.accessibleName() == "Laboratory: 20 minutes"
        for button in form.findChildren(LinkButton)
    )
    type_minutes(qtbot, form, "25")
    assert table.minutes(*ends, Mode.COACH) == 25
    type_minutes(qtbot, form, "")
    assert table.minutes(*ends, Mode.COACH) is None


def test_another_end_shows_its_own_figure(
    qtbot: QtBot, window: MainWindow, ends: tuple[SiteId, SiteId]
) -> None:
    window.context.planner.travel_times.set(*ends, Mode.WALK, 12)
    form = form_of(window, ends[0])
    minutes = form.fields[MINUTES]

    choose(qtbot, form, "Laboratory")
    by_coach = minutes.value()
    form.fields[MODE].set_value(Mode.WALK)
    form.fields[MODE].committed.emit(Mode.WALK)

    assert (by_coach, minutes.value()) == (None, 12)


def test_a_figure_that_cannot_be_is_said_below_the_field(
    qtbot: QtBot, window: MainWindow, ends: tuple[SiteId, SiteId]
) -> None:
    form = form_of(window, ends[0])
    choose(qtbot, form, "Laboratory")

    field = type_minutes(qtbot, form, "2000")

    assert "between 1 and 1440" in field.error
    name = form.fields["name"]
    assert isinstance(name, LineField)
    assert name.value() == "Station"
