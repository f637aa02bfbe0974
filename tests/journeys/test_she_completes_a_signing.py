"""She prepares the signing of a memorandum at an entry, notes it as done in one step, and takes that back."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journeys.ground import MONDAY, Ground
from planner.domain.agreements import Agreement, AgreementStatus, TextState
from planner.domain.followups import FollowUpStatus
from planner.domain.ids import AgreementId, OrganisationId, new_id
from planner.ui.dialogs.sign import SignDialog
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.agreement_parts import PartiesDialog, TextsDialog
from planner.ui.pages.visit import VisitPage
from planner.ui.widgets.label import Label

D = TypeVar("D", bound=QDialog)
TUESDAY = MONDAY + dt.timedelta(1)


def found(page: VisitPage) -> set[str]:
    assert page.state is not None
    kinds = {one.kind for one in page.state.open_findings}
    return {kind for kind in kinds if kind.startswith(("signing.", "agreement."))}


def press(part: QWidget, text: str) -> None:
    """The buttons of an agreement are built anew with each change."""
    QApplication.processEvents()  # what is new in a layout shows itself then
    buttons = [one for one in part.findChildren(QPushButton) if one.text() == text]
    next(one for one in buttons if one.isVisibleTo(part)).click()


def only(window: MainWindow, kind: type[D]) -> D:
    (dialog,) = window.findChildren(kind)
    return dialog


def test_she_completes_a_signing(
    qtbot: QtBot, window: MainWindow, ground: Ground, said: Recorded
) -> None:
    planner, entry = ground.planner, ground.item("signing")
    agreements = planner.agreements
    memo = agreements.add(
        Agreement(
            id=AgreementId(new_id()), title="Memorandum on quantum", status=AgreementStatus.DRAFT
        ),
        parties=["Niels Bohr Institute"],
    )

    # the entry says what is signed there, and the checks say what is missing
    window.show_record("visit", ground.visit)
    page = window.page
    assert isinstance(page, VisitPage)
    page.itinerary.choose(entry)
    part = page.inspectors.item.signing
    assert part.picked.isVisibleTo(page.inspectors)
    assert not window.registry.get("item.signed").enabled()
    part.picked.search.committed.emit(("agreement", memo))
    assert [one.agreement.id for one in planner.signings.at(entry)] == [memo]
    assert found(page) == {"signing.nobody", "agreement.no_text"}

    # who signs, on which seat; the text on paper
    party = agreements.card(memo).parties[0][0]
    assert party.organisation_id == OrganisationId(ground.known["org Niels Bohr Institute"])
    press(part, "Who signs…")
    parties = only(window, PartiesDialog)
    parties.form.fields["signatory_id"].committed.emit(ground.known["host"])
    parties.form.fields["seat"].committed.emit(1)
    parties.reject()
    press(part, "Texts…")
    texts = only(window, TextsDialog)
    texts.new()
    texts.form.fields["language"].committed.emit("en")
    assert found(page) == {"signing.absent", "signing.unprinted"}
    texts.form.fields["state"].committed.emit(TextState.PRINTED)
    texts.reject()
    planner.itineraries.set_hosts(entry, people=[ground.known["host"]], organisations=[])
    assert found(page) == set()
    told = " ".join(label.text() for label in part.findChildren(Label))
    assert "1  Niels Bohr Institute: " in told

    # what is to be ready
    part.list_button.click()
    listed = planner.signings.checklist(entry)
    assert len(listed) == 7
    window.registry.run("item.signing_checklist")
    assert said.toasts[-1][0] == "Everything is listed already."
    part.ready.committed.emit((listed[0].id,))
    assert planner.signings.checklist(entry)[0].done_on == planner.today()

    # what was dropped is not listed, and another tick leaves it alone
    planner.follow_ups.edit(listed[1].id, status=FollowUpStatus.DROPPED)
    assert part.ready.value() == (listed[0].id,)
    part.ready.committed.emit((listed[0].id, listed[2].id))
    part.ready.committed.emit((listed[0].id,))
    assert [one.status for one in planner.signings.checklist(entry)[:3]] == [
        FollowUpStatus.DONE, FollowUpStatus.DROPPED, FollowUpStatus.OPEN,
    ]  # fmt: skip

    # the rest at once, in one step
    part.all_button.click()
    assert not part.all_button.isEnabled()
    window.registry.run("edit.undo")
    assert [one.id for one in planner.signings.implied(entry)] == [one.id for one in listed[2:]]

    # done, in one step
    window.registry.run("item.signed")
    dialog = only(window, SignDialog)
    assert dialog.day.value() == TUESDAY
    dialog.accept()
    assert "still to come" in dialog.agreements.error
    ground.clock.now = dt.datetime(2027, 5, 11, 14, tzinfo=dt.UTC)
    dialog.accept()
    card = agreements.card(memo)
    assert card.agreement.status is AgreementStatus.IN_FORCE
    assert (card.agreement.signed_on, card.agreement.visit_id) == (
        TUESDAY.isoformat(),
        ground.visit,
    )
    assert [text.state for text in card.texts] == [TextState.SIGNED]
    assert card.states[0].reason == "Signed at “Signing of the memorandum”"
    assert said.toasts[-1][0] == "1 agreement signed · 5 things ticked off"
    assert not part.sign_button.isEnabled()
    assert planner.signings.implied(entry) == []

    # and back
    window.registry.run("edit.undo")
    card = agreements.card(memo)
    assert card.agreement.status is AgreementStatus.DRAFT
    assert (card.agreement.signed_on, card.agreement.visit_id) == ("", None)
    assert [text.state for text in card.texts] == [TextState.PRINTED]
    assert len(planner.signings.implied(entry)) == 5
    assert part.sign_button.isEnabled()
    assert not said.errors
