"""One change to several organisations: told before, written as one step, taken back as one."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import organisation
from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.organisation_change import ACTS, Field, OrganisationChange
from planner.domain.organisations import Membership, OrganisationKind
from planner.domain.several_change import NEEDS_VALUE, Act
from planner.errors import NotFound, UserError
from planner.services.planner import Planner


def add(planner: Planner, name: str, **fields: object) -> OrganisationId:
    return planner.organisations.add(organisation(name, **fields))


@pytest.fixture
def three(planner: Planner) -> list[OrganisationId]:
    return [
        add(planner, "Agency", country="JP", notes="Old", city="Tokyo"),
        add(planner, "Bureau", country="JP"),
        add(planner, "Centre", country="DK", kind=OrganisationKind.AGENCY),
    ]


def values(planner: Planner, keys: list[OrganisationId], field: str) -> list[object]:
    return [getattr(planner.organisations.card(key).organisation, field) for key in keys]


def members(planner: Planner, cluster: OrganisationId) -> list[tuple[str, str, str]]:
    return sorted(
        (one.name, one.membership.valid_from, one.membership.valid_to)
        for one in planner.organisations.ties(cluster).members
    )


def test_only_what_changes_is_told_and_counted(
    planner: Planner, three: list[OrganisationId]
) -> None:
    change = OrganisationChange(field=Field.KIND, act=Act.SET, value="agency")
    told = planner.several_organisations.preview(three, change)
    assert [(one.name, one.before, one.after) for one in told] == [
        ("Agency", "Other", "Agency"),
        ("Bureau", "Other", "Agency"),
    ]
    assert values(planner, three, "kind")[0] is OrganisationKind.OTHER

    assert planner.several_organisations.edit(three, change) == 2
    assert set(values(planner, three, "kind")) == {OrganisationKind.AGENCY}


def test_one_step_and_one_undo(planner: Planner, three: list[OrganisationId]) -> None:
    before = planner.history.count()
    change = OrganisationChange(field=Field.COUNTRY, act=Act.SET, value=" de ")
    assert planner.several_organisations.edit(three, change) == 3
    assert planner.history.count() == before + 1
    step = planner.history.next_undo()
    assert step is not None
    assert step.facts["count"] == 3
    assert values(planner, three, "country") == ["DE", "DE", "DE"]

    planner.history.undo()
    assert values(planner, three, "country") == ["JP", "JP", "DK"]
    after = planner.history.count()
    assert planner.several_organisations.edit([], change) == 0
    assert planner.history.count() == after


@pytest.mark.parametrize(
    ("field", "act", "value", "expected"),
    [
        (Field.CITY, Act.SET, " Lund ", ["Lund", "Lund", "Lund"]),
        (Field.CITY, Act.CLEAR, "", ["", "", ""]),
        (Field.APPROVAL, Act.SET, "approved", ["approved", "approved", "approved"]),
        (Field.COUNTRY, Act.CLEAR, "", ["", "", ""]),
        (Field.NOTES, Act.ADD, "Seen", ["Old\nSeen", "Seen", "Seen"]),
        (Field.NOTES, Act.CLEAR, "", ["", "", ""]),
    ],
)
def test_plain_fields(
    planner: Planner,
    three: list[OrganisationId],
    field: Field,
    act: Act,
    value: str,
    expected: list[str],
) -> None:
    change = OrganisationChange(field=field, act=act, value=value)
    planner.several_organisations.edit(three, change)
    assert values(planner, three, field.value) == expected
    assert planner.several_organisations.edit(three, change) == 0


def test_they_become_part_of_one_and_of_none(planner: Planner, three: list[OrganisationId]) -> None:
    ministry = add(planner, "Ministry")
    change = OrganisationChange(field=Field.PARENT, act=Act.SET, value=ministry)
    (told, *_rest) = planner.several_organisations.preview(three, change)
    assert (told.before, told.after) == ("", "Ministry")
    assert planner.several_organisations.edit(three, change) == 3
    assert [branch.name for branch in planner.organisations.branches(ministry)] == [
        "Agency",
        "Bureau",
        "Centre",
    ]
    with pytest.raises(UserError, match="part of itself"):
        planner.several_organisations.edit(
            [ministry], OrganisationChange(field=Field.PARENT, act=Act.SET, value=three[0])
        )
    cleared = OrganisationChange(field=Field.PARENT, act=Act.CLEAR)
    assert planner.several_organisations.edit(three[:1], cleared) == 1
    assert values(planner, three, "parent_id") == [None, ministry, ministry]


def test_they_join_a_cluster_once_and_leave_it_on_a_day(
    planner: Planner, three: list[OrganisationId]
) -> None:
    cluster = add(planner, "Medicon Valley", kind=OrganisationKind.CLUSTER)
    planner.memberships.add(
        Membership(id=RecordId(new_id()), organisation_id=cluster, member_id=three[0])
    )
    joins = OrganisationChange(
        field=Field.CLUSTER, act=Act.ADD, value=cluster, day=dt.date(2027, 1, 1)
    )
    (told, _second) = planner.several_organisations.preview(three, joins)
    assert (told.name, told.before, told.after) == (
        "Bureau",
        "",
        "Medicon Valley (2027-01-01–)",
    )
    assert planner.several_organisations.edit(three, joins) == 2
    assert members(planner, cluster) == [
        ("Agency", "", ""),
        ("Bureau", "2027-01-01", ""),
        ("Centre", "2027-01-01", ""),
    ]

    leaves = OrganisationChange(
        field=Field.CLUSTER, act=Act.REMOVE, value=cluster, day=dt.date(2027, 6, 30)
    )
    assert planner.several_organisations.edit(three[1:], leaves) == 2
    assert ("Bureau", "2027-01-01", "2027-06-30") in members(planner, cluster)
    assert planner.several_organisations.edit(three[1:], leaves) == 0
    planner.history.undo()
    assert ("Bureau", "2027-01-01", "") in members(planner, cluster)

    with pytest.raises(UserError, match="no member of itself"):
        planner.several_organisations.edit([cluster], joins)


def test_the_gone_are_passed_over(planner: Planner, three: list[OrganisationId]) -> None:
    planner.organisations.remove(three[0])
    change = OrganisationChange(field=Field.CITY, act=Act.SET, value="Lund")
    assert planner.several_organisations.edit(three, change) == 2
    with pytest.raises(NotFound):
        planner.several_organisations.edit(
            three, OrganisationChange(field=Field.PARENT, act=Act.SET, value=three[0])
        )


@pytest.mark.parametrize(
    ("field", "act", "value"),
    [
        (Field.KIND, Act.ADD, "agency"),
        (Field.KIND, Act.SET, "nonsense"),
        (Field.CITY, Act.SET, "  "),
        (Field.COUNTRY, Act.SET, "Japan"),
        (Field.CLUSTER, Act.REMOVE, "some"),
        (Field.NOTES, Act.SET, "all"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    planner: Planner, three: list[OrganisationId], field: Field, act: Act, value: str
) -> None:
    before = planner.history.count()
    with pytest.raises(UserError):
        planner.several_organisations.edit(
            three, OrganisationChange(field=field, act=act, value=value)
        )
    assert planner.history.count() == before


def test_every_field_has_acts_that_say_something() -> None:
    assert set(ACTS) == set(Field)
    for field, acts in ACTS.items():
        assert set(acts) & NEEDS_VALUE, field
