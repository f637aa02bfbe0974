"""The page of a relationship: nothing clipped or nameless, dialogs too; invitations from its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.domain.invitations import InvitationDirection
from planner.domain.relationship_line import Strand
from planner.services import relationships
from planner.services.planner import Planner
from planner.ui.dialogs.invitation import InvitationDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.agreements import AgreementsPage
from planner.ui.pages.relationship import RelationshipPage
from planner.ui.pages.relationship_view import RelationshipView
from planner.ui.widgets.links import LinkButton

from .conftest import Opener
from .test_audit import Wordy, findings


def with_japan(window: MainWindow) -> RelationshipView:
    window.show_record("relationship", "country:JP")
    assert isinstance(window.page, RelationshipPage)
    return window.page.view


@pytest.fixture
def speaking() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.fixture
def large_type(qapp: QApplication) -> Iterator[None]:
    usual = QFont(qapp.font())
    large = QFont(usual)
    large.setPointSizeF(14)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


def audit(window: MainWindow, qapp: QApplication) -> list[str]:
    window.resize(960, 540)
    view = with_japan(window)
    qapp.processEvents()
    found = [f"relationship: {one}" for one in findings(window)]
    assert view.timeline.viewport().height() >= 90
    assert view.table.viewport().height() >= 60
    window.go("agreements")
    assert isinstance(window.page, AgreementsPage)
    window.page.turn_to("timeline")
    window.open_inspector()
    qapp.processEvents()
    return found + [f"timeline: {one}" for one in findings(window)]


@pytest.mark.parametrize("code", ["en", "de", "wordy"])
def test_nothing_is_clipped_nameless_or_too_small(
    speaking: None, open_window: Opener, sample: Planner, qapp: QApplication, code: str
) -> None:
    if code == "wordy":
        i18n._current[:] = [Wordy()]
    else:
        i18n.use(code)
    assert audit(open_window(sample), qapp) == []


def test_the_same_at_14_points(
    large_type: None, open_window: Opener, sample: Planner, qapp: QApplication
) -> None:
    assert audit(open_window(sample), qapp) == []


def test_an_invitation_is_answered_and_withdrawn_from_its_line(
    sample_window: MainWindow, sample: Planner, said: Recorded, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    key = sample.invitations.note(
        InvitationDirection.GIVEN, country="JP", text="Come to Kiel", given_on=dt.date(2027, 3, 1)
    )
    view = with_japan(sample_window)
    opened: list[InvitationDialog] = []

    def answer(dialog: InvitationDialog) -> int:
        opened.append(dialog)
        assert list(findings(dialog)) == []
        visits = [dialog.answer.editor.itemText(n) for n in range(dialog.answer.editor.count())]
        assert len(visits) == 2  # none, and the one Japanese visit that comes later
        dialog.answer.editor.setCurrentIndex(1)
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(InvitationDialog, "exec", answer)
    (row,) = [n for n, line in enumerate(view.open_lines) if line.strand is Strand.INVITATION]
    view.table.choose(row)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert sample.invitations.get(key).answered_by_id == sample.visits.find("JP-DK-2027").id
    assert Strand.INVITATION not in [line.strand for line in view.open_lines]
    assert said.toasts[-1][0] == "The invitation was changed."

    monkeypatch.setattr(InvitationDialog, "exec", lambda dialog: dialog.withdraw())
    view.edit_invitation(key)
    assert sample.invitations.get(key).withdrawn_on is not None
    assert [line.off for line in view.all_lines if line.strand is Strand.INVITATION] == [True]


def test_the_filter_leaves_lines_and_a_mark_finds_its_line(
    sample_window: MainWindow, sample: Planner, qtbot: QtBot
) -> None:
    view = with_japan(sample_window)
    sample_window.on_page("find_in_page")
    qtbot.keyClicks(view.filter, "confirmed hyogo")
    assert [line.title for line in view.shown] == [
        "Delegation of Schleswig-Holstein to Tokyo and Hyogo"
    ]
    view.filter.clear()
    view.tabs.setCurrentIndex(1)
    dated = [line for line in view.all_lines if line.since or line.until]
    for line in dated:
        # Each line has its place on the axis, and what is in front there is in front in the table.
        assert view.timeline.choose_id(line.id, line.id, tell=True), line
        assert view.line == line
    marks = {mark.id for row in view.timeline.scene.rows for mark in row.marks}
    signed = {f"agreement:{tie.agreement.id}:signed" for tie in view.told.relationship.agreements}  # type: ignore[union-attr]
    assert marks - signed <= {line.id for line in dated}


def test_of_an_agreement_one_of_its_parties_is_chosen_but_not_ourselves(
    sample_window: MainWindow, sample: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, shown = sample_window, []
    monkeypatch.setattr(QMenu, "popup", lambda menu, *_at: shown.append(menu))
    (line,) = [
        one for one in sample.agreements.page(0, 50) if one.title.startswith("Denmark–Japan")
    ]
    window.show_record("agreement", line.id)
    window.registry.run("item.relationship")
    assert isinstance(window.page, RelationshipPage)
    assert (window.page.view.key, shown) == ("country:JP", [])

    sample.settings.chosen["home_country"] = "SE"
    window.show_record("agreement", line.id)
    window.registry.run("item.relationship")
    (menu,) = shown
    assert [action.text() for action in menu.actions()] == ["Denmark", "Japan"]
    menu.actions()[0].trigger()
    assert isinstance(window.page, RelationshipPage)
    assert window.page.view.key == "country:DK"


def test_the_inspectors_of_organisations_and_countries_have_the_way(
    sample_window: MainWindow, sample: Planner, qapp: QApplication
) -> None:
    (house, _name), *_others = sample.organisations.choices("MEXT")
    for word, key in (("organisation", house), ("country", "JP")):
        sample_window.show_record(word, key)
        qapp.processEvents()
        sample_window.open_inspector()
        wanted = "What is open, and everything so far"
        ways = [
            one
            for one in sample_window.inspector.findChildren(LinkButton)
            if one.isVisibleTo(sample_window.inspector) and one.accessibleName().startswith(wanted)
        ]
        ways[0].click()
        assert isinstance(sample_window.page, RelationshipPage)
        assert sample_window.page.view.key == f"{word}:{key}"


def test_an_invitation_is_shown_where_the_relationship_is(
    sample_window: MainWindow, sample: Planner
) -> None:
    key = sample.invitations.note(InvitationDirection.RECEIVED, country="JP", text="Come to Tokyo")
    sample_window.show_record("invitation", key)
    assert isinstance(sample_window.page, RelationshipPage)
    line = sample_window.page.view.line
    assert line is not None
    assert line.title == "Come to Tokyo"


def test_an_organisation_that_goes_closes_nothing_and_says_so(
    sample_window: MainWindow, sample: Planner, said: Recorded
) -> None:
    from factories import organisation

    key = sample.organisations.add(organisation("House of Ideas"))
    sample_window.show_record("relationship", f"organisation:{key}")
    sample.organisations.remove(key)
    assert isinstance(sample_window.page, RelationshipPage)
    assert said.errors[-1].message == "This organisation is not in the library."


def test_much_is_read_beside_the_window_and_no_older_answer_comes_over_a_newer_one(
    sample_window: MainWindow, sample: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relationships, "_AT_ONCE", 0)
    key = sample.invitations.note(InvitationDirection.RECEIVED, country="JP", text="Come to Tokyo")
    shown: list[str] = []
    view = with_japan(sample_window)
    show = view.timeline.show_scene
    monkeypatch.setattr(
        view.timeline, "show_scene", lambda scene: (shown.append(scene.name), show(scene))
    )
    # It is said whose years are looked at; nothing stands there yet, and the window goes on.
    assert sample_window.page is not None
    assert sample_window.page.title == "Relationship with Japan"
    assert view.balance.text() == "Looking at the years with Japan …"
    assert (view.open_lines, view.model.rowCount(), view.tabs.tabText(0)) == ((), 0, "Open")
    assert view.timeline.scene.today == sample.today()

    view.show_counterpart("country:SE")
    view.show_counterpart("country:JP")
    view.choose_line(f"invitation:{key}")
    qtbot.waitUntil(lambda: bool(view.open_lines))
    assert [name for name in shown if name.startswith("Timeline")] == [
        "Timeline of the relationship with Japan"
    ]
    assert view.line is not None
    assert view.line.title == "Come to Tokyo"

    # What is shown stays until the next answer is there.
    sample.invitations.withdraw(key)
    assert view.line.title == "Come to Tokyo"
    qtbot.waitUntil(lambda: f"invitation:{key}" not in [line.id for line in view.open_lines])


def test_a_told_visit_that_is_kept_stays_in_front_once_it_is_read(
    sample_window: MainWindow, sample: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relationships, "_AT_ONCE", 0)
    view = with_japan(sample_window)
    qtbot.waitUntil(lambda: bool(view.all_lines))
    (told,) = [one for one in view.all_lines if one.told and one.since == "2023-10"]
    view.choose_line(told.id)
    view.keep_button.click()
    qtbot.waitUntil(lambda: view.line is not None and view.line.title == told.title)
    qtbot.waitUntil(lambda: view.line is not None and view.line.record == "visit")
    assert not view.keep_button.isVisible()
    view.show_counterpart("country:VN")  # with nothing but an agreement
    qtbot.waitUntil(lambda: bool(view.all_lines) and not view.table.current_key.startswith("visit"))
    assert not view.keep_button.isVisible()
