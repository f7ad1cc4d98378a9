"""Photos from a folder come into `photos/` by class; what can't be read is named, and nothing is overwritten."""
import os

import pytest
from photo_files import BAD, noise, put

from course.work.folder import WrongCall
from course.work.photos import bring


@pytest.fixture
def folder(tmp_path):
    """A folder with two classes, a loose picture, and what systems leave behind."""
    for seed, name in enumerate(("cat/a.jpg", "cat/b.png", "dog/a.jpg", "loose.png")):
        put(noise(seed), str(tmp_path / "mine" / name))
    (tmp_path / "mine" / "cat" / ".DS_Store").write_text("x")
    return tmp_path / "mine"


def files(work):
    return sorted(path.relative_to(work).as_posix() for path in (work / "photos").rglob("*") if path.is_file())


def test_classes_become_folders_and_every_byte_is_the_same(folder, work):
    done = bring(folder, work)
    assert files(work) == ["photos/cat/a.jpg", "photos/cat/b.png", "photos/dog/a.jpg", "photos/loose.png"]
    assert (work / "photos" / "cat" / "a.jpg").read_bytes() == (folder / "cat" / "a.jpg").read_bytes()
    assert str(done).splitlines() == ["photos: 1 copied", "photos/cat: 2 copied", "photos/dog: 1 copied"]


def test_a_second_time_copies_nothing_and_another_picture_of_one_name_overwrites_none(folder, work):
    bring(folder, work)
    before = (work / "photos" / "cat" / "a.jpg").read_bytes()
    put(noise(9), str(folder / "cat" / "a.jpg"))
    done = bring(folder, work)
    assert (done.copied, done.there) == ({"photos/cat": 1}, {"photos": 1, "photos/cat": 1, "photos/dog": 1})
    assert (work / "photos" / "cat" / "a.jpg").read_bytes() == before
    assert (work / "photos" / "cat" / "a-2.jpg").read_bytes() == (folder / "cat" / "a.jpg").read_bytes()


def test_what_cannot_be_read_is_named_with_the_reason_and_the_rest_is_copied(folder, work):
    for name, (content, _) in BAD.items():
        (folder / "cat" / name).write_bytes(content)
    (folder / "cat" / "notes.txt").write_text("x")
    (folder / "cat" / "more").mkdir()
    os.symlink("nowhere", folder / "dog" / "link.jpg")
    done = bring(folder, work)
    assert len(files(work)) == 4 and len(done.skipped) == len(BAD) + 1 and done.others == ["notes.txt", "link.jpg"]
    told = str(done)
    for name in (*BAD, "they aren't pictures: notes.txt, link.jpg.", "more is a folder inside a class's folder."):
        assert name in told
    assert "HEIC" in told


def test_a_pipe_is_not_waited_for(folder, work):
    os.mkfifo(folder / "cat" / "pipe.jpg")
    assert "they aren't pictures: pipe.jpg." in str(bring(folder, work))


def test_many_files_that_are_no_pictures_are_told_in_one_line(folder, work):
    for i in range(30):
        (folder / f"{i:02}.txt").write_text("x")
    assert str(bring(folder, work)).splitlines()[3:] == [
        "Skipped, because they aren't pictures: 00.txt, 01.txt, 02.txt, 03.txt, 04.txt and 25 more."]


@pytest.mark.parametrize("place", ["nowhere", "mine/loose.png", "work/photos", "work/photos/cat", "work"])
def test_a_folder_that_makes_no_sense_is_named(folder, work, place):
    (work / "photos" / "cat").mkdir(parents=True)
    with pytest.raises(WrongCall, match="expected a folder of photos"):
        bring(work.parent / place, work)


def test_photos_that_cannot_be_written_are_told(folder, work):
    (work / "photos").write_text("a file")
    done = bring(folder, work)
    assert done.copied == {} and len(done.skipped) == 4 and "expected to write into" in str(done)
