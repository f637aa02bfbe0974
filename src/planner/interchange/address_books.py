"""Text tables that address books export: known by their headers, read as people with labelled numbers.

Google Contacts (both sets of headers), Outlook (English, Danish, German), Thunderbird (the same
three), LinkedIn and what we write ourselves. A table with any column that none of these programs
writes is somebody's own list, and is left to the recognition of columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from planner.interchange.people_rows import Entry, sheet_of
from planner.interchange.sheet_cells import Plain, Sheet
from planner.text import clean_line, fold

_LOOK: Final = 12
"""Rows in which the headers are looked for; some exports begin with a note."""

# Each line: what a column is, and its headers. Of a way the label stands behind the colon.
_FIELDS: Final = """
given_name = First Name|Given Name|Fornavn|Vorname
more_name = Middle Name|Additional Name|Mellemnavn|Weitere Vornamen|Zweiter Vorname
family_name = Last Name|Family Name|Surname|Efternavn|Nachname
shown_name = Name|Display Name|Vist navn|Anzeigename|File As
given_reading = Phonetic First Name|Given Name Yomi|Given Yomi|First Name Yomi|Phonetic Given Name
family_reading = Phonetic Last Name|Family Name Yomi|Surname Yomi|Last Name Yomi|Phonetic Family Name
whole_reading = Yomi Name|Reading
native_name = Native Name
prefix = Title|Name Prefix|Titel|Anrede|Prefix
suffix = Suffix|Name Suffix|Suffiks
organisation = Company|Organization|Organization Name|Organization 1 - Name|Firma|Virksomhed|Organisation
department = Department|Organization Department|Organization 1 - Department|Afdeling|Abteilung
position = Job Title|Organization Title|Organization 1 - Title|Stilling|Position|Jobtitel|Berufsbezeichnung
notes = Notes|Noter|Notizen|Note|Bemærkninger
birth_date = Birthday|Fødselsdag|Geburtstag
email = E-mail Address|E-mail 2 Address|E-mail 3 Address|Primary Email|Secondary Email|Email Address|\
E-mailadresse|E-mail 2-adresse|E-mail 3-adresse|E-mailadresse 2|E-mailadresse 3|E-mail 2: adresse|\
Primær e-mail|Sekundær e-mail|Primær e-mailadresse|Sekundær e-mailadresse|Primær mailadresse|\
Sekundær mailadresse|E-Mail-Adresse|E-Mail 2: Adresse|E-Mail 3: Adresse|E-Mail-Adresse 2|\
E-Mail-Adresse 3|Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse|Primäre E-Mail|Sekundäre E-Mail
phone:work = Business Phone|Business Phone 2|Work Phone|Company Main Phone|Telefon (arbejde)|\
Telefon (arbejde) 2|Telefon (firma)|Arbejdstelefon|Telefon geschäftlich|Telefon geschäftlich 2|\
Telefon Firma|Tel. dienstlich|Telefon dienstlich
phone:home = Home Phone|Home Phone 2|Telefon (privat)|Telefon (privat) 2|Hjemmetelefon|\
Telefon privat|Telefon privat 2|Tel. privat
phone:other = Other Phone|Primary Phone|Andet telefonnummer|Primær telefon|Telefon (andet)|\
Weiteres Telefon|Haupttelefon
phone:fax = Business Fax|Fax Number|Home Fax|Other Fax|Fax (arbejde)|Fax (privat)|Faxnummer|\
Fax geschäftlich|Fax privat|Weiteres Fax|Fax-Nummer
phone:pager = Pager|Pager Number|Personsøger|Pager-Nummer
mobile = Mobile Phone|Mobile Number|Mobiltelefon|Mobilnummer|Mobil-Tel.-Nr.|Mobiltelefonnummer
web = Web Page|Web Page 1|Web Page 2|URL|Webside|Websted|Webseite|Webseite 1|Webseite 2|Hjemmeside
"""

_HEAD: Final = 8_000

_TELLING: Final = frozenset(
    fold(header)
    for header in """
E-mail 1 - Value|Phone 1 - Value|Organization 1 - Name|Phonetic First Name|Given Name Yomi|Given Yomi
E-mail Display Name|E-mail Type|E-mailtype|E-Mail-Typ|Primary Email|Primäre E-Mail-Adresse
Primær e-mailadresse|Primær mailadresse|Business Phone|Telefon (arbejde)|Telefon geschäftlich
Tel. dienstlich|Connected On|Web Page 1|Primäre E-Mail|Primær e-mail
""".replace("\n", "|").split("|")
    if header
)
"""Headers that only programs write: one of them has to be there."""

_LEFT_ASIDE: Final = re.compile(
    r"""(?ix)
    (business|home|other|work|firmen)?\s*-?\s*(street|city|state|postal\ code|zip\ ?code|country|
    country/region|address|po\ box|address\ ?2?)(\s*[123])?
    | (address|custom\ field|event|relation|im|instant\ messenger|phonetic|jot|calendar\ link
      |external\ id|user\ defined|website|e-mail|phone|organization)\ \d+\ -\ .*
    | (gade|by|område|postnummer|land(/område)?|adresse|postboks)\ ?\d?\ ?\((arbejde|privat|andet|andre)\).*
    | (straße|ort|region|bundesland/kanton|postleitzahl|land/region|postfach|adresse)(\ \d)?\ ?(geschäftlich|privat|weitere).*
    | (straße|stadt|plz|land|bundesland)\ (privat|dienstlich|geschäftlich).*
    | weitere[rs]?\ (straße|ort|adresse|postfach|bundesland|postleitzahl|land).* | (business|home|other)\ .*
    | (e-mail|email)\ ?[123]?\ ?(display\ name|type).* | vist\ navn\ i.* | .*(vist\ navn|angezeigter\ name|e-mailtype|e-mail-typ|\ typ|: typ)$
    | nickname|kaldenavn|spitzname|screen\ name|messenger-name|short\ name|maiden\ name|initials?|initialer|initialen
    | gender|køn|geschlecht|location|placering|ort|language|sprog|sprache|photo|labels?|group\ membership
    | categories|kategorier|kategorien|kategorie|sensitivity|følsomhed|vertraulichkeit|priority|prioritet|priorität
    | private|privat|account|konto|anniversary|jubilæum|jahrestag|mileage|afstand|reisekilometer|hobby|hobbies|interesser
    | occupation|profession|erhverv|beruf|spouse|ægtefælle|partner|partner/in|children|børn|kinder|referred\ by
    | assistant's\ (name|phone)|assistants?.*|assistent.*|manager's\ name|manager|chef|callback|telex|isdn|car\ phone|radio\ phone
    | tty/tdd\ phone|biltelefon|autotelefon|mobiltelefon\ 2|funktelefon|company\ yomi|additional\ name\ yomi
    | phonetic\ middle\ name|organization\ yomi.*|organization\ 1\ -\ .*|office\ location|kontor|büro|government\ id\ number
    | organizational\ id\ number|keywords|nøgleord|stichwörter|directory\ server|billing\ information|afregningsoplysninger
    | abrechnungsinformation|internet\ free\ busy|internet-frei/gebucht|user\ [1-4]|bruger\ [1-4]|benutzer\ [1-4]
    | custom\ [1-4]|brugerdefineret\ [1-4]|benutzerdef\.?\ ?[1-4]|birth\ (year|month|day)|fødsels(år|måned|dag)
    | geburts(jahr|monat|tag)|connected\ on|home\ address.*|work\ address.*|schedule.*|subject|flag|mailing.*
    """
)
"""Columns of these programs for which there is no place here."""

_NUMBERED: Final = re.compile(r"(?i)(e-mail|phone|website) (\d{1,2}) - (type|label|value)")
_MOBILE: Final = frozenset("mobile mobil cell iphone 携帯 handy mobiltelefon".split())
_KEEP_LABEL: Final = re.compile(r"[()\d:]+")


def may_be(text: str) -> bool:
    """Whether a telling header stands near the beginning at all: cheap, for texts of any kind."""
    head = fold(text[:_HEAD])
    return any(header in head for header in _TELLING)


def read(sheet: Sheet) -> Sheet | None:
    """The people of an exported address book; None for any other table."""
    for number, row in enumerate(sheet.rows[:_LOOK]):
        headers = [clean_line(cell) if isinstance(cell, str) else "" for cell in row]
        if _TELLING & {fold(header) for header in headers}:
            columns = _columns(headers, sheet.rows[number + 1 :])
            if columns is None:
                return None
            entries = [_entry(line, columns) for line in sheet.rows[number + 1 :]]
            return sheet_of([one for one in entries if one.fields or one.ways])
    return None


def _known() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _FIELDS.replace("\\\n", "").strip().splitlines():
        field, _sign, headers = line.partition(" = ")
        for header in headers.split("|"):
            found.setdefault(fold(header), field)
    return found


_HEADERS: Final = _known()


def _columns(headers: Sequence[str], rows: Sequence[Sequence[Plain]]) -> dict[int, str] | None:
    """The field of each column; None when one with content is of no such program."""
    found: dict[int, str] = {}
    for index, header in enumerate(headers):
        if numbered := _NUMBERED.fullmatch(header):
            kind, place, part = (text.lower() for text in numbered.groups())
            found[index] = f"{kind} {place} {'value' if part == 'value' else 'label'}"
        elif field := _HEADERS.get(fold(header)):
            found[index] = field
        elif (
            header
            and not _LEFT_ASIDE.fullmatch(header)
            and any(index < len(row) and row[index] for row in rows)
        ):
            return None
    return found


def _entry(row: Sequence[Plain], columns: dict[int, str]) -> Entry:
    said: dict[str, str] = {}
    entry = Entry()
    numbered: dict[str, str] = {}
    for index, field in columns.items():
        cell = row[index] if index < len(row) else None
        text = cell if isinstance(cell, str) else ""
        if not text:
            continue
        if field.endswith((" value", " label")):
            numbered[field] = text
        elif field.partition(":")[0] in ("email", "phone", "mobile", "web"):
            meaning, _sign, label = field.partition(":")
            _add(entry, meaning, label, text)
        elif field == "notes":
            said[field] = text
        else:
            said.setdefault(field, clean_line(text))
    for field, text in numbered.items():
        if field.endswith(" value"):
            kind, place, _part = field.split(" ")
            _add(entry, kind, numbered.get(f"{kind} {place} label", ""), text)
    entry.fields = _fields(said)
    return entry


def _add(entry: Entry, kind: str, label: str, text: str) -> None:
    """Several values of one column have " ::: " between them; a star marks the first choice."""
    bare = label.removeprefix("*").strip().lower()
    bare = "" if bare in ("other", "") and kind != "phone" else clean_line(bare)
    bare = _KEEP_LABEL.sub(" ", bare).strip()[:24]
    meaning = {"e-mail": "email", "website": "web"}.get(kind, kind)
    if meaning == "phone" and bare in _MOBILE:
        meaning, bare = "mobile", ""
    for value in text.split(" ::: "):
        entry.add_way(meaning, clean_line(value), "" if meaning == "mobile" else bare)


def _fields(said: dict[str, str]) -> dict[str, str]:
    given = " ".join(filter(None, (said.pop("given_name", ""), said.pop("more_name", ""))))
    parts = (said.pop("family_reading", ""), said.pop("given_reading", ""))
    reading = " ".join(filter(None, parts)) or said.pop("whole_reading", "")
    said.pop("whole_reading", "")
    shown = said.pop("shown_name", "")
    if given:
        said["given_name"] = given
    if shown and not given and not said.get("family_name") and "@" not in shown:
        said["full_name"] = shown
    if reading:
        said["reading"] = reading
    return said
