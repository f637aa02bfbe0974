"""``planner library move``: into a folder where it is safe, or a copy to work on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from planner.cli.answering import Answer
from planner.cli.opening import address
from planner.cli.options import add_verb
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services import whereabouts


def move_verb(verbs: Any) -> None:
    verb = add_verb(verbs, "move", _("move the library to another folder, checked there"), move)
    verb.add_argument("folder", nargs="?", help=_("a folder of this computer that nothing syncs"))
    verb.add_argument("--copy", action="store_true", help=_("leave the library where it is"))
    verb.add_argument(
        "--dry-run", action="store_true", help=_("say where it would be, and move nothing")
    )
    verb.add_argument(
        "--remove-old",
        action="store_true",
        help=_("overwrite and remove what a move left at the old place"),
    )


def move(options: argparse.Namespace, answer: Answer) -> int:
    old = address(options)
    if not Path(old).is_file():
        raise NotFound(_("There is no library at {path}.").format(path=old))
    if options.remove_old:
        return remove_old(Path(old), answer)
    if options.folder is None:
        raise UserError(_("Say to which folder."), _("Nothing was changed."))
    if options.dry_run:
        where = whereabouts.target(old, Path(options.folder).absolute())
        if answer.as_json:
            answer.data("library", {"address": str(where), "before": old, "dry_run": True})
        answer.say(_("The library would be at {path}; nothing was moved.").format(path=where))
        return 0
    act = whereabouts.copy if options.copy else whereabouts.move
    new = act(old, Path(options.folder).absolute())
    if answer.as_json:
        shape = {"address": str(new), "before": old, "copy": bool(options.copy)}
        shape["stays"] = [str(path) for path in whereabouts.stays(new)]
        answer.data("library", shape)
    answer.say(_("The library is at {path}.").format(path=new))
    stays = [] if options.copy else whereabouts.stays(new)
    for path in stays:
        answer.say(_("At the old place stays {path}, with all that was in it.").format(path=path))
    if stays:
        answer.note(_("Remove it when all is well: “planner library move --remove-old”."))
    return 0


def remove_old(library: Path, answer: Answer) -> int:
    """What moves left at the old places goes."""
    gone = whereabouts.remove_stays(library)
    if answer.as_json:
        answer.data("removed", [str(path) for path in gone])
    for path in gone:
        answer.say(_("Removed: {path}").format(path=path))
    if not gone:
        answer.say(_("Nothing is left at an old place."))
    return 0
