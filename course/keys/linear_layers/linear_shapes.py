"""The key of `linear-shapes`."""
from __future__ import annotations

import torch
from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.linear_shapes import LINEAR_SHAPES

LAYER = nn.Linear(20, 5, device="meta")  # the layer that the lesson asks about; only its shapes are needed
BATCH = torch.empty(8, 12, 20, device="meta")
N_IN, N_OUT, N_WEIGHTS = LAYER.in_features, LAYER.out_features, LAYER.weight.numel()

WEIGHT_SHAPE = Solution(
    LINEAR_SHAPES["weight_shape"], tuple(LAYER.weight.shape),
    (
        Misconception(
            "weight-is-in-by-out",
            "`nn.Linear` names the inputs first, so the weight looks like (in, out). But it holds one weight vector "
            "for each output, as a row, and that is why the formula says `W.T`. Turn your two sizes round.",
            ((N_IN, N_OUT),),
        ),
        Misconception(
            "weights-counted",
            "That is how many weights there are, and `numel()` would say so. A shape keeps the axes apart: how many "
            "rows, then how many columns. Write both.",
            (N_WEIGHTS, (N_WEIGHTS,)),
        ),
        Misconception(
            "batch-in-the-weight",
            "A layer sees whole batches, so the batch size seems to be part of it. But the same weights serve every "
            "case, however many there are. Leave the batch's axes out.",
            ((8, N_OUT, N_IN), (8, 12, N_OUT, N_IN), (8, N_IN, N_OUT), (12, N_IN), (8, 12, N_IN)),
        ),
    ),
)

BIAS_SHAPE = Solution(
    LINEAR_SHAPES["bias_shape"], tuple(LAYER.bias.shape),
    (
        Misconception(
            "bias-per-input",
            "Every input has its weights, so a bias for each seems to follow. But the bias is added after the sum, to "
            "what comes out. Count the outputs.",
            ((N_IN,), N_IN),
        ),
        Misconception(
            "one-bias-for-all",
            "Lesson 1's model had a single bias, and for one output that is all there is. Here each output gets its "
            "own. Count the outputs.",
            ((1,), (), 1),
        ),
        Misconception(
            "bias-shaped-like-the-weight",
            "Weight and bias belong together, so one shape for both looks tidy. But a weight belongs to an input and "
            "an output, a bias to an output alone. Drop the axis of the inputs.",
            ((N_OUT, N_IN), (N_IN, N_OUT)),
        ),
        Misconception(
            "bias-as-a-row-or-column",
            "The count is right, and broadcasting would do the same sum with a second axis. PyTorch keeps the bias "
            "with one axis only. Drop the axis of size 1.",
            ((1, N_OUT), (N_OUT, 1)),
        ),
        Misconception(
            "size-for-shape",
            "The size is right. But a shape is a tuple even where it has one axis, and brackets alone make no tuple "
            "in Python. Put a comma after the size.",
            (N_OUT,),
        ),
    ),
)

N_PARAMETERS = Solution(
    LINEAR_SHAPES["n_parameters"], N_WEIGHTS + N_OUT,
    (
        Misconception(
            "bias-forgotten",
            "All weights are counted, and they are most of it. But the bias is trained too, unless the layer is made "
            "with `bias=False`. Add one number for each output.",
            (N_WEIGHTS,),
        ),
        Misconception(
            "bias-counted-per-input",
            "The weights are right, and the bias is not forgotten. But there is one bias for each output, and you "
            "added one for each input. Add the other size.",
            (N_WEIGHTS + N_IN,),
        ),
        Misconception(
            "one-bias-added",
            "For a single output one bias is all there is. This layer has several outputs, each with a bias of its "
            "own. Add one for each.",
            (N_WEIGHTS + 1,),
        ),
        Misconception(
            "sizes-added",
            "A number for each input and one for each output sounds like all there is. But every output has its own "
            "weight for every input: that is a product. Multiply, then add the bias.",
            (N_IN + N_OUT, N_IN + N_OUT + 1, N_IN + 1),
        ),
    ),
)

OUTPUT_SHAPE = Solution(
    LINEAR_SHAPES["output_shape"], (*BATCH.shape[:-1], N_OUT),
    (
        Misconception(
            "leading-axes-lost",
            "Most layers are fed with (cases, features), and there one axis stands in front. But a linear layer "
            "touches the last axis only: all others stay, however many there are. Copy them from the input.",
            ((8, N_OUT), (12, N_OUT), (N_OUT,), (8 * 12, N_OUT), (1, N_OUT)),
        ),
        Misconception(
            "output-shaped-like-the-input",
            "All axes but one stay as they are, so most of this is right. The last one has to fit the layer: it goes "
            "in with as many features as the layer takes and leaves with as many as it gives. Change that one.",
            ((8, 12, N_IN),),
        ),
        Misconception(
            "output-axis-appended",
            "The new size is there, and nothing is lost. But the layer adds up over the input's features, so their "
            "axis is gone afterwards. Replace it; do not put another behind it.",
            ((8, 12, N_IN, N_OUT),),
        ),
    ),
)

LINEAR_SHAPES_KEY = Key(LINEAR_SHAPES, (WEIGHT_SHAPE, BIAS_SHAPE, N_PARAMETERS, OUTPUT_SHAPE))
