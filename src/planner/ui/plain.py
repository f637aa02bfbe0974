"""Text for places of Qt that would read markup out of it."""

from __future__ import annotations


def escaped(text: str) -> str:
    """For tool tips: what stands in the library is shown as it stands, and never loads a picture."""
    if "<" not in text and "&" not in text:
        return text
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<span>{plain}</span>"
