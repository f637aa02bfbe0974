"""Every fact that the five texts state, one by one: shipped with its source and date, found by the search.

Written from the texts by hand, in our own words: figures, names and dates alone.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from planner.domain.agreements import Agreement
from planner.domain.ids import shipped_id
from planner.domain.sites import CountryFact
from planner.domain.sources import Citation, Source
from planner.services.planner import Planner, create_planner
from planner.settings import Settings

J, B, E, W, K = (
    "ufm-japan-2024",
    "ufm-background-2020",
    "ufm-background-2022",
    "wtsh-japan-2024",
    "dknyt-cluster-2020",
)
DAYS = {
    J: dt.date(2024, 5, 2),
    B: dt.date(2020, 10, 15),
    E: dt.date(2022, 1, 31),
    W: dt.date(2024, 10, 11),
    K: dt.date(2020, 9, 8),
}
LISTED, FUND, PLACE = "listed as bilateral agreement", "agreement of the fund", "located in"

# (source, word, key of the shipped record, fact, part of what is said, what somebody types to find it)
FACTS = [
    # 2 May 2024: Japan's research ministry in Denmark
    (J, "agreement", "dk-jp-2023", "signed", "October 2023", "Denmark Japan October 2023"),
    (J, "agreement", "dk-jp-2023", "signed", "prime minister", "prime minister's visit to Japan"),
    (J, "agreement", "dk-jp-2023", "followed up by", "May 2024", "agreement Japan May 2024"),
    (J, "agreement", "dk-jp-2023", "parties", "authorities", "Denmark Japan authorities"),
    (J, "agreement", "dk-jp-2023", "purpose", "open frame", "open frame"),
    (J, "agreement", "dk-jp-2023", "subjects", "critical technologies", "critical technologies"),
    (J, "agreement", "dk-jp-2023", "subjects", "global challenges", "global challenges"),
    (J, "organisation", "mext", "sent a delegation to", "Denmark", "MEXT delegation Denmark"),
    (J, "organisation", "mext", "subjects of its visit", "quantum", "MEXT visit quantum"),
    (J, "organisation", "mext", "subjects of its visit", "materials", "MEXT visit materials"),
    (J, "organisation", "mext", "subjects of its visit", "health", "MEXT visit health"),
    (J, "organisation", "ufs", "host", "Japan", "Uddannelses- og Forskningsstyrelsen host"),
    (J, "organisation", "ess-eric", "visited by", "Japan", "European Spallation Source visited Japan"),
    (J, "organisation", "ess-eric", "hosts", "Denmark and Sweden", "ESS hosts Denmark Sweden"),
    (J, "organisation", "ess-eric", "state", "under construction", "ESS under construction"),
    (J, "organisation", "ess-eric", PLACE, "Lund", "European Spallation Lund"),
    (J, "organisation", "max-iv", "visited by", "own wish", "MAX IV own wish"),
    (J, "organisation", "max-iv", "owner", "Lund University", "MAX IV owner Lund University"),
    (J, "organisation", "nanoterasu", "state", "operation", "NanoTerasu operation"),
    (J, "organisation", "nbi", "visited by", "Japan", "Niels Bohr Institute visited"),
    (J, "organisation", "ku", "home of", "Niels Bohr", "University of Copenhagen Niels Bohr"),
    (J, "organisation", "ufm", "runs", "Global Innovation Network", "UFM Global Innovation Network"),
    (J, "funding_programme", "ginp", "priority country", "Japan", "Global Innovation Network Japan"),
    (J, "funding_programme", "ginp", "number of", "11", "Global Innovation Network 11"),
    (J, "person", "mikkel-leihardt", "director of", "Agency", "Leihardt director"),
    (J, "person", "sune-kaur-pedersen", "contact", "+45 72 31 82 40", "Kaur-Pedersen 72 31 82 40"),
    (J, "person", "charlotte-rohlin-bastrup", "contact", "cro@ufm.dk", "Rohlin Bastrup cro@ufm.dk"),
    (J, "country_fact", "JP", "", "Third largest economy", "Third largest economy"),
    (J, "country_fact", "JP", "", "Third in the world by investment", "investment in research Japan"),
    (J, "country_fact", "JP", "", "Four universities", "four universities hundred"),
    (J, "country_fact", "JP", "", "prominent global companies", "prominent global companies"),
    (J, "country_fact", "JP", "", "ask Denmark for more", "ask Denmark cooperation"),
    (J, "country_fact", "CH", "", "ask Denmark for more", "Switzerland ask Denmark"),
    (J, "agreement", "dk-jp-2023", "type", "open frame", "Denmark Japan open frame"),
    # 15 October 2020: agreements and centres
    *(
        (B, "agreement", f"dk-{code}", LISTED, name, f"Denmark {name} cooperation")
        for code, name in (
            ("br", "Brazil"), ("in", "India"), ("il", "Israel"), ("cn", "China"),
            ("kr", "South Korea"), ("us", "United States"), ("za", "South Africa"),
            ("vn", "Vietnam"),
        )
    ),
    (B, "agreement", "dk-jp-2018", LISTED, "Japan", "bilateral agreement Japan"),
    *(
        (B, "agreement", f"dk-{code}", "type", "memorandum of understanding", f"{name} memorandum")
        for code, name in (
            ("br", "Brazil"), ("in", "India"), ("il", "Israel"), ("cn", "China"),
            ("kr", "South Korea"), ("us", "United States"), ("za", "South Africa"),
            ("vn", "Vietnam"), ("jp-2018", "MEXT"),
        )
    ),
    (B, "organisation", "ufm", "number of bilateral agreements", "9", "UFM 9 countries"),
    (B, "organisation", "ufm", "kind of its agreements", "memorandum", "UFM memorandum"),
    (B, "organisation", "ufm", "activities under the agreements", "matchmaking", "matchmaking"),
    (B, "organisation", "ufm", "activities under the agreements", "workshops", "UFM workshops"),
    (B, "organisation", "ufm", "initiatives", "research stays", "research stays"),
    (B, "organisation", "ufm", "initiatives", "outside the EU", "agreements outside the EU"),
    (B, "organisation", "ufm", "posts", "South Africa", "growth adviser South Africa"),
    (B, "organisation", "ufm", "runs", "International Network", "UFM International Network"),
    (B, "funding_programme", "inp", "funds", "network", "International Network selected"),
    *(
        (B, "organisation", f"icdk-{key}", PLACE, town, f"Innovation Centre Denmark {town}")
        for key, town in (
            ("silicon-valley", "Silicon Valley"), ("boston", "Boston"), ("shanghai", "Shanghai"),
            ("munich", "Munich"), ("sao-paulo", "São Paulo"), ("bangalore", "New Delhi/Bangalore"),
            ("seoul", "Seoul"), ("tel-aviv", "Tel Aviv"),
        )
    ),
    (B, "organisation", "icdk", "number of centres", "8", "ICDK 8"),
    (B, "organisation", "icdk", "number of attachés", "8", "ICDK attachés 8"),
    (B, "organisation", "icdk", "run by", "foreign ministry", "ICDK foreign ministry"),
    (B, "organisation", "icdk", "fields", "green technologies", "ICDK green technologies"),
    (B, "organisation", "icdk", "fields", "health and biotechnology", "ICDK biotechnology"),
    (B, "organisation", "um", "runs with", "innovation centres", "Foreign Affairs innovation centres"),
    (B, "person", "karin-ilsoth-rasmussen", "contact", "+45 72 31 82 13", "Ilsøth 72 31 82 13"),
    (B, "person", "sune-kaur-pedersen", "contact", "spe@ufm.dk", "Kaur-Pedersen spe@ufm.dk"),
    # 31 January 2022: the lists as they are then
    *(
        (E, "agreement", f"dk-{code}", LISTED, name, f"Denmark {name} cooperation")
        for code, name in (
            ("us", "United States"), ("cn", "China"), ("de", "Germany"), ("kr", "South Korea"),
            ("in", "India"), ("br", "Brazil"), ("il", "Israel"), ("za", "South Africa"),
            ("tr", "Turkey"),
        )
    ),
    (E, "agreement", "dk-jp-2018", LISTED, "Japan", "bilateral agreement Japan"),
    *(
        (E, "agreement", f"dk-{code}", "type", "bilateral cooperation agreement", f"{name} bilateral")
        for code, name in (
            ("us", "United States"), ("cn", "China"), ("de", "Germany"), ("kr", "South Korea"),
            ("in", "India"), ("br", "Brazil"), ("il", "Israel"), ("za", "South Africa"),
            ("tr", "Turkey"), ("jp-2018", "MEXT"),
        )
    ),
    (E, "organisation", "ufm", "number of bilateral agreements", "10", "UFM 10 countries"),
    (E, "organisation", "ufm", "initiatives", "largest research nations", "largest research nations"),
    (E, "organisation", "ufm", "initiatives", "South Africa", "other ministries South Africa"),
    (E, "organisation", "ufm", "activities under the agreements", "joint projects", "joint projects"),
    (E, "organisation", "ufm", "runs", "International Network", "UFM International Network"),
    (E, "funding_programme", "inp", "funds", "network", "International Network selected"),
    *(
        (E, "agreement", f"innovation-fund-{code}", FUND, name, f"Innovation Fund {name}")
        for code, name in (
            ("us", "United States"), ("cn", "China"), ("in", "India"), ("br", "Brazil"),
            ("kr", "South Korea"),
        )
    ),
    (E, "organisation", "innovation-fund", "number of agreements", "5", "Innovation Fund 5"),
    (E, "organisation", "innovation-fund", "funds", "projects", "Innovation Fund projects"),
    *(
        (E, "organisation", f"icdk-{key}", PLACE, town, f"Innovation Centre Denmark {town}")
        for key, town in (
            ("munich", "Munich"), ("tel-aviv", "Tel Aviv"), ("bangalore", "Bangalore"),
            ("seoul", "Seoul"), ("shanghai", "Shanghai"), ("boston", "Boston"),
            ("silicon-valley", "Silicon Valley"),
        )
    ),
    (E, "organisation", "icdk", "number of centres", "7", "ICDK 7"),
    (E, "organisation", "icdk", "number of attachés", "7", "ICDK attachés 7"),
    (E, "organisation", "icdk", "run by", "foreign ministry", "ICDK foreign ministry"),
    (E, "organisation", "icdk", "fields", "information and communication", "ICDK communication"),
    (E, "person", "karin-ilsoth-rasmussen", "contact", "kra@ufm.dk", "Rasmussen kra@ufm.dk"),
    (E, "person", "sune-kaur-pedersen", "contact", "spe@ufm.dk", "Kaur-Pedersen spe@ufm.dk"),
    # October 2024: Schleswig-Holstein in Japan
    (W, "organisation", "schleswig-holstein", "sent a delegation to", "Hyogo", "Land delegation Hyogo"),
    (W, "organisation", "schleswig-holstein", "sent a delegation to", "Tokyo", "Land delegation Tokyo"),
    (W, "organisation", "schleswig-holstein", "size of its delegation", "50", "Land delegation 50"),
    (W, "organisation", "hyogo", "partner region of", "Schleswig-Holstein", "Hyogo partner region"),
    (W, "organisation", "sysmex", "visited by", "Schleswig", "Sysmex visited"),
    (W, "organisation", "sysmex", "leads in", "in-vitro", "in-vitro diagnostics"),
    (W, "organisation", "sysmex", "wants to extend", "medical", "Sysmex medical technologies"),
    (W, "organisation", "sysmex-europe", "European headquarters", "Norderstedt", "Sysmex Norderstedt"),
    (W, "organisation", "sysmex-europe", "branch", "Neumünster", "Sysmex Neumünster"),
    (W, "organisation", "kawasaki", "visited by", "Schleswig", "Kawasaki visited"),
    (W, "organisation", "kawasaki", "leads in", "hydrogen", "Kawasaki hydrogen"),
    (W, "organisation", "kawasaki", "interested in", "sustainable", "Kawasaki sustainable"),
    (W, "organisation", "kawasaki", "invited to", "return visit", "Kawasaki return visit"),
    (W, "organisation", "schleswig-holstein", "invited", "Kawasaki", "Land invited Kawasaki"),
    (W, "person", "daniel-guenther", "Minister-President", "Kawasaki", "Günther Kawasaki"),
    (W, "organisation", "riken", "visited by", "Schleswig", "RIKEN visited"),
    (W, "organisation", "riken", "leads in", "supercomputing", "RIKEN supercomputing"),
    (W, "organisation", "fbri", "visited by", "Schleswig", "FBRI visited"),
    (W, "organisation", "fbri", "partner of Schleswig-Holstein since", "2016", "FBRI 2016"),
    (W, "agreement", "sh-fbri-2016", "partners since", "2016", "partnership biomedical 2016"),
    (W, "agreement", "sh-fbri-2016", "subject", "biomedical research", "biomedical research"),
    (W, "organisation", "medical-japan", "visited in", "Tokyo", "Medical Japan Tokyo"),
    (W, "organisation", "medical-japan", "visited by", "Schleswig", "Medical Japan visited"),
    (W, "organisation", "science-tokyo", "exchange with", "Kiel", "Science Tokyo Kiel"),
    (W, "organisation", "cau", "exchange with", "Science Tokyo", "Kiel University Science Tokyo"),
    (W, "agreement", "cau-science-tokyo", "exchange", "journey", "Kiel Science Tokyo exchange"),
    (W, "organisation", "nict", "visited by", "Schleswig", "NICT visited"),
    (W, "organisation", "nict", "showed the delegation", "quantum communication", "NICT quantum"),
    (W, "organisation", "nict", "showed the delegation", "5G and 6G", "NICT 6G"),
    (W, "organisation", "ahk-japan", "held for the delegation", "start-ups", "AHK start-ups"),
    (W, "organisation", "docomo", "visited by", "Schleswig", "Docomo visited"),
    (W, "organisation", "docomo", "rank", "largest mobile network", "Docomo largest"),
    (W, "organisation", "wtsh", "offers", "foreign trade", "WTSH foreign trade"),
    (W, "organisation", "wtsh", "offers", "hydrogen", "WTSH hydrogen"),
    (W, "organisation", "wtsh", "offers", "climate", "WTSH climate"),
    # September 2020: the new cluster
    (K, "organisation", "dlsc", "seat", "Copenhagen", "DLSC seat Copenhagen"),
    *(
        (K, "organisation", "dlsc", "present in", town, f"Life Science Cluster {town}")
        for town in ("Copenhagen", "Aarhus", "Odense", "Aalborg")
    ),
    *(
        (K, "organisation", "dlsc", "members", kind, f"Life Science Cluster {kind}")
        for kind in (
            "5 universities", "5 GTS institutes", "5 regions", "municipalities",
            "6 trade organisations",
        )
    ),
    (K, "organisation", "dlsc", "companies behind", "more than 500", "Life Science Cluster 500"),
    (K, "organisation", "dlsc", "state", "subject to final approval", "DLSC final approval"),
    (K, "organisation", "dlsc", "formed from", "25 partners", "DLSC 25 partners"),
    (K, "organisation", "dlsc", "formed from", "Welfare Tech", "DLSC Welfare Tech"),
    (K, "organisation", "dlsc", "fields", "biotechnology", "DLSC biotechnology"),
    (K, "organisation", "welfare-tech", "applied as", "existing", "Welfare Tech existing cluster"),
    (K, "organisation", "dlsc-applicants", "applied as", "25", "applicants 25 partners"),
    (K, "organisation", "erhvervsfremmebestyrelsen", "decides", "cluster", "Erhvervsfremmebestyrelse"),
    (K, "organisation", "region-midtjylland", "spoke for", "applicants", "Region Midtjylland spoke"),
]  # fmt: skip


# (source, from, to, first day, last day, who came, the highest of them, how many, where, and the
# organisations, countries and agreements that had to do with it)
VISITS = [
    (J, "DK", "JP", "2023-10", "", "prime minister", "Mette Frederiksen", 0, "",
     {"country:JP", "country:DK", "agreement:dk-jp-2023"}),
    (J, "JP", "DK", "2024-05", "", "research ministry with its agencies", "", 0, "",
     {"agreement:dk-jp-2023"}
     | {f"organisation:{key}" for key in ("mext", "ufs", "ess-eric", "max-iv", "nbi")}),
    (W, "DE", "JP", "", "", "Schleswig-Holstein", "Daniel Günther", 50, "Hyogo and Tokyo",
     {f"organisation:{key}" for key in (
         "schleswig-holstein", "hyogo", "sysmex", "kawasaki", "riken", "fbri", "medical-japan",
         "science-tokyo", "nict", "ahk-japan", "docomo")}),
]  # fmt: skip


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Planner:
    """A new library without samples."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.planner"
    return create_planner(str(path), Settings())


def test_the_five_sources_speak_for_their_own_days(fresh: Planner) -> None:
    for key, day in DAYS.items():
        assert fresh.keeper(Source).get(shipped_id("source", key)).as_of == day


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact[0]}/{fact[2]}/{fact[3]}/{fact[4]}")
def test_a_fact_of_the_texts_is_shipped_with_source_and_date_and_found(
    fresh: Planner, fact: tuple[str, str, str, str, str, str]
) -> None:
    source, word, key, name, said, typed = fact
    if word == "country_fact":
        stated = [one for one in fresh.keeper(CountryFact).of(country=key) if said in one.text]
        record, dates = key, {one.as_of for one in stated if one.source_id == _id(source)}
    else:
        record = shipped_id(word, key)
        cited = fresh.keeper(Citation).of(subject_kind=word, subject_id=record)
        mine = [one for one in cited if one.source_id == _id(source)]
        dates = {one.as_of for one in mine if one.fact.startswith(name) and said in one.value}

    assert dates == {DAYS[source]}
    found = {hit.id for hit in fresh.search(typed, 50)}
    assert record in found or (word == "country_fact" and _id(source) in found)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact[0]}/{fact[2]}/{fact[3]}/{fact[4]}")
def test_each_word_of_a_fact_alone_finds_it_or_its_source(
    fresh: Planner, fact: tuple[str, str, str, str, str, str]
) -> None:
    source, word, key, _name, said, _typed = fact
    record = key if word == "country_fact" else shipped_id(word, key)
    for one in re.findall(r"\w{4,}", said):
        assert {record, _id(source)} & {hit.id for hit in fresh.search(one, 50)}, one


@pytest.mark.parametrize(
    ("typed", "word", "key"),
    [
        ("Frederiksen", "agreement", "dk-jp-2023"),
        ("statsminister", "source", J),
        ("vækstrådgiver", "organisation", "ufm"),
        ("vaekstraadgiver", "source", B),
        ("innovationsattaché", "source", B),
        ("kvanteforskning", "source", J),
        ("Gegenbesuch", "organisation", "kawasaki"),
        ("gegenbesuch", "person", "daniel-guenther"),
        ("Wasserstoffwirtschaft", "source", W),
        ("Aussenhandelskammer", "source", W),
        ("superklynge", "source", K),
        ("Sydafrika", "agreement", "dk-za"),
        ("Südkorea", "funding_programme", "ifd-international"),
        ("growth adviser", "organisation", "ufm"),
        ("attaché", "organisation", "icdk-seoul"),
    ],
)
def test_the_words_of_the_texts_themselves_find_it_too(
    fresh: Planner, typed: str, word: str, key: str
) -> None:
    assert shipped_id(word, key) in {hit.id for hit in fresh.search(typed, 50)}


def _id(source: str) -> str:
    return shipped_id("source", source)


@pytest.mark.parametrize("told", VISITS, ids=lambda told: f"{told[0]}/{told[1]}-{told[2]}")
def test_a_past_visit_of_the_texts_is_shipped_as_one_that_its_source_tells(
    fresh: Planner, told: tuple[str, str, str, str, str, str, str, int, str, set[str]]
) -> None:
    source, origin, to, since, until, who, head, people, where, about = told
    (one,) = [
        telling
        for visit in fresh.told_visits.all()
        for telling in visit.tellings
        if telling.source_id == _id(source) and telling.visit.origin == origin
    ]
    said = one.visit
    assert (said.to, said.since, said.until) == (to, since, until)
    assert who in said.who
    assert head in said.head
    assert (said.people, said.where, one.as_of) == (people, where, DAYS[source])
    wanted = {
        (word, key if word == "country" else shipped_id(word, key))
        for word, key in (subject.split(":") for subject in about)
    }
    assert set(one.subjects) == wanted


def test_the_texts_tell_of_no_other_visit(fresh: Planner) -> None:
    told = [one for visit in fresh.told_visits.all() for one in visit.tellings]
    ours = [one for one in told if one.source_id in {_id(key) for key in DAYS}]
    assert len(ours) == len(VISITS)


def test_an_agreement_is_of_the_type_that_a_text_gives_it(fresh: Planner) -> None:
    def kind(key: str) -> str:
        return fresh.keeper(Agreement).get(shipped_id("agreement", key)).kind.value

    assert {kind(f"dk-{key}") for key in ("br", "cn", "il", "in", "kr", "us", "vn", "za")} == {
        "MoU"
    }
    assert {kind("dk-de"), kind("dk-tr")} == {""}, "the list of 2022 names no type"
    assert {kind("dk-jp-2018"), kind("dk-jp-2023")} == {"framework"}


def test_no_fact_is_listed_twice() -> None:
    assert len({fact[:5] for fact in FACTS}) == len(FACTS)


def test_what_only_one_list_names_is_cited_from_that_list_alone(fresh: Planner) -> None:
    for key, source in (("dk-vn", B), ("dk-de", E), ("dk-tr", E)):
        record = shipped_id("agreement", key)
        cited = fresh.keeper(Citation).of(subject_kind="agreement", subject_id=record)
        assert {one.source_id for one in cited if one.fact == LISTED} == {_id(source)}


def test_the_two_lists_differ_as_the_texts_do(fresh: Planner) -> None:
    said = fresh.sources.differences(shipped_id("source", E))  # type: ignore[arg-type]
    assert any("adds Germany and Türkiye and no longer names Vietnam" in one for one in said)
    assert any("no longer names São Paulo" in one for one in said)
    assert any("number of centres: 8" in one and " 7 in" in one for one in said)


SHIPPED = Path(__file__).resolve().parents[2] / "data"


def test_no_fact_of_the_reference_data_is_without_a_source_and_a_date(fresh: Planner) -> None:
    assert SHIPPED.is_dir()
    sources = {one.id: one for one in fresh.keeper(Source).of()}
    for one in fresh.keeper(Citation).of():
        assert one.as_of is not None, one
        assert sources[one.source_id].title, one
