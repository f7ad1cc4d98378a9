"""The key of `resnet18-output-shape`."""
from __future__ import annotations

from course.checking.key import Key, Misconception, Solution
from course.questions.head_replacement.resnet18_output_shape import RESNET18_OUTPUT_SHAPE

RESNET18_OUTPUT_SHAPE_KEY = Key(RESNET18_OUTPUT_SHAPE, (
    Solution(
        RESNET18_OUTPUT_SHAPE["output_shape"], (1, 5),
        (
            Misconception(
                "old-classes-kept",
                "The model did give 1000 logits, as long as it had its old head. That head is gone. Ask the layer that "
                "now comes last how many rows its weight has.",
                ((1, 1000), (1000,)),
            ),
            Misconception(
                "features-for-logits",
                "512 numbers do arrive at the head: the features. The head turns them into logits, one for each class. "
                "Read its second number.",
                ((1, 512), (512,)),
            ),
            Misconception(
                "shape-of-the-input",
                "An elementwise layer gives back the shape that it gets. A classifier does not: it turns a whole "
                "picture into a few numbers. Keep the batch axis, and ask how many logits each picture gets.",
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
                "Both numbers are right. PyTorch keeps the batch axis in front, also in the output. Turn them round.",
                ((5, 1),),
            ),
            Misconception(
                "shape-of-the-weight",
                "That is the shape of the head's own weight. It stays inside the layer; what leaves it is one row of "
                "logits for each picture. Write that shape.",
                ((5, 512), (512, 5)),
            ),
        ),
    ),
))
