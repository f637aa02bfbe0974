"""What charts count in a real library."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from planner.domain.agreements import Agreement, AgreementStatus, AgreementTheme
from planner.domain.charts import ChartAsked, ChartKind
from planner.domain.ids import (
    AgreementId,
    DelegateId,
    ItemId,
    OrganisationId,
    RecordId,
    SiteId,
    ThemeId,
    VisitId,
    new_id,
)
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.organisations import Organisation
from planner.domain.sites import Site
from planner.domain.times import PartialDate
from planner.domain.visits import Delegate, Direction, Theme, Visit, VisitStatus
from planner.services.countries import name_in
from planner.services.planner import Planner


def _visit(planner: Planner, day: dt.date, heads: int, house: str = "", **fields: object) -> str:
    visit = Visit(
        id=VisitId(new_id()),
        title=f"Visit {day}",
        first_day=day,
        last_day=day,
        **fields,  # type: ignore[arg-type]
    )
    with planner._core.work("Fill", {}) as work:
        work.add(visit)
        for _head in range(heads):
            work.add(
                Delegate(
                    id=DelegateId(new_id()),
                    visit_id=visit.id,
                    placeholder="N.N.",
                    organisation_id=OrganisationId(house) if house else None,
                )
            )
    return visit.id


def test_guests_count_for_the_country_of_their_house_and_journeys_for_where_they_go(
    planner: Planner,
) -> None:
    house = planner.keeper(Organisation).add(
        Organisation(id=OrganisationId(new_id()), name="Ministry", country="JP")
    )
    _visit(planner, dt.date(2026, 5, 1), 3, house.id, country="DK")
    _visit(planner, dt.date(2027, 5, 1), 2, direction=Direction.OUTBOUND, country="JP")
    _visit(planner, dt.date(2027, 6, 1), 9, status=VisitStatus.CANCELLED, country="JP")
    _visit(planner, dt.date(2027, 6, 1), 9, status=VisitStatus.TEMPLATE, country="JP")

    def rows(kind: ChartKind, **asked: object) -> tuple[tuple[str | int, ...], ...]:
        return planner.charts.chart(ChartAsked(kind, **asked)).rows  # type: ignore[arg-type]

    assert rows(ChartKind.VISITS_BY_COUNTRY) == (("Japan", 1, 1, 2),)
    assert rows(ChartKind.DELEGATES_BY_YEAR) == (("2026", 3, 0, 3), ("2027", 0, 2, 2))
    assert rows(ChartKind.DELEGATES_BY_YEAR, first_year=2027) == (("2027", 0, 2, 2),)
    assert rows(ChartKind.VISITS_BY_YEAR, direction="inbound") == (("2026", 1),)
    assert rows(ChartKind.VISITS_BY_YEAR, by_country=True) == (("2026", 1), ("2027", 1))
    assert planner.charts.years() == (2026, 2027)


def test_guests_of_whom_nothing_is_known_do_not_come_from_the_country_they_came_to(
    planner: Planner,
) -> None:
    _visit(planner, dt.date(2026, 5, 1), 3, country="DK")
    _visit(planner, dt.date(2026, 6, 1), 2, country="JP")
    chart = planner.charts.chart(ChartAsked(ChartKind.VISITS_BY_COUNTRY))
    assert {row[0] for row in chart.rows} == {"Japan", "Not known"}


def test_a_country_without_a_record_is_named_alike_everywhere(planner: Planner) -> None:
    _visit(planner, dt.date(2027, 5, 1), 2, direction=Direction.OUTBOUND, country="CL")
    chart = planner.charts.chart(ChartAsked(ChartKind.VISITS_BY_COUNTRY))
    assert chart.rows == (("Chile", 0, 1, 1),)
    assert planner.countries.code_of("Chile") == "CL"
    assert [name_in(line) for line in planner.countries.page(0, 1)] == ["Chile"]


def test_a_site_counts_a_visit_once_a_month_however_often_it_is_there(planner: Planner) -> None:
    site = planner.keeper(Site).add(Site(id=SiteId(new_id()), name="ESS"))
    visit = VisitId(_visit(planner, dt.date(2027, 5, 31), 4))
    for title, day, kind, status in (
        ("Tour", dt.datetime(2027, 5, 31, 10), ItemKind.TOUR, ItemStatus.CONFIRMED),
        ("Talk", dt.datetime(2027, 5, 31, 14), ItemKind.TALK, ItemStatus.TENTATIVE),
        ("Again", dt.datetime(2027, 6, 1, 10), ItemKind.TOUR, ItemStatus.CONFIRMED),
        ("Off", dt.datetime(2027, 7, 1, 10), ItemKind.TOUR, ItemStatus.CANCELLED),
        ("Night", dt.datetime(2027, 8, 1, 10), ItemKind.STAY, ItemStatus.CONFIRMED),
    ):
        planner.keeper(Item).add(
            Item(
                id=ItemId(new_id()), visit_id=visit, title=title, kind=kind, status=status,
                site_id=site.id, start_local=day, end_local=day + dt.timedelta(hours=1),
                start_zone="UTC", end_zone="UTC",
            )
        )  # fmt: skip
    months = planner.charts.chart(ChartAsked(ChartKind.SITES_BY_MONTH, site=site.id))
    assert months.rows == (("2027-05", 1, 4), ("2027-06", 1, 4))
    assert months.title == "Load of sites per month, ESS"
    assert planner.charts.chart(ChartAsked(ChartKind.SITES)).rows == (("ESS", 2, 8),)


def test_agreements_count_by_status_and_by_each_of_their_themes(planner: Planner) -> None:
    themes = [
        planner.keeper(Theme).add(Theme(id=ThemeId(new_id()), name=name)) for name in ("A", "B")
    ]
    for number, signed in enumerate(("2023-10-26", "2025", "")):
        one = planner.keeper(Agreement).add(
            Agreement(
                id=AgreementId(new_id()),
                title=f"Agreement {number}",
                status=AgreementStatus.SIGNED if signed else AgreementStatus.DRAFT,
                signed_on=PartialDate(signed),
            )
        )
        for theme in themes[:number]:
            planner.keeper(AgreementTheme).add(
                AgreementTheme(id=RecordId(new_id()), agreement_id=one.id, theme_id=theme.id)
            )
    by_status = planner.charts.chart(ChartAsked(ChartKind.AGREEMENTS_BY_STATUS))
    assert by_status.rows == (("Signed", 2), ("Draft", 1))
    (first, *_others) = planner.agreements.page(0, 1)
    planner.agreements.edit(first.id, expires_on=PartialDate("2026"))
    ran_out = planner.charts.chart(ChartAsked(ChartKind.AGREEMENTS_BY_STATUS))
    assert set(ran_out.rows) == {("Signed", 1), ("Ran out", 1), ("Draft", 1)}
    planner.history.undo()
    by_theme = planner.charts.chart(ChartAsked(ChartKind.AGREEMENTS_BY_THEME))
    assert by_theme.rows == (("A", 2), ("B", 1), ("Without a theme", 1))
    narrow = ChartAsked(ChartKind.AGREEMENTS_BY_STATUS, first_year=2025, last_year=2025)
    assert planner.charts.chart(narrow).rows == (("Signed", 1),)


def test_the_table_of_a_chart_is_a_sheet_with_numbers_or_plain_text(
    sample: Planner, tmp_path: Path
) -> None:
    chart = sample.charts.chart(ChartAsked(ChartKind.DELEGATES_BY_YEAR))
    sheet, text = tmp_path / "chart.xlsx", tmp_path / "chart.csv"
    sample.charts.write(sheet, chart)
    sample.charts.write(text, chart)
    rows = list(openpyxl.load_workbook(sheet).active.values)
    assert rows[:2] == [("Year", "Inbound", "Outbound", "Together"), ("2027", 12, 50, 62)]
    assert text.read_text("utf-8-sig").splitlines()[1] == "2027,12,50,62"
