"""``planner history``: what was done, by whom and when; undo and redo."""

from __future__ import annotations

import argparse
from typing import Any

from planner import history_phrases
from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.files import record
from planner.cli.list_asking import day_of
from planner.cli.opening import opened
from planner.cli.options import add_verb, paged, writing
from planner.domain.history import Asked, FieldChange, RecordChange
from planner.domain.library import BY_NAME
from planner.domain.times import on_this_clock
from planner.domain.words import field_names
from planner.errors import NotFound
from planner.i18n import _, moment_in_words
from planner.phrases import label
from planner.services.planner import Planner

ABOUT = ("person", "visit", "organisation", "site", "agreement", "follow_up")
"""The words of records that one asks about by name."""


def history_verbs(verbs: Any) -> None:
    verb = paged(add_verb(verbs, "list", _("the steps, latest first"), list_))
    for word in ABOUT:
        option = "--" + word.replace("_", "-")
        verb.add_argument(option, default="", metavar="NAME", help=_("its id or its name"))
    verb.add_argument("--from", dest="since", default="", metavar="DATE")
    verb.add_argument("--to", dest="until", default="", metavar="DATE")
    verb.add_argument("--by", default="", metavar="AUTHOR", help=_("who did it"))
    verb.add_argument("--text", default="", help=_("words of the names that a step tells of"))
    verb = add_verb(verbs, "show", _("what one step changed"), show)
    verb.add_argument("number", type=int, help=_("as “history list” shows it"))
    verb = add_verb(verbs, "field", _("who changed a field of a record, and when"), field)
    verb.add_argument("kind", choices=sorted(BY_NAME))
    verb.add_argument("record", help=_("its id or its name"))
    verb.add_argument("field", help=_("such as family_name, status, first_day"))
    verb = writing(add_verb(verbs, "undo", _("take back the latest step"), undo))
    verb.add_argument("number", type=int, nargs="?", help=_("another step, as “list” shows it"))
    again = writing(add_verb(verbs, "redo", _("do the last undone step again"), redo))
    again.add_argument("number", nargs="?", type=int, help=_("of another undone step"))


def _asked(planner: Planner, options: argparse.Namespace) -> Asked:
    word, key = "", ""
    for one in ABOUT:
        if named := getattr(options, one):
            word, key = one, record(planner, one, named)
    return Asked(
        word=word,
        key=key,
        first_day=day_of(options.since) if options.since else None,
        last_day=day_of(options.until) if options.until else None,
        author=options.by,
        text=options.text,
    )


def list_(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        steps = planner.history.page(options.offset, options.limit, _asked(planner, options))
        if answer.as_json:
            answer.data("history", [shapes.step(step) for step in steps])
            return 0
        answer.table(
            (_("No."), _("When (UTC)"), _("Who"), _("What"), ""),
            [
                (
                    step.number,
                    moment_in_words(on_this_clock(step.at).replace(tzinfo=None)),
                    step.author,
                    label(step),
                    _("undone") if step.undone_by else "",
                )
                for step in steps
            ],
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        step = planner.history.find(options.number)
        changes = planner.history_details.told(step.number)
        back = planner.backups.taken_back(step) if planner.can_back_up else []
    if answer.as_json:
        shape = {**shapes.step(step), "changes": [_shape(one) for one in changes]}
        if back:
            shape["taken_back"] = [shapes.step(one) for one in back]
        answer.data("step", shape)
        return 0
    answer.say(
        f"{moment_in_words(on_this_clock(step.at).replace(tzinfo=None))}, {step.author}: {label(step)}"
    )
    for lost in back:
        answer.say(
            _("Taken back by the restore: {step}").format(
                step=f"{moment_in_words(on_this_clock(lost.at).replace(tzinfo=None))}, {lost.author}: {label(lost)}"
            )
        )
    rows = []
    for one in changes:
        rows.append((history_phrases.heading(one), "", "", ""))
        for change in one.fields:
            title = history_phrases.field_title(one.word, change.field)
            rows.append(("", title, *history_phrases.field_values(one.word, change)))
    answer.table((_("Record"), _("Field"), _("Before"), _("After")), rows)
    return 0


def field(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        kind = BY_NAME[options.kind]
        if options.field not in field_names(kind):
            raise NotFound(
                _("There is no field “{field}” there.").format(field=options.field),
                _("The fields are: {names}.").format(names=", ".join(field_names(kind))),
            )
        key = record(planner, options.kind, options.record)
        found = planner.history_details.of_field(options.kind, key, options.field)
    if answer.as_json:
        answer.data(
            "field_history",
            [{**shapes.step(one.step), **_field_shape(one.change)} for one in found],
        )
        return 0
    answer.table(
        (_("When (UTC)"), _("Who"), _("Before"), _("After"), _("What")),
        [
            (
                moment_in_words(on_this_clock(one.step.at).replace(tzinfo=None)),
                one.step.author,
                *history_phrases.field_values(options.kind, one.change),
                label(one.step),
            )
            for one in found
        ],
    )
    return 0


def _shape(one: RecordChange) -> dict[str, Any]:
    return {
        "word": one.word,
        "id": one.id,
        "name": one.name,
        "act": one.act.value,
        "fields": [_field_shape(change) for change in one.fields],
    }


def _field_shape(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "hidden": change.hidden,
    }


def undo(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        number = options.number
        step = planner.history.next_undo() if number is None else planner.history.find(number)
        if step is None:
            raise NotFound(_("There is nothing to undo."), _("Nothing was changed."))
        if not options.dry_run:
            planner.history.undo(number)
        if answer.as_json:
            answer.data("undone", shapes.step(step))
        answer.say(
            (_("Would undo: {what}") if options.dry_run else _("Undone: {what}")).format(
                what=label(step)
            )
        )
    return 0


def redo(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        number = options.number
        step = planner.history.next_redo() if number is None else planner.history.find(number)
        if step is None or step.undone_by is None:
            raise NotFound(_("There is nothing to redo."), _("Nothing was changed."))
        if not options.dry_run:
            planner.history.redo(number)
        if answer.as_json:
            answer.data("redone", shapes.step(step))
        answer.say(
            (_("Would redo: {what}") if options.dry_run else _("Done again: {what}")).format(
                what=label(step)
            )
        )
    return 0
