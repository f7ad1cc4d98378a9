"""The key of `batchnorm`."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
from torch import nn

from course.checking.key import Key, Misconception, Solution
from course.keys.head_replacement.modes import read_mode, tell_mode
from course.keys.heads import find_head
from course.questions.head_replacement.batchnorm import BATCHNORM, NORMS


def norms_of(model: nn.Module, *, trains: bool | None = None) -> list[nn.Module]:
    """Return the BatchNorms of a model: all, those that train, or those that are frozen."""
    norms = [module for module in model.modules() if isinstance(module, NORMS)]
    return [norm for norm in norms if trains is None or any(p.requires_grad for p in norm.parameters()) == trains]


def train_mode(model: nn.Module) -> nn.Module:
    model.train()
    for norm in norms_of(model, trains=False):
        norm.eval()
    return model


def after_all(change: Callable) -> Callable:
    """Return a way that puts everything into train mode, then does `change`."""
    def mode(model: nn.Module) -> nn.Module:
        change(model.train())
        return model
    return mode


def all_norms_in_eval(model: nn.Module) -> None:
    for norm in norms_of(model):
        norm.eval()


def all_of_pictures_in_eval(model: nn.Module) -> None:
    for norm in norms_of(model):
        norm.train(not isinstance(norm, nn.BatchNorm2d))


def momentum_zero(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.momentum = 0.0


def statistics_reset(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.eval().reset_running_stats()


def tracking_off(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.track_running_stats = False


def norms_by_flag(model: nn.Module) -> nn.Module:
    """Every BatchNorm in the mode that suits it, all else as it came."""
    for norm in norms_of(model):
        norm.train(any(p.requires_grad for p in norm.parameters()))
    return model


def norms_taken_out(model: nn.Module) -> None:
    frozen_ones = norms_of(model, trains=False)
    for name, module in list(model.named_modules()):
        if any(module is norm for norm in frozen_ones):
            model.set_submodule(name, nn.Identity())


def norms_frozen(model: nn.Module, kinds: tuple[type, ...] = NORMS) -> None:
    for norm in norms_of(model):
        if isinstance(norm, kinds):
            norm.eval().requires_grad_(False)


def only_head_in_train(model: nn.Module) -> nn.Module:
    find_head(model.eval()).module.train()
    return model


def norms_in_eval(keep: Callable[[str, nn.Module], bool], start: Callable = nn.Module.train) -> Callable:
    """Return a way that puts those frozen BatchNorms into eval mode that `keep` finds by name and layer."""
    def mode(model: nn.Module) -> nn.Module:
        start(model)
        frozen_ones = norms_of(model, trains=False)
        for name, module in model.named_modules():
            if any(module is norm for norm in frozen_ones) and keep(name, module):
                module.eval()
        return model
    return mode


def reversed_condition(model: nn.Module) -> nn.Module:
    model.train()
    for norm in norms_of(model, trains=True):
        norm.eval()
    return model


def only_if_in_eval(model: nn.Module) -> nn.Module:
    return model if model.training else train_mode(model)


def by_own_parameters(model: nn.Module) -> nn.Module:
    for module in model.modules():
        module.training = any(p.requires_grad for p in module.parameters())
    return model


def blocks_in_eval(model: nn.Module) -> nn.Module:
    model.train()
    frozen_ones = norms_of(model, trains=False)
    for block in model.modules():
        if any(child is norm for child in block.children() for norm in frozen_ones):
            block.eval()
    return model


def linears_in_eval(model: nn.Module) -> None:
    for module in train_mode(model).modules():
        if isinstance(module, nn.Linear):
            module.eval()


def statistics_moved(model: nn.Module) -> None:
    with torch.no_grad():
        model(torch.zeros(2, 3, 32, 32))
    train_mode(model)


BATCHNORM_KEY = Key(BATCHNORM, (
    Solution(
        BATCHNORM["train_mode"], train_mode,
        (
            Misconception(
                "everything-in-train-mode",
                "`model.train()` is how training begins, and frozen parameters do stay. But running statistics are no "
                "parameters: in train mode every batch moves them, `requires_grad` or not. Put the frozen BatchNorms "
                "into eval mode, and do it last, since `train()` reaches every layer.",
                (lambda model: model.train(), lambda model: all_norms_in_eval(model) or model.train()),
            ),
            Misconception(
                "everything-in-eval-mode",
                "The statistics stay, as they should. But the head is to be trained: with everything in eval mode, "
                "Dropout is off, and a block that trains goes on with old statistics. Put all into train mode first, "
                "then only the frozen BatchNorms into eval mode.",
                (lambda model: model.eval(),),
            ),
            Misconception(
                "mode-left-as-it-came",
                "A model may come in train mode or in eval mode, and you return it as it came. Call `train()` first, "
                "which reaches every layer, then `eval()` on those that must keep still.",
                (lambda model: model,),
            ),
            Misconception(
                "no-train-before",
                "The BatchNorms are looked after. But a model that came in eval mode is still in it elsewhere: its "
                "head, Dropout, and all between. Setting `model.training` reaches the outermost flag alone; "
                "`train()` reaches every layer. Call that first.",
                (lambda model: all_norms_in_eval(model) or model,
                 lambda model: [norm.eval() for norm in norms_of(model, trains=False)] and model,
                 norms_by_flag,
                 norms_in_eval(lambda name, norm: isinstance(norm, nn.BatchNorm2d), start=lambda model: None)),
            ),
            Misconception(
                "nothing-done-in-train-mode",
                "A model in eval mode is treated just right. But one that comes in train mode goes back as it came, "
                "with its frozen BatchNorms in train mode too. Do the same for both: there's no need to ask.",
                (only_if_in_eval,),
            ),
            Misconception(
                "every-batchnorm-in-eval-mode",
                "The frozen ones keep still, that's right. But where a block was unfrozen, its BatchNorm learns with "
                "it and needs the statistics of the new pictures. Ask each BatchNorm whether its own parameters train.",
                (after_all(all_norms_in_eval), after_all(all_of_pictures_in_eval)),
            ),
            Misconception(
                "condition-reversed",
                "Each BatchNorm is asked, as it should be. But then the wrong ones go into eval mode: those that "
                "train. It's the frozen ones that must keep still. Turn the condition around.",
                (reversed_condition,),
            ),
            Misconception(
                "some-batchnorms-missed",
                "You reach some frozen BatchNorms, but not all: the others stand deeper in a model, or under names "
                "that say nothing of a norm. Go through all of `model.modules()`, and ask each layer for its class.",
                (norms_in_eval(lambda name, norm: "bn" in name), norms_in_eval(lambda name, norm: "." not in name),
                 norms_in_eval(lambda name, norm: name.count(".") < 2)),
            ),
            Misconception(
                "batchnorm1d-missed",
                "Pictures have BatchNorm2d, and you treat that right. But a BatchNorm1d, which takes features, has "
                "running statistics as well, and one of these models has one. Ask for both classes.",
                (norms_in_eval(lambda name, norm: isinstance(norm, nn.BatchNorm2d)),),
            ),
            Misconception(
                "dropout-in-eval-mode",
                "The BatchNorms are right. But Dropout has no parameters, so whoever asks a layer for what trains "
                "finds nothing there and turns it off. Only a BatchNorm is to go into eval mode.",
                (by_own_parameters,),
            ),
            Misconception(
                "blocks-in-eval-mode",
                "The frozen BatchNorms keep still. But `eval()` reaches everything inside a layer, and you called it "
                "on what is around the norm: a block, or a whole ResNet. Call it on the BatchNorm itself.",
                (blocks_in_eval,),
            ),
            Misconception(
                "head-in-eval-mode",
                "The BatchNorms are right. But the head is in eval mode, and it's the very layer that is to learn. "
                "Leave it as `train()` sets it.",
                (after_all(linears_in_eval),),
            ),
            Misconception(
                "only-the-head-in-train-mode",
                "The backbone keeps still, and the head is in train mode. But a block that was unfrozen learns too, "
                "and the Dropout before the head is off. Start from `train()`, then put the frozen BatchNorms into "
                "eval mode.",
                (only_head_in_train,),
            ),
            Misconception(
                "statistics-switched-off",
                "With momentum 0, or without tracking, the statistics don't move. But in train mode BatchNorm doesn't "
                "use them either: it normalizes with the batch at hand. And the setting stays, whatever the mode is "
                "later. Leave the settings, and use eval mode.",
                (after_all(momentum_zero), after_all(tracking_off)),
            ),
            Misconception(
                "statistics-reset",
                "Nothing moves any more. But `reset_running_stats` threw away what the frozen layers had learned "
                "about their inputs. Leave the numbers as they are, and only set the mode.",
                (after_all(statistics_reset),),
            ),
            Misconception(
                "statistics-moved",
                "The modes may be right now. But a batch went through the model in train mode before, and moved the "
                "statistics that were to be kept. Only set modes here: no picture is needed.",
                (after_all(statistics_moved),),
            ),
            Misconception(
                "batchnorm-taken-out",
                "Without BatchNorm nothing drifts. But the layers after it have learned from normalized numbers, and "
                "get others now. Keep the layers, and set their mode.",
                (after_all(norms_taken_out),),
            ),
            Misconception(
                "batchnorm-frozen-too",
                "`requires_grad_(False)` on the BatchNorms is not what keeps them still, and it freezes those that "
                "were to train. The mode does it: leave the flags as they are.",
                (after_all(norms_frozen), after_all(partial(norms_frozen, kinds=(nn.BatchNorm2d,)))),
            ),
            Misconception(
                "everything-unfrozen",
                "What learns should learn, but which parameters those are was the caller's choice, and now frozen ones "
                "train as well. Train mode and `requires_grad` are two things. Set the mode alone.",
                (lambda model: train_mode(model).requires_grad_(True),
                 lambda model: model.train().requires_grad_(True)),
            ),
            Misconception(
                "mode-returned",
                "`model.training` says in which mode the model is, True or False. But the caller wants the model "
                "itself. Return that.",
                (lambda model: True, lambda model: False),
            ),
        ),
        reading=read_mode, told=tell_mode,
    ),
))
