"""Photos on screen: decoded from what the library keeps, in the size that is wanted."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap, QPixmapCache

from planner.domain.people_lines import PersonLine

THUMBNAIL: Final = 26
MOST: Final = 512
"""Pixels of a kept photo's longer side; nothing larger is decoded here."""
LOGO_MOST: Final = 1024
"""The same for a logo."""
_KINDS: Final = {b"\xff\xd8\xff": b"jpeg", b"\x89PN": b"png"}


def decoded(data: str, most: int = MOST) -> QImage | None:
    """The picture, or None when it is none that the library would keep."""
    try:
        content = base64.b64decode(data, validate=True)
    except (ValueError, binascii.Error):
        return None
    kind = _KINDS.get(content[:3])
    if kind is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > most:
        return None
    image = reader.read()
    return None if image.isNull() else image


def round_picture(data: str, side: int, ratio: float = 1.0) -> QPixmap | None:
    """The middle of the picture in a circle of ``side`` pixels; kept for the next time."""
    key = f"photo-{side}-{ratio}-{hashlib.sha256(data.encode()).hexdigest()}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    image = decoded(data)
    if image is None:
        return None
    pixels = round(side * ratio)
    scaled = image.scaled(
        QSize(pixels, pixels),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    circle = QPainterPath()
    circle.addEllipse(QRectF(0, 0, pixels, pixels))
    painter.setClipPath(circle)
    painter.drawImage((pixels - scaled.width()) // 2, (pixels - scaled.height()) // 2, scaled)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def whole_picture(data: str, width: int, height: int, ratio: float = 1.0) -> QPixmap | None:
    """The whole logo within so many pixels, transparent where it is."""
    image = decoded(data, LOGO_MOST)
    if image is None:
        return None
    pixmap = QPixmap.fromImage(
        image.scaled(
            QSize(round(width * ratio), round(height * ratio)),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    )
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def thumbnail(line: PersonLine) -> QPixmap | None:
    """The picture for a row of a list."""
    return round_picture(line.photo, THUMBNAIL) if line.photo else None
