"""What is wrong with a model that got a new head, read from what was observed of it: the first fault, in a sentence."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from course.checking.facts import Fact, describe
from course.keys.head_replacement.fault import Fault
from course.keys.head_replacement.head_faults import LEARNING, find_head_faults
from course.keys.head_replacement.seen import Body, Surgery, body_of, layers_now, leaves, trains_now
from course.keys.reading import UNREADABLE, observed
from course.questions.head_replacement.models import Cases, Recipe


def read_surgery(fact: Fact, inputs: Cases, case: int, freezes: bool = False, same_model: bool = False,
                 n_classes: int | None = None) -> Fact:
    """Return an observation as faults, of which at most one is true: the first that was found.

    Where none is, what a picture gave is compared too.

    Args:
        fact: what was observed.
        inputs: the cases, as they were handed over.
        case: which of them it is.
        freezes: whether the layers before the head must be frozen afterwards, and may be in either mode; else they
            must be as they were.
        same_model: whether the model that came in must be the one that comes back.
        n_classes: how many classes are wanted, where the case does not say so.
    """
    seen, (recipe, *others) = observed(fact, Surgery), inputs.plans[case]
    if seen is None:
        return UNREADABLE
    body = body_of(recipe.family, recipe.width, recipe.body)
    found = next(find_faults(seen, body, recipe, n_classes or others[0], freezes, same_model), None)
    read = describe({fault.value: fault is found for fault in Fault} | {"returned": "" if found else seen.returned})
    if not found:
        read["items"][Fault.LOGITS.value] = fact["items"]["logits"]
    return read


def find_faults(seen: Surgery, body: Body, recipe: Recipe, wanted: int, freezes: bool,
                same_model: bool) -> Iterator[Fault]:
    """Yield what is wrong with a model, the most telling first."""
    yield from find_spoiled(seen, body)
    yield from find_head_faults(seen, body, recipe.n_classes, wanted)
    if len(seen.devices) != 1 or seen.devices == ["meta"]:
        yield Fault.DEVICES
    if seen.logits is None:
        yield Fault.NO_PASS
    yield from find_flags(seen, body, recipe, freezes)
    if not freezes:
        yield from find_modes(seen, body)
    if same_model and seen.is_copy:
        yield Fault.COPY


def find_spoiled(seen: Surgery, body: Body) -> Iterator[Fault]:
    """Yield what is wrong with the layers before the head."""
    if "" in seen.layers:
        now = layers_now(seen, body.layers)
        kind = now.get("", "")
        yield (Fault.ONE_LAYER if kind.startswith((*LEARNING, "Identity(")) and len(leaves(now)) < 1
               else Fault.SEQUENTIAL if kind.startswith("Sequential(") else Fault.OTHER_MODEL)
    if seen.dtypes != ["float32"]:
        yield Fault.DTYPE
    if is_made_anew(seen, body):
        yield Fault.NUMBERS
    yield from find_layers(seen, body)
    others = {name for name in (*seen.numbers, *seen.gone) if not body.is_head(name)}
    if others & body.parameters:
        yield Fault.NUMBERS
    if others & body.buffers:
        pairs = [pair for name, pair in seen.batches.items() if name in others]
        yield (Fault.RESET if any(after == 0 for _, after in pairs) else
               Fault.MOVED if any(after > before for before, after in pairs) else Fault.STATISTICS)


def is_made_anew(seen: Surgery, body: Body) -> bool:
    """Whether layers far from the head hold other numbers, or most of them are other layers."""
    numbers = [name for name in seen.numbers if name in body.parameters and not body.is_near(name)]
    far = [name for name in leaves(body.layers) if not body.is_near(name)]
    return (any(name.rpartition(".")[0] not in seen.layers for name in numbers)
            or sum(name in seen.layers for name in far) > len(far) / 2)


def find_layers(seen: Surgery, body: Body) -> Iterator[Fault]:
    """Yield which layers are gone, new, or elsewhere, besides the head."""
    before, now = ({name: kind for name, kind in leaves(layers).items() if not body.is_head(name)}
                   for layers in (body.layers, layers_now(seen, body.layers)))
    added, lost = Counter(now.values()) - Counter(before.values()), Counter(before.values()) - Counter(now.values())
    new = [name for name in now if name not in before]
    if any(name in seen.unused for name in new) and not lost:
        yield Fault.UNUSED
    if added and lost and not any(map(body.is_head, (*seen.numbers, *seen.gone, *seen.layers))):
        yield Fault.ANOTHER
    if lost and all(kind.startswith("Dropout") for kind in lost):
        yield Fault.DROPOUT_GONE
    if lost:
        gone = [name for name, kind in before.items() if now.get(name) != kind]
        yield Fault.NEIGHBORS_GONE if all(map(body.is_near, gone)) else Fault.LAYER_GONE
    if added:
        yield Fault.LAYER_ADDED
    order = [name for name in seen.order if not body.is_head(name)]
    if before.keys() != now.keys() or (order and order != [name for name in body.layers if not body.is_head(name)]):
        yield Fault.LAYERS_MOVED


def find_flags(seen: Surgery, body: Body, recipe: Recipe, freezes: bool) -> Iterator[Fault]:
    """Yield what is wrong with what trains."""
    trains = trains_now(seen, dict.fromkeys(body.parameters, recipe.trains))
    head = {flag for name, flag in trains.items() if body.is_head(name)}
    others = {flag for name, flag in trains.items() if not body.is_head(name)}
    if False in head:
        yield Fault.HALF_FROZEN if True in head else Fault.HEAD_FROZEN if True in others else Fault.NOTHING_TRAINS
    if freezes and True in others:
        yield Fault.PART_TRAINS if False in others else Fault.NOT_FROZEN
    if not freezes and (not recipe.trains) in others:
        yield Fault.FROZEN_TOO if recipe.trains else Fault.WOKEN_TOO


def find_modes(seen: Surgery, body: Body) -> Iterator[Fault]:
    """Yield in which mode layers are that came in the other; only those that hold no others depend on it."""
    now = leaves(body.layers)
    turned = {mode for name, mode in seen.modes.items() if name in now and not body.is_head(name)}
    if turned:
        yield Fault.TRAIN_LEFT if True in turned else Fault.EVAL_LEFT
