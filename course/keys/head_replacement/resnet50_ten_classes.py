"""The key of `resnet50-ten-classes`."""
from __future__ import annotations

from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.faults import read_surgery
from course.keys.head_replacement.surgery import (
    made_anew,
    new_head,
    replaced,
    with_another_body,
    with_attribute,
    with_moved_statistics,
    with_other_number,
)
from course.questions.head_replacement.resnet50_ten_classes import RESNET50_TEN_CLASSES


def ten(model: nn.Module, width: int | None = None) -> nn.Module:
    return replaced(model, 10, width)


def wrapped(model: nn.Module) -> nn.Module:
    return nn.Sequential(*list(model.children())[:-1], nn.Flatten(), new_head(model, 10))


RESNET50_TEN_CLASSES_KEY = Key(RESNET50_TEN_CLASSES, (
    Solution(
        RESNET50_TEN_CLASSES["ten_classes"], ten,
        (
            Misconception(
                "place-of-another-family",
                "`classifier` is where VGG and MobileNet keep their head, and `head` is Swin's. PyTorch lets you hang "
                "a layer on any name, without a word. But ResNet's `forward` calls the name that it always called. "
                "Print the model and use the name of its last layer.",
                (lambda model: with_attribute(model, "classifier", 10), lambda model: with_attribute(model, "head", 10),
                 lambda model: with_attribute(model, "heads", 10)),
            ),
            Misconception(
                "width-of-resnet18",
                "512 is what ResNet-18 and ResNet-34 hand to their heads. ResNet-50 has wider blocks. Take the number "
                "from the old head: `in_features`.",
                (lambda model: ten(model, 512),),
            ),
            Misconception(
                "head-not-replaced",
                "The model that you return still gives as many logits as before. A new layer that is made, but not "
                "assigned, changes nothing; nor does a new `out_features`, which is a note that the old layer made. "
                "Assign a new Linear to the head's name.",
                (lambda model: model, lambda model: with_other_number(model, 10)),
            ),
            Misconception(
                "model-made-anew",
                "Ten logits come out, as from a builder with `num_classes=10`. But the layers before the head no "
                "longer hold the numbers that came in, so all that they had learned is gone. Work on the model that "
                "you are given, and leave these layers as they are.",
                (lambda model: ten(made_anew(model)), lambda model: ten(with_another_body(model))),
            ),
            Misconception(
                "only-the-head-returned",
                "The new layer is right. But the caller wants the whole model, with that layer in its place. Assign "
                "it, then return the model.",
                (lambda model: new_head(model, 10),),
            ),
            Misconception(
                "rebuilt-as-a-sequence",
                "The children in a row, with a new Linear at the end, compute the right thing for ResNet. But it is no "
                "ResNet any more: its stored weights have other names, and no code finds `fc`. Assign to the place "
                "instead.",
                (wrapped,),
            ),
            Misconception(
                "statistics-moved-on-the-way",
                "A picture sent through the model shows how wide the features are. In train mode it also moves the "
                "running statistics of every BatchNorm. Read `in_features` instead, or use `eval()` first.",
                (lambda model: ten(with_moved_statistics(model)),),
            ),
            Misconception(
                "body-frozen-too",
                "Freezing is what often comes with a new head, and it has a question of its own. Here only the head "
                "was asked for; whoever calls this function decides what trains.",
                (lambda model: ten(model.requires_grad_(False)), lambda model: ten(model).requires_grad_(False)),
            ),
        ),
        reading=read_surgery,
    ),
))
