"""Badges, tent cards and signs: one for each head, and every name whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.heads_made import material, sample
from tests.documents.outlines import held

from delegations import delegation
from factories import PlanBuilder, person, site
from pdf_text import bare_text, pages_of
from planner.documents.content import CardKind, Cards, Document, PageSize, first, second
from planner.documents.engine.pdf import write_pdf
from planner.documents.material import Wishes
from planner.documents.people.heads import everybody
from planner.documents.sheets.lobby_sign import lobby_sign
from planner.documents.sheets.name_cards import badges, tent_cards
from planner.domain.ids import RoomId
from planner.domain.itinerary import ItemKind, ItemStatus
from planner.domain.privacy import Profile
from planner.domain.sites import Room
from planner.services.planner import Planner

LONG = (
    "Müller-Lüdenscheidt-Freytag von und zu Hohenstauffen-Wallern",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis",
    "Krung Thep Maha Nakhon Amon Rattanakosin Mahinthara Ayuthaya",
)


def sets(document: Document | None) -> list[Cards]:
    assert document is not None
    return [block for block in document.blocks if isinstance(block, Cards)]


@pytest.mark.parametrize(
    ("name", "make"), [("badges", badges), ("tent-cards", tent_cards), ("lobby-sign", lobby_sign)]
)
@pytest.mark.parametrize(("which", "codes"), [("jp", ("en", "ja")), ("sh", ("de",))])
def test_the_samples(
    name: str,
    make: Callable[..., Document],
    which: str,
    codes: tuple[str, ...],
    open_copy: Callable[[Path], Planner],
    sample_file: Path,
) -> None:
    document = make(material(sample(open_copy(sample_file), which), *codes))
    held(f"{name}.{which}.{'-'.join(codes)}", document)


def test_hosts_have_a_second_set_and_a_house_has_no_badge() -> None:
    build = PlanBuilder("Sato", "Mori")
    build.group("A", "Sato")
    build.item("Talks", "10:00", "11:00", host=person("Holm", "Mette"))
    guests, hosts = sets(badges(material(build.plan)))
    assert [(first(one.name), one.tag) for one in guests.cards] == [("MORI", ""), ("SATO", "A")]
    assert [first(one.name) for one in hosts.cards] == ["Mette HOLM"]


@given(st.integers(0, 200), st.sampled_from((Profile.INTERNAL, Profile.HOSTS, Profile.DELEGATES)))
def test_there_are_as_many_cards_as_heads(seed: int, profile: Profile) -> None:
    told = material(delegation(seed), profile=profile)
    here = everybody(told)
    named = [head for head in here.receiving if head.is_named]
    worn, stood = badges(told), tent_cards(told)
    if not here.delegates and not named:
        assert worn is None
        assert stood is None
        return
    counts = [len(one.cards) for one in sets(worn)]
    assert counts == [count for count in (told.plan.headcount, len(named)) if count]
    assert [len(one.cards) for one in sets(stood)] == [sum(counts)]


@pytest.mark.parametrize("size", [PageSize.A4, PageSize.LETTER])
@pytest.mark.parametrize("make", [badges, tent_cards])
def test_names_of_sixty_characters_are_whole(make: Callable[..., Document], size: PageSize) -> None:
    assert all(len(name) == 60 for name in LONG)
    told = material(PlanBuilder(*LONG).plan, wishes=Wishes(size=size))
    text = bare_text(write_pdf(make(told), told.look))
    assert all("".join(name.upper().split()) in text for name in LONG)


def test_ten_badges_are_on_a_sheet_and_eight_on_letter() -> None:
    plan = PlanBuilder(*(f"Guest {number}" for number in range(11))).plan
    for size, sheets in ((PageSize.A4, 2), (PageSize.LETTER, 2)):
        told = material(plan, wishes=Wishes(size=size))
        document = badges(told)
        assert document is not None
        assert len(pages_of(write_pdf(document, told.look))) == sheets


def test_a_sign_stands_at_each_place_on_each_day_with_room_and_hour() -> None:
    build = PlanBuilder("Sato")
    house, lab = site("Agency"), site("ESS")
    build.add(rooms=(Room(id=RoomId("r"), site_id=house.id, name="Room 1"),))
    build.item("Welcome", "09:30", "10:00", at_site=house, room_id=RoomId("r"))
    build.item("Talks", "10:00", "11:00", at_site=house)
    build.item("Night", "18:00", "Tue 08:00", at_site=house, kind=ItemKind.STAY)
    build.item("Idea", "Tue 08:00", "Tue 09:00", at_site=house, status=ItemStatus.IDEA)
    build.item("Tour", "Tue 10:00", "Tue 11:00", at_site=lab)
    (signs,) = sets(lobby_sign(material(build.plan)))
    assert signs.kind is CardKind.SIGN
    assert [[first(line) for line in card.lines] for card in signs.cards] == [
        ["Monday 10 May 2027 · 09:30", "Room 1", "Agency"],
        ["Tuesday 11 May 2027 · 10:00", "ESS"],
    ]


def test_the_welcome_is_in_the_language_of_the_guests_too(
    open_copy: Callable[[Path], Planner], sample_file: Path
) -> None:
    plan = sample(open_copy(sample_file), "jp")
    (signs,) = sets(lobby_sign(material(plan, "da")))
    assert (first(signs.cards[0].top), second(signs.cards[0].top)) == ("Velkommen", "Welcome")
    (signs,) = sets(lobby_sign(material(plan, "en")))
    assert second(signs.cards[0].top) == "歓迎"
