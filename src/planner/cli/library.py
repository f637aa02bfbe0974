"""``planner library | search``."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from planner import paths, settings
from planner.cli import shapes
from planner.cli.answering import Answer
from planner.cli.files import idle_sentence, taken_sentence
from planner.cli.opening import address, opened
from planner.domain.word_titles import TITLES
from planner.errors import NotFound, UserError
from planner.i18n import _
from planner.services.planner import Planner, create_planner


def init(options: argparse.Namespace, answer: Answer) -> int:
    place = options.path or address(options)
    if options.dry_run:
        if "://" not in place and Path(place).exists():
            raise UserError(
                _("There is already a file at {path}.").format(path=place),
                _("It was left as it is. Choose another name, or open it."),
            )
        answer.say(_("A library would be made at {path}.").format(path=place))
        return 0
    chosen = settings.load(paths.user_config() / "settings.json")
    if options.encrypt:
        from planner.cli.lockbox import created  # late: most libraries are plain

        planner = created(options, answer, place, chosen)
    else:
        planner = create_planner(place, chosen, sample=options.sample)
        if "://" not in place and not (options.plain or options.sample):
            answer.note(
                _(
                    "{name} is a plain file: whoever has it can read it. “planner library encrypt”"
                    " encrypts it; --plain makes it without this warning."
                ).format(name=Path(place).name)
            )
    try:
        if options.path and os.environ.get("PLANNER_LIBRARY") != options.path:
            answer.say(
                _("Say --library {path} with each command, or set PLANNER_LIBRARY to it.").format(
                    path=place
                )
            )
        return _tell(planner, answer, _("The library is at {path}.").format(path=place))
    finally:
        planner.close()


def info(options: argparse.Namespace, answer: Answer) -> int:
    if options.path:
        options.library = options.path
    with opened(options) as planner:
        return _tell(planner, answer, _("The library is at {path}.").format(path=planner.address))


def _tell(planner: Planner, answer: Answer, sentence: str) -> int:
    counts, facts, taken = planner.counts(), planner.facts(), planner.files.taken()
    if answer.as_json:
        answer.data(
            "library",
            {
                "address": planner.address,
                "read_only": planner.is_read_only,
                "made_on": facts.get("made_on", ""),
                "sample": facts.get("sample") == "1",
                "counts": counts,
                "files": {"count": taken.files, "bytes": taken.size, "idle_bytes": taken.idle_size},
            },
        )
        return 0
    answer.say(sentence)
    answer.table(
        (_("What"), _("How many")),
        [(_(TITLES[word]), number) for word, number in counts.items() if number],
    )
    if taken.files:
        answer.say(taken_sentence(taken.files, taken.size))
    if taken.idle_files:
        answer.say(idle_sentence(taken.idle_files, taken.idle_size))
    return 0


def search(options: argparse.Namespace, answer: Answer) -> int:
    with opened(options) as planner:
        hits = planner.search(" ".join(options.text), options.limit)
        if hits and answer.as_json:
            answer.data("hits", [shapes.hit(hit) for hit in hits])
        elif hits:
            answer.table(
                (_("What"), _("Title"), _("More")),
                [(_(TITLES[hit.word]), hit.title, hit.detail) for hit in hits],
            )
        if not hits:
            raise NotFound(
                _("Nothing contains “{text}”.").format(text=" ".join(options.text)),
                _("Try fewer letters, another spelling or the native name."),
            )
    return 0
