"""What kind of entry a title speaks of, by its words in six languages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.domain.itinerary import ItemKind
from planner.text import fold

_WORDS: Final = {
    ItemKind.BLOCKER: "blocker internal intern interne internt blocked puffer",
    ItemKind.LEG: "flight flights fly flyv flug vol transfer coach bus taxi train tog zug tåg nachtzug nattog nattåg train shuttle drive ferry "
    "færge fähre färja metro departure arrival afgang ankomst afrejse abreise anreise abflug ankunft avgång avresa "
    "départ arrivée navette trajet kørsel transport travel rejse resa busrejse abfahrt",
    ItemKind.MEAL: "lunch dinner breakfast brunch supper banquet coffee tea meal frokost middag morgenmad aftensmad kaffe "
    "buffet gallamiddag frukost kvällsmat fika mittagessen abendessen frühstück kaffee essen imbiss bankett kaffeepause "
    "kaffepause déjeuner dîner petit-déjeuner café repas goûter snack snacks",
    ItemKind.CEREMONY: "ceremony reception signing opening welcome farewell inauguration handover photo empfang begrüßung "
    "verabschiedung unterzeichnung eröffnung übergabe zeremonie festakt modtagelse velkomst ceremoni underskrivelse "
    "åbning afsked indvielse gruppefoto gruppenfoto mottagning invigning undertecknande välkomst cérémonie réception "
    "signature accueil inauguration award prisoverrækkelse",
    ItemKind.TOUR: "tour tours visit walk-through walkabout sightseeing guided rundvisning omvisning besøg rundtur "
    "byvandring führung besichtigung rundgang besuch stadtführung laborbesichtigung werksführung rundvandring "
    "rundvisning visning besök studiebesök guidning visite excursion balade ausflug udflugt utflykt",
    ItemKind.TALK: "talk talks lecture presentation presentations speech keynote seminar briefing foredrag oplæg "
    "præsentation tale forelæsning vortrag vorlesung präsentation rede referat föredrag presentation föreläsning anförande "
    "conférence exposé présentation discours intro introduction introduktion einführung",
    ItemKind.STAY: "hotel hotell hôtel check-in checkin check-out checkout overnight overnatning übernachtung övernattning "
    "nuitée indkvartering unterkunft",
    ItemKind.FREE: "free frei freizeit fri fritid ledig ledigt libre break pause rest shopping leisure",
    ItemKind.MEETING: "meeting meetings bilateral bilaterals call consultation workshop discussion discussions roundtable "
    "møde mødet møder drøftelse drøftelser besprechung sitzung gespräch gespräche treffen termin beratung rundbordssamtale "
    "möte samtal samtale diskussion réunion entretien rencontre atelier session",
}
_BY_WORD: Final = {fold(word): kind for kind, words in _WORDS.items() for word in words.split()}

# The end of a compound decides: Abschlussgespräch, arbejdsfrokost, pressmöte.
_ENDINGS: Final = tuple(
    sorted(
        (
            (fold(ending), kind)
            for kind, endings in {
                ItemKind.TOUR: "führung besichtigung rundgang rundvisning omvisning rundtur besøg besök besuch",
                ItemKind.MEAL: "essen frokost middag lunch frühstück kaffe banquet dinner",
                ItemKind.LEG: "flug transfer fahrt kørsel rejse",
                ItemKind.TALK: "vortrag foredrag föredrag oplæg präsentation præsentation vorlesung forelæsning",
                ItemKind.CEREMONY: "empfang reception modtagelse feier zeremonie ceremoni unterzeichnung underskrivelse "
                "mottagning eröffnung begrüßung foto",
                ItemKind.MEETING: "gespräch sitzung besprechung treffen møde mødet möte samtale samtal drøftelse",
            }.items()
            for ending in endings.split()
        ),
        key=lambda pair: -len(pair[0]),
    )
)
_JAPANESE: Final = (
    ("内部", ItemKind.BLOCKER),
    *(
        (word, ItemKind.MEAL)
        for word in "昼食 夕食 朝食 ランチ 晩餐 会食 食事 夕食会 昼食会".split()
    ),
    *(
        (word, ItemKind.CEREMONY)
        for word in "式典 調印 署名式 レセプション 歓迎 開会 閉会 写真撮影".split()
    ),
    *((word, ItemKind.TALK) for word in "講演 発表 プレゼン 講義 説明".split()),
    *((word, ItemKind.TOUR) for word in "見学 視察 ツアー 訪問".split()),
    *((word, ItemKind.LEG) for word in "移動 フライト 便 バス 電車 出発 到着 空港".split()),
    *((word, ItemKind.STAY) for word in "ホテル 宿泊 チェックイン チェックアウト".split()),
    *((word, ItemKind.FREE) for word in "自由時間 休憩".split()),
    *(
        (word, ItemKind.MEETING)
        for word in "会議 会談 打合せ 打ち合わせ 面談 面会 意見交換".split()
    ),
)
_PREPOSITIONS: Final = frozenset(
    fold(word)
    for word in "of with at for on about in from to by and mit im in der des bei zum zur für über und med om af på i hos til fra og "
    "av på från hos vid de du avec chez sur à pour et".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATE: Final = frozenset(
    fold(word)
    for word in "dinner supper middag banquet evening aftensmad gallamiddag aften abendessen abend kvällsmat kväll dîner soirée "
    "fernisering reception empfang".split()
)
_LATE_PARTS: Final = ("夕食", "晩餐", "abend", "aften", fold("kväll"), "dinner")


@lru_cache(maxsize=256)
def kind_of(title: str) -> ItemKind | None:
    """The kind, or None when no word tells it.

    The last telling word before the first preposition counts ("lunch meeting about the tour" is a
    meeting), else the first one after it.
    """
    low = fold(title)
    head: ItemKind | None = None
    behind = False
    for found in _WORD.finditer(low):
        word = found[0]
        if word in _PREPOSITIONS:
            if head is not None:
                return head
            behind = True
            continue
        kind = word_kind(word)
        if kind is not None and behind:
            return kind
        head = kind or head
    if head is not None:
        return head
    return next((kind for part, kind in _JAPANESE if part in low), None)


def word_kind(word: str) -> ItemKind | None:
    """The kind that one folded word tells, by itself, as a compound or with a hyphen."""
    if kind := _BY_WORD.get(word):
        return kind
    if "-" in word and (kind := _BY_WORD.get(word.rpartition("-")[2])):
        return kind
    return next(
        (
            kind
            for ending, kind in _ENDINGS
            if len(word) > len(ending) + 2 and word.endswith(ending)
        ),
        None,
    )


def is_late(title: str) -> bool:
    """Whether the title speaks of something that is held in the evening."""
    low = fold(title)
    return any(part in low for part in _LATE_PARTS) or any(
        found[0] in _LATE for found in _WORD.finditer(low)
    )
