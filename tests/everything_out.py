"""All that can leave the house of one visit, as files: made as the program makes it, in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delegations import delegation, frozen, later, others, released_at
from planner.domain.cards import CardWay, ContactCard
from planner.domain.people import ContactKind, Person, Position
from planner.domain.people_lines import PersonCard, Post
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, recipients
from planner.domain.redaction import redacted
from planner.i18n import language
from planner.interchange.excel_writer import write_workbook
from planner.interchange.mailboxes import mailbox
from planner.interchange.vcard_writer import write_cards
from planner.services.handing_out import CardForm, _content
from planner.services.occasions import FORMATS, Occasion, Paper, Setting
from planner.services.papers import PAPERS
from planner.services.people_sheet import people_sheet

OFFICE = mailbox("Office, “Visits”; 訪問", "visits@example.dk")
READER = mailbox("Reader", "reader@example.org")


@dataclass(frozen=True)
class Out:
    """One file: its name, what is in it, and what kind of paper it is for whom."""

    name: str
    content: bytes
    kind: str
    profile: Profile
    recipient: Recipient | None = None
    paper: Paper | None = None
    plan: Plan | None = None


def papers(
    plan: Plan, one: Recipient, kinds: Sequence[str] = tuple(PAPERS), before: Plan | None = None
) -> Iterator[Out]:
    """The papers of these kinds for one recipient, made as the service that sends them makes them."""
    for kind in kinds:
        own = PAPERS[kind].own
        seen = redacted(plan, one.profile, one, own=own)
        occasion = Occasion(
            plan=seen,
            recipient=one,
            speak=language(one.language if one.language in ("en", "da", "de") else "en"),
            at=released_at(plan.release_number or 1),
            before=redacted(before, one.profile, one, own=True) if before else None,
            organizer=OFFICE,
            attendee=mailbox(one.name, one.email) or READER,
            marks=plan.marks,
            setting=Setting(formats=tuple(FORMATS)),
            held=redacted(before, one.profile, one, own=own) if before else None,
        )
        for paper in PAPERS[kind].make(occasion):
            yield Out(paper.name, paper.content, kind, one.profile, one, paper, seen)


def of_seed(seed: int) -> Iterator[Out]:
    """The first release and the changes to the second one for everybody; the papers of the whole
    visit once for each audience; then the people."""
    first, second = frozen(delegation(seed), later(delegation(seed), seed + 10_000))
    told: set[Profile] = set()
    for one in recipients(second, others(second)):
        yield from papers(first, one, ("calendar",))
        yield from papers(second, one, ("updates",), first)
        if one.profile not in told:
            told.add(one.profile)
            yield from papers(second, one, [kind for kind in PAPERS if kind != "updates"])
    yield from people(second)


def people(plan: Plan) -> Iterator[Out]:
    """Everybody as cards of both versions, as a text table, and as a sheet."""
    found = [card(plan, one) for one in plan.people]
    if not found:
        return
    for version in ("3.0", "4.0"):
        content = write_cards(found, "4.0" if version == "4.0" else "3.0")
        yield Out(f"people {version}.vcf", content, "cards", Profile.INTERNAL)
    yield Out("one.vcf", write_cards(found[:1]), "card", Profile.INTERNAL)
    yield Out("people.csv", _content(found, CardForm.CSV), "table", Profile.INTERNAL)
    sheet = people_sheet(
        [person_card(plan, one) for one in plan.people], language("en"), dt.date(2027, 1, 1)
    )
    content = write_workbook(
        [sheet], title="People", created=released_at(1), language=language("en")
    )
    yield Out("people.xlsx", content, "people", Profile.INTERNAL)


def card(plan: Plan, one: Person) -> ContactCard:
    return ContactCard(
        key=one.id,
        person_id=one.id,
        **{
            name: getattr(one, name)
            for name in (
                *("family_name", "given_name", "prefix", "suffix", "native_name", "reading"),
                *("name_order", "country", "notes"),
            )
        },
        organisation=plan.employers.get(one.id, ""),
        title=plan.titles.get(one.id, ""),
        ways=tuple(
            CardWay(point.kind, point.label, point.value)
            for point in plan.contact_points
            if point.person_id == one.id
        ),
        revised=released_at(1).replace(tzinfo=None),
    )


def person_card(plan: Plan, one: Person) -> PersonCard:
    def ways(kind: ContactKind) -> tuple[object, ...]:
        return tuple(
            point
            for point in plan.contact_points
            if point.person_id == one.id and point.kind is kind
        )

    posts = ()
    if one.id in plan.employers and plan.organisations:
        position = Position(
            id=one.id,  # type: ignore[arg-type]
            person_id=one.id,
            organisation_id=plan.organisations[0].id,
            title=plan.titles[one.id],
        )
        posts = (Post(position, plan.employers[one.id]),)
    return PersonCard(one, ways(ContactKind.EMAIL), ways(ContactKind.PHONE), posts, ())  # type: ignore[arg-type]
