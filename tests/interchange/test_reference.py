"""The shipped data files: they load, hang together, and say what is wrong when they do not."""

from __future__ import annotations

import datetime as dt
import shutil
import typing
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path

import openpyxl
import pytest

from planner import paths
from planner.domain.agreements import Agreement
from planner.domain.checks import findings_of
from planner.domain.findings import Finding, Severity
from planner.domain.funding import (
    Call,
    FundingProgramme,
    ProgrammeAgreement,
    ProgrammeCountry,
    ProgrammeTheme,
)
from planner.domain.ids import SourceId, shipped_id
from planner.domain.itinerary import Item, ItemKind, ItemStatus
from planner.domain.organisations import (
    Coverage,
    Membership,
    Organisation,
    OrganisationSeat,
    Posting,
)
from planner.domain.people import ContactPoint, Person
from planner.domain.plan import Plan
from planner.domain.sites import Country, CountryFact, SiteRule, SiteRuleKind
from planner.domain.sources import Citation, Source
from planner.domain.times import is_zone
from planner.domain.travel import Leg, Mode
from planner.domain.visits import Delegate, GroupMember, Need, Visit
from planner.domain.words import Word, field_names
from planner.errors import NotReadable
from planner.interchange.reference import reference_records, sample_names, sample_records

W = typing.TypeVar("W", bound=Word)

TO_DENMARK = "japan-to-denmark"
TO_JAPAN = "schleswig-holstein-to-japan"
LISTED = "listed as bilateral agreement"


@cache
def reference() -> tuple[Word, ...]:
    return tuple(reference_records())


@cache
def sample(name: str) -> tuple[Word, ...]:
    return tuple(sample_records(name))


def of(kind: type[W], records: tuple[Word, ...]) -> list[W]:
    return [record for record in records if isinstance(record, kind)]


def plan(name: str) -> Plan:
    """The sample as the checks see it."""
    words: dict[str, tuple[typing.Any, ...]] = {}
    for record in (*reference(), *sample(name)):
        words[record.WORD] = (*words.get(record.WORD, ()), record)
    return Plan(
        visit=words["visit"][0],
        delegates=tuple(sorted(words["delegate"], key=lambda one: one.rank)),
        groups=words["visit_group"],
        members=words["group_member"],
        items=words["item"],
        legs=words["leg"],
        hosts=words["item_host"],
        audience=words["item_audience"],
        bookings=words["item_resource"],
        resources=words["resource"],
        people=words["person"],
        contact_points=words["contact_point"],
        organisations=words["organisation"],
        sites=words["site"],
        rooms=words["room"],
        hours=words["opening_hours"],
        rules=words["site_rule"],
    )


EVERYTHING = [(), (TO_DENMARK,), (TO_JAPAN,), (TO_DENMARK, TO_JAPAN)]


def together(names: tuple[str, ...]) -> tuple[Word, ...]:
    return (*reference(), *(record for name in names for record in sample(name)))


# all files


def test_both_samples_are_shipped() -> None:
    assert sample_names() == (TO_DENMARK, TO_JAPAN)


def test_every_file_in_the_folder_is_listed() -> None:
    index = (paths.data() / "index.toml").read_text(encoding="utf-8")
    for file in paths.data().rglob("*.toml"):
        name = file.relative_to(paths.data()).as_posix()
        assert name == "index.toml" or f'"{name}"' in index


@pytest.mark.parametrize("names", EVERYTHING, ids="+".join)
def test_every_reference_points_to_a_record_of_the_set(names: tuple[str, ...]) -> None:
    records = together(names)
    ids = {record.id for record in records}
    for record in records:
        for field in field_names(type(record)):
            value = getattr(record, field)
            assert not field.endswith("_id") or value is None or value in ids, (record, field)


def test_no_id_is_used_twice() -> None:
    counted = Counter((record.WORD, record.id) for record in together((TO_DENMARK, TO_JAPAN)))
    assert [name for name, count in counted.items() if count > 1] == []


def test_ids_are_the_same_each_time_and_follow_from_word_and_key() -> None:
    assert [record.id for record in reference_records()] == [record.id for record in reference()]
    assert shipped_id("organisation", "ess-eric") == "521641db69a855639e471b67126c93f7"
    found = [one for one in of(Organisation, reference()) if one.acronym == "ESS"]
    assert [one.id for one in found] == [shipped_id("organisation", "ess-eric")]


def test_a_country_goes_by_its_code() -> None:
    countries = {one.id: one for one in of(Country, reference())}
    assert countries["JP"].name_native == "日本"
    assert countries["DK"].emergency_number == "112"


@pytest.mark.parametrize("names", EVERYTHING, ids="+".join)
def test_every_country_code_has_its_country(names: tuple[str, ...]) -> None:
    records = together(names)
    known = {one.id for one in of(Country, records)}
    for record in records:
        for field in ("country", "from_country", "to_country"):
            assert getattr(record, field, "") in {"", *known}, record
    assert {code for one in of(Posting, records) for code in one.countries} <= known


def test_owners_come_before_their_parts() -> None:
    seen: set[str] = set()
    for record in reference():
        for field in ("organisation_id", "person_id", "site_id", "agreement_id", "source_id"):
            assert getattr(record, field, None) in {None, *seen}, record
        seen.add(record.id)


# facts and their sources


def test_every_citation_has_a_source_and_a_date() -> None:
    citations = of(Citation, reference())
    assert len(citations) > 200
    for citation in citations:
        assert citation.as_of is not None, citation
        assert citation.fact, citation


@pytest.mark.parametrize("names", EVERYTHING, ids="+".join)
def test_every_site_rule_has_a_source(names: tuple[str, ...]) -> None:
    assert [rule for rule in of(SiteRule, together(names)) if not rule.source_id] == []


def test_every_country_fact_has_a_source_and_a_date() -> None:
    facts = of(CountryFact, reference())
    assert len(facts) == 13
    dates = {source.id: source.as_of for source in of(Source, reference())}
    assert all(fact.as_of and fact.as_of == dates[fact.source_id or SourceId("")] for fact in facts)


@pytest.mark.parametrize("kind", [Organisation, Agreement, Person, FundingProgramme, Country])
def test_every_shipped_record_says_where_it_comes_from(kind: type[Word]) -> None:
    cited = {citation.subject_id for citation in of(Citation, reference())}
    assert [record for record in of(kind, reference()) if record.id not in cited] == []


def test_every_source_says_for_which_date_it_speaks() -> None:
    sources = of(Source, reference())
    assert [one for one in sources if one.as_of is None or not one.title] == []
    # Only what we read off ourselves has no address.
    assert [one.publisher for one in sources if not one.url] == ["Planner"]


def cited_from(source: str, fact: str) -> dict[str, str]:
    """Subject and what the source says of it."""
    return {
        one.subject_id: one.value
        for one in of(Citation, reference())
        if one.source_id == shipped_id("source", source) and one.fact == fact
    }


def test_both_lists_of_agreements_are_kept() -> None:
    before, after = (
        set(cited_from(source, LISTED).values())
        for source in ("ufm-background-2020", "ufm-background-2022")
    )
    common = "Brazil, China, India, Israel, Japan, South Africa, South Korea, United States"
    assert before == {*common.split(", "), "Vietnam"}
    assert after == {*common.split(", "), "Germany", "Turkey"}


def test_the_citations_of_the_lists_carry_their_dates() -> None:
    dates = {one.source_id: one.as_of for one in of(Citation, reference()) if one.fact == LISTED}
    assert dates == {
        shipped_id("source", "ufm-background-2020"): dt.date(2020, 10, 15),
        shipped_id("source", "ufm-background-2022"): dt.date(2022, 1, 31),
    }


def test_eight_centres_became_seven() -> None:
    before = cited_from("ufm-background-2020", "located in")
    after = cited_from("ufm-background-2022", "located in")
    assert (len(before), len(after)) == (8, 7)
    gone = before.keys() - after.keys()
    assert gone == {shipped_id("organisation", "icdk-sao-paulo")}
    bangalore = shipped_id("organisation", "icdk-bangalore")
    assert (before[bangalore], after[bangalore]) == ("New Delhi/Bangalore", "Bangalore")


def test_each_centre_has_the_post_of_an_attache() -> None:
    posts = [one for one in of(Posting, reference()) if one.title == "Innovation attaché"]
    assert len({one.organisation_id for one in posts}) == 8
    assert {one.posted_by_id for one in posts} == {shipped_id("organisation", "ufm")}


def test_the_cluster_has_its_members_by_kind_and_count() -> None:
    cluster = shipped_id("organisation", "dlsc")
    members = [one for one in of(Membership, reference()) if one.organisation_id == cluster]
    assert [one.count for one in members] == [5, 5, 5, 1, 6]
    predecessors = [one for one in of(Organisation, reference()) if one.successor_id == cluster]
    assert len(predecessors) == 2


def test_the_published_contact_points_are_shipped_as_they_are_compared() -> None:
    person = shipped_id("person", "sune-kaur-pedersen")
    points = [one for one in of(ContactPoint, reference()) if one.person_id == person]
    assert [one.normal for one in points] == ["spe@ufm.dk", "+4572318240"]


def test_sample_limits_are_not_among_the_facts() -> None:
    rules = of(SiteRule, reference())
    assert {rule.kind for rule in rules} == {SiteRuleKind.OTHER}
    assert all("ample" not in rule.text for rule in rules)


# the samples


@pytest.mark.parametrize(("name", "heads"), [(TO_DENMARK, 12), (TO_JAPAN, 50)])
def test_the_delegation_has_its_heads(name: str, heads: int) -> None:
    delegates = of(Delegate, sample(name))
    assert len(delegates) == heads
    assert sorted(one.rank for one in delegates) == list(range(1, heads + 1))


@pytest.mark.parametrize(("name", "sizes"), [(TO_DENMARK, [6, 6]), (TO_JAPAN, [12, 20, 12, 6])])
def test_every_delegate_is_in_one_group(name: str, sizes: list[int]) -> None:
    members = of(GroupMember, sample(name))
    delegates = of(Delegate, sample(name))
    assert sorted(one.delegate_id for one in members) == sorted(one.id for one in delegates)
    counted = Counter(one.group_id for one in members)
    assert list(counted.values()) == sizes


@pytest.mark.parametrize(("name", "nobodies"), [(TO_DENMARK, 1), (TO_JAPAN, 2)])
def test_placeholders_count_as_heads(name: str, nobodies: int) -> None:
    open_seats = [one for one in of(Delegate, sample(name)) if one.person_id is None]
    assert len(open_seats) == nobodies
    assert all(one.placeholder.startswith("N.N.") for one in open_seats)


@pytest.mark.parametrize(
    ("name", "shared"), [(TO_DENMARK, ["Tanaka"]), (TO_JAPAN, ["Hansen", "Petersen"])]
)
def test_some_delegates_share_a_family_name(name: str, shared: list[str]) -> None:
    people = {one.id: one for one in of(Person, sample(name))}
    delegates = of(Delegate, sample(name))
    names = sorted(people[one.person_id].family_name for one in delegates if one.person_id)
    assert [family for family, same in groupby(names) if len(list(same)) > 1] == shared


@pytest.mark.parametrize("name", [TO_DENMARK, TO_JAPAN])
def test_everybody_in_a_sample_is_invented_and_says_so(name: str) -> None:
    records = sample(name)
    assert [one for one in of(Person, records) if "Invented for the sample" not in one.notes] == []
    mails = [one.value for one in of(ContactPoint, records) if "@" in one.value]
    assert mails
    assert all(one.endswith("@example.org") for one in mails)


@pytest.mark.parametrize("name", [TO_DENMARK, TO_JAPAN])
def test_every_time_has_a_zone(name: str) -> None:
    for item in of(Item, sample(name)):
        if item.is_scheduled:
            assert is_zone(item.start_zone), item
            assert is_zone(item.end_zone), item
            assert item.span.duration > dt.timedelta(0), item


@pytest.mark.parametrize("name", [TO_DENMARK, TO_JAPAN])
def test_every_item_is_fit_to_print(name: str) -> None:
    whole = plan(name)
    for item in whole.items:
        assert whole.place_of(item), item
        assert item.public_text or item.kind is ItemKind.BLOCKER, item
        assert whole.on(item), item


def conflicts(name: str) -> list[Finding]:
    return [one for one in findings_of(plan(name)) if one.severity is Severity.CONFLICT]


def test_the_first_sample_has_one_mistake_for_the_checks_to_find() -> None:
    found = [(one.kind, one.facts["name"]) for one in conflicts(TO_DENMARK)]
    assert found == [("overlap.host", "Anders Kjeldgaard Møller")]


def test_the_second_sample_has_no_mistake() -> None:
    assert conflicts(TO_JAPAN) == []


def test_the_first_sample_has_what_planning_meets() -> None:
    items = of(Item, sample(TO_DENMARK))
    assert [one.title for one in items if not one.is_scheduled]
    assert [one.title for one in items if one.status is ItemStatus.TENTATIVE]
    assert [one.title for one in items if one.kind is ItemKind.BLOCKER]
    assert [one for one in of(Leg, sample(TO_DENMARK)) if one.to_country == "SE"]
    needs = of(Need, sample(TO_DENMARK))
    assert len(needs) == 2
    assert all(one.purge_after for one in needs)


def test_the_second_sample_crosses_the_end_of_summer_time() -> None:
    whole = plan(TO_JAPAN)
    (night,) = [one for one in whole.items if one.title == "Night flight Osaka Kansai – Frankfurt"]
    assert night.span.duration == dt.timedelta(hours=13, minutes=40)
    assert night.span.days_later == 1
    flights = [one for one in of(Leg, sample(TO_JAPAN)) if one.mode is Mode.FLIGHT]
    assert len(flights) == 12


def test_visits_lean_on_the_agreements_they_are_about() -> None:
    (visit,) = of(Visit, sample(TO_JAPAN))
    assert (visit.code, visit.first_day, visit.last_day) == (
        "SH-JP-2027",
        dt.date(2027, 10, 23),
        dt.date(2027, 10, 31),
    )
    (signing,) = [one for one in of(Item, sample(TO_JAPAN)) if one.kind is ItemKind.CEREMONY]
    assert signing.agreement_id == shipped_id("agreement", "sh-hyogo-2027-sample")


def test_the_list_that_arrives_is_about_the_sample() -> None:
    book = openpyxl.load_workbook(paths.data() / "samples" / "delegation_list.xlsx")
    assert book.sheetnames == ["Delegation", "Flights"]
    rows = [row for row in book["Delegation"].iter_rows(min_row=5, values_only=True) if row[2]]
    known = {one.value for one in of(ContactPoint, sample(TO_DENMARK))}
    assert len(rows) == 12
    assert len([row for row in rows if row[4] in known]) == 9
    assert [row[0] for row in rows if row[4] is None] == ["N.N."]
    assert [row for row in rows if isinstance(row[5], int)]


# broken files


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data files that a test may break."""
    folder = tmp_path / "shipped"
    shutil.copytree(paths.data(), folder)
    monkeypatch.setattr(paths, "data", lambda: folder)
    return folder


PERSON = '[[person]]\nkey = "x"\nfamily_name = "X"\n'
ITEM = '[[item]]\nkey = "x"\nvisit = "jp-dk-2027"\n'

BROKEN = {
    "unknown field": (PERSON + 'shoe_size = "43"', "shoe_size"),
    "unknown word": ('[[planet]]\nkey = "x"', "planet"),
    "unknown key": (PERSON + 'posts = [{ organisation = "nowhere" }]', "nowhere"),
    "no key": ('[[person]]\nfamily_name = "X"', "person"),
    "key used twice": (PERSON.replace('"x"', '"sune-kaur-pedersen"'), "sune-kaur-pedersen"),
    "bad partial date": ('[[agreement]]\nkey = "x"\nsigned_on = "2023-13"', "2023-13"),
    "moment for a day": ("[[source]]\nkey = 'x'\nas_of = 2023-10-01T10:00:00", "as_of"),
    "number for a text": ("[[person]]\nkey = 'x'\nfamily_name = 7", "family_name"),
    "text for yes or no": ("[[agreement]]\nkey = 'x'\nrenews_itself = 'yes'", "renews_itself"),
    "unknown choice": ("[[organisation]]\nkey = 'x'\nkind = 'circus'", "circus"),
    "no such zone": ("[[site]]\nkey = 'x'\nzone = 'Europe/Lund'", "Europe/Lund"),
    "no such weekday": ("[[site]]\nkey = 'x'\nhours = 'mon-fry 08:00-17:00'", "fry"),
    "no such time": ("[[site]]\nkey = 'x'\nhours = 'mon 08:00-25:00'", "hour"),
    "phone without country": (PERSON + 'phones = ["72 31 82 40"]', "72 31 82 40"),
    "addition to nothing": ("[[add_to]]\nsite = 'nowhere'\nhours = 'mon 08:00-09:00'", "nowhere"),
    "addition of a field": ("[[add_to]]\nsite = 'ess-lund'\nname = 'ESS'", "name"),
    "something missing": ("[[site_rule]]\nkey = 'x'", "site"),
    "a list that is none": (PERSON + "posts = 7", "posts"),
    "not TOML": ("[[person]\nkey = ", "line"),
    "one table": ("[person]\nkey = 'x'", "person"),
}


@pytest.mark.parametrize(("text", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_with_record_and_reason(data: Path, text: str, reason: str) -> None:
    with (data / "people.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + text + "\n")
    with pytest.raises(NotReadable) as caught:
        reference_records()
    assert "people.toml" in caught.value.message
    assert reason in caught.value.hint


def test_a_broken_record_is_named_by_its_key(data: Path) -> None:
    with (data / "people.toml").open("a", encoding="utf-8") as file:
        file.write('[[person]]\nkey = "somebody"\nshoe_size = 43\n')
    with pytest.raises(NotReadable) as caught:
        reference_records()
    assert str(caught.value) == (
        "The data file people.toml cannot be read. person “somebody”: there is no field “shoe_size”"
    )


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "themes.toml").unlink()
    with pytest.raises(NotReadable, match=r"themes\.toml"):
        reference_records()


def test_a_broken_sample_leaves_the_facts_readable(data: Path) -> None:
    with (data / "samples" / "japan-to-denmark.toml").open("a", encoding="utf-8") as file:
        file.write(ITEM + 'start = "2027-05-32 09:00"\nend = "10:00"\n')
    assert reference_records()
    with pytest.raises(NotReadable, match=r"japan-to-denmark\.toml") as caught:
        sample_records(TO_DENMARK)
    assert "item “x”" in caught.value.hint


def test_a_sample_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NotReadable, match="japan-to-denmark"):
        sample_records("mars-to-denmark")


# what may be left out


def added(data: Path, text: str) -> dict[str, Word]:
    """What a file of the first sample gives when ``text`` stands at its end, by id."""
    before = {record.id for record in sample(TO_DENMARK)}
    with (data / "samples" / "japan-to-denmark.toml").open("a", encoding="utf-8") as file:
        file.write(text)
    records = sample_records(TO_DENMARK)
    return {record.id: record for record in records if record.id not in before}


def test_an_item_takes_day_and_zone_from_what_is_written(data: Path) -> None:
    items = added(data, ITEM + 'start = "2027-05-10 23:00"\nend = "23:30"\n')
    item = items[shipped_id("item", "x")]
    assert isinstance(item, Item)
    assert (item.end_local, item.end_zone) == (
        dt.datetime(2027, 5, 10, 23, 30),
        "Europe/Copenhagen",
    )


def test_hours_may_be_written_day_by_day(data: Path) -> None:
    site = '[[site]]\nkey = "x"\nhours = { sat = "10:00-14:00", sun = "11:00-12:00" }\n'
    rows = [one for one in added(data, site).values() if one.WORD == "opening_hours"]
    assert [(one.weekday, one.opens.hour) for one in rows] == [(5, 10), (6, 11)]  # type: ignore[attr-defined]


def test_two_equal_parts_of_a_record_keep_apart(data: Path) -> None:
    site = '[[site]]\nkey = "x"\nrules = [{ kind = "other", text = "a" }, { kind = "other", text = "b" }]\n'
    rules = [one for one in added(data, site).values() if isinstance(one, SiteRule)]
    assert [one.text for one in rules] == ["a", "b"]
    assert len({one.id for one in rules}) == 2


def test_seats_and_ties_of_programmes_are_read_from_inside_their_records() -> None:
    seats = of(OrganisationSeat, reference())
    cluster = shipped_id("organisation", "dlsc")
    assert [(one.city, one.main) for one in seats if one.organisation_id == cluster] == [
        ("Copenhagen", True),
        ("Aarhus", False),
        ("Odense", False),
        ("Aalborg", False),
    ]
    fund = shipped_id("funding_programme", "ifd-international")
    agreements = {one.id: one.title for one in of(Agreement, reference())}
    tied = [
        agreements[one.agreement_id]
        for one in of(ProgrammeAgreement, reference())
        if one.funding_programme_id == fund
    ]
    named = [
        (one.country, one.as_of)
        for one in of(ProgrammeCountry, reference())
        if one.funding_programme_id == fund
    ]
    assert len(tied) == 5
    assert named == [(code, dt.date(2022, 1, 31)) for code in ("US", "CN", "IN", "BR", "KR")]


def test_a_data_file_may_name_what_is_covered_and_what_a_call_is_open_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "index.toml").write_text('reference = ["one.toml"]\n[samples]\n', encoding="utf-8")
    (folder / "one.toml").write_text(
        '[[organisation]]\nkey = "c"\nname = "Centre"\n'
        'covers = [{ country = "KR", valid_from = "2014-10" }]\n'
        '[[theme]]\nkey = "t"\nname = "Health"\n'
        '[[funding_programme]]\nkey = "p"\nname = "Programme"\nthemes = ["t"]\n'
        'calls = [{ title = "Spring", closes_on = 2027-05-01, countries = ["JP", "KR"] }]\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(paths, "data", lambda: folder)
    records = tuple(reference_records())
    (covered,) = of(Coverage, records)
    (call,) = of(Call, records)
    assert (covered.country, covered.valid_from) == ("KR", "2014-10")
    assert (call.countries, call.closes_on) == (("JP", "KR"), dt.date(2027, 5, 1))
    assert len(of(ProgrammeTheme, records)) == 1
