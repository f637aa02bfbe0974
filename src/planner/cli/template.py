"""``planner template``: how papers look. Needs no library."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner import paths, settings
from planner.cli.answering import Answer
from planner.cli.options import add_verb, writing
from planner.i18n import _

if TYPE_CHECKING:
    from planner.documents.templates.known import Template
    from planner.documents.templates.problems import Problem
    from planner.services.templates import Templates

WRONG = 3
"""What ``check`` answers with when a template cannot be used."""


def template_verbs(verbs: Any) -> None:
    add_verb(verbs, "list", _("all templates, the broken ones too"), list_)
    verb = add_verb(verbs, "show", _("what a template says"), show)
    verb.add_argument("name")
    verb = add_verb(
        verbs,
        "check",
        _("what is wrong with a template, and where; answers 3 if it cannot be used"),
        check,
    )
    verb.add_argument("template", metavar="NAME-or-FOLDER")
    verb = writing(add_verb(verbs, "new", _("a template of your own, to change"), new))
    verb.add_argument("name")
    verb.add_argument(
        "--from", dest="source", default="plain", metavar="NAME", help=_("as which it begins")
    )
    verb = writing(add_verb(verbs, "use", _("let all papers look so"), use))
    verb.add_argument("name")


def _templates() -> Templates:
    from planner.services.templates import Templates

    return Templates(settings.load(paths.user_config() / "settings.json"))


def list_(options: argparse.Namespace, answer: Answer) -> int:
    from planner.services.templates import shown_title

    templates = _templates()
    found = templates.list()
    if answer.as_json:
        answer.data("templates", [_shape(one, templates.usual) for one in found])
        return 0
    answer.table(
        (_("Name"), _("Title"), _("Used"), _("Whose"), _("Cannot be used, because")),
        [
            (
                one.name,
                shown_title(one),
                _("for all papers") if one.name == templates.usual else "",
                _("yours") if one.own else _("shipped"),
                one.problem,
            )
            for one in found
        ],
    )
    if templates.usual not in {one.name for one in found}:
        answer.note(
            _("All papers want the template “{name}”, which is gone.").format(name=templates.usual)
        )
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    templates = _templates()
    one = templates.find(options.name)
    if answer.as_json:
        answer.data("template", _shape(one, templates.usual))
        return 0
    answer.say(str(one.folder))
    for name, value in _told(one).items():
        answer.say(f"{name} = {value}")
    for problem in one.problems:
        answer.note(str(problem))
    return 0


def check(options: argparse.Namespace, answer: Answer) -> int:
    problems = _templates().check(options.template)
    if answer.as_json:
        answer.data("problems", [_problem(one) for one in problems])
    for one in problems:
        answer.say(str(one) if one.severe else _("{problem} (advice)").format(problem=one))
    if not problems:
        answer.say(_("Nothing is wrong with it."))
    return WRONG if any(one.severe for one in problems) else 0


def new(options: argparse.Namespace, answer: Answer) -> int:
    templates = _templates()
    if options.dry_run:
        folder = templates.place(options.name, options.source)
        answer.say(_("Would write {path}").format(path=folder))
        return 0
    made = templates.new(options.name, options.source)
    if answer.as_json:
        answer.data("template", _shape(made, templates.usual))
    answer.say(_("Wrote {path}").format(path=made.folder))
    answer.say(_("Change its files, then: planner template check {name}").format(name=made.name))
    return 0


def use(options: argparse.Namespace, answer: Answer) -> int:
    templates = _templates()
    if options.dry_run:
        templates.look(options.name)
    else:
        templates.choose(options.name)
    if answer.as_json:
        answer.data("template", _shape(templates.find(options.name), templates.usual))
    answer.say(_("All papers look like “{name}” now.").format(name=options.name))
    return 0


def _shape(one: Template, usual: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "folder": str(one.folder),
        "own": one.own,
        "usual": one.name == usual,
        "usable": one.look is not None,
        "problems": [_problem(problem) for problem in one.problems],
        **({"look": _told(one)} if one.look else {}),
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {"file": one.file, "line": one.line, "text": one.text, "severe": one.severe}


def _told(one: Template) -> dict[str, Any]:
    """What of the look can be said in a line each."""
    from dataclasses import asdict

    look = one.look
    if look is None:
        return {}
    return {
        "title": look.title,
        "organisation": look.organisation,
        "address": list(look.address),
        "accent": look.accent,
        "ink": look.ink,
        "logo": look.logo is not None,
        **asdict(look.layout),
        "wording": {language: dict(words) for language, words in look.wording.items()},
        "page.typ": (Path(one.folder) / "page.typ").is_file(),
        "word.docx": look.word is not None,
    }
