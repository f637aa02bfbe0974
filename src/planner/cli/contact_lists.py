"""``planner contact list | edit | view | history | photo``: the list of people, and many at once."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.list_asking import cell_of, day_of, kinds_of, known_of, names_in, say_views
from planner.cli.opening import opened
from planner.domain.ids import PersonId
from planner.domain.people_change import Field, PeopleChange
from planner.domain.people_list import (
    BY_KEY,
    USUAL_COLUMNS,
    PeopleFilters,
    filters_from_json,
    known_columns,
)
from planner.domain.person_history import HAPPENINGS, PersonEvent
from planner.domain.several_change import Act
from planner.domain.told import FIELDS
from planner.domain.words import plain
from planner.errors import NotFound, UserError
from planner.i18n import _, ngettext
from planner.services.people_list import PeopleQuery
from planner.services.planner import Planner

AREA = "contacts"
SHEETS = "sheet:people"


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        query = _query(planner, options)
        if answer.as_json and not (options.columns or options.view):  # programs want all fields
            query = replace(query, columns=tuple(key for key in BY_KEY if key != "photo"))
        shown = planner.people_list()
        shown.show(query)
        shown.count()
        lines = shown.page(options.offset, options.limit)
    if answer.as_json:
        answer.data("people", [plain(line) for line in lines])
        return 0
    columns = [BY_KEY[key] for key in query.columns if key != "photo"]
    answer.table(
        [_(column.title) for column in columns],
        [[cell_of(line, column.field or column.key) for column in columns] for line in lines],
    )
    return 0


def _query(planner: Planner, options: argparse.Namespace) -> PeopleQuery:
    """What a view says, and on top of it what the options say."""
    columns, sort, filters = USUAL_COLUMNS, "name", PeopleFilters()
    if options.view:
        view = planner.views.find(AREA, options.view)
        columns = known_columns(view.columns) if view.columns else columns
        sort, filters = view.sort or sort, filters_from_json(view.filters)
    if options.columns:
        columns = known_columns(known_of(names_in(options.columns), BY_KEY))
    if options.sort:
        known_of([options.sort.removeprefix("-")], BY_KEY)
        sort = options.sort
    given: dict[str, Any] = {
        "text": options.search,
        "countries": tuple(code.upper() for code in names_in(options.country)),
        "languages": names_in(options.speaks),
        "kinds": kinds_of(options.kind),
        "without_email": options.without_email,
        "without_phone": options.without_phone,
        "without_post": options.without_post,
        "without_visit": options.without_visit,
        "changed_since": day_of(options.changed_since) if options.changed_since else None,
        "visit": planner.visits.find(options.in_visit).id if options.in_visit else "",
        "organisation": _organisation(planner, options.at) if options.at else "",
    }
    changed = {name: value for name, value in given.items() if value}
    return PeopleQuery(filters=replace(filters, **changed), sort=sort, columns=columns)


def edit(options: argparse.Namespace, answer: Answer) -> int:
    """Change several people as one step; ``--dry-run`` says who would change."""
    with opened(options) as planner:
        people = [_person(planner, text) for text in options.ids]
        change = _change(options, planner.today())
        told = planner.several_people.preview(people, change)
        for one in told:
            answer.say(f"{one.name}: {one.before or '–'} → {one.after or '–'}")
        if not options.dry_run and told:
            planner.several_people.edit(people, change)
    if answer.as_json:
        answer.data("changes", [plain(one) for one in told])
    answer.say(
        ngettext(
            "{count} of {all} people changes.",
            "{count} of {all} people change.",
            len(told),
            all=len(people),
        )
    )
    return 0


def _change(options: argparse.Namespace, today: dt.date) -> PeopleChange:
    """``FIELD=VALUE`` of whichever act was given; a post is "TITLE @ ORGANISATION"."""
    for act in Act:
        given = getattr(options, act.value, None)
        if not given:
            continue
        name, _sign, value = given.partition("=")
        (field,) = known_of([name.strip()], set(Field))
        title = ""
        if field == Field.POST and "@" in value:
            title, _at, value = (part.strip() for part in value.rpartition("@"))
        ends = field == Field.POST and act is Act.CLEAR
        day = (day_of(value) if value else today) if ends else None
        return PeopleChange(field=Field(field), act=act, value=value.strip(), title=title, day=day)
    raise UserError(_("Nothing to change was given."), _("See “planner contact edit --help”."))


def add_to_visit(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        visit = planner.visits.find(options.visit)
        people = [_person(planner, text) for text in options.ids]
        inside = {one.person_id for one in planner.visits.plan(visit.id).delegates}
        count = len([key for key in dict.fromkeys(people) if key not in inside])
        if not options.dry_run and count:
            count = planner.several_people.add_to_visit(people, visit.id)
    if answer.as_json:
        answer.data("added", count)
    answer.say(
        ngettext(
            "{count} person was added to “{title}”",
            "{count} people were added to “{title}”",
            count,
            title=visit.title,
        )
    )
    return 0


def views(options: argparse.Namespace, answer: Answer) -> int:
    return say_views(options, answer, AREA, SHEETS)


def history(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        events = planner.person_histories.of(_person(planner, options.person))
    if answer.as_json:
        answer.data("history", [plain(one) for one in events])
        return 0
    answer.table(
        (_("From"), _("To"), _("What"), _("About")),
        [
            (
                one.since,
                one.until,
                _(HAPPENINGS[one.kind]),
                " · ".join(
                    part
                    for part in (one.what, one.about, one.post, ", ".join(_fields(one)))
                    if part
                ),
            )
            for one in events
        ],
    )
    return 0


def _fields(one: PersonEvent) -> list[str]:
    """What of the person was handed out, in words."""
    return [_(title) for name, title in FIELDS.items() if name in one.fields]


def photo(options: argparse.Namespace, answer: Answer) -> int:
    """Give a person a photo from a file, or take it away."""
    with opened(options) as planner:
        person = _person(planner, options.person)
        name = planner.contacts.people.get(person).name
        if options.remove:
            if not options.dry_run:
                planner.photos.remove(person)
            answer.say(_("{name} has no photo any more.").format(name=name))
            return 0
        if options.file is None:
            raise UserError(_("No photo was given."), _("Name a JPEG, PNG or WebP file."))
        found = planner.photos.read(Path(options.file))
        if not options.dry_run:
            planner.photos.put(person, found)
        answer.say(
            _("{name} has a photo of {width} × {height} pixels.").format(
                name=name, width=found.width, height=found.height
            )
        )
    return 0


# what is meant


def _person(planner: Planner, text: str) -> PersonId:
    """The person of this id, or the only one whom the text finds.

    :raises NotFound: nobody, or several.
    """
    known = planner.contacts.people.find(text)
    if known is not None:
        return known.id
    lines = planner.contacts.page(0, 6, text)
    if len(lines) == 1:
        return lines[0].id
    names = "; ".join(line.name for line in lines)
    raise NotFound(
        _("“{text}” may mean several people: {names}.").format(text=text, names=names)
        if lines
        else _("Nobody is called “{text}”.").format(text=text),
        _("Add the given name.") if lines else _("See “planner contact list”."),
    )


def _organisation(planner: Planner, text: str) -> str:
    found = planner.organisations.choices(text, 6)
    exact = [key for key, name in found if name.casefold() == text.casefold()]
    if len(exact or found) != 1:
        names = "; ".join(name for _key, name in found)
        raise NotFound(
            _("“{text}” may mean several organisations: {names}.").format(text=text, names=names)
            if found
            else _("No organisation is called “{text}”.").format(text=text),
            _("Type the whole name."),
        )
    return exact[0] if exact else found[0][0]
