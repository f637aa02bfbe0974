"""Programmes and calls on the real window: what is due, what is tied together, what is exported."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.agreements import Agreement
from planner.domain.funding import Call, FundingProgramme
from planner.domain.ids import AgreementId, FundingProgrammeId, RecordId, new_id
from planner.domain.sites import Country
from planner.services.planner import Planner
from planner.ui.main_window import MainWindow
from planner.ui.messages import Recorded
from planner.ui.pages.agreements import AgreementsPage
from planner.ui.pages.programme_form import ProgrammeForm
from planner.ui.pages.programme_parts import CallsDialog, ProgrammeCountriesDialog
from planner.ui.pages.programmes import ProgrammesPage
from planner.ui.widgets.fields import Field
from planner.ui.widgets.links import LinkButton

from .conftest import Files


@pytest.fixture
def programme(planner: Planner) -> FundingProgrammeId:
    key = FundingProgrammeId(new_id())
    planner.programmes.add(FundingProgramme(id=key, name="Network Programme"), funder="Agency")
    for title, closes in (("Last year", "2026-10-01"), ("Spring", "2027-04-10")):
        planner.calls.add(
            Call(
                id=RecordId(new_id()),
                funding_programme_id=key,
                title=title,
                closes_on=dt.date.fromisoformat(closes),
            )
        )
    return key


@pytest.fixture
def page(window: MainWindow, programme: FundingProgrammeId) -> ProgrammesPage:
    window.show_record("funding_programme", programme)
    whole = window.page
    assert isinstance(whole, AgreementsPage)
    assert isinstance(whole.front, ProgrammesPage)
    return whole.front


def put(field: Field, value: object) -> None:
    field.set_value(value)
    field.committed.emit(field.value())


def calls_of(page: ProgrammesPage) -> list[list[str]]:
    model = page.calls.model
    return [
        [str(model.data(model.index(row, column))) for column in (0, 3, 4)]
        for row in range(model.rowCount())
    ]


def form_of(page: ProgrammesPage) -> ProgrammeForm:
    form = page.inspector()
    assert isinstance(form, ProgrammeForm)
    return form


def test_calls_stand_by_closing_day_and_closed_ones_are_asked_for(page: ProgrammesPage) -> None:
    assert calls_of(page) == [["Spring", "10 Apr 2027", "Closes soon"]]
    page.calls.closed.setChecked(True)
    assert calls_of(page) == [
        ["Last year", "1 Oct 2026", "Closed"],
        ["Spring", "10 Apr 2027", "Closes soon"],
    ]
    page.calls.filter.setText("last")
    assert [row[0] for row in calls_of(page)] == ["Last year"]


def test_a_call_is_typed_in_its_dialog_and_listed_at_once(
    qtbot: QtBot, page: ProgrammesPage, window: MainWindow
) -> None:
    window.registry.run("programme.calls")
    (dialog,) = form_of(page).findChildren(CallsDialog)
    dialog.new()
    put(dialog.form.fields["title"], "Autumn")
    put(dialog.form.fields["closes_on"], dt.date(2027, 10, 1))
    put(dialog.form.fields["countries"], "jp, kr")
    put(dialog.form.fields["opens_on"], dt.date(2028, 1, 1))
    assert "close before it opens" in dialog.form.fields["opens_on"].error
    dialog.form.fields["opens_on"].revert()
    dialog.done(0)
    assert calls_of(page)[1] == ["Autumn", "1 Oct 2027", "Open"]
    assert page.model.line(0).calls == 3


def test_countries_agreements_and_themes_are_tied_to_a_programme(
    page: ProgrammesPage, window: MainWindow, planner: Planner, programme: FundingProgrammeId
) -> None:
    agreement = planner.agreements.add(Agreement(id=AgreementId(new_id()), title="DK–JP"))
    form = form_of(page)
    put(form.fields["themes"], ("Health", "Quantum"))
    put(form.fields["agreement"], (agreement, "DK–JP"))
    assert form.fields["agreement"].value() is None
    card = planner.programmes.card(programme)
    assert {name for _key, name in card.themes} == {"Health", "Quantum"}
    assert card.agreements == ((agreement, "DK–JP"),)
    put(form.fields["agreement"], (agreement, "DK–JP"))
    assert planner.programmes.card(programme).agreements == ()

    planner.keeper(Country).add(Country(id="JP", name="Japan"))
    window.registry.run("programme.countries")
    (dialog,) = form.findChildren(ProgrammeCountriesDialog)
    dialog.new()
    put(dialog.form.fields["as_of"], dt.date(2022, 1, 31))
    dialog.done(0)
    (named,) = planner.programmes.card(programme).countries
    assert (named.country, named.as_of) == ("JP", dt.date(2022, 1, 31))


def test_a_new_programme_is_kept_with_its_name(page: ProgrammesPage, planner: Planner) -> None:
    page.new()
    put(form_of(page).fields["name"], "Pacific Fund")
    assert [line.name for line in planner.programmes.page()] == [
        "Network Programme", "Pacific Fund",
    ]  # fmt: skip
    put(form_of(page).fields["valid_to"], "soon")
    assert "no date" in form_of(page).fields["valid_to"].error


def test_deadlines_go_out_as_a_calendar(
    qtbot: QtBot,
    page: ProgrammesPage,
    window: MainWindow,
    files: Files,
    said: Recorded,
    tmp_path: Path,
) -> None:
    files.paths = [tmp_path / "deadlines.ics"]
    window.registry.run("programme.deadlines")
    qtbot.waitUntil(lambda: bool(said.toasts))
    assert said.toasts[-1][0] == "1 deadline was written"
    text = files.paths[0].read_text(encoding="utf-8")
    assert "SUMMARY:Call closes: Spring" in text


def test_a_call_opens_its_programme(
    page: ProgrammesPage, window: MainWindow, planner: Planner, programme: FundingProgrammeId
) -> None:
    other = FundingProgrammeId(new_id())
    planner.programmes.add(FundingProgramme(id=other, name="A fund"))
    page.table.choose(0)
    for title in ("Spring", "Last year"):
        call = next(one for one in planner.calls.of(programme) if one.title == title)
        window.show_record("call", call.id)
        assert page.table.current_key == programme
        assert page.calls.table.current_key == call.id


def test_a_funder_shows_what_it_pays_for(
    page: ProgrammesPage, window: MainWindow, planner: Planner, programme: FundingProgrammeId
) -> None:
    funder = planner.programmes.card(programme).funder
    assert funder is not None
    window.show_record("organisation", funder[0])
    assert window.page is not None
    form = window.page.inspector()
    assert form is not None
    links = [one.accessibleName() for one in form.findChildren(LinkButton)]
    assert "Network Programme" in links
