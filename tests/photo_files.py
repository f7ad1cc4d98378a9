"""Picture files for tests: good ones, and one of every bad kind."""
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image


def noise(seed: int, side: int = 64) -> Image.Image:
    return Image.fromarray(np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8))


def put(picture: Image.Image, path: str, **options) -> Path:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, **options)
    return Path(path)


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that say they hold a picture of this size."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(
        b"IEND", b"")


def bytes_of(picture: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg_that_claims(width: int, height: int) -> bytes:
    whole = bytes_of(noise(0), "JPEG")
    place = whole.index(b"\xff\xc0") + 5
    return whole[:place] + struct.pack(">HH", height, width) + whole[place + 4:]


BAD = {
    "empty.jpg": (b"", "got an empty file"),
    "text.jpg": (b"I'm no picture.\n" * 20, "expected a picture, got a file that is none"),
    "page.png": (b"<html><script>alert(1)</script></html>", "got a file that is none"),
    "vector.jpg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "got a file that is none"),
    "cut.jpg": (bytes_of(noise(1), "JPEG")[:900], "damaged or cut short"),
    "cut.png": (bytes_of(noise(1), "PNG")[:3000], "damaged or cut short"),
    "cut.gif": (bytes_of(noise(1), "GIF")[:1500], "damaged or cut short"),
    "head.png": (bytes_of(noise(1), "PNG")[:20], "got a file that is none|damaged or cut short"),
    "broken.png": (bytes_of(noise(1), "PNG").replace(b"IDAT", b"XDAT", 1), "got a file that is none|damaged or cut"),
    "tiny.png": (bytes_of(Image.new("RGB", (31, 200)), "PNG"), "at least 32 pixels a side, got 31 by 200"),
    "strip.png": (bytes_of(Image.new("L", (40, 900)), "PNG"), "at most 20 times as long"),
    "bomb.png": (png_that_claims(60_000, 60_000), "at most .* million pixels"),
    "wide.png": (png_that_claims(8_000, 7_000), "at most 50 million pixels, got 8,000 by 7,000"),
    "bomb.jpg": (jpeg_that_claims(60_000, 60_000), "at most .* million pixels"),
    "bomb.gif": (b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b",\0\0\0\0\xff\xff\xff\xff\0\2\0;",
                 "at most .* million pixels"),
    "phone.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, "got HEIC.* Export it as JPEG"),
    "renamed.jpg": (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 99, "got HEIC.* Export it as JPEG"),
    "new.jpg": (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + b"\0" * 99, "got AVIF.* Export it as JPEG"),
    "live.jpg": (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 99, "got a movie"),
}
