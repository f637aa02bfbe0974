"""``planner library move``: into a folder where it is safe, or a copy to work on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import address
from planner.cli.options import add_verb
from planner.errors import NotFound
from planner.i18n import _
from planner.services import whereabouts


def move_verb(verbs: Any) -> None:
    verb = add_verb(verbs, "move", _("move the library to another folder, checked there"), move)
    verb.add_argument("folder", help=_("a folder of this computer that nothing syncs"))
    verb.add_argument("--copy", action="store_true", help=_("leave the library where it is"))


def move(options: argparse.Namespace, answer: Answer) -> int:
    old = address(options)
    if not Path(old).is_file():
        raise NotFound(_("There is no library at {path}.").format(path=old))
    act = whereabouts.copy if options.copy else whereabouts.move
    new = act(old, Path(options.folder).absolute())
    if answer.as_json:
        answer.data("library", {"address": str(new), "before": old, "copy": bool(options.copy)})
    answer.say(_("The library is at {path}.").format(path=new))
    return 0
