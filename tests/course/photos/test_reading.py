"""A picture file that somebody brings along is read upright in RGB, or refused by name with what to do."""
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from photo_files import BAD, bytes_of, noise, png_that_claims, put
from PIL import Image

from course import photos
from course.photos import uploading


def corners(picture: Image.Image) -> list[str]:
    """The colors at the top left, top right, bottom left and bottom right."""
    right, bottom = picture.width - 4, picture.height - 4
    ends = [picture.getpixel(place) for place in ((3, 3), (right, 3), (3, bottom), (right, bottom))]
    return ["red" if r > b else "blue" for r, _, b in ends]


def two_colors() -> Image.Image:
    """Blue, but for the quarter at the top left, which is red; wider than high."""
    picture = Image.new("RGB", (120, 80), "blue")
    picture.paste("red", (0, 0, 60, 40))
    return picture


@pytest.mark.parametrize("turn", range(1, 9))
def test_however_the_camera_was_held_the_picture_is_upright(turn):
    undo = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]  # what the camera did to the upright one
    stored = two_colors() if undo is None else two_colors().transpose(Image.Transpose(undo))
    exif = Image.Exif()
    exif[0x0112] = turn
    found = photos.read(put(stored, "turned.jpg", exif=exif, quality=95))
    assert found.size == (120, 80) and corners(found) == ["red", "blue", "blue", "blue"] and not found.info


@pytest.mark.parametrize("exif", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"\0" * 60])
def test_damaged_notes_of_a_camera_do_not_spoil_the_picture(exif):
    assert photos.read(put(two_colors(), "noted.jpg", exif=exif)).size == (120, 80)


@pytest.mark.parametrize(("mode", "name"), [
    ("L", "gray.png"), ("P", "palette.png"), ("P", "still.gif"), ("1", "bits.png"), ("CMYK", "print.jpg"),
    ("LA", "gray-alpha.png"), ("RGB", "plain.webp"), ("RGB", "plain.bmp"), ("CMYK", "print.tif"), ("RGB", "UPPER.JPG"),
])
def test_every_mode_comes_out_as_rgb(mode, name):
    found = photos.read(put(two_colors().convert(mode), name))
    assert found.mode == "RGB" and found.size == (120, 80)
    top, bottom = (np.asarray(found.crop(box)).mean(axis=(0, 1)) for box in ((0, 0, 120, 38), (0, 42, 120, 80)))
    assert np.abs(top - bottom).sum() > 5


def test_what_is_transparent_becomes_white():
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (0, 0, 64, 20))
    found = photos.read(put(picture, "cut-out.png"))
    assert found.getpixel((5, 5)) == (200, 0, 0) and found.getpixel((5, 60)) == (255, 255, 255)
    palette = Image.new("P", (64, 64), 0)
    assert photos.read(put(palette, "palette.png", transparency=0)).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("name", ["deep.png", "deep.tif"])
def test_sixteen_bits_keep_their_brightness(name):
    deep = Image.fromarray(np.linspace(0, 65535, 64 * 64).reshape(64, 64).astype(np.uint16))
    found = np.asarray(photos.read(put(deep, name)))
    assert found[0, 0, 0] == 0 and found[-1, -1].tolist() == [255] * 3 and abs(int(found[32, 0, 0]) - 128) <= 1


@pytest.mark.parametrize(("top", "name"), [(1.0, "shares.tif"), (255.0, "levels.tif"), (1000.0, "counts.tif")])
def test_decimals_are_brought_to_levels(top, name):
    values = np.linspace(0, top, 64 * 64, dtype=np.float32).reshape(64, 64)
    values[0, 1] = np.nan
    found = np.asarray(photos.read(put(Image.fromarray(values), name)))
    assert found[0, 1].max() == 0 and found[-1, -1].min() == 255 and 126 <= found[32, 0, 0] <= 129


def test_a_large_picture_is_scaled_down():
    assert photos.read(put(Image.new("RGB", (6000, 4000)), "large.jpg")).size == (2048, 1365)
    assert photos.read(put(Image.new("L", (6000, 4000)), "large.png")).size == (2048, 1365)


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_named_with_what_to_do(name):
    content, message = BAD[name]
    Path(name).write_bytes(content)
    with pytest.raises(ValueError, match=message) as caught:
        photos.read(name)
    assert re.fullmatch(rf"{re.escape(name)}: expected .+, got .+\. .+\.\)?", str(caught.value))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_damage_anywhere_gives_a_picture_or_a_sentence_and_nothing_else(kind):
    whole = bytes_of(noise(2), kind)
    random = np.random.default_rng(5)
    for _ in range(60):
        content = bytearray(whole[:random.integers(1, len(whole) + 1)])
        for place in random.integers(0, min(len(content), 300), 5):
            content[place] = random.integers(0, 256)
        try:
            assert uploading.decode(bytes(content), "x").mode == "RGB"
        except ValueError as error:
            assert str(error).startswith("x: expected ")


def test_a_picture_that_swells_is_refused_before_it_is_decoded(folder):
    (folder / "bomb.png").write_bytes(png_that_claims(60_000, 60_000))
    code = ("import resource\nfrom course import photos\nresource.setrlimit(resource.RLIMIT_AS, (3 << 30,) * 2)\n"
            "photos.read('bomb.png')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder)
    assert "million pixels" in done.stderr.splitlines()[-1]


def test_only_regular_files_are_opened(folder):
    os.mkfifo("pipe.jpg")
    os.symlink("loop.jpg", "loop.jpg")
    os.symlink("/dev/zero", "device.jpg")
    (folder / "album.jpg").mkdir()
    for name, message in (("pipe.jpg", "a pipe or a device"), ("loop.jpg", "levels of symbolic links"),
                          ("device.jpg", "a pipe or a device"), ("album.jpg", "got a folder"),
                          ("nowhere.jpg", "got no file there"), ("a\0b.jpg", "null")):
        with pytest.raises(ValueError, match=message):
            photos.read(name)


def test_a_file_that_is_far_too_long_is_not_read_to_its_end(folder):
    with open("long.jpg", "wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(ValueError, match="expected at most 60 MB, got a larger file"):
        photos.read("long.jpg")


def test_names_that_forge_lines_are_shown_on_one(folder):
    name = "a\nb\x1b[2J\udcff.jpg"
    (folder / name).write_bytes(b"")
    with pytest.raises(ValueError, match=re.escape("a?b?[2J?.jpg: expected")):
        photos.read(name)
