"""Keeps virtual rasters from reaching for a network: no pixel is fetched from elsewhere unasked.

A virtual raster may refer to another one, hold one as text, or name a description of a map service,
so what it refers to is searched as well. GDAL itself would follow all of them.

References
----------
GDAL documentation, "VRT -- GDAL Virtual Format", "GDAL Virtual File Systems", "WMS -- Web Map
Services".
"""

from __future__ import annotations

import html
import os
import re
from pathlib import Path

from io_formats.errors import UnsupportedContent
from io_formats.geotiff.access import HEAD_BYTES

__all__ = ["refuse_remote"]

SOURCES = re.compile(r"<Source(?:Filename|Dataset)[^>]*>\s*([^<]*?)\s*<")
REMOTE = re.compile(r"/vsi(?!zip|tar|gzip|mem|subfile)|^\w{2,}://|https?://")
"""GDAL documentation, "GDAL Virtual File Systems": all others read from a network."""
SERVICE = re.compile(r"<(?:GDAL_WMS|GDAL_WMTS|WMS_Tile_Service|Capabilities)\b")
"""Beginnings of descriptions of map services, which GDAL opens like files."""
BLANK = b"\xef\xbb\xbf \t\r\n"
"""A byte order mark and white space, which may stand before XML."""
DEEPEST_TEXT = 8
"""A raster within a raster is escaped once more at each level."""


def refuse_remote(path: Path) -> None:
    """Raise if a virtual raster, or one it refers to, names a place on a network.

    Raises
    ------
    UnsupportedContent
    """
    waiting, seen = [path], set[Path]()
    while waiting:
        file = waiting.pop()
        if file.resolve() in seen:
            continue
        seen.add(file.resolve())
        content = _text_of(file)
        if SERVICE.search(content):
            raise _refused(path, "a map service")
        for name in SOURCES.findall(content):
            if REMOTE.search(name):
                raise _refused(path, name)
            # os.path, since Path.is_file raises where a name is too long to be one
            waiting += [at for at in (file.parent / name, Path(name)) if os.path.isfile(at)]


def _text_of(file: Path) -> str:
    """Return the text of a virtual raster or a map service, unescaped; empty for other files."""
    try:
        with file.open("rb") as opened:
            head = opened.read(HEAD_BYTES)
            if not head.lstrip(BLANK).startswith(b"<"):
                return ""
            text = (head + opened.read()).decode("utf-8", "replace")
    except OSError:
        return ""  # opening it will say why
    text = text.replace("<![CDATA[", "").replace("]]>", "")
    for _ in range(DEEPEST_TEXT):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    return text


def _refused(path: Path, place: str) -> UnsupportedContent:
    return UnsupportedContent(
        f"{path} is not read",
        why=f"it refers to {place}, which is not on this machine",
        fix="download what it refers to, and make the virtual raster from the copies",
    )
