"""How alike two people are: an address or a post decides, a name alone never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.duplicates import REASONS, Known, Likeness, best, compare


def known(family: str = "", given_name: str = "", **fields: object) -> Known:
    sets = {
        name: frozenset([value] if isinstance(value, str) else value)
        for name, value in fields.items()
        if name in ("emails", "phones", "organisations", "keys", "titles")
    }  # type: ignore[call-overload]
    rest = {name: value for name, value in fields.items() if name not in sets}
    return Known(str(rest.pop("id", "1")), family, given_name, **rest, **sets)  # type: ignore[arg-type]


def likeness(one: Known, other: Known) -> tuple[Likeness, tuple[str, ...]]:
    match = compare(one, other)
    return match.likeness, match.reasons


def test_the_same_address_and_name_is_the_same_person() -> None:
    one = known("Tanaka", "Haruto", emails="tanaka@mext.example")

    assert likeness(one, one) == (Likeness.SAME, ("same_email", "same_name"))


def test_one_address_of_two_names_is_only_possibly_one_person() -> None:
    boss = known("Tanaka", "Haruto", emails="office@mext.example")
    assistant = known("Sato", "Hanako", emails="office@mext.example")

    assert likeness(assistant, boss) == (Likeness.POSSIBLE, ("same_email", "other_name"))


def test_an_address_without_a_comparable_name_is_enough() -> None:
    latin = known("Tanaka", "Haruto", emails="tanaka@mext.example")
    native = known(native_name="田中 陽斗", emails="tanaka@mext.example")

    assert compare(native, latin).likeness is Likeness.SAME


@pytest.mark.parametrize(
    ("family", "given_name", "sure"),
    [
        ("Sato", "", Likeness.SAME),
        ("Tanaka", "Hanako", Likeness.SAME),
        ("Sato", "Kenji", Likeness.POSSIBLE),
    ],
)
def test_an_address_outlasts_half_a_name_and_a_marriage(
    family: str, given_name: str, sure: Likeness
) -> None:
    one = known("Sato", "Hanako", emails="sato@jst.example")

    assert compare(known(family, given_name, emails="sato@jst.example"), one).likeness is sure


def test_the_same_name_alone_is_never_enough() -> None:
    assert likeness(known("Jensen", "Peter"), known("Jensen", "Peter")) == (
        Likeness.POSSIBLE,
        ("same_name",),
    )


def test_the_same_name_at_the_same_organisation_is_the_same_person() -> None:
    one = known("Jensen", "Peter", organisations="dtu")

    assert compare(one, one).likeness is Likeness.SAME


def test_namesakes_in_one_house_have_addresses_of_their_own() -> None:
    one = known("Jensen", "Peter", organisations="dtu", emails="peter@dtu.example")
    other = known("Jensen", "Peter", organisations="dtu", emails="pj@dtu.example")
    at_home = known("Jensen", "Peter", organisations="dtu", emails="peter@home.example")

    assert likeness(one, other) == (
        Likeness.POSSIBLE,
        ("other_email", "same_name", "same_organisation"),
    )
    assert compare(one, at_home).likeness is Likeness.SAME


def test_the_same_name_elsewhere_and_from_elsewhere_is_another_person() -> None:
    dane = known("Jensen", "Peter", organisations="dtu", country="DK")
    american = known("Jensen", "Peter", organisations="mit", country="US")

    assert compare(dane, american).likeness is Likeness.NONE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Tanaka", "Haruto"), ("Haruto", "Tanaka")),
        (("Møller", "Åse"), ("Moeller", "Aase")),
        (("Müller-Lüdenscheidt", "Anna"), ("Mueller Luedenscheidt", "Anna")),
        (("SØRENSEN", "ib"), ("Sørensen", "Ib")),
    ],
)
def test_order_spelling_and_case_make_no_other_name(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert "same_name" in compare(known(*one), known(*other)).reasons


def test_native_names_are_compared_without_spaces() -> None:
    one = known(native_name="田中 陽斗", organisations="mext")
    other = known("Tanaka", "Haruto", native_name="田中　陽斗", organisations="mext")

    assert likeness(one, other) == (Likeness.SAME, ("same_native_name", "same_organisation"))


def test_katakana_and_hiragana_are_one_reading() -> None:
    assert (
        "same_reading"
        in compare(known(reading="タナカ ハルト"), known(reading="たなか　はると")).reasons
    )


@pytest.mark.parametrize("given_name", ["P.", "Petter", "Peter Ib"])
def test_a_similar_name_at_the_same_organisation_is_possibly_the_same(given_name: str) -> None:
    one = known("Jensen", given_name, organisations="dtu")

    assert likeness(one, known("Jensen", "Peter", organisations="dtu")) == (
        Likeness.POSSIBLE,
        ("similar_name", "same_organisation"),
    )


@pytest.mark.parametrize("other", [("Jensen", "Ib"), ("Hansen", "Peter"), ("Li", "Na")])
def test_another_name_is_another_person(other: tuple[str, str]) -> None:
    one = known("Jensen", "Peter", organisations="dtu")

    assert compare(one, known(*other, organisations="dtu")).likeness is Likeness.NONE


def test_the_same_phone_counts_with_a_like_name_only() -> None:
    one = known("Jensen", "Peter", phones="+4533920000")

    assert compare(one, known("Jensen", "Peter Ib", phones="+4533920000")).likeness is Likeness.SAME
    assert compare(one, known("Sato", "Hanako", phones="+4533920000")).likeness is Likeness.NONE


def test_somebody_of_the_delegation_or_the_same_file_is_known_by_name() -> None:
    assert (
        compare(known("Jensen", "Peter"), known("Jensen", "Peter", in_visit=True)).likeness
        is Likeness.SAME
    )
    assert (
        compare(known("Jensen", "Peter"), known("Jensen", "Peter", from_file=True)).likeness
        is Likeness.SAME
    )


def test_the_likeliest_comes_first() -> None:
    incoming = known("Jensen", "Peter", emails="peter@dtu.example", organisations="dtu")
    namesake = known("Jensen", "Peter", id="a")
    himself = known("Jensen", "Peter", id="b", emails="peter@dtu.example")

    assert [
        match.known.id
        for match in best(incoming, [namesake, himself, known("Sato", "Hanako", id="c")])
    ] == ["b", "a"]


names = st.text(max_size=30)


@given(names, names, names, names)
def test_comparing_any_two_names_gives_a_reasoned_answer(a: str, b: str, c: str, d: str) -> None:
    one, other = known(a, b, native_name=c), known(c, d, native_name=a)

    match = compare(one, other)

    assert set(match.reasons) <= set(REASONS)
    assert match.likeness is not Likeness.SAME
    assert compare(other, one).likeness is match.likeness


# whom an import must never take for somebody else unasked

SWITCHBOARD = "+4533920000"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # an initial is not short for another name
        (known("Jensen", "Peter A.", phones=SWITCHBOARD, emails="peter@um.dk"),
         known("Jensen", "Anna", phones=SWITCHBOARD, emails="anna@um.dk")),
        # like names on one switchboard
        (known("Jensen", "Anne", phones=SWITCHBOARD, emails="anne@um.dk"),
         known("Jensen", "Anna", phones=SWITCHBOARD, emails="anna@um.dk")),
        # they sound alike and are written otherwise
        (known("Sato", "Hiroshi", native_name="佐藤 浩", organisations="mext"),
         known("Sato", "Hiroshi", native_name="佐藤 博", organisations="mext")),
        (known("Sato", "Hiroshi", native_name="佐藤 浩", emails="kokusai@mext.jp"),
         known("Sato", "Hiroshi", native_name="佐藤 博", emails="kokusai@mext.jp")),
        # a mailbox of a house
        (known("Hansen", "Peter", emails="info@um.dk"), known("Jensen", "Peter", emails="info@um.dk")),
        (known("", "", native_name="田中 太郎", emails="kokusai@mext.jp"),
         known("Sato", "Hanako", emails="kokusai@mext.jp")),
        (known("Jensen", "Anne", emails="kontakt@dtu.dk"), known("Jensen", "Anna", emails="kontakt@dtu.dk")),
        # the same name in one visit, and something that speaks against it
        (known("Jensen", "Peter", titles="driver"),
         known("Jensen", "Peter", titles="adviser", in_visit=True)),
        (known("Müller", "Jörg", emails="joerg@x.de"),
         known("Müller", "Jörg", emails="j.mueller@tum.de", in_visit=True)),
        # the same name alone
        (known("Jensen", "Peter"), known("Jensen", "Peter")),
    ],
)  # fmt: skip
def test_these_are_never_the_same_unasked(one: Known, other: Known) -> None:
    assert compare(one, other).likeness is not Likeness.SAME
    assert compare(other, one).likeness is not Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (known("Jensen", "P.", emails="peter@um.dk"), known("Jensen", "Peter", emails="peter@um.dk")),
        (known("Hansen", "Anna", emails="anna@um.dk"), known("Jensen", "Anna", emails="anna@um.dk")),
        (known("Sato", "Hanako", native_name="佐藤"), known("Sato", "Hanako", native_name="佐藤 花子", in_visit=True)),
        (known("Jensen", "Peter", keys="vcard\x1fa:b"), known("Holm", "Peter", keys="vcard\x1fa:b")),
    ],
)  # fmt: skip
def test_these_are_the_same(one: Known, other: Known) -> None:
    assert compare(one, other).likeness is Likeness.SAME
