"""Labeled photos: counted, split so that no shot is on both sides, and every trap in the folder named."""
import io
import itertools
import os
import unicodedata
from pathlib import Path

import pytest
import torch
from photo_files import BAD, bytes_of, noise, put
from PIL import Image, ImageEnhance
from skimage import data as shipped

from course import photos
from course.photos import alike, labeled

SHOTS = ("astronaut", "cat", "coffee", "rocket", "camera", "brick", "grass", "gravel", "moon", "page", "coins", "text",
         "hubble_deep_field", "retina", "immunohistochemistry", "colorwheel")


@pytest.fixture(scope="session")
def shots() -> list[Image.Image]:
    """Sixteen photographs, no two of them alike."""
    pictures = [Image.fromarray(getattr(shipped, name)()).convert("RGB") for name in SHOTS]
    for picture in pictures:
        picture.thumbnail((320, 320))
    return pictures


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(picture, "JPEG", quality=quality))).convert("RGB")


COPIES = {
    "compressed": lambda p: jpeg(p, 15), "half": lambda p: p.resize((p.width // 2, p.height // 2)),
    "stamp": lambda p: p.resize((64, 64)), "mirrored": lambda p: p.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "turned": lambda p: p.transpose(Image.Transpose.ROTATE_90),
    "brighter": lambda p: ImageEnhance.Brightness(p).enhance(1.2),
    "next of a burst": lambda p: p.crop((p.width // 80, 0, p.width, p.height - p.height // 80)),
}


def class_folders(shots, per_class: int = 8) -> None:
    """Two classes of pictures that have nothing to do with one another."""
    for place, picture in enumerate(shots):
        put(picture, f"photos/{'ab'[place % 2]}/{place // 2}.jpg", quality=90)
        if place // 2 + 1 == per_class and place % 2:
            break


def test_no_two_of_the_photographs_are_alike_and_their_copies_are(shots):
    looks = [alike.look_at(picture) for picture in shots]
    similar = alike.cosines(looks)
    assert max(similar[pair] for pair in itertools.combinations(range(len(shots)), 2)) < alike.ALIKE - 0.1
    for copy in COPIES.values():
        copies = alike.cosines([*looks, *(alike.look_at(copy(picture)) for picture in shots)])
        assert all(copies[k, len(shots) + k] >= alike.ALIKE for k in range(len(shots)))


def test_the_next_shot_of_a_burst_is_alike_though_the_hand_moved(shots):
    for share, n_at_least in ((0.03, 16), (0.05, 15)):  # of a side; fine patterns, such as bricks, slip away first
        found = 0
        for picture in shots:
            x, y = (round(share * side) for side in picture.size)
            pair = picture.crop((0, 0, picture.width - x, picture.height - y)), picture.crop((x, y, *picture.size))
            found += alike.cosines([alike.look_at(one) for one in pair])[0, 1] >= alike.ALIKE
        assert found >= n_at_least


def test_classes_are_tensors_with_their_names_and_a_table(shots, capsys):
    class_folders(shots)
    train, validation, names = photos.classes()
    assert names == ["a", "b"] and len(train) == 12 and len(validation) == 4
    assert train.y.bincount().tolist() == [6, 6] and validation.y.bincount().tolist() == [2, 2]
    x, y = train[0]
    assert x.shape == (3, 224, 224) and x.dtype == torch.uint8 and type(y) is int
    batch, labels = next(iter(torch.utils.data.DataLoader(train, batch_size=5)))
    assert batch.shape == (5, 3, 224, 224) and labels.dtype == torch.int64
    assert not {*train.paths} & {*validation.paths}
    assert capsys.readouterr().out.splitlines()[-1].split() == ["b", "8", "8", "6", "2"]


def test_torchvision_reads_the_same_layout(shots):
    from torchvision.datasets import ImageFolder

    class_folders(shots)
    ours, theirs = photos.classes(), ImageFolder("photos")
    assert theirs.classes == ours.names
    assert sorted((Path(path), label) for path, label in theirs.samples) == sorted(
        (path, label) for side in ours[:2] for path, (_, label) in zip(side.paths, side))


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("seed", [0, 1])
def test_near_copies_never_stand_on_both_sides(shots, copy, seed):
    class_folders(shots)
    for path in list(Path("photos").rglob("*.jpg")):
        COPIES[copy](Image.open(path)).save(path.with_stem(f"{path.stem}-{copy}"), quality=90)
    train, validation, _ = photos.classes(seed=seed)
    sides = [{(path.parent.name, path.stem.split("-")[0]) for path in side.paths} for side in (train, validation)]
    assert not sides[0] & sides[1] and len(sides[0]) == 12 and len(sides[1]) == 4


@pytest.mark.parametrize("copy", ["same", "compressed", "half", "mirrored", "brighter"])
def test_one_picture_in_two_classes_is_named_and_left_out_of_both(shots, capsys, copy):
    class_folders(shots)
    put({"same": lambda p: p, **COPIES}[copy](shots[0]), "photos/b/wrong.png")
    train, validation, _ = photos.classes()
    used = {path.as_posix() for side in (train, validation) for path in side.paths}
    assert len(used) == 15 and not used & {"photos/a/0.jpg", "photos/b/wrong.png"}
    said = capsys.readouterr().out
    assert f"{Path('photos/a/0.jpg')} and {Path('photos/b/wrong.png')}: one picture in two classes" in said


BOXES = ((5, 5, 30, 30), (60, 10, 95, 35), (10, 60, 40, 95), (55, 55, 95, 95), (5, 40, 95, 60), (45, 5, 60, 95),
         (20, 20, 80, 80), (5, 5, 95, 20))


def test_one_form_in_two_colors_is_two_pictures():
    for k, color in itertools.product(range(8), ("red", "blue")):
        picture = Image.new("RGB", (100, 100), "white")
        picture.paste(color, BOXES[k])
        put(picture, f"photos/{color}/{k}.png")
    train, validation, _ = photos.classes(held_out=0.3)
    assert len(train) + len(validation) == 16 and validation.y.unique().tolist() == [0, 1]


def test_blank_pictures_are_told_apart_by_their_color():
    looks = [alike.look_at(Image.new("RGB", (50, 50), color)) for color in ("red", "red", "blue", "white", "black")]
    assert alike.group(alike.cosines(looks) >= alike.ALIKE) == [[0, 1], [2], [3], [4]]


def test_the_split_follows_its_seed_and_not_the_order_of_the_files(shots):
    class_folders(shots)
    first, again, other = (photos.classes(seed=seed) for seed in (3, 3, 4))
    assert first.validation.paths == again.validation.paths != other.validation.paths
    assert torch.equal(first.train.x, again.train.x)
    os.rename("photos", "moved")
    Path("photos").mkdir()
    for place in ("b", "a"):
        Path("photos", place).mkdir()
        for path in sorted(Path("moved", place).iterdir(), reverse=True):
            os.rename(path, Path("photos", place, path.name))
    assert photos.classes(seed=3).validation.paths == first.validation.paths


def test_what_is_no_picture_is_passed_over_and_named_once(shots, capsys):
    class_folders(shots)
    for name in ("notes.txt", "loose.jpg", ".DS_Store", "a/.hidden.jpg", "a/Thumbs.db"):
        Path("photos", name).write_text("x")
    for name in (".ipynb_checkpoints", "__MACOSX", "a/inner"):
        put(noise(0), f"photos/{name}/x.png")
    os.mkfifo("photos/a/pipe.jpg")
    os.symlink("loop", "photos/loop")
    train, validation, names = photos.classes()
    assert len(train) + len(validation) == 16 and names == ["a", "b"]
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Passed over")]
    for name in ("notes.txt", "loose.jpg", ".DS_Store", "a/.hidden.jpg", "a/Thumbs.db", ".ipynb_checkpoints",
                 "__MACOSX", "a/inner", "a/pipe.jpg", "loop"):
        assert line.count(name) == 1


def test_pictures_that_cannot_be_read_are_left_out_and_named(shots, capsys):
    class_folders(shots)
    for name in ("phone.heic", "cut.jpg", "tiny.png", "bomb.png"):
        Path("photos", "b", name).write_bytes(BAD[name][0])
    train, validation, _ = photos.classes()
    said = capsys.readouterr().out
    assert len(train) + len(validation) == 16
    assert all(f"Left out: {Path('photos', 'b', name)}: expected" in said for name in ("phone.heic", "cut.jpg",
                                                                                     "tiny.png", "bomb.png"))


def test_endings_and_accents_do_not_matter(shots):
    names = [unicodedata.normalize(form, "Kätzchen") for form in ("NFD", "NFC")]
    for place, picture in enumerate(shots):
        ending = ("JPG", "Jpeg", "PNG", "webp")[place // 2 % 4]
        picture.save(put(noise(0), f"photos/{(names[0], 'Hund')[place % 2]}/{names[0]} {place}.{ending}",
                         format="PNG"), format="PNG")
    assert photos.classes().names == ["Hund", names[1]]


@pytest.mark.parametrize(("make", "message"), [
    (lambda: None, r"^photos: expected a folder of your photos, got nothing there\. .*photos.cat"),
    (lambda: Path("photos").write_text("x"), "^photos: expected a folder that can be opened, got a file"),
    (lambda: Path("photos").mkdir(), "expected two classes or more.* got none"),
    (lambda: put(noise(0), "photos/loose.png"), "expected two classes or more.* got none"),
    (lambda: put(noise(0), "photos/cat/1.png"), r"expected two classes or more.* got one \(cat\)"),
    (lambda: [Path("photos", name).mkdir(parents=True) for name in "ab"], "photos.a: expected at least 4 .* got 0"),
    (lambda: [put(noise(k), f"photos/{'ab'[k % 2]}/{k}.png") for k in range(7)],
     r"photos.b: expected at least 4 pictures that can be used, got 3\. Add some\. Twenty each are enough\."),
    (lambda: [put(noise(k), f"photos/{'ab'[k % 2]}/{k}.png") for k in range(8)] + [
        Path("photos/b/1.png").write_bytes(b"")], r"photos.b: expected at least 4 .* got 3.*1\.png: .*an empty file"),
    (lambda: [put(noise(k * (k % 2)), f"photos/{'ab'[k % 2]}/{k}.png") for k in range(10)],
     r"photos.a: expected pictures of two different shots or more, got near copies of one shot"),
    (lambda: [put(noise(k), f"photos/{'aA'[k % 2]}/{k}.png") for k in range(10)], "classes with different names"),
])
def test_a_folder_that_gives_no_classes_is_told_what_it_lacks(make, message):
    make()
    with pytest.raises(ValueError, match=message):
        photos.classes()


@pytest.mark.parametrize("share", [0, 1, -0.1, 25, float("nan")])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="expected a share between 0 and 1"):
        photos.classes(held_out=share)


def test_names_are_shown_safely_in_the_table(shots):
    class_folders(shots)
    os.rename("photos/a", "photos/<img src=x onerror=alert(1)>\x1b")
    found = labeled.find(Path("photos"))
    page = labeled.table(found.names, [0, 1], [[0], [1]], [False, True])._repr_html_()
    assert "<img" not in page and "\x1b" not in page
