"""The official programme: all that a profile may see, from the cover to the telephone numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.documents.outlines import held, outline
from tests.documents.papers_made import material

from factories import PlanBuilder, organisation, person, site
from planner.documents.content import Change, Cover, Document, Paragraph, Table, first
from planner.documents.programme.official_programme import official_programme
from planner.domain.ids import RecordId, new_id
from planner.domain.people import ContactKind, ContactPoint
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.visits import Delegate
from planner.services.planner import Planner

SAMPLES = {"jp": "JP-DK-2027", "sh": "SH-JP-2027"}


def sample_plan(sample: Planner, which: str) -> Plan:
    return sample.visits.plan(sample.visits.find(SAMPLES[which]).id)


@pytest.mark.parametrize(
    ("which", "codes"), [("jp", "en"), ("jp", "en-ja"), ("sh", "de"), ("sh", "ja")]
)
def test_the_official_programme_of_the_samples(sample: Planner, which: str, codes: str) -> None:
    made = official_programme(material(sample_plan(sample, which), *codes.split("-")))
    assert made is not None
    held(f"official_programme.{which}.{codes}", made)


def rich() -> PlanBuilder:
    build = PlanBuilder()
    guests, hosts = organisation("Ministry"), organisation("Agency")
    build.delegate("Sato", rank=1, title="Director", organisation_id=guests.id)
    build.delegate("Mori", rank=2)
    host = person("Holm", "Åse")
    build.item("Talks", "09:00", "10:00", host=host, at_site=site("Agency house", phone="+45 1"))
    build.add(
        organisations=(guests, hosts),
        contact_points=(
            ContactPoint(
                id=RecordId(new_id()), person_id=host.id, kind=ContactKind.PHONE, value="+45 2"
            ),
        ),
    )
    build.plan = replace(
        build.plan,
        visit=replace(
            build.plan.visit,
            initiator_organisation_id=guests.id,
            host_organisation_id=hosts.id,
            emergency_contact="+45 112",
        ),
    )
    return build


def made_of(build: PlanBuilder, profile: Profile = Profile.DELEGATES) -> Document:
    made = official_programme(material(build.plan, profile=profile))
    assert made is not None
    return made


def table_with(document: Document, title: str) -> Table:
    return next(
        block
        for block in document.blocks
        if isinstance(block, Table) and title in {first(one.title) for one in block.columns}
    )


def test_the_cover_says_who_comes_to_whom_and_who_leads() -> None:
    cover = made_of(rich()).blocks[0]
    assert isinstance(cover, Cover)

    assert {first(one.label): [first(line) for line in one.lines] for one in cover.facts} == {
        "Guests": ["Ministry"],
        "Head of delegation": ["SATO, Director, Ministry"],
        "Host organisation": ["Agency"],
        "Emergency contact": ["+45 112"],
        "As at": ["Draft · Thursday 1 April 2027 11:30"],
    }


def test_participants_stand_in_precedence_and_nobody_is_left_out_for_lack_of_a_name() -> None:
    build = rich()
    nobody = Delegate(
        id=build.people["Sato"].id.__class__(new_id()),
        visit_id=build.plan.visit.id,
        placeholder="head of section",
        rank=3,
    )
    build.add(delegates=(nobody,))
    rows = table_with(made_of(build), "No.").rows

    assert [(first(row.cells[0]), first(row.cells[1])) for row in rows] == [
        ("1", "SATO"), ("2", "MORI"), ("3", "N.N. (head of section)"),
    ]  # fmt: skip


def test_a_column_that_nobody_fills_is_left_out() -> None:
    assert [first(one.title) for one in table_with(made_of(rich()), "No.").columns] == [
        "No.", "Name", "Post", "Organisation",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "site_phone", "host_phone", "emergency"),
    [
        (Profile.INTERNAL, True, True, True),
        (Profile.DELEGATES, True, True, True),
        (Profile.HOSTS, True, False, True),
        (Profile.PRESS, False, False, False),
    ],
)
def test_numbers_stand_where_they_are_granted(
    profile: Profile, site_phone: bool, host_phone: bool, emergency: bool
) -> None:
    build = rich()
    build.plan = build.plan.with_items([replace(build.plan.items[0], open_to_press=True)])
    text = outline(made_of(build, profile))

    assert ("+45 1 " in text.replace("\n", " ")) is site_phone
    assert ("+45 2" in text) is host_phone
    assert ("+45 112" in text) is emergency


def test_who_joined_and_whose_post_changed_is_marked() -> None:
    build = rich()
    before = build.plan
    sato, mori = before.delegates
    build.delegate("Abe", rank=3)
    after = replace(
        build.plan,
        delegates=(replace(sato, title="Director General"), mori, build.people["Abe"]),
    )
    made = official_programme(material(after, before=before))
    assert made is not None

    assert [row.change for row in table_with(made, "No.").rows] == [
        Change.CHANGED, Change.NONE, Change.NEW,
    ]  # fmt: skip


def test_a_visit_without_a_timed_entry_has_no_programme() -> None:
    build = PlanBuilder("Sato")
    build.item("Someday")

    assert official_programme(material(build.plan)) is None


@pytest.mark.parametrize("profile", list(Profile))
def test_every_profile_gets_a_programme_without_what_is_ours(
    sample: Planner, profile: Profile
) -> None:
    plan = sample_plan(sample, "jp")
    made = official_programme(material(plan, profile=profile))
    blockers = [item.title for item in plan.items if not item.is_public]

    assert blockers
    assert made is None or not any(title in outline(made) for title in blockers)


def test_who_left_since_is_said_below_the_participants_where_changes_are_marked() -> None:
    build = PlanBuilder("Sato", "Mori", "Abe")
    build.item("Talk", "09:00", "10:00")
    before = build.plan
    gone = build.people["Mori"].id
    after = replace(before, delegates=tuple(one for one in before.delegates if one.id != gone))
    marked = material(after, before=before)
    plain = replace(marked, wishes=replace(marked.wishes, marks=False))

    def said(made: Document | None) -> list[str]:
        assert made is not None
        assert all(row.change is Change.NONE for row in table_with(made, "Name").rows)
        return [first(one.text) for one in made.blocks if isinstance(one, Paragraph)]

    assert "Delegate, no longer: Mori" in said(official_programme(marked))
    assert "Delegate, no longer: Mori" not in said(official_programme(plain))
