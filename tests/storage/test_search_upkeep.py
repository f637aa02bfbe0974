"""The search text follows every write: whatever is done and undone, it is what a rebuild would make."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable

import pytest

from factories import item, organisation, person, visit
from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.followups import FollowUp
from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.ids import (
    AgreementId,
    FollowUpId,
    FundingProgrammeId,
    OrganisationId,
    PersonId,
    RecordId,
    SourceId,
    new_id,
)
from planner.domain.itinerary import Item
from planner.domain.organisations import Organisation, OrganisationName, Posting
from planner.domain.people import ContactPoint, Person, Position
from planner.domain.searching import ask
from planner.domain.sites import Country
from planner.domain.sources import Citation, Source
from planner.domain.visits import Delegate, Visit
from planner.errors import UserError
from planner.services.planner import Planner
from planner.storage import search
from planner.storage.writing import make_engine

NAMES = ("Møller", "Aase Nygård", "Tōjō", "O’Brien", "Weiß-Straßer", "Łódź", "Kim", "Satoh")
NATIVE = ("田中 陽斗", "渡邊", "ﾀﾅｶ", "")
PROBES = ("a", "o", "田", "moller", "oe", "n ", "str", "55 1", "min", "tan", "ta ha", "3392", "zz")

Entries = list[tuple[object, ...]]


def entries(planner: Planner) -> Entries:
    return planner._core.reader.rows(
        "SELECT id, word, title, detail, visit_id, folded FROM search_entry ORDER BY id"
    )


def by_scan(stored: Entries, probe: str) -> set[object]:
    return {row[0] for row in stored if ask(probe).nearness(str(row[5])) is not None}


def rebuilt(planner: Planner) -> Entries:
    library = planner._core.library
    with library.writer(), make_engine(library.address).begin() as connection:
        search.rebuild(connection)
    return entries(planner)


class Verbs:
    """Random verbs of a working day, seeded."""

    def __init__(self, planner: Planner, seed: int) -> None:
        self.planner, self.pick = planner, random.Random(seed)
        self.verbs: list[Callable[[], object]] = [
            self.new_person, self.new_person, self.rename, self.native, self.new_body,
            self.rename_body, self.other_name, self.post, self.points, self.take_out,
            self.new_visit, self.rename_visit, self.new_item, self.placeholder, self.named,
            self.agreement, self.follow_up, self.undo, self.undo, self.redo,
        ]  # fmt: skip

    def one(self) -> None:
        with contextlib.suppress(UserError):  # in use, or nothing to undo: nothing is written
            self.pick.choice(self.verbs)()

    def any(self, kind: type) -> str:
        rows = self.planner._core.reader.rows(f'SELECT id FROM "{kind.WORD}" ORDER BY id')  # type: ignore[attr-defined]
        if not rows:
            raise UserError("none", "")
        return str(self.pick.choice(rows)[0])

    def name(self) -> str:
        return self.pick.choice(NAMES)

    def new_person(self) -> object:
        return self.planner.contacts.add(
            person(self.name(), self.name(), native_name=self.pick.choice(NATIVE)),
            organisation=self.pick.choice(["", "Ministry of Trade", self.name()]),
            title=self.pick.choice(["", "Head of section"]),
            emails=self.pick.choice([[], ["h.tanaka@uni-kiel.de"]]),
            phones=self.pick.choice([[], ["+45 33 92 00 00"]]),
        )

    def rename(self) -> object:
        return self.planner.contacts.edit(PersonId(self.any(Person)), family_name=self.name())

    def native(self) -> object:
        return self.planner.contacts.edit(
            PersonId(self.any(Person)), native_name=self.pick.choice(NATIVE)
        )

    def new_body(self) -> object:
        return self.planner.organisations.add(organisation(f"University of {self.name()}"))

    def rename_body(self) -> object:
        return self.planner.organisations.edit(
            OrganisationId(self.any(Organisation)), name=f"Agency {self.name()}"
        )

    def other_name(self) -> object:
        return self.planner.keeper(OrganisationName).add(
            OrganisationName(
                id=RecordId(new_id()),
                organisation_id=OrganisationId(self.any(Organisation)),
                language="da",
                name=self.name(),
            )
        )

    def post(self) -> object:
        return self.planner.keeper(Position).add(
            Position(
                id=RecordId(new_id()),
                person_id=PersonId(self.any(Person)),
                organisation_id=OrganisationId(self.any(Organisation)),
                title="Counsellor",
            )
        )

    def points(self) -> object:
        return self.planner.keeper(ContactPoint).add(
            ContactPoint(
                id=RecordId(new_id()), person_id=PersonId(self.any(Person)), value="a@b.example"
            )
        )

    def take_out(self) -> None:
        kind = self.pick.choice([Person, Organisation, ContactPoint, Position, Visit, Item])
        self.planner.keeper(kind).remove(self.any(kind))

    def new_visit(self) -> object:
        return self.planner.visits.new(visit(title=f"Visit of {self.name()}"))

    def rename_visit(self) -> object:
        return self.planner.visits.edit(self.any(Visit), title=f"Call of {self.name()}")  # type: ignore[arg-type]

    def new_item(self) -> object:
        return self.planner.itineraries.add(
            item(self.any(Visit), f"Tour with {self.name()}", "09:00", "10:00")  # type: ignore[arg-type]
        )

    def placeholder(self) -> object:
        return self.planner.keeper(Delegate).add(
            Delegate(
                id=RecordId(new_id()),  # type: ignore[arg-type]
                visit_id=self.any(Visit),  # type: ignore[arg-type]
                placeholder="N.N., head of section",
                organisation_id=OrganisationId(self.any(Organisation)),
            )
        )

    def named(self) -> object:
        return self.planner.keeper(Delegate).edit(
            self.any(Delegate), person_id=PersonId(self.any(Person))
        )

    def agreement(self) -> object:
        made = self.planner.keeper(Agreement).add(
            Agreement(id=AgreementId(new_id()), title=f"Letter of intent {self.name()}")
        )
        return self.planner.keeper(AgreementParty).add(
            AgreementParty(
                id=RecordId(new_id()),
                agreement_id=made.id,
                organisation_id=OrganisationId(self.any(Organisation)),
            )
        )

    def follow_up(self) -> object:
        return self.planner.follow_ups.add(
            FollowUp(id=FollowUpId(new_id()), title="Send the minutes", owner=self.name())
        )

    def undo(self) -> object:
        return self.planner.history.undo()

    def redo(self) -> object:
        return self.planner.history.redo()


@pytest.mark.parametrize("seed", range(4))
def test_after_random_verbs_the_entries_are_what_a_rebuild_makes(
    planner: Planner, seed: int
) -> None:
    verbs = Verbs(planner, seed)
    for verb in (verbs.new_body, verbs.new_visit, verbs.placeholder, verbs.new_item):
        verb()
    seen = {row[1] for row in entries(planner)}
    for number in range(120):
        verbs.one()
        if number % 40 == 39:
            kept = entries(planner)
            for probe in PROBES:
                found = {hit.id for hit in planner.search(probe, 1_000)}
                assert found == by_scan(kept, probe), probe
            assert kept == rebuilt(planner)
            seen |= {row[1] for row in kept}
    assert seen >= {"person", "organisation", "visit", "item", "delegate"}


def test_a_whole_import_is_found_at_once_and_gone_with_one_undo(planner: Planner) -> None:
    with planner._core.work("Import", {}) as work:
        for number in range(1_200):
            work.add(person(f"Løvgren{number}", "Åse"))

    assert planner.contacts.count("lovgren") == 1_200
    assert planner.contacts.count("aase loevgren777") == 1
    planner.history.undo()
    assert planner.contacts.count("lovgren") == 0
    assert entries(planner) == []


def test_an_agreement_is_found_by_a_party_that_is_gone(planner: Planner) -> None:
    exchange = Agreement(id=AgreementId(new_id()), title="Exchange")
    planner.agreements.add(exchange, parties=["Lund University"])
    ((party, _name),) = planner.agreements.card(exchange.id).parties
    assert party.organisation_id is not None

    planner.organisations.remove(party.organisation_id)

    ((left, name),) = planner.agreements.card(exchange.id).parties
    assert (left.organisation_id, name) == (None, "Lund University")
    assert [hit.title for hit in planner.search("lund university")] == ["Exchange"]
    planner.history.undo()
    assert planner.agreements.card(exchange.id).parties[0][0] == party
    assert {hit.word for hit in planner.search("lund university")} == {"organisation", "agreement"}


def test_what_hangs_on_posts_calls_countries_and_pasted_texts_follows_too(planner: Planner) -> None:
    keep = planner.keeper
    planner.countries.add(Country(id="BR", name="Brazil", name_da="Brasilien"))
    centre = planner.organisations.add(organisation("Centre"))
    attache = planner.contacts.add(person("Holm", "Ida"))
    source = keep(Source).add(
        Source(id=SourceId(new_id()), title="Page", text="Innovationsattaché i São Paulo")
    )
    post = Posting(id=RecordId(new_id()), organisation_id=centre, person_id=attache, title="Envoy")
    keep(Posting).add(post)
    said = keep(Citation).add(
        Citation(
            id=RecordId(new_id()), source_id=source.id, subject_kind="posting", subject_id=post.id,
            fact="posted", value="since spring",
        )
    )  # fmt: skip
    programme = FundingProgrammeId(new_id())
    keep(FundingProgramme).add(
        FundingProgramme(id=programme, name="Network", organisation_id=centre)
    )
    keep(ProgrammeCountry).add(
        ProgrammeCountry(id=RecordId(new_id()), funding_programme_id=programme, country="BR")
    )
    call = keep(Call).add(
        Call(id=RecordId(new_id()), funding_programme_id=programme, title="Autumn round")
    )

    def found(text: str) -> set[str]:
        return {hit.id for hit in planner.search(text)}

    assert (found("innovationsattache"), found("envoy")) == ({source.id}, {centre, attache})
    assert (found("since spring"), found("ida holm")) == ({centre, source.id}, {centre, attache})
    assert (found("autumn"), found("brasilien")) == ({programme, call.id}, {"BR", programme})

    planner.contacts.edit(attache, family_name="Lind")
    planner.organisations.edit(centre, name="Hub")
    keep(FundingProgramme).edit(programme, name="Bridge")
    keep(Citation).edit(said.id, value="since autumn")
    keep(Source).edit(source.id, text="Rejse til Tokyo")
    assert (found("lind"), found("innovationsattache"), found("rejse")) == (
        {centre, attache}, set(), {source.id},
    )  # fmt: skip
    assert found("since autumn") == {centre, source.id}
    assert found("bridge") == {programme, call.id}
    assert entries(planner) == rebuilt(planner)
