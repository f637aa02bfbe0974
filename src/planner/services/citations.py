"""What sources say of one record: cited by hand, corrected, taken back."""

from __future__ import annotations

from planner.domain.sources import Citation
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.parts import Labels, Parts
from planner.storage import reading, search
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


def _right(citation: Citation, others: list[Citation]) -> None:
    if not clean_line(citation.fact):
        raise UserError(_("It is missing what is stated."), _("Type it, such as “signed”."))
    said = (citation.source_id, citation.fact, citation.value, citation.as_of)
    if said in {(one.source_id, one.fact, one.value, one.as_of) for one in others}:
        raise UserError(_("This is cited already."), _("Nothing was changed."))
