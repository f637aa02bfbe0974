"""What is kept for too long, in the window: a list, one step, and the periods."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from pytestqt.qtbot import QtBot

from conftest import Clock
from planner.domain.retention import FieldGroup, Overdue
from planner.domain.visits import NeedKind
from planner.services.planner import Planner
from planner.ui.dialogs.retention import PeriodsDialog, RetentionDialog
from planner.ui.main_window import MainWindow
from planner.ui.pages.home import HomePage
from planner.ui.window_dialogs import make


@pytest.fixture
def library(sample: Planner, clock: Clock) -> Planner:
    """Three weeks after a visit with one need."""
    visit = sample.visits.find("JP-DK-2027")
    head = next(one for one in sample.visits.plan(visit.id).delegates if one.person_id)
    sample.needs.note(head.id, kind=NeedKind.DIET, text="Nothing with shellfish")
    assert visit.last_day is not None
    clock.now = dt.datetime.combine(visit.last_day + dt.timedelta(21), dt.time(10), dt.UTC)
    return sample


def test_home_asks_for_the_review_and_leads_to_it(
    sample_window: MainWindow, library: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample_window.context is not None
    page = sample_window.page
    assert isinstance(page, HomePage)
    page.refresh(None)
    lines = page._found
    qtbot.waitUntil(lambda: any(one.word == "retention" for one in lines.get("", ())), timeout=8000)
    line = next(one for one in lines[""] if one.word == "retention")
    assert "kept longer than they may be" in line.text
    opened: list[str] = []
    monkeypatch.setattr("planner.ui.window_dialogs.show", lambda name, *_rest: opened.append(name))
    page._open(page.attention, "retention")
    assert opened == ["retention"]


def test_the_list_is_a_dry_run_until_the_verb_and_undo_works_from_it(
    sample_window: MainWindow, library: Planner, qtbot: QtBot
) -> None:
    dialog = make("retention", sample_window, sample_window)  # type: ignore[arg-type]
    assert isinstance(dialog, RetentionDialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    needs = sum(len(library.needs.of(one.id)) for one in delegates(library))
    assert needs > 0
    assert "shellfish" not in str(
        [dialog.model.index(r, c).data() for r in range(dialog.model.rowCount()) for c in range(6)]
    )
    assert dialog.erase_button.isEnabled()  # all that can go is selected
    dialog.erase()
    qtbot.waitUntil(lambda: not any(one.key for one in dialog._found))
    assert sum(len(library.needs.of(one.id)) for one in delegates(library)) == 0
    library.history.undo()
    assert sum(len(library.needs.of(one.id)) for one in delegates(library)) == needs
    dialog.reject()
    assert library.retention.reviewed_on == library.today()


def test_erasing_many_is_done_beside_the_window(
    sample_window: MainWindow, library: Planner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    erase = library.retention.erase

    def seen(going: list[Overdue]) -> int:
        threads.append(threading.get_ident())
        return erase(going)

    monkeypatch.setattr(library.retention, "erase", seen)
    dialog = make("retention", sample_window, sample_window)  # type: ignore[arg-type]
    assert isinstance(dialog, RetentionDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    dialog.erase()
    assert not dialog.erase_button.isEnabled()  # not twice
    qtbot.waitUntil(lambda: not any(one.key for one in dialog._found))
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


def delegates(library: Planner) -> list[object]:
    return list(library.visits.plan(library.visits.find("JP-DK-2027").id).delegates)


def test_a_period_is_changed_where_it_is_shown(
    sample_window: MainWindow, library: Planner, qtbot: QtBot
) -> None:
    assert sample_window.context is not None
    dialog = PeriodsDialog(sample_window.context, sample_window)
    qtbot.addWidget(dialog)
    rules = library.retention.rules()
    dialog.table.choose([rule.id for rule in rules].index(FieldGroup.PHOTOS))
    days = dialog.form.fields["days"]
    days.editor.setText("400")  # type: ignore[attr-defined]
    days.commit()
    kept = {rule.id: rule for rule in library.retention.rules()}
    assert kept[FieldGroup.PHOTOS].days == 400
    assert kept[FieldGroup.PHOTOS].basis == rules[5].basis
