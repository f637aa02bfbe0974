"""The inspector of agreements, its dialogs and the signing of an entry have room for longer words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from planner import i18n
from planner.domain.agreements import AgreementText
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemKind
from planner.services.planner import Planner
from planner.ui.dialogs.agreement_change import RenewDialog, StatusDialog
from planner.ui.dialogs.sign import SignDialog
from planner.ui.main_window import MainWindow
from planner.ui.pages.agreement_parts import AmendmentsDialog, PartiesDialog, TextsDialog
from planner.ui.pages.visit import VisitPage

from .conftest import Opener
from .test_audit import Wordy, findings


@pytest.fixture
def window(open_window: Opener, sample: Planner) -> Iterator[MainWindow]:
    i18n._current[:] = [Wordy()]
    window = open_window(sample)
    window.resize(960, 540)
    yield window
    i18n.use("en")


def test_everything_of_an_agreement_has_room_for_longer_words(
    window: MainWindow, sample: Planner, qapp: QApplication
) -> None:
    key = next(line.id for line in sample.agreements.page(text="closer cooperation"))
    sample.agreement_texts.add(
        AgreementText(id=RecordId(new_id()), agreement_id=key, language="de")
    )
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    entry = next(item for item in plan.scheduled if item.kind is ItemKind.MEETING)
    sample.signings.set_agreements(entry.id, [key])
    sample.signings.make_checklist(entry.id)
    one = sample.agreements.keeper.get(key)
    window.show_record("agreement", key)
    window.open_inspector()
    qapp.processEvents()
    assert window.page is not None
    form = window.page.inspector()
    assert form is not None
    found = [f"form: {finding}" for finding in findings(form)]

    opens: list[Callable[[], QDialog]] = [
        lambda: PartiesDialog(window.context, key, one.title, window),
        lambda: TextsDialog(window.context, key, one.title, window),
        lambda: AmendmentsDialog(window.context, key, one.title, window),
        lambda: StatusDialog(window.context, one, window),
        lambda: RenewDialog(window.context, one, window),
        lambda: SignDialog(window.context, entry.id, window),
    ]
    for make in opens:
        dialog = make()
        dialog.show()
        qapp.processEvents()
        assert dialog.width() <= 960
        assert dialog.height() <= 540
        found += [f"{type(dialog).__name__}: {finding}" for finding in findings(dialog)]
        dialog.close()

    window.show_record("item", entry.id)
    page = window.page
    assert isinstance(page, VisitPage)
    qapp.processEvents()
    found += [f"entry: {finding}" for finding in findings(page.inspectors.item)]
    assert found == []
