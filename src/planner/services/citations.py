"""What sources say of one record: cited by hand, corrected, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from planner.domain.organisation_lines import Statement
from planner.domain.source_reading.countries import CountryBook, book
from planner.domain.source_reading.sameness import is_same_value
from planner.domain.sources import Citation
from planner.errors import UserError
from planner.i18n import N_, _
from planner.places_named import country_names
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading, search
from planner.storage.queries.organisations import statements
from planner.text import clean_line


class Citations(Parts[Citation]):
    """By the record that they speak of. The same source may say the same of it once."""

    def __init__(self, core: Core) -> None:
        labels = Labels(
            add=N_("Cite a source for {name}"),
            change=N_("Change a citation for {name}"),
            remove=N_("Remove a citation for {name}"),
        )

        def name(key: str) -> str:
            found = reading.where(core.reader, Citation, "subject_id = :key", {"key": key})
            return search.name_of(core.reader, found[0].subject_kind, key) if found else ""

        super().__init__(core, Citation, "subject_id", name, labels, _right)

    def statements(self, word: str, key: str) -> tuple[Statement, ...]:
        """What sources say of a record, the latest first; those that differ all stand."""
        return statements(self._core.reader, word, key)

    def differ(self, said: Sequence[str]) -> bool:
        """Whether these values of one fact contradict each other; a town in another language does not."""
        return any(not is_same_value(said[0], one, known_countries().read) for one in said[1:])


def english_names() -> dict[str, str]:
    return {code: name for code, name in country_names("en").items() if len(code) == 2}


@cache
def known_countries() -> CountryBook:
    """The English names, as citations keep them, and what else each is called."""
    return book(((code, "en", name) for code, name in english_names().items()), "en")


def _right(citation: Citation, others: list[Citation]) -> None:
    if not clean_line(citation.fact):
        raise UserError(_("It is missing what is stated."), _("Type it, such as “signed”."))
    said = (citation.source_id, citation.fact, citation.value, citation.as_of)
    if said in {(one.source_id, one.fact, one.value, one.as_of) for one in others}:
        raise UserError(_("This is cited already."), _("Nothing was changed."))
