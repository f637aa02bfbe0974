"""Costs by payer and category; amounts of different currencies are never added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.documents.content import (
    Align,
    Block,
    Column,
    Fact,
    Facts,
    Paragraph,
    Row,
    Table,
    Text,
    Weight,
)
from planner.documents.reporting.composing import Composing
from planner.documents.speaking.sheet_words import joined
from planner.domain.cost_sums import Share, by_kind, by_payer, overall
from planner.domain.ids import OrganisationId
from planner.domain.outcomes import COST_KINDS, CostKind
from planner.i18n import N_
from planner.text import fold

NOT_SAID: Final = N_("Not given")
TOTAL: Final = N_("Total")
MOST_PAYERS: Final = 4
"""More columns of amounts are too narrow for them."""
MOST_CURRENCIES: Final = 3
"""In running text; a report with more of them says so."""


def costs(page: Composing) -> list[Block]:
    """Categories by payers where there are few, else one below the other; each currency on its own."""
    told = page.material.aftermath.costs
    if not told:
        return []
    names = {key: page.told.house(key).text for key in page.material.aftermath.organisations}
    payers = by_payer(told, names)
    table: Block
    if page.density.brief:
        table = _running(page, payers)
    else:
        table = _matrix(page, payers, names) if len(payers) <= MOST_PAYERS else _lists(page, payers)
    notes = [
        page.both(N_("* estimated, at least in part"))
        if any(one.estimated for one in told)
        else "",
        page.both(N_("? an amount is still open")) if overall(told).open else "",
    ]
    note = joined(page.material, notes, "; ")
    return [table, *([Paragraph(note, Weight.SMALL)] if note else [])]


def _matrix(
    page: Composing, payers: tuple[Share, ...], names: Mapping[OrganisationId, str]
) -> Table:
    told = page.told
    all_of = page.material.aftermath.costs
    rows = []
    for kind in by_kind(all_of):
        own = [one for one in all_of if one.kind.value == kind.name]
        shares = {fold(one.name): one for one in by_payer(own, names)}
        cells = [
            told.sums(shares[key]) if (key := fold(one.name)) in shares else "" for one in payers
        ]
        rows.append(Row(cells=(_kind(page, kind), *cells, told.sums(kind))))
    whole = (page.both(TOTAL), *(told.sums(one) for one in payers), told.sums(overall(all_of)))
    return Table(
        columns=(
            Column(title=page.both(N_("Costs, by payer")), width=1.8),
            *(Column(title=_payer(page, one), width=2, align=Align.RIGHT) for one in payers),
            Column(title=page.both(TOTAL), width=1.7, align=Align.RIGHT),
        ),
        rows=(*rows, Row(cells=whole, strong=True)),
    )


def _lists(page: Composing, payers: tuple[Share, ...]) -> Table:
    told = page.told
    all_of = page.material.aftermath.costs
    rows = [Row(cells=(page.both(N_("By category")),))]
    rows += [Row(cells=(_kind(page, one), told.sums(one))) for one in by_kind(all_of)]
    rows.append(Row(cells=(page.both(N_("By payer")),)))
    rows += [Row(cells=(_payer(page, one), told.sums(one))) for one in payers]
    rows.append(Row(cells=(page.both(TOTAL), told.sums(overall(all_of))), strong=True))
    return Table(
        columns=(
            Column(title=page.both(N_("Costs")), width=4),
            Column(title=page.both(N_("Amount")), width=2, align=Align.RIGHT),
        ),
        rows=tuple(rows),
    )


def _running(page: Composing, payers: tuple[Share, ...]) -> Facts:
    """ "By payer: Agency 82,800.00 DKK; Guests 4,320,000 JPY *"."""
    all_of = page.material.aftermath.costs
    kinds = by_kind(all_of)
    shown = page.some(payers)
    said = [page.strung([_payer(page, one), _sums(page, one)], " ") for one in shown]
    by_kinds = [page.strung([_kind(page, one), _sums(page, one)], " ") for one in kinds]
    rows = (
        (N_("By category"), page.strung(by_kinds, "; ")),
        (N_("By payer"), page.strung([*said, *page.more(payers, shown)], "; ")),
        (TOTAL, _sums(page, overall(all_of))),
    )
    return Facts(tuple(Fact(page.both(label), (text,)) for label, text in rows))


def _sums(page: Composing, share: Share) -> Text:
    """In one line; of very many currencies the first ones."""
    lines = page.told.sums(share)
    said = str(getattr(lines, "text", lines)).split("\n")
    shown = page.some(said, MOST_CURRENCIES)
    return page.strung([" + ".join(shown), *page.more(said, shown)], " ")


def _kind(page: Composing, share: Share) -> Text:
    return page.both(COST_KINDS[CostKind(share.name)])


def _payer(page: Composing, share: Share) -> Text:
    return page.text(share.name) or page.both(NOT_SAID)
