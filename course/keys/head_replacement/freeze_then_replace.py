"""The key of `freeze-then-replace`."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.faults import read_surgery
from course.keys.head_replacement.slips import shared
from course.keys.head_replacement.surgery import frozen, replaced, with_head
from course.keys.head_replacement.told import tell_surgery
from course.questions.head_replacement.freeze_then_replace import FREEZE_THEN_REPLACE


def prepare(model: nn.Module, n_classes: int) -> nn.Module:
    return replaced(frozen(model), n_classes)


def with_flags(flag: Callable[[str, nn.Parameter], bool]) -> Callable[[nn.Module, int], nn.Module]:
    """Return a way that sets the flag of each parameter to what `flag` says, then replaces the head."""
    def way(model: nn.Module, n_classes: int) -> nn.Module:
        for name, parameter in model.named_parameters():
            parameter.requires_grad = flag(name, parameter)
        return replaced(model, n_classes)
    return way


def flag_on_the_module(model: nn.Module, n_classes: int) -> nn.Module:
    model.requires_grad = False
    return replaced(model, n_classes)


def head_frozen(model: nn.Module, n_classes: int) -> nn.Module:
    return with_head(model, frozen(nn.Linear(2048, n_classes)))


FREEZE_THEN_REPLACE_KEY = Key(FREEZE_THEN_REPLACE, (
    Solution(
        FREEZE_THEN_REPLACE["prepare"], prepare,
        (
            Misconception(
                "replaced-then-froze-all",
                "Both steps are there. But the one that freezes came last and froze the new head too: nothing is left "
                "to train, and `backward()` raises an error. Freeze first, and replace after: a new layer is born "
                "trainable.",
                (lambda model, n: frozen(replaced(model, n)),),
            ),
            Misconception(
                "froze-nothing",
                "The head is right, and training would run. But every layer that came in trainable still trains. A "
                "flag on a module, `==` for `=`, a misspelled name, `eval()` and `no_grad()` freeze nothing. Set "
                "`requires_grad` for each of `model.parameters()`.",
                (replaced, lambda model, n: replaced(model.eval(), n), flag_on_the_module),
            ),
            Misconception(
                "flags-set-to-true",
                "The loop reaches every parameter. But `requires_grad` is True for what trains, so now everything "
                "does, even what came in frozen. Which value freezes?",
                (with_flags(lambda name, parameter: True),),
            ),
            Misconception(
                "flags-flipped",
                "`not` turns each flag around. That freezes what trained. But a model may come in frozen, and then all "
                "of it trains. Set the flag to one value, whatever it was.",
                (with_flags(lambda name, parameter: not parameter.requires_grad),),
            ),
            Misconception(
                "frozen-in-part",
                "You froze a part of the layers before the head: some by kind or by name, or all up to a certain one. "
                "The others still train. Freeze every parameter of the model that came in, then replace the head.",
                (with_flags(lambda name, parameter: parameter.requires_grad and not name.endswith("weight")),
                 with_flags(lambda name, parameter: not name.endswith("weight")),
                 with_flags(lambda name, parameter: name == "conv1.weight")),
            ),
            Misconception(
                "head-frozen-and-body-not",
                "One of the two trains and the other doesn't, but it's the wrong one. The layers before the head hold "
                "what was learned from a million pictures; the head is new and knows nothing yet. Freeze the others.",
                (head_frozen,),
            ),
            *shared(
                frozen, "head-frozen-in-part", "width-not-read", "head-not-used", "head-kept",
                "only-the-number-changed", "model-made-anew", "statistics-moved", "statistics-reset",
                "statistics-changed", "layers-changed", "layer-added", "layers-renamed", "numbers-of-another-type",
                "only-the-head-returned", "rebuilt-as-a-sequence", "class-of-my-own", "head-taken-out",
                "old-head-inside", "several-layers-for-the-head", "softmax-behind", "dropout-added",
                "layer-beside-the-head", "sizes-swapped", "outputs-for-inputs", "one-class-too-many",
                "bias-left-out", "head-on-another-device"),
            Misconception(
                "another-number-of-classes",
                "Frozen first, replaced after: that's all right. But the new head gives another number of logits than "
                "`n_classes`. A number that you write down is right for one caller, and the next wants another one.",
                (lambda model, n: prepare(model, 15), lambda model, n: prepare(model, n + 11),
                 lambda model, n: prepare(model, 1000)),
            ),
        ),
        reading=partial(read_surgery, freezes=True), told=tell_surgery,
    ),
))
