"""Countries as lists write them: names, citizens and codes in English, Danish, German, Swedish and native.

The table is only for reading cells. What people read comes from :func:`country_called`, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from planner.places_named import country_name
from planner.text import fold

if TYPE_CHECKING:
    from planner.domain.sites import Country

# ISO 3166 alpha-2, alpha-3, then names and citizens; add a spelling at the end of its line.
_COUNTRIES: Final = """
AE ARE|United Arab Emirates|UAE|Emiraterne|Vereinigte Arabische Emirate|アラブ首長国連邦
AR ARG|Argentina|Argentinien|Argentine|Argentinian|argentinsk|argentinisch|アルゼンチン
AT AUT|Austria|Østrig|Österreich|Österrike|Austrian|østrigsk|österreichisch|österrikisk|オーストリア
AU AUS|Australia|Australien|Australian|australsk|australisch|オーストラリア
BA BIH|Bosnia and Herzegovina|Bosnia|Bosnien|Bosnien-Hercegovina|Bosnien und Herzegowina
BE BEL|Belgium|Belgien|België|Belgique|Belgian|belgisk|belgisch|ベルギー
BG BGR|Bulgaria|Bulgarien|България|Bulgarian|bulgarsk|bulgarisch|ブルガリア
BR BRA|Brazil|Brasilien|Brasil|Brazilian|brasiliansk|brasilianisch|ブラジル
CA CAN|Canada|Kanada|Canadian|canadisk|kanadisch|kanadensisk|カナダ
CH CHE|Switzerland|Schweiz|Suisse|Svizzera|Swiss|schweizisk|schweizerisch|schweizisch|Schweizer|スイス
CL CHL|Chile|Chilean|chilensk|chilenisch|チリ
CN CHN|China|People's Republic of China|P.R. China|PR China|PRC|Kina|Volksrepublik China|中国|中华人民共和国|中華人民共和国|Chinese|kinesisk|chinesisch
CO COL|Colombia|Kolumbien|Colombian|コロンビア
CY CYP|Cyprus|Cypern|Zypern|Κύπρος|Cypriot|キプロス
CZ CZE|Czechia|Czech Republic|Tjekkiet|Tschechien|Tschechische Republik|Tjeckien|Česko|Česká republika|Czech|tjekkisk|tschechisch|チェコ
DE DEU|Germany|Tyskland|Deutschland|Federal Republic of Germany|Bundesrepublik Deutschland|BRD|GER|German|tysk|deutsch|Deutscher|Deutsche|ドイツ
DK DNK|Denmark|Danmark|Dänemark|DEN|Danish|dansk|dänisch|Dane|デンマーク
EE EST|Estonia|Estland|Eesti|Estonian|estisk|estnisch|estnisk|エストニア
EG EGY|Egypt|Egypten|Ägypten|Egyptian|egyptisk|ägyptisch|エジプト
ES ESP|Spain|Spanien|España|Spanish|spansk|spanisch|スペイン
FI FIN|Finland|Finnland|Suomi|Finnish|finsk|finnisch|finländsk|フィンランド
FO FRO|Faroe Islands|Faroes|Færøerne|Färöer|Färöarna|Føroyar|Faroese|færøsk
FR FRA|France|Frankrig|Frankreich|Frankrike|French|fransk|französisch|フランス
GB GBR|United Kingdom|UK|U.K.|Great Britain|Storbritannien|Großbritannien|Vereinigtes Königreich|England|Scotland|Wales|British|britisk|britisch|brittisk|イギリス|英国
GL GRL|Greenland|Grønland|Grönland|Kalaallit Nunaat|Greenlandic|grønlandsk
GR GRC|Greece|Grækenland|Griechenland|Grekland|Ελλάδα|Hellas|Greek|græsk|griechisch|grekisk|ギリシャ
HK HKG|Hong Kong|Hongkong|香港
HR HRV|Croatia|Kroatien|Hrvatska|Croatian|kroatisk|kroatisch|クロアチア
HU HUN|Hungary|Ungarn|Ungern|Magyarország|Hungarian|ungarsk|ungarisch|ungersk|ハンガリー
ID IDN|Indonesia|Indonesien|Indonesian|indonesisk|indonesisch|インドネシア
IE IRL|Ireland|Irland|Éire|Irish|irsk|irisch|irländsk|アイルランド
IL ISR|Israel|Israeli|israelsk|israelisch|イスラエル
IN IND|India|Indien|Bharat|Indian|indisk|indisch|インド
IS ISL|Iceland|Island|Ísland|Icelandic|islandsk|isländisch|isländsk|アイスランド
IT ITA|Italy|Italien|Italia|Italian|italiensk|italienisch|イタリア
JP JPN|Japan|Nippon|Nihon|日本|日本国|Japanese|japansk|japanisch|Japaner|Japanerin
KE KEN|Kenya|Kenia|Kenyan|ケニア
KR KOR|South Korea|Korea|Republic of Korea|Korea, Republic of|Sydkorea|Südkorea|Republik Korea|ROK|대한민국|한국|Korean|South Korean|sydkoreansk|südkoreanisch|koreanisch|koreansk|韓国
KZ KAZ|Kazakhstan|Kasakhstan|Kasachstan|Kazakh
LI LIE|Liechtenstein
LT LTU|Lithuania|Litauen|Lietuva|Lithuanian|litauisk|litauisch|リトアニア
LU LUX|Luxembourg|Luxemburg|Luxembourgish|ルクセンブルク
LV LVA|Latvia|Letland|Lettland|Latvija|Latvian|lettisk|lettisch|ラトビア
MA MAR|Morocco|Marokko|Marocko|Moroccan|モロッコ
MD MDA|Moldova|Moldau|Republik Moldau|Moldovan
ME MNE|Montenegro
MK MKD|North Macedonia|Nordmakedonien|Nordmazedonien
MT MLT|Malta|Maltese|マルタ
MX MEX|Mexico|Mexiko|México|Mexican|mexicansk|mexikanisch|メキシコ
MY MYS|Malaysia|Malaysian|マレーシア
NG NGA|Nigeria|Nigerian|ナイジェリア
NL NLD|Netherlands|The Netherlands|Holland|Nederland|Nederlandene|Niederlande|Nederländerna|Dutch|hollandsk|nederlandsk|niederländisch|nederländsk|オランダ
NO NOR|Norway|Norge|Norwegen|Norwegian|norsk|norwegisch|ノルウェー
NZ NZL|New Zealand|Neuseeland|Nya Zeeland|New Zealander|ニュージーランド
PH PHL|Philippines|The Philippines|Filippinerne|Philippinen|Filipino|フィリピン
PL POL|Poland|Polen|Polska|Polish|polsk|polnisch|ポーランド
PT PRT|Portugal|Portuguese|portugisisk|portugiesisch|ポルトガル
RO ROU|Romania|Rumænien|Rumänien|România|Romanian|rumænsk|rumänisch|ルーマニア
RS SRB|Serbia|Serbien|Srbija|Serbian|serbisk|serbisch|セルビア
RU RUS|Russia|Rusland|Russland|Ryssland|Россия|Russian|Russian Federation|russisk|russisch|ロシア
SA SAU|Saudi Arabia|Saudi-Arabien|Saudiarabien|Saudi|サウジアラビア
SE SWE|Sweden|Sverige|Schweden|Swedish|svensk|schwedisch|スウェーデン
SG SGP|Singapore|Singapur|Singaporean|新加坡|シンガポール
SI SVN|Slovenia|Slovenien|Slowenien|Slovenija|Slovenian|スロベニア
SK SVK|Slovakia|Slovakiet|Slowakei|Slovakien|Slovensko|Slovak|スロバキア
TH THA|Thailand|Thai|タイ
TR TUR|Turkey|Türkiye|Tyrkiet|Türkei|Turkiet|Turkish|tyrkisk|türkisch|turkisk|トルコ
TW TWN|Taiwan|台湾|臺灣|Taiwanese|taiwansk|taiwanisch
UA UKR|Ukraine|Україна|Ukraina|Ukrainian|ukrainsk|ukrainisch|ウクライナ
US USA|United States|United States of America|U.S.A.|U.S.|America|De Forenede Stater|Vereinigte Staaten|Vereinigte Staaten von Amerika|Förenta staterna|American|amerikansk|amerikanisch|US-amerikanisch|アメリカ|米国|アメリカ合衆国
VN VNM|Vietnam|Viet Nam|Việt Nam|Vietnamese|ベトナム
ZA ZAF|South Africa|Sydafrika|Südafrika|South African|sydafrikansk|südafrikanisch|南アフリカ
"""


@cache
def _by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for line in _COUNTRIES.strip().splitlines():
        codes, *names = line.split("|")
        code, long_code = codes.split()
        for name in (code, long_code, *names):
            found.setdefault(_key(name), code)
    return found


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    lines = (line.split("|") for line in _COUNTRIES.strip().splitlines())
    return {codes.split()[0]: tuple(names) for codes, *names in lines}


def country_called(code: str, language: str, own: Country | None = None) -> str:
    """The one name by which people read of a country: the library's in the language, else the usual one
    in it (CLDR), else the library's English one; the code where nobody names it."""
    names = {"en": own.name, "da": own.name_da, "de": own.name_de} if own is not None else {}
    if ours := names.get(language):
        return ours
    usual = country_name(code, language)
    return usual if usual != code else names.get("en") or code


def names_of_country(code: str) -> tuple[str, ...]:
    """All names and citizens by which lists write a country, the English name first; none for others."""
    return _names().get(code, ())


def _key(name: str) -> str:
    return fold(name).replace(".", "").replace("-", " ")


def country_exactly(text: str, more: Mapping[str, str] | None = None) -> str:
    """The ISO code of the country that is called just so, or ""; ``more`` as for :func:`read_country`."""
    key = _key(text)
    return (_by_name().get(key) or (more or {}).get(fold(text)) or "") if key else ""


def read_country(text: str, more: Mapping[str, str] | None = None) -> str:
    """The ISO code of the country that a cell means, or "" when it is none that is known.

    ``more`` are names by code from elsewhere, folded: the countries of the library.
    """
    if exact := country_exactly(text, more):
        return exact
    key = _key(text)
    # "Japan (Tokyo)", "Japan / 日本"
    for sign in ("(", "/", ","):
        head = key.split(sign)[0].strip()
        if head != key and (found := _by_name().get(head)):
            return found
    return ""
