"""`batchnorm`: train mode for what trains, while the BatchNorm of frozen layers keeps its statistics."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import torch
from torch import nn

from course.checking.question import Answer, Misconception, Question
from course.device import seeded
from course.questions.head_replacement.surgery import Cases, copied, frozen, holds, replaced

NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)


@lru_cache(maxsize=8)
def prepared_models(seed: int) -> Sequence[tuple]:
    """Frozen models with a new head: with Dropout before it, with the last block unfrozen, one that comes in eval mode.

    The statistics are the seed's, so that nobody can know them.
    """
    from course.backbones import copy_model, small_model

    generator = seeded(seed)
    models = [small_model("efficientnet_lite0", 1280, 20), small_model("resnet50", 2048, 20),
              small_model("mobilenet_v2", 1280, 20), small_model("resnet18", 64, 20)]
    for model in models:
        replaced(frozen(model), 5)
        for norm in norms_of(model):
            norm.running_mean.copy_(torch.randn(norm.num_features, generator=generator))
            norm.running_var.copy_(torch.rand(norm.num_features, generator=generator) + 0.5)
    models[1].layer4.requires_grad_(True)
    models[2].features[-1].requires_grad_(True)
    return Cases([(partial(copy_model, model.train(i % 2 == 0)),) for i, model in enumerate(models)])


def norms_of(model: nn.Module, *, trains: bool | None = None) -> list[nn.Module]:
    """Return the BatchNorms of a model: all, those that train, or those that are frozen."""
    norms = [module for module in model.modules() if isinstance(module, NORMS)]
    return [norm for norm in norms if trains is None or any(p.requires_grad for p in norm.parameters()) == trains]


def observe_mode(train_mode: Callable, model: nn.Module) -> Any:
    """What a batch of two pictures does to the statistics, after the learner's function has set the mode."""
    flags, kept = [p.requires_grad for p in model.parameters()], copied(numbers_of(model))
    layers = layers_of(model)
    places = [[name for name, module in model.named_modules() if any(module is norm for norm in norms)]
              for norms in (norms_of(model, trains=False), norms_of(model, trains=True))]
    returned = train_mode(model)
    if not isinstance(returned, nn.Module):
        return returned
    modules = dict(returned.named_modules())
    frozen_norms, learning = ([modules[name] for name in names if isinstance(modules.get(name), NORMS)]
                              for names in places)
    same_layers = layers == layers_of(returned)
    same_numbers = holds(numbers_of(returned), kept)
    statistics = [norm.running_mean.clone() for norm in frozen_norms]
    with torch.no_grad():
        returned(torch.linspace(-2, 2, 2 * 3 * 32 * 32).reshape(2, 3, 32, 32).to(next(returned.parameters())))
    head = [module for module in returned.modules() if isinstance(module, (nn.Linear, nn.Dropout))]
    return {
        "the layers are not those that came in": not same_layers,
        "a parameter or a running statistic is not what it was": not same_numbers,
        "a parameter's `requires_grad` is not what it was": flags != [p.requires_grad for p in returned.parameters()],
        "a batch moves the running statistics of a frozen BatchNorm":
            any(not torch.equal(norm.running_mean, old) for norm, old in zip(frozen_norms, statistics)),
        "a frozen BatchNorm normalises with the batch at hand, not with its running statistics":
            any(norm.training for norm in frozen_norms),
        "a BatchNorm that trains is in eval mode": not all(norm.training for norm in learning),
        "the head, or the Dropout before it, is in eval mode": not all(module.training for module in head),
        "statistics that it kept": [norm.running_mean[:2].tolist() for norm in frozen_norms[:1]] if same_layers else [],
        "returned": type(returned).__name__,
    }


def layers_of(model: nn.Module) -> list[tuple[str, str]]:
    return [(name, f"{type(module).__name__}({module.extra_repr()})") for name, module in model.named_modules()]


def numbers_of(model: nn.Module) -> dict[str, torch.Tensor]:
    named = [*model.named_parameters(), *model.named_buffers()]
    return {name: tensor.detach() for name, tensor in named}


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


def momentum_zero(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.momentum = 0.0


def statistics_reset(model: nn.Module) -> None:
    for norm in norms_of(model, trains=False):
        norm.eval().reset_running_stats()


def norms_taken_out(model: nn.Module) -> None:
    frozen_ones = norms_of(model, trains=False)
    for name, module in list(model.named_modules()):
        if any(module is norm for norm in frozen_ones):
            model.set_submodule(name, nn.Identity())


def norms_frozen(model: nn.Module) -> None:
    for norm in norms_of(model):
        norm.eval().requires_grad_(False)


def only_head_in_train(model: nn.Module) -> nn.Module:
    from course.backbones import find_head

    find_head(model.eval()).module.train()
    return model


BATCHNORM = Question("batchnorm", "BatchNorm drifts", (
    Answer(
        "train_mode", "the model that came in, each of its layers in the mode that suits it", train_mode,
        (
            Misconception(
                "everything-in-train-mode",
                "`model.train()` is how training begins, and frozen parameters do stay. But BatchNorm's running "
                "statistics are no parameters: in train mode every batch moves them, `requires_grad` or not. Put the "
                "frozen BatchNorms into eval mode afterwards, since `train()` reaches every layer.",
                (lambda model: model.train(), lambda model: all_norms_in_eval(model) or model.train()),
            ),
            Misconception(
                "everything-in-eval-mode",
                "The statistics stay, as they should. But the head is to be trained: the Dropout before it is off now, "
                "and a block that trains uses old statistics. Put all into train mode first, then only the frozen "
                "BatchNorms into eval mode.",
                (lambda model: model.eval(),),
            ),
            Misconception(
                "mode-left-as-it-came",
                "The model may come in train mode or in eval mode, and you leave it there. Call `train()` first, "
                "then `eval()` on the layers that must keep still.",
                (lambda model: model,
                 lambda model: all_norms_in_eval(model) or model,
                 lambda model: [norm.eval() for norm in norms_of(model, trains=False)] and model),
            ),
            Misconception(
                "every-batchnorm-in-eval-mode",
                "The frozen ones keep still, that is right. But where a block was unfrozen, its BatchNorm learns with "
                "it and needs the statistics of the new pictures. Ask each BatchNorm whether its own parameters train.",
                (after_all(all_norms_in_eval),),
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
                "With momentum 0, or without tracking, the statistics do not move. But BatchNorm does not use them "
                "either: it normalises with the batch at hand, and the frozen layers give other features than in the "
                "end. Use eval mode for them.",
                (after_all(momentum_zero),),
            ),
            Misconception(
                "statistics-reset",
                "Nothing moves any more. But `reset_running_stats` threw away what the frozen layers had learned "
                "about their inputs. Leave the numbers as they are, and only set the mode.",
                (after_all(statistics_reset),),
            ),
            Misconception(
                "batchnorm-taken-out",
                "Without BatchNorm nothing drifts. But the layers after it have learned from normalised numbers, and "
                "get others now. Keep the layers, and set their mode.",
                (after_all(norms_taken_out),),
            ),
            Misconception(
                "batchnorm-frozen-too",
                "`requires_grad_(False)` on the BatchNorms is not what keeps them still, and it freezes those that "
                "were to train. The mode does it: leave the flags as they are.",
                (after_all(norms_frozen),),
            ),
        ),
        inputs=prepared_models, call=observe_mode,
    ),
))
