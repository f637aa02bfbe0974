"""Countries and programmes on a small window: nothing is clipped, nameless or too small."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.domain.ids import OrganisationId, RecordId, new_id, shipped_id
from planner.domain.organisations import Coverage, OrganisationSeat
from planner.services.planner import Planner

from .conftest import Opener
from .test_audit import Wordy, findings

SHOWN = (
    ("country", "JP"),
    ("funding_programme", shipped_id("funding_programme", "ginp")),
    ("organisation", shipped_id("organisation", "icdk-seoul")),
)


@pytest.fixture
def speaking() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.mark.parametrize("tongue", ["de", "wordy"])
def test_what_countries_and_programmes_say_has_room(
    speaking: None, open_window: Opener, sample: Planner, qapp: QApplication, tongue: str
) -> None:
    house = OrganisationId(shipped_id("organisation", "icdk-seoul"))
    sample.coverages.add(Coverage(id=RecordId(new_id()), organisation_id=house, country="KR"))
    sample.seats.add(OrganisationSeat(id=RecordId(new_id()), organisation_id=house, city="Seoul"))
    if tongue == "wordy":
        i18n._current[:] = [Wordy()]
    else:
        i18n.use(tongue)
    window = open_window(sample)
    window.resize(960, 540)
    found: list[str] = []
    for word, key in SHOWN:
        window.show_record(word, key)
        window.open_inspector()
        qapp.processEvents()
        found += [f"{word}: {finding}" for finding in findings(window)]
    assert found == []
