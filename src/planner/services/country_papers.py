"""The country page as a file: PDF or Word, in one language or in two, for our own office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.country_lines import CountryCard
from planner.domain.ids import PersonId
from planner.domain.told import Told
from planner.errors import UserError
from planner.i18n import _, current
from planner.services.core import Core
from planner.services.countries import Countries
from planner.services.disclosures import Disclosures, Given
from planner.services.document_papers import written
from planner.services.occasions import FORMATS
from planner.text import safe_file_name

if TYPE_CHECKING:
    from planner.documents.content import Document
    from planner.documents.looks import Look

PAPER: Final = "country-page"


class CountryPapers:
    def __init__(self, core: Core, countries: Countries) -> None:
        self._core, self._countries = core, countries

    def file_name(self, code: str, ending: str) -> str:
        """ "2027-04-01_country_Japan.pdf", in the reader's language."""
        from planner.services.countries import title_of

        stem = _("country")
        name = title_of(self._countries.card(code).country)
        day = self._core.today().isoformat()
        return f"{safe_file_name(f'{day}_{stem}_{name}')}.{ending}"

    def document(self, code: str, languages: tuple[str, ...] = ()) -> tuple[Document, Look]:
        """What stands on the page, and how it looks.

        :raises NotFound: no such country. :raises UserError: a language that papers do not speak.
        """
        return self._made(self._countries.card(code), languages)

    def write(self, path: Path, code: str, languages: tuple[str, ...] = ()) -> None:
        """Write it whole; the ending of ``path`` says as what. It is put on record, since posted
        people may be named in it.

        :raises UserError: another ending than those of papers. :raises NotWritten: it could not be
            written; an old file is as it was.
        """
        ending = path.suffix.removeprefix(".").lower()
        if ending not in FORMATS:
            raise UserError(
                _("Papers cannot be written as “{format}”.").format(format=ending or path.name),
                _("Choose from: {formats}.").format(formats=", ".join(FORMATS)),
            )
        card = self._countries.card(code)
        document, look = self._made(card, languages)
        Disclosures(self._core).save(
            path,
            Given(
                file_name=path.name,
                content=written(document, look, ending),
                subjects=_told(card),
                paper=PAPER,
                language="-".join(languages) or current().code,
            ),
        )

    def _made(self, card: CountryCard, languages: tuple[str, ...]) -> tuple[Document, Look]:
        from planner.documents.briefing.country_page import CountryMaterial, country_page
        from planner.documents.speaking.wording import speech
        from planner.documents.templates.known import template

        settings = self._core.settings
        look = template(settings.text("template"))
        material = CountryMaterial(
            card=card,
            speech=speech(*(languages or (current().code,)), wording=look.wording),
            look=look,
            home_zone=settings.text("home_zone"),
            at=self._core.now(),
            today=self._core.today(),
        )
        return country_page(material), look


def _told(card: CountryCard) -> list[Told]:
    """Who is named: those posted for the country, with their post and house."""
    people: dict[PersonId, Told] = {}
    for one in card.attaches:
        key, posting = one.line.posting.person_id, one.line.posting
        if key:
            said = {"name": (one.line.person,), "position": (posting.title,)}
            values = {name: tuple(filter(None, told)) for name, told in said.items()}
            people[key] = Told(
                name=one.line.person,
                person_id=key,
                values={**values, "organisation": (one.house,)},
            )
    return list(people.values())
