"""The list of participants: order, portraits or table, hosts after the guests, numbers that add up."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.documents.heads_made import material, sample
from tests.documents.outlines import held, outline

from delegations import delegation
from factories import PlanBuilder
from pdf_text import bare_text
from planner.documents.content import Change, Document, Portraits, Table, first
from planner.documents.engine.pdf import write_pdf
from planner.documents.material import Material
from planner.documents.sheets.participant_list import participant_list
from planner.domain.privacy import Profile
from planner.services.planner import Planner


def face() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (24, 30), "#225588").save(made, "JPEG")
    return made.getvalue()


def listed(told: Material) -> Document:
    document = participant_list(told)
    assert document is not None
    return document


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("which", "codes", "profile"),
    [
        ("jp", ("en",), Profile.INTERNAL),
        ("jp", ("ja",), Profile.DELEGATES),
        ("jp", ("en", "ja"), Profile.HOSTS),
        ("sh", ("de",), Profile.INTERNAL),
    ],
)
def test_the_samples(
    which: str,
    codes: tuple[str, ...],
    profile: Profile,
    open_copy: Callable[[Path], Planner],
    sample_file: Path,
) -> None:
    plan = sample(open_copy(sample_file), which)
    document = listed(material(plan, *codes, profile=profile))
    held(f"participant-list.{which}.{'-'.join(codes)}", document)


def test_a_portrait_stands_for_each_head_once_anybody_has_a_photo() -> None:
    build = PlanBuilder("Sato", "Mori", "Abe")
    key = build.people["Mori"].person_id
    assert key is not None
    told = material(build.plan, photos={key: face()})
    (portraits,) = [one for one in listed(told).blocks if isinstance(one, Portraits)]
    assert [one.picture is not None for one in portraits.people] == [False, True, False]
    assert len(tables(listed(told))) == 1
    plain = replace(told, wishes=replace(told.wishes, photos=False))
    assert not [one for one in listed(plain).blocks if isinstance(one, Portraits)]
    assert len(tables(listed(plain))) == 2


def test_a_visit_without_a_delegation_has_no_list() -> None:
    assert participant_list(material(PlanBuilder().plan)) is None


def test_who_is_new_since_the_version_in_hand_is_marked_and_a_new_rank_is_not() -> None:
    build = PlanBuilder()
    build.delegate("Sato", rank=2, title="Director")
    build.delegate("Mori", rank=1, title="Officer")
    before = build.plan
    build.delegate("Abe", rank=3)
    sato, mori, abe = build.plan.delegates
    build.plan = replace(
        build.plan, delegates=(replace(sato, rank=1), replace(mori, rank=2, title="Head"), abe)
    )
    table = tables(listed(material(build.plan, before=before)))[0]
    assert [row.change for row in table.rows] == [Change.NONE, Change.CHANGED, Change.NEW]


def test_nobodys_category_is_told_to_guests() -> None:
    plan = delegation(5)
    told = outline(listed(material(plan, profile=Profile.DELEGATES)))
    assert "Category" not in told


@given(st.integers(0, 200), st.sampled_from(("en", "de", "ja")), st.sampled_from(Profile))
def test_the_numbers_add_up_to_the_delegation(seed: int, code: str, profile: Profile) -> None:
    told = material(delegation(seed), code, profile=profile)
    document = participant_list(told)
    if not told.plan.delegates:
        assert document is None
        return
    assert document is not None
    people, *_rest = tables(document)
    assert len(people.rows) == told.plan.headcount
    if told.plan.headcount == 1:
        return
    numbers = tables(document)[-1]
    counts = [int(first(row.cells[1])) for row in numbers.rows]
    assert counts[-1] == sum(counts[:-1]) == told.plan.headcount


@pytest.mark.parametrize("photos", [True, False])
def test_the_longest_name_is_printed_whole(photos: bool) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff-Freiherrin-von-und-zu-Ampersand"
    build = PlanBuilder(long, "Mori")
    key = build.people["Mori"].person_id
    told = material(build.plan, photos={key: face()} if photos and key else {})
    text = bare_text(write_pdf(listed(told), told.look))
    assert long.upper() in text
