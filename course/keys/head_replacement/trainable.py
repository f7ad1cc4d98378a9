"""The key of `trainable`."""
from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable

import torch
from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.held import read_optimizer, tell_count, tell_optimizer
from course.keys.head_replacement.surgery import frozen
from course.keys.heads import find_head
from course.questions.head_replacement.trainable import TRAINABLE


def total(parameters: Iterable[torch.Tensor]) -> int:
    return sum(parameter.numel() for parameter in parameters)


def that_train(model: nn.Module) -> list[nn.Parameter]:
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def in_leaves(model: nn.Module) -> list[nn.Parameter]:
    """Those that train and belong to a layer that holds no others."""
    leaves = [module for module in model.modules() if not [*module.children()]]
    return [parameter for module in leaves for parameter in that_train(module)]


def with_names(model: nn.Module, keep: Callable[[str], bool]) -> list[nn.Parameter]:
    return [parameter for name, parameter in model.named_parameters() if parameter.requires_grad and keep(name)]


def last_layer(model: nn.Module) -> nn.Module:
    return find_head(model).module


def optimizer_of(choose: Callable, rate: Callable = lambda lr: lr) -> Callable:
    return lambda model, lr: torch.optim.SGD(choose(model), lr=rate(lr))


def old_head(model: nn.Module) -> Iterable[nn.Parameter]:
    return nn.Linear(last_layer(model).in_features, 1000).parameters()


def freezing_all(model: nn.Module, lr: float) -> torch.optim.Optimizer:
    frozen(model)
    return torch.optim.SGD(last_layer(model).requires_grad_(True).parameters(), lr=lr)


def counted_after(change: Callable) -> Callable:
    return lambda model: change(model) and total(that_train(model))


def head_alone(model: nn.Module) -> nn.Module:
    last_layer(frozen(model)).requires_grad_(True)
    return model


def last_part_alone(model: nn.Module) -> nn.Module:
    [*frozen(model).children()][-1].requires_grad_(True)
    return model


def counted_before(model: nn.Module) -> int:
    count = total(that_train(model))
    model.requires_grad_(True)
    return count


TRAINABLE_KEY = Key(TRAINABLE, (
    Solution(
        TRAINABLE["count_trainable"], lambda model: total(that_train(model)),
        (
            Misconception(
                "all-parameters-counted",
                "The sum over all parameters is the size of the model. But most of them are frozen here and will not "
                "change. Keep only those that require a gradient.",
                (lambda model: total(model.parameters()),),
            ),
            Misconception(
                "state-dict-counted",
                "A state dict holds all that is saved: frozen parameters, and running statistics, which no optimizer "
                "ever trains. Go through `model.parameters()`, and keep those that require a gradient.",
                (lambda model: total(model.state_dict().values()),),
            ),
            Misconception(
                "tensors-counted",
                "A weight is one parameter to PyTorch, but a table of many numbers. `numel()` says how many. Add those "
                "up, of those that train.",
                (lambda model: len(that_train(model)), lambda model: len(list(model.parameters()))),
            ),
            Misconception(
                "rows-counted",
                "`len` of a table is the number of its rows. A weight has columns too: `numel()` counts every number.",
                (lambda model: sum(len(parameter) for parameter in that_train(model)),),
            ),
            Misconception(
                "two-axes-counted",
                "Rows times columns is right for a Linear. But other parameters have more axes: a convolution's weight "
                "has four, as each filter has a height and a width. `numel()` counts every number, whatever the axes.",
                (lambda model: sum(math.prod(parameter.shape[:2]) for parameter in that_train(model)),),
            ),
            Misconception(
                "head-only-counted",
                "Often the head is all that trains, and then this is right. But something else may have been unfrozen "
                "as well, or the head frozen. Ask each parameter whether it requires a gradient.",
                (lambda model: total(last_layer(model).parameters()),
                 lambda model: last_layer(model).weight.numel()),
            ),
            Misconception(
                "head-called-fc",
                "`fc` is a ResNet's head, and other families have none. Besides, the head isn't always all that "
                "trains. No name is needed: ask each of `model.parameters()` whether it requires a gradient.",
                (lambda model: total(model.fc.parameters()),),
            ),
            Misconception(
                "biases-forgotten",
                "The weights are most of it. But biases are trained as well, and belong to the parameters. Choose by "
                "`requires_grad` alone, not by name or by the number of axes.",
                (lambda model: total(p for p in that_train(model) if p.ndim > 1),
                 lambda model: total(with_names(model, lambda name: not name.endswith("bias"))),
                 lambda model: total(with_names(model, lambda name: name.endswith("weight")))),
            ),
            Misconception(
                "layers-inside-only",
                "Nearly all parameters belong to the layers deep inside, and you counted those. But a parameter can "
                "belong to a model itself, as ViT's `class_token` does. `model.parameters()` reaches every one.",
                (lambda model: total(in_leaves(model)),),
            ),
            Misconception(
                "counted-once-per-level",
                "`modules()` visits the model, its parts, and their parts, and each one's `parameters()` reaches all "
                "below it. So a number is counted once on every level. The model's own `parameters()` are enough.",
                (lambda model: sum(total(that_train(module)) for module in model.modules()),),
            ),
            Misconception(
                "frozen-ones-counted",
                "You counted what stays as it is. Asked is the rest: turn the condition around.",
                (lambda model: total(p for p in model.parameters() if not p.requires_grad),),
            ),
            Misconception(
                "nothing-found",
                "You found nothing that trains, in any model. Before the first `backward()` every `grad` is None, and "
                "a state dict's tensors are detached from training. Ask the parameters themselves: `requires_grad`.",
                (lambda model: 0,),
            ),
            Misconception(
                "values-summed",
                "`sum()` of a parameter adds up the numbers in it, positive and negative. Asked is how many there are: "
                "`numel()`.",
                (lambda model: int(sum(p.sum() for p in that_train(model))),
                 lambda model: sum(int(p.sum()) for p in that_train(model)),
                 lambda model: sum(p.sum().item() for p in that_train(model)),
                 lambda model: sum(p.sum() for p in that_train(model))),
            ),
            Misconception(
                "no-whole-number",
                "The count is right. But it's a float or a tensor, and a count is a whole number of Python. Use "
                "`numel()`, which gives one, or `int(...)` at the end.",
                (lambda model: float(total(that_train(model))),),
            ),
            Misconception(
                "count-written-down",
                "30,735 is right for the ResNet-50 of the text, with 15 classes. Other models have other heads, and in "
                "some more than the head trains. Let the function count.",
                (lambda model: 30_735,),
            ),
            Misconception(
                "flags-changed-for-the-count",
                "Counting is only looking. But your function also froze or unfroze something, and which parameters "
                "train is the caller's choice. Leave the flags as they came: only read `requires_grad`.",
                (counted_after(head_alone), counted_after(last_part_alone), counted_after(frozen), counted_before,
                 counted_after(lambda model: model.requires_grad_(True))),
            ),
        ),
        told=tell_count,
    ),
    Solution(
        TRAINABLE["make_optimizer"],
        lambda model, lr: torch.optim.Adam(that_train(model), lr=lr),  # lesson 4 goes on with it until theirs passes
        (
            Misconception(
                "all-parameters-held",
                "`model.parameters()` is what most examples hand over, and frozen parameters get no gradient. But the "
                "optimizer goes on holding them, and one that is unfrozen later starts to move without anyone's "
                "asking. Hand over those that require a gradient.",
                (optimizer_of(nn.Module.parameters),),
            ),
            Misconception(
                "parameters-of-another-head",
                "Each parameter in your optimizer was trainable once. But some are not this model's: they belong to an "
                "old head, or are copies. No answer depends on them, and the model would never move. Hand over this "
                "model's own parameters.",
                (optimizer_of(old_head), optimizer_of(lambda model: that_train(copy.deepcopy(model))),
                 optimizer_of(lambda model: copy.deepcopy(last_layer(model)).parameters())),
            ),
            Misconception(
                "head-only-held",
                "Often the head is all that trains. But a block may have been unfrozen as well, and it would stay as "
                "it is without a word. Ask each parameter whether it requires a gradient.",
                (optimizer_of(lambda model: last_layer(model).parameters()),),
            ),
            Misconception(
                "fc-held",
                "`fc` is a ResNet's head, and other families have none. Besides, the head isn't always all that "
                "trains. No name is needed: ask each of `model.parameters()` whether it requires a gradient.",
                (optimizer_of(lambda model: model.fc.parameters()),),
            ),
            Misconception(
                "part-of-the-head-held",
                "The weight is most of a layer. Its bias trains as well: without it in the optimizer it stays at its "
                "first values. Take all parameters that require a gradient.",
                (optimizer_of(lambda model: [p for p in that_train(model) if p.ndim > 1]),
                 optimizer_of(lambda model: [last_layer(model).weight])),
            ),
            Misconception(
                "layers-inside-only-held",
                "Nearly all parameters belong to the layers deep inside, and you hold those. But a parameter can "
                "belong to a model itself, as ViT's `class_token` does. `model.parameters()` reaches every one.",
                (optimizer_of(in_leaves),),
            ),
            Misconception(
                "frozen-ones-held",
                "You handed over what is frozen, so nothing will ever move. Turn the condition around.",
                (optimizer_of(lambda model: [p for p in model.parameters() if not p.requires_grad]),),
            ),
            Misconception(
                "learning-rate-ignored",
                "The parameters are right. But the steps are of another size than the caller wants: `lr` is not handed "
                "on, or changed, or given under another name. Pass it to the optimizer as `lr`.",
                tuple(optimizer_of(that_train, lambda lr, rate=rate: rate)
                      for rate in (1e-3, 0.01, 0.02, 0.03, 0.05, 0.09)),
            ),
            Misconception(
                "rates-of-several-groups",
                "Groups of parameters may have a rate each, and that can be worth a try. But here there is one rate "
                "for all that trains. Give every group the caller's `lr`, or make one group.",
                (lambda model, lr: torch.optim.SGD([{"params": [p], "lr": lr / (i + 1)}
                                                    for i, p in enumerate(that_train(model))]),),
            ),
            Misconception(
                "scheduler-returned",
                "A scheduler changes an optimizer's rate from epoch to epoch, and it has the optimizer inside. But the "
                "caller needs the optimizer itself, for `zero_grad()` and `step()`. Return that.",
                (lambda model, lr: torch.optim.lr_scheduler.StepLR(torch.optim.SGD(that_train(model), lr=lr), 10),),
            ),
            Misconception(
                "parameters-returned",
                "These may be just the parameters that train. But a list of them can't take a step. Hand it to an "
                "optimizer of `torch.optim`, together with `lr`, and return that.",
                (lambda model, lr: that_train(model), lambda model, lr: model.parameters()),
            ),
            Misconception(
                "flags-changed",
                "The optimizer would train something. But you changed what is frozen on the way, and that is the "
                "caller's choice. Only read `requires_grad` here.",
                (freezing_all, lambda model, lr: torch.optim.SGD(model.requires_grad_(True).parameters(), lr=lr)),
            ),
        ),
        reading=read_optimizer, told=tell_optimizer,
    ),
))
