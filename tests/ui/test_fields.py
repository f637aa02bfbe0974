"""The fields of the inspector: what is typed, what is committed, what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.errors import Closed, UserError
from planner.ui.widgets.fields import (
    ChoiceField,
    DateField,
    InspectorForm,
    LineField,
    ListField,
    MomentField,
    NumberField,
    SearchField,
    parse_clock,
    parse_day,
)
from planner.ui.widgets.fields.dates import ClockField, month_to_pick_from
from planner.ui.widgets.fields.pair import Pair

NEAR = dt.date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-17", dt.date(2026, 11, 17)),
        ("20261117", dt.date(2026, 11, 17)),
        ("17.11.2026", dt.date(2026, 11, 17)),
        ("17/11/26", dt.date(2026, 11, 17)),
        ("17.11.", dt.date(2026, 11, 17)),
        ("17 Nov 2026", dt.date(2026, 11, 17)),
        ("Tue 17 Nov 2026", dt.date(2026, 11, 17)),
        ("31.2.2026", None),
        ("soon", None),
    ],
)
def test_dates_are_read_as_people_type_them(qapp: object, text: str, day: dt.date | None) -> None:
    assert parse_day(text, NEAR) == day


@pytest.mark.parametrize("code", i18n.LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_written_in_the_language_of_the_program_and_read_back(
    qtbot: QtBot, code: str, month: int
) -> None:
    i18n.use(code)
    day = dt.date(2027, month, 9)
    field = DateField("Day")
    qtbot.addWidget(field)
    field.set_value(day)
    shown = field.editor.text()
    assert shown == i18n.day_in_words(day, year=True)
    assert parse_day(shown, NEAR) == day
    assert parse_day(QLocale(code).toString(QDate(2027, month, 9), "d. MMMM yyyy"), NEAR) == day


def test_german_dates_and_danish_times_are_edited_as_they_are_written_there(qtbot: QtBot) -> None:
    i18n.use("de")
    day = DateField("Tag")
    qtbot.addWidget(day)
    day.set_value(dt.date(2027, 5, 10))
    assert day.editor.text() == "Mo 10. Mai 2027"
    day.editor.setText("Di 11. Mai 2027")
    assert day.value() == dt.date(2027, 5, 11)
    i18n.use("da")
    start = MomentField("Start")
    qtbot.addWidget(start)
    start.set_value((dt.datetime(2027, 5, 10, 14, 30), "Europe/Copenhagen"))
    assert start.clock.text() == "14.30"
    assert start.value() == (dt.datetime(2027, 5, 10, 14, 30), "Europe/Copenhagen")


@pytest.mark.parametrize("code", i18n.LANGUAGES)
def test_the_month_to_pick_from_speaks_the_programs_language(qtbot: QtBot, code: str) -> None:
    i18n.use(code)
    page = QWidget()
    qtbot.addWidget(page)
    month = month_to_pick_from(page)

    assert month.locale().name().split("_")[0] == code


@pytest.mark.parametrize(
    ("text", "time"),
    [("14:30", dt.time(14, 30)), ("14.30", dt.time(14, 30)), ("1430", dt.time(14, 30)), ("9", dt.time(9)),
     ("2pm", dt.time(14)), ("12am", dt.time(0)), ("25:00", None), ("noon", None)],
)  # fmt: skip
def test_times_are_read_as_people_type_them(text: str, time: dt.time | None) -> None:
    assert parse_clock(text) == time


def test_a_value_is_told_once_and_only_when_it_changed(qtbot: QtBot) -> None:
    field, told = LineField("Name"), []
    qtbot.addWidget(field)
    field.set_value("Tanaka")
    field.committed.connect(told.append)

    field.commit()
    field.editor.setText(" Sato ")
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    field.commit()

    assert told == ["Sato"]


def test_escape_takes_back_what_was_typed(qtbot: QtBot) -> None:
    field = LineField("Name")
    qtbot.addWidget(field)
    field.set_value("Tanaka")
    field.editor.setText("T")
    qtbot.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.value() == "Tanaka"


def test_a_refused_value_stays_typed_with_the_reason_below(qtbot: QtBot) -> None:
    field, told = LineField("Name"), []
    qtbot.addWidget(field)
    field.set_value("Tanaka")
    field.committed.connect(
        lambda value: (told.append(value), field.refuse("A person needs a name."))
    )
    field.editor.setText("")
    field.commit()

    assert field.error == "A person needs a name."
    field.commit()
    assert told == ["", ""]


def test_a_date_that_is_none_is_not_told(qtbot: QtBot) -> None:
    field, told = DateField("Due"), []
    qtbot.addWidget(field)
    field.committed.connect(told.append)
    field.editor.setText("31.2.2026")
    field.commit()
    assert told == []
    assert "31.2.2026" in field.error

    field.editor.setText("1.3.2026")
    field.commit()
    assert told == [dt.date(2026, 3, 1)]


def test_a_moment_keeps_its_zone(qtbot: QtBot) -> None:
    field, told = MomentField("Arrives"), []
    qtbot.addWidget(field)
    field.set_value((dt.datetime(2026, 11, 16, 9, 30), "Asia/Tokyo"))
    field.committed.connect(told.append)
    field.clock.setText("10:15")
    field.commit()
    assert told == [(dt.datetime(2026, 11, 16, 10, 15), "Asia/Tokyo")]

    field.zone.setText("Atlantis")
    field.commit()
    assert "Atlantis" in field.error
    assert len(told) == 1


def test_a_search_gives_the_key_of_the_one_that_fits(qtbot: QtBot) -> None:
    names = [("1", "Lund University"), ("2", "Lundbeck")]
    field, told = (
        SearchField(
            "Host", lambda text: [pair for pair in names if text.casefold() in pair[1].casefold()]
        ),
        [],
    )
    qtbot.addWidget(field)
    field.committed.connect(told.append)
    field.editor.setText("university")
    field.commit()
    assert told == ["1"]
    assert field.editor.text() == "Lund University"

    field.editor.setText("lund")
    field.commit()
    assert field.error

    field.editor.setText("")
    field.commit()
    assert told == ["1", None]


def test_lists_numbers_and_choices_have_values_of_their_kind(qtbot: QtBot) -> None:
    lines, number, choice = (
        ListField("Mail"),
        NumberField("Months"),
        ChoiceField("Kind", [("a", "A"), ("b", "B")]),
    )
    for field in (lines, number, choice):
        qtbot.addWidget(field)
    lines.editor.setPlainText(" a@x.org \n\n b@x.org")
    number.editor.setText("6")
    choice.set_value("b")
    assert (lines.value(), number.value(), choice.value()) == (("a@x.org", "b@x.org"), 6, "b")


def test_a_pair_stands_side_by_side_or_below_each_other_and_goes_with_its_fields(
    qtbot: QtBot,
) -> None:
    one, other = LineField("Family name"), LineField("Given name")
    around = QWidget()
    qtbot.addWidget(around)
    pair = Pair([one, other], around)
    pair.resize(400, 60)
    around.show()
    assert one.y() == other.y()

    pair.resize(100, 120)
    qtbot.waitUntil(lambda: other.y() > one.y())

    one.hide()
    other.hide()
    assert pair.isHidden()
    one.show()
    assert not pair.isHidden()


def test_a_refused_value_stays_typed_and_is_tried_again_when_it_is_committed_again(
    qtbot: QtBot,
) -> None:
    form = InspectorForm("Entry")
    qtbot.addWidget(form)
    field = form.add("title", LineField("Title"))
    tried: list[str] = []

    def write(value: str) -> None:
        tried.append(value)
        if len(tried) == 1:
            raise UserError("Not now.", "Try again.")

    form.on_commit("title", write)
    field._show("Tour")
    field.commit()
    assert ("Not now" in field.error, field.is_changed) == (True, True)

    field.commit()
    assert (field.error, tried) == ("", ["Tour", "Tour"])


def test_a_form_without_a_record_writes_nothing(qtbot: QtBot) -> None:
    class Empty(InspectorForm):
        is_filled = False

    form = Empty("Entry")
    qtbot.addWidget(form)
    field = form.add("title", LineField("Title"))
    tried: list[str] = []
    form.on_commit("title", tried.append)
    field._show("Tour")
    field.commit()

    assert tried == []


def test_a_time_of_day_is_written_by_the_custom_of_the_language(qtbot: QtBot) -> None:
    field = ClockField("Klokkeslæt")
    qtbot.addWidget(field)
    i18n.use("da")
    try:
        field.set_value(dt.time(9, 5))
    finally:
        i18n.use("en")
    assert field.editor.text() == "09.05"
    assert field.value() == dt.time(9, 5)


def test_a_pause_in_typing_that_outlives_the_library_asks_nobody(qtbot: QtBot) -> None:
    def closed(_text: str) -> list[tuple[str, str]]:
        raise Closed

    field = SearchField("Site", closed)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.editor, "MAX")
    qtbot.wait(200)
    assert field.editor.text() == "MAX"
