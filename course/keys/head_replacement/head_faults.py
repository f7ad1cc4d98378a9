"""What is wrong with the new head itself."""
from __future__ import annotations

from collections.abc import Iterator

from course.keys.head_replacement.fault import Fault
from course.keys.head_replacement.seen import Body, Surgery, layers_now, leaves

LEARNING = ("Linear(", "Conv1d(", "Conv2d(", "Conv3d(", "Bilinear(")
PROBABILITIES = ("Softmax(", "LogSoftmax(", "Softmax2d(", "Sigmoid(", "LogSigmoid(")


def find_head_faults(seen: Surgery, body: Body, had: int, wanted: int) -> Iterator[Fault]:
    """Yield what is wrong with the head, the most telling first.

    Args:
        seen: what was observed.
        body: what the model was.
        had: how many logits its old head gave.
        wanted: how many its new one must give.
    """
    fresh = {name: shape for name, shape in seen.numbers.items() if body.is_head(name)}
    if not fresh and not any(map(body.is_head, seen.gone)):
        yield Fault.DESCRIPTION if body.place in seen.layers else Fault.HEAD_KEPT
    shapes = shapes_now(seen, body, had, fresh)
    weights = {name: shape for name, shape in shapes.items() if len(shape) > 1}
    if len(weights) != 1:
        is_old_inside = f"{body.place}.weight" in seen.moved.values()
        yield Fault.HEAD_GONE if not weights else Fault.OLD_INSIDE if is_old_inside else Fault.SEVERAL
        return
    (name, shape), = weights.items()
    layer = name.rpartition(".")[0]
    kind = layers_now(seen, body.layers).get(layer)
    if kind is None:
        yield Fault.HEAD_GONE
    elif kind.startswith(LEARNING) and not kind.startswith(f"{body.kind}("):
        yield Fault.CONV_FOR_LINEAR if body.kind == "Linear" else Fault.LINEAR_FOR_CONV
    yield from find_others(seen, body, layer)
    yield from find_sizes(shape, body, had, wanted)
    if [shape[0]] not in shapes.values():
        yield Fault.BIAS
    if layer in seen.unused:
        yield Fault.PLACE_UNUSED


def shapes_now(seen: Surgery, body: Body, had: int, fresh: dict[str, list[int]]) -> dict[str, list[int]]:
    """Return the shapes of the head's parameters by name, of old ones that are still there too."""
    old = {f"{body.place}.weight": [had, body.width, *body.kernel], f"{body.place}.bias": [had]}
    return {name: shape for name, shape in old.items() if name not in seen.gone} | fresh


def find_others(seen: Surgery, body: Body, layer: str) -> Iterator[Fault]:
    """Yield what stands beside the one layer of the head that learns."""
    kinds = [kind for name, kind in leaves(layers_now(seen, body.layers)).items()
             if body.is_head(name) and name != layer and not kind.startswith("Identity(")]
    if any(kind.startswith(PROBABILITIES) for kind in kinds):
        yield Fault.SOFTMAX
    if kinds:
        yield Fault.DROPOUT_ADDED if all("Dropout" in kind for kind in kinds) else Fault.ACTIVATION


def find_sizes(shape: list[int], body: Body, had: int, wanted: int) -> Iterator[Fault]:
    """Yield what is wrong with the sizes of the head's weight."""
    n_logits, width, *kernel = shape
    if len(kernel) != len(body.kernel):
        yield Fault.CONV_FOR_LINEAR if kernel else Fault.LINEAR_FOR_CONV
    elif kernel != [*body.kernel]:
        yield Fault.KERNEL
    if (n_logits, width) == (body.width, wanted):
        yield Fault.SWAPPED
    elif width != body.width:
        yield Fault.OUT_AS_IN if width == had else Fault.WIDTH
    if n_logits != wanted:
        yield {had: Fault.OLD_CLASSES, wanted + 1: Fault.ONE_MORE}.get(n_logits, Fault.CLASSES)
