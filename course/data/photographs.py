"""Photographs that ship in scikit-image's wheel."""
from __future__ import annotations

from importlib.resources import files

from torch import Tensor

PHOTOGRAPHS = {  # name: file, and what a person sees in it
    "chelsea": ("chelsea.png", "the face of a ginger tabby cat"),
    "coffee": ("coffee.png", "a cup of espresso on a saucer"),
    "rocket": ("rocket.jpg", "a rocket on its launch pad at night"),
    "camera": ("camera.png", "a man in a coat behind a film camera on a tripod, in black and white"),
    "astronaut": ("astronaut.png", "a smiling astronaut in an orange suit, before a flag and a model of a shuttle"),
    "motorcycle": ("motorcycle_left.png", "a motorcycle in a workshop"),
}


def photograph(name: str) -> Tensor:
    """Return a photograph, (3, height, width), uint8: red, green and blue from 0 to 255.

    Source: scikit-image's wheel (BSD-3-Clause); makers and licenses of the pictures are in `docs/sources.md`.

    Args:
        name: one of `PHOTOGRAPHS`.

    Raises:
        ValueError: there is no such photograph.

    >>> photograph("chelsea").shape
    torch.Size([3, 300, 451])
    """
    from PIL import Image
    from torchvision.transforms.functional import pil_to_tensor

    if name not in PHOTOGRAPHS:
        raise ValueError(f"photograph: expected one of {', '.join(PHOTOGRAPHS)}, got {name!r}. Correct the name.")
    with Image.open(str(files("skimage") / "data" / PHOTOGRAPHS[name][0])) as image:
        return pil_to_tensor(image.convert("RGB"))  # the grey one gets three equal channels
