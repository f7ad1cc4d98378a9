"""The key of `resnet18-output-shape`."""
from __future__ import annotations

import torch

from course.checking.key import Key, Misconception, Solution
from course.questions.head_replacement.resnet18_output_shape import RESNET18_OUTPUT_SHAPE

RESNET18_OUTPUT_SHAPE_KEY = Key(RESNET18_OUTPUT_SHAPE, (
    Solution(
        RESNET18_OUTPUT_SHAPE["output_shape"], (1, 5),
        (
            Misconception(
                "old-classes-kept",
                "The model did give 1000 logits, as long as it had its old head. That head is gone: the second line "
                "puts another one in its place. Read how many logits that one gives.",
                ((1, 1000), (1000,), 1000, (1000, 1)),
            ),
            Misconception(
                "features-for-logits",
                "512 numbers do arrive at the head: the features. The head turns them into logits, one for each class. "
                "Read its second number.",
                ((1, 512), (512,), 512, (512, 1)),
            ),
            Misconception(
                "shape-of-the-input",
                "Many layers give back the shape that they get. A classifier doesn't: it turns a whole picture into a "
                "few numbers. Keep the batch axis, and ask how many logits each picture gets.",
                ((1, 3, 224, 224), (3, 224, 224)),
            ),
            Misconception(
                "batch-axis-lost",
                "The number of logits is right. But the input is a batch, if only of one picture, and so is the "
                "output. Write the batch axis first.",
                ((5,), 5),
            ),
            Misconception(
                "axes-swapped",
                "Both numbers are right. PyTorch keeps the batch axis in front, in the output too. Swap them.",
                ((5, 1),),
            ),
            Misconception(
                "shape-of-the-weight",
                "That's the shape of the new layer's own weight. It stays inside the layer; what comes out is a row of "
                "logits for each picture. Write that shape.",
                ((5, 512),),
            ),
            Misconception(
                "numbers-of-the-line",
                "`Linear(512, 5)` has these two numbers: what the layer takes and what it gives. Only one of them "
                "comes out. And what stands on the axis before it?",
                ((512, 5), (1, 512, 5)),
            ),
            Misconception(
                "channels-for-the-batch",
                "The number of logits is right. But 3 counts the color channels, which the first convolution has taken "
                "in. How many pictures are in the batch?",
                ((3, 5), (5, 3)),
            ),
            Misconception(
                "another-batch",
                "The number of logits is right: each picture gets a row of them. So how many pictures go in? It's the "
                "first number of `torch.rand(...)`.",
                tuple((n, 5) for n in (2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 224, 256)),
            ),
            Misconception(
                "batch-left-open",
                "Where a model is described, the batch is often left open, as None or -1. But here a batch is given, "
                "and you can count the pictures in it. Write their number.",
                ((None, 5), (-1, 5), ("N", 5), ("batch", 5)),
            ),
            Misconception(
                "another-number-of-classes",
                "A row for the one picture, that's right. But this head has another number of classes. Read it from "
                "the second line.",
                tuple((1, n) for n in (1, 2, 3, 4, 6, 7, 10, 15, 224, 256, 1024, 2048)),
            ),
            Misconception(
                "picture-kept",
                "Up to the last block, the network keeps a map of the picture, with height and width. Pooling shrinks "
                "it before the head, so no pixel is left in the logits. Leave these axes out.",
                ((1, 5, 224, 224), (1, 5, 7, 7), (1, 5, 112, 112), (5, 224, 224), (1, 3, 224, 5), (1, 3, 224, 224, 5)),
            ),
            Misconception(
                "pooled-axes-kept",
                "After pooling, height and width are 1, and you kept them. ResNet flattens its features before the "
                "head, so a Linear gives one axis of logits. Leave out the axes of size 1 behind it.",
                ((1, 5, 1, 1), (1, 5, 1), (5, 1, 1)),
            ),
            Misconception(
                "axis-too-many",
                "The logits are on the last axis, as they should be. But there are two axes in all: the pictures, and "
                "the logits of each. Leave out what's between them.",
                ((1, 1, 5), (1, 3, 5), (1, 3 * 224 * 224, 5), (1, 1, 1, 5), (1, 1000, 5), (3, 224, 5)),
            ),
            Misconception(
                "shape-in-quotation-marks",
                "In quotation marks it's a string: for Python, that's some characters, not sizes. Take the "
                "quotation marks away.",
                ("(a, 7)", "7"),
            ),
            Misconception(
                "braces-for-brackets",
                "Braces make a set, and a set has no order: nobody could tell the batch from the logits. Write a "
                "tuple, in round brackets.",
                ({5, 2},),
            ),
            Misconception(
                "logits-for-their-shape",
                "That's a tensor of logits, or of zeros in their place. Asked is its shape alone, a tuple of sizes.",
                (torch.zeros(1, 5), torch.zeros(2, 7)),
            ),
        ),
    ),
))
