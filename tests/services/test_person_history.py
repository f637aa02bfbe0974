"""What happened with a person over the years, as it was then."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from conftest import Clock
from factories import item, organisation, person, visit
from planner.domain.ids import PersonId, RecordId, new_id
from planner.domain.imports import ImportBatch
from planner.domain.itinerary import Item, ItemHost
from planner.domain.merging import Merge
from planner.domain.organisations import Organisation
from planner.domain.people import ContactPoint, Position
from planner.domain.person_history import Happening, PersonEvent, latest_first
from planner.domain.times import PartialDate
from planner.domain.visits import Delegate, Visit
from planner.interchange.kept_files import FileRead, hash_of
from planner.services.handing_out import CardForm
from planner.services.planner import Planner


def of_kind(planner: Planner, who: PersonId, kind: Happening) -> list[PersonEvent]:
    return [one for one in planner.person_histories.of(who) if one.kind is kind]


def test_a_visit_shows_the_title_held_then(planner: Planner) -> None:
    sato = planner.contacts.add(person(), organisation="Ministry", title="Deputy Director")
    then = planner.keeper(Visit).add(visit(title="Lund", first_day=dt.date(2024, 5, 10)))
    planner.delegations.add_person(then.id, sato, role="Head of delegation")
    planner.contacts.set_post(sato, "Agency", "Director General")

    (event,) = of_kind(planner, sato, Happening.VISIT)
    assert event.what == "Lund"
    assert event.since == "2024-05-10"
    assert event.about == "Head of delegation"
    assert event.post == "Deputy Director, Ministry"
    assert (event.word, event.key) == ("visit", then.id)
    (post,) = of_kind(planner, sato, Happening.POST)
    assert post.post == "Director General, Agency"


def test_posts_of_all_years_stand_with_their_dates(planner: Planner) -> None:
    sato = planner.contacts.add(person())
    house = planner.keeper(Organisation).add(organisation("", acronym="MEXT"))
    for title, since, until in (("Clerk", "2015", "2019-03"), ("Director", "2019-04", "")):
        planner.contacts.positions.add(
            Position(
                id=RecordId(new_id()),
                person_id=sato,
                organisation_id=house.id,
                title=title,
                valid_from=PartialDate(since),
                valid_to=PartialDate(until),
            )
        )
    assert [(one.post, one.since, one.until) for one in of_kind(planner, sato, Happening.POST)] == [
        ("Director, MEXT", "2019-04", ""),
        ("Clerk, MEXT", "2015", "2019-03"),
    ]


def test_the_organisation_goes_by_its_name_of_then(planner: Planner) -> None:
    sato = planner.contacts.add(person(), organisation="DASTI", title="Clerk")
    (post,) = planner.contacts.card(sato).posts
    for day in (dt.date(2016, 5, 10), dt.date(2018, 5, 10)):
        one = planner.keeper(Visit).add(visit(title=str(day.year), first_day=day, last_day=day))
        planner.delegations.delegates.add(
            Delegate(
                id=new_id(),  # type: ignore[arg-type]
                visit_id=one.id,
                person_id=sato,
                organisation_id=post.position.organisation_id,
            )
        )
    planner.organisations.rename(
        post.position.organisation_id, "Agency for Science", dt.date(2017, 2, 1)
    )

    assert [one.post for one in of_kind(planner, sato, Happening.VISIT)] == [
        "Agency for Science",
        "DASTI",
    ]
    assert of_kind(planner, sato, Happening.POST)[0].post == "Clerk, Agency for Science"
    planner.contacts.positions.edit(post.position.id, valid_to=PartialDate("2016"))
    assert of_kind(planner, sato, Happening.POST)[0].post == "Clerk, DASTI"


def test_who_received_a_visit_is_its_host_once(planner: Planner) -> None:
    host = planner.contacts.add(person("Dahl", ""))
    one = planner.keeper(Visit).add(visit(title="Lund"))
    for title in ("Welcome", "Tour"):
        entry = planner.keeper(Item).add(item(one.id, title, "9:00".zfill(5), "10:00"))
        planner.keeper(ItemHost).add(
            ItemHost(id=RecordId(new_id()), item_id=entry.id, person_id=host)
        )
    (event,) = of_kind(planner, host, Happening.HOST)
    assert (event.what, event.count) == ("Lund", 2)


def test_what_was_handed_out_stands_there_and_stays(planner: Planner) -> None:
    sato, other = planner.contacts.add(person()), planner.contacts.add(person("Abe", ""))
    content = planner.handing_out.as_file([sato], CardForm.VCARD_3)
    planner.handing_out.record([sato], "Sato.vcf", content)

    (event,) = of_kind(planner, sato, Happening.DISCLOSURE)
    assert event.what == "Sato.vcf"
    assert event.since == "2027-04-01"
    assert "given_name" in event.fields
    assert "birth_date" not in event.fields
    assert of_kind(planner, other, Happening.DISCLOSURE) == []


def test_an_import_is_found_by_what_it_wrote(planner: Planner) -> None:
    """Also where it only brought an address to somebody who was known."""
    sato, other = planner.contacts.add(person()), planner.contacts.add(person("Abe", ""))
    batch = ImportBatch(
        id=RecordId(new_id()), at=dt.datetime(2027, 4, 1, 9, 30), file_name="list.xlsx"
    )
    with planner._core.work("Import {name}", {"name": "list.xlsx"}) as work:
        work.add(batch)
        work.add(ContactPoint(id=RecordId(new_id()), person_id=sato, value="a@example.org"))

    (event,) = of_kind(planner, sato, Happening.IMPORT)
    assert (event.what, event.until) == ("list.xlsx", "")
    assert of_kind(planner, other, Happening.IMPORT) == []
    planner.keeper(ImportBatch).edit(batch.id, undone_at=dt.datetime(2027, 4, 2, 12))
    (event,) = of_kind(planner, sato, Happening.IMPORT)
    assert event.until == "2027-04-02"


def test_a_merge_stands_with_both(planner: Planner, clock: Clock) -> None:
    sato, gone = planner.contacts.add(person()), new_id()
    planner.keeper(Merge).add(
        Merge(
            id=RecordId(new_id()),
            subject_kind="person",
            kept_id=sato,
            gone_id=gone,
            gone_name="Sato H.",
            author="Eva",
            at=dt.datetime(2027, 3, 1, 12),
        )
    )
    (event,) = of_kind(planner, sato, Happening.MERGE)
    assert (event.what, event.since, event.about) == ("Sato H.", "2027-03-01", "Eva")
    assert of_kind(planner, PersonId(gone), Happening.MERGE)[0].what == "Sato H."


def test_somebody_unknown_has_no_history(planner: Planner) -> None:
    assert planner.person_histories.of(PersonId(new_id())) == ()


days = st.sampled_from(["", "2019", "2019-04", "2019-04-01", "2027-05-10"])


@given(st.lists(st.builds(PersonEvent, st.sampled_from(list(Happening)), days, days)))
def test_nothing_is_lost_and_nothing_unknown_stands_before_what_is_known(
    events: list[PersonEvent],
) -> None:
    shown = latest_first(events)
    assert sorted(map(repr, shown)) == sorted(map(repr, events))
    keys = [one.since or one.until for one in shown]
    assert keys == sorted(keys, reverse=True)


def test_files_that_are_kept_about_a_person_are_named(planner: Planner) -> None:
    data, sato = b"%PDF", planner.contacts.add(person())
    planner.files.attach("person", sato, [FileRead("visa\u202efdp.exe", data, hash_of(data))])
    (event,) = of_kind(planner, sato, Happening.FILE)
    assert (event.what, event.since) == ("visa[U+202E]fdp.exe", planner.today().isoformat())
    planner.files.remove(planner.files.of("person", sato)[0].id)
    assert of_kind(planner, sato, Happening.FILE) == []
