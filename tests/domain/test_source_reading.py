"""What is recognised in a pasted text; all texts here are made up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.organisations import OrganisationKind
from planner.domain.source_reading.days import dates_in, own_date
from planner.domain.source_reading.differences import (
    ListDifference,
    Stated,
    ValueDifference,
    differences,
)
from planner.domain.source_reading.facts import CENTRES, LISTED
from planner.domain.source_reading.headings import language_of, title_of
from planner.domain.source_reading.known import Name, NameBook
from planner.domain.source_reading.reading import TEXT_LIMIT, Lexicon, Reading, read
from planner.domain.source_reading.sameness import is_same_value
from planner.places_named import country_names

COUNTRIES = tuple(
    (code, language, name)
    for language in ("en", "da", "de", "sv", "ja")
    for code, name in country_names(language).items()
)
HOUSES = (
    Name("board", "Board of Rivers", OrganisationKind.AGENCY),
    Name("board", "Vandløbsstyrelsen", OrganisationKind.AGENCY),
    Name("board", "Flussamt", OrganisationKind.AGENCY),
    Name("lake", "Lake Laboratory", OrganisationKind.INSTITUTE),
    Name("lake", "LAKE-X", OrganisationKind.INSTITUTE),
    Name("mill", "Mühlenwerke Nord AG", OrganisationKind.COMPANY, "Kiel"),
    Name("coast", "Land Küstenmark", OrganisationKind.STATE),
    Name("fund", "River Fund", OrganisationKind.FUNDER),
    Name("hidro", "水資源研究所", OrganisationKind.INSTITUTE),
)
PROGRAMMES = (Name("open", "Open Water Programme"),)


def reading(text: str) -> Reading:
    return read(text, Lexicon(HOUSES, PROGRAMMES, COUNTRIES))


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Mødet var den 7. marts 2023 i byen.", "2023-03-07"),
        ("It was on March 7th, 2023 there.", "2023-03-07"),
        ("am 7. März 2023 in der Stadt", "2023-03-07"),
        ("den 7 mars 2023", "2023-03-07"),
        ("07.03.2023", "2023-03-07"),
        ("2023年3月7日に発表", "2023-03-07"),
        ("令和5年3月7日", "2023-03-07"),
        ("underskrevet i marts 2023", "2023-03"),
        ("vom 31. Februar 2023", ""),
        ("on 2 Feb 2026", "2026-02-02"),
        ("on Feb 2nd, 2026", "2026-02-02"),
        ("on Sept. 2, 2026", "2026-09-02"),
        ("d. 2. feb. 2026", "2026-02-02"),
        ("den 2/2-2026", "2026-02-02"),
        ("den 02-03-2026", "2026-03-02"),
        ("am 2. Mrz. 2026", "2026-03-02"),
        ("am 2. Dez. 2026", "2026-12-02"),
        ("on 12/31/2026", "2026-12-31"),
        ("on 31/12/2026", "2026-12-31"),
        ("on 3/2/2026, which is February or March", "2026"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_written(text: str, when: str) -> None:
    assert [str(one.when) for one in dates_in(text)] == ([when] if when else [])


@pytest.mark.parametrize(
    ("text", "day", "published"),
    [
        ("Om vandløb\nAftale af 1. maj 2019.\nSenest opdateret 4. juni 2021", (2021, 6, 4), False),
        ("Rivers\nlast modified Jun 4, 2021", (2021, 6, 4), False),
        ("Flüsse\nStand: 04.06.2021", (2021, 6, 4), False),
        ("Floder\nSenast uppdaterad 4 juni 2021", (2021, 6, 4), False),
        ("川について\n最終更新日 2021年6月4日", (2021, 6, 4), False),
        ("Stand: 04.06.2021\nDie Anlage wurde am 1.1.2022 zuletzt geändert.", (2021, 6, 4), False),
        (
            "Zuletzt aktualisiert am 4. Jun. 2021\nStand des Wassers: 1. Mai 2022",
            (2021, 6, 4),
            False,
        ),
        (
            "Rivers\nLast updated by law of 1 May 2022 it is.\nmore\nStand: 4. Juni 2021",
            (2021, 6, 4),
            False,
        ),
        ("Published 1 May 2020 | Last updated 4 June 2021\nRivers", (2021, 6, 4), False),
        ("Siden er sidst opdateret: 4. juni 2021\nFloder", (2021, 6, 4), False),
        ("Understanding 1 May 2020 of rivers\nOpdateret\n4. jun. 2021", (2021, 6, 4), False),
        ("Nyt om vandløb\n04. juni 2021\nEn lang tekst følger her.", (2021, 6, 4), True),
    ],
)
def test_a_text_says_for_which_day_it_speaks(
    text: str, day: tuple[int, int, int], published: bool
) -> None:
    found = own_date(text)
    assert found is not None
    assert (found.day, found.published) == (dt.date(*day), published)


def test_a_date_in_the_middle_of_a_sentence_is_not_that_of_the_text() -> None:
    assert own_date("Rivers\nThe treaty was signed on 4 June 2021 in a tent by the water.") is None
    assert own_date("The memorandum of understanding on 4 June 2021 and no more.") is None
    assert own_date("Floder\nAftalen er senest ændret 4. juni 2021.\nMere") is None
    assert own_date("Rivers\nsigned 4 June 2021\nMore") is None


def test_language_and_title_come_from_the_text() -> None:
    text = (
        "Gå til indhold\n\nVand i bevægelse mellem landene\n\n04. juni 2021\nDet er en tekst om vand,"
        " og den er på dansk. Der er ikke noget i den som ikke også er i andre."
    )
    assert (language_of(text), title_of(text)) == ("da", "Vand i bevægelse mellem landene")
    assert language_of("川の水は冷たいです。湖の水はもっと冷たいです。とても冷たいです。") == "ja"
    assert language_of("12 34 56") == ""


@pytest.mark.parametrize("title", ["Delegationsreise nach Japan", "Printing works of the coast"])
def test_a_title_that_begins_like_a_word_of_the_page_is_a_title(title: str) -> None:
    assert title_of(f"Print\n{title}\nMore words follow here, and they are prose.") == title


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "The Board of Rivers has signed bilateral water agreements with the USA, South Korea,"
            " the Netherlands and Türkiye. They help boats.",
            ("US", "KR", "NL", "TR"),
        ),
        (
            "Vandløbsstyrelsen har indgået bilaterale aftaler med Norge, Sydkorea, Tjekkiet og USA.",
            ("NO", "KR", "CZ", "US"),
        ),
        (
            "Das Flussamt hat bilaterale Vereinbarungen mit Norwegen, der Türkei, den Niederlanden"
            " sowie Südkorea geschlossen.",
            ("NO", "TR", "NL", "KR"),
        ),
        ("Verket har slutit avtal med Norge, Sydkorea och Turkiet.", ("NO", "KR", "TR")),
        (
            "水資源研究所は、韓国、オランダ、トルコと協定を結んだ。川は長いです。湖もあります。",
            ("KR", "NL", "TR"),
        ),
    ],
)
def test_countries_said_to_have_agreements_are_read_as_a_list(
    text: str, codes: tuple[str, ...]
) -> None:
    (listed,) = reading(text).country_lists
    assert listed.codes == codes
    assert text.startswith(listed.passage.excerpt[:10], listed.passage.offset)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry no longer has bilateral agreements with Norway and Türkiye.",
        "Ministeriet har ikke længere aftaler med Norge og Tyrkiet.",
        "Das Ministerium hat keine Abkommen mit Norwegen und der Türkei.",
    ],
)
def test_a_sentence_that_denies_offers_nothing_and_still_names_countries(text: str) -> None:
    found = reading(text)

    assert found.country_lists == ()
    assert {one.code for one in found.countries} == {"NO", "TR"}


def test_countries_that_are_merely_named_are_no_list_of_agreements() -> None:
    text = (
        "Boats from Norway, South Korea and Türkiye met. There is an agreement about the harbour."
    )
    assert reading(text).country_lists == ()


def test_a_list_in_brackets_belongs_to_the_fund_before_it() -> None:
    text = (
        "Work is paid by the River Fund, which has agreements with two of these countries (Norway"
        " and South Korea)."
    )
    (listed,) = reading(text).country_lists
    assert listed.codes == ("NO", "KR")


@pytest.mark.parametrize(
    ("text", "count", "towns"),
    [
        (
            "There are four innovation centres. The centres are located in Oslo, Tel Aviv, New"
            " Delhi/Pune and São Tomé. Each has an attaché.",
            4,
            ("Oslo", "Tel Aviv", "New Delhi/Pune", "São Tomé"),
        ),
        (
            "Styrelsen har etableret tre innovationscentre. Centrene ligger i henholdsvis Oslo, Malmø"
            " og Silicon Valley.",
            3,
            ("Oslo", "Malmø", "Silicon Valley"),
        ),
        (
            "Das Amt betreibt drei Innovationszentren in Oslo, Malmö und Bergen.",
            3,
            ("Oslo", "Malmö", "Bergen"),
        ),
    ],
)
def test_centres_are_read_with_their_number_and_towns(
    text: str, count: int, towns: tuple[str, ...]
) -> None:
    centres = reading(text).centres
    assert centres is not None
    assert (centres.count, centres.towns) == (count, towns)


def test_attaches_are_counted_where_each_centre_has_one() -> None:
    text = (
        "There are three innovation centres in Oslo, Malmö and Bergen."
        " An attaché is posted at each of them."
    )
    centres = reading(text).centres
    assert centres is not None
    assert centres.attaches == 3


def test_known_organisations_are_found_by_any_name_and_in_any_case_of_grammar() -> None:
    text = "Vandløbsstyrelsens folk så LAKE X. Mühlenwerke Nord malt; die Mühlenwerke mahlen gern."
    assert [one.key for one in NameBook(HOUSES).find(text)] == ["board", "lake", "mill", "mill"]


def test_a_short_name_inside_another_word_or_in_small_letters_is_not_found() -> None:
    book = NameBook([Name("who", "WHO"), Name("esa", "ESA")])
    assert book.find("Those who know thesaurus know WHOM") == []
    assert [one.key for one in book.find("the WHO and ESA's rocket")] == ["who", "esa"]


def test_a_short_name_at_the_end_of_the_text_beside_a_longer_one() -> None:
    book = NameBook([Name("short", "Science Tokyo"), Name("long", "Science Tokyo Campus")])
    assert [one.key for one in book.find("We met Science Tokyo.")] == ["short"]


def test_what_two_are_called_means_neither() -> None:
    book = NameBook([Name("a", "Ministry of Water"), Name("b", "Ministry of Water")])
    assert book.find("The Ministry of Water met.") == []


def test_an_agreement_that_was_signed_is_read_with_its_date_and_country() -> None:
    (signed,) = reading(
        "Besøget følger op på den aftale, der blev underskrevet i Norge i marts 2023. Det er godt."
        " Der er vand i den, og det er koldt på den."
    ).agreements
    assert (signed.when, signed.codes) == ("2023-03", ("NO",))


def test_visits_name_what_was_visited_and_not_what_a_clause_adds() -> None:
    found = reading(
        "Die Delegation besuchte das Lake Laboratory, welches mit dem Flussamt verbunden ist, sowie die"
        " Mühlenwerke Nord AG. Das ist gut und der Rest ist nicht für die Reise."
    ).visited
    assert [one.organisation for one in found] == ["lake", "mill"]


def test_a_delegation_is_read_with_sender_country_and_size() -> None:
    found = reading(
        "En delegation fra Vandløbsstyrelsen besøger i dag Norge. Det er den første, og der er mange"
        " i den. Delegationen på 12 kom med båd til det."
    )
    (one,) = found.delegations
    assert (one.organisation, one.to, one.size) == ("board", "NO", 12)


def test_notes_that_merely_name_an_organisation_near_a_verb_say_nothing_of_it() -> None:
    found = reading(
        "Visit as one object with stops: Lake Laboratory. Visits get called off and revived: the Board of"
        " Rivers. A group hosted by some, told 2 May 2024 [30]; Lake Laboratory. The office is elsewhere; its head changed in April 2011."
    )
    assert (found.visited, found.hosts, found.seats) == ((), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "Der Präsident lud die Mühlenwerke Nord AG zu einem Gegenbesuch an die Küste ein.",
        "The president invited Mühlenwerke Nord AG to a return visit to the coast.",
        "Præsidenten inviterede Mühlenwerke Nord AG til et genbesøg ved kysten.",
    ],
)
def test_an_invitation_in_return_is_an_open_matter(text: str) -> None:
    (asked,) = reading(text).invitations
    assert asked.key == "mill"


def test_partners_since_a_year_are_the_two_that_stand_nearest() -> None:
    (pair,) = reading(
        "Man besuchte die Mühlenwerke Nord AG und das Lake Laboratory, mit dem Küstenmark seit 2014"
        " auf dem Gebiet der Seen kooperiert."
    ).pairs
    assert (pair.first, pair.second, pair.since) == ("lake", "coast", "2014")


def test_a_programme_is_read_with_the_number_of_its_countries() -> None:
    (one,) = reading(
        "Det støttes af Open Water Programme, hvor Norge er et blandt 14 prioriterede lande i nord."
        " Det er godt for den og for det, og der er vand."
    ).programmes
    assert (one.key, one.count, one.country) == ("open", 14, "NO")


def test_members_of_a_cluster_are_counted_by_kind_and_its_seats_named() -> None:
    found = reading(
        "Hovedsædet ligger i Esbjerg, og navnet på klyngen bliver Danish Canal Cluster. Bag den står et"
        " partnerskab mellem tre universiteter, de fire regioner og mere end 90 små virksomheder. Der"
        " bliver tilstedeværelse i byerne Ribe og Vejle. Afhængig af endelig godkendelse begynder det."
    )
    assert [(one.kind, one.count, one.more) for one in found.members] == [
        ("universities", 3, False),
        ("regions", 4, False),
        ("companies", 90, True),
    ]
    assert [(one.town, one.main) for one in found.seats] == [
        ("Esbjerg", True), ("Ribe", False), ("Vejle", False),
    ]  # fmt: skip
    assert found.cluster is not None
    assert found.cluster[0] == "Danish Canal Cluster"
    assert found.approval is not None


def test_the_rank_of_a_country_is_a_fact_in_its_own_words() -> None:
    (rank,) = reading(
        "Norway has the world's second longest coast and is the world's third largest seller of fish."
    ).ranks
    assert rank.key == "NO"
    assert rank.text.startswith("Norway has")


def test_each_thing_read_carries_at_most_two_hundred_signs_of_the_text() -> None:
    text = (
        "Die Delegation besuchte " + "gern " * 200 + "das Lake Laboratory. " + "Und der Rest. " * 50
    )
    for one in reading(text).visited:
        assert len(one.passage.excerpt) <= 200


@pytest.mark.parametrize(
    "text",
    ["The Board of Rivers met in Norway. ", "Board of Rivers, Norway and the USA agreements with "],
)
def test_a_text_without_end_is_cut_and_read_all_the_same(text: str) -> None:
    found = reading(text * 6_000)
    assert len(found.text) <= TEXT_LIMIT
    assert found.is_named("board")


FRAGMENTS = (
    "The Board of Rivers", "has signed agreements with", "Norway", "den USA", "og Sydkorea", ",", ".",
    "three innovation centres in", "Oslo", "Tel Aviv", "delegation from", "besuchte das Lake Laboratory",
    "lud die Mühlenwerke Nord AG zu einem Gegenbesuch ein", "4. maj 2020", "2021年6月4日", "\n",
    "partnership of five universities and", "seit 2014 kooperiert", "協定", "、", "(", "Open Water Programme",
    "one of 14 countries", "last modified", "Hauptsitz in Kiel", "underskrevet", "e\u0301", "\u202e", "\ud800",
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=40).map(" ".join))
def test_whatever_is_pasted_is_read_and_every_offset_is_in_the_text(text: str) -> None:
    found = reading(text)
    told = [one.passage for one in (
        *found.country_lists, *found.agreements, *found.visited, *found.delegations, *found.hosts,
        *found.invitations, *found.pairs, *found.ranks, *found.programmes, *found.members, *found.seats,
    )]  # fmt: skip
    for passage in told:
        assert len(passage.excerpt) <= 200
        assert 0 <= passage.offset < max(1, len(found.text))
        flat = found.text[passage.offset :].replace("\n", " ")
        assert flat.lstrip().startswith(passage.excerpt[:20])
    assert all(one.end <= len(found.text) for one in found.countries)


def of(source: str, year: int, fact: str, *items: str) -> list[Stated]:
    return [Stated(source, dt.date(year, 1, 1), fact, "board", item, item) for item in items]


def test_a_newer_list_adds_some_and_no_longer_names_others() -> None:
    old = of("old", 2019, LISTED, "NO", "SE", "FI")
    new = of("new", 2021, LISTED, "NO", "FI", "IS", "EE")
    expected = [ListDifference(LISTED, "board", "old", "new", ("EE", "IS"), ("SE",))]
    assert differences(new, [*old, *new]) == expected
    assert differences(old, [*old, *new]) == expected, "from either side it is the same"


def test_a_single_agreement_is_no_list_that_leaves_others_out() -> None:
    old = of("old", 2019, LISTED, "NO", "SE", "FI")
    assert differences(of("new", 2021, LISTED, "NO"), old) == []


def test_values_that_differ_are_told_with_both() -> None:
    old = [Stated("old", dt.date(2019, 1, 1), CENTRES, "board", "", "8")]
    new = [Stated("new", dt.date(2021, 1, 1), CENTRES, "board", "", "7")]
    assert differences(new, old) == [ValueDifference(CENTRES, "board", "old", "new", "8", "7")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("München", "Munich", True),
        ("Turkey", "Türkiye", True),
        ("2023-10", "October 2023, with a visit", True),
        ("11", "11 countries", True),
        ("8", "7", False),
        ("New Delhi/Bangalore", "Bangalore", False),
    ],
)
def test_the_same_in_other_words_is_no_difference(one: str, other: str, same: bool) -> None:
    codes = {"Turkey": "TR", "Türkiye": "TR"}
    assert is_same_value(one, other, lambda text: codes.get(text, "")) is same
