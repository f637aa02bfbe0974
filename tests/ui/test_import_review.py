"""The review of a list: columns, rows, decisions; nothing is written before Import."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from journeys.lists import delegate_list
from planner import i18n
from planner.domain.column_meanings import Meaning
from planner.domain.ids import OrganisationId, PersonId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Position
from planner.domain.staging import Decision
from planner.domain.visits import Delegate, Need
from planner.services import import_writing
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.import_review import ImportReview
from planner.ui.fitting import fit
from planner.ui.messages import Recorded
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme

READ_SECONDS = 30_000
Open = Callable[..., ImportReview]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    yield ground
    ground.planner.close()


@pytest.fixture
def messages() -> Recorded:
    return Recorded()


@pytest.fixture
def context(qtbot: QtBot, ground: Ground, messages: Recorded) -> Iterator[Context]:
    bridge = Bridge(ground.planner)
    tasks = Tasks(messages)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), Files())
    tasks.close()
    bridge.close()


@pytest.fixture
def review(qtbot: QtBot, context: Context, ground: Ground, tmp_path: Path) -> ImportReview:
    """The list of the ground, read and at its columns."""
    dialog = ImportReview(context, [delegate_list(tmp_path / "delegates.xlsx")], ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: at(dialog) is dialog.columns_page, timeout=READ_SECONDS)
    return dialog


def at(dialog: ImportReview) -> object:
    return dialog.pages.currentWidget()


def to_rows(qtbot: QtBot, dialog: ImportReview) -> None:
    dialog.go_on()
    qtbot.waitUntil(lambda: at(dialog) is dialog.rows_page)


def take_in(qtbot: QtBot, dialog: ImportReview) -> None:
    dialog.go_on()
    qtbot.waitUntil(lambda: at(dialog) is dialog.done_page)


def people(ground: Ground) -> int:
    return ground.planner.contacts.count()


def texts(dialog: ImportReview, column: int) -> list[str]:
    table = dialog.columns_page.table
    return [item.text() for row in range(table.rowCount()) if (item := table.item(row, column))]


def test_headers_are_found_below_a_title_and_sensitive_columns_are_off_with_the_reason(
    review: ImportReview,
) -> None:
    page = review.columns_page
    assert page.header.value() == 3
    assert texts(review, 0)[:4] == ["No.", "Family name", "Given name", "氏名"]
    assert page.counts.text() == "4 people"
    assert "“Passport no.” is not imported unless you say what for" in page.notices.text()
    assert "“Diet” is not imported unless you say what for" in page.notices.text()
    assert not any("TK1234567" in sample for sample in texts(review, 1))


def test_a_meaning_that_somebody_corrects_is_used(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    page = review.columns_page
    meaning = page._meanings[texts(review, 0).index("Position")]
    meaning.setCurrentIndex(meaning.findData(Meaning.ROLE))
    meaning.activated.emit(meaning.currentIndex())
    to_rows(qtbot, review)
    assert review._staging is not None
    assert review._staging.row(5).delegate["role"] == "Group Director"
    assert review._staging.row(5).position == ""


def test_rows_say_what_would_happen_and_the_counts_add_up(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    before = people(ground)
    to_rows(qtbot, review)
    page = review.rows_page
    assert page.counts.text() == "2 new  ·  1 update  ·  1 possibly the same"
    assert page.model.rowCount() == 4
    page.choose(4)
    changed = page.panel.changes
    cells = [changed.item(0, column).text() for column in range(3)]  # type: ignore[union-attr]
    assert cells == ["Position", "Deputy Director-General", "Vice-Minister"]
    page.problems.setChecked(True)
    assert page.model.rowCount() == 2, "a bad address and somebody who may be known"
    assert people(ground) == before, "nothing is written before Import"


def test_a_doubtful_row_is_decided_by_hand(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    to_rows(qtbot, review)
    page = review.rows_page
    page.choose(7)
    offered = [page.panel.choice.itemText(row) for row in range(page.panel.choice.count())]
    assert offered[0] == "Decide who this is …"
    assert offered[-1] == "Skip this row"
    page.panel.choice.setCurrentIndex(1)
    page.panel.choice.activated.emit(1)
    assert review._staging is not None
    assert review._staging.row(7).decision is Decision.UPDATE
    assert review._staging.row(7).chosen == ground.known["host"]
    assert review.go.text() == "Import 4 rows"
    assert page.table.current_key == "7", "the row stays in front"


def test_the_import_is_one_step_that_a_toast_takes_back(
    qtbot: QtBot, review: ImportReview, ground: Ground, messages: Recorded
) -> None:
    before = people(ground)
    to_rows(qtbot, review)
    take_in(qtbot, review)
    assert people(ground) == before + 2
    assert len(ground.planner.visits.plan(ground.visit).delegates) == 8
    assert not messages.toasts, "said when the window is seen again"
    review.go_on()
    assert not review.isVisible()
    text, undo = messages.toasts[-1]
    assert text == "3 people were imported"
    assert undo is not None
    undo()
    assert people(ground) == before
    assert len(ground.planner.visits.plan(ground.visit).delegates) == 6
    assert not messages.errors


def test_undo_in_the_dialog_leaves_no_toast_behind(
    qtbot: QtBot, review: ImportReview, ground: Ground, messages: Recorded
) -> None:
    before = people(ground)
    to_rows(qtbot, review)
    take_in(qtbot, review)
    review.done_page.undo_wanted.emit()
    qtbot.waitUntil(lambda: at(review) is review.done_page)
    assert people(ground) == before
    assert "taken back" in review.done_page._text.text()
    review.go_on()
    assert not messages.toasts


def test_going_back_keeps_the_columns_and_calling_off_writes_nothing(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    before = people(ground)
    to_rows(qtbot, review)
    review.back.click()
    assert at(review) is review.columns_page
    review.cancel.click()
    assert not review.isVisible()
    assert people(ground) == before


def test_a_sensitive_column_is_taken_in_only_for_a_purpose(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    row = texts(review, 0).index("Diet")
    purpose = review.columns_page.table.cellWidget(row, 4).purpose  # type: ignore[union-attr]
    offered = [purpose.itemText(place) for place in range(purpose.count())]
    assert offered == ["Sensitive: not imported", "For meals", "For help in an emergency"]
    assert purpose.currentIndex() == 0
    purpose.setCurrentIndex(1)
    purpose.activated.emit(1)
    assert review._columns is not None
    assert review._columns.columns[row].purpose == "meals"
    to_rows(qtbot, review)
    take_in(qtbot, review)
    assert {need.text for need in ground.planner.keeper(Need).of()} >= {"halal"}


def test_a_file_that_cannot_be_read_is_said_and_everything_stays(
    qtbot: QtBot, context: Context, ground: Ground, tmp_path: Path, messages: Recorded
) -> None:
    before = people(ground)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 and then nothing")
    dialog = ImportReview(context, [broken], ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.waiting.currentIndex() == 1, timeout=READ_SECONDS)
    sentence = dialog.waiting.refused._text.text()
    assert "broken.xlsx" in sentence
    assert dialog.cancel.text() == "Close"
    assert people(ground) == before
    assert not messages.toasts


def test_closing_while_a_file_is_read_calls_it_off(
    qtbot: QtBot, context: Context, ground: Ground, tmp_path: Path
) -> None:
    path = delegate_list(tmp_path / "delegates.xlsx")
    dialog = ImportReview(context, [path], ground.visit)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    qtbot.waitUntil(lambda: not context.tasks.is_busy, timeout=READ_SECONDS)
    QApplication.processEvents()
    assert not dialog.isVisible()


# field by field


def tick(dialog: ImportReview, row: int, on: bool) -> None:
    item = dialog.rows_page.panel.changes.item(row, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def test_a_change_without_its_tick_leaves_the_library_as_it_is(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    to_rows(qtbot, review)
    page = review.rows_page
    page.choose(4)
    assert [page.panel.changes.item(row, 0).text() for row in range(2)] == [  # type: ignore[union-attr]
        "Position",
        "Position at this visit in this visit",
    ]
    tick(review, 0, False)
    assert review._staging is not None
    assert review._staging.row(4).declined == {0}
    assert review.go.text() == "Import 3 rows"
    tick(review, 1, False)
    assert review._staging.row(4).decision is Decision.SAME
    assert review.go.text() == "Import 2 rows"
    tick(review, 1, True)
    take_in(qtbot, review)
    (delegate,) = ground.planner.keeper(Delegate).of(person_id=ground.known["person Tanaka"])
    card = ground.planner.contacts.card(PersonId(ground.known["person Tanaka"]))
    assert delegate.title == "Vice-Minister"
    assert card.posts[0].position.title == "Deputy Director-General"


def test_the_space_bar_ticks_and_the_row_stays_in_front(qtbot: QtBot, review: ImportReview) -> None:
    to_rows(qtbot, review)
    review.rows_page.choose(4)
    changes = review.rows_page.panel.changes
    changes.setFocus()
    changes.setCurrentCell(0, 0)
    qtbot.keyClick(changes, Qt.Key.Key_Space)
    assert review._staging is not None
    assert review._staging.row(4).declined == {0}
    assert changes.currentRow() == 0
    assert review.rows_page.table.current_key == "4"


def test_several_rows_are_decided_at_once(qtbot: QtBot, review: ImportReview) -> None:
    to_rows(qtbot, review)
    page = review.rows_page
    page.table.select_rows([0, 1, 2])
    page.many.fill()
    actions = {action.text(): action for action in page.many.menu_.actions()}
    assert "3 rows" in actions
    actions["Skip"].trigger()
    assert review._staging is not None
    assert [row.decision for row in review._staging.rows[:3]] == [Decision.SKIP] * 3
    assert len(page.table.selected_keys()) == 3, "what was selected stays selected"
    page.table.select_rows([0, 1, 2, 3])
    page.many.fill()
    next(one for one in page.many.menu_.actions() if one.text().startswith("Take as")).trigger()
    assert review._staging.row(4).decision is Decision.UPDATE
    assert review._staging.row(7).decision is not Decision.UNDECIDED


def test_one_field_is_kept_in_all_rows(qtbot: QtBot, review: ImportReview) -> None:
    to_rows(qtbot, review)
    many = review.rows_page.many
    many.fill()
    menus = {action.text(): action.menu() for action in many.menu_.actions() if action.menu()}
    assert set(menus) == {"Take", "Keep as it is"}
    fields = {action.text(): action for action in menus["Keep as it is"].actions()}  # type: ignore[attr-defined]
    fields["Position (1)"].trigger()
    assert review._staging is not None
    assert review._staging.row(4).declined == {0}


# files of text


def text_review(qtbot: QtBot, context: Context, path: Path, data: bytes) -> ImportReview:
    path.write_bytes(data)
    dialog = ImportReview(context, [path])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: at(dialog) is not dialog.waiting, timeout=READ_SECONDS)
    return dialog


def test_encoding_and_delimiter_are_shown_as_found_and_can_be_changed(
    qtbot: QtBot, context: Context, tmp_path: Path, messages: Recorded
) -> None:
    data = "Name;E-mail\nÅSE Berg;aase@x.example\nBjörn Ek;bjorn@x.example\n".encode("cp1252")
    dialog = text_review(qtbot, context, tmp_path / "list.csv", data)
    form = dialog.columns_page.form
    assert form.isVisible()
    assert form.encoding.currentText() == "Western European (Windows)"
    assert form.delimiter.currentText() == "Semicolon"
    assert texts(dialog, 1)[0].startswith("ÅSE Berg")

    form.encoding.setCurrentIndex(form.encoding.findData("mac_roman"))
    form.encoding.activated.emit(form.encoding.currentIndex())
    qtbot.waitUntil(lambda: not texts(dialog, 1)[0].startswith("ÅSE"), timeout=READ_SECONDS)
    assert dialog._workbook is not None
    assert dialog._workbook.form == ("mac_roman", ";")

    form.encoding.setCurrentIndex(form.encoding.findData("utf-8"))
    form.encoding.activated.emit(form.encoding.currentIndex())
    qtbot.waitUntil(lambda: bool(dialog.error.text()), timeout=READ_SECONDS)
    assert "is not written in utf-8" in dialog.error.text()
    assert form.encoding.currentData() == "mac_roman", "what holds is shown"
    assert not messages.errors


def test_cards_go_straight_to_the_review_with_the_columns_one_step_back(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Berg;Ase;;;\r\nFN:Ase Berg\r\nEND:VCARD\r\n"
    dialog = text_review(qtbot, context, tmp_path / "ase.vcf", card)
    qtbot.waitUntil(lambda: at(dialog) is dialog.rows_page, timeout=READ_SECONDS)
    assert not dialog.columns_page.form.isVisibleTo(dialog.columns_page)
    dialog.back.click()
    assert at(dialog) is dialog.columns_page
    assert dialog.go.isEnabled()


def test_the_focus_is_on_going_on_and_not_on_cancel(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is review.go)
    qtbot.keyClick(review.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at(review) is review.rows_page)


def opened(qtbot: QtBot, context: Context, path: Path) -> ImportReview:
    dialog = ImportReview(context, [path], None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: at(dialog) is not dialog.waiting, timeout=READ_SECONDS)
    return dialog


def two_sheets(path: Path) -> Path:
    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("Hosts")
    first.title = "Delegates"
    for row in (["Name", "Organisation", "E-mail", "Phone"], ["SATO Hanako", "JST", "s@jst.example", "33 92 00 00"],
                ["ITO Ken", "KEK", "k@kek.example", ""]):  # fmt: skip
        first.append(row)
    for row in (["Name", "E-mail"], ["HANSEN Ida", "ida@ku.example"]):
        second.append(row)
    book.save(path)
    return path


def test_a_sheet_that_is_not_read_is_named_on_the_first_page_and_can_be_chosen(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    dialog = opened(qtbot, context, two_sheets(tmp_path / "list.xlsx"))
    page = dialog.columns_page
    assert "the sheet “Hosts” (people: 1)" in page.notices.text()

    page.sheets.setCurrentIndex(page.sheets.findData("Hosts"))
    page.sheets.activated.emit(page.sheets.currentIndex())
    assert "the sheet “Delegates” (people: 2)" in page.notices.text()
    to_rows(qtbot, dialog)
    assert dialog._staging is not None
    assert [row.name for row in dialog._staging.rows] == ["Ida Hansen"]


def test_a_possible_match_stands_beside_the_row_with_all_its_values(
    qtbot: QtBot, review: ImportReview
) -> None:
    to_rows(qtbot, review)
    page = review.rows_page
    page.choose(7)
    beside = page.panel.beside

    assert beside.isVisible()
    assert not page.panel.changes.isVisible()
    rows = {
        beside.item(row, 0).text(): beside.item(row, 1).text()  # type: ignore[union-attr]
        for row in range(beside.rowCount())
        if beside.item(row, 1) is not None
    }
    held = review._staging.row(7).candidates[0].holds  # type: ignore[union-attr]
    assert rows["Family name"] == held["family_name"] == "O’Connor"
    assert set(held.values()) <= set(rows.values())

    page.panel.choice.setCurrentIndex(1)
    page.panel.choice.activated.emit(1)
    assert not beside.isVisible(), "decided: the changes are shown, each with its box"
    assert page.panel.changes.isVisible()


def test_choices_are_not_lost_without_a_question(
    qtbot: QtBot, context: Context, messages: Recorded, review: ImportReview
) -> None:
    messages.answer = False
    to_rows(qtbot, review)
    review.reject()
    assert messages.questions == []
    assert not review.isVisible(), "nothing was chosen: nothing is asked"

    review.show()
    review.rows_page.choose(7)
    review.rows_page.panel.decided.emit(Decision.SKIP, "")
    review.close()
    assert len(messages.questions) == 1
    assert review.isVisible(), "kept"
    messages.answer = True
    review.reject()
    assert len(messages.questions) == 2
    assert not review.isVisible(), "discarded"


def test_a_house_that_may_be_known_is_taken_with_one_tick(
    qtbot: QtBot, context: Context, ground: Ground, tmp_path: Path
) -> None:
    house = Organisation(id=OrganisationId(new_id()), name="Topsoe A/S")
    ground.planner.organisations.keeper.add(house)
    book = openpyxl.Workbook()
    for row in (["Name", "Organisation", "E-mail"], ["LUND Karla", "Topsoe", "h@topsoe.example"],
                ["BERG Otto", "Topsoe", "i@topsoe.example"]):  # fmt: skip
        book.worksheets[0].append(row)
    book.save(tmp_path / "list.xlsx")
    dialog = opened(qtbot, context, tmp_path / "list.xlsx")
    to_rows(qtbot, dialog)
    dialog.rows_page.choose(2)
    box = dialog.rows_page.panel.house

    assert box.isVisible()
    assert not box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert box.isChecked()
    dialog.rows_page.choose(3)
    assert box.isChecked(), "one tick for all rows"
    take_in(qtbot, dialog)
    held = [
        post for post in ground.planner.keeper(Position).of() if post.organisation_id == house.id
    ]
    assert len(held) == 2


@pytest.mark.parametrize("language", ["en", "da", "de"])
def test_every_page_of_an_import_fits_960_by_540(
    qtbot: QtBot, context: Context, tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    try:
        dialog = opened(qtbot, context, two_sheets(tmp_path / "list.xlsx"))
        dialog.resize(940, 500)
        _all_buttons_are_whole(dialog)
        to_rows(qtbot, dialog)
        _all_buttons_are_whole(dialog)
        take_in(qtbot, dialog)
        _all_buttons_are_whole(dialog)
    finally:
        i18n.use("en")


def _all_buttons_are_whole(dialog: ImportReview) -> None:
    QApplication.processEvents()
    assert (dialog.width(), dialog.height()) == (940, 500), "nothing makes it larger"
    inside = dialog.rect()
    for button in dialog.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text():
            continue
        place = QRect(button.mapTo(dialog, QPoint(0, 0)), button.size())
        assert inside.contains(place), button.text()
        assert button.width() >= button.minimumSizeHint().width(), button.text()


def test_an_import_is_written_beside_the_window_and_can_be_called_off_until_its_end(
    qtbot: QtBot,
    review: ImportReview,
    ground: Ground,
    messages: Recorded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, threads, go = people(ground), [], threading.Event()
    write = import_writing.write

    def slowly(*arguments: Any) -> None:
        threads.append(threading.current_thread())
        go.wait(10)
        write(*arguments)

    monkeypatch.setattr(import_writing, "write", slowly)
    to_rows(qtbot, review)
    review.go_on()
    assert at(review) is review.waiting
    assert not review.go.isEnabled()
    assert review.cancel.isVisible()
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.current_thread()
    review.cancel.click()
    assert not review.isVisible()
    go.set()
    qtbot.waitUntil(lambda: not review._context.tasks.is_busy)
    assert people(ground) == before
    assert not messages.toasts
    assert not messages.questions, "it was decided already"


def test_going_back_keeps_what_was_decided_about_rows(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    to_rows(qtbot, review)
    review._decide(4, Decision.SKIP, "")
    review._decide(7, Decision.UPDATE, ground.known["host"])
    review._choose_field(frozenset({7}), "", False)
    review.back.click()
    page = review.columns_page
    meaning = page._meanings[texts(review, 0).index("Position")]
    meaning.setCurrentIndex(meaning.findData(Meaning.ROLE))
    meaning.activated.emit(meaning.currentIndex())
    to_rows(qtbot, review)
    assert review._staging is not None
    assert review._staging.row(4).decision is Decision.SKIP
    kept = review._staging.row(7)
    assert kept.chosen == ground.known["host"]
    assert [change.field for change in kept.taken if change.field != "role"] == []
    assert review._staging.row(5).delegate["role"] == "Group Director"
    assert not review.error.isVisible()


def test_a_decision_that_does_not_fit_other_columns_is_said_to_be_gone(
    qtbot: QtBot, review: ImportReview, ground: Ground
) -> None:
    to_rows(qtbot, review)
    review._decide(7, Decision.UPDATE, ground.known["host"])
    review.back.click()
    page = review.columns_page
    for title in ("Family name", "Given name", "氏名", "E-mail"):
        if title in texts(review, 0):
            meaning = page._meanings[texts(review, 0).index(title)]
            meaning.setCurrentIndex(meaning.findData(Meaning.IGNORE))
            meaning.activated.emit(meaning.currentIndex())
    page.header_chosen.emit(6)
    review.go_on()
    qtbot.waitUntil(lambda: review._task is None)
    assert "1 decision" in review.error.text()


def test_a_dialog_never_opens_larger_than_its_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = QDialog(window)
    for size, expected in (((960, 540), (940, 500)), ((1440, 900), (1180, 700))):
        window.resize(*size)
        fit(dialog, 1180, 700)
        assert (dialog.width(), dialog.height()) == expected


def test_who_was_imported_into_a_visit_is_shown_in_its_delegation(
    qtbot: QtBot, review: ImportReview, context: Context, ground: Ground
) -> None:
    shown: list[tuple[str, str]] = []
    context.open_record = lambda word, key: shown.append((word, key))
    to_rows(qtbot, review)
    take_in(qtbot, review)
    review.done_page.open_wanted.emit()
    ((word, key),) = shown
    assert word == "delegate"
    (delegate,) = [one for one in ground.planner.keeper(Delegate).of() if one.id == key]
    assert delegate.visit_id == ground.visit


def test_what_is_left_of_the_width_goes_to_the_remarks(qtbot: QtBot, review: ImportReview) -> None:
    to_rows(qtbot, review)
    table = review.rows_page.table
    review.resize(1000, 600)
    QApplication.processEvents()
    before = [table.columnWidth(place) for place in range(5)]
    review.resize(1400, 600)
    QApplication.processEvents()
    after = [table.columnWidth(place) for place in range(5)]
    assert after[:4] == before[:4]
    assert after[4] > before[4] + 100
