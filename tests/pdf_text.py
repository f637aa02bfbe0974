"""What an independent reader finds in a PDF."""

from __future__ import annotations

import io

import pypdf


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def bare_text(pdf: bytes) -> str:
    """All words without blanks, soft hyphens and places to break, as lines break where they will."""
    return "".join("".join(pages_of(pdf)).split()).translate({0xAD: None, 0x200B: None})
