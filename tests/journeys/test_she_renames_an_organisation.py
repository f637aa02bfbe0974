"""A ministry gets another name; she filters for its parts, changes all of them, and takes it back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Ground
from planner.domain.ids import OrganisationId, new_id
from planner.domain.organisation_change import Field
from planner.domain.organisation_list import OrganisationFilters
from planner.domain.organisations import Organisation
from planner.ui.dialogs.organisation_change import RenameDialog
from planner.ui.dialogs.several_organisations import SeveralOrganisationsDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.organisations import OrganisationsPage


def test_a_rename_a_filter_a_change_to_all_and_undo(
    ground: Ground,
    window: MainWindow,
    said: Recorded,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planner = ground.planner
    organisations = planner.organisations
    (ministry, name), *_others = organisations.choices("MEXT")
    parts = [
        organisations.add(
            Organisation(id=OrganisationId(new_id()), name=f"{part} Bureau", parent_id=ministry)
        )
        for part in ("Research", "Higher Education", "Science")
    ]
    before = {plan.name for plan in planner.visits.plan(ground.visit).organisations}
    assert name in before

    # The ministry is called otherwise from the day after the visit on.
    window.show_record("organisation", ministry)
    page = window.page
    assert isinstance(page, OrganisationsPage)
    window.registry.run("organisation.rename")
    (rename,) = window.findChildren(RenameDialog)
    rename.name.editor.setText("Ministry of Learning")
    rename.day.set_value(MONDAY + dt.timedelta(7))
    qtbot.mouseClick(rename.apply, Qt.MouseButton.LeftButton)

    listed = page.organisations
    assert listed.model.line(listed.table.currentIndex().row()).name == "Ministry of Learning"
    assert {one.name for one in planner.visits.plan(ground.visit).organisations} == before

    # The old name still finds it; the filter leaves it and all its parts.
    listed.filter.setText(name)
    qtbot.waitUntil(lambda: ministry in listed.all_keys())
    listed.filter.clear()
    listed.narrow(OrganisationFilters(below=ministry))
    qtbot.waitUntil(lambda: listed.model.rowCount() == 4)
    assert set(listed.all_keys()) == {ministry, *parts}

    # All four get the new approval at once.
    def answer(dialog: SeveralOrganisationsDialog) -> int:
        dialog.which.set_value(Field.APPROVAL)
        dialog._field_chosen()
        dialog.editors[Field.APPROVAL].editor.setText("confirmed")  # type: ignore[attr-defined]
        dialog.look()
        assert dialog.rows.topLevelItemCount() == 4
        qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
        return dialog.result()

    monkeypatch.setattr(SeveralOrganisationsDialog, "exec", answer)
    listed.table.selectAll()
    window.registry.run("item.edit_several")
    assert {organisations.keeper.get(key).approval for key in (ministry, *parts)} == {"confirmed"}
    assert said.toasts[-1][0] == "4 organisations were changed"
    listed.narrow(OrganisationFilters(approvals=("confirmed",)))
    assert listed.model.rowCount() == 4

    # It was too early: one undo for the change, one for the name.
    window.registry.run("edit.undo")
    assert {organisations.keeper.get(key).approval for key in (ministry, *parts)} == {""}
    qtbot.waitUntil(lambda: listed.model.rowCount() == 0)
    window.registry.run("edit.undo")
    assert organisations.keeper.get(ministry).name == name
    assert organisations.card(ministry).names == ()
