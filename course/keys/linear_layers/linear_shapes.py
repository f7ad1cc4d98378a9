"""The key of `linear-shapes`."""
from __future__ import annotations

from itertools import permutations

import torch
from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.questions.linear_layers.linear_shapes import LINEAR_SHAPES

LAYER = nn.Linear(20, 5, device="meta")  # the layer that the lesson asks about; only its shapes are needed
BATCH = torch.empty(8, 12, 20, device="meta")
N_IN, N_OUT, N_WEIGHTS = LAYER.in_features, LAYER.out_features, LAYER.weight.numel()
RIGHT_WEIGHT, RIGHT_BIAS, RIGHT_OUTPUT = (N_OUT, N_IN), (N_OUT,), (8, 12, N_OUT)


def in_quotes(name: str, *shapes: tuple[int, ...]) -> Misconception:
    """A shape as text, in one of the forms in which people write it down."""
    return Misconception(
        name,
        "That's how a shape reads on a page. In Python, quotes make it text, which has no sizes in it. "
        "Write it as a tuple: brackets and commas, no quotes.",
        tuple(form for shape in shapes for form in (
            str(shape), str(shape).replace(" ", ""), str(list(shape)), f"torch.Size({list(shape)})",
            *(between.join(map(str, shape)) for between in (", ", ",", "x", " x ", "×", " × ", " by ")))),
    )


WEIGHT_SHAPE = Solution(
    LINEAR_SHAPES["weight_shape"], tuple(LAYER.weight.shape),
    (
        Misconception(
            "weight-is-in-by-out",
            "`nn.Linear` names the inputs first, so (in, out) is a good guess. But the weight holds one weight vector "
            "for each output, as a row, which is why the formula says `W.T`. Swap your two sizes.",
            ((N_IN, N_OUT),),
        ),
        Misconception(
            "weights-counted",
            "That's how many weights there are; `numel()` would say so. A shape keeps the axes apart: how many rows, "
            "then how many columns. Write both.",
            (N_WEIGHTS, (N_WEIGHTS,)),
        ),
        Misconception(
            "batch-in-the-weight",
            "A layer sees whole batches, so the sizes of the batch seem to belong in it. But the same weights serve "
            "every sentence and word, however many come. Leave 8 and 12 out.",
            ((8, N_OUT, N_IN), (8, 12, N_OUT, N_IN), (8, N_IN, N_OUT), (8, 12, N_IN, N_OUT), (12, N_IN), (8, N_IN),
             (12, N_OUT), (8, N_OUT), (8, 12, N_IN), (8, 12, N_OUT), (8, 12), (8 * 12, N_IN)),
        ),
        Misconception(
            "one-weight-vector",
            "In lesson 1, one weight vector was the whole model. It had one output. This layer has several, and each "
            "has a weight vector of its own. Give them a row each.",
            ((N_IN,), (1, N_IN), (N_IN, 1), N_IN),
        ),
        Misconception(
            "one-weight-per-output",
            "There's something for each output, and that's half of it. But an output needs a weight for every feature "
            "that comes in. Give each of the outputs a whole row.",
            ((N_OUT,), (1, N_OUT), (N_OUT, 1), N_OUT),
        ),
        Misconception(
            "bias-in-the-weight",
            "Some books give the bias a column of the weight. PyTorch keeps it apart, in `layer.bias`. Leave it out of "
            "the weight's shape.",
            ((N_OUT, N_IN + 1), (N_OUT + 1, N_IN), (N_IN + 1, N_OUT), (N_WEIGHTS + N_OUT,), N_WEIGHTS + N_OUT),
        ),
        in_quotes("weight-shape-in-quotes", RIGHT_WEIGHT, RIGHT_WEIGHT[::-1]),
    ),
)

BIAS_SHAPE = Solution(
    LINEAR_SHAPES["bias_shape"], tuple(LAYER.bias.shape),
    (
        Misconception(
            "bias-per-input",
            "Every input has its weights, so a bias for each seems to follow. But the bias is added after the sum, to "
            "what comes out. Count the outputs.",
            ((N_IN,), N_IN, (1, N_IN), (N_IN, 1)),
        ),
        Misconception(
            "one-bias-for-all",
            "Lesson 1's model had a single bias, and for one output that's all there is. Here each output gets its "
            "own. Count the outputs.",
            ((1,), (), 1, (1, 1)),
        ),
        Misconception(
            "bias-shaped-like-the-weight",
            "Weight and bias belong together, so one shape for both looks tidy. But a weight belongs to an input and "
            "an output, a bias to an output alone. Drop the axis of the inputs.",
            ((N_OUT, N_IN), (N_IN, N_OUT)),
        ),
        Misconception(
            "bias-as-a-row-or-column",
            "The count is right, and with a second axis broadcasting could still add it. But PyTorch keeps the "
            "bias with one axis only. Drop the axis of size 1.",
            ((1, N_OUT), (N_OUT, 1), (1, 1, N_OUT)),
        ),
        Misconception(
            "size-for-shape",
            "The size is right. But a shape is a tuple even where it has one axis, and brackets alone make no tuple "
            "in Python. Put a comma after the size.",
            (N_OUT,),
        ),
        Misconception(
            "bias-for-every-word",
            "The bias is added for every word of every sentence. But it's the same bias each time, and broadcasting "
            "hands it around. Leave 8 and 12 out.",
            ((8, N_OUT), (12, N_OUT), (8, 12, N_OUT), (8, 12), (8,), (12,), (8, 12, 1), (8 * 12, N_OUT), 8, 12),
        ),
        in_quotes("bias-shape-in-quotes", RIGHT_BIAS, (N_IN,)),
    ),
)

N_PARAMETERS = Solution(
    LINEAR_SHAPES["n_parameters"], N_WEIGHTS + N_OUT,
    (
        Misconception(
            "bias-forgotten",
            "All weights are counted, and they're most of it. But the bias is trained too, unless the layer is made "
            "with `bias=False`. Add one number for each output.",
            (N_WEIGHTS,),
        ),
        Misconception(
            "bias-counted-per-input",
            "The weights are right, and you thought of the bias. But it belongs to what comes out: one number for "
            "each output, and none for the inputs. Correct what you added.",
            (N_WEIGHTS + N_IN, N_WEIGHTS + N_IN + N_OUT),
        ),
        Misconception(
            "one-bias-added",
            "For a single output, one bias is all there is. This layer has several outputs, each with a bias of its "
            "own. Add one for each.",
            (N_WEIGHTS + 1,),
        ),
        Misconception(
            "sizes-added",
            "A number for each input or output sounds like all there is. But every output has its own "
            "weight for every input: that's a product. Multiply, then add the bias.",
            (N_IN + N_OUT, N_IN + N_OUT + 1, N_IN + 1, N_IN + 2 * N_OUT, N_IN, N_OUT),
        ),
        Misconception(
            "parameters-times-the-batch",
            "Every word is multiplied by all these numbers, so counting them for each makes sense. But it's one layer, "
            "and it uses the same numbers again and again. Leave 8 and 12 out of the product.",
            tuple(many * count for many in (8, 12, 8 * 12) for count in (N_WEIGHTS + N_OUT, N_WEIGHTS))
            + tuple(many * N_WEIGHTS + N_OUT for many in (8, 12, 8 * 12)),
        ),
        Misconception(
            "numbers-of-the-data-counted",
            "That many numbers go in or come out. They're the data, which changes with each batch. Parameters are what "
            "the layer itself keeps: count its weight and its bias.",
            (8 * 12 * N_IN, 8 * 12 * N_OUT, 8 * 12 * (N_IN + N_OUT)),
        ),
        Misconception(
            "tensors-counted",
            "`layer.parameters()` does hold two tensors, a weight and a bias. Asked for is how many numbers are in "
            "them, all together. `numel()` tells that of one tensor; add up both.",
            (2,),
        ),
        Misconception(
            "not-added-up",
            "Weights and bias are both there. But the question wants them as a single whole number, not as a tuple or "
            "a list. Write the sum alone.",
            ((N_WEIGHTS, N_OUT), (N_WEIGHTS + N_OUT,), ((N_OUT, N_IN), (N_OUT,))),
        ),
    ),
)

OUTPUT_SHAPE = Solution(
    LINEAR_SHAPES["output_shape"], (*BATCH.shape[:-1], N_OUT),
    (
        Misconception(
            "leading-axes-lost",
            "Most layers are fed with (cases, features), where one axis stands in front. Here there are two. A linear "
            "layer touches the last axis only, and all others stay. Copy them from the input.",
            ((8, N_OUT), (12, N_OUT), (N_OUT,), (1, N_OUT), N_OUT),
        ),
        Misconception(
            "leading-axes-joined",
            "Every word is there. But a linear layer doesn't join axes: whoever goes on needs to know which word "
            "belongs to which sentence. Keep the first two axes apart.",
            ((8 * 12, N_OUT),),
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
            "axis is gone afterwards. Replace it; don't put another one beside it.",
            ((8, 12, N_IN, N_OUT), (8, 12, N_OUT, N_IN)),
        ),
        Misconception(
            "one-number-per-word",
            "That's what a single weight vector gives: one number for each word. This layer has several outputs, so "
            "each word gets as many numbers. Put their axis last.",
            ((8, 12), (8, 12, 1)),
        ),
        Misconception(
            "output-axes-in-another-order",
            "The three sizes are right. But a layer moves no axis: sentences and words stay in front, in their order, "
            "and what was the features' axis holds the outputs. Put them in that order.",
            tuple(shape for shape in permutations(RIGHT_OUTPUT) if shape != RIGHT_OUTPUT),
        ),
        Misconception(
            "shape-of-the-weight",
            "That's the weight, which stays in the layer. What comes out is as many rows of results as rows went in. "
            "Start from the shape of `x`, and change its last axis.",
            ((N_OUT, N_IN), (N_IN, N_OUT)),
        ),
        in_quotes("output-shape-in-quotes", RIGHT_OUTPUT, (8, N_OUT)),
    ),
)

LINEAR_SHAPES_KEY = Key(LINEAR_SHAPES, (WEIGHT_SHAPE, BIAS_SHAPE, N_PARAMETERS, OUTPUT_SHAPE))
