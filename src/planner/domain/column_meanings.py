"""What a column of a list may mean, and the words that head such columns in five languages.

To teach a new header: add it to the line of its meaning in ``HEADERS``. Case, marks, width and
punctuation do not matter; "Name / 氏名" is looked up whole and in its parts.
"""

from __future__ import annotations

import enum
import re
from functools import cache
from typing import Final

from planner.i18n import N_
from planner.text import fold


class Meaning(enum.StrEnum):
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    FULL_NAME = "full_name"
    NATIVE_NAME = "native_name"
    READING = "reading"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    SALUTATION = "salutation"
    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    POSITION = "position"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    WEB = "web"
    COUNTRY = "country"
    NATIONALITY = "nationality"
    ROLE = "role"
    CATEGORY = "category"
    GROUP = "group"
    RANK = "rank"
    NUMBER = "number"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    ARRIVAL_TIME = "arrival_time"
    DEPARTURE_TIME = "departure_time"
    PAYER = "payer"
    DIET = "diet"
    HEALTH = "health"
    PASSPORT = "passport"
    BIRTH_DATE = "birth_date"
    NOTES = "notes"
    KEY = "key"
    PHOTO = "photo"
    CARD_LINES = "card_lines"
    IGNORE = "ignore"


MEANINGS: Final = {
    Meaning.FAMILY_NAME: N_("Family name"),
    Meaning.GIVEN_NAME: N_("Given name"),
    Meaning.FULL_NAME: N_("Whole name"),
    Meaning.NATIVE_NAME: N_("Name in native script"),
    Meaning.READING: N_("Reading of the name"),
    Meaning.PREFIX: N_("Honorific"),
    Meaning.SUFFIX: N_("Title after the name"),
    Meaning.SALUTATION: N_("Salutation"),
    Meaning.ORGANISATION: N_("Organisation"),
    Meaning.DEPARTMENT: N_("Department"),
    Meaning.POSITION: N_("Position"),
    Meaning.EMAIL: N_("E-mail"),
    Meaning.PHONE: N_("Phone"),
    Meaning.MOBILE: N_("Mobile phone"),
    Meaning.WEB: N_("Web page"),
    Meaning.COUNTRY: N_("Country"),
    Meaning.NATIONALITY: N_("Nationality"),
    Meaning.ROLE: N_("Role in the delegation"),
    Meaning.CATEGORY: N_("Category"),
    Meaning.GROUP: N_("Group"),
    Meaning.RANK: N_("Order of precedence"),
    Meaning.NUMBER: N_("Running number"),
    Meaning.ARRIVAL: N_("Arrival"),
    Meaning.DEPARTURE: N_("Departure"),
    Meaning.ARRIVAL_TIME: N_("Time of arrival"),
    Meaning.DEPARTURE_TIME: N_("Time of departure"),
    Meaning.PAYER: N_("Who pays"),
    Meaning.DIET: N_("Diet"),
    Meaning.HEALTH: N_("Health"),
    Meaning.PASSPORT: N_("Passport"),
    Meaning.BIRTH_DATE: N_("Date of birth"),
    Meaning.NOTES: N_("Notes"),
    Meaning.KEY: N_("Key of the sender"),
    Meaning.PHOTO: N_("Photo"),
    Meaning.CARD_LINES: N_("Other lines of the card"),
    Meaning.IGNORE: N_("(not imported)"),
}

IDENTITY: Final = frozenset({Meaning.PASSPORT, Meaning.BIRTH_DATE})
"""Identity papers: what of them may be kept becomes hidden details, if somebody says what for."""

SPECIAL: Final = frozenset({Meaning.DIET, Meaning.HEALTH})
"""Special-category data: imported only when somebody says so, and erased after the visit."""

NAMES: Final = frozenset(
    {Meaning.FAMILY_NAME, Meaning.GIVEN_NAME, Meaning.FULL_NAME, Meaning.NATIVE_NAME}
)

SEVERAL: Final = frozenset(
    {
        Meaning.EMAIL,
        Meaning.PHONE,
        Meaning.MOBILE,
        Meaning.WEB,
        Meaning.NATIVE_NAME,
        Meaning.READING,
        Meaning.NOTES,
        Meaning.DIET,
        Meaning.HEALTH,
        Meaning.PASSPORT,
        Meaning.IGNORE,
    }
)
"""Meanings that several columns may have at once; all others are given to the surest column."""

WITHOUT_HEADER: Final = frozenset({Meaning.PHOTO, Meaning.CARD_LINES})
"""Only files of a known kind have these; no header of a list means them."""

NOT_IMPORTED: Final = frozenset({Meaning.NUMBER, Meaning.IGNORE})

# One line per language where there is more than one word: English, Danish, German, Swedish, Japanese.
HEADERS: Final[dict[Meaning, str]] = {
    Meaning.FAMILY_NAME: """
        family name|last name|surname|familyname|lastname|family|last|sur name|name (family)
        efternavn|slægtsnavn|familienavn
        nachname|familienname|zuname
        efternamn|släktnamn
        姓|苗字|名字|氏""",
    Meaning.GIVEN_NAME: """
        given name|first name|forename|givenname|firstname|given|first|christian name|given names|first names
        first and middle name|given name(s)|first name(s)|middle name
        fornavn|fornavne|for- og mellemnavn
        vorname|vornamen|rufname
        förnamn|tilltalsnamn
        名""",
    Meaning.FULL_NAME: """
        name|full name|fullname|names|participant|participants|delegate|delegates|name of participant
        participant name|name of delegate|delegate name|person|attendee|guest|member|name in full|name and surname
        first and last name|name (latin)|name (english)|english name|romanised name|name in english|name in roman letters
        navn|fulde navn|deltager|deltagere|deltagernavn|deltagerens navn|gæst|for- og efternavn|delegeret
        vollständiger name|teilnehmer|teilnehmerin|teilnehmende|teilnehmer/in|gast|vor- und nachname|vor- und zuname
        vorname name|name vorname|name, vorname|vorname, name|delegierte|mitglied|vorname nachname
        namn|fullständigt namn|deltagare|gäst|för- och efternamn|delegat
        氏名|名前|お名前|御氏名|ご氏名|参加者|参加者名|参加者氏名|英語名|英字氏名|氏名(英語)|氏名(英字)|氏名（ローマ字）|ローマ字|ローマ字氏名
        出席者|訪問者|団員""",
    Meaning.NATIVE_NAME: """
        native name|name in native script|japanese name|name (japanese)|name in japanese|chinese name|korean name
        name (kanji)|kanji|kanji name|name in kanji|name (native)|local name|name in original script|original name
        navn på japansk|japansk navn|japanischer name|name auf japanisch|name in originalschrift|japanskt namn
        漢字|漢字氏名|氏名(漢字)|氏名（漢字）|日本語名|日本語氏名|氏名(日本語)|氏名（日本語）|姓名""",
    Meaning.READING: """
        reading|furigana|kana|yomi|name (kana)|pronunciation|katakana|hiragana|phonetic|phonetic name|yomigana
        udtale|aussprache|uttal
        フリガナ|ふりがな|よみ|ヨミ|読み|よみがな|読み仮名|カナ|かな|氏名カナ|カナ氏名|氏名(カナ)|氏名（カナ）|氏名フリガナ|セイ|メイ|せい|めい""",
    Meaning.PREFIX: """
        prefix|academic title|academic degree|degree|honorific|title (dr/prof)|dr/prof|name prefix|personal title
        title before the name|titel foran navnet|titel vor dem namen|titel framför namnet
        akademisk titel|titel (dr.)|akademischer titel|akad. titel|akademischer grad|akad. grad|namenszusatz
        akademisk grad|敬称|学位""",
    Meaning.SUFFIX: """
        suffix|name suffix|title after the name|after the name|post-nominal|post-nominals|degrees after the name
        titel efter navnet|titel nach dem namen|nachgestellter titel|titel efter namnet""",
    Meaning.WEB: """
        web|web page|webpage|website|web site|homepage|home page|url|linkedin|orcid
        hjemmeside|webside|webseite|internetseite|hemsida|webbplats
        ウェブサイト|ホームページ""",
    Meaning.SALUTATION: """
        salutation|form of address|mr/ms|mr/mrs|mr./ms.|mr. / ms.|mr / ms|mr/mrs/ms|ms/mr|gender/title|courtesy title
        tiltale|tiltaleform|hr/fr|hr./fru
        anrede|herr/frau|frau/herr|briefanrede
        tilltal|tilltalsform|呼称""",
    Meaning.ORGANISATION: """
        organisation|organization|company|institution|affiliation|employer|organisation name|company name|university
        institute|ministry|agency|organisation/company|company/organisation|name of organisation|name of company
        organization name|name of institution|home institution|represented organisation|authority|org|org.|institution name
        organisation navn|virksomhed|firma|institution navn|arbejdsplads|arbejdsgiver|tilhørsforhold|myndighed|universitet
        firmanavn|organisationsnavn|tilknytning
        unternehmen|einrichtung|organisation/firma|firma/institution|institution/firma|arbeitgeber|behörde|universität
        ministerium|hochschule|zugehörigkeit|dienststelle|entsendende stelle|firmenname
        företag|lärosäte|arbetsgivare|tillhörighet|organisationens namn|myndighet
        所属|所属機関|所属先|機関|機関名|会社|会社名|企業名|団体|団体名|組織|組織名|大学|勤務先|所属名|省庁""",
    Meaning.DEPARTMENT: """
        department|division|unit|section|dept|dept.|bureau|department/division|division/department|office|faculty|team
        afdeling|enhed|kontor|institut/afdeling|sektion|fakultet
        abteilung|referat|dezernat|bereich|fachbereich|fakultät|abteilung/referat|organisationseinheit|sachgebiet
        avdelning|enhet|kontor/enhet
        部署|部署名|部局|部課|所属部署|課|局|部|部門|学部|所属部課""",
    Meaning.POSITION: """
        position|title|job title|function|post|designation|occupation|job|official title|title/position|position/title
        position title|job position|title and position|professional title|job function|current position|function/title
        title (english)|job title/position|rank/title
        stilling|titel|stillingsbetegnelse|jobtitel|stilling/titel|titel/stilling|funktion
        stellung|amtsbezeichnung|berufsbezeichnung|dienststellung|tätigkeit|funktion/position|position/funktion|amt
        dienstbezeichnung|stelle|beruf|funktionsbezeichnung
        befattning|tjänst|tjänstetitel|yrkestitel|titel/befattning|yrke
        役職|肩書|肩書き|職名|職位|役職名|職|官職|所属・役職|職務|職業""",
    Meaning.EMAIL: """
        email|e-mail|e mail|mail|email address|e-mail address|mail address|contact email|work email|business email|e-mails
        primary email|email adress|e-mail (work)|private email
        e-mailadresse|e-post|mailadresse|emailadresse|e-mail adresse|e-postadresse
        e-mail-adresse|elektronische post|mailadr.|e-mail dienstlich
        epost|mejl|mejladress|e-postadress|epostadress
        メール|メールアドレス|eメール|電子メール|e-mailアドレス|電子メールアドレス|連絡先メール""",
    Meaning.PHONE: """
        phone|telephone|tel|tel.|phone number|telephone number|phone no|phone no.|tel no|tel no.|telephone no.|contact number
        contact no.|work phone|office phone|phone (work)|phone (office)|direct line|contact phone|landline|business phone
        telefon|telefonnummer|tlf|tlf.|telefonnr|telefonnr.|tlf.nr.|tlf. nr.|telefon nr.|direkte telefon|arbejdstelefon
        telefonnummer dienstlich|festnetz|rufnummer|telefon dienstlich|tel.-nr.|tel.nr.|telefon-nr.|durchwahl
        telefonnummer arbete|telefon arbete
        電話|電話番号|tel番号|連絡先|連絡先電話番号|お電話番号""",
    Meaning.MOBILE: """
        mobile|mobile phone|cell|cell phone|cellphone|mobile number|mobile no|mobile no.|cell number|gsm|phone (mobile)
        mobile tel|mobile telephone|whatsapp|cellular|mob.|mob
        mobil|mobiltelefon|mobilnummer|mobilnr|mobilnr.|mobil nr.|mobiltlf|mobiltlf.
        handy|handynummer|mobilfunk|mobilfunknummer|handy-nr.|handynr.|mobilrufnummer
        mobiltelefonnummer
        携帯|携帯電話|携帯番号|携帯電話番号""",
    Meaning.COUNTRY: """
        country|country of residence|home country|country/region|country of origin|nation|country name|from (country)
        land|hjemland|oprindelsesland
        herkunftsland|heimatland|staat
        hemland
        国|国名|国・地域|出身国|居住国""",
    Meaning.NATIONALITY: """
        nationality|citizenship|citizen of|nationality (as in passport)
        nationalitet|statsborgerskab
        nationalität|staatsangehörigkeit|staatsbürgerschaft
        medborgarskap
        国籍""",
    Meaning.ROLE: """
        role|role in delegation|function in delegation|delegation role|role in the delegation|capacity|role in visit
        rolle|rolle i delegationen|funktion i delegationen
        rolle in der delegation|funktion in der delegation|delegationsrolle
        roll|roll i delegationen
        役割|団内役割|団長・団員|代表団での役割""",
    Meaning.CATEGORY: """
        category|type|participant type|delegate type|type of participant|category of participant|delegation category
        kategori|deltagertype|type af deltager
        kategorie|teilnehmerkategorie|teilnehmerart|art
        deltagarkategori
        区分|種別|カテゴリ|カテゴリー|参加区分""",
    Meaning.GROUP: """
        group|subgroup|sub-group|group no.|group number|track|group name|stream
        gruppe|gruppenr.|undergruppe|spor|hold
        untergruppe|gruppennr.|gruppen
        grupp|undergrupp
        グループ|班|組|分科会""",
    Meaning.RANK: """
        rank|precedence|order of precedence|protocol order|protocol rank|ranking|seniority|protocol
        rang|rangorden|rangfølge|protokolrækkefølge
        rangfolge|protokollarische rangfolge|rangordnung|protokollrang
        rangordning
        序列|席次|席順""",
    Meaning.NUMBER: """
        no|no.|nr|nr.|number|#|s/n|s.no.|s. no.|sl. no.|serial no.|item|item no.|row|id|line|index|seq|seq.
        nummer|løbenr.|løbenummer|lb.nr.
        lfd. nr.|lfd.nr.|lfd nr|laufende nummer|lfd. nummer|pos.|ziffer
        löpnr|löpnummer
        番号|№|項番|通番|通し番号""",
    Meaning.ARRIVAL: """
        arrival|arrival date|date of arrival|arrives|arriving|arrival day|from|check-in|check in|checkin|arrival date/time
        arrival date and time|arrival (date)|start date|in|arr.|arr|eta
        ankomst|ankomstdato|ankommer|dato for ankomst|ankomst dato|fra|indtjekning|ankomst (dato)
        anreise|ankunft|anreisedatum|ankunftsdatum|anreisetag|anreise am|ankunftstag|von|anreise (datum)
        ankomstdatum|ankomstdag|anländer|incheckning
        到着|到着日|到着日時|来日日|入国日|チェックイン|来訪日""",
    Meaning.DEPARTURE: """
        departure|departure date|date of departure|departs|leaving|departure day|to|check-out|check out|checkout|return date
        departure date/time|departure date and time|departure (date)|end date|out|dep.|dep|etd|until|return
        afrejse|afrejsedato|afgang|hjemrejse|dato for afrejse|hjemrejsedato|rejser|til|udtjekning|afrejse dato
        abreise|abfahrt|abreisedatum|rückreise|abreisetag|abreise am|rückreisedatum|bis|abflug
        avresa|avresedatum|avresedag|hemresa|utcheckning
        出発|出発日|出発日時|帰国日|離日日|チェックアウト|出国日""",
    Meaning.ARRIVAL_TIME: """
        arrival time|time of arrival|arr. time|landing time|arrival (time)|arr time|time (arrival)|arrives at
        ankomsttid|ankomsttidspunkt|tidspunkt for ankomst|ankomst kl.|ankomst tid|ankomst tidspunkt
        ankunftszeit|ankunft uhrzeit|uhrzeit ankunft|anreisezeit|anreise uhrzeit|ankunft (uhrzeit)
        ankomst klockan
        到着時刻|到着時間""",
    Meaning.DEPARTURE_TIME: """
        departure time|time of departure|dep. time|departure (time)|dep time|time (departure)|departs at
        afrejsetid|afrejsetidspunkt|afgangstid|tidspunkt for afrejse|afrejse kl.|afrejse tid|afrejse tidspunkt
        abfahrtszeit|abreisezeit|abflugzeit|abreise uhrzeit|uhrzeit abreise|abfahrt uhrzeit|abreise (uhrzeit)
        avresetid|avgångstid
        出発時刻|出発時間""",
    Meaning.PAYER: """
        payer|paid by|cost bearer|who pays|billing|invoice to|bill to|funding|funded by|costs covered by|expenses paid by
        cost centre|cost center
        betaler|betales af|regning til|faktura til|udgifter afholdes af
        kostenträger|kostenübernahme|zahler|rechnung an|kosten trägt|kostenstelle|rechnungsempfänger
        betalare|betalas av|kostnadsställe
        費用負担|支払者|負担者|経費負担|請求先""",
    Meaning.DIET: """
        diet|dietary|dietary requirements|dietary restrictions|dietary needs|food|food preferences|meal preference|allergies
        food allergies|diet/allergies|allergy|meal|special diet|dietary requirement|food restrictions|dietary preferences
        kost|diæt|allergi|allergier|kosthensyn|diæthensyn|særlige kosthensyn|mad|madpræferencer
        diät|ernährung|essenswünsche|allergien|unverträglichkeiten|kostform|verpflegung|ernährungsweise|speisewünsche
        specialkost|matallergi|matpreferenser
        食事|食事制限|アレルギー|食物アレルギー|食事の制限|食事制限・アレルギー""",
    Meaning.HEALTH: """
        health|medical|medical conditions|medical needs|disability|accessibility|special needs|mobility|medication
        access needs|special assistance|accessibility needs
        helbred|medicinske forhold|handicap|særlige behov|medicin
        gesundheit|behinderung|barrierefreiheit|medikamente|erkrankungen|besondere bedürfnisse
        hälsa|funktionsnedsättning|särskilda behov
        健康|持病|障害|健康状態|配慮事項""",
    Meaning.PASSPORT: """
        passport|passport no|passport no.|passport number|passport nr|passport nr.|id number|passport expiry|id no.
        passport valid until|date of expiry|expiry date|passport expiry date|passport validity|identity card|id card
        place of issue|date of issue|issuing authority|passport issue date|identity card no.|visa no.|social security number
        pas|pasnr|pasnr.|pasnummer|pas nr.|pas udløb|cpr|cpr-nr.|cpr-nummer|cpr nr.
        pass|passnummer|reisepass|reisepassnummer|passnr|passnr.|pass-nr.|ausweisnummer|personalausweis|ausweis|gültig bis
        reisepass-nr.|personalausweisnummer
        pass nr.|personnummer|pass giltigt till
        パスポート|旅券|旅券番号|パスポート番号|旅券有効期限|有効期限|発行日""",
    Meaning.BIRTH_DATE: """
        date of birth|birth date|birthdate|dob|d.o.b.|born|birthday|year of birth|place of birth|date/place of birth|age
        fødselsdato|fødselsdag|født|fødselsår|fødested|alder
        geburtsdatum|geburtstag|geboren|geb.|geb.-datum|geb.datum|geburtsjahr|geburtsort|geboren am|alter
        födelsedatum|födelsedag|född|födelseår|ålder
        生年月日|誕生日|年齢|出生地""",
    Meaning.NOTES: """
        notes|note|remarks|remark|comments|comment|other|further information|additional information|misc|misc.|observations
        bemærkninger|bemærkning|kommentar|kommentarer|noter|andet|øvrige
        bemerkung|bemerkungen|anmerkung|anmerkungen|hinweise|sonstiges|notiz|notizen|kommentare|hinweis
        anmärkning|anmärkningar|övrigt|noteringar
        備考|注記|メモ|その他|特記事項""",
    Meaning.KEY: """
        uid|planner key|key in planner|contact id|person id|external id
        nøgle i planner|schlüssel in planner""",
    Meaning.IGNORE: """
        gender|sex|m/f|address|postal address|street|city|postal code|zip|zip code|postcode|fax|hotel
        flight|flight no.|flight number|arrival flight|departure flight|signature|photo|t-shirt|room|room type|status
        time|date|day|confirmed|registered|attending|attendance|timestamp|airline|train
        køn|adresse|by|postnr.|postnummer|fly|flynummer|hotelværelse|værelse|underskrift|tidspunkt|dato|tilmeldt
        geschlecht|anschrift|straße|ort|plz|postleitzahl|flug|flugnummer|flug-nr.|unterschrift|zimmer|uhrzeit|datum|foto|stadt
        kön|adress|ort/stad|flyg|flygnummer|rum|underskrift|tid
        性別|住所|郵便番号|便名|便|ホテル|署名|写真|ファックス|fax番号|時間|日付""",
}

_PUNCTUATION: Final = re.compile(
    r"[.,:;*?!\"'“”„()\[\]{}<>|/\\_=+#№（）［］【】「」・、。：／\-–—]+"
)


def bare(text: str) -> str:
    """A header as it is looked up: folded, punctuation as space."""
    return " ".join(_PUNCTUATION.sub(" ", fold(text)).split()) or fold(text).strip()


@cache
def by_header() -> dict[str, Meaning]:
    """Every known header in its bare form. The first meaning that lists a word keeps it."""
    found: dict[str, Meaning] = {}
    for meaning, words in HEADERS.items():
        for word in re.split(r"[|\n]", words):
            if key := bare(word):
                found.setdefault(key, meaning)
                found.setdefault(key.replace(" ", ""), meaning)
    return found
