"""Travel documents, needs and the day of a name, edited on a delegate."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.domain.access import PaperKind, PaperStatus
from planner.domain.ids import DelegateId, VisitId
from planner.domain.visits import Delegate, NeedKind
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_delegate_parts import NeedsOfDialog, PapersDialog
from planner.ui.widgets.fields import ChoiceField, DateField, LineField, TextField
from planner.ui.widgets.label import Label


@pytest.fixture
def library(sample_window: MainWindow) -> Planner:
    return sample_window.context.planner


@pytest.fixture
def visit(library: Planner) -> VisitId:
    return library.visits.find("JP-DK-2027").id


@pytest.fixture
def page(sample_window: MainWindow, visit: VisitId) -> VisitPage:
    sample_window.context.open_record("visit", visit)
    page = sample_window.page
    assert isinstance(page, VisitPage)
    return page


@pytest.fixture
def head(page: VisitPage) -> DelegateId:
    assert page.state is not None
    key = page.state.plan.delegates[0].id
    page.show_record("delegate", key)
    return key


def shown(page: VisitPage) -> list[str]:
    QApplication.processEvents()  # what is new in a layout is shown then
    found = page.delegate_inspector.findChildren(Label)
    return [label.text() for label in found if not label.isHidden()]


def pick(field: object, value: object) -> None:
    assert isinstance(field, ChoiceField)
    row = next(n for n in range(field.editor.count()) if field.editor.itemData(n) == value)
    field.editor.setCurrentIndex(row)
    field.editor.activated.emit(row)


def test_a_paper_is_noted_for_a_border_that_is_crossed_and_the_finding_goes(
    sample_window: MainWindow, page: VisitPage, library: Planner, head: DelegateId, visit: VisitId
) -> None:
    for known in library.papers.of(head):
        library.papers.remove(known.id)
    sample_window.registry.run("delegate.papers")
    (dialog,) = page.findChildren(PapersDialog)
    dialog.new()
    (paper,) = library.papers.of(head)
    assert (paper.country, paper.status) == ("DK", PaperStatus.NEEDED)  # the first border
    kinds = [one.kind for one in library.checking.findings(library.visits.plan(visit))]
    assert "border.open" in kinds

    pick(dialog.form.fields["kind"], PaperKind.VISA)
    pick(dialog.form.fields["status"], PaperStatus.IN_HAND)
    day = dialog.form.fields["expires_on"]
    assert isinstance(day, DateField)
    day.editor.setText("1.3.2029")
    day.commit()
    dialog.reject()

    (paper,) = library.papers.of(head)
    assert (paper.kind, paper.status, paper.expires_on) == (
        PaperKind.VISA, PaperStatus.IN_HAND, dt.date(2029, 3, 1),
    )  # fmt: skip
    kinds = [one.kind for one in library.checking.findings(library.visits.plan(visit))]
    assert "border.open" not in kinds
    assert "Visa: in hand" in shown(page)
    assert "Denmark · holds until 1 Mar 2029" in shown(page)


def test_nobody_needs_a_paper_for_home(
    sample_window: MainWindow, page: VisitPage, head: DelegateId
) -> None:
    sample_window.registry.run("delegate.papers")
    (dialog,) = page.findChildren(PapersDialog)
    about = [label.text() for label in dialog.findChildren(Label)]
    assert "Enters on this visit: Denmark, Sweden. Numbers stand on the person's page." in about


def test_a_need_is_noted_and_beside_the_list_only_its_kind_is_seen(
    sample_window: MainWindow, page: VisitPage, library: Planner, head: DelegateId
) -> None:
    for known in library.needs.of(head):
        library.needs.remove(known.id)
    sample_window.registry.run("delegate.needs")
    (dialog,) = page.findChildren(NeedsOfDialog)
    dialog.new()
    pick(dialog.form.fields["kind"], NeedKind.ACCESS)
    text = dialog.form.fields["text"]
    assert isinstance(text, TextField)
    text.editor.setPlainText("Step-free way")
    dialog.reject()

    (need,) = library.needs.of(head)
    assert (need.kind, need.text) == (NeedKind.ACCESS, "Step-free way")
    assert "Access" in shown(page)
    assert not any("Step-free" in text for text in shown(page))


def test_until_when_an_unnamed_seat_must_be_named_is_typed_and_found(
    qtbot: QtBot, page: VisitPage, library: Planner, visit: VisitId
) -> None:
    assert page.state is not None
    seat = next(one for one in page.state.plan.delegates if one.person_id is None)
    page.show_record("delegate", seat.id)
    field = page.delegate_inspector.fields["name_by"]
    assert isinstance(field, DateField)
    assert field.isVisibleTo(page.delegate_inspector)
    field.editor.setText("5.4.2027")
    field.commit()

    assert library.keeper(Delegate).get(seat.id).name_by == dt.date(2027, 4, 5)
    kinds = [one.kind for one in library.checking.findings(library.visits.plan(visit))]
    assert "name.due" in kinds
    library.history.undo()
    assert field.value() == seat.name_by


def test_a_field_can_be_changed_twice_in_a_row(
    page: VisitPage, library: Planner, head: DelegateId
) -> None:
    field = page.delegate_inspector.fields["role"]
    assert isinstance(field, LineField)
    for role in ("Speaker", "Head of delegation, speaker"):
        field.editor.setText(role)
        field.commit()
    assert library.keeper(Delegate).get(head).role == "Head of delegation, speaker"
    assert not field.error


def test_whoever_has_a_name_is_asked_for_no_day(page: VisitPage, head: DelegateId) -> None:
    field = page.delegate_inspector.fields["name_by"]
    assert not field.isVisibleTo(page.delegate_inspector)


def test_the_commands_wait_for_somebody_in_front(
    sample_window: MainWindow, page: VisitPage, head: DelegateId
) -> None:
    command = sample_window.registry.get("delegate.papers")
    assert command.enabled()
    page.tabs.setCurrentWidget(page.itinerary)
    assert not command.enabled()
