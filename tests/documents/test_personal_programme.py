"""The programme of one person: what concerns the recipient, what is booked for him or her, no more."""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.documents.outlines import held, outline
from tests.documents.papers_made import PEOPLE, entries_by_day, material, recipient_of, visits
from tests.documents.test_days import holds_just
from tests.pdf_text import bare_text

from factories import PlanBuilder, site
from planner.documents.content import Cover, Document, Line, first
from planner.documents.engine.pdf import write_pdf
from planner.documents.programme.day_sheet import day_sheet
from planner.documents.programme.personal_programme import personal_programme
from planner.documents.word.writing import write_word
from planner.domain.ids import RecordId, ResourceId, new_id
from planner.domain.itinerary import ItemKind, ItemResource
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind, items_of, recipients
from planner.domain.redaction import redacted
from planner.domain.travel import LegReference, Mode, Resource, Ride, Rooming
from planner.services.planner import Planner


def made_for(plan: Plan, name: str, *codes: str) -> Document | None:
    one = recipient_of(plan, name)
    return personal_programme(material(plan, *codes, recipient=one, own=True))


@pytest.mark.parametrize(
    ("which", "codes", "name"),
    [("JP-DK-2027", "en", "Tanaka Haruto"), ("JP-DK-2027", "ja", "Tanaka Haruto")],
)
def test_the_programme_of_a_delegate_of_the_sample(
    sample: Planner, which: str, codes: str, name: str
) -> None:
    made = made_for(sample.visits.plan(sample.visits.find(which).id), name, *codes.split("-"))
    assert made is not None
    held(f"personal-programme.jp.{codes}", made)


@given(visits())
def test_a_programme_holds_just_what_its_recipient_is_on(plan: Plan) -> None:
    for name in PEOPLE:
        one = recipient_of(plan, name)
        own = redacted(plan, Profile.DELEGATES, one, own=True)
        mine = {item.id for item in items_of(plan, one)}

        assert {item.id for item in own.items} <= mine
        holds_just(own, made_for(plan, name))


@given(visits())
def test_a_day_sheet_of_a_recipient_holds_just_the_own_entries(plan: Plan) -> None:
    for name in PEOPLE:
        one = recipient_of(plan, name)
        own = redacted(plan, Profile.DELEGATES, one, own=True)

        holds_just(own, day_sheet(material(plan, recipient=one)))


@given(visits())
@settings(max_examples=8)
def test_the_pdf_read_back_has_the_titles_of_the_own_entries_in_order(plan: Plan) -> None:
    """A title ends with a stop, so "Item 1." is not found in "Item 10."."""
    made = made_for(plan, "Sato")
    if made is None:
        return
    text = bare_text(write_pdf(made, material(plan).look))
    shown = [first(one.title) for entries in entries_by_day(made).values() for one in entries]
    place = 0
    for title in shown:
        place = text.find("".join(title.split()), place) + 1
        assert place, title
    others = {item.title for item in plan.items} - set(shown)
    assert not any("".join(title.split()) in text for title in others)


@given(visits())
@settings(max_examples=8)
def test_the_word_file_read_back_has_each_time_before_its_title(plan: Plan) -> None:
    made = made_for(plan, "Sato")
    if made is None:
        return
    with zipfile.ZipFile(io.BytesIO(write_word(made, material(plan).look))) as parts:
        xml = parts.read("word/document.xml").decode()
    text = "".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)).split())
    place = 0
    for entries in entries_by_day(made).values():
        for entry in entries:
            for words in (entry.time, first(entry.title)):
                place = text.find("".join(html.escape(words, quote=False).split()), place) + 1
                assert place, words
    shown = {item.title for item in items_of(plan, recipient_of(plan, "Sato"))}
    others = {item.title for item in plan.items} - shown
    assert not any("".join(title.split()) in text for title in others)


def booked() -> PlanBuilder:
    """Sato and Mori fly and sleep; each has something of his or her own."""
    build = PlanBuilder("Sato", "Mori")
    build.group("A", "Sato")
    flight = build.leg("Flight", "09:00", "11:00", origin=site("CPH"), goal=site("HND"))
    leg = replace(build.plan.legs[0], mode=Mode.FLIGHT, carrier="SK", number="983")
    build.plan = replace(build.plan, legs=(leg,))
    stay = build.item("Night", "18:00", "Tue 08:00", kind=ItemKind.STAY, at_site=site("Hotel"))
    talk = build.item("Talk", "Tue 10:00", "Tue 11:00", groups="A")
    for number, name in enumerate(("Sato", "Mori")):
        one = build.people[name]
        coach = Resource(id=ResourceId(new_id()), name=f"Coach {name}")
        build.add(
            references=(
                LegReference(
                    id=RecordId(new_id()),
                    leg_id=leg.id,
                    delegate_id=one.id,
                    reference=f"REF-{name}",
                    seat=f"{number + 1}A",
                ),
            ),
            roomings=(
                Rooming(id=RecordId(new_id()), item_id=stay.id, delegate_id=one.id, room=f"R-{name}"),
            ),
            resources=(coach,),
            bookings=(
                ItemResource(id=RecordId(new_id()), item_id=flight.id, resource_id=coach.id),
            ),
            rides=(
                Ride(
                    id=RecordId(new_id()),
                    item_id=flight.id,
                    resource_id=coach.id,
                    delegate_id=one.id,
                    seat=f"{name} 7",
                ),
            ),
        )  # fmt: skip
    assert talk
    return build


def lines(document: Document, title: str) -> dict[str, str]:
    found: list[Line] = [
        line
        for entries in entries_by_day(document).values()
        for entry in entries
        if first(entry.title) == title
        for line in entry.lines
    ]
    return {first(line.label): first(line.text) for line in found}


def test_what_is_booked_stands_in_the_own_programme_and_in_no_other() -> None:
    plan = booked().plan
    made = made_for(plan, "Sato")
    assert made is not None

    flight, night = lines(made, "Flight"), lines(made, "Night")
    assert (flight["Booking reference"], flight["Seat"]) == ("REF-Sato", "1A")
    assert flight["Vehicle"] == "Coach Sato, seat Sato 7"
    assert night["Room in the hotel"] == "R-Sato"
    assert not any(own in outline(made) for own in ("REF-Mori", "R-Mori", "Coach Mori"))


def test_the_own_group_is_called_so() -> None:
    made = made_for(booked().plan, "Sato")
    assert made is not None

    assert lines(made, "Talk")["Participants"] == "your group (A)"


def test_free_time_between_two_entries_is_named_with_its_end() -> None:
    build = PlanBuilder("Sato")
    build.item("Talks", "09:00", "10:00")
    build.item("Lunch", "12:30", "13:00")
    build.item("Soon", "13:45", "14:00")
    build.item("Night", "18:00", "Tue 08:00", kind=ItemKind.STAY)
    made = made_for(build.plan, "Sato")
    assert made is not None
    said = {
        first(entry.title): [first(line.text) for line in entry.lines]
        for entry in next(iter(entries_by_day(made).values()))
    }

    assert said["Talks"] == ["Then free until 12:30."]
    assert said["Lunch"] == []
    assert said["Soon"] == ["Then free until 18:00."]


def test_the_cover_names_the_recipient_as_he_or_she_is_addressed() -> None:
    build = PlanBuilder()
    build.delegate("Sato")
    known = Person(
        id=build.plan.people[0].id,
        family_name="Sato",
        given_name="Hanako",
        prefix="Ms",
        native_name="佐藤 花子",
        country="JP",
    )
    build.plan = replace(build.plan, people=(known,))
    build.item("Talks", "09:00", "10:00")
    made = made_for(build.plan, "Sato", "en", "ja")
    assert made is not None
    cover = made.blocks[0]
    assert isinstance(cover, Cover)

    assert (cover.title.text, cover.title.second) == ("Ms SATO Hanako", "佐藤 花子 様")  # type: ignore[union-attr]


def test_hosts_and_drivers_have_one_too_and_nobody_else_has_none_made(sample: Planner) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    for one in recipients(plan):
        if one.kind is RecipientKind.SITE:
            continue
        made = material(plan, profile=one.profile, recipient=one, own=True)
        document = personal_programme(made)

        assert (document is None) == (not made.plan.items)
    assert personal_programme(material(plan)) is None


@pytest.mark.parametrize("codes", ["en", "ja"])
def test_the_day_sheet_of_the_sample(sample: Planner, codes: str) -> None:
    plan = sample.visits.plan(sample.visits.find("JP-DK-2027").id)
    made = day_sheet(material(plan, codes))
    assert made is not None
    held(f"day-sheet.jp.{codes}", made)
