"""Wrong ways that questions about a new head share, each with a hint that is so whatever the family."""
from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from torch import nn

from course.checking.key import Misconception
from course.keys.head_replacement import surgery
from course.keys.head_replacement.surgery import new_head, replaced, with_head
from course.keys.heads import find_head

Way = Callable[[nn.Module, int], nn.Module]


class Slip(NamedTuple):
    """A hint, and ways that it is given for; where `then` is set, the right way does the rest first or last."""

    hint: str
    ways: tuple[Way, ...]


def in_place(*layers: Callable[[nn.Module, int], nn.Module]) -> tuple[Way, ...]:
    """Return ways that put a layer in the place of the head."""
    return tuple(lambda model, n, layer=layer: with_head(model, layer(model, n)) for layer in layers)


def before(*changes: Callable[[nn.Module], nn.Module]) -> tuple[Way, ...]:
    """Return ways that change the model before its head is replaced."""
    return tuple(lambda model, n, change=change: replaced(change(model), n) for change in changes)


def in_a_row(model: nn.Module, n: int, *between: nn.Module) -> nn.Module:
    return nn.Sequential(*list(model.children())[:-1], *between, new_head(model, n))


def beside(*others: nn.Module, first: bool = False) -> Callable[[nn.Module, int], nn.Module]:
    """Return what makes a new head with other layers after it, or before it."""
    def layer(model: nn.Module, n: int) -> nn.Module:
        return nn.Sequential(*others, new_head(model, n)) if first else nn.Sequential(new_head(model, n), *others)
    return layer


def two_layers(model: nn.Module, n: int) -> nn.Module:
    return nn.Sequential(new_head(model, 16), nn.ReLU(), nn.Linear(16, n))


def on_top(model: nn.Module, n: int) -> nn.Module:
    head = find_head(model)
    return nn.Sequential(head.module, nn.Linear(head.n_classes, n))


def wide(width: Callable) -> Callable[[nn.Module, int], nn.Module]:
    return lambda model, n: new_head(model, n, width(find_head(model)))


def half_frozen(model: nn.Module, n: int) -> nn.Module:
    head = new_head(model, n)
    head.weight.requires_grad_(False)
    return head


SLIPS = {
    "only-the-head-returned": Slip(
        "The new layer came back alone. But whoever calls this wants the whole model, with that layer in its place. "
        "Assign the layer to the place of the old head, then return the model.",
        (new_head,)),
    "rebuilt-as-a-sequence": Slip(
        "Layers in a row may even compute the right thing. But a Sequential is no longer the model that was asked "
        "about: stored weights have other names, and no code finds its head. Leave the model whole, and assign to the "
        "place of its head.",
        (in_a_row, lambda model, n: in_a_row(model, n, nn.Flatten()),
         lambda model, n: nn.Sequential(model, nn.Linear(find_head(model).n_classes, n)))),
    "class-of-my-own": Slip(
        "A class around the model may well work. But what comes back is another class now: stored weights have other "
        "names, and no code finds its head. Change the model that came in, and return that.",
        (surgery.Around,)),
    "numbers-of-another-type": Slip(
        "float16 takes half the room, and float64 is more exact. But the numbers of the whole model were changed for "
        "it, and only the head was asked for. Leave their type as it came.",
        before(nn.Module.double, nn.Module.half)),
    "head-not-used": Slip(
        "PyTorch takes a layer under any name, without a word. But `forward` calls the names that it always called, so "
        "the new layer is never used. Print the model, find where its last layer stands, and assign to that place.",
        tuple(lambda model, n, name=name: surgery.with_attribute(model, name, n) for name in ("classifier", "heads"))),
    "dotted-name-in-setattr": Slip(
        "You found the right name. But to `setattr` a dot is a letter like any other, so the model got a new attribute "
        "that `forward` never calls. Ask for the layer around it first, or use `set_submodule`, which knows dots.",
        (surgery.under_a_dotted_name,)),
    "layers-changed": Slip(
        "A layer that stood before the head is gone, or another one is in its place. But the layers after it have "
        "learned from what it gave. Leave all layers before the head as they are.",
        before(surgery.without((nn.BatchNorm2d,)))),
    "layer-added": Slip(
        "One layer more may be a good idea. But it isn't the head, and only that was to change. Leave what comes "
        "before the head as it is.",
        before(lambda model: model.set_submodule("avgpool", nn.Sequential(model.avgpool, nn.Dropout(0.2))) or model)),
    "layers-renamed": Slip(
        "The same layers are there, but under other names or in another order. Files with trained weights find their "
        "numbers by these names. Leave the layers where they were.",
        before(lambda model: model.set_submodule("avgpool", nn.Sequential(model.avgpool)) or model)),
    "model-made-anew": Slip(
        "The form is right, and that's all a builder or a reset can give. But layers before the head hold other "
        "numbers now, so what they had learned is gone. Work on the model that you are given, and leave them alone.",
        before(surgery.made_anew, surgery.with_changed_numbers)),
    "statistics-moved": Slip(
        "A picture sent through the model shows how wide its features are. But in train mode it also moves the running "
        "statistics of every BatchNorm. Read the width from the old head instead: no picture needed.",
        before(surgery.with_moved_statistics, surgery.passed_and_put_back, surgery.pass_through)),
    "statistics-reset": Slip(
        "Fresh statistics sound clean. But the running means and variances are a part of what the model has learned, "
        "and `requires_grad` doesn't guard them. Leave BatchNorm as it came.",
        before(surgery.with_reset_statistics)),
    "statistics-changed": Slip(
        "No parameter was changed, but a running mean or variance was: BatchNorm holds other statistics than those "
        "that came in, and gives other features for the same picture. Leave it as it came.",
        before(surgery.with_other_statistics)),
    "head-kept": Slip(
        "The model that came back still has its old head. A layer that is made, kept in a variable, or put into a copy "
        "changes nothing here. Assign it to the place of the old head, in the model that you return.",
        (lambda model, n: model,)),
    "only-the-number-changed": Slip(
        "`out_features` looks like a setting. But it's only a note that the layer made when it was built: its weight "
        "still has the old number of rows. Put a new layer in its place.",
        (surgery.with_other_number,)),
    "head-taken-out": Slip(
        "Without a head, the features themselves come out, which is a good way to look at them. But here each picture "
        "needs a logit for each class. Put a new layer where the old head was.",
        in_place(lambda model, n: nn.Identity())),
    "old-head-inside": Slip(
        "The new layer stands on top of the old head, so it sees the old logits, and no features. What the "
        "features know beyond the old classes is lost on the way. Let the new layer take the old one's place.",
        in_place(on_top)),
    "several-layers-for-the-head": Slip(
        "Two layers can learn more than one, and with many pictures people do that. But the head is the last layer "
        "alone here: from the features straight to the logits. Use one.",
        in_place(two_layers)),
    "softmax-behind": Slip(
        "Probabilities are what you want to read in the end. But a loss such as `cross_entropy` takes logits and does "
        "the softmax itself. Leave it out of the head: one layer, no activation.",
        in_place(beside(nn.Softmax(dim=1)), beside(nn.LogSoftmax(dim=1)), beside(nn.Sigmoid()))),
    "dropout-added": Slip(
        "Dropout before a head helps against memorizing. But nobody asked for it here, and it changes what the head "
        "sees in train mode. Put in the one new layer alone.",
        in_place(beside(nn.Dropout(0.5), first=True))),
    "layer-beside-the-head": Slip(
        "The new layer is there, but not alone: what stands before or after it changes what comes out. A ReLU after "
        "it, for one, leaves no negative logit. Put in the one new layer alone.",
        in_place(beside(nn.ReLU()), beside(nn.ReLU(), first=True), beside(nn.Identity(), nn.Tanh()))),
    "sizes-swapped": Slip(
        "Both numbers are right, but they stand the wrong way round: a layer is told first what it takes, then what it "
        "gives. Swap them.",
        in_place(lambda model, n: new_head(model, find_head(model).width, n))),
    "outputs-for-inputs": Slip(
        "The old head has two numbers, and you took the wrong one: its outputs are the old classes. What the new head "
        "takes is what the old one took. Look for the other number.",
        in_place(wide(lambda head: head.n_classes))),
    "width-not-read": Slip(
        "A width that you remember fits some network: 512 fits ResNet-18, 1280 MobileNet. This one gives another "
        "number of features, so the first picture stops at the head. Read the number from the old head, while it's "
        "there.",
        in_place(wide(lambda head: 8))),
    "one-class-too-many": Slip(
        "One more for \"none of these\" is a fair wish. But the number of classes is all the classes there are: give a "
        "logit for each of them, and no other.",
        in_place(lambda model, n: new_head(model, n + 1))),
    "another-number-of-classes": Slip(
        "A new head is in place, but it gives another number of logits than asked for. If you wrote a number down that "
        "the function is given, the next caller may want another one. Take the number that was asked for.",
        in_place(lambda model, n: new_head(model, 11 + n),
                 lambda model, n: new_head(model, find_head(model).n_classes))),
    "bias-left-out": Slip(
        "A layer before a BatchNorm goes without a bias, since that has one of its own. But nothing comes after the "
        "head, and the old one had a bias. Leave `bias` at its default.",
        in_place(lambda model, n: new_head(model, n, bias=False))),
    "head-on-another-device": Slip(
        "A layer can be made on any device. But the head and the layers before it must be on the same one, and `meta` "
        "holds no numbers at all. Make the new layer where the model is.",
        in_place(lambda model, n: new_head(model, n).to("meta"))),
    "head-frozen-in-part": Slip(
        "Most of it is as asked. But the head has two parameters, a weight and a bias, and one of them is frozen. Let "
        "both train: a new layer does by itself, if nothing freezes it afterwards.",
        in_place(half_frozen)),
}


def shared(right: Callable[..., nn.Module], *names: str, n_classes: int | None = None) -> tuple[Misconception, ...]:
    """Return the shared slips of these names, for a question whose right way is given.

    What else that question asks for is done to the model first, since a slip must be its only fault.

    Args:
        right: what the question does to the model beside replacing its head: freezing it, or nothing.
        names: which slips.
        n_classes: how many classes are wanted, where the function isn't told.
    """
    def made(way: Way) -> Callable[..., nn.Module]:
        return lambda model, *n: way(right(model), *(n or (n_classes,)))
    return tuple(Misconception(name, SLIPS[name].hint, tuple(map(made, SLIPS[name].ways))) for name in names)


def as_it_came(model: nn.Module) -> nn.Module:
    return model
