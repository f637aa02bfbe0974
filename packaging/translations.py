"""Collects the sentences of the program and compiles the catalogues in resources/translations.

``python packaging/translations.py`` after a sentence was added or changed: new ones stand in the
.po files with an empty translation; the .mo files that ship are made from them. With languages as
arguments ("da") only theirs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("da", "de")
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
    missing = 0
    for language in sys.argv[1:] or LANGUAGES:
        catalog = update(language, template)
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
