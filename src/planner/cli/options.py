"""What the commands have in common: nouns, verbs, and the options that many of them take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.errors import UserError
from planner.i18n import _


def ends_with(path: Path, *endings: str) -> Path:
    """The path, if its name ends as the file that will be written.

    :raises UserError: it ends otherwise; nothing could open the file under that name.
    """
    if path.suffix.lower() not in endings:
        raise UserError(
            _("“{name}” does not end with {endings}.").format(
                name=path.name, endings=_(" or ").join(endings)
            ),
            _("Nothing was written. Choose another name."),
        )
    return path


def add_noun(nouns: Any, name: str, text: str) -> Any:
    parser = nouns.add_parser(name, help=text, description=text)
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)


def add_verb(verbs: Any, name: str, text: str, run: Callable[..., int]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    common(parser)
    return parser


def common(parser: argparse.ArgumentParser, *, first: bool = False) -> None:
    """Options that may stand before the command or behind it; behind, an absent one keeps what stood before."""
    absent: Any = None if first else argparse.SUPPRESS
    off: Any = False if first else argparse.SUPPRESS
    parser.add_argument(
        "--library", metavar="PATH-or-URL", default=absent, help=_("the library to use")
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="PATH",
        default=absent,
        help=_("its first line opens an encrypted library"),
    )
    parser.add_argument(
        "--passphrase-env",
        metavar="NAME",
        default=absent,
        help=_("the variable that holds the passphrase, else PLANNER_LIBRARY_PASSPHRASE"),
    )
    parser.add_argument("--json", action="store_true", default=off, help=_("answer in JSON"))


def writing(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, write nothing")
    )
    return parser


def paged(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--limit", type=int, default=100, metavar="N")
    parser.add_argument("--offset", type=int, default=0, metavar="N")
    parser.add_argument("--search", default="", metavar="TEXT")
    return parser


def list_options(verb: argparse.ArgumentParser, columns: str) -> None:
    """As what a list is shown; ``columns`` are the keys that there are."""
    verb.add_argument("--view", default="", metavar="NAME", help=_("as this saved view"))
    verb.add_argument("--columns", default="", metavar="KEY,…", help=columns)
    verb.add_argument(
        "--sort", default="", metavar="KEY", help=_("a column; with - before it the largest first")
    )
    verb.add_argument("--changed-since", default="", metavar="DATE", help="2027-05-10")
