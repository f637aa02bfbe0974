"""The frame of a map, clusters, labels that never overlap, and the scale bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.domain.geography import Box, Position, northing
from planner.domain.map_layout import (
    Frame,
    Label,
    Rect,
    clusters,
    fitted,
    numbers_in_words,
    placed,
    scale_bar,
)

ORESUND = Frame(12.9, northing(55.7), 1000.0, 800.0, 600.0)


def test_the_frame_fits_all_stops_within_its_margin() -> None:
    frame = fitted(Box(12.5, 55.6, 13.3, 55.8), 800, 600, 50, 10)
    for position in (Position(12.5, 55.6), Position(13.3, 55.8)):
        x, y = frame.at(position)
        assert 50 - 1e-6 <= x <= 750 + 1e-6
        assert 50 <= y <= 550


def test_a_single_stop_is_shown_with_its_surroundings() -> None:
    frame = fitted(Box(12.57, 55.68, 12.57, 55.68), 800, 600, 50, 16)
    assert frame.km_per_pixel * 800 == pytest.approx(16, rel=0.01)
    assert frame.at(Position(12.57, 55.68)) == pytest.approx((400, 300))


def test_without_stops_the_whole_world_is_shown() -> None:
    box = fitted(None, 800, 600, 50, 10).box
    assert box.east - box.west == pytest.approx(360)


def test_a_visit_over_the_pacific_is_shown_in_one_piece() -> None:
    frame = fitted(Box(139.8, 35.7, 237.6, 37.6), 800, 600, 50, 10)
    tokyo, _y = frame.at(Position(139.8, 35.7))
    san_francisco, _y = frame.at(Position(-122.4, 37.6))
    assert tokyo == pytest.approx(50, abs=1)
    assert san_francisco == pytest.approx(750, abs=1)


@given(some.floats(0.2, 5), some.floats(0, 800), some.floats(0, 600))
def test_the_spot_under_the_pointer_stays_while_zooming(
    factor: float, px: float, py: float
) -> None:
    before = ORESUND.under(px, py)
    assert ORESUND.zoomed(factor, px, py).under(px, py) == pytest.approx(before, abs=1e-6)


@given(
    some.lists(
        some.tuples(some.floats(-2000, 2000), some.floats(-2000, 2000), some.floats(0.01, 100)),
        max_size=12,
    )
)
def test_no_way_of_moving_leaves_the_world(steps: list[tuple[float, float, float]]) -> None:
    frame = ORESUND
    for dx, dy, factor in steps:
        frame = frame.moved(dx, dy).zoomed(factor, 10, 10)
    box = frame.box
    assert box.east - box.west <= 360 + 1e-6
    assert -85.1 < box.south < box.north < 85.1 or frame.height / frame.scale > 2 * northing(84)


def test_a_stop_out_of_sight_is_brought_to_the_middle() -> None:
    away = Position(14.0, 55.7)
    assert ORESUND.showing(away, 40).at(away) == pytest.approx((400, 300))
    inside = Position(12.9, 55.7)
    assert ORESUND.showing(inside, 40) is ORESUND


def test_spots_too_close_to_tell_apart_become_one_mark() -> None:
    assert clusters([(0, 0), (100, 0), (5, 5), (104, 3)], 20) == [[0, 2], [1, 3]]


def test_numbers_in_a_row_are_written_short() -> None:
    assert numbers_in_words([3, 4, 5]) == "3–5"
    assert numbers_in_words([3, 4]) == "3, 4"
    assert numbers_in_words([2, 7, 4, 3]) == "2–4, 7"
    assert numbers_in_words([1, 3, 5, 7, 9]) == "1, 3, …"


spots = some.floats(0, 400)
labels = some.builds(
    Label,
    x=spots,
    y=spots,
    radius=some.just(10.0),
    width=some.floats(5, 120),
    height=some.floats(5, 30),
)


@given(some.lists(labels, max_size=12))
def test_labels_never_overlap_nor_cover_a_mark_nor_leave_the_map(wanted: list[Label]) -> None:
    marks = [Rect(label.x - 10, label.y - 10, 20, 20) for label in wanted]
    area = Rect(0, 0, 400, 400)
    found = [rect for rect in placed(wanted, marks, area) if rect is not None]
    for number, rect in enumerate(found):
        assert area.holds(rect)
        assert not any(rect.meets(other) for other in (*found[:number], *marks))


def test_a_label_with_room_stands_right_of_its_mark() -> None:
    (rect,) = placed([Label(100, 100, 10, 50, 20)], [], Rect(0, 0, 400, 400))
    assert rect == Rect(114, 90, 50, 20)


def test_a_label_gives_way_to_a_line_on_its_right() -> None:
    line = [(100.0 + 12 * step, 100.0) for step in range(1, 9)]
    (rect,) = placed([Label(100, 100, 10, 50, 20)], [], Rect(0, 0, 400, 400), line)
    assert rect == Rect(36, 90, 50, 20)


@given(some.floats(1e-4, 200), some.floats(60, 300))
def test_the_scale_bar_is_round_and_not_too_short(km_per_pixel: float, longest: float) -> None:
    length, pixels = scale_bar(km_per_pixel, longest)
    assert f"{length:.0e}"[0] in "125"
    assert longest * 0.35 <= pixels <= longest * (1 + 1e-6)
