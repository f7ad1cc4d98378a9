"""The newest photo, and the button that saves photos: never over another, never outside the folder."""
import os
import re
import subprocess
import sys
import unicodedata
from datetime import datetime, timezone
from pathlib import Path

import pytest
from photo_files import BAD, bytes_of, noise, put

from course import photos
from course.photos import reading, uploading


def test_the_newest_photo_is_shown_and_named(capsys):
    for when, name in enumerate(("old.png", "new.JPG", "notes.txt", ".hidden.png")):
        path = put(noise(when), f"photos/{name}", format="PNG")
        os.utime(path, (when + 1, when + 1))
    assert photos.latest().getpixel((0, 0)) == noise(1).getpixel((0, 0))
    assert capsys.readouterr().out == f"Your photo: {Path('photos', 'new.JPG')}.\n"


def test_without_a_photo_the_courses_cat_is_shown_and_why(capsys):
    assert photos.latest().size == (451, 300)
    assert capsys.readouterr().out.startswith("The course's cat, since there's no photo in photos")
    put(noise(0), "photos/good.png")
    os.utime("photos/good.png", (1, 1))
    Path("photos/phone.heic").write_bytes(BAD["phone.heic"][0])
    assert photos.latest().size == (64, 64)
    said = capsys.readouterr().out
    assert "good.png" in said and "got HEIC" in said and said.count("\n") == 1
    os.unlink("photos/good.png")
    assert photos.latest().size == (451, 300) and "got HEIC" in capsys.readouterr().out


@pytest.mark.parametrize("make", [lambda place: place.write_text("a file"), lambda place: place.symlink_to(place)])
def test_a_folder_that_is_none_gives_the_cat(folder, make):
    make(folder / "photos")
    assert photos.latest().size == (451, 300)


def test_without_a_front_end_a_sentence_says_where_to_put_pictures(capsys, folder):
    assert photos.upload() is None
    assert "into the folder photos" in capsys.readouterr().out and list(folder.iterdir()) == []


class Shell:
    kernel, user_ns = object(), {}  # what a kernel's shell has, and a terminal's does not


@pytest.fixture
def at_jupyter(folder, monkeypatch):
    import IPython

    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "lesson.ipynb"))
    monkeypatch.setattr(IPython, "get_ipython", Shell)


def choose(widget, *files: tuple[str, bytes]) -> str:
    """Choose files with the button, and return what it says then."""
    button, said = widget.children
    button.value = [{"name": name, "type": "", "size": len(content), "content": memoryview(content),
                     "last_modified": datetime.now(timezone.utc)} for name, content in files]
    assert button.value == ()
    return said.value


def test_the_button_saves_pictures_and_says_so(at_jupyter):
    widget = photos.upload()
    cat, dog = bytes_of(noise(0), "JPEG"), bytes_of(noise(1), "PNG")
    said = choose(widget, ("cat.jpg", cat), ("dog.PNG", dog), ("phone.heic", BAD["phone.heic"][0]), ("<b>.png", b"x"))
    assert said.count("✓") == 2 and "got HEIC" in said and "<b>" not in said and "&lt;b&gt;" in said
    assert "cat-2.jpg" in choose(widget, ("cat.jpg", dog)) and "cat-3.jpg" in choose(widget, ("cat.jpg", dog))
    assert Path("photos/cat.jpg").read_bytes() == cat and Path("photos/dog.png").read_bytes() == dog
    assert sorted(os.listdir("photos")) == ["cat-2.jpg", "cat-3.jpg", "cat.jpg", "dog.png"]


@pytest.mark.parametrize("name", ["../../evil.jpg", "..\\..\\evil.jpg", "/etc/evil.jpg", "C:\\evil.jpg", ".evil.jpg",
                                  "evil.jpg\0.exe", "evil.html", "", "..", "a" * 5000 + ".jpg", "ä" * 300 + ".jpg",
                                  "CON.jpg", "x\n\x1b[2J.png", "\udcff.png", "\u202egpj.evil", "猫" * 200 + ".webp"])
def test_whatever_a_file_is_called_it_lands_in_the_folder(folder, name):
    path = uploading.save(name, bytes_of(noise(0), "PNG"))
    (made,) = os.listdir("photos")
    assert os.listdir(folder) == ["photos"] and Path(path).name == made
    assert Path(made).suffix in reading.SUFFIXES and len(os.fsencode(made)) < 255
    assert not made.startswith(".") and made.isprintable() and not re.match(r"con\.", made, re.IGNORECASE)


def test_an_accent_is_kept_and_written_in_one_way():
    path = uploading.save(unicodedata.normalize("NFD", "Kätzchen.jpg"), bytes_of(noise(0), "JPEG"))
    assert Path(path).name == unicodedata.normalize("NFC", "Kätzchen.jpg")


def test_nothing_is_overwritten_even_by_way_of_a_link(folder):
    (folder / "kept").write_text("kept")
    (folder / "photos").mkdir()
    (folder / "photos" / "cat.jpg").symlink_to(folder / "kept")
    (folder / "photos" / "cat-2.jpg").symlink_to(folder / "nowhere")
    assert uploading.save("cat.jpg", bytes_of(noise(0), "JPEG")).endswith("cat-3.jpg")
    assert (folder / "kept").read_text() == "kept" and not (folder / "nowhere").exists()


def test_a_folder_that_cannot_be_written_is_said(folder):
    (folder / "photos").write_text("a file")
    with pytest.raises(ValueError, match="cat.jpg: expected to write into photos"):
        uploading.save("cat.jpg", bytes_of(noise(0), "JPEG"))


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "COURSE_GRADING_SEED"])
def test_grading_leaves_no_trace(folder, at_jupyter, monkeypatch, name):
    monkeypatch.setenv(name, "1")
    assert photos.upload() is None and photos.latest().size == (451, 300)
    with pytest.raises(ValueError, match="grading"):
        uploading.save("cat.jpg", bytes_of(noise(0), "JPEG"))
    assert list(folder.iterdir()) == []


def test_importing_photos_imports_nothing_heavy():
    code = "from course import photos; import sys; print({'torch', 'pandas', 'PIL', 'ipywidgets'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
