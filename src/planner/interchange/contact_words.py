"""Words by which a line of a contact block is known: labels, posts, departments, houses, in five languages.

English, Danish, German, Swedish and Japanese. To teach a new one, add it to its line; all are
compared in small letters, Japanese ones anywhere in the line.
"""

from __future__ import annotations

import re
from typing import Final


def _any(words: str) -> str:
    return "|".join(re.escape(word) for word in re.split(r"[|\n]", words) if word.strip())


def _words(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


HEADINGS: Final = _any(
    _words("""
    contact|contacts|contact person|contact persons|contact us|further information|more information|press contact
    for more information|please contact|your contact|media contact|signature|best regards|kind regards|regards|sincerely
    kontakt|kontaktperson|kontaktpersoner|kontakt os|yderligere oplysninger|yderligere information|for yderligere information
    pressekontakt|med venlig hilsen|venlig hilsen|mvh|bedste hilsner|de bedste hilsner|hilsen
    ansprechpartner|ansprechpartnerin|ansprechperson|ansprechpartner/in|ihre ansprechpartnerin|ihr ansprechpartner
    kontaktdaten|impressum|mit freundlichen grüßen|freundliche grüße|mfg|viele grüße|beste grüße
    kontaktuppgifter|kontakta oss|mer information|med vänlig hälsning|vänliga hälsningar|hälsningar
    連絡先|お問い合わせ先|お問い合わせ|担当|担当者|問い合わせ先
    """)
)

LABELS: Final[dict[str, str]] = {
    "full_name": _any(_words("name|navn|full name|fulde navn|namn|氏名|お名前|名前|担当|担当者|contact|kontakt"
                             "|kontaktperson|contact person|ansprechpartner|ansprechpartnerin")),
    "reading": _any(_words("フリガナ|ふりがな|よみ|reading|furigana")),
    "position": _any(_words("title|job title|position|post|stilling|titel|funktion|befattning|役職|職名|肩書")),
    "department": _any(_words("department|dept|division|unit|afdeling|kontor|enhed|abteilung|referat|avdelning"
                              "|enhet|部署|所属部署|課")),
    "organisation": _any(_words("organisation|organization|company|institution|employer|firma|virksomhed"
                                "|myndighed|arbejdsplads|einrichtung|behörde|företag|所属|会社名|機関|勤務先")),
    "email": _any(_words("e-mail|email|mail|e-post|e-mailadresse|e-mail address|mailadresse|メール|eメール"
                         "|メールアドレス|e|@")),
    "mobile": _any(_words("mobile|mobil|mob|cell|cell phone|mobile phone|mobiltelefon|mobilnummer|mobilnr|handy"
                          "|携帯|携帯電話|m")),
    "fax": _any(_words("fax|telefax|telefaks|ファックス|ファクス|f")),
    "phone": _any(_words("phone|telephone|tel|tlf|telefon|telefonnummer|tlf.nr|tlf.nr|direct|direct line|direkte"
                         "|direkte telefon|durchwahl|switchboard|office|work|direktnummer|växel|電話|電話番号|直通|内線"
                         "|代表|t|p|d|ph")),
    "web": _any(_words("web|website|homepage|url|hjemmeside|internet|webseite|hemsida|ウェブ|ホームページ|w|www")),
}  # fmt: skip
"""What may stand before a colon, by what it says of the rest of the line."""

POSTS: Final = re.compile(
    r"(?i)konsulent|rådgiver|chef\b|chefen\b|\bdirekt[øoö]r|direktor|\bleder\b|leder\b|fuldmægtig|sekret[æa]r|koordinator"
    r"|coordinator|\bprofess|lektor|\badjunkt|forsker|\bministe?r\b|statssekretær|attach[ée]|ambassad[øoö]r\b"
    r"|\bhead\b|\bdirector|\bdeputy|\badvis[eo]r|\bofficer\b|\bmanager\b|\bassistant\b|\bsecretary\b|\bscientist"
    r"|\bresearcher|\bpresident|\bchair|\bdean\b|\brector\b|\brektor|\banalyst|\bspecialist|\bengineer|\bconsultant"
    r"|\bambassador\b|\bcounsel|\binterpreter|\bexecutive|\bceo\b|\bcto\b|\bcfo\b|\bpartner\b|\bfounder"
    r"|leiter(?:in)?\b|referent(?:in)?\b|sachbearbeiter|beauftragte|geschäftsführ|vorsitzende|wissenschaftliche"
    r"|mitarbeiter(?:in)?\b|ministerialrat|regierungs(?:rat|direktor)|botschafter(?:in)?\b|präsident|\bdezernent"
    r"|handläggare|utredare|samordnare|chefen|enhetschef|generaldirekt|forskare|sakkunnig"
    r"|課長|部長|局長|室長|係長|次長|参事官|審議官|教授|主任|理事|所長|学長|総長|大臣|補佐|専門官|担当官|研究員|マネージャ|代表取締役|社長|秘書|調整官"
)

DEPARTMENTS: Final = re.compile(
    r"(?i)\bdepartment\b|\bdept\b|\bdivision\b|\bsection\b|\bunit\b|\boffice (?:of|for)\b|\bdirectorate\b|\bteam\b"
    r"|\bcentre for\b|\bcenter for\b|afdeling|kontoret?\b|\bkontor for\b|sekretariat|\benhed\b|\bcenter\b|området\b"
    r"|abteilung|\breferat\b|\bdezernat\b|\bstabsstelle\b|fachbereich|lehrstuhl|\bsachgebiet\b"
    r"|avdelning|\benheten\b|enhet\b|sektionen\b|[^\s]{1,10}(?:課|部|室|局|係|グループ)(?:\s|$)"
)

HOUSES: Final = re.compile(
    r"(?i)\bministry\b|minist(?:eriet|erium|erie|ère)\b|\bagency\b|\buniversit|\bcollege\b|\bembassy\b|\bcouncil\b"
    r"|\bfoundation\b|\binstitute?t?\b|\bcommission\b|\bsociety\b|\bauthority\b|\bacademy\b|\blaborator|\bgovernment\b"
    r"|\bregion\b|\bkommune\b|\bmunicipality\b|styrelsen\b|\bstyrelse\b|universitet|ambassade|\bfonden\b|rådet\b|hospital"
    r"|departementet\b|myndigheten\b|\bverket\b|ambassad\b|högskola|stiftelse|landstinget"
    r"|universität|hochschule|botschaft\b|behörde|stiftung|landesamt|bundesamt|gesellschaft|forschungszentrum|stadt\b"
    r"|\bgmbh\b|\bag\b|\ba/s\b|\baps\b|\bab\b|\binc\b|\bltd\b|\bllc\b|\bplc\b|\bcorp|\boy\b|\bas\b|\bs\.?a\.?\b|\be\.?v\.?\b"
    r"|\bess\b|\bmax iv\b|省(?:\s|$)|庁(?:\s|$)|大学|機構|研究所|研究院|株式会社|協会|財団|大使館|県庁|市役所|学会|センター"
)

STREETS: Final = re.compile(
    r"(?i)\b\d{3,6}\s+[A-ZÆØÅÄÖÜ]|(?:vej|gade|all[eé]|plads|stræde|boulevard|straße|strasse|str\.|platz|weg|gatan|vägen"
    r"|gränd|torg)\s*\d*|\bstreet\b|\broad\b|\bavenue\b|\bp\.?\s?o\.?\s?box\b|\bpostboks\b|\bpostfach\b|〒|丁目|番地|都|道府県"
)
"""Postal addresses: they are kept with what has no place."""
