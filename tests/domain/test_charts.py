"""Bars made from counted groups: nothing is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.domain.charts import (
    Chart,
    ChartAsked,
    ChartKind,
    SiteGroup,
    VisitGroup,
    counted_chart,
    sites_chart,
    visits_chart,
)

YEAR_KINDS = (ChartKind.VISITS_BY_YEAR, ChartKind.DELEGATES_BY_YEAR)
COUNTRY_KINDS = (ChartKind.VISITS_BY_COUNTRY, ChartKind.DELEGATES_BY_COUNTRY)

groups = st.builds(
    VisitGroup,
    st.integers(1990, 2030),
    st.sampled_from(["inbound", "outbound"]),
    st.text("ABCDEFG", min_size=0, max_size=2),
    st.integers(1, 9),
    st.integers(0, 99),
)


def total(chart: Chart) -> int:
    return sum(bar.total for bar in chart.bars)


@given(st.lists(groups, max_size=60), st.sampled_from([*YEAR_KINDS, *COUNTRY_KINDS]), st.booleans())
def test_every_visit_and_head_is_in_one_bar(
    found: list[VisitGroup], kind: ChartKind, by_country: bool
) -> None:
    chart = visits_chart(found, ChartAsked(kind, by_country=by_country), lambda code: code)
    of_heads = kind in (ChartKind.DELEGATES_BY_YEAR, ChartKind.DELEGATES_BY_COUNTRY)
    assert total(chart) == sum(one.heads if of_heads else one.visits for one in found)
    assert len(chart.series) <= 6
    assert len(chart.bars) <= 60
    assert all(len(bar.values) == len(chart.series) for bar in chart.bars)
    assert all(len(row) == len(chart.header) for row in chart.rows)


def test_years_without_a_visit_stand_between_the_others() -> None:
    found = [VisitGroup(2023, "inbound", "JP", 2, 9), VisitGroup(2026, "outbound", "JP", 1, 4)]
    chart = visits_chart(found, ChartAsked(), lambda code: code)
    assert chart.rows == (
        ("2023", 2, 0, 2),
        ("2024", 0, 0, 0),
        ("2025", 0, 0, 0),
        ("2026", 0, 1, 1),
    )
    assert chart.header == ("Year", "Inbound", "Outbound", "Together")


def test_beyond_twenty_the_smallest_are_one_bar() -> None:
    chart = counted_chart(
        [(f"Theme {n}", n + 1) for n in range(30)], ChartKind.AGREEMENTS_BY_THEME, "Theme"
    )
    assert len(chart.bars) == 20
    assert chart.bars[0].label == "Theme 29"
    assert (chart.bars[-1].label, chart.bars[-1].total) == ("11 others", sum(range(1, 12)))


def test_months_of_a_site_follow_one_another_over_the_turn_of_the_year() -> None:
    found = [SiteGroup("ESS", "2026-11", 1, 12), SiteGroup("ESS", "2027-02", 2, 30)]
    chart = sites_chart(found, ChartAsked(ChartKind.SITES_BY_MONTH))
    assert [bar.label for bar in chart.bars] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert not chart.has_total  # visits and visitors do not add up
