"""Adding people, groups and links of a visit by their dialogs and fields."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner.domain.agreements import Agreement
from planner.domain.ids import AgreementId, ThemeId, new_id
from planner.domain.visits import Theme, VisitAgreement, VisitTheme
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.messages import Recorded
from planner.ui.models.delegation_model import COLUMNS, DelegationModel
from planner.ui.pages.visit import VisitPage
from planner.ui.pages.visit_add_person import AddPerson
from planner.ui.pages.visit_groups import GroupsDialog
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme as Colours


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def context(qtbot: QtBot, ground: Ground) -> Iterator[Context]:
    messages = Recorded()
    bridge = Bridge(ground.planner)
    tasks = Tasks(messages)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Colours("light"), Files())
    tasks.close()
    bridge.close()


@pytest.fixture
def page(qtbot: QtBot, context: Context, ground: Ground) -> VisitPage:
    page = VisitPage(context, ground.visit)
    qtbot.addWidget(page)
    qtbot.addWidget(page.inspectors)
    context.bridge.changed.connect(page.refresh)
    page.refresh()
    page.show()
    return page


def said(context: Context) -> Recorded:
    assert isinstance(context.messages, Recorded)
    return context.messages


def delegates(ground: Ground) -> list[str]:
    plan = ground.planner.visits.plan(ground.visit)
    return [plan.name_of(one) for one in plan.delegates]


def test_somebody_known_is_found_in_any_script_and_added_with_enter(
    qtbot: QtBot, context: Context, ground: Ground
) -> None:
    dialog = AddPerson(context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.name.setText("siobhan")
    dialog.offer()
    assert dialog.found.item(0).text().startswith("Siobhán O’Connor")
    dialog.accept()
    assert "Siobhán O’Connor" in delegates(ground)


def test_somebody_who_is_in_it_already_is_refused_and_the_dialog_stays(
    qtbot: QtBot, context: Context, ground: Ground
) -> None:
    dialog = AddPerson(context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText("田中")
    dialog.offer()
    dialog.accept()
    assert dialog.isVisible()
    assert "already in the delegation" in said(context).errors[-1].message


def test_arrow_keys_move_in_the_list_while_the_name_is_typed(
    qtbot: QtBot, context: Context, ground: Ground
) -> None:
    dialog = AddPerson(context, ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setFocus()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Down)
    assert dialog.found.currentRow() == 1


def test_groups_are_added_renamed_and_removed(
    qtbot: QtBot, context: Context, ground: Ground
) -> None:
    dialog = GroupsDialog(context, ground.visit)
    qtbot.addWidget(dialog)
    assert [dialog.table.item(row, 0).text() for row in range(2)] == ["A", "B"]  # type: ignore[union-attr]
    dialog.name.setText("Press")
    dialog.add()
    name = dialog.table.item(2, 1)
    assert name is not None
    assert name.text() == "Press"
    name.setText("Press and media")
    groups = ground.planner.visits.plan(ground.visit).groups
    assert [group.name for group in groups] == ["Policy", "Science", "Press and media"]
    dialog.table.setCurrentCell(2, 1)
    dialog.remove()
    assert dialog.table.rowCount() == 2
    _text, undo = said(context).toasts[-1]
    assert undo is not None
    undo()
    assert dialog.table.rowCount() == 3


def test_themes_are_ticked_and_agreements_linked(page: VisitPage, ground: Ground) -> None:
    planner = ground.planner
    theme = planner.keeper(Theme).add(Theme(id=ThemeId(new_id()), name="Neutron science"))
    agreement = planner.agreements.add(
        Agreement(id=AgreementId(new_id()), number="2024/17", title="MoU on instruments")
    )
    themes, agreements = page.details.fields["themes"], page.details.fields["agreements"]
    themes._show((theme.id,))
    themes.commit()
    agreements._show([(("agreement", agreement), "2024/17 MoU on instruments")])
    agreements.commit()
    visit = ground.visit
    assert [link.theme_id for link in planner.keeper(VisitTheme).of(visit_id=visit)] == [theme.id]
    links = planner.keeper(VisitAgreement).of(visit_id=visit)
    assert [link.agreement_id for link in links] == [agreement]
    themes._show(())
    themes.commit()
    assert not planner.keeper(VisitTheme).of(visit_id=visit)


def test_alt_and_an_arrow_belong_to_a_box_of_choices_that_has_the_focus(page: VisitPage) -> None:
    box = page.item_inspector.fields["kind"].focusProxy()
    assert isinstance(box, QComboBox)
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier
    )
    event.ignore()
    QApplication.sendEvent(box, event)
    assert event.isAccepted()


def test_columns_come_and_go_as_a_model_may(qtmodeltester: ModelTester, ground: Ground) -> None:
    model = DelegationModel()
    model.set_lines(ground.planner.delegations.lines(ground.planner.visits.plan(ground.visit)))
    assert model.set_columns(COLUMNS[:4])
    assert not model.set_columns(COLUMNS[:4])
    assert model.columnCount() == 4
    qtmodeltester.check(model)
