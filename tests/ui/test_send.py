"""The dialog that sends: what it shows before, what it writes, what it says after."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from journeys.ground import Files, Ground, ground_in
from planner import i18n
from planner.domain.ids import DelegateId
from planner.domain.itinerary import ItemStatus
from planner.domain.privacy import Disclosure, Profile, Way
from planner.domain.recipients import RecipientKind
from planner.domain.slots import Slot
from planner.domain.times import WallTime
from planner.errors import NotFound
from planner.services.send_presets import Preset
from planner.services.sending import SendRequest
from planner.ui.bridge import Bridge
from planner.ui.context import Context
from planner.ui.dialogs.send import SendDialog
from planner.ui.dialogs.send_recipient import RecipientDialog
from planner.ui.dialogs.visit_hand_over import HandVisitDialog
from planner.ui.messages import Recorded
from planner.ui.pages.visit_ask import AskText
from planner.ui.selection import Selection
from planner.ui.tasks import Tasks
from planner.ui.theme import Theme

from .test_audit import findings

Opener = Callable[..., SendDialog]


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    ground = ground_in(tmp_path)
    ground.planner.settings.chosen["email"] = "visits@example.dk"
    yield ground
    ground.planner.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def context(qtbot: QtBot, ground: Ground, out: Path) -> Iterator[Context]:
    messages = Recorded()
    bridge = Bridge(ground.planner)
    tasks = Tasks(messages)
    files = Files(folder=out)
    yield Context(ground.planner, bridge, messages, tasks, Selection(), Theme("light"), files)
    tasks.close()
    bridge.close()


@pytest.fixture
def opened(qtbot: QtBot, context: Context, ground: Ground) -> Opener:
    def open_it(**fields: object) -> SendDialog:
        dialog = SendDialog(context, ground.visit, **fields)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        dialog.show()
        looked(qtbot, dialog)
        return dialog

    return open_it


def looked(qtbot: QtBot, dialog: SendDialog) -> None:
    """Wait until what is shown is what would go out."""
    qtbot.waitUntil(
        lambda: (
            dialog.is_draft
            or (dialog.package is not None and not dialog.work.is_looking)
            or bool(dialog.foot.error.text())
        ),
        timeout=20_000,
    )


def written(qtbot: QtBot, dialog: SendDialog) -> None:
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.done_page, timeout=20_000)


def ticked(dialog: SendDialog) -> set[str]:
    return {row.recipient.name for row in dialog.people.rows if row.ticked}


def cell(dialog: SendDialog, name: str, column: int) -> str:
    model = dialog.people.model
    for row in range(model.rowCount()):
        if model.line(row).recipient.name == name:
            return str(model.data(model.index(row, column)))
    raise AssertionError(name)


def choose(dialog: SendDialog, name: str) -> None:
    row = next(one for one in dialog.people.rows if one.recipient.name == name)
    dialog.people.choose(row.key)


def move_talk(ground: Ground) -> None:
    """Only group A hears it: Yamamoto, Sato, Takahashi."""
    talk = ground.planner.itineraries.item(ground.item("talk"))
    assert talk.start_local is not None
    ground.planner.itineraries.move(
        talk.id, Slot(WallTime(talk.start_local.replace(minute=45), talk.start_zone))
    )


def sent_once(ground: Ground, folder: Path) -> None:
    planner = ground.planner
    planner.releases.release(ground.visit, "First")
    planner.sending.drafts(planner.sending.look(SendRequest(visit_id=ground.visit)), folder / "v1")


def mails(folder: Path) -> list[EmailMessage]:
    found = []
    for path in sorted(folder.rglob("*_v2*.eml")):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def test_before_the_first_release_only_the_draft_is_offered_and_a_release_in_the_dialog(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    dialog = opened()
    assert dialog.is_draft
    assert dialog.pages.currentWidget() is dialog.draft
    assert not dialog.foot.drafts.isVisible()

    dialog.draft.release.click()
    ask = dialog.findChild(AskText)
    assert ask is not None
    ask.editor.setPlainText("For the hosts")
    ask.accept_button.click()
    qtbot.waitUntil(lambda: not dialog.is_draft, timeout=10_000)
    looked(qtbot, dialog)

    (line,) = ground.planner.releases.list(ground.visit)
    assert (line.number, line.note) == (1, "For the hosts")
    assert dialog.foot.drafts.isEnabled()
    assert "first time" in cell(dialog, "Tanaka Haruto", 4)


def test_the_draft_goes_out_as_files_for_the_own_office(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    dialog = opened()
    dialog.draft.whole.setChecked(False)
    assert not dialog.foot.save.isEnabled()
    dialog.draft.people.setChecked(True)
    dialog.draft.sheet.setChecked(True)
    dialog.foot.save.click()
    written(qtbot, dialog)

    assert sorted(path.suffix for path in out.iterdir()) == [".ics"] * 6 + [".xlsx"]
    records = ground.planner.keeper(Disclosure).of(visit_id=ground.visit)
    assert {(one.profile, one.release_number) for one in records} == {(Profile.INTERNAL, None)}
    assert "own office" in dialog.done_page.next.text()


def test_columns_of_the_drafts_sheet_are_chosen_and_none_is_no_sheet(
    qtbot: QtBot, opened: Opener, out: Path
) -> None:
    dialog = opened()
    dialog.draft.whole.setChecked(False)
    dialog.draft.sheet.setChecked(True)
    columns = dialog.draft.columns
    assert columns is not None
    boxes = columns.list
    for row in range(boxes.count()):
        boxes.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.foot.save.isEnabled()
    for row in range(boxes.count()):
        if boxes.item(row).text() == "Family name":
            boxes.item(row).setCheckState(Qt.CheckState.Checked)
    dialog.foot.save.click()
    written(qtbot, dialog)

    (path,) = out.iterdir()
    head = next(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    assert head[0] == "Family name"
    assert "Phone" not in head


def test_the_second_time_those_with_changes_are_ticked_and_told_how_many(
    opened: Opener, ground: Ground, out: Path
) -> None:
    sent_once(ground, out)
    move_talk(ground)
    ground.planner.releases.release(ground.visit, "Second")
    dialog = opened()

    assert {"Yamamoto Kenji", "Sato Yui", "Takahashi Ren"} <= ticked(dialog)
    assert not {"Tanaka Haruto", "Suzuki Aoi", "Siobhán O’Connor"} & ticked(dialog)
    assert cell(dialog, "Yamamoto Kenji", 3) == "v1"
    assert cell(dialog, "Yamamoto Kenji", 4) == "1 of 8"
    assert cell(dialog, "Tanaka Haruto", 4) == "nothing new"
    assert cell(dialog, "Siobhán O’Connor", 2) == "none"
    assert "1 entry changed since version 1" in dialog.choices.since.text()
    assert not dialog.choices.ahead.text()
    assert not dialog.choices.release.isVisible()


def test_the_preview_shows_the_mail_the_files_the_changes_and_what_is_left_out(
    opened: Opener, ground: Ground, out: Path
) -> None:
    sent_once(ground, out)
    move_talk(ground)
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    choose(dialog, "Yamamoto Kenji")
    preview = dialog.people.preview

    text = preview.mail.toPlainText()
    assert "kenji.yamamoto@mext.example.jp" in text
    assert "14:45–15:45 (was: 14:00–15:00)" in text
    assert "• Changed: Talk on science policy" in text
    assert "Puts in place: Talk on science policy" in preview.files.item(0).text()
    assert "internal note" in "\n".join(
        preview.unseen.item(row).text() for row in range(preview.unseen.count())
    )
    assert "Mind the budget question" not in text
    assert preview.tabs.tabText(preview.tabs.indexOf(preview.mine)) == "Changes (1)"

    choose(dialog, "Tanaka Haruto")
    assert preview.mail.toPlainText() == ""
    assert "Nothing changed since version 1" in preview.cautions.text()


def test_drafts_are_written_for_the_ticked_alone_and_put_on_record(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    sent_once(ground, out)
    move_talk(ground)
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.people.none.click()
    assert not dialog.foot.drafts.isEnabled()
    choose(dialog, "Sato Yui")
    qtbot.keyClick(dialog.people.table, Qt.Key.Key_Space)
    assert ticked(dialog) == {"Sato Yui"}
    dialog.foot.drafts.click()
    written(qtbot, dialog)

    to = {str(message["To"]) for message in mails(out)}
    assert to == {"Sato Yui <yui.sato@mext.example.jp>"}
    records = [
        one
        for one in ground.planner.keeper(Disclosure).of(visit_id=ground.visit)
        if one.release_number == 2
    ]
    assert {(one.recipient, one.way) for one in records} == {("Sato Yui", Way.MAIL)}
    page = dialog.done_page
    assert page.title.text() == "2 mail drafts for 1 recipient written"
    assert "Nothing was sent" in page.next.text()
    assert page.programs.isVisible()
    assert "mail of its own" in page.truth.text()
    assert page.open.isEnabled()

    dialog.foot.back.click()
    looked(qtbot, dialog)
    assert cell(dialog, "Sato Yui", 3) == "v2"


def test_files_are_saved_in_a_folder_for_each(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.choices.papers["contacts"].setChecked(True)
    assert not dialog.foot.save.isEnabled(), "nothing is written that was not looked at"
    looked(qtbot, dialog)
    dialog.foot.save.click()
    written(qtbot, dialog)

    folder = next(out.iterdir())
    tanaka = {path.suffix for path in (folder / "Tanaka Haruto").iterdir()}
    assert tanaka == {".ics", ".xlsx"}
    assert "does not bring it up to date everywhere" in dialog.done_page.truth.text()


def test_a_folder_that_takes_no_files_is_said_and_the_dialog_stays(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    out.rmdir()
    out.write_text("a file stands where the folder was")
    dialog.foot.save.click()
    qtbot.waitUntil(lambda: bool(dialog.foot.error.text()), timeout=10_000)

    assert dialog.foot.save.isEnabled()
    assert dialog.pages.currentWidget() is dialog.people
    assert ground.planner.keeper(Disclosure).of() == []


def test_escape_calls_the_writing_off_and_nothing_is_left(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.foot.drafts.click()
    assert dialog.foot.stop.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.work.is_writing, timeout=10_000)

    assert dialog.isVisible()
    assert list(out.iterdir()) == []
    assert ground.planner.keeper(Disclosure).of() == []
    assert "nothing was written" in dialog.foot.text.text()
    assert dialog.foot.drafts.isEnabled()


def test_it_opens_for_one_person_who_alone_is_ticked(opened: Opener, ground: Ground) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened(person=DelegateId(ground.known["Tanaka"]))
    assert ticked(dialog) == {"Tanaka Haruto"}
    assert dialog.people.current is not None
    assert dialog.people.current.recipient.name == "Tanaka Haruto"


def test_who_came_after_the_release_is_said_to_be_missing(opened: Opener, ground: Ground) -> None:
    ground.planner.releases.release(ground.visit)
    new = ground.planner.delegations.add_placeholder(ground.visit, "N.N., interpreter")
    dialog = opened(person=new)
    assert "N.N., interpreter is not in version 1" in dialog.foot.error.text()
    assert "The draft has moved on" in dialog.choices.ahead.text()
    assert dialog.choices.release.isVisible()


# choosing


def test_a_preset_chooses_kinds_and_papers(qtbot: QtBot, opened: Opener, ground: Ground) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.choices.presets.choose("sites")
    looked(qtbot, dialog)
    kinds = {row.recipient.kind for row in dialog.people.rows if row.ticked}
    assert kinds == {RecipientKind.SITE}
    dialog.choices.presets.choose("office")
    qtbot.waitUntil(lambda: dialog.package is not None and not ticked(dialog), timeout=10_000)
    assert "contacts" in dialog.choices.chosen_papers


def test_everybody_who_holds_an_old_version_is_one_preset(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    sent_once(ground, out)
    ground.planner.addressings.add(ground.visit, "Embassy of Japan", RecipientKind.EMBASSY)
    move_talk(ground)
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    assert "Embassy of Japan" in ticked(dialog), "it gets the calendar for the first time"
    dialog.choices.presets.choose("old")
    assert "Embassy of Japan" not in ticked(dialog)
    assert "Yamamoto Kenji" in ticked(dialog)


def test_a_preset_is_saved_found_again_and_removed(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.choices.presets.choose("hosts")
    dialog.choices.papers["contacts"].setChecked(True)
    looked(qtbot, dialog)
    dialog.choices.presets.save("Hosts with contacts")

    kept = ground.planner.send_presets.find("hosts WITH contacts")
    assert kept.kinds == {RecipientKind.HOST, RecipientKind.ORGANISATION}
    assert "contacts" in kept.papers
    again = opened()
    assert again.choices.presets.list.item(again.choices.presets.list.count() - 1).text() == (
        "Hosts with contacts"
    )
    again.choices.presets.choose(kept.key)
    looked(qtbot, again)
    assert again.choices.papers["contacts"].isChecked()
    again.choices.presets.remove()
    with pytest.raises(NotFound):
        ground.planner.send_presets.find("Hosts with contacts")


def test_a_preset_of_another_program_loses_only_what_is_unknown(ground: Ground) -> None:
    views = ground.planner.views
    views.save("send", "Odd", columns=("calendar", "hologram"), filters='{"kinds": ["martian"]}')
    views.save("send", "Broken", filters="{")
    odd, broken = ground.planner.send_presets.all()[-2:]
    assert (odd.papers, odd.kinds) == (("calendar",), frozenset())
    assert broken == Preset(key=broken.key, title="Broken", papers=(), is_own=True)


def test_the_search_narrows_what_is_listed_and_not_what_is_chosen(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    before = ticked(dialog)
    dialog.people.search.setText("tanaka mext")
    assert dialog.people.model.rowCount() == 1
    assert ticked(dialog) == before
    dialog.people.none.click()
    assert ticked(dialog) == before - {"Tanaka Haruto"}
    dialog.people.search.setText("nobody of this name")
    assert dialog.people.table.empty.isVisible()


def test_a_click_on_the_tick_leaves_the_selection(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    table = dialog.people.table
    table.choose(0)
    rect = table.visualRect(dialog.people.model.index(2, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(14, rect.center().y()))
    assert not dialog.people.rows[2].ticked
    assert table.currentIndex().row() == 0
    check = dialog.people.model.data(
        dialog.people.model.index(2, 0), Qt.ItemDataRole.CheckStateRole
    )
    assert check is Qt.CheckState.Unchecked


def test_what_was_ticked_by_hand_stays_with_other_papers(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    choose(dialog, "Tanaka Haruto")
    qtbot.keyClick(dialog.people.table, Qt.Key.Key_Space)
    dialog.choices.papers["visit"].setChecked(True)
    looked(qtbot, dialog)
    assert "Tanaka Haruto" not in ticked(dialog)
    assert "Sato Yui" in ticked(dialog)


def test_the_words_of_the_office_stand_in_every_mail(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.choices.note.setPlainText("Mind the new gate.")
    assert not dialog.foot.drafts.isEnabled()
    looked(qtbot, dialog)
    package = dialog.package
    assert package is not None
    assert all("Mind the new gate." in one.letter.text for one in package.parcels)


def test_one_language_for_all_is_chosen(qtbot: QtBot, opened: Opener, ground: Ground) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    box = dialog.choices.language
    box.setCurrentIndex(box.findData("da"))
    box.activated.emit(box.currentIndex())
    looked(qtbot, dialog)
    assert cell(dialog, "Tanaka Haruto", 5) == "Dansk"


# recipients


def test_an_address_is_changed_as_one_step_and_undone(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    choose(dialog, "Siobhán O’Connor")
    qtbot.keyClick(dialog.people.table, Qt.Key.Key_F2)
    form = dialog.findChild(RecipientDialog)
    assert form is not None
    form.email.setText("siobhan@ess.example.se")
    form.language.setCurrentIndex(form.language.findData("da"))
    form.accept_button.click()
    qtbot.waitUntil(lambda: cell(dialog, "Siobhán O’Connor", 2) == "siobhan@ess.example.se")
    looked(qtbot, dialog)
    assert cell(dialog, "Siobhán O’Connor", 5) == "Dansk"
    assert dialog.people.current is not None
    assert dialog.people.current.recipient.name == "Siobhán O’Connor"

    ground.planner.history.undo()
    qtbot.waitUntil(lambda: cell(dialog, "Siobhán O’Connor", 2) == "none")
    assert ground.planner.addressings.of(ground.visit) == []


def test_who_is_left_out_is_not_ticked_until_somebody_ticks(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.edit_recipient(f"delegate:{ground.known['Tanaka']}")
    form = dialog.findChild(RecipientDialog)
    assert form is not None
    assert form.email.placeholderText() == "haruto.tanaka@mext.example.jp"
    form.left_out.setChecked(True)
    form.accept_button.click()
    qtbot.waitUntil(lambda: "Tanaka Haruto" not in ticked(dialog), timeout=10_000)
    looked(qtbot, dialog)
    assert cell(dialog, "Tanaka Haruto", 7) == "Left out"


def test_an_embassy_is_added_by_hand_and_removed(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    dialog.people.add.click()
    form = dialog.findChild(RecipientDialog)
    assert form is not None
    assert not form.accept_button.isEnabled()
    form.name.setText("Embassy of Japan")
    form.email.setText("culture@embassy.example.jp")
    form.kind.setCurrentIndex(form.kind.findData("embassy"))
    form.accept_button.click()
    qtbot.waitUntil(lambda: "Embassy of Japan" in ticked(dialog), timeout=10_000)
    looked(qtbot, dialog)
    assert cell(dialog, "Embassy of Japan", 6) == "Delegates"
    choose(dialog, "Embassy of Japan")
    assert dialog.people.remove.isEnabled()
    dialog.people.remove.click()
    qtbot.waitUntil(
        lambda: all(row.recipient.name != "Embassy of Japan" for row in dialog.people.rows),
        timeout=10_000,
    )
    choose(dialog, "Tanaka Haruto")
    assert not dialog.people.remove.isEnabled()


def test_delete_takes_away_only_who_was_added_by_hand(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.addressings.add(ground.visit, "Press office", RecipientKind.PRESS)
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    choose(dialog, "Tanaka Haruto")
    qtbot.keyClick(dialog.people.table, Qt.Key.Key_Delete)
    assert len(ground.planner.addressings.of(ground.visit)) == 1
    choose(dialog, "Press office")
    qtbot.keyClick(dialog.people.table, Qt.Key.Key_Delete)
    assert ground.planner.addressings.of(ground.visit) == []


def test_an_address_that_is_no_address_is_said(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.addressings.say(
        ground.visit, f"delegate:{ground.known['Tanaka']}", email="not an address"
    )
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    assert "not an address that can be written to" in cell(dialog, "Tanaka Haruto", 7)


def test_a_text_is_copied_and_on_record(opened: Opener, ground: Ground) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = opened()
    choose(dialog, "Tanaka Haruto")
    dialog.foot.copy.click()
    assert "Tanaka Haruto" in QGuiApplication.clipboard().text()
    (record,) = ground.planner.keeper(Disclosure).of(visit_id=ground.visit)
    assert (record.way, record.recipient) == (Way.COPY, "Tanaka Haruto")


def test_without_an_address_of_the_office_it_says_that_whole_calendars_go(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.settings.chosen["email"] = ""
    ground.planner.releases.release(ground.visit)
    assert "whole calendars are made instead" in opened().foot.error.text()


def test_an_older_version_is_sent_only_with_a_word(
    qtbot: QtBot, opened: Opener, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    ground.planner.itineraries.edit(ground.item("maxiv"), status=ItemStatus.CANCELLED)
    ground.planner.releases.release(ground.visit)
    dialog = opened(release=1)
    assert dialog.choices.number == 1
    assert "Version 2 is the latest" in dialog.choices.ahead.text()
    assert "not the latest" in dialog.foot.error.text()


# seeing


@pytest.fixture
def in_german() -> Iterator[None]:
    i18n.use("de")
    yield
    i18n.use("en")


def audited(qtbot: QtBot, dialog: SendDialog, ground: Ground) -> list[str]:
    found: list[str] = []
    dialog.resize(960, 540)
    assert (dialog.width(), dialog.height()) == (960, 540), "there is nothing that needs more"

    def look(where: QWidget) -> None:
        qtbot.wait(20)
        found.extend(f"{type(where).__name__}: {one}" for one in findings(where))

    for tab in range(dialog.people.preview.tabs.count()):
        dialog.people.preview.tabs.setCurrentIndex(tab)
        look(dialog)
    dialog.edit_recipient("")
    form = dialog.findChild(RecipientDialog)
    assert form is not None
    look(form)
    form.reject()
    dialog.foot.drafts.click()
    written(qtbot, dialog)
    look(dialog)
    dialog.choices.version.setCurrentIndex(dialog.choices.version.count() - 1)
    dialog.foot.back.click()
    look(dialog)
    return found


def test_nothing_is_clipped_nameless_or_too_small(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    ground.planner.releases.release(ground.visit, "For the hosts")
    assert audited(qtbot, opened(), ground) == []


def test_the_same_in_german(
    in_german: None, qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    ground.planner.releases.release(ground.visit, "For the hosts")
    assert audited(qtbot, opened(), ground) == []


def test_while_it_looks_it_does_not_say_that_nobody_gets_anything(
    qtbot: QtBot, context: Context, ground: Ground
) -> None:
    ground.planner.releases.release(ground.visit)
    dialog = SendDialog(context, ground.visit)
    qtbot.addWidget(dialog)
    assert "Nobody" not in dialog.people.sentence
    looked(qtbot, dialog)
    assert dialog.people.rows


def test_who_holds_this_version_already_holds_no_old_one(
    qtbot: QtBot, opened: Opener, ground: Ground, out: Path
) -> None:
    sent_once(ground, out)
    move_talk(ground)
    ground.planner.releases.release(ground.visit)
    sending = ground.planner.sending
    sending.drafts(sending.look(SendRequest(visit_id=ground.visit)), out / "v2")
    dialog = opened()
    assert cell(dialog, "Yamamoto Kenji", 3) == "v2"
    dialog.choices.presets.choose("old")
    assert "Yamamoto Kenji" not in ticked(dialog)


def test_in_german_a_visit_is_handed_to_somebody_and_not_until_somebody(
    qtbot: QtBot, context: Context, ground: Ground
) -> None:
    i18n.use("de")
    dialog = HandVisitDialog(context, ground.visit)
    qtbot.addWidget(dialog)
    labels = {one.text() for one in dialog.findChildren(QLabel)}
    assert "An wen" in labels
    assert "Bis" not in labels
