"""The window over the requests of everybody: whose, until when, put off with a reason, sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from factories import person
from journeys.test_she_merges_duplicates import Open, in_dialog, show
from planner.services.data_requests import due_on
from planner.services.planner import Planner
from planner.ui.dialogs import data_requests
from planner.ui.dialogs.data_requests import DataRequestsDialog

__all__ = ["show"]


def test_the_officer_sees_all_requests_and_puts_one_off_with_a_reason(
    planner: Planner, show: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T26, T10: from the menu, not person by person; what one press did another takes back."""
    one, other = person(), person("Berg", "Ida")
    with planner._core.work("Add") as work:
        work.add_all([one, other])
    first = planner.data_requests.receive(one.id, day=planner.today() - dt.timedelta(5))
    planner.data_requests.receive(other.id)
    window, said = show(planner)
    asked: list[str] = []

    def reason(*_parent: Any, about: str, **_texts: str) -> str:
        asked.append(about)
        return "" if len(asked) == 1 else "Many visits"

    monkeypatch.setattr(data_requests, "ask_text", reason)

    def act(dialog: DataRequestsDialog) -> None:
        try:
            assert dialog.model.rowCount() == 2
            texts = [dialog.model.index(row, 0).data() for row in range(2)]
            assert texts == ["Hanako Sato", "Ida Berg"]
            assert not dialog.take.isVisible()
            assert not dialog.sent.isEnabled()  # nothing was written
            before = due_on(first)
            dialog.put_off()
            assert dialog.current is not None
            assert due_on(dialog.current) == before  # no reason, nothing done
            dialog.put_off()
            assert dialog.current.extended_to is not None
            assert "Many visits" in dialog.current.notes
            assert "Many visits" in dialog.notes.text()  # the whole of it, not cut off
            assert dialog.longer.text() == "No longer put off"
            dialog.put_off()
            assert due_on(dialog.current) == before
        finally:
            dialog.reject()

    in_dialog(DataRequestsDialog, act)
    window.registry.run("library.requests")
    assert len(asked) == 2
    assert "within the first month" in asked[0]
    assert said.errors == []
