"""A party that the library does not know is offered as it is written, and becomes an organisation if taken."""

from __future__ import annotations

from planner.domain.agreements import Agreement, AgreementKind, AgreementParty, AgreementStatus
from planner.domain.invitations import Invitation, InvitationDirection
from planner.domain.organisations import Organisation, OrganisationKind
from planner.services.planner import Planner
from planner.services.source_staging import SourceStaging

SIGNED = (
    "News of the coast\nRIKEN and the Blue Lake Institute signed a letter of intent on 2 Feb 2026."
)


def said(planner: Planner, staging: SourceStaging) -> list[str]:
    return [
        f"{'+' if one.taken else '-'} {planner.sources.sentence(one)}" for one in staging.offers
    ]


def parties(planner: Planner, title: str) -> list[AgreementParty]:
    (made,) = [one for one in planner.keeper(Agreement).of() if one.title == title]
    found = [one for one in planner.keeper(AgreementParty).of() if one.agreement_id == made.id]
    return sorted(found, key=lambda one: one.rank)


def test_both_the_agreement_and_the_organisation_are_offered_and_tied_when_taken(
    sample: Planner,
) -> None:
    staging = sample.sources.read(SIGNED)
    assert said(sample, staging) == [
        "+ New agreement, signed 2026-02-02: RIKEN – Blue Lake Institute",
        "+ New organisation: Blue Lake Institute",
    ]

    sample.sources.commit(staging)

    (made,) = [one for one in sample.keeper(Organisation).of() if one.name == "Blue Lake Institute"]
    assert made.kind is OrganisationKind.INSTITUTE
    riken, lake = parties(sample, "RIKEN – Blue Lake Institute")
    assert (lake.organisation_id, lake.name) == (made.id, "Blue Lake Institute")
    assert riken.organisation_id
    (agreement,) = [one for one in sample.keeper(Agreement).of() if one.id == lake.agreement_id]
    assert (agreement.kind, agreement.status) == (
        AgreementKind.LETTER_OF_INTENT,
        AgreementStatus.SIGNED,
    )
    assert sample.sources.read(SIGNED).offers == ()


def test_without_the_organisation_the_party_keeps_its_name(sample: Planner) -> None:
    staging = sample.sources.read(SIGNED)
    agreement = [one.key for one in staging.offers if one.kind.value == "agreement"]

    sample.sources.commit(sample.sources.choose(staging, agreement))

    lake = parties(sample, "RIKEN – Blue Lake Institute")[1]
    assert (lake.organisation_id, lake.name) == (None, "Blue Lake Institute")


def test_a_country_that_has_agreements_is_a_party_itself(sample: Planner) -> None:
    staging = sample.sources.read(
        "Rivers and seas\nDenmark has bilateral agreements with Norway, Japan and Canada."
    )

    assert said(sample, staging) == [
        "+ Denmark – Norway: new agreement",
        "+ Denmark – Japan: agreement",
        "+ Denmark – Canada: new agreement",
        "+ Denmark has agreements with 3 countries",
    ]
    sample.sources.commit(staging)
    assert [one.country for one in parties(sample, "Denmark – Norway")] == ["DK", "NO"]


def test_the_ministry_is_the_publisher_and_else_what_is_written(sample: Planner) -> None:
    text = "Rivers and seas\nThe ministry has agreements with Chile and Peru."

    written = said(sample, sample.sources.read(text))
    published = said(
        sample, sample.sources.read(text, publisher="Ministry of Higher Education and Science")
    )

    assert "- The ministry – Chile: new agreement" in written, "who that is, a person must say"
    assert "+ UFM – Chile: new agreement" in published
    new = said(sample, sample.sources.read(text, publisher="Ministry of Rivers"))
    assert "+ Ministry of Rivers – Chile: new agreement" in new
    assert "+ New organisation: Ministry of Rivers" in new


def test_a_name_that_may_be_anything_is_offered_and_not_ticked(sample: Planner) -> None:
    assert said(sample, sample.sources.read("Seas\nUFM has an agreement with Hitachi.")) == [
        "- UFM – Hitachi: new agreement",
        "- New organisation: Hitachi",
    ]


def test_centres_of_another_country_are_not_put_below_ours(sample: Planner) -> None:
    text = "Rivers and seas\n{} has innovation centres in Oslo and Lima."

    for country, parent in (("Denmark", True), ("Sweden", False)):
        staging = sample.sources.read(text.format(country))
        made = [
            record
            for one in staging.offers
            for record in one.records
            if isinstance(record, Organisation)
        ]
        assert [one.city for one in made] == ["Oslo", "Lima"]
        assert [bool(one.parent_id) for one in made] == [parent, parent]


def test_an_invitation_that_was_received_is_kept_as_such(sample: Planner) -> None:
    staging = sample.sources.read("Besuch\nRIKEN lud zu einem Gegenbesuch nach Kobe ein.")
    assert said(sample, staging) == [
        "+ RIKEN gave an invitation to a return visit",
        "- RIKEN invited us: keep it as an open invitation",
    ]

    sample.sources.commit(sample.sources.choose(staging, [one.key for one in staging.offers]))

    (kept,) = [one for one in sample.keeper(Invitation).of() if "nach Kobe" in one.text]
    assert (kept.direction, kept.is_open) == (InvitationDirection.RECEIVED, True)


def test_an_invitation_that_is_plainly_ours_is_ticked(sample: Planner) -> None:
    kept = "{} RIKEN invited us: keep it as an open invitation"
    ticked = [
        "RIKEN invited the agency to a return visit to Kobe after the meeting in Denmark.",
        "RIKEN invited the Niels Bohr Institute to a return visit to Kobe.",
        "RIKEN inviterede ministeriet til et genbesøg i Kobe, og det blev til en god aften.",
    ]
    for text in ticked:
        assert kept.format("+") in said(sample, sample.sources.read(f"Seas\n{text}")), text
    for text, publisher in [
        ("RIKEN invited the agency to a return visit to Kobe.", "WTSH"),
        ("RIKEN invited the agency to a return visit to Kobe.", ""),
        ("RIKEN invited to a return visit after the meeting in Denmark.", ""),
    ]:
        found = said(sample, sample.sources.read(f"Seas\n{text}", publisher=publisher))
        assert kept.format("-") in found, text


def test_a_text_without_a_day_is_the_newest(sample: Planner) -> None:
    found = sample.sources.read(
        "UFM and the seas\nUFM has agreements with Norway and Chile."
    ).differences

    assert found
    assert all("“UFM and the seas” adds Chile and Norway" in one for one in found if "adds" in one)


def test_a_contact_told_in_one_line_is_offered_whole(sample: Planner) -> None:
    text = (
        "Rivers\nDr. Referentin Petra Lange, +49 431 988 1234, lange@rivers.example\nMore of rivers"
    )

    assert said(sample, sample.sources.read(text)) == [
        "+ New contact person: Dr. Petra Lange, Referentin, +49 431 988 1234, lange@rivers.example"
    ]


def test_an_agreement_with_somebody_is_that_of_the_publisher(sample: Planner) -> None:
    text = "Rivers\nDie Vereinbarung mit der Hafen Akademie Nord besteht seit 2004."

    assert said(sample, sample.sources.read(text)) == []
    found = said(sample, sample.sources.read(text, publisher="Innovation Fund Denmark"))
    assert found[0] == "+ Innovation Fund Denmark – Hafen Akademie Nord: new agreement"


def test_a_declaration_of_the_same_month_is_not_the_agreement_on_record(sample: Planner) -> None:
    text = "Climate\nDenmark and Japan signed a declaration on the climate on 26 October 2023."

    assert said(sample, sample.sources.read(text)) == [
        "+ New agreement, signed 2023-10-26: Denmark – Japan"
    ]


def test_organisations_are_no_part_of_a_list_of_countries(sample: Planner) -> None:
    staging = sample.sources.read(
        "Funds\nInnovation Fund Denmark has signed agreements with the National Stone Foundation and JST."
    )

    assert len(staging.offers) == 3
    assert staging.differences == ()


def test_addresses_of_several_houses_tell_no_publisher(sample: Planner) -> None:
    one = "Talks\nThe minister met many people.\nIb Jensen, ib@ufm.dk"
    assert sample.sources.read(one).source.publisher == "Ministry of Higher Education and Science"
    several = f"{one}\nAnn Lund, ann@rivers.example"
    assert sample.sources.read(several).source.publisher == ""


def test_the_office_of_a_minister_is_told_and_is_no_publisher(sample: Planner) -> None:
    staging = sample.sources.read(
        "Danish news\nMinister for Higher Education and Science Ada Lund visited Japan on 3 May 2024."
        "\nWrite to news@paper.example"
    )
    assert staging.source.publisher == ""
    assert (
        any(
            "visit of Minister for Higher Education and Science Ada Lund" in one
            for one in said(sample, staging)
        )
        or not staging.offers
    )
