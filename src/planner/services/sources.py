"""Sources on record: what each states, where they differ, what is cited by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.domain.ids import RecordId, SourceId, new_id
from planner.domain.library import BY_NAME
from planner.domain.source_lines import SourceCard, SourceLine
from planner.domain.source_reading.reading import cleaned
from planner.domain.sources import Citation, Source
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services import source_differences
from planner.services.core import Core
from planner.services.keeping import Keeper
from planner.services.source_texts import SourceTexts
from planner.storage import reading as rows
from planner.storage.queries import narrowing
from planner.storage.queries import sources as queries
from planner.text import clean_line, clean_text

if TYPE_CHECKING:
    from planner.services.importing import Importing


class Sources(SourceTexts):
    """Sources as of a date. Two that differ are both kept."""

    def __init__(self, core: Core, importing: Callable[[], Importing]) -> None:
        super().__init__(core, importing)
        self.keeper = Keeper(core, Source)
        self.citations = Keeper(core, Citation)

    def count(self, text: str = "") -> int:
        return narrowing.count(self._core.reader, "source", self._narrowed(text))

    def page(self, offset: int = 0, limit: int = 100, text: str = "") -> list[SourceLine]:
        return queries.sources_page(self._core.reader, self._narrowed(text), offset, limit)

    def card(self, source: SourceId) -> SourceCard:
        """:raises NotFound: no such source."""
        found = self.keeper.get(source)
        return SourceCard(
            found,
            tuple(queries.cited_facts(self._core.reader, source)),
            tuple(self.differences(source)),
        )

    def differences(self, source: SourceId | None = None) -> list[str]:
        """What a source says otherwise than others, in sentences; without one, all differences there are."""
        if source is None:
            return source_differences.everywhere(self._core.reader)
        return source_differences.of_source(self._core.reader, source)

    def add(self, source: Source, *, origin: object = None) -> SourceId:
        """Add a source without a text.

        :raises UserError: no title.
        """
        self.keeper.add(_checked(source), origin=origin)
        return source.id

    def edit(
        self, source: SourceId, *, seen: Source | None = None, origin: object = None, **fields: Any
    ) -> Source:
        """:raises UserError: no title. :raises OutOfDate: a field changed since ``seen``."""
        checked = _checked(replace(self.keeper.get(source), **fields))
        clean = {name: getattr(checked, name) for name in fields}
        return self.keeper.edit(source, seen=seen, origin=origin, **clean)

    def remove(self, source: SourceId, *, origin: object = None) -> None:
        """Remove a source with what is cited from it; the records themselves stay."""
        self.keeper.remove(source, origin=origin)

    def of(self, word: str, key: str) -> list[Citation]:
        """What is cited about one record, the latest first."""
        return rows.where(
            self._core.reader,
            Citation,
            "subject_kind = :word AND subject_id = :key",
            {"word": word, "key": key},
            f"{rows.LATEST}, id",
        )

    def cite(
        self,
        source: SourceId,
        word: str,
        key: str,
        fact: str,
        value: str = "",
        as_of: dt.date | None = None,
        *,
        origin: object = None,
    ) -> RecordId:
        """Say by hand that a source states something about a record; without a date, for the source's own.

        :raises UserError: no fact, or the same is cited already. :raises NotFound: source or record is gone.
        """
        fact, value = clean_line(fact), clean_line(value)
        if not fact:
            raise UserError(_("It is missing what is stated."), _("Type it, such as “signed”."))
        found = self.keeper.get(source)
        if word not in BY_NAME or rows.one(self._core.reader, BY_NAME[word], key) is None:
            raise NotFound(_("This record is not in the library."), _("It may have been removed."))
        as_of = as_of or found.as_of
        for one in self.of(word, key):
            if (one.source_id, one.fact, one.value, one.as_of) == (source, fact, value, as_of):
                raise UserError(_("This is cited already."), _("Nothing was changed."))
        citation = Citation(
            id=RecordId(new_id()), source_id=source, subject_kind=word, subject_id=key, fact=fact,
            value=value, as_of=as_of,
        )  # fmt: skip
        facts_of_step: dict[str, str | int] = {"name": found.title, "word": "citation"}
        with self._core.work(N_("Cite {name}"), facts_of_step, origin=origin) as work:
            work.add(citation)
        return citation.id

    def uncite(self, citation: RecordId, *, origin: object = None) -> None:
        """Take a citation back; what is known otherwise stays."""
        found = self.citations.get(citation)
        name = self.keeper.get(found.source_id).title
        with self._core.work(
            N_("Remove a citation of {name}"), {"name": name, "word": "citation"}, origin=origin
        ) as work:
            work.remove(Citation, citation)

    def _narrowed(self, text: str) -> narrowing.Narrowing:
        return narrowing.narrowed(self._core.reader, "source", text)


def _checked(source: Source) -> Source:
    if not clean_line(source.title):
        raise UserError(_("The source has no title."), _("Type what the text is called."))
    return replace(
        source,
        title=clean_line(source.title),
        publisher=clean_line(source.publisher),
        language=clean_line(source.language),
        url=clean_line(source.url),
        notes=clean_text(source.notes),
        text=cleaned(source.text) if source.text else "",
    )
