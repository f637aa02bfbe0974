"""The briefing book: each brief on its own page and dated, secrets set apart, nothing for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from documents.office_papers import of_plan, of_sample, text_of
from documents.outlines import held
from factories import PlanBuilder
from planner.documents.briefing.book import briefing_book
from planner.documents.briefing.countries import country_pages
from planner.documents.briefing.people import biography_for
from planner.documents.briefing.sheets import numbered_briefs
from planner.documents.content import Block, Document, Entries, Heading, Notice, Tone, first
from planner.documents.kinds import DOCUMENTS
from planner.domain.agreements import Agreement, AgreementKind, AgreementStatus, Amendment
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.ids import AgreementId, PersonId, RecordId, new_id
from planner.domain.itinerary import ItemStatus
from planner.domain.privacy import Profile
from planner.domain.renewal import last_notice
from planner.domain.sites import Country
from planner.domain.times import PartialDate
from planner.services.planner import Planner

OUTSIDE = [profile for profile in Profile if profile is not Profile.INTERNAL]


def brief(built: PlanBuilder, **fields: Any) -> Brief:
    return Brief(id=RecordId(new_id()), visit_id=built.plan.visit.id, **fields)


def agreement(**fields: Any) -> Agreement:
    return Agreement(id=AgreementId(new_id()), title="Frame", **fields)


def book(built: PlanBuilder, *codes: str, **more: Any) -> Document:
    made = briefing_book(of_plan(built.plan, *codes, **more))
    assert made is not None
    return made


def headings(blocks: Sequence[Block], level: int = 1) -> list[Heading]:
    return [block for block in blocks if isinstance(block, Heading) and block.level == level]


@pytest.mark.parametrize(
    ("which", "codes"), [("jp", ("en",)), ("jp", ("en", "ja")), ("sh", ("de",)), ("sh", ("ja",))]
)
def test_the_book_of_a_sample_stays_as_it_is(
    sample: Planner, which: str, codes: tuple[str, ...]
) -> None:
    made = briefing_book(of_sample(sample, which, *codes))
    assert made is not None
    # How days are set is held by the golden files of the programme.
    kept = tuple(block for block in made.blocks if not isinstance(block, Entries))
    held(f"briefing_book.{which}.{'-'.join(codes)}", replace(made, blocks=kept))


@pytest.mark.parametrize("which", ["jp", "sh"])
def test_no_level_of_heading_is_skipped(sample: Planner, which: str) -> None:
    made = briefing_book(of_sample(sample, which))
    assert made is not None
    levels = [block.level for block in made.blocks if isinstance(block, Heading)]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


@pytest.mark.parametrize("profile", OUTSIDE)
def test_nobody_outside_the_office_gets_a_book(sample: Planner, profile: Profile) -> None:
    secret = of_sample(sample, "jp")
    stolen = replace(of_sample(sample, "jp", profile=profile), briefs=secret.briefs)
    assert briefing_book(stolen) is None
    assert profile not in DOCUMENTS["briefing-book"].profiles


def test_every_page_says_that_it_is_confidential_and_when_it_was_made(sample: Planner) -> None:
    made = briefing_book(of_sample(sample, "jp"))
    assert made is not None
    assert first(made.running).startswith("Confidential")
    assert "1 April 2027 11:30" in first(made.version)


def test_each_brief_begins_on_a_new_page_with_its_origin_and_its_day(sample: Planner) -> None:
    material = of_sample(sample, "jp")
    made = briefing_book(material)
    assert made is not None
    numbered = numbered_briefs(material)
    for one in numbered:
        (found,) = (
            block
            for block in headings(made.blocks)
            if first(block.text).startswith(f"{one.number}. ")
        )
        assert found.new_page
        assert one.brief.department in first(found.note)
        assert one.brief.dated is not None
        assert str(one.brief.dated.year) in first(found.note)
    assert [one.number for one in numbered] == list(range(1, len(numbered) + 1))


def test_what_may_be_used_and_what_may_not_stand_in_boxes_of_their_own() -> None:
    built = PlanBuilder("Sato")
    told = brief(built, title="Talks", usable="Known to all\n\nAnd this", not_disclosed="The sum")
    boxes = {
        block.tone: block.lines
        for block in book(built, briefs=(told,)).blocks
        if isinstance(block, Notice)
    }
    assert boxes == {Tone.INFO: ("Known to all", "And this"), Tone.SECRET: ("The sum",)}


def test_a_brief_of_what_was_called_off_and_an_empty_one_are_left_out() -> None:
    built = PlanBuilder("Sato")
    gone = built.item("Talks", "10:00", "11:00", status=ItemStatus.CANCELLED)
    kept = built.item("Lunch", "12:00", "13:00")
    briefs = (
        brief(built, item_id=gone.id, objective="Gone"),
        brief(built, item_id=kept.id, department="Protocol"),
        brief(built, item_id=kept.id, objective="Stay friends"),
    )
    material = of_plan(built.plan, briefs=briefs)
    assert [(one.number, one.brief.objective) for one in numbered_briefs(material)] == [
        (1, "Stay friends")
    ]


def test_a_biography_is_in_the_language_of_the_paper_where_there_is_one() -> None:
    built = PlanBuilder("Sato")
    person = built.plan.people[0].id

    def told(language: str) -> Biography:
        return Biography(
            id=RecordId(language), person_id=person, language=language, text=f"In {language}"
        )

    def chosen(code: str, *languages: str) -> str:
        material = of_plan(
            built.plan, code, biographies={person: tuple(told(one) for one in languages)}
        )
        found = biography_for(material, PersonId(person), code)
        return found.text if found else ""

    assert chosen("ja", "en", "ja") == "In ja"
    assert chosen("da", "fr", "de") in ("In fr", "In de")
    assert chosen("da") == ""


def test_a_long_biography_stands_below_the_picture_and_is_whole() -> None:
    built = PlanBuilder("Sato")
    person = built.plan.people[0].id
    text = "A sentence of a long life. " * 100
    one = Biography(id=RecordId(new_id()), person_id=person, text=text, source="Own office")
    told = text_of(book(built, biographies={person: (one,)}))
    assert told.count("A sentence of a long life.") == 100
    assert "Own office" in told


@pytest.mark.parametrize(
    ("expires", "months", "last"),
    [
        ("2030-08-31", 6, "2030-02-28"),
        ("2030-01-15", 1, "2029-12-15"),
        ("2030-03", 3, "2029-12"),
        ("2030", 6, ""),
        ("", 6, ""),
        ("2030-03", None, ""),
    ],
)
def test_notice_is_as_exact_as_the_expiry(expires: str, months: int | None, last: str) -> None:
    one = agreement(expires_on=PartialDate(expires), notice_months=months)
    assert last_notice(one, dt.date(2027, 4, 1)) == last


@given(
    expires=some.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)),
    months=some.integers(1, 60),
)
def test_notice_is_given_that_many_months_before(expires: dt.date, months: int) -> None:
    last = dt.date.fromisoformat(
        last_notice(
            agreement(expires_on=PartialDate(expires.isoformat()), notice_months=months),
            dt.date(2027, 4, 1),
        )
    )
    apart = (expires.year - last.year) * 12 + expires.month - last.month
    assert apart == months
    assert last.day <= expires.day


def test_an_agreement_that_renewed_itself_says_its_running_term_unless_it_is_over() -> None:
    terms = {
        "expires_on": PartialDate("2020-03-31"),
        "renews_itself": True,
        "renewal_months": 24,
        "notice_months": 6,
    }
    running = agreement(**terms, status=AgreementStatus.IN_FORCE)
    told = text_of(book(PlanBuilder("Sato"), agreements=(running,)))
    assert "Expires: 31 March 2028" in told
    assert "Renewal: Renews itself unless notice is given; Notice by 30 September 2027" in told

    over = agreement(**terms, status=AgreementStatus.ENDED)
    told = text_of(book(PlanBuilder("Sato"), agreements=(over,)))
    assert "Expires: 31 March 2020" in told
    assert "Renews itself" not in told
    assert "Notice by" not in told


def test_an_agreement_says_its_sides_term_amendments_and_entries() -> None:
    built = PlanBuilder("Sato")
    one = agreement(
        kind=AgreementKind.MOU,
        signed_on=PartialDate("2023-10"),
        expires_on=PartialDate("2028-10-25"),
        renews_itself=True,
        notice_months=6,
    )
    built.item("Talks", "10:00", "11:00", agreement_id=one.id)
    change = Amendment(
        id=RecordId(new_id()),
        agreement_id=one.id,
        number="1",
        title="Health",
        signed_on=PartialDate("2025"),
    )
    told = text_of(
        book(
            built,
            agreements=(one,),
            amendments={one.id: (change,)},
            parties={one.id: ("DK", "MEXT")},
        )
    )
    for text in (
        "Kind: Memorandum of understanding",
        "Between: Denmark; MEXT",
        "Signed: October 2023",
        "Expires: 25 October 2028",
        "Renewal: Renews itself unless notice is given; Notice by 25 April 2028",
        "Amendments: 1 · Health · 2025",
        "On the programme: Talks",
    ):
        assert text in told


def test_the_country_page_knows_the_clocks_and_the_holidays(sample: Planner) -> None:
    told = text_of(_only(sample, "jp"))
    assert "Time difference: 7 h ahead of Copenhagen" in told
    assert "Calling code: +81" in told
    assert "Currency: DKK" not in told  # our own country is no news to the office


def test_holidays_of_the_days_of_the_visit_are_listed() -> None:
    built = PlanBuilder("Sato")
    ascension = dt.date(2027, 5, 6)
    visit = replace(built.plan.visit, first_day=ascension, last_day=ascension, country="DK")
    built.plan = replace(built.plan, visit=visit)
    codes = {code: Country(id=code, calling_code="+1") for code in ("DK", "JP")}
    told = text_of(book(built, countries=codes))
    assert "Thu 6 May ; Denmark ; Kristi himmelfartsdag" in told


def _only(sample: Planner, which: str) -> Document:
    material = of_sample(sample, which)
    made = briefing_book(material)
    assert made is not None
    return replace(made, blocks=tuple(country_pages(material)))


def test_a_visit_of_which_nothing_is_known_has_no_book() -> None:
    assert briefing_book(of_plan(PlanBuilder("Sato").plan)) is None
