"""`transforms`: from a photograph to what a pretrained network expects."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course.checking.facts import MAX_VALUES
from course.checking.question import Answer, Question
from course.device import seeded


def photographs(seed: int) -> list[tuple]:
    """Pictures, their new side, mean and std: wide, tall, square and tiny, and one of a single color.

    The first ones are smooth, so that every sensible way to resize gives nearly the same: even the nearest pixel is at
    most 0.13 off, while what isn't in the middle is 0.23 off or more (measured on 250 seeds). On the single color even
    a slip of 1/255 shows, since its std is small; and with a side of 3, means along the wrong axis raise no error. The
    public ones end with two so small that they can be worked by hand: their middle has the right size already.
    """
    generator = seeded(seed)
    a, b, c, d = (torch.randperm(6, generator=generator)[:4] * 2).tolist()
    sizes = [(40 + a, 76 + b, 20), (84 + c, 32 + d, 20 + a // 2), (44 + b, 44 + b, 24), (20, 36 + c, 26)]
    smooth = [(_smooth(generator, height, width), side, *_statistics(generator)) for height, width, side in sizes]
    color = torch.randint(200, 250, (3, 1, 1), generator=generator, dtype=torch.uint8)
    mean, std = _statistics(generator)
    plain = color.repeat(1, 15 + a, 22 + b), 3, mean, [value / 20 for value in std]
    stripes = torch.tensor([0, 51, 102, 255], dtype=torch.uint8).repeat(3, 2, 1)  # (3, 2, 4)
    by_hand = [(picture, 2, [0.5, 0.4, 0.6], [0.5, 0.2, 0.1])
               for picture in (stripes, stripes.transpose(1, 2).contiguous())]
    return [*smooth, plain, *(by_hand if seed == 0 else [])]


def _smooth(generator: torch.Generator, height: int, width: int) -> Tensor:
    """Return a picture that grows lighter along one diagonal, and by another amount in each channel."""
    down, across = torch.linspace(-1, 1, height)[:, None], torch.linspace(-1, 1, width)[None]
    slopes = 25 + 10 * torch.rand(2, 3, 1, 1, generator=generator)
    bulge = 15 * torch.rand(3, 1, 1, generator=generator) * (down**2 + across**2 - 1)
    middle = torch.tensor([90.0, 125.0, 160.0])[torch.randperm(3, generator=generator)][:, None, None]
    return (middle + slopes[0] * down + slopes[1] * across + bulge).round().clamp(0, 255).to(torch.uint8)


def _statistics(generator: torch.Generator) -> tuple[list[float], list[float]]:
    """Means and stds that differ from channel to channel, and from ImageNet's."""
    mean = torch.tensor([0.3, 0.55, 0.7])[torch.randperm(3, generator=generator)]
    std = torch.tensor([0.2, 0.3, 0.4])[torch.randperm(3, generator=generator)]
    shifts = 0.05 * torch.rand(2, 3, generator=generator)
    return (mean + shifts[0]).tolist(), (std + shifts[1]).tolist()


def observe_preprocess(preprocess: Callable, *arguments: Any) -> Any:
    """A picture far larger than asked for is told by its shape: of so many numbers, facts keep only the first."""
    returned = preprocess(*arguments)
    if issubclass(type(returned), Tensor) and Tensor.numel(returned) > MAX_VALUES:
        return f"a tensor of shape {tuple(Tensor.size(returned))}"
    return returned


TRANSFORMS = Question("transforms", "What the network expects", (
    Answer(
        "preprocess", "a float tensor, (3, side, side): the middle square, resized, each channel shifted and scaled",
        inputs=photographs, call=observe_preprocess,
    ),
))
