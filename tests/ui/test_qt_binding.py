"""The binding itself: one version of it lost a reference to None at every call and ended the process."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_calls_that_answer_none_keep_the_count_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _turn in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 50
