"""A picture file that somebody brings along, as an upright RGB picture: whatever else it is, it is named."""
from __future__ import annotations

import io
import os
import stat
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".bmp": "BMP", ".webp": "WEBP",
            ".tif": "TIFF", ".tiff": "TIFF"}
FROM_PHONES = (".heic", ".heif", ".avif")  # pictures too, which are read on few machines
MIN_SIDE, MAX_SIDE = 32, 2048  # pixels; larger ones are scaled down
MAX_BYTES, MAX_PIXELS = 60_000_000, 120_000_000  # 12,000 by 9,000 is the most that phones make
MAX_PIXELS_AT_ONCE = 50_000_000  # of a format that is decoded whole; JPEG is decoded small
MAX_RATIO = 20
ORIENTATION = 0x0112  # the tag by which a camera notes how it was held
TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # its value: Pillow's `Transpose`
MOVIES = (b"isom", b"mp41", b"mp42", b"qt  ", b"M4V ", b"avc1", b"3gp4", b"3gp5", b"iso2", b"iso5", b"iso6")


def read(path: str | os.PathLike) -> Image:
    """Return the picture in a file: upright, in RGB, at most 2,048 pixels a side.

    It's turned as the camera noted. Gray, palette and 16-bit pictures become RGB, and what's transparent becomes white.

    Args:
        path: a JPEG, PNG, GIF, BMP, WebP or TIFF file. What it holds counts, not what it's called.

    Raises:
        ValueError: it can't be read, or it's too small or too large; the message names the file and what to do.

    >>> from importlib.resources import files
    >>> read(files("skimage") / "data" / "chelsea.png").size
    (451, 300)
    """
    return decode(read_bytes(Path(path)), shown(path))


def shown(name: object) -> str:
    """Return a file's name as people may see it: one line, without codes that steer a terminal."""
    return "".join(char if char.isprintable() else "?" for char in str(name))


def read_bytes(path: Path) -> bytes:
    """Return what a regular file holds; nothing else is opened, or waited for.

    Raises:
        ValueError: it's no regular file, it's empty, it's too large, or it can't be opened.
    """
    mode, content = 0, b""
    try:
        if stat.S_ISREG(mode := os.stat(path).st_mode):
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with open(descriptor, "rb") as file:
                if stat.S_ISREG(mode := os.fstat(descriptor).st_mode):  # it may have been exchanged since
                    content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise wrong(shown(path), "a picture", "no file there", "Check the name and the folder.") from None
    except (OSError, ValueError) as error:  # a loop of links, no right to read, a name with a zero in it
        reason = getattr(error, "strerror", None) or str(error)
        raise wrong(shown(path), "a file that can be read", reason, "Copy the picture itself there.") from None
    if stat.S_ISDIR(mode):
        raise wrong(shown(path), "a picture", "a folder", "Name one of the files in it.")
    if not stat.S_ISREG(mode):
        raise wrong(shown(path), "a picture", "a pipe or a device", "Copy the picture itself there.")
    if not content:
        raise wrong(shown(path), "a picture", "an empty file", "Copy it again.")
    if len(content) > MAX_BYTES:
        raise wrong(shown(path), f"at most {MAX_BYTES // 10**6} MB", "a larger file", "Export it smaller.")
    return content


def decode(content: bytes, where: str) -> Image:
    """Return the picture that bytes hold, as `read` does.

    Args:
        content: what the file holds.
        where: what to call it in an error.

    Raises:
        ValueError: they hold none that can be read, or one that's too small or too large.
    """
    from PIL import Image, UnidentifiedImageError

    _require_readable_kind(content, where)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's about size and odd notes: both are looked at here
        try:
            image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        except UnidentifiedImageError:
            raise wrong(where, "a picture", "a file that is none, or whose beginning is damaged",
                        "Open it on your computer; if it shows, export it as JPEG.") from None
        except Image.DecompressionBombError:
            raise wrong(where, f"at most {MAX_PIXELS / 1e6:g} million pixels", "more", "Export it smaller.") from None
        except Exception as error:  # a damaged file raises whatever the reader trips over
            raise _damaged(where, error) from None
        _require_size(image, where)
        try:
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded at a half, a quarter or an eighth
            image.load()
        except Exception as error:
            raise _damaged(where, error) from None
        try:
            return _upright_rgb(image)
        except (OSError, ValueError, MemoryError) as error:  # notes on colors or transparency that make no sense
            raise _damaged(where, error) from None


def _require_readable_kind(content: bytes, where: str) -> None:
    """Name what phones make and Pillow can't read; what a file holds counts, whatever its name ends in."""
    if content[4:8] != b"ftyp":
        return
    brand = content[8:12]
    if brand in MOVIES:
        raise wrong(where, "a picture", "a movie", "Take a photo, or a screenshot of the movie.")
    kind = "AVIF" if brand in (b"avif", b"avis") else "HEIC"
    raise wrong(where, "a JPEG or PNG picture", f"{kind}, which can't be read here", "Export it as JPEG. (iPhone: "
                "Settings, Camera, Formats, Most Compatible.)")


def _require_size(image: Image, where: str) -> None:
    """Look at what the file says of its size, before any of it is decoded."""
    width, height = image.size
    limit = MAX_PIXELS if image.format in ("JPEG", "MPO") else MAX_PIXELS_AT_ONCE
    if min(width, height) < MIN_SIDE:
        raise wrong(where, f"at least {MIN_SIDE} pixels a side", f"{width} by {height}", "Take a larger picture.")
    if width * height > limit:
        raise wrong(where, f"at most {limit // 10**6} million pixels", f"{width:,} by {height:,}", "Export it smaller.")
    if max(width, height) > MAX_RATIO * min(width, height):
        raise wrong(where, f"a picture at most {MAX_RATIO} times as long as wide", f"{width:,} by {height:,}",
                    "Crop it.")


def _upright_rgb(image: Image) -> Image:
    from PIL import Image as pillow

    turn = _turn(image)
    if image.mode.startswith(("I", "F")):
        image = _to_8_bits(image)
    is_see_through = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    image = image.convert("RGBA" if is_see_through else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    if is_see_through:
        image = pillow.alpha_composite(pillow.new("RGBA", image.size, "white"), image).convert("RGB")
    image = image.transpose(pillow.Transpose(turn)) if turn is not None else image
    image.info = {}  # where and when it was taken is nobody's business
    return image


def _turn(image: Image) -> int | None:
    """Return what the camera's note says must be done to see the picture upright; damaged notes say nothing."""
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except Exception:
        return None


def _to_8_bits(image: Image) -> Image:
    """Return a gray picture of 16 or 32 bits in 8 bits."""
    import numpy as np
    from PIL import Image as pillow

    pixels = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0, neginf=0)
    most = float(pixels.max())
    tops = (1, 255) if image.mode.startswith("F") else (65535,)  # what white is in most files of the kind
    top = next((top for top in tops if most <= top), most)
    return pillow.fromarray((pixels / top * 255).clip(0, 255).round().astype(np.uint8))


def _damaged(where: str, error: Exception) -> ValueError:
    if isinstance(error, MemoryError):
        return wrong(where, "a picture that fits into memory", "a larger one", "Export it smaller.")
    got = f"one that's damaged or cut short ({type(error).__name__})"
    return wrong(where, "a whole picture", got, "Copy it again.")


def wrong(where: str, expected: str, got: str, action: str) -> ValueError:
    """Return an error in the course's form."""
    return ValueError(f"{where}: expected {expected}, got {got}. {action}")
