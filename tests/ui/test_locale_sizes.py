"""Sizes in the sign of the reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from planner.ui import locale


@pytest.mark.parametrize(("code", "said"), [("en", "4.6 MB"), ("de", "4,6 MB"), ("da", "4,6 MB")])
def test_a_size_has_the_decimal_sign_of_the_reader(
    code: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """T24."""
    monkeypatch.setattr(locale, "reader", lambda: QLocale(code))
    assert locale.megabytes(4_600_000) == said
