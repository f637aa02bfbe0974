"""What a site asks, its hours and rooms, edited in their dialogs from the site's page."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from planner.domain.ids import SiteId, new_id
from planner.domain.sites import Site, SiteRuleKind
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.organisations import OrganisationsPage
from planner.ui.pages.site_form import SiteForm
from planner.ui.pages.site_parts import CALENDAR_DAYS, HoursDialog, RoomsDialog, RulesDialog
from planner.ui.widgets.fields import ChoiceField, ClockField, LineField
from planner.ui.widgets.label import Label

D = TypeVar("D", bound=QDialog)


@pytest.fixture
def place(window: MainWindow) -> SiteId:
    site = Site(id=SiteId(new_id()), name="MAX IV", zone="Europe/Stockholm", country="SE")
    return SiteId(window.context.planner.sites.add(site))


@pytest.fixture
def library(window: MainWindow) -> Planner:
    return window.context.planner


def opened(window: MainWindow, place: SiteId, part: str, kind: type[D]) -> D:
    """Opened by its command, as from the menu."""
    window.context.open_record("site", place)
    window.registry.run(f"site.{part}")
    (dialog,) = form_of(window).findChildren(kind)
    return dialog


def form_of(window: MainWindow) -> SiteForm:
    assert isinstance(window.page, OrganisationsPage)
    form = window.page.list.inspector()
    assert isinstance(form, SiteForm)
    return form


def pick(dialog: RulesDialog | HoursDialog, name: str, value: object) -> None:
    field = dialog.form.fields[name]
    assert isinstance(field, ChoiceField)
    row = next(n for n in range(field.editor.count()) if field.editor.itemData(n) == value)
    field.editor.setCurrentIndex(row)
    field.editor.activated.emit(row)


def type_into(qtbot: QtBot, dialog: QDialog, name: str, text: str) -> LineField:
    field = dialog.form.fields[name]  # type: ignore[attr-defined]
    assert isinstance(field, LineField)
    assert isinstance(field.editor, QLineEdit)
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, text)
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    return field


def texts(form: SiteForm) -> list[str]:
    QApplication.processEvents()  # what is new in a layout is shown then
    return [label.text() for label in form.findChildren(Label) if not label.isHidden()]


def test_a_notice_has_days_a_calendar_and_an_hour_by_the_clock_of_the_site(
    qtbot: QtBot, window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "rules", RulesDialog)
    dialog.new()
    type_into(qtbot, dialog, "number", "5")
    pick(dialog, "unit", "business days")
    type_into(qtbot, dialog, "cutoff", "1600")

    (rule,) = library.site_rules.of(place)
    assert (rule.kind, rule.number, rule.unit, rule.cutoff) == (
        SiteRuleKind.NOTICE, 5, "business days", dt.time(16),
    )  # fmt: skip
    assert rule.checked_on == library.today()
    assert dialog.form.fields["cutoff"].label.text() == "Until, by the clock in Europe/Stockholm"
    dialog.reject()
    assert "Notice before the visit: 5 business days, until 16:00" in texts(form_of(window))


def test_the_fields_that_a_site_asks_for_are_ticked(
    window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "rules", RulesDialog)
    dialog.new()
    pick(dialog, "kind", SiteRuleKind.IDENTITY)
    asked = dialog.form.fields["fields"]
    assert asked.isVisibleTo(dialog)
    assert not dialog.form.fields["number"].isVisibleTo(dialog)
    asked._show(("name", "passport"))
    asked.commit()

    (rule,) = library.site_rules.of(place)
    assert (rule.kind, rule.number, rule.fields) == (
        SiteRuleKind.IDENTITY, None, ("name", "passport"),
    )  # fmt: skip


def test_another_kind_of_rule_drops_what_it_has_no_use_for(
    qtbot: QtBot, window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "rules", RulesDialog)
    dialog.new()
    type_into(qtbot, dialog, "number", "14")
    type_into(qtbot, dialog, "cutoff", "12:00")
    pick(dialog, "kind", SiteRuleKind.ESCORT_RATIO)
    (rule,) = library.site_rules.of(place)
    assert (rule.number, rule.unit, rule.cutoff) == (14, "people", None)
    library.history.undo()
    (rule,) = library.site_rules.of(place)
    assert (rule.kind, rule.unit, rule.cutoff) == (
        SiteRuleKind.NOTICE, CALENDAR_DAYS, dt.time(12),
    )  # fmt: skip


def test_what_cannot_be_stays_typed_and_is_said_below(
    qtbot: QtBot, window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "rules", RulesDialog)
    dialog.new()
    pick(dialog, "kind", SiteRuleKind.MAX_GROUP)
    field = type_into(qtbot, dialog, "number", "0")
    assert "at least one person" in field.error
    assert field.editor.text() == "0"
    (rule,) = library.site_rules.of(place)
    assert rule.number is None

    type_into(qtbot, dialog, "number", "12")
    (line,) = library.sites.page(text="MAX IV")
    assert line.max_group == 12


def test_each_field_is_one_step_and_undo_works_from_the_dialog(
    qtbot: QtBot, window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "rooms", RoomsDialog)
    dialog.new()
    before = library.history.count()
    type_into(qtbot, dialog, "name", "Great hall")
    type_into(qtbot, dialog, "capacity", "120")
    assert library.history.count() == before + 2
    (undo,) = (one for one in dialog.actions() if one.text() == "Undo")
    undo.trigger()
    (room,) = library.rooms.of(place)
    assert (room.name, room.capacity) == ("Great hall", None)
    assert dialog.form.fields["capacity"].value() is None


def test_a_new_day_takes_the_times_of_the_day_before(
    qtbot: QtBot, window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "hours", HoursDialog)
    dialog.new()
    type_into(qtbot, dialog, "opens", "8.30")
    dialog.new()
    assert [(one.weekday, one.opens) for one in library.opening_hours.of(place)] == [
        (0, dt.time(8, 30)), (1, dt.time(8, 30)),
    ]  # fmt: skip
    field = type_into(qtbot, dialog, "closes", "07:00")
    assert isinstance(field, ClockField)
    assert "close before it opens" in field.error
    dialog.remove()
    assert [one.weekday for one in library.opening_hours.of(place)] == [0]


def test_what_is_typed_when_the_dialog_closes_is_kept(
    qtbot: QtBot, window: MainWindow, place: SiteId, library: Planner
) -> None:
    dialog = opened(window, place, "rooms", RoomsDialog)
    dialog.new()
    field = dialog.form.fields["name"]
    assert isinstance(field, LineField)
    field.editor.setText("Foyer")
    dialog.reject()
    assert [room.name for room in library.rooms.of(place)] == ["Foyer"]


def test_the_commands_come_with_a_site(window: MainWindow, place: SiteId) -> None:
    window.go("organisations")
    assert "site.rules" not in {command.id for command in window.registry.all()}
    window.context.open_record("site", place)
    assert window.registry.get("site.rules").enabled()
