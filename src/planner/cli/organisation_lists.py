"""``planner organisation list | edit | views | export``: the list, and many at once."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace
from typing import Any

from planner.cli.answering import Answer
from planner.cli.list_asking import day_of, kinds_of, known_of, names_in, said_cell, say_views
from planner.cli.opening import opened
from planner.cli.organisation import meant
from planner.domain.organisation_cells import OrganisationCells
from planner.domain.organisation_change import OF_ORGANISATION, Field, OrganisationChange
from planner.domain.organisation_list import (
    ORGANISATIONS,
    SWITCHES,
    OrganisationFilters,
    filters_from_json,
)
from planner.domain.several_change import Act
from planner.domain.words import plain
from planner.errors import UserError
from planner.i18n import _, ngettext
from planner.services.organisation_list import OrganisationQuery, OrganisationsList
from planner.services.organisation_sheets import AREA as SHEETS
from planner.services.organisation_sheets import TableForm
from planner.services.planner import Planner

AREA = "organisations"


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        query = _query(planner, options)
        if answer.as_json and not (options.columns or options.view):  # programs want all fields
            query = replace(query, columns=tuple(ORGANISATIONS.by_key))
        lines = _shown(planner, query).page(options.offset, options.limit)
    if answer.as_json:
        answer.data("organisations", [plain(line) for line in lines])
        return 0
    columns = [ORGANISATIONS.by_key[key] for key in query.columns]
    cells = OrganisationCells(_, str)
    answer.table(
        [_(column.title) for column in columns],
        [[said_cell(cells.of(column, line)) for column in columns] for line in lines],
    )
    return 0


def _shown(planner: Planner, query: OrganisationQuery) -> OrganisationsList:
    shown = planner.organisations_list()
    shown.show(query)
    shown.count()
    return shown


def _query(planner: Planner, options: argparse.Namespace) -> OrganisationQuery:
    """What a view says, and on top of it what the options say."""
    columns, sort, filters = ORGANISATIONS.usual, "name", OrganisationFilters()
    if options.view:
        view = planner.views.find(AREA, options.view)
        columns = ORGANISATIONS.known(view.columns) if view.columns else columns
        sort, filters = view.sort or sort, filters_from_json(view.filters)
    if options.columns:
        columns = ORGANISATIONS.known(known_of(names_in(options.columns), ORGANISATIONS.by_key))
    if options.sort:
        known_of([options.sort.removeprefix("-")], ORGANISATIONS.by_key)
        sort = options.sort
    given: dict[str, Any] = {
        "text": options.search,
        "countries": tuple(code.upper() for code in names_in(options.country)),
        "kinds": kinds_of(options.kind),
        "approvals": names_in(options.approval),
        "languages": names_in(options.named_in),
        "below": meant(planner, options.below) if options.below else "",
        "cluster": meant(planner, options.cluster) if options.cluster else "",
        "visit": planner.visits.find(options.in_visit).id if options.in_visit else "",
        "changed_since": day_of(options.changed_since) if options.changed_since else None,
        **{name: getattr(options, name) for name in SWITCHES},
    }
    changed = {name: value for name, value in given.items() if value}
    return OrganisationQuery(filters=replace(filters, **changed), sort=sort, columns=columns)


def edit(options: argparse.Namespace, answer: Answer) -> int:
    """Change several as one step; ``--dry-run`` says which would change."""
    with opened(options) as planner:
        keys = [meant(planner, text) for text in options.ids]
        change = _change(planner, options)
        told = planner.several_organisations.preview(keys, change)
        for one in told:
            answer.say(f"{one.name}: {one.before or '–'} → {one.after or '–'}")
        if not options.dry_run and told:
            planner.several_organisations.edit(keys, change)
    if answer.as_json:
        answer.data("changes", [plain(one) for one in told])
    answer.say(
        ngettext(
            "{count} of {all} organisations changes.",
            "{count} of {all} organisations change.",
            len(told),
            all=len(keys),
        )
    )
    return 0


def _change(planner: Planner, options: argparse.Namespace) -> OrganisationChange:
    """``FIELD=VALUE`` of whichever act was given; organisations by any name that they have."""
    for act in Act:
        given = getattr(options, act.value, None)
        if not given:
            continue
        name, _sign, value = (part.strip() for part in given.partition("="))
        (known,) = known_of([name], set(Field))
        field, day = Field(known), _membership_day(planner, options, act)
        if field in OF_ORGANISATION and value:
            value = meant(planner, value)
        if field is Field.KIND:
            value = value.casefold()
        return OrganisationChange(
            field=field, act=act, value=value, day=day if field is Field.CLUSTER else None
        )
    raise UserError(_("Nothing to change was given."), _("See “planner organisation edit --help”."))


def _membership_day(planner: Planner, options: argparse.Namespace, act: Act) -> dt.date | None:
    """Who leaves without a day leaves today; who joins without one joined at no known day."""
    if options.on:
        return day_of(options.on)
    return planner.today() if act is Act.REMOVE else None


def views(options: argparse.Namespace, answer: Answer) -> int:
    return say_views(options, answer, AREA, SHEETS)


def export(options: argparse.Namespace, answer: Answer) -> int:
    """Write what the same options would list, in the order of the list."""
    form = TableForm(options.form or _ending(options))
    with opened(options) as planner:
        query = _query(planner, options)
        columns = query.columns
        if options.set:
            columns = planner.views.find(SHEETS, options.set).columns
        keys = _shown(planner, query).ids()
        count = len(keys)
        if not options.dry_run:
            count = planner.organisation_sheets.write(
                options.out, keys, columns, form, options.language
            )
    if answer.as_json:
        answer.data("written", {"file": str(options.out), "count": count})
    answer.say(
        ngettext("{count} organisation was written", "{count} organisations were written", count)
        if not options.dry_run
        else _("Nothing was written.")
    )
    return 0


def _ending(options: argparse.Namespace) -> str:
    ending = options.out.suffix.lower().removeprefix(".")
    if ending not in set(TableForm):
        raise UserError(
            _("“{name}” does not tell the kind of file.").format(name=options.out.name),
            _("End it in .xlsx or .csv, or say --as."),
        )
    return str(ending)
