"""Countries of a visit and its journeys are found by their names, as everywhere else."""

from __future__ import annotations

import pytest

from planner.domain.itinerary import Item
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.pages.visit import VisitPage
from planner.ui.widgets.fields import SearchField


@pytest.fixture
def page(sample_window: MainWindow, sample: Planner) -> VisitPage:
    sample_window.go(f"visit:{sample.visits.find('JP-DK-2027').id}")
    page = sample_window.page
    assert isinstance(page, VisitPage)
    return page


def put(field: object, text: str) -> str:
    """What the field shows after it is typed and committed."""
    assert isinstance(field, SearchField)
    field.editor.setText(text)
    field.commit()
    assert field.error == ""
    return field.editor.text()


@pytest.mark.parametrize(
    ("typed", "shown", "code"),
    [("japan", "Japan", "JP"), ("SE", "Sweden", "SE"), ("", "", "")],
)
def test_the_country_that_is_visited(
    page: VisitPage, sample: Planner, typed: str, shown: str, code: str
) -> None:
    page.tabs.setCurrentWidget(page.details)
    field = page.details.fields["country"]
    assert isinstance(field, SearchField)
    assert field.editor.text() == "Denmark"

    assert put(field, typed) == shown
    assert sample.visits.get(page.visit_id).country == code


def test_the_countries_of_a_journey(page: VisitPage, sample: Planner) -> None:
    def flight() -> Item:
        plan = sample.visits.plan(page.visit_id)
        return next(one for one in plan.items if one.title == "Flight Tokyo Haneda – Copenhagen")

    page.itinerary.choose(flight().id)
    fields = page.item_inspector.fields
    start, end = fields["leg.from_country"], fields["leg.to_country"]
    assert isinstance(start, SearchField)
    assert start.editor.text() == "Japan"
    assert put(end, "sweden") == "Sweden"
    assert put(start, "") == ""

    leg = sample.visits.plan(page.visit_id).leg_of[flight().id]
    assert (leg.from_country, leg.to_country) == ("", "SE")
    page.refresh()
    assert isinstance(end, SearchField)
    assert end.editor.text() == "Sweden"
