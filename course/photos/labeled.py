"""Labeled photos, one folder a class, split so that no shot stands on both sides."""
from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from course.photos import alike
from course.photos.folder import PHOTOS, Entry, entries
from course.photos.reading import read, shown, wrong
from course.photos.splitting import NoSplit, hold_out

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from PIL.Image import Image

    from course.photos.pictures import Pictures

SIDE = 224  # pixels, which most backbones expect
MIN_PER_CLASS, MAX_PICTURES, MAX_TOLD = 4, 1_000, 20  # pictures of a class; of all; lines about what was left out
ENOUGH = "Twenty each are enough."


class Classes(NamedTuple):
    """Labeled photos.

    Attributes:
        train: pictures to learn from; `train[0]` is ((3, 224, 224) uint8, class).
        validation: pictures that were held out.
        names: what the classes are called, in the order of their numbers.
    """

    train: Pictures
    validation: Pictures
    names: list[str]


@dataclass
class Shot:
    """A picture that was read: whose class, from where, its pixels, and what it is compared by."""

    label: int
    path: Path
    pixels: np.ndarray
    look: alike.Look


@dataclass
class Found:
    """What lies in the classes' folders.

    Attributes:
        names: the classes.
        shots: pictures that were read.
        left_out: sentences about pictures that can't be used.
        passed_over: names of what is no picture.
    """

    names: list[str]
    shots: list[Shot] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def classes(folder: str | os.PathLike = PHOTOS, held_out: float = 0.25, seed: int = 0) -> Classes:
    """Return the pictures in a folder's folders as training and validation sets, and show how many there are of each.

    Put one folder a class into `photos/`, such as `photos/cat/` and `photos/dog/`: the layout that
    `torchvision.datasets.ImageFolder("photos")` reads, too. Of each picture you get the middle square, 224 pixels a
    side.

    Near copies (the same shot resized, compressed anew, turned or mirrored, or shots of one burst) never stand on both
    sides of the split. The same picture in two classes is left out of both, and named.

    Args:
        folder: the folder of the classes' folders.
        held_out: share of each class to hold out, between 0 and 1.
        seed: the same pictures and the same seed give the same split.

    Raises:
        ValueError: there's no such folder, or it has fewer than two classes, or one of them too few pictures.
    """
    if not 0 < held_out < 1:
        raise wrong("photos.classes", "a share between 0 and 1", f"held_out={held_out}", "Write 0.25 for 25%.")
    found = find(Path(folder))
    _require_enough(found, found.shots, Path(folder))
    similar = alike.cosines([shot.look for shot in found.shots])
    kept = _without_doubles(found, similar)
    shots, similar = [found.shots[row] for row in kept], similar[kept][:, kept]
    _require_enough(found, shots, Path(folder))
    groups = alike.group(similar >= alike.ALIKE)
    labels = [shot.label for shot in shots]
    try:
        is_held_out = hold_out(labels, groups, held_out, seed)
    except NoSplit as error:
        raise wrong(f"{shown(folder)}{os.sep}{found.names[error.label]}", "pictures of two different shots or more",
                    "near copies of one shot", f"Take more, from other sides and distances. {ENOUGH}") from None
    _show(found, table(found.names, labels, groups, is_held_out))
    train, validation = (_as_pictures(found.names, [shot for shot, out in zip(shots, is_held_out) if out == side])
                         for side in (False, True))
    return Classes(train, validation, found.names)


def find(folder: Path) -> Found:
    """Return what lies in a folder of classes, read.

    Raises:
        ValueError: there are no two classes, or too many pictures.
    """
    found = Found([])
    pictures: list[list[Entry]] = []
    for entry in _open(folder):
        if entry.kind != "folder":
            found.passed_over.append(shown(entry.name))
            continue
        inside = _open(entry.path)
        found.names.append(shown(entry.name))
        pictures.append([inner for inner in inside if inner.kind == "picture"])
        found.passed_over += [shown(f"{entry.name}/{inner.name}") for inner in inside if inner.kind != "picture"]
    _require_classes(found.names, folder)
    if (n := sum(map(len, pictures))) > MAX_PICTURES:
        raise wrong(shown(folder), f"at most {MAX_PICTURES:,} pictures", f"{n:,}", f"Use fewer. {ENOUGH}")
    for label, listed in enumerate(pictures):
        for entry in listed:
            _read_into(found, label, entry)
    return found


def _open(folder: Path) -> list[Entry]:
    example = f"Make a folder for each class, such as {PHOTOS / 'cat'} and {PHOTOS / 'dog'}. {ENOUGH}"
    try:
        return entries(folder)
    except FileNotFoundError:
        raise wrong(shown(folder), "a folder of your photos", "nothing there", example) from None
    except (OSError, ValueError) as error:
        reason = "a file" if isinstance(error, NotADirectoryError) else getattr(error, "strerror", None) or str(error)
        raise wrong(shown(folder), "a folder that can be opened", reason, example) from None


def _require_classes(names: list[str], folder: Path) -> None:
    if len(names) < 2:
        got = f"one ({names[0]})" if names else "none"
        raise wrong(shown(folder), "two classes or more, each a folder of pictures", got,
                    f"Make a folder for each class, such as {PHOTOS / 'cat'} and {PHOTOS / 'dog'}. {ENOUGH}")
    folded = [name.casefold() for name in names]
    if double := next((name for name in names if folded.count(name.casefold()) > 1), None):
        raise wrong(shown(folder), "classes with different names", f"{double!r} twice",
                    "Put their pictures into one folder.")


def _read_into(found: Found, label: int, entry: Entry) -> None:
    import numpy as np
    from PIL import ImageOps

    try:
        picture: Image = read(entry.path)
    except ValueError as error:
        found.left_out.append(str(error))
        return
    square = ImageOps.fit(picture, (SIDE, SIDE))
    found.shots.append(Shot(label, entry.path, np.asarray(square), alike.look_at(picture)))


def _without_doubles(found: Found, similar: np.ndarray) -> list[int]:
    """Return the rows of pictures that are in one class alone, and say which are in two."""
    double = set()
    for one, other in zip(*(similar >= alike.SAME).nonzero()):
        left, right = found.shots[one], found.shots[other]
        if left.label != right.label and alike.is_like_color(left.look, right.look):
            double.add(one)
            if one < other:
                found.left_out.append(f"{shown(left.path)} and {shown(right.path)}: one picture in two classes. Keep "
                                      "the one that's right.")
    return [row for row in range(len(found.shots)) if row not in double]


def _require_enough(found: Found, shots: Sequence[Shot], folder: Path) -> None:
    for label, name in enumerate(found.names):
        if (n := sum(shot.label == label for shot in shots)) < MIN_PER_CLASS:
            told = " ".join(["Left out:", *found.left_out[:3]]) if found.left_out else ""
            raise wrong(f"{shown(folder)}{os.sep}{name}", f"at least {MIN_PER_CLASS} pictures that can be used",
                        str(n), f"Add some. {ENOUGH} {told}".strip())


def _as_pictures(names: list[str], shots: Sequence[Shot]) -> Pictures:
    from course.photos.pictures import Pictures

    return Pictures([shot.pixels for shot in shots], [shot.label for shot in shots], [shot.path for shot in shots],
                    names)


def table(names: list[str], labels: Sequence[int], groups: Sequence[Sequence[int]],
          is_held_out: Sequence[bool]) -> pd.DataFrame:
    """Return how many pictures there are of each class, and on which side; a shot counts once, whatever its copies."""
    import pandas as pd

    held = [label for label, out in zip(labels, is_held_out) if out]
    rows = {name: {"pictures": labels.count(label), "different shots": sum(
        any(labels[row] == label for row in rows) for rows in groups), "train": labels.count(label) - held.count(label),
        "validation": held.count(label)} for label, name in enumerate(names)}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("class")


def _show(found: Found, counts: pd.DataFrame) -> None:
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython():
        from IPython.display import display

        display(counts)
    else:
        print(counts)
    for line in found.left_out[:MAX_TOLD]:
        print(f"Left out: {line}")
    if len(found.left_out) > MAX_TOLD:
        print(f"Left out, too: {len(found.left_out) - MAX_TOLD} more.")
    if found.passed_over:
        more = f" and {len(found.passed_over) - MAX_TOLD} more" if len(found.passed_over) > MAX_TOLD else ""
        print(f"Passed over, since they're no pictures of a class: {', '.join(found.passed_over[:MAX_TOLD])}{more}.")
