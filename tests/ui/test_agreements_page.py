"""The register on the real window: the radar, what an agreement says of itself, its parts and verbs."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from factories import organisation, person
from planner.domain.agreements import Agreement, AgreementStatus, TextState
from planner.domain.ids import AgreementId, new_id
from planner.services.planner import Planner
from planner.ui import list_memory
from planner.ui.dialogs.agreement_change import RenewDialog, StatusDialog
from planner.ui.dialogs.list_filter import FilterDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.agreement_form import AgreementForm
from planner.ui.pages.agreement_list import AgreementList
from planner.ui.pages.agreement_parts import AmendmentsDialog, PartiesDialog, TextsDialog
from planner.ui.pages.agreements import AgreementsPage
from planner.ui.widgets.fields import Field
from planner.ui.widgets.label import Label

D = TypeVar("D", bound=QDialog)
IN_FORCE = AgreementStatus.IN_FORCE


@pytest.fixture
def known(planner: Planner) -> dict[str, AgreementId]:
    """One that is about to end, one for long, and one whose dates cannot be so."""
    planner.organisations.add(organisation("ESS"))
    dates = {
        "Student exchange": {"expires_on": "2027-05-11", "signed_on": "2026-01-02"},
        "Framework": {"expires_on": "2035-12-31", "signed_on": "2020"},
        "Funding": {"expires_on": "2030", "in_force_on": "2026-01", "signed_on": "2026-05-01"},
    }
    return {
        title: planner.agreements.add(
            Agreement(id=AgreementId(new_id()), title=title, status=IN_FORCE, **fields),  # type: ignore[arg-type]
            parties=["ESS"],
        )
        for title, fields in dates.items()
    }


@pytest.fixture
def page(window: MainWindow, known: dict[str, AgreementId]) -> AgreementList:
    window.go("agreements")
    area = window.page
    assert isinstance(area, AgreementsPage)
    page = area.front
    assert isinstance(page, AgreementList)
    return page


def form(window: MainWindow, key: str) -> AgreementForm:
    window.show_record("agreement", key)
    assert window.page is not None
    found = window.page.inspector()
    assert isinstance(found, AgreementForm)
    return found


def words(form: AgreementForm) -> str:
    QApplication.processEvents()  # what is new in a layout shows itself then
    return " ".join(label.text() for label in form.findChildren(Label) if label.isVisibleTo(form))


def shown(page: AgreementList, column: int = 0) -> list[str]:
    rows = range(page.model.rowCount())
    return [page.model.columns[column].value(page.model.line(row)) for row in rows]


def opened(window: MainWindow, part: str, kind: type[D]) -> D:
    window.registry.run(f"agreement.{part}")
    (dialog,) = window.findChildren(kind)
    return dialog


def put(field: Field, text: str) -> None:
    field.editor.setText(text)  # type: ignore[attr-defined]
    field.commit()


def test_the_radar_counts_and_narrows_and_one_press_makes_a_follow_up(
    page: AgreementList, planner: Planner, said: Recorded, known: dict[str, AgreementId]
) -> None:
    texts = {name: button.text() for name, button in page.radar.buttons.items()}
    assert texts == {
        "due": "Due within twelve months: 1",
        "quiet": "No activity for long: 1",
        "contradicting": "Dates to look at: 1",
    }
    assert shown(page) == ["Framework", "Funding", "Student exchange"]

    page.radar.buttons["due"].click()
    assert shown(page) == ["Student exchange"]
    assert page.chosen.sort == "next_step"
    state, step = (page.chosen.keys.index(key) for key in ("state", "next_step"))
    assert (shown(page, state), shown(page, step)) == (
        ["Expiring"],
        ["decide: 51 days late, ends in 40 days"],
    )
    page.table.choose(0)
    page.radar.follow_up.click()
    made = planner.agreements.card(known["Student exchange"]).follow_ups
    assert [one.title for one in made] == ["Decide on the renewal: Student exchange"]
    undo = said.toasts[-1][1]
    assert undo is not None
    undo()
    assert planner.agreements.card(known["Student exchange"]).follow_ups == ()

    page.radar.buttons["due"].click()
    page.radar.buttons["quiet"].click()
    assert shown(page) == ["Framework"]


def test_states_narrow_and_a_record_that_they_hide_is_shown_all_the_same(
    window: MainWindow, page: AgreementList, known: dict[str, AgreementId]
) -> None:
    dialog = FilterDialog(page.filter_words, "states", page.narrowing, page)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert {"Expiring", "Ran out", "Superseded"} <= set(texts)
    page.narrow(page.narrowing.having("states", ("expiring",)))
    assert shown(page) == ["Student exchange"]
    assert page.chips.texts() == ["Expiring"]

    window.show_record("agreement", known["Framework"])
    assert page.table.current_key == known["Framework"]


def test_what_cannot_be_so_stands_in_words_in_the_inspector(
    window: MainWindow, page: AgreementList, known: dict[str, AgreementId]
) -> None:
    shown = form(window, known["Funding"])
    assert "in force since 2026-01, before it was signed on 2026-05-01" in words(shown)

    put(shown.fields["in_force_on"], "2026-06")

    assert "before it was signed" not in words(shown)
    assert page.radar.buttons["contradicting"].text().endswith(": 0")


def test_parties_texts_and_amendments_have_dialogs_of_their_own(
    window: MainWindow, page: AgreementList, planner: Planner, known: dict[str, AgreementId]
) -> None:
    key = known["Framework"]
    boss = person("Sato", "Hanako")
    planner.contacts.add(boss)
    shown = form(window, key)
    parties = opened(window, "parties", PartiesDialog)
    parties.form.fields["signatory_id"].committed.emit(boss.id)
    parties.form.fields["seat"].committed.emit(2)
    parties.new()
    put(parties.form.fields["name"], "Kingdom of Denmark")
    parties.reject()
    texts = opened(window, "texts", TextsDialog)
    texts.new()
    put(texts.form.fields["language"], "ja")
    texts.form.fields["state"].committed.emit(TextState.AGREED)
    texts.reject()
    amendments = opened(window, "amendments", AmendmentsDialog)
    amendments.new()
    put(amendments.form.fields["signed_on"], "soon")
    assert "not a date" in amendments.form.fields["signed_on"].error
    put(amendments.form.fields["signed_on"], "2025-03")
    amendments.reject()

    card = planner.agreements.card(key)
    assert [(one.name, one.signatory_name, one.seat) for one, _name in card.parties] == [
        ("ESS", boss.name, 2),
        ("Kingdom of Denmark", "", 0),
    ]
    assert [(one.language, one.state) for one in card.texts] == [("ja", TextState.AGREED)]
    assert [one.signed_on for one in card.amendments] == ["2025-03"]
    told = words(shown)
    assert "Agreed" in told
    assert boss.name in told


def test_a_status_is_set_with_its_reason_and_a_successor_comes_to_the_front(
    window: MainWindow, page: AgreementList, planner: Planner, known: dict[str, AgreementId]
) -> None:
    key = known["Student exchange"]
    shown = form(window, key)
    dialog = opened(window, "status", StatusDialog)
    dialog.fields["since"].set_value("yesterday")
    dialog.accept()
    assert "not a date" in dialog.fields["status"].error
    dialog.fields["status"].set_value(AgreementStatus.ENDED)
    dialog.fields["since"].set_value("2027-03")
    dialog.fields["reason"].set_value("Both sides agreed")
    dialog.accept()
    assert "Ended 2027-03" in words(shown)
    assert "Both sides agreed" in words(shown)

    renewing = opened(window, "renew", RenewDialog)
    renewing.fields["number"].set_value("2027/9")
    renewing.accept()

    card = planner.agreements.card(key)
    assert card.agreement.status is AgreementStatus.ENDED
    assert [one.id for one in card.ties.superseded_by] == [renewing.made]
    assert page.table.current_key == renewing.made
    assert "superseded by this one" in words(form(window, renewing.made))


def test_themes_relations_and_visits_are_edited_in_the_form(
    window: MainWindow, page: AgreementList, planner: Planner, known: dict[str, AgreementId]
) -> None:
    shown = form(window, known["Funding"])
    shown.fields["themes"].editor.setPlainText("Quantum\nHealth")  # type: ignore[attr-defined]
    shown.fields["themes"].commit()
    shown.fields["parent_id"].committed.emit(known["Framework"])

    card = planner.agreements.card(known["Funding"])
    assert card.themes == ("Health", "Quantum")
    assert card.ties.parent is not None
    assert card.ties.parent.id == known["Framework"]
    window.registry.run("edit.undo")
    assert planner.agreements.card(known["Funding"]).ties.parent is None


def test_columns_that_nobody_chose_are_those_of_this_version(page: AgreementList) -> None:
    page.chosen.sort_by("ends")
    assert list_memory.recall("agreements") == list_memory.ListLook((), "ends")
    former = ("title", "number", "kind", "parties", "state", "signed", "ends", "next_step")
    list_memory.remember("agreements", list_memory.ListLook(former, "ends"))
    assert list_memory.recall("agreements").columns == ()
    page.chosen.toggle("kind")
    page.chosen.toggle("number")
    assert "kind" in list_memory.recall("agreements").columns


def test_what_is_late_goes_from_sight_with_one_press_and_comes_back(
    window: MainWindow, known: dict[str, AgreementId], said: Recorded
) -> None:
    late = form(window, known["Student exchange"])
    assert "decide on renewal 9 Feb 2027, 51 days late" in words(late)
    assert late.standing.settled.isVisibleTo(late)
    late.standing.settled.click()
    assert "days late" not in words(late)
    assert not late.standing.settled.isVisibleTo(late)
    undo = said.toasts[-1][1]
    assert undo is not None
    undo()
    assert "51 days late" in words(late)


def test_a_country_is_typed_among_the_parties_and_a_new_organisation_is_said(
    window: MainWindow, known: dict[str, AgreementId], said: Recorded
) -> None:
    key = known["Framework"]
    here = form(window, key)

    def type_in(*lines: str) -> None:
        here.fields["parties"].editor.setPlainText("\n".join(lines))  # type: ignore[attr-defined]
        here.fields["parties"].commit()

    assert here.fields["parties"].value() == ("ESS",)
    type_in("日本", "ESS", "JSTT")
    assert [one.country for one in window.context.planner.agreement_parties.of(key)] == [
        "JP", "", "",
    ]  # fmt: skip
    assert here.fields["parties"].value() == ("Japan", "ESS", "JSTT")
    text, undo = said.toasts[-1]
    assert text.startswith("New organisation: JSTT, of no country yet.")
    type_in("ESS")
    assert [one.country for one in window.context.planner.agreement_parties.of(key)] == [""]
    assert undo is not None
