"""The tab Timeline of the agreements: rows, filter, the record beside it, and one line for each bar."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.ids import AgreementId, new_id
from planner.domain.times import PartialDate
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages import agreement_timeline
from planner.ui.pages.agreement_form import AgreementForm
from planner.ui.pages.agreement_timeline import AgreementTimeline
from planner.ui.pages.agreements import AgreementsPage
from planner.ui.timeline.scene import MarkKind, Tone


def turned_to(window: MainWindow) -> AgreementTimeline:
    window.go("agreements")
    assert isinstance(window.page, AgreementsPage)
    page = window.page.turn_to("timeline")
    assert isinstance(page, AgreementTimeline)
    return page


def add(planner: Planner, title: str, **fields: object) -> AgreementId:
    key = AgreementId(new_id())
    planner.agreements.add(
        Agreement(id=key, title=title, status=AgreementStatus.IN_FORCE, **fields)  # type: ignore[arg-type]
    )
    return key


def test_the_row_in_front_is_in_the_inspector_and_a_new_date_moves_its_bar(
    window: MainWindow, planner: Planner, qtbot: QtBot
) -> None:
    key = add(planner, "Framework", signed_on=PartialDate("2018"))
    page = turned_to(window)
    page.activate()
    assert page.timeline.current_ids == (key, "")
    form = page.inspector()
    assert isinstance(form, AgreementForm)
    assert (form.key, window.context and window.context.selection.ids) == (key, (key,))
    planner.agreements.edit(key, expires_on=PartialDate("2028-06"), notice_months=6)
    row = page.timeline.current_row
    assert row is not None
    assert row.bar is not None
    assert (row.bar.end, row.bar.tone) == ("2028-06", Tone.GOOD)
    assert [(mark.kind, mark.on) for mark in row.marks] == [
        (MarkKind.SIGNED, "2018"),
        (MarkKind.NOTICE, "2027-12"),
    ]
    planner.agreements.remove(key)
    assert (page.timeline.scene.rows, page.inspector()) == ((), None)


def test_a_term_that_renewed_itself_ends_when_the_present_one_does(
    window: MainWindow, planner: Planner
) -> None:
    add(
        planner, "Renewed", signed_on=PartialDate("2015-01-01"), renews_itself=True,
        expires_on=PartialDate("2020-12-31"), renewal_months=60,
    )  # fmt: skip
    (row,) = turned_to(window).timeline.scene.rows
    assert row.bar is not None
    assert row.bar.end == "2030-12-31"
    assert [mark.on for mark in row.marks if mark.kind is MarkKind.RENEWAL] == ["2030-12-31"]


def test_very_many_are_read_beside_the_window(
    window: MainWindow, planner: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreement_timeline, "QUICK", 1)
    keys = [add(planner, f"Number {number}", signed_on=PartialDate("2020")) for number in range(3)]
    page = turned_to(window)
    page.show_record("agreement", keys[2])
    qtbot.waitUntil(lambda: page.timeline.current_ids == (keys[2], ""))
    assert len(page.timeline.scene.rows) == 3
    page.filter.setText("number 1")
    qtbot.waitUntil(lambda: [row.id for row in page.timeline.scene.rows] == [keys[1]])


def test_the_filter_leaves_what_contains_it_and_the_picture_goes_out(
    window: MainWindow, planner: Planner, qtbot: QtBot, files: object, tmp_path: Path
) -> None:
    add(planner, "Quantum research", signed_on=PartialDate("2024"))
    other = add(planner, "Student exchange", signed_on=PartialDate("2020"))
    page = turned_to(window)
    assert [row.title for row in page.timeline.scene.rows] == [
        "Student exchange",
        "Quantum research",
    ]
    window.on_page("find_in_page")
    qtbot.keyClicks(page.filter, "quantum")
    qtbot.waitUntil(lambda: len(page.timeline.scene.rows) == 1)
    page.show_record("agreement", other)
    assert page.timeline.current_ids[0] == other
    path = tmp_path / "bars.svg"
    files.paths = [path]  # type: ignore[attr-defined]  # the chooser of the tests
    window.registry.run("timeline.picture")
    qtbot.waitUntil(path.exists)
    assert b"<svg" in path.read_bytes()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Return)
    assert window.inspector.is_open


def test_what_was_superseded_ends_with_its_successor_and_what_is_over_by_today(
    window: MainWindow, planner: Planner
) -> None:
    old = add(planner, "Framework", signed_on=PartialDate("2018"), expires_on=PartialDate("2031"))
    gone = add(planner, "Letter", signed_on=PartialDate("1997"))
    planner.agreements.renew(
        old, signed_on="2024-10", title="New framework", status=AgreementStatus.IN_FORCE
    )
    planner.keeper(Agreement).edit(gone, status=AgreementStatus.ENDED)
    page = turned_to(window)
    bars = {row.id: row.bar for row in page.timeline.scene.rows}
    known, unknown = bars[old], bars[gone]
    assert known is not None
    assert unknown is not None
    assert (known.end, known.text) == ("2024-10", "2018 – Oct 2024")
    today = planner.today().toordinal()
    assert unknown.whole[1] == today  # not past today, and not said to be its end
    assert unknown.firm[1] is not None
    assert unknown.firm[1] < today
    assert unknown.text == "from 1997, end not known"
