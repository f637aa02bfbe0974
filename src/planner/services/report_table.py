"""The visit report as a workbook: the page, then a sheet for each part, every cost on its own line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from planner.documents.content import Text, first
from planner.documents.kinds import DOCUMENTS
from planner.documents.material import Material
from planner.documents.people.heads import everybody
from planner.documents.reporting.telling import Telling, telling
from planner.domain.amounts import digits
from planner.domain.cost_sums import Share, by_kind, by_payer, overall, payer_of
from planner.domain.followups import FOLLOW_UP_STATUSES, SIDES
from planner.domain.gifts import GIFT_DIRECTIONS
from planner.domain.outcomes import COST_KINDS, CostKind
from planner.domain.visits import CATEGORIES, Category
from planner.i18n import N_, Language
from planner.interchange.excel_writer import Sheet, SheetColumn, Value, write_workbook
from planner.services.document_papers import material_for
from planner.services.occasions import Occasion, Paper, paper_name
from planner.services.paper_subjects import told_on
from planner.services.report_page import page_sheet

NAME: Final = "report-table"
FILE_NAME: Final = N_("Visit report")
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Columns = Sequence[tuple[str, float, str]]


def report_table(occasion: Occasion) -> Sequence[Paper]:
    """One workbook for the office; the other audiences get none, as of the report."""
    kind = DOCUMENTS["visit-report"]
    material = material_for(kind, occasion)
    document = kind.make(material) if material is not None else None
    if material is None or document is None:
        return []
    speak = material.speech.languages[0]
    told = told_on(kind, material, document)
    title = telling(material).text(occasion.plan.visit.title)
    details = report_sheets(material, speak)
    sheets = (page_sheet(document, speak(FILE_NAME), title), *details)
    return [
        Paper(
            name=paper_name(occasion, "xlsx", speak(FILE_NAME), speak=speak),
            content=write_workbook(sheets, title=title, created=occasion.at, language=speak),
            kind=NAME,
            columns=told.columns,
            subjects=told.subjects,
            entries=sum(len(sheet.rows) for sheet in details),
            media_type=_XLSX,
        )
    ]


def report_sheets(material: Material, speak: Language) -> tuple[Sheet, ...]:
    """In one language; sheets without rows are left out."""
    told = telling(material)
    title = told.text(material.plan.visit.title)
    parts: tuple[tuple[str, Callable[[Telling, Language], tuple[Columns, list[list[Value]]]]], ...]
    parts = (
        (N_("Who came, and who paid"), _people if told.names else _roles),
        (N_("Outcomes"), _outcomes),
        (N_("Gifts"), _gifts),
        (N_("Costs"), _costs),
        (N_("Sums"), _sums),
        (N_("Follow-ups"), _follow_ups),
        (N_("In the media"), _media),
    )
    sheets = []
    for name, write in parts:
        columns, rows = write(told, speak)
        if rows:
            sheets.append(
                Sheet(
                    speak(name),
                    tuple(
                        SheetColumn(speak(head), width, kind)  # type: ignore[arg-type]
                        for head, width, kind in columns
                    ),
                    tuple(tuple(row) for row in rows),
                    note=title,
                )
            )
    return tuple(sheets)


def _people(told: Telling, speak: Language) -> tuple[Columns, list[list[Value]]]:
    material = told.material
    payers = {one.id: one.payer for one in material.plan.delegates}
    rows: list[list[Value]] = [
        [
            *(first(head.name), head.native, head.post, first(head.organisation)),
            *(first(head.role), speak(CATEGORIES[head.category]), payers[key]),
        ]
        for key, head in everybody(material).delegates.items()
    ]
    return (
        (N_("Name"), 28, "text"),
        (N_("Native name"), 18, "text"),
        (N_("Position"), 32, "text"),
        (N_("Organisation"), 36, "text"),
        (N_("Role"), 24, "text"),
        (N_("Category"), 14, "text"),
        (N_("Paid by"), 20, "text"),
    ), rows


def _roles(told: Telling, speak: Language) -> tuple[Columns, list[list[Value]]]:
    payers = {one.id: told.text(one.payer) for one in told.material.plan.delegates}
    counts = Counter(
        (head.category, told.text(first(head.role)), payers[key])
        for key, head in everybody(told.material).delegates.items()
    )
    order = list(Category)
    rows: list[list[Value]] = [
        [speak(CATEGORIES[category]), role, payer, count]
        for (category, role, payer), count in sorted(
            counts.items(), key=lambda pair: (order.index(pair[0][0]), -pair[1], pair[0][1:])
        )
    ]
    return (
        (N_("Category"), 18, "text"),
        (N_("Role"), 30, "text"),
        (N_("Paid by"), 24, "text"),
        (N_("People"), 10, "number"),
    ), rows


def _outcomes(told: Telling, _speak: Language) -> tuple[Columns, list[list[Value]]]:
    known = told.material.aftermath.agreements
    rows: list[list[Value]] = [
        [
            told.text(one.text),
            first(told.entry(one.item_id)),
            told.text(known.get(one.agreement_id, "")) if one.agreement_id else "",
        ]
        for one in told.material.aftermath.outcomes
    ]
    return (
        (N_("Outcome"), 70, "text"),
        (N_("Entry"), 34, "text"),
        (N_("Agreement"), 40, "text"),
    ), rows


def _gifts(told: Telling, speak: Language) -> tuple[Columns, list[list[Value]]]:
    rows: list[list[Value]] = [
        [
            told.text(one.description),
            speak(GIFT_DIRECTIONS[one.direction]),
            first(told.someone(one.giver_id, one.giver_organisation_id)),
            first(told.someone(one.receiver_id, one.receiver_organisation_id)),
            _number(one.minor_units, one.currency),
            one.currency,
            one.handed_on,
            told.text(one.decision),
            told.text(one.kept_by),
        ]
        for one in told.material.aftermath.gifts
    ]
    return (
        (N_("Gift"), 32, "text"),
        (N_("Direction"), 12, "text"),
        (N_("Given by"), 30, "text"),
        (N_("Given to"), 30, "text"),
        (N_("Value"), 12, "number"),
        (N_("Currency"), 10, "text"),
        (N_("Handed over"), 14, "date"),
        (N_("Decision"), 40, "text"),
        (N_("Kept by"), 20, "text"),
    ), rows


def _costs(told: Telling, speak: Language) -> tuple[Columns, list[list[Value]]]:
    names = {key: first(told.house(key)) for key in told.material.aftermath.organisations}
    heads = everybody(told.material).delegates
    rows: list[list[Value]] = []
    for one in told.material.aftermath.costs:
        head = heads.get(one.delegate_id) if one.delegate_id and told.names else None
        rows.append(
            [
                speak(COST_KINDS[one.kind]),
                told.text(one.description),
                told.text(payer_of(one, names)),
                _number(one.minor_units, one.currency),
                one.currency,
                speak(N_("Yes")) if one.estimated else speak(N_("No")),
                one.dated,
                first(told.entry(one.item_id)),
                first(head.name) if head else "",
            ]
        )
    return (
        (N_("Category"), 22, "text"),
        (N_("What for"), 40, "text"),
        (N_("Paid by"), 30, "text"),
        (N_("Amount"), 14, "number"),
        (N_("Currency"), 10, "text"),
        (N_("Estimated"), 12, "text"),
        (N_("Date"), 14, "date"),
        (N_("Entry"), 34, "text"),
        (N_("For one person"), 26, "text"),
    ), rows


def _sums(told: Telling, speak: Language) -> tuple[Columns, list[list[Value]]]:
    """A line for each currency: what is of different currencies is never added."""
    costs = told.material.aftermath.costs
    names = {key: first(told.house(key)) for key in told.material.aftermath.organisations}
    nobody = speak(N_("Not given"))
    rows: list[list[Value]] = []

    def put(by: str, name: str, share: Share) -> None:
        for one in share.sums:
            rows.append(
                [
                    *(by, name, _number(one.total, one.currency)),
                    *(_number(one.estimated, one.currency), one.currency),
                ]
            )

    for share in by_kind(costs):
        put(speak(N_("Category")), speak(COST_KINDS[CostKind(share.name)]), share)
    for share in by_payer(costs, names):
        put(speak(N_("Paid by")), told.text(share.name) or nobody, share)
    if costs:
        put(speak(N_("Total")), "", overall(costs))
    return (
        (N_("Summed by"), 16, "text"),
        (N_("Name"), 40, "text"),
        (N_("Amount"), 16, "number"),
        (N_("Of it estimated"), 16, "number"),
        (N_("Currency"), 10, "text"),
    ), rows


def _follow_ups(told: Telling, speak: Language) -> tuple[Columns, list[list[Value]]]:
    rows: list[list[Value]] = []
    for one in told.material.aftermath.follow_ups:
        owner: Text = told.someone(one.owner_id, None) or one.owner if told.names else ""
        rows.append(
            [
                told.text(one.title),
                speak(SIDES[one.side]),
                first(owner),
                one.due_on,
                speak(FOLLOW_UP_STATUSES[one.status]),
            ]
        )
    return (
        (N_("What"), 60, "text"),
        (N_("Side"), 12, "text"),
        (N_("Owner"), 30, "text"),
        (N_("Due"), 14, "date"),
        (N_("Status"), 14, "text"),
    ), rows


def _media(told: Telling, _speak: Language) -> tuple[Columns, list[list[Value]]]:
    rows: list[list[Value]] = [
        [
            told.text(one.medium),
            told.text(one.title),
            one.published_on,
            one.url if told.bare(one.url) == one.url else "",
        ]
        for one in told.material.aftermath.mentions
    ]
    return (
        (N_("Medium"), 30, "text"),
        (N_("Title"), 60, "text"),
        (N_("Published"), 14, "date"),
        (N_("Web address"), 50, "text"),
    ), rows


def _number(minor_units: int | None, currency: str) -> Value:
    """In whole currency; Excel's numbers are exact to 15 digits, amounts are at most that long."""
    if minor_units is None:
        return None
    places = digits(currency)
    return float(Decimal(minor_units).scaleb(-places)) if places else minor_units
