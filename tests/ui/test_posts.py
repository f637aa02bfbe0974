"""The posts of a person in a dialog, and handing one over."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from factories import person
from planner.domain.followups import FollowUp
from planner.domain.ids import FollowUpId, PersonId, new_id
from planner.domain.times import PartialDate
from planner.services.planner import Planner
from planner.ui.dialogs.hand_over import HandOverDialog
from planner.ui.dialogs.posts import NewPostDialog, PostsDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.contacts import ContactsPage
from planner.ui.pages.person_form import PersonForm


@pytest.fixture
def tanaka(planner: Planner) -> PersonId:
    key = planner.contacts.add(person("Tanaka"), organisation="MEXT", title="Director")
    for title in ("Send the draft", "Call back"):
        planner.follow_ups.add(FollowUp(id=FollowUpId(new_id()), title=title, owner_id=key))
    return key


@pytest.fixture
def sato(planner: Planner) -> PersonId:
    return planner.contacts.add(person("Sato"))


@pytest.fixture
def page(window: MainWindow, tanaka: PersonId, sato: PersonId) -> ContactsPage:
    window.go("contacts")
    page = window.page
    assert isinstance(page, ContactsPage)
    page.show_record("person", tanaka)
    return page


def test_a_post_gets_its_dates_and_another_order(
    page: ContactsPage, planner: Planner, tanaka: PersonId
) -> None:
    planner.posts.begin(tanaka, "JST", "Adviser")
    dialog = PostsDialog(page.context, tanaka, "Tanaka", page)
    assert [dialog.model.line(row).title for row in range(2)] == ["Director", "Adviser"]

    dialog.table.choose(0)
    since = dialog.form.fields["valid_from"]
    since.editor.setText("2024-04")  # type: ignore[attr-defined]
    since.commit()
    dialog.down.click()

    assert [post.title for post in planner.posts.of(tanaka)] == ["Adviser", "Director"]
    assert planner.posts.of(tanaka)[1].valid_from == "2024-04"
    assert dialog.record is not None
    assert dialog.record.title == "Director"


def test_a_wrong_date_is_refused_where_it_is_typed(
    page: ContactsPage, planner: Planner, tanaka: PersonId
) -> None:
    dialog = PostsDialog(page.context, tanaka, "Tanaka", page)
    field = dialog.form.fields["valid_to"]
    field.editor.setText("spring")  # type: ignore[attr-defined]
    field.commit()

    assert "no date" in field.error
    assert planner.posts.of(tanaka)[0].valid_to == ""


def test_a_new_post_asks_for_its_organisation(
    page: ContactsPage, planner: Planner, sato: PersonId
) -> None:
    dialog = NewPostDialog(page.context, sato, page)
    dialog.accept()
    assert "organisation" in dialog.house.error

    dialog.house.editor.setText("JSPS")
    dialog.title.editor.setText("Adviser")
    dialog.accept()
    assert [post.title for post in planner.posts.of(sato)] == ["Adviser"]


def test_a_post_is_handed_over_with_what_stays_ticked(
    page: ContactsPage, planner: Planner, tanaka: PersonId, sato: PersonId
) -> None:
    (post,) = planner.posts.of(tanaka)
    dialog = HandOverDialog(page.context, post, page)
    assert dialog.day.value() == planner.today()
    assert not dialog.apply.isEnabled()
    dialog.successor.set_value((sato, "Hanako Sato"))
    dialog.look()
    assert dialog.said.text() == "2 records follow."

    head = dialog.rows.topLevelItem(0)
    assert head is not None
    assert head.text(0) == "Open follow-ups to be done by the holder (2)"
    head.child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.said.text() == "1 record follows."
    dialog.accept()

    owners = [one.owner_id for one in planner.keeper(FollowUp).of()]
    assert sorted(map(str, owners)) == sorted([tanaka, sato])
    assert planner.posts.of(sato)[0].valid_from == planner.today().isoformat()
    step = planner.history.next_undo()
    assert step is not None
    planner.history.undo()
    assert planner.posts.of(sato) == []


def test_a_day_before_the_post_began_is_refused(
    page: ContactsPage, planner: Planner, tanaka: PersonId, sato: PersonId
) -> None:
    (post,) = planner.posts.of(tanaka)
    post = planner.posts.edit(post.id, valid_from=PartialDate("2027-03"))
    dialog = HandOverDialog(page.context, post, page)
    dialog.successor.set_value((sato, "Hanako Sato"))
    dialog.day.set_value(dt.date(2026, 1, 1))
    dialog.look()

    assert "began" in dialog.said.text()
    assert not dialog.apply.isEnabled()


def test_the_person_opens_all_posts(page: ContactsPage, said: Recorded) -> None:
    form = page.inspector()
    assert isinstance(form, PersonForm)
    form.posts.click()
    (dialog,) = form.findChildren(PostsDialog)
    assert dialog.isVisible()
    dialog.close()
    commands = {one.id: one for one in page.context.commands.all()}
    assert commands["item.hand_over"].enabled()


def test_handing_over_from_the_menu_is_said_with_undo(
    page: ContactsPage, planner: Planner, tanaka: PersonId, sato: PersonId, said: Recorded
) -> None:
    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, HandOverDialog)
        dialog.successor.set_value((sato, "Hanako Sato"))
        dialog.look()
        dialog.accept()

    QTimer.singleShot(0, fill)
    page.context.commands.run("item.hand_over")

    assert planner.posts.of(sato)[0].title == "Director"
    text, undo = said.toasts[-1]
    assert text == "“Director” was handed over"
    assert undo is not None
    undo()
    assert planner.posts.of(sato) == []
