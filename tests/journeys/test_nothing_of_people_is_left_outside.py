"""She works through the window with marked data: nothing of it lies in logs, states or temporary files."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner import log, paths
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.private_details import DetailKind
from planner.domain.visits import NeedKind
from planner.errors import NotFound, UserError
from planner.phrases import label
from planner.ui.dialogs.crash import report
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded

MARK = "Qzx"
"""Every value begins with it: one search finds them all."""


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that holds nothing else."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def logged(scratch: Path) -> Iterator[Path]:
    """The log of the program, with everything that it can say."""
    root = logging.getLogger("planner")
    before = (root.handlers[:], root.level)
    log.start(paths.user_state(), verbose=True)
    yield paths.user_state()
    for handler in root.handlers:
        handler.close()
    root.handlers[:], level = before
    root.setLevel(level)


def mark_everything(ground: Ground) -> str:
    """The first delegate's person, with a marked value in every field that holds text."""
    planner = ground.planner
    plan = planner.visits.plan(ground.visit)
    delegate = next(one for one in plan.delegates if one.person_id)
    assert delegate.person_id is not None
    person = plan.person[delegate.person_id]
    texts = {
        one.name: f"{MARK}{one.name.replace('_', '')}"
        for one in fields(person)
        if isinstance(getattr(person, one.name), str)
        and one.name not in ("id", "country", "name_order", "sort_key")
    }
    planner.contacts.edit(person.id, **texts)
    planner.contacts.set_points(person.id, ContactKind.EMAIL, (f"{MARK}mail@example.org",))
    planner.contacts.set_points(person.id, ContactKind.PHONE, ("+45 33 12 34 56",))
    assert planner.keeper(ContactPoint).of(person_id=person.id)
    for kind in (DetailKind.PASSPORT_NUMBER, DetailKind.BIRTH_PLACE, DetailKind.IDENTITY_NUMBER):
        planner.hidden_details.note(person.id, kind, f"{MARK}{kind.value.replace(' ', '')}")
    for need in NeedKind:
        planner.needs.note(delegate.id, kind=need, text=f"{MARK}need{need.value}")
    planner.delegations.edit(delegate.id, notes=f"{MARK}notes", role=f"{MARK}role")
    return person.id


def found_in(folder: Path) -> list[str]:
    """Files below the folder in which a marked value stands, in any encoding of Qt and Python."""
    needles = (MARK.encode(), MARK.encode("utf-16-le"), b"33 12 34 56")
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def test_log_state_and_temporary_files_hold_nothing_of_people(
    window: MainWindow,
    ground: Ground,
    qtbot: QtBot,
    logged: Path,
    scratch: Path,
    said: Recorded,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """K11: the log has ids only; what the window remembers of its last use names nobody."""
    planner, context = ground.planner, window.context
    assert context is not None
    window.restore(paths.user_state() / "state.ini")
    person = mark_everything(ground)
    context.open_record("person", person)
    QApplication.processEvents()
    for name in ("home", "contacts", "visits", "follow_ups"):
        window.go(name)
        QApplication.processEvents()
    context.open_record("visit", ground.visit)
    planner.search(MARK)
    planner.look_ups.details(person, "Gate list")  # type: ignore[arg-type]
    planner.history.undo()
    planner.history.redo()
    with contextlib.suppress(UserError):
        planner.contacts.card("0" * 32)  # type: ignore[arg-type]

    # Whatever somebody writes into the log about a record, a fault with names in it too.
    noisy = logging.getLogger("planner.journey")
    noisy.error("could not show %s", f"{MARK}familyname")
    noisy.error("the row %(name)s is odd", {"name": f"{MARK}given"})
    noisy.error(ValueError(f"{MARK}asmessage"))
    noisy.error("record %s of %d", person, 3)
    try:
        raise ValueError(f"no such person: {MARK}familyname, +45 33 12 34 56")
    except ValueError as fault:
        noisy.exception("it failed")
        told = report(fault)
    assert MARK not in told

    context.recent.remember(planner.address)
    for handler in logging.getLogger("planner").handlers:
        handler.flush()
    written = (logged / "planner.log").read_text(encoding="utf-8")
    assert f"record {person} of 3" in written  # ids stay: by them a fault can be found
    assert "ValueError" in written
    assert found_in(paths.user_state()) == []
    assert found_in(paths.user_config()) == []
    assert found_in(scratch) == []
    caplog.clear()  # it was said on purpose
    steps = planner.history.page(limit=60)
    labels = " ".join(label(step) for step in steps)
    assert not any(f"{MARK}{one}" in labels for one in ("passport", "need", "birth", "identity"))


def test_a_look_at_nobody_is_refused_and_says_no_name(ground: Ground) -> None:
    with pytest.raises(NotFound) as told:
        ground.planner.contacts.card("0" * 32)  # type: ignore[arg-type]
    assert "0000" not in str(told.value)
