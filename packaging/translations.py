"""Collects the sentences of the program and compiles the catalogues in resources/translations.

Danish and German hold all of them, Swedish and Japanese only those that stand on papers.

``python packaging/translations.py`` after a sentence was added or changed: new ones stand in the
.po files with an empty translation; the .mo files that ship are made from them. With languages as
arguments ("da") only theirs.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("da", "de")
PAPER_LANGUAGES = ("sv", "ja")
PAPER_SOURCES = (
    "planner/documents/",
    "planner/services/report_table.py",
    "planner/i18n.py",
    "planner/release_phrases.py",
    "planner/domain/access.py:ACCESS_STATUSES",
    "planner/domain/agreements.py:AGREEMENT_KINDS",
    "planner/domain/agreements.py:AGREEMENT_STATUSES",
    "planner/domain/followups.py:FOLLOW_UP_STATUSES",
    "planner/domain/followups.py:SIDES",
    "planner/domain/gifts.py:GIFT_DIRECTIONS",
    "planner/domain/item_changes.py:CHANGE_KINDS",
    "planner/domain/itinerary.py:AUDIENCE_KINDS",
    "planner/domain/itinerary.py:INTERPRETING",
    "planner/domain/itinerary.py:ITEM_KINDS",
    "planner/domain/itinerary.py:ITEM_STATUSES",
    "planner/domain/word_titles.py:TITLES",
    "planner/domain/organisations.py:ORGANISATION_KINDS",
    "planner/domain/outcomes.py:COST_KINDS",
    "planner/domain/part_changes.py:FIELDS",
    "planner/domain/sites.py:ACCESS_FIELDS",
    "planner/domain/sites.py:SITE_RULE_KINDS",
    "planner/domain/travel.py:MODES",
    "planner/domain/travel.py:RESOURCE_KINDS",
    "planner/domain/travel.py:ROOM_KINDS",
    "planner/domain/visits.py:CATEGORIES",
    "planner/domain/visits.py:NEED_KINDS",
    "planner/domain/visits.py:VISIT_STATUSES",
)
"""Whose sentences stand on papers: a folder, a module, or one table of a module."""
ABOUT_PAPERS = "planner/documents/template"
"""What is said to those who make a template stands on none."""
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
    "with_context": ((1, "c"), 2),
}


def collected() -> Catalog:
    """All sentences of the source, without line numbers: a moved line is no change."""
    catalog = Catalog(project="planner", charset="utf-8")
    found = extract_from_dir(
        str(ROOT / "src"),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    )
    for file, _line, message, comments, context in sorted(found, key=lambda entry: str(entry[2])):
        if message:
            catalog.add(
                message,
                locations=[(Path(file).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def on_papers(catalog: Catalog) -> Catalog:
    """Those of the collected sentences that stand on papers."""
    whole = tuple(source for source in PAPER_SOURCES if ":" not in source)
    tabled = {word for source in PAPER_SOURCES if ":" in source for word in _table(source)}
    chosen = Catalog(project="planner", charset="utf-8")
    for message in catalog:
        files = [file for file, _line in message.locations]
        if message.id and (
            any(file.startswith(whole) and not file.startswith(ABOUT_PAPERS) for file in files)
            or (message.id in tabled and not message.context)
        ):
            chosen.add(
                message.id,
                locations=message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return chosen


def _table(source: str) -> Iterator[str]:
    """The sentences marked within one assignment of a module: "planner/domain/travel.py:MODES"."""
    module, name = source.split(":")
    for line in ast.parse((ROOT / "src" / module).read_text(encoding="utf-8")).body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            for node in ast.walk(line):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                    yield ast.literal_eval(node.args[0])
            return
    raise LookupError(f"{source} names no table")


def update(language: str, template: Catalog) -> Catalog:
    path = FOLDER / language / "LC_MESSAGES" / "planner.po"
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, project="planner", charset="utf-8")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def main() -> int:
    template = collected()
    papers = on_papers(template)
    missing = 0
    for language in sys.argv[1:] or (*LANGUAGES, *PAPER_LANGUAGES):
        catalog = update(language, papers if language in PAPER_LANGUAGES else template)
        folder = FOLDER / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "planner.po").open("wb") as file:
            write_po(
                file, catalog, width=100, omit_header=False, include_lineno=False, sort_output=True
            )
        with (folder / "planner.mo").open("wb") as file:
            write_mo(file, catalog)
        gaps = [message for message in catalog if message.id and not any(_texts(message.string))]
        missing += len(gaps)
        print(f"{language}: {len(catalog)} sentences, {len(gaps)} without a translation")
    return 0 if missing == 0 else 1


def _texts(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, tuple | list) else (str(string or ""),)


if __name__ == "__main__":
    sys.exit(main())
