"""A passport is renewed: who holds the old number is told, or need not be; all that left stands in one list."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from journeys.ground import Ground
from planner.domain.ids import PersonId
from planner.domain.privacy import Way
from planner.domain.private_details import DetailKind
from planner.domain.told import Told
from planner.services.disclosures import Given
from planner.ui import window_dialogs
from planner.ui.dialogs.corrections import CorrectionsDialog
from planner.ui.dialogs.register import RegisterDialog
from planner.ui.main_window import MainWindow
from planner.ui.pages.person_form import PersonForm
from planner.ui.pages.visit_ask import AskText

OLD, NEW = "ZX4471902", "AB9911223"


@pytest.fixture
def renewed(ground: Ground) -> PersonId:
    """Three recipients have the old passport number; one of them is a host with an address."""
    planner = ground.planner
    plan = planner.visits.plan(ground.visit)
    one = next(each.person_id for each in plan.delegates if each.person_id)
    name = plan.person[one].name
    planner.hidden_details.note(one, DetailKind.PASSPORT_NUMBER, OLD)
    told = Told(name=name, person_id=one, values={"name": (name,), "passport_number": (OLD,)})
    for to in ("Grand Hotel", "Embassy of Japan", "gate@example.org"):
        planner.disclosures.record_alone(
            Given(
                file_name=f"{to}.pdf", content=to.encode(), subjects=[told], recipient=to,
                purpose="Admission", paper="access-list", visit_id=ground.visit,
            )
        )  # fmt: skip
    planner.disclosures.record_alone(
        Given(file_name="list.xlsx", content=b"x", paper="list of people", subjects=[
            Told(name=name, person_id=one, values={"name": (name,)})
        ])
    )  # fmt: skip
    planner.hidden_details.note(one, DetailKind.PASSPORT_NUMBER, NEW)
    return one


def click(qtbot: QtBot, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]


def filled(qtbot: QtBot, dialog: CorrectionsDialog, rows: int) -> CorrectionsDialog:
    qtbot.waitUntil(lambda: dialog.model.rowCount() == rows, timeout=5000)
    return dialog


def test_three_recipients_have_the_old_passport_number_and_get_a_draft(
    window: MainWindow, ground: Ground, renewed: PersonId, qtbot: QtBot, out: Path
) -> None:
    """The person's page says so quietly; she writes the address that is not known, settles one,
    takes that back, and drafts the notices; then nobody holds an old number."""
    assert window.context is not None
    window.context.open_record("person", renewed)
    form = next(one for one in window.findChildren(PersonForm) if one.key == renewed)
    qtbot.waitUntil(lambda: not form.notify.isHidden(), timeout=5000)
    assert "3 recipients hold an old value" in form.old.text()
    assert OLD not in form.old.text()

    dialog = CorrectionsDialog(window.context, renewed, window)
    qtbot.addWidget(dialog)
    dialog.show()
    filled(qtbot, dialog, 3)
    assert len(dialog.chosen) == 3, "usually all are told"
    assert {line.email for line in dialog.lines} == {"", "gate@example.org"}

    hotel = next(i for i, line in enumerate(dialog.lines) if line.owed.recipient == "Grand Hotel")
    dialog.table.choose(hotel)
    dialog.email.setText("desk@hotel.example")
    dialog.email.editingFinished.emit()
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    dialog.language.activated.emit(dialog.language.currentIndex())
    assert dialog.lines[hotel].email == "desk@hotel.example"

    embassy = next(i for i, line in enumerate(dialog.lines) if "Embassy" in line.owed.recipient)
    dialog.table.choose(embassy)
    dialog.table.select_rows([embassy])
    click(qtbot, dialog.settle)
    (ask,) = dialog.findChildren(AskText)
    assert not ask.accept_button.isEnabled()
    qtbot.keyClicks(ask.editor, "Told on the phone")
    click(qtbot, ask.accept_button)
    filled(qtbot, dialog, 2)
    click(qtbot, dialog.back)
    filled(qtbot, dialog, 3)

    assert len(dialog.chosen) == 3
    click(qtbot, dialog.draft)
    qtbot.waitUntil(lambda: len(list(out.glob("*.eml"))) == 3, timeout=5000)
    filled(qtbot, dialog, 0)
    assert "3 drafts" in dialog.said.text()
    mails = {
        path.stem: email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in out.glob("*.eml")
    }
    hotel_mail = mails["Grand Hotel"]
    assert hotel_mail["To"] == "Grand Hotel <desk@hotel.example>"
    assert "Passnummer: AB9911223" in hotel_mail.get_body().get_content()  # type: ignore[union-attr]
    assert mails["Embassy of Japan"]["To"] is None, "filled in in the mail program"
    assert all(OLD not in path.read_text() for path in out.glob("*.eml"))
    assert ground.planner.corrections.owed(renewed) == []
    notices = [
        line.disclosure
        for line in ground.planner.disclosures.page()
        if line.disclosure.way is Way.MAIL
    ]
    assert {one.recipient for one in notices} == {
        "Grand Hotel",
        "Embassy of Japan",
        "gate@example.org",
    }
    form._look_old()
    qtbot.waitUntil(form.notify.isHidden, timeout=5000)


def test_all_that_left_the_house_is_found_opened_and_saved_as_a_workbook(
    window: MainWindow, ground: Ground, renewed: PersonId, qtbot: QtBot, out: Path
) -> None:
    dialog = window_dialogs.make("register", window, window)
    assert isinstance(dialog, RegisterDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 4, timeout=5000)

    qtbot.keyClicks(dialog.search.editor, "embassy")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=5000)
    qtbot.waitUntil(lambda: "Embassy of Japan.pdf" in dialog.about.text(), timeout=5000)
    line = dialog.current
    assert line is not None
    assert line.disclosure.file_hash in dialog.about.text(), (
        "all of the hash, to compare a file with"
    )
    told = dialog.told_model.line(0)
    assert (told.person_id, told.old) == (renewed, {"passport_number"})
    seen = [
        str(dialog.told_model.index(0, column).data() or "")
        for column in range(dialog.told_model.columnCount())
    ]
    assert "Passport number" in " ".join(seen)
    assert OLD not in " ".join(seen), "fields, never values"

    dialog.search.editor.clear()
    dialog.special.setChecked(True)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 3, timeout=5000)
    click(qtbot, dialog.sheet)
    qtbot.waitUntil(lambda: bool(list(out.glob("*.xlsx"))), timeout=5000)
    qtbot.waitUntil(dialog.sheet.isEnabled, timeout=5000)
    (path,) = out.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 4
    assert {"Grand Hotel", "Embassy of Japan", "gate@example.org"} == {row[1] for row in rows[1:]}
    assert OLD not in str(rows)
    papers = [line.disclosure.paper for line in ground.planner.disclosures.page()]
    assert papers.count("register") == 1, "on record itself"

    dialog.special.setChecked(False)
    dialog.recipient.editor.setText("nobody at all")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 0, timeout=5000)
    assert not dialog.sheet.isEnabled()
    assert dialog.table.empty._text.text() == "Nothing of this left the house."


def test_from_the_register_all_corrections_are_in_sight(
    window: MainWindow, renewed: PersonId, qtbot: QtBot
) -> None:
    dialog = window_dialogs.make("register", window, window)
    assert isinstance(dialog, RegisterDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    click(qtbot, dialog.owed)
    (owed,) = dialog.findChildren(CorrectionsDialog)
    filled(qtbot, owed, 3)
    owed.table.choose(0)
    click(qtbot, owed.open_one)
    assert window.context is not None
    assert window.context.selection.ids == (renewed,)
