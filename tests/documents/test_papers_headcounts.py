"""One delegation on all its papers: every list, set of cards and sheet has the same heads.

What each sheet says of its own entries is held beside it; here they are held against each other.
"""

from __future__ import annotations

import os

import pytest

from delegations import delegation
from documents.office_papers import number, of_plan, of_sample, tables
from documents.papers_read import SAMPLES
from planner.documents.content import Cards, Document, Heading, Row, Table, first
from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Material
from planner.documents.programme.programme_items import stands
from planner.domain.ids import SiteId
from planner.domain.itinerary import ItemKind
from planner.domain.recipients import RecipientKind, recipients
from planner.services.planner import Planner

NO_GATE = (ItemKind.STAY, ItemKind.LEG, ItemKind.FREE)
"""Who sleeps, travels or is free is announced to nobody."""
SEEDS = range(300, 300 + int(os.environ.get("PLANNER_DELEGATIONS", "25")))


def made(name: str, material: Material) -> Document | None:
    return DOCUMENTS[name].make(material)


def rows_below(document: Document | None, heading: str) -> list[Row]:
    """The lines of the table below a heading; a line over all columns is no head."""
    blocks = document.blocks if document else ()
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and first(block.text) == heading:
            table = next(one for one in blocks[at + 1 :] if isinstance(one, Table))
            return [row for row in table.rows if len(row.cells) > 1 and not row.strong]
    return []


def cards_of(document: Document | None) -> list[int]:
    blocks = document.blocks if document else ()
    return [len(block.cards) for block in blocks if isinstance(block, Cards)]


def assert_one_delegation(material: Material) -> None:
    count = material.plan.headcount
    lists = {
        "participant-list": len(rows_below(made("participant-list", material), "Delegation")),
        "official-programme": len(rows_below(made("official-programme", material), "Participants")),
    }
    programme = made("official-programme", material)
    if programme is None:
        del lists["official-programme"]
    assert set(lists.values()) == {count}, lists
    worn, stood = cards_of(made("badges", material)), cards_of(made("tent-cards", material))
    assert worn[0] == count
    assert sum(worn) == sum(stood)


def assert_sheets_agree(material: Material) -> int:
    """Kitchen, vehicles and gate say of an entry how many are on it.

    :return: how many numbers were compared.
    """
    plan, compared = material.plan, 0
    meals = [item for item in plan.active if item.kind is ItemKind.MEAL]
    fed = made("caterer-sheet", material)
    said = [number(row, 4) for row in tables(fed)[0].rows] if fed else []
    assert sorted(said) == sorted(len(plan.on(item)) for item in meals)
    compared += len(said)
    for site, visitors in at_the_gates(material).items():
        there = {
            head
            for item in plan.active
            if item.site_id == site and item.kind not in NO_GATE and stands(plan, item)
            for head in plan.heads_on(item)
        }
        assert visitors == len(there), plan.site[site].name
        compared += 1
    return compared


def at_the_gates(material: Material) -> dict[SiteId, int]:
    """By site, the numbered lines of its list, made for the site itself."""
    found = {}
    for one in recipients(material.plan):
        if one.kind is RecipientKind.SITE:
            own = of_plan(material.plan, profile=one.profile, recipient=one)
            document = made("access-list", own)
            if document is not None:
                rows = [row for table in tables(document) for row in table.rows]
                numbered = [row for row in rows if first(row.cells[0]).isdigit()]
                found[SiteId(one.id)] = len(numbered)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_every_list_of_a_delegation_has_the_same_heads(seed: int) -> None:
    material = of_plan(delegation(seed))
    assert_one_delegation(material)
    assert_sheets_agree(material)


@pytest.mark.parametrize("which", SAMPLES)
def test_every_list_of_a_sample_has_the_same_heads(visits: Planner, which: str) -> None:
    material = of_sample(visits, which)
    assert_one_delegation(material)
    assert assert_sheets_agree(material) > 5
