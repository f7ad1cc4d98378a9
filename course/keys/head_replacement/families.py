"""Ways to find the head of any family that are right for some families, and fail on others."""
from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from torch import nn

from course.keys.head_replacement.surgery import new_head, replaced
from course.keys.heads import find_head

Way = Callable[[nn.Module, int], nn.Module | None]


def container_of(model: nn.Module) -> str:
    """The attribute of the model that holds the head, whole: `classifier`, `heads`, `fc` or `head`."""
    return find_head(model).name.split(".")[0]


def is_squeezenet(model: nn.Module) -> bool:
    return type(model).__name__ == "SqueezeNet"


def but_squeezenet(way: Way) -> Way:
    """Return a way that is right for SqueezeNet, and like another for the rest."""
    return lambda model, n: replaced(model, n) if is_squeezenet(model) else way(model, n)


def only_squeezenet(way: Way) -> Way:
    """Return a way that is right for all but SqueezeNet."""
    return lambda model, n: way(model, n) if is_squeezenet(model) else replaced(model, n)


def raising(error: type[Exception]) -> Way:
    def way(model: nn.Module, n_classes: int) -> nn.Module:
        raise error
    return way


def whole_container(model: nn.Module, n_classes: int) -> nn.Module:
    setattr(model, container_of(model), new_head(model, n_classes))
    return model


def without_dropout(model: nn.Module, n_classes: int) -> nn.Module:
    """The classifier built again from its layers, Dropout left out."""
    container = getattr(replaced(model, n_classes), container_of(model))
    if any(isinstance(layer, nn.Dropout) for layer in container.children()):
        kept = [layer for layer in container if not isinstance(layer, nn.Dropout)]
        setattr(model, container_of(model), nn.Sequential(*kept))
    return model


def dropout_switched_off(model: nn.Module, n_classes: int) -> nn.Module:
    for name, layer in list(model.named_modules()):
        if isinstance(layer, nn.Dropout) and name.startswith(container_of(model)):
            model.set_submodule(name, nn.Identity())
    return replaced(model, n_classes)


def fc_only(model: nn.Module, n_classes: int) -> nn.Module:
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model


def classifier_at(place: int) -> Way:
    """Return a way that knows `fc`, and one place in a `classifier`."""
    def way(model: nn.Module, n_classes: int) -> nn.Module:
        if hasattr(model, "fc"):
            return fc_only(model, n_classes)
        model.classifier[place] = nn.Linear(model.classifier[place].in_features, n_classes)
        return model
    return way


def at(kinds: type | tuple, which: int) -> Way:
    """Return a way that puts a new Linear in the place of the first or last layer of some kinds."""
    def way(model: nn.Module, n_classes: int) -> nn.Module:
        name = [name for name, module in model.named_modules() if isinstance(module, kinds)][which]
        model.set_submodule(name, nn.Linear(model.get_submodule(name).weight.shape[1], n_classes))
        return model
    return way


def every_linear(model: nn.Module, n_classes: int) -> nn.Module:
    for name, layer in [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Linear)]:
        model.set_submodule(name, nn.Linear(layer.in_features, n_classes))
    return model


def failing(errors: dict[str, type[Exception]]) -> Way:
    """Return a way that raises for some classes of model, and is right for the others."""
    def way(model: nn.Module, n_classes: int) -> nn.Module:
        if error := errors.get(type(model).__name__):
            raise error
        return replaced(model, n_classes)
    return way


def forgetting() -> tuple[Way, ...]:
    """Return ways that fail on some of those families whose heads stand elsewhere than one expects."""
    pitfalls = {"VisionTransformer": AttributeError, "DenseNet": TypeError, "SwinTransformer": AttributeError,
                "SqueezeNet": AttributeError}
    sets = [chosen for size in (1, 2, 3) for chosen in combinations(pitfalls, size) if chosen != ("SqueezeNet",)]
    return tuple(failing({name: pitfalls[name] for name in chosen}) for chosen in sets)
