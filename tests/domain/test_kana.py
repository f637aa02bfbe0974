"""Kana in Latin letters."""

from __future__ import annotations

import pytest

from planner.domain.kana import romaji


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("さいとう まこと", "saitou makoto"),
        ("タナカ ハルト", "tanaka haruto"),
        ("ｼﾞｭﾝ", "jun"),
        ("きょう", "kyou"),
        ("しょうた", "shouta"),
        ("ちゃ", "cha"),
        ("りゅうじ", "ryuuji"),
        ("はっとり", "hattori"),
        ("いっちょう", "itchou"),
        ("ジョン・スミス", "jon sumisu"),
        ("ふじもと あおい", "fujimoto aoi"),
        ("ヴィ", "vui"),
        ("Ann", "Ann"),
        ("", ""),
    ],
)
def test_kana_is_read_as_hepburn_writes_it(kana: str, latin: str) -> None:
    assert romaji(kana) == latin
