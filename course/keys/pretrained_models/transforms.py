"""The key of `transforms`."""
from __future__ import annotations

from functools import partial

import torch

from course.checking.key import Key, Misconception, Solution
from course.keys.pretrained_models.pipelines import (
    IMAGENET,
    at_224,
    by_normalize,
    by_to_tensor,
    by_torchvision,
    center_cut,
    corner_square,
    divided_at_last,
    middle_of_the_height,
    middle_of_the_width,
    middle_square,
    normalized,
    on_every_road,
    only_smaller,
    own_by_torchvision,
    own_statistics,
    per_channel,
    pipeline,
    resized,
    turned,
    unguarded_middle_of_the_width,
)
from course.questions.pretrained_models.transforms import TRANSFORMS

TRANSFORMS_KEY = Key(TRANSFORMS, (
    Solution(
        TRANSFORMS["preprocess"], pipeline(),
        (
            Misconception(
                "not-divided-by-255",
                "The steps are all there but one. `mean` and `std` belong to numbers from 0 to 1, and a uint8 picture "
                "goes up to 255, so the network would see a picture far too bright. Divide by 255 first.",
                on_every_road(scale=lambda x: x),
            ),
            Misconception(
                "normalize-on-whole-numbers",
                "torchvision's `normalize` only takes floats, and your picture still holds whole numbers up to 255 "
                "when it gets there. So step 2 hasn't happened yet. Divide by 255 first, which makes it float, too.",
                (pipeline(resize=lambda image, side: by_torchvision(image, side).to(torch.uint8), scale=lambda x: x,
                          normalize=by_normalize),),
            ),
            Misconception(
                "divided-in-place",
                "Dividing in place (`/=`) writes into the tensor that's there, and that one only holds whole numbers: "
                "0.4 doesn't fit. Divide with `/`, which makes a new float tensor and leaves `image` alone.",
                (lambda image, side, mean, std: image.clone().div_(255),),
            ),
            Misconception(
                "made-for-pillow",
                "`ToTensor` is in many examples: it turns a Pillow image or a NumPy array into a tensor, and divides "
                "by 255. Your picture is a tensor already. Leave the conversion out, and divide yourself.",
                (pipeline(scale=by_to_tensor),),
            ),
            Misconception(
                "divided-twice",
                "`convert_image_dtype` and `ToDtype(scale=True)` divide by 255 themselves, so it's easily done twice. "
                "Then every number is near 0, and the picture almost black. Divide once.",
                (pipeline(scale=lambda x: x / 255 / 255),),
            ),
            Misconception(
                "divided-by-256",
                "There are 256 different values, but the largest is 255. With 256, white never becomes 1, and every "
                "number is a bit too small. Divide by 255.",
                (pipeline(scale=lambda x: x / 256),),
            ),
            Misconception(
                "normalized-before-scaling",
                "Both steps are there, in the wrong order. `mean` and `std` belong to numbers from 0 to 1, so the "
                "division by 255 has to come before they're used.",
                (pipeline(scale=lambda x: x, normalize=divided_at_last),),
            ),
            Misconception(
                "not-normalized",
                "From 0 to 1 is a good start. But the network learned from numbers that were shifted and scaled, "
                "channel by channel. Take `mean` away and divide by `std`.",
                (pipeline(normalize=lambda x, mean, std: x),),
            ),
            Misconception(
                "squeezed-to-a-square",
                "The shape is right. But a picture that isn't square gets squeezed that way, and the network has only "
                "seen things in their true proportions. Cut the square out of the middle first.",
                (pipeline(cut=lambda image: image),),
            ),
            Misconception(
                "one-orientation-only",
                "Your square is right for some pictures, but you only cut along one axis. A photograph may be wide or "
                "tall, and one of the two isn't cut to its middle square. Take the shorter side, and cut along both.",
                tuple(pipeline(cut=cut) for cut in (middle_of_the_width, unguarded_middle_of_the_width,
                                                    middle_of_the_height)),
            ),
            Misconception(
                "never-grows",
                "Large pictures come out right. But yours only ever shrinks, and a picture smaller than `side` stays "
                "as small as it is. Resize in either case: `resize` can enlarge, too.",
                (pipeline(resize=only_smaller(resized)), pipeline(cut=center_cut, resize=only_smaller(by_torchvision))),
            ),
            Misconception(
                "side-of-224",
                "224 is what most networks take, and examples have it written in. But here the caller says how large "
                "the picture shall be, and this one is far too large. Use `side`.",
                (pipeline(cut=center_cut, resize=at_224()),
                 pipeline(cut=lambda image: image, resize=at_224(keeps_proportions=True))),
            ),
            Misconception(
                "corner-for-middle",
                "It's a square, but from the upper left corner, and what a photograph shows is mostly in the middle. "
                "Leave out the same amount on both sides.",
                (pipeline(cut=corner_square),),
            ),
            Misconception(
                "padded-to-a-square",
                "Filling up with black keeps the proportions, and some models want just that. This one cuts: take the "
                "largest square that fits into the picture.",
                tuple(pipeline(cut=lambda image: center_cut(image, max(image.shape[1:])), resize=resize)
                      for resize in (resized, by_torchvision)),
            ),
            Misconception(
                "cut-without-resizing",
                "The middle is right and the shape is, too. But without resizing you only keep a small patch of a "
                "large picture. Cut out the largest square, then bring that to `side`.",
                (pipeline(cut=lambda image: image, resize=lambda image, side: center_cut(image, side).float()),),
            ),
            Misconception(
                "resized-without-cutting",
                "`resize` with one number brings the shorter side there and keeps the proportions, which is good. But "
                "the longer side stays longer, and a batch needs equal shapes. Cut the square out of the middle, too.",
                (pipeline(cut=lambda image: image, resize=partial(by_torchvision, keeps_proportions=True)),),
            ),
            Misconception(
                "statistics-of-the-picture",
                "Each picture by its own mean and std looks tidy. But then a dark one and a bright one come out the "
                "same, and the network has learned that they differ. Use the `mean` and `std` that you're given.",
                (pipeline(normalize=own_statistics), *on_every_road(normalize=own_by_torchvision),
                 pipeline(normalize=lambda x, mean, std: (x - x.mean()) / x.std())),
            ),
            Misconception(
                "statistics-of-another-model",
                "These numbers are right for other models, and you see them in many examples. But each set of weights "
                "has its own. Use the `mean` and `std` that you're given.",
                (pipeline(normalize=lambda x, mean, std: normalized(x, *IMAGENET)),
                 pipeline(normalize=lambda x, mean, std: normalized(x, [0.5] * 3, [0.5] * 3))),
            ),
            Misconception(
                "channels-turned-round",
                "Somewhere the colors changed places: blue comes first now. OpenCV loads pictures that way, but these "
                "come as red, green, blue, which is also how they have to go out. Leave their order alone.",
                (pipeline(last=turned), pipeline(cut=lambda image: middle_square(turned(image)))),
            ),
            Misconception(
                "mean-along-the-wrong-axis",
                "A tensor of shape (3,) lines up with the last axis, the width, and (3, 1) with the height. But the "
                "channels are the first axis. Give mean and std the shape (3, 1, 1), or let `normalize` do it.",
                tuple(pipeline(normalize=lambda x, *given, shape=shape: (x - torch.tensor(given[0]).reshape(shape))
                               / torch.tensor(given[1]).reshape(shape)) for shape in ((3,), (3, 1))),
            ),
            Misconception(
                "lists-for-tensors",
                "The formula is right. But `mean` and `std` are plain lists, and a tensor can't subtract a list. Make "
                "tensors of them, one number per channel in shape (3, 1, 1), or let torchvision's `normalize` do it.",
                (pipeline(normalize=lambda x, mean, std: (x - mean) / std),
                 pipeline(normalize=lambda x, mean, std: x.sub(mean).div(std)),
                 pipeline(normalize=lambda x, mean, std: (x - torch.tensor(mean)[:, None, None]) / std)),
            ),
            Misconception(
                "one-number-for-all-channels",
                "Each channel has a mean and a std of its own, and you've used one number for all of them. Shift red "
                "by its own mean, green and blue by theirs.",
                (pipeline(normalize=lambda x, mean, std: (x - mean[0]) / std[0]),
                 pipeline(normalize=lambda x, mean, std: (x - sum(mean) / 3) / (sum(std) / 3))),
            ),
            Misconception(
                "multiplied-by-std",
                "Shifting is right. But dividing by the std is what brings channels to one scale; multiplying by it is "
                "the way back. Divide.",
                (pipeline(normalize=lambda x, mean, std: (x - per_channel(mean)) * per_channel(std)),),
            ),
            Misconception(
                "normalized-backward",
                "Times std, plus mean: that's the way back, from normalized numbers to a picture you can show. Here "
                "you need the way there. Do the opposite, in the opposite order.",
                (pipeline(normalize=lambda x, mean, std: x * per_channel(std) + per_channel(mean)),),
            ),
            Misconception(
                "mean-and-std-swapped",
                "Both are used, each in the other's place. The mean is taken away, and the std divides.",
                (pipeline(normalize=lambda x, mean, std: normalized(x, std, mean)),),
            ),
            Misconception(
                "only-shifted",
                "The mean is gone, which is half of it. Now bring each channel to one scale: divide by `std`.",
                (pipeline(normalize=lambda x, mean, std: x - per_channel(mean)),),
            ),
            Misconception(
                "brackets-missing",
                "Read aloud, it's the right formula. But Python divides before it subtracts, so only the mean was "
                "divided. Put brackets around the difference.",
                (pipeline(normalize=lambda x, mean, std: x - per_channel(mean) / per_channel(std)),),
            ),
            Misconception(
                "whole-division",
                "`//` looks like a stronger `/`. It drops everything after the decimal point, so every pixel below 255 "
                "becomes 0. Divide with `/`.",
                (pipeline(scale=lambda x: x // 255),),
            ),
            Misconception(
                "channels-last",
                "Height, width, channels is what matplotlib wants, so you'll often need it. A network takes the "
                "channels first. Leave the order of the axes alone.",
                (pipeline(last=lambda x: x.permute(1, 2, 0)),),
            ),
            Misconception(
                "height-and-width-exchanged",
                "The colors are right, but height and width have changed places, so the picture lies on its side. A "
                "tensor keeps height before width. Look for a `transpose`, `.T` or `permute`, and leave it out.",
                (pipeline(last=lambda x: x.transpose(1, 2)),),
            ),
            Misconception(
                "batch-axis-added",
                "A network does take a batch, and this axis will be needed. But here one picture comes in, and one "
                "should go out, so that a loader can stack many. Return (3, side, side).",
                (pipeline(last=lambda x: x[None]),),
            ),
        ),
        rtol=0.0, atol=0.17,  # between the two distances that its pictures are made for
    ),
))
