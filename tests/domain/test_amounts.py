"""Money as people type it, and the sums of costs: no currency is ever added to another."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from planner.domain.amounts import CURRENCIES, Amount, amount_text, digits, parse_amount
from planner.domain.cost_sums import by_kind, by_payer, overall
from planner.domain.gifts import Gift
from planner.domain.ids import OrganisationId, RecordId, VisitId, new_id
from planner.domain.outcomes import Cost, CostKind
from planner.errors import UserError

LANGUAGES = ("en", "da", "de", "sv", "ja")


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("1.234,50 DKK", "da", (123450, "DKK")),
        ("1,234.50 DKK", "da", (123450, "DKK")),
        ("kr. 1.234", "da", (123400, "DKK")),
        ("1.234,-", "da", (123400, "EUR")),
        ("12 000 kr", "sv", (1200000, "SEK")),
        ("¥12,000", "en", (12000, "JPY")),
        ("￥１２，０００", "ja", (12000, "JPY")),
        ("1万", "ja", None),
        ("EUR 80", "de", (8000, "EUR")),
        ("80,5 €", "de", (8050, "EUR")),
        ("1’234.50 CHF", "de", (123450, "CHF")),
        ("1.250 KWD", "en", (1250, "KWD")),
        ("12000.00 JPY", "en", (12000, "JPY")),
        ("12.50 JPY", "en", None),
        ("1.234 DKK", "en", None),
        ("1,23,45 DKK", "en", None),
        ("12.345 678,00 DKK", "da", None),
        ("-80 EUR", "de", None),
        (".50 EUR", "en", None),
        ("80 DKR", "da", None),
        ("80 EUR 50", "de", None),
        ("free", "en", None),
        ("100 kr", "en", None),
        ("kr. 100", "de", None),
        ("0.500 EUR", "da", (50, "EUR")),
        ("0,500 EUR", "en", (50, "EUR")),
        ("0.505 EUR", "da", None),
        ("0.500 KWD", "da", (500, "KWD")),
        ("0,500.00 EUR", "en", None),
        ("10 20 EUR", "en", None),
        ("1 0000 EUR", "sv", None),
        ("0 500 EUR", "sv", None),
        ("1 234 567,50 EUR", "sv", (123456750, "EUR")),
        ("12 000 ,- EUR", "sv", (1200000, "EUR")),
        ("9" * 40 + " EUR", "en", None),
    ],
)
def test_an_amount_is_read_as_its_language_writes_it(
    typed: str, language: str, meant: tuple[int, str] | None
) -> None:
    if meant is None:
        with pytest.raises(UserError):
            parse_amount(typed, language, "EUR")
    else:
        assert parse_amount(typed, language, "EUR") == Amount(*meant)


def test_crowns_are_those_that_the_visit_counts_in() -> None:
    assert parse_amount("100 kr", "en", "NOK") == Amount(10000, "NOK")
    with pytest.raises(UserError, match="currency that is not known"):
        parse_amount("100 kr", "en", "EUR")


def test_an_amount_without_a_currency_asks_for_one() -> None:
    with pytest.raises(UserError, match="no currency"):
        parse_amount("80", "en")


@given(
    some.integers(0, 10**12), some.sampled_from(sorted(CURRENCIES)), some.sampled_from(LANGUAGES)
)
def test_what_is_written_is_read_back(units: int, currency: str, language: str) -> None:
    assert parse_amount(amount_text(units, currency, language), language) == Amount(units, currency)


@given(some.text(max_size=30), some.sampled_from(LANGUAGES))
def test_whatever_is_typed_gives_an_amount_or_a_sentence(text: str, language: str) -> None:
    with contextlib.suppress(UserError):
        found = parse_amount(text, language, "DKK")
        assert found.minor_units >= 0
        assert found.currency in CURRENCIES


def test_the_value_of_a_gift_counts_in_whole_currency() -> None:
    gift = Gift(id=RecordId("a"), minor_units=1250, currency="KWD")
    assert str(gift.value) == "1.250"
    assert digits("JPY") == 0


# sums

HOUSE = OrganisationId("h" * 32)
costs = some.lists(
    some.builds(
        Cost,
        id=some.builds(lambda: RecordId(new_id())),
        visit_id=some.just(VisitId("v" * 32)),
        kind=some.sampled_from(CostKind),
        payer=some.sampled_from(("", "Host", "host", "Guests", "The  Agency")),
        payer_organisation_id=some.sampled_from((None, HOUSE)),
        minor_units=some.none() | some.integers(0, 10**9),
        currency=some.sampled_from(("DKK", "EUR", "JPY")),
        estimated=some.booleans(),
    ),
    max_size=25,
)


@given(costs)
def test_payers_and_categories_add_up_to_the_whole_in_each_currency(found: list[Cost]) -> None:
    whole = overall(found)
    for shares in (by_kind(found), by_payer(found, {HOUSE: "The Agency"})):
        assert sum(one.count for one in shares) == len(found)
        assert sum(one.open for one in shares) == whole.open
        for total in whole.sums:
            own = [two for one in shares for two in one.sums if two.currency == total.currency]
            assert sum(one.total for one in own) == total.total
            assert sum(one.estimated for one in own) == total.estimated
    for code in ("DKK", "EUR", "JPY"):
        meant = [one for one in found if one.currency == code and one.minor_units is not None]
        told = [one.total for one in whole.sums if one.currency == code]
        assert told == ([sum(one.minor_units or 0 for one in meant)] if meant else [])


@given(costs)
def test_a_payer_is_one_however_it_is_typed(found: list[Cost]) -> None:
    names = [one.name.casefold() for one in by_payer(found, {HOUSE: "The Agency"})]
    assert len(names) == len(set(names))
    assert "" not in names[:-1]
