"""The map of the route: every stop has its number, names do not cover each other, size is bounded."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from tests.documents.papers_made import material

from factories import PlanBuilder, site
from planner.documents.content import Figure, first
from planner.documents.engine.fonts import uncovered
from planner.documents.engine.pdf import write_pdf
from planner.documents.material import Material
from planner.documents.programme.map_land import clipped, thinned
from planner.documents.programme.route_map import route_blocks
from planner.domain.map_layout import Frame
from planner.domain.plan import Plan
from planner.domain.travel import Mode
from planner.services.maps import land
from planner.services.planner import Planner
from word_samples import paper

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES = {"jp": "JP-DK-2027", "sh": "SH-JP-2027"}


def figures(made: Material) -> list[Figure]:
    return [block for block in route_blocks(made) if isinstance(block, Figure)]


def of_sample(sample: Planner, which: str, *codes: str) -> list[Figure]:
    plan = sample.visits.plan(sample.visits.find(SAMPLES[which]).id)
    return figures(material(plan, *codes, land=land))


def texts(figure: Figure) -> list[str]:
    return [one.text or "" for one in ET.fromstring(figure.picture.data).iter(f"{SVG}text")]


def way() -> Plan:
    """Copenhagen, Lund, and a flight to Tokyo."""
    build = PlanBuilder("Sato")
    agency = site("Agency", city="Copenhagen", latitude=55.68, longitude=12.57)
    ess = site("ESS", city="Lund", latitude=55.73, longitude=13.25)
    narita = site("Narita", city="Narita", latitude=35.77, longitude=140.39)
    build.item("Talks", "09:00", "10:00", at_site=agency)
    build.item("Tour", "12:00", "14:00", at_site=ess)
    build.leg("Home", "18:00", "Tue 06:00", origin=agency, goal=narita)
    flight = replace(build.plan.legs[0], mode=Mode.FLIGHT)
    return replace(build.plan, legs=(flight,))


@pytest.mark.parametrize("which", list(SAMPLES))
def test_the_caption_lists_every_stop_by_its_number(sample: Planner, which: str) -> None:
    *_, detail = of_sample(sample, which, "en")
    numbers = [int(part.split(" ", 1)[0]) for part in first(detail.caption).split(" · ")]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == {"jp": 10, "sh": 23}[which]


@pytest.mark.parametrize("which", list(SAMPLES))
def test_a_map_is_small_and_the_same_each_time(sample: Planner, which: str) -> None:
    once, again = of_sample(sample, which), of_sample(sample, which)

    assert once == again
    assert sum(len(one.picture.data) for one in once) < 150_000


@pytest.mark.parametrize("which", list(SAMPLES))
def test_numbers_and_the_legend_do_not_cover_each_other(sample: Planner, which: str) -> None:
    for figure in of_sample(sample, which):
        boxes = [
            tuple(float(one.get(name, "0")) for name in ("x", "y", "width", "height"))
            for one in list(ET.fromstring(figure.picture.data).iter(f"{SVG}rect"))[1:]
        ]
        for number, (x, y, wide, high) in enumerate(boxes):
            for left, top, across, down in boxes[number + 1 :]:
                apart = x + wide <= left or left + across <= x or y + high <= top or top + down <= y
                assert apart


def test_the_way_that_leads_far_has_a_map_of_its_own() -> None:
    overview, detail = figures(material(way()))

    assert first(overview.caption) == "The whole way"
    assert {"Narita", "Flight"} <= set(texts(overview))
    assert "Narita" not in texts(detail)
    assert first(detail.caption) == "1 Agency · 2 ESS · 3 Narita"


def test_without_the_shipped_map_the_stops_still_stand() -> None:
    plan = way()
    with_land, without = figures(material(plan, land=land)), figures(material(plan))

    assert [texts(one) for one in with_land] == [texts(one) for one in without]
    assert len(with_land[1].picture.data) > len(without[1].picture.data)


def test_a_visit_without_known_positions_has_no_map() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "09:00", "10:00", at_site=site("Agency"))

    assert route_blocks(material(build.plan)) == []


def test_a_name_is_data_and_no_markup() -> None:
    build = PlanBuilder("Sato")
    name = '</text><script href="x">&\x00\u202e]]>'
    build.item("Talks", "09:00", "10:00", at_site=site(name, latitude=55.0, longitude=12.0))
    (figure,) = figures(material(build.plan))

    assert not list(ET.fromstring(figure.picture.data).iter(f"{SVG}script"))
    assert any("<script" in text for text in texts(figure))


def test_a_coast_is_cut_at_the_frame_and_loses_no_corner() -> None:
    frame = Frame(0.0, 0.0, 1.0, 100.0, 80.0)
    whole = [(-500.0, -500.0), (500.0, -500.0), (500.0, 500.0), (-500.0, 500.0)]

    assert set(clipped(whole, frame)) == {(-6, -6), (106, -6), (106, 86), (-6, 86)}
    assert clipped([(200.0, 0.0), (300.0, 0.0), (300.0, 10.0)], frame) == []
    assert thinned([(0.0, 0.0), (0.2, 0.1), (0.4, 0.3), (5.0, 5.0)]) == [(0.0, 0.0), (5.0, 5.0)]


def test_numbers_keep_to_one_form() -> None:
    """No number of an SVG has more than one decimal: the same map is the same bytes everywhere."""
    for figure in figures(material(way(), land=land)):
        paths = re.findall(rb' d="([^"]*)"', figure.picture.data)
        assert paths
        assert not re.search(rb"\.\d\d", b"".join(paths))


NAMES = (
    "国立天文台 🔭", "المتحف 🏛", "مەكتەپ ېۆ", "لا إله", "می\u200cخواهم", "กรุงเทพมหานคร", "กำ", "गुरुकुल",
    "שָׁלוֹם", "e\u0301tude", "Viê\u0323t", "x\u0328\u030c", "葛\U000e0100城", "Nicht\u00adtrennbar\ue000",
    "საქართველო", "Հայաստան", "한국 연구원", "1ª ½ ﬁ ①", "𝔘𝔫𝔦", "👩‍🔬", "か\u3099", "각",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_place_leaves_a_map_that_can_be_printed(name: str) -> None:
    plan = way()
    sites = (replace(plan.sites[0], name=name, city=name), *plan.sites[1:])
    made = material(replace(plan, sites=sites), land=land)
    for figure in figures(made):
        assert not uncovered("".join(texts(figure)))
        assert write_pdf(paper(figure), made.look).startswith(b"%PDF")
    assert name in first(figure.caption)
