"""The timeline: dates in the bars, keys, clicks, what a screen reader hears, and its picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.domain.agreement_bars import AgreementBar
from planner.domain.agreements import AgreementStatus
from planner.domain.ids import AgreementId
from planner.domain.times import PartialDate, partial_end, partial_start
from planner.ui.pages.agreement_scene import agreement_scene
from planner.ui.timeline import accessible
from planner.ui.timeline.axis import Axis
from planner.ui.timeline.picture import KINDS, picture
from planner.ui.timeline.scene import Bar, Mark, MarkKind, Row, Scene
from planner.ui.timeline.timeline import Timeline

TODAY = dt.date(2027, 4, 1)


def bar(key: str, **dates: str) -> AgreementBar:
    return AgreementBar(
        id=AgreementId(key),
        title=f"Agreement {key}",
        parties="UFM – MEXT",
        status=AgreementStatus.IN_FORCE,
        **{name: PartialDate(value) for name, value in dates.items()},  # type: ignore[arg-type]
    )


BARS = (
    bar("a", signed_on="2018-04-12", expires_on="2028-04", notice_on="2027-10"),
    bar("b", signed_on="2020", review_on="2026-06-01"),
    bar("c"),
)


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[Timeline]:
    holder = QWidget()
    qtbot.addWidget(holder)
    line = Timeline(holder)
    holder.resize(900, 400)
    line.resize(900, 400)
    line.show_scene(agreement_scene(BARS, TODAY, "Agreements"))
    holder.show()
    yield line
    del holder  # Qt's half goes with Python's, so that it is kept until here


def test_a_date_known_to_the_year_is_a_span_of_uncertainty() -> None:
    known = Bar(PartialDate("2020"), PartialDate("2028-04"))
    assert known.whole == (dt.date(2020, 1, 1).toordinal(), dt.date(2028, 4, 30).toordinal())
    assert known.firm == (dt.date(2020, 12, 31).toordinal(), dt.date(2028, 4, 1).toordinal())
    assert Bar(PartialDate("2020")).whole[1] is None
    said = [Bar(PartialDate(start), PartialDate(end)).text for start, end in
            (("2018-04-12", "2028"), ("2018-04", ""), ("", "2028"), ("", ""),
             ("2027-10-23", "2027-11-02"))]  # fmt: skip
    assert said == ["12 Apr 2018 – 2028", "from Apr 2018", "until 2028", "", "23 Oct – 2 Nov 2027"]


dates = st.sampled_from(["", "2019", "2019-02", "2019-02-28", "2019-12-31", "2030", "2030-06"])


@given(st.lists(st.tuples(dates, dates), max_size=5))
def test_the_axis_reaches_as_far_as_any_date_may_mean(spans: list[tuple[str, str]]) -> None:
    bars = [Bar(PartialDate(start), PartialDate(end)) for start, end in spans]
    scene = Scene("", tuple(Row(str(n), "", bar) for n, bar in enumerate(bars)), TODAY)
    first, last = scene.extent
    known = [
        day.toordinal()
        for date in (PartialDate(date) for span in spans for date in span)
        for day in (partial_start(date), partial_end(date))
        if day is not None
    ]
    assert all(first < day < last for day in known)
    now = TODAY.toordinal()
    widest = max([now + 183, *known]) - min([now - 183, *known])
    assert last - first <= widest + 2 * max(31, widest // 40)


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2190, 1, 1)),
    st.floats(0.005, 8.0),
    st.integers(200, 3000),
)
def test_names_on_the_axis_never_crowd(first: dt.date, scale: float, width: int) -> None:
    axis = Axis(float(first.toordinal()), scale, float(width))
    for ticks in (list(axis.years()), list(axis.parts())):
        days = [tick.day for tick in ticks]
        assert days == sorted(set(days))
        gaps = [(later - one) * scale for one, later in pairwise(days)]
        assert all(gap >= 36 for gap in gaps)
    assert any(axis.years())
    assert abs(axis.day(axis.x(first.toordinal() + 77.5)) - first.toordinal() - 77.5) < 1e-6


def test_keys_walk_over_rows_and_marks_and_enter_opens(qtbot: QtBot, line: Timeline) -> None:
    opened: list[tuple[str, str]] = []
    line.opened.connect(lambda row, mark: opened.append((row, mark)))
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Home)
    assert line.current_ids == ("a", "")
    qtbot.keyClick(line, Qt.Key.Key_Right)
    qtbot.keyClick(line, Qt.Key.Key_Right)
    assert line.current_ids == ("a", "a:notice")
    qtbot.keyClick(line, Qt.Key.Key_Left)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert (line.current_ids, opened) == (("c", ""), [("a", "a:signed")])


def test_zoom_keeps_the_day_in_front_in_its_place_and_0_shows_all(
    qtbot: QtBot, line: Timeline
) -> None:
    line.choose_id(mark="a:notice")
    before = line.mark_box(0, 1).center().x()
    for _time in range(4):
        qtbot.keyClick(line, Qt.Key.Key_Plus)
    assert line.view.axis.scale > 2 * line.view.axis.width / 20 / 365
    assert abs(line.mark_box(0, 1).center().x() - before) < 3
    qtbot.keyClick(line, Qt.Key.Key_0)
    first, last = line.view.axis.seen
    assert (first, last) == pytest.approx(line.scene.extent)
    line.show_years(1, 1)
    line.choose_id(mark="a:signed")  # long ago: it comes into sight
    assert line.view.labels <= line.mark_box(0, 0).left() <= line.viewport().width()
    qtbot.keyClick(line, Qt.Key.Key_T)
    first, last = line.view.axis.seen
    assert first < TODAY.toordinal() < last


def test_a_click_finds_the_mark_under_it(qtbot: QtBot, line: Timeline) -> None:
    chosen: list[tuple[str, str]] = []
    line.chosen.connect(lambda row, mark: chosen.append((row, mark)))
    for at in (
        line.mark_box(1, 1).center().toPoint(),
        QPoint(20, int(line.row_box(2).center().y())),
    ):
        qtbot.mouseClick(line.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [("b", "b:review"), ("c", "")]
    assert line.at(line.row_box(7).center()) == (-1, -1)


def test_a_screen_reader_hears_rows_and_marks_with_their_dates(line: Timeline) -> None:
    tree = QAccessible.queryAccessibleInterface(line)
    assert (tree.role(), tree.childCount()) == (QAccessible.Role.List, 3)
    assert tree.text(QAccessible.Text.Name) == "Agreements, 3 rows"
    first = tree.child(0)
    assert first.text(QAccessible.Text.Name) == (
        "Agreement a, UFM – MEXT, In force, 12 Apr 2018 – Apr 2028"
    )
    assert [first.child(n).text(QAccessible.Text.Name) for n in range(first.childCount())] == [
        "signed, 12 Apr 2018",
        "last day to give notice, Oct 2027",
    ]
    assert tree.child(2).text(QAccessible.Text.Name).endswith("without a date")


def test_a_screen_reader_walks_presses_and_outlives_the_timeline(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    line = Timeline(holder)
    line.resize(800, 300)
    line.show_scene(agreement_scene(BARS, TODAY, "Agreements"))
    holder.show()
    opened: list[tuple[str, str]] = []
    line.opened.connect(lambda row, mark: opened.append((row, mark)))
    tree = accessible.node_for(line)
    row = tree.child(0)
    assert row is not None
    mark = row.child(1)
    assert mark is not None
    assert (mark.parent(), row.parent()) == (row, tree)
    assert (tree.indexOfChild(row), row.indexOfChild(mark)) == (0, 1)
    mark.doAction(mark.actionNames()[0])
    qtbot.waitUntil(lambda: opened == [("a", "a:notice")])
    assert tree.focusChild() is mark
    assert mark.state().selected
    assert not mark.rect().isEmpty()
    line.show_scene(agreement_scene(BARS[2:], TODAY, "Agreements"))
    assert (mark.isValid(), mark.text(QAccessible.Text.Name), row.childCount()) == (False, "", 0)
    line.deleteLater()
    qtbot.waitUntil(lambda: not tree.isValid())
    assert (tree.childCount(), row.isValid(), tree.text(QAccessible.Text.Name)) == (0, False, "")


def test_what_is_in_front_stays_in_front_when_rows_come_and_go(line: Timeline) -> None:
    line.choose_id(mark="b:review")
    line.show_scene(agreement_scene((bar("new", signed_on="1999"), *BARS[1:]), TODAY, "Agreements"))
    assert line.current_ids == ("b", "b:review")
    line.show_scene(agreement_scene(BARS[:1], TODAY, "Agreements"))
    assert line.current_ids == ("", "")


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_is_a_file_of_its_kind(line: Timeline, kind: str) -> None:
    content = picture(line.scene, line.font(), kind)
    assert content.startswith({".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[kind])
    if kind == ".png":
        assert QImage.fromData(content).width() == 2800


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "1900", "2027", "2027-04", "2027-04-01", "2199-12-31"]),
            st.sampled_from(["", "1900", "2026", "2027-04-30", "2199"]),
            st.sampled_from(MarkKind),
        ),
        max_size=6,
    ),
    st.integers(0, 30),
)
def test_whatever_the_dates_are_it_is_painted(
    qtbot: QtBot, spans: list[tuple[str, str, MarkKind]], zooms: int
) -> None:
    line = Timeline()
    qtbot.addWidget(line)
    line.resize(640, 200)
    rows = tuple(
        Row(
            str(number),
            "A long German title such as Wissenschaftszusammenarbeitsvereinbarung",
            Bar(PartialDate(start), PartialDate(end)),
            (Mark(f"{number}:m", kind, PartialDate(start), "Text", PartialDate(end), hollow=True),)
            if start
            else (),
        )
        for number, (start, end, kind) in enumerate(spans)
    )
    line.show_scene(Scene("All", rows, TODAY))
    for _time in range(zooms):
        line.zoom(1.4)
    assert not line.grab().isNull()
