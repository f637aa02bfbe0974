"""How papers say who somebody is: names per language, namesakes, N.N., and who is met."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.documents.heads_made import material

from delegations import delegation
from factories import PlanBuilder, organisation, person
from planner.documents.content import first, second
from planner.documents.people.heads import everybody, in_full, names_of
from planner.domain.ids import RecordId, new_id
from planner.domain.itinerary import ItemHost
from planner.domain.names import NameOrder
from planner.domain.people import Person
from planner.domain.privacy import Profile
from planner.domain.visits import Delegate


def visit(*people: Person, **fields: object) -> PlanBuilder:
    """A delegation of these people, in this order of precedence."""
    build = PlanBuilder()
    for rank, one in enumerate(people, 1):
        build.delegate(one.id, rank=rank, **fields)
        made = build.people[one.id]
        build.plan = replace(
            build.plan,
            people=(*build.plan.people[:-1], one),
            delegates=(*build.plan.delegates[:-1], replace(made, person_id=one.id)),
        )
    return build


SATO = person("Sato", "Hanako", native_name="佐藤 花子", reading="さとう はなこ", country="JP")
MEIER = person("Meier", "Ursula", prefix="Dr.", country="DE")


def test_a_name_stands_as_each_language_writes_it_and_the_other_script_beside_it() -> None:
    plan = visit(SATO).plan
    (english,) = everybody(material(plan)).delegates.values()
    assert (first(english.name), english.native) == ("SATO Hanako", "佐藤 花子")
    (japanese,) = everybody(material(plan, "ja")).delegates.values()
    assert (first(japanese.name), japanese.native) == ("佐藤 花子", "SATO Hanako")
    (both,) = everybody(material(plan, "en", "ja")).delegates.values()
    assert (first(both.name), second(both.name), both.native) == ("SATO Hanako", "佐藤 花子", "")
    assert both.initials == "SH"
    assert both.reading == "さとう はなこ"


def test_capitals_are_a_wish_and_degrees_stand_in_lists_alone() -> None:
    told = material(visit(MEIER).plan)
    (head,) = everybody(told).delegates.values()
    assert (first(head.name), first(head.label)) == ("Dr. Ursula MEIER", "Ursula MEIER")
    small = replace(told, wishes=replace(told.wishes, capitals=False))
    (head,) = everybody(small).delegates.values()
    assert first(head.name) == "Dr. Ursula Meier"


def test_a_name_that_has_no_japanese_form_is_said_once() -> None:
    (head,) = everybody(material(visit(MEIER).plan, "en", "ja")).delegates.values()
    assert (first(head.name), second(head.name)) == ("Dr. Ursula MEIER", "")


def test_namesakes_are_told_apart_in_each_language_but_not_on_their_badges() -> None:
    other = person("Sato", "Hanako", native_name="佐藤 華子", country="JP")
    build = visit(SATO, other)
    house = organisation("Japan Science Agency", acronym="JSA")
    second_house = organisation("Ministry of Education", acronym="MEXT")
    houses = zip(build.plan.delegates, (house, second_house), strict=True)
    plan = replace(
        build.plan,
        delegates=tuple(replace(one, organisation_id=at.id) for one, at in houses),
        organisations=(house, second_house),
    )
    heads = list(everybody(material(plan, "en", "ja")).delegates.values())
    assert [first(head.label) for head in heads] == ["SATO Hanako (JSA)", "SATO Hanako (MEXT)"]
    assert [second(head.label) for head in heads] == ["佐藤 花子", "佐藤 華子"]
    assert {first(head.bare) for head in heads} == {"SATO Hanako"}


def test_who_is_not_named_yet_is_a_head_with_what_is_known() -> None:
    build = visit(SATO)
    unnamed = Delegate(
        id=build.plan.delegates[0].id.replace("-", "")[:30] + "zz",  # type: ignore[arg-type]
        visit_id=build.plan.visit.id,
        placeholder="N.N., head of section",
        rank=2,
    )
    build.add(delegates=(unnamed,))
    last = list(everybody(material(build.plan, "en", "ja")).delegates.values())[-1]
    assert not last.is_named
    assert (first(last.name), second(last.name)) == (
        "N.N. (head of section)",
        "未定(head of section)",
    )
    # The post on the next line says it already.
    build.plan = replace(
        build.plan, delegates=(build.plan.delegates[0], replace(unnamed, title="Head of Section"))
    )
    last = list(everybody(material(build.plan)).delegates.values())[-1]
    assert (first(last.name), last.post) == ("N.N.", "Head of Section")


def test_a_role_that_repeats_the_post_is_not_said_twice() -> None:
    (head,) = everybody(material(visit(SATO, title="Spokesperson", role="spokesperson").plan)).delegates.values()  # fmt: skip
    assert (head.post, first(head.role)) == ("Spokesperson", "")


def test_an_organisation_hosts_as_nn_only_until_somebody_of_it_is_named() -> None:
    house = organisation("Agency of Research")
    host = person("Holm", "Mette", name_order=NameOrder.GIVEN_FIRST)
    build = visit(SATO)
    one = build.item("Talks", "10:00", "11:00", host=host)
    build.add(
        hosts=(ItemHost(id=RecordId(new_id()), item_id=one.id, organisation_id=house.id, rank=1),),
        organisations=(house,),
    )
    two = everybody(material(build.plan)).across(one)
    assert [(first(head.label), head.is_named) for head in two] == [
        ("Mette HOLM", True),
        ("N.N.", False),
    ]
    assert first(in_full(two[1], material(build.plan).speech)) == "Agency of Research"
    build.plan = replace(build.plan, employers={host.id: house.name}, titles={host.id: "Director"})
    (only,) = everybody(material(build.plan)).across(one)
    assert first(in_full(only, material(build.plan).speech)) == (
        "Mette HOLM, Director, Agency of Research"
    )


def test_whoever_of_the_delegation_gives_a_dinner_is_nobodys_host() -> None:
    build = visit(SATO, MEIER)
    one = build.item("Dinner", "19:00", "21:00", host=SATO)
    told = everybody(material(build.plan))
    assert [first(head.label) for head in told.hosts_of(one)] == ["SATO Hanako"]
    assert told.across(one) == []
    assert told.receiving == []


@given(st.integers(0, 400), st.sampled_from(("en", "da", "ja")), st.sampled_from(Profile))
def test_everybody_of_the_plan_is_there_once_in_order_and_told_apart(
    seed: int, code: str, profile: Profile
) -> None:
    told = material(delegation(seed), code, profile=profile)
    heads = everybody(told)
    assert set(heads.delegates) == set(told.plan.delegate)
    ranked = [head.rank for head in heads.delegates.values() if head.rank]
    assert ranked == sorted(ranked)
    named = [first(head.label) for head in heads.delegates.values() if head.is_named]
    assert len(set(named)) == len(named)
    for item in told.plan.items:
        assert {head.key for head in heads.on(item)} == set(told.plan.heads_on(item))
        keys = [head.key for head in heads.hosts_of(item)]
        assert len(keys) == len(set(keys))
    said = first(names_of(heads.delegates.values(), told.speech))
    assert all(name in said for name in named)
