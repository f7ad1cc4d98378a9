"""The key of `any-head`."""
from __future__ import annotations

from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement import families
from course.keys.head_replacement.families import but_squeezenet, only_squeezenet, raising
from course.keys.head_replacement.faults import read_surgery
from course.keys.head_replacement.slips import as_it_came, shared
from course.keys.head_replacement.surgery import frozen, new_head, replaced, with_attribute, with_head
from course.keys.head_replacement.told import tell_surgery
from course.keys.heads import find_head
from course.questions.head_replacement.any_head import ANY_HEAD


def with_frozen_head(model: nn.Module, n_classes: int) -> nn.Module:
    return with_head(model, frozen(new_head(model, n_classes)))


def with_the_old_flag(model: nn.Module, n_classes: int) -> nn.Module:
    flag = find_head(model).module.weight.requires_grad
    return with_head(model, new_head(model, n_classes).requires_grad_(flag))


def kernel_of_three(model: nn.Module, n_classes: int) -> nn.Module:
    return with_head(model, nn.Conv2d(find_head(model).width, n_classes, kernel_size=3))


ANY_HEAD_KEY = Key(ANY_HEAD, (
    Solution(
        ANY_HEAD["replace_head"], replaced,
        (
            Misconception(
                "squeezenet-forgotten",
                "All the other families are right. But SqueezeNet has no Linear at all: its head is a convolution, "
                "and an activation and pooling come after it. Give it a case of its own.",
                (*(only_squeezenet(raising(error)) for error in (IndexError, AttributeError, UnboundLocalError,
                   ValueError, TypeError, KeyError, NameError)), only_squeezenet(lambda model, n: model),
                 only_squeezenet(lambda model, n: None)),
            ),
            Misconception(
                "only-the-families-known-by-name",
                "The name that you use is right for some families. Others call their head `classifier`, `head` or "
                "`heads`, and where it stands in there differs too. Don't look for a name: look for the last Linear in "
                "`named_modules()`. One family has none; print that one.",
                (families.fc_only, families.classifier_at(-1), families.classifier_at(1), families.classifier_at(6)),
            ),
            Misconception(
                "some-families-forgotten",
                "Many families are right. The others keep their head one step further in or out: ViT's `heads` holds "
                "`heads.head`, Swin's is `head`, DenseNet's `classifier` is the layer itself, SqueezeNet's is "
                "`classifier[1]`. Print the model that failed, or look for the layer instead of its name.",
                families.forgetting(),
            ),
            Misconception(
                "linear-for-a-convolution",
                "Nearly every family ends in a Linear. But SqueezeNet's head is a convolution: it takes whole feature "
                "maps, which a Linear cannot read. Give it a new convolution of the same `kernel_size`.",
                (families.at((nn.Linear, nn.Conv2d), -1),),
            ),
            Misconception(
                "kernel-of-another-size",
                "A convolution for SqueezeNet, that's right. But a larger kernel looks at neighbors too, and leaves a "
                "smaller map. The old one looks at one place at a time: take over its `kernel_size`.",
                (only_squeezenet(kernel_of_three),),
            ),
            Misconception(
                "first-layer-for-the-last",
                "Where there is one Linear, the first is the head. But VGG, MobileNetV3, ConvNeXt and the transformers "
                "have others before it, and those were replaced. Take the last one.",
                (families.at(nn.Linear, 0), but_squeezenet(families.at(nn.Linear, 0))),
            ),
            Misconception(
                "every-linear-replaced",
                "The head is replaced, and so is every other Linear: VGG, MobileNetV3, ConvNeXt and the transformers "
                "have several, which have learned something and must stay. Replace the last one alone.",
                (but_squeezenet(families.every_linear), families.every_linear),
            ),
            Misconception(
                "dropout-lost",
                "The layers that compute are all there. But the Dropout before the head is gone, which keeps a head "
                "from memorizing a few pictures. Replace the one layer in its place, and leave its neighbors.",
                (families.without_dropout, families.dropout_switched_off),
            ),
            Misconception(
                "whole-classifier-dropped",
                "One layer in place of the whole `classifier` is right where the classifier is one layer. In most "
                "families it also holds Dropout, norms, pooling or hidden layers, and they're gone now. Replace one "
                "layer in it, and leave the others.",
                (families.whole_container, but_squeezenet(families.whole_container)),
            ),
            Misconception(
                "head-not-used",
                "PyTorch takes a new attribute without a word, but a model's `forward` calls the names that it always "
                "called. Where the name is another family's, the new layer is never used. Assign to the place where "
                "the old head is.",
                tuple(lambda model, n, name=name: with_attribute(model, name, n)
                      for name in ("fc", "head", "classifier", "new_head")),
            ),
            *shared(as_it_came, "dotted-name-in-setattr"),
            Misconception(
                "width-not-read",
                "A width from a table fits the full-sized model, and one width fits some families. The models here are "
                "small relatives and hand over other numbers of features. Read it from the head that you replace.",
                (lambda model, n: replaced(model, n, 8),
                 but_squeezenet(lambda model, n: replaced(model, n, 8))),
            ),
            Misconception(
                "head-kept",
                "The models that come back still have their old heads. Either no new layer was assigned to the head's "
                "place, or the search never found it: not every head has 1000 classes. Assign a new layer there.",
                (lambda model, n: model,),
            ),
            *shared(as_it_came, "only-the-number-changed"),
            Misconception(
                "body-frozen-too",
                "The head is right. But layers before it no longer train that did when they came: what to freeze is "
                "the caller's choice. Change the head alone.",
                (lambda model, n: replaced(frozen(model), n),),
            ),
            Misconception(
                "body-woken-too",
                "The head trains, as it should. But in models that came in frozen, the other layers train now too: "
                "what to freeze is the caller's choice. Leave their flags alone; a new layer is born trainable.",
                (lambda model, n: replaced(model, n).requires_grad_(True),),
            ),
            Misconception(
                "replaced-then-froze-all",
                "The new head is at its place. But freezing after replacing froze it as well, so nothing is left to "
                "train. Leave the freezing to the caller; a new layer is born trainable.",
                (lambda model, n: frozen(replaced(model, n)),),
            ),
            Misconception(
                "head-frozen",
                "The layers before the head are as they came. But the new head is frozen in every model, and it's the "
                "one layer that knows nothing yet. Leave its flags alone: a new layer is born trainable.",
                (with_frozen_head,),
            ),
            Misconception(
                "frozen-as-the-old-head",
                "To take over what the old head had is careful. But where the model came in frozen, the new head is "
                "frozen now as well, and nothing can train. The new one must train, always.",
                (with_the_old_flag,),
            ),
            Misconception(
                "left-in-eval-mode",
                "`eval()` is right for looking at a model, or for a pass that mustn't move anything. But it stays on, "
                "so whoever trains next does it without Dropout, on old statistics. Leave the mode as it came.",
                (lambda model, n: replaced(model.eval(), n),),
            ),
            Misconception(
                "left-in-train-mode",
                "A new head is there to be trained, so `train()` suggests itself. But some models came in eval mode, "
                "and only the head was to change. Leave the mode as it came.",
                (lambda model, n: replaced(model.train(), n),),
            ),
            *shared(as_it_came, "only-the-head-returned", "model-made-anew", "statistics-moved", "statistics-reset",
                    "old-head-inside", "softmax-behind", "one-class-too-many", "another-number-of-classes",
                    "bias-left-out", "sizes-swapped", "outputs-for-inputs", "several-layers-for-the-head",
                    "dropout-added", "layers-changed", "head-frozen-in-part"),
        ),
        reading=read_surgery, told=tell_surgery,
    ),
))
