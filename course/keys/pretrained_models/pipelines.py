"""Ways to prepare a photograph, right and wrong: every step of the pipeline can be exchanged."""
from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

IMAGENET = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def middle_square(image: Tensor) -> Tensor:
    height, width = image.shape[1:]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    return image[:, top:top + short, left:left + short]


def corner_square(image: Tensor) -> Tensor:
    return image[:, :min(image.shape[1:]), :min(image.shape[1:])]


def resized(image: Tensor, side: int) -> Tensor:
    return functional.interpolate(image[None].float(), (side, side), mode="bilinear", antialias=True)[0]


def center_cut(image: Tensor, side: int = 0) -> Tensor:
    from torchvision.transforms.functional import center_crop  # only now: torchvision takes a second to import

    return center_crop(image, side or min(image.shape[1:]))


def by_torchvision(image: Tensor, side: int, *, keeps_proportions: bool = False) -> Tensor:
    from torchvision.transforms.functional import resize

    return resize(image, side if keeps_proportions else [side, side], antialias=True).float()


def then_cut(image: Tensor, side: int) -> Tensor:
    return center_cut(by_torchvision(image, side, keeps_proportions=True), side)


def on_every_road(**steps: Callable) -> tuple[Callable, ...]:
    """Return the way for each usual road to the square: where a step makes small differences large, they differ."""
    roads = ((middle_square, resized), (center_cut, by_torchvision), (lambda image: center_cut(image).float(),
             by_torchvision), (lambda image: image, then_cut), (lambda image: image.float(), then_cut))
    return tuple(pipeline(cut=first, resize=second, **steps) for first, second in roads)


def per_channel(values: list[float]) -> Tensor:
    return torch.tensor(values)[:, None, None]


def normalized(x: Tensor, mean: list[float], std: list[float]) -> Tensor:
    return (x - per_channel(mean)) / per_channel(std)


def pipeline(cut: Callable = middle_square, resize: Callable = resized, scale: Callable = lambda x: x / 255,
             normalize: Callable = normalized, last: Callable = lambda x: x) -> Callable:
    """Return a way that does the right thing, save for the steps that are given."""
    def preprocess(image: Tensor, side: int, mean: list[float], std: list[float]) -> Tensor:
        return last(normalize(scale(resize(cut(image), side)), mean, std))
    return preprocess


def own_statistics(x: Tensor, *given: list[float]) -> Tensor:
    return (x - x.mean(dim=(1, 2), keepdim=True)) / x.std(dim=(1, 2), keepdim=True)


def own_by_torchvision(x: Tensor, *given: list[float]) -> Tensor:
    """Refuse, unlike the one above, a picture of a single color, whose std is 0."""
    from torchvision.transforms.functional import normalize

    return normalize(x, x.mean(dim=(1, 2)).tolist(), x.std(dim=(1, 2)).tolist())


def divided_at_last(x: Tensor, mean: list[float], std: list[float]) -> Tensor:
    return normalized(x, mean, std) / 255


def middle_of_the_width(image: Tensor) -> Tensor:
    """Right for landscape and square pictures; a tall one stays whole."""
    height, width = image.shape[1:]
    left = max(width - height, 0) // 2
    return image[:, :, left:left + height]


def unguarded_middle_of_the_width(image: Tensor) -> Tensor:
    """The same, where a tall picture gives a negative place to begin."""
    height, width = image.shape[1:]
    left = (width - height) // 2
    return image[:, :, left:left + height]


def middle_of_the_height(image: Tensor) -> Tensor:
    height, width = image.shape[1:]
    top = max(height - width, 0) // 2
    return image[:, top:top + width]


def only_smaller(resize: Callable) -> Callable:
    return lambda image, side: resize(image, side) if min(image.shape[1:]) > side else image.float()


def at_224(keeps_proportions: bool = False) -> Callable:
    if keeps_proportions:
        return lambda image, side: center_cut(by_torchvision(image, 256, keeps_proportions=True), 224)
    return lambda image, side: by_torchvision(image, 224)


def by_to_tensor(image: Tensor) -> Tensor:
    from torchvision.transforms.functional import to_tensor

    return to_tensor(image)


def by_normalize(x: Tensor, mean: list[float], std: list[float]) -> Tensor:
    from torchvision.transforms.functional import normalize

    return normalize(x, mean, std)


def turned(x: Tensor) -> Tensor:
    return x.flip(0)
