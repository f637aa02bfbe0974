"""Agreements, centres and invitations as sentences tell them; all texts here are made up."""

from __future__ import annotations

import pytest

from planner.domain.agreements import AgreementKind
from planner.domain.organisations import OrganisationKind
from planner.domain.source_reading.agreements_told import AgreementTold
from planner.domain.source_reading.known import Name
from planner.domain.source_reading.lists import CountryList
from planner.domain.source_reading.parties import Party
from planner.domain.source_reading.reading import Lexicon, Reading, read
from planner.places_named import country_names

COUNTRIES = tuple(
    (code, language, name)
    for language in ("en", "da", "de")
    for code, name in country_names(language).items()
)
HOUSES = (
    Name("board", "Board of Rivers", OrganisationKind.AGENCY),
    Name("lake", "Lake Laboratory", OrganisationKind.INSTITUTE),
    Name("coast", "Land Küstenmark", OrganisationKind.STATE),
)


def reading(text: str) -> Reading:
    return read(text, Lexicon(HOUSES, (), COUNTRIES))


def told(one: AgreementTold | CountryList) -> list[str]:
    """Each party as its record, its name or its country."""
    if isinstance(one, CountryList):
        return [*([party(one.owner)] if one.owner else []), *one.codes]
    return [party(each) for each in one.parties]


def party(one: Party) -> str:
    return one.key or one.name or one.code


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Denmark has bilateral agreements with Norway, Chile and Canada.", "DK NO CL CA"),
        ("Danmark har bilaterale aftaler med Norge, Chile og Canada.", "DK NO CL CA"),
        ("Dänemark hat bilaterale Abkommen mit Norwegen, Chile und Kanada.", "DK NO CL CA"),
        ("Dänemark hat mit Norwegen, Chile und Kanada bilaterale Abkommen.", "DK NO CL CA"),
        ("The Board of Rivers has agreements with Norway and Chile.", "board NO CL"),
        ("The Danish government has agreements with Norway and Chile.", "The Danish government NO CL"),
        ("The ministry has agreements with Norway and Chile.", "The ministry NO CL"),
        ("Ministeriet har aftaler med Norge og Chile.", "Ministeriet NO CL"),
        ("Das Ministerium hat Abkommen mit Norwegen und Chile.", "Das Ministerium NO CL"),
        ("The Coral Institute has agreements with Norway and Chile.", "Coral Institute NO CL"),
    ],
)  # fmt: skip
def test_whoever_begins_the_sentence_has_the_agreements(text: str, parties: str) -> None:
    (listed,) = reading(text).country_lists
    assert " ".join(told(listed)) == parties


@pytest.mark.parametrize(
    ("text", "when", "parties"),
    [
        ("The Board of Rivers signed an agreement with the Coral Institute of Palau on 2 Feb 2026.",
         "2026-02-02", "board & Coral Institute of Palau"),
        ("Lake Laboratory and the Institute for Rivers and Lakes have signed an MoU on Feb 2, 2026 in Oslo.",
         "2026-02-02", "lake & Institute for Rivers and Lakes"),
        ("On 2 February 2026, Denmark and the Blue Lake University signed an agreement.",
         "2026-02-02", "DK & Blue Lake University"),
        ("Lake Laboratory har den 2. feb. 2026 indgået en aftale med Havforsk Institut.",
         "2026-02-02", "lake & Havforsk Institut"),
        ("Aftalen mellem Board of Rivers og Kyst Akademi blev underskrevet d. 2/2-2026.",
         "2026-02-02", "board & Kyst Akademi"),
        ("Das Lake Laboratory hat am 2. Feb. 2026 mit der Hafen Akademie Nord eine Vereinbarung unterzeichnet.",
         "2026-02-02", "lake & Hafen Akademie Nord"),
        ("Am 2. Dez. 2026 unterzeichneten Dänemark und Norwegen ein Abkommen.", "2026-12-02", "DK & NO"),
        ("Denmark and Norway signed a treaty in Sept. 2026.", "2026-09", "DK & NO"),
        ("Lake Laboratory, Hafen Akademie and Denmark signed an MoU with the Board of Rivers on 2 Feb 2026.",
         "2026-02-02", "lake & Hafen Akademie & DK & board"),
        ("Novo Stone Foundation and Denmark signed an agreement.", "", "Novo Stone Foundation & DK"),
    ],
)  # fmt: skip
def test_a_signed_agreement_is_read_with_both_sides_known_or_not(
    text: str, when: str, parties: str
) -> None:
    (one,) = reading(text).agreements
    assert (str(one.when), " & ".join(told(one)), one.signed) == (when, parties, True)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Küstenmark and Hyogo signed a letter of intent on 3 March 2026.", "coast & Hyogo"),
        ("A letter of intent between Küstenmark and Aichi was signed on 3 March 2026.", "coast & Aichi"),
        ("Bayern und Hyogo haben am 3. März 2026 eine Absichtserklärung unterzeichnet.", "Bayern & Hyogo"),
        ("Eine Absichtserklärung zwischen Hessen und der Präfektur Aichi wurde am 3.3.2026 unterzeichnet.",
         "Hessen & Präfektur Aichi"),
        ("Danmark og Japan underskrev en hensigtserklæring den 3.3.2026.", "DK & JP"),
        ("Den 3. marts 2026 underskrev Region Midtjylland og Skåne en hensigtserklæring.",
         "Region Midtjylland & Skåne"),
    ],
)  # fmt: skip
def test_a_letter_of_intent_between_lands_or_regions_is_read_as_one(
    text: str, parties: str
) -> None:
    (one,) = reading(text).agreements
    assert (" & ".join(told(one)), one.kind) == (parties, AgreementKind.LETTER_OF_INTENT)
    assert one.when == "2026-03-03"


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Denmark has an agreement with Japan.", "DK & JP"),
        ("The Board of Rivers has agreements with the Lake Laboratory and the Coral Institute.",
         "board & lake & Coral Institute"),
        ("Board of Rivers har en aftale med Hitachi.", "board & Hitachi"),
        ("Die Universität am Meer hat ein Abkommen mit dem Lake Laboratory.", "lake"),
    ],
)  # fmt: skip
def test_an_agreement_that_stands_needs_no_date(text: str, parties: str) -> None:
    found = [one for one in reading(text).agreements if not one.signed]
    if parties == "lake":
        assert found == [], "a name that is not read to its end is no party"
    else:
        assert [" & ".join(told(one)) for one in found] == [parties]


@pytest.mark.parametrize(
    "text",
    [
        "Denmark has no agreement with Norway and Japan.",
        "Denmark has no agreements with Norway and Japan.",
        "Denmark hopes to sign an agreement with Norway, Japan and Canada in 2027.",
        "Denmark plans agreements with Norway, Japan and Canada.",
        "Denmark and Japan will sign a letter of intent on 3 March 2027.",
        "If Denmark and Japan sign an agreement on 3 March 2027, all is well.",
        "The agreement between Denmark and Norway has expired.",
        "There is no agreement between Denmark and Norway.",
        "Denmark and Germany have competing agreements about fish.",
        "Der er ingen aftale mellem Danmark og Norge.",
        "Danmark håber at underskrive en aftale med Japan den 3. marts 2027.",
        "Danmark vil indgå aftaler med Norge, Japan og Canada.",
        "Dänemark will mit Norwegen, Japan und Kanada Abkommen schließen.",
        "Dänemark möchte mit Japan am 3. März 2027 ein Abkommen unterzeichnen.",
        "Das Abkommen zwischen Dänemark und Japan wird am 3. März 2027 unterzeichnet.",
        "Board of Rivers overvejer en aftale med Lake Laboratory.",
        "The memorandum was signed by Minister Jane Doe and Governor John Roe on 2 Feb 2026.",
    ],
)
def test_what_is_denied_wished_or_signed_by_persons_alone_states_no_agreement(text: str) -> None:
    found = reading(text)
    assert [told(one) for one in (*found.agreements, *found.country_lists)] == []


def test_a_clause_that_adds_what_is_not_so_denies_nothing() -> None:
    (one,) = reading(
        "Denmark and Japan signed an agreement on 2 Feb 2026, which is not binding."
    ).agreements
    assert told(one) == ["DK", "JP"]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Denmark has innovation centres in Munich, Tel Aviv and Lima.", "Munich|Tel Aviv|Lima"),
        ("Danmark har innovationscentre i München, Tel Aviv og Lima.", "München|Tel Aviv|Lima"),
        ("Dänemark hat Innovationszentren in München, Tel Aviv und Lima.", "München|Tel Aviv|Lima"),
        ("The board opened an innovation centre in Lima.", "Lima"),
        ("Innovation centres: Munich, Tel Aviv and Lima", "Munich|Tel Aviv|Lima"),
        ("Innovation centres\n• Munich\n• Tel Aviv (Israel)\n• Lima, Peru\nand more of them",
         "Munich|Tel Aviv|Lima"),
        ("Denmark has innovation centres in Germany, Israel and Peru.", ""),
        ("Denmark plans innovation centres in Munich and Lima.", ""),
        ("Danmark vil åbne tre innovationscentre i München, Tel Aviv og Lima.", ""),
    ],
)  # fmt: skip
def test_centres_are_read_without_a_number(text: str, towns: str) -> None:
    centres = reading(text).centres
    assert ("|".join(centres.towns), centres.count) == (towns, None) if centres else not towns


@pytest.mark.parametrize(
    ("text", "whom", "received", "place"),
    [
        ("Der Gouverneur lud das Land Küstenmark zu einem Gegenbesuch nach Kobe ein.", "coast", False, "Kobe"),
        ("Das Lake Laboratory lud die Gäste zu einem Gegenbesuch nach Kobe ein.", "lake", True, "Kobe"),
        ("Das Lake Laboratory hat die Gäste zu einem Gegenbesuch nach Kobe eingeladen.", "lake", True, "Kobe"),
        ("Die Gäste wurden vom Lake Laboratory zu einem Gegenbesuch eingeladen.", "lake", True, ""),
        ("Lake Laboratory has been invited to a return visit to Oslo.", "lake", False, "Oslo"),
        ("Ministeren inviterede Norge til et genbesøg i Aarhus.", "NO", False, "Aarhus"),
        ("Gouverneurin Ada Lund lud Minister Bo Holm zu einem Gegenbesuch nach Kobe ein.", "", False, "Kobe"),
    ],
)  # fmt: skip
def test_an_invitation_says_who_asked_or_was_asked_and_where_to(
    text: str, whom: str, received: bool, place: str
) -> None:
    (one,) = reading(text).invitations
    assert (one.key or one.code, one.received, one.place) == (whom, received, place)


def test_a_wish_to_invite_is_no_invitation() -> None:
    text = (
        "The minister would like to invite Lake Laboratory, and invited nobody to a return visit."
    )
    assert [one.key for one in reading(text).invitations] == []


def test_a_text_broken_into_lines_is_read_across_them() -> None:
    (listed,) = reading(
        "In the year before the last one the Board of Rivers has signed agreements with New\n"
        "Zealand, South Korea and Norway."
    ).country_lists
    assert listed.codes == ("NZ", "KR", "NO")
