"""The key of `nonlinear`."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.keys.linear_layers.nonlinear_reading import read_build, tell_network
from course.keys.linear_layers.nonlinear_ways import (
    NoForward,
    NoSelf,
    PlainList,
    biases,
    by_forward,
    kept,
    layers_alone,
    list_in_sequential,
    network,
    no_super,
    of_sizes,
    relu_around_a_layer,
    unmade,
    with_shared_layer,
)
from course.questions.linear_layers.nonlinear import NONLINEAR

NONLINEAR_KEY = Key(NONLINEAR, (
    Solution(
        NONLINEAR["build"], network(nn.ReLU),
        (
            Misconception(
                "no-nonlinearity",
                "Two layers hold more numbers than one, so they look stronger. But without something nonlinear "
                "between them, they act as one linear layer, and draw a straight line. (Once trained, dropout and "
                "batch norm are linear, too.) Put a ReLU or the like there.",
                (network(), network(nn.Dropout), network(nn.Identity), network(lambda: nn.LeakyReLU(1.0))),
            ),
            Misconception(
                "nonlinearity-only-at-the-end",
                "Something nonlinear is there, but behind the last layer. The two linear layers still meet directly, "
                "so together they draw one straight line, and the logits are no longer logits. Move it between the "
                "layers.",
                tuple(network(end=[end]) for end in (nn.ReLU, nn.Sigmoid, nn.Tanh)),
            ),
            Misconception(
                "nonlinearity-before-the-first-layer",
                "It does bend something: the features, before any layer has seen them. But the two linear layers still "
                "meet directly and act as one. Move the nonlinearity between them.",
                (network(begin=[nn.ReLU]), network(begin=[nn.Tanh])),
            ),
            Misconception(
                "sigmoid-on-the-logits",
                "You want a probability in the end, so a sigmoid at the end makes sense. But `nn.BCEWithLogitsLoss` "
                "applies one itself, and two in a row can't get close to 0 or 1. Return the last layer's numbers as "
                "they are.",
                (network(nn.ReLU, end=[nn.Sigmoid]),),
            ),
            Misconception(
                "negative-logits-cut",
                "One activation behind each layer is a tidy habit. But behind the last one it cuts off every negative "
                "logit, and a negative logit is how the network says no. Leave the last layer bare.",
                (network(nn.ReLU, end=[nn.ReLU]),),
            ),
            Misconception(
                "softmax-over-one-output",
                "Softmax deals out a whole among several logits. But there's one per row: over that one it always "
                "gives 1, and over the batch it makes every row depend on the others. Return the last layer's numbers "
                "as they are.",
                (network(nn.ReLU, end=[lambda: nn.Softmax(dim=1)]), network(nn.ReLU, end=[lambda: nn.Softmax(dim=0)])),
            ),
            Misconception(
                "logits-changed-at-the-end",
                "The layers and what's between them are right. But something still works on the numbers of the last "
                "layer, so they aren't logits from −∞ to ∞ anymore. Return them as they are.",
                (network(nn.ReLU, end=[nn.Tanh]),),
            ),
            Misconception(
                "layers-hidden-from-pytorch",
                "Calling the network works, so it looks complete. But PyTorch only finds layers that are attributes of "
                "the module, or stand in `nn.Sequential` or `nn.ModuleList`. In a plain list they're invisible, and "
                "an optimizer has nothing to train.",
                (lambda n_features, n_hidden: PlainList(n_features, n_hidden, anew=False),),
            ),
            Misconception(
                "layers-made-in-forward",
                "The order of the layers is right. But they're made anew, with random numbers, in each call, so "
                "nothing that training changes is there the next time. Make them once, in `__init__`.",
                (lambda n_features, n_hidden: PlainList(n_features, n_hidden, anew=True),),
            ),
            Misconception(
                "number-of-features-fixed",
                "That width fits one table. But the rows that come in have `n_features` numbers, and the check tries "
                "several. Use the argument for the first layer.",
                tuple(network(nn.ReLU, n_in=n) for n in (2, 97, 10)),
            ),
            Misconception(
                "number-of-units-fixed",
                "It runs, since the two layers agree on a width. But how wide the hidden layer is, the caller decides. "
                "Use `n_hidden` for it, in both layers.",
                tuple(network(nn.ReLU, width=n) for n in (16, 97, 8, 10)),
            ),
            Misconception(
                "both-numbers-fixed",
                "That's a fine network for one table. But the caller says how many features there are, and how wide "
                "the hidden layer is. Use `n_features` and `n_hidden` where you wrote numbers.",
                tuple(network(nn.ReLU, n_in=n, width=m) for n in (2, 97, 10) for m in (16, 97, 8, 10)),
            ),
            Misconception(
                "sizes-turned-around",
                "The right numbers are there, but not in their places. `nn.Linear` wants first what comes in, then "
                "what goes out: from `n_features` to `n_hidden`, then on to 1. Also check the order of your arguments.",
                tuple(of_sizes(*pairs) for pairs in (("hf", "1h"), ("hf", "h1"), ("fh", "1h"), ("hf", "f1"))),
            ),
            Misconception(
                "layers-that-do-not-meet",
                "Both layers have sizes that occur here, and each alone works. But the second one takes in what the "
                "first gives out, and that isn't `n_features` numbers anymore. Which size comes out of the first?",
                (of_sizes("fh", "f1"),),
            ),
            Misconception(
                "too-many-outputs",
                "The hidden layer is right. But the network should end in one number per row, its logit, and the last "
                "layer gives as many as there are features or units. Give it one output.",
                (of_sizes("fh", "hf"), of_sizes("fh", "hh")),
            ),
            Misconception(
                "one-layer-only",
                "One layer takes the features to a logit, but it can only draw a straight line. Put a hidden layer of "
                "`n_hidden` units before it.",
                (lambda n_features, n_hidden: nn.Sequential(nn.Linear(n_features, 1)),),
            ),
            Misconception(
                "last-layer-missing",
                "The hidden layer is right, but its units aren't the answer: the network should end in one logit per "
                "row. Add the layer that takes `n_hidden` numbers to one.",
                (lambda n_features, n_hidden: nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU()),),
            ),
            Misconception(
                "two-hidden-layers",
                "More layers can bend more, and yours would learn. But what's asked for has one hidden layer: two "
                "linear layers in all. Leave the middle one out.",
                (of_sizes("fh", "hh", "h1"), of_sizes("fh", "hh", "hh", "h1"), of_sizes("fh", "h/", "/1")),
            ),
            Misconception(
                "one-logit-per-class",
                "One output per class is right for `nn.CrossEntropyLoss`. But `nn.BCEWithLogitsLoss` takes one logit "
                "per row, whose sign decides between yes and no. Give the last layer one output.",
                (network(nn.ReLU, n_out=2), network(nn.ReLU, n_out=97)),
            ),
            Misconception(
                "batch-of-one-squeezed",
                "A plain `squeeze()` drops every axis of size 1. For five rows that's the last one; for a single row "
                "the batch disappears, too. Say which axis you mean: `squeeze(1)`.",
                (by_forward(torch.relu, torch.squeeze),),
            ),
            Misconception(
                "gradient-cut-off",
                "The logits are fine, but the way back is blocked: a step (`x > 0`, `sign`, `round`), a `detach` or a "
                "`no_grad` passes no gradient on, so the hidden layer never learns. Use a nonlinearity with a slope, "
                "and leave the record alone.",
                (by_forward(lambda z: z.detach().relu()), by_forward(torch.sign),
                 by_forward(lambda z: (z > 0).float()), by_forward(torch.relu, torch.detach)),
            ),
            Misconception(
                "parameters-frozen",
                "Freezing is for layers that somebody has already trained. Yours hold random numbers, and frozen they "
                "stay random. Leave `requires_grad` as it is.",
                (lambda n_features, n_hidden: network(nn.ReLU)(n_features, n_hidden).requires_grad_(False),),
            ),
            Misconception(
                "bias-left-out",
                "The weights do most of the work. But without its bias a layer can't move its boundary away from the "
                "origin, and both layers were asked for with one. Leave out `bias=False`.",
                tuple(biases(*flags) for flags in ((False, False), (False, True), (True, False))),
            ),
            Misconception(
                "forward-returns-nothing",
                "The layers are there, and `forward` uses them. But what it computes never leaves it: the caller gets "
                "None. Return the logits.",
                (by_forward(torch.relu, lambda z: None),),
            ),
            Misconception(
                "forward-missing",
                "The layers are there. But PyTorch can't tell what to do with `x`: there's no `forward`, or it has "
                "another name or indent. (`nn.ModuleList` only keeps layers, too.) Write one, or use `nn.Sequential`.",
                (NoForward, lambda *sizes: nn.ModuleList(layers_alone(*sizes))),
            ),
            Misconception(
                "forward-without-self",
                "A method gets the object itself first, then what you call it with, and `forward` has a place for only "
                "one of them. Begin its arguments with `self`.",
                (NoSelf,),
            ),
            Misconception(
                "super-forgotten",
                "The layers are right. But a module has to be set up before it can keep any, and that's what PyTorch's "
                "own `__init__` does. Call `super().__init__()` first in yours.",
                (no_super,),
            ),
            Misconception(
                "module-not-made",
                "`nn.Sequential` holds modules, and one of its parts is a class or a function. Brackets make a module: "
                "`nn.ReLU()`. Plain functions, such as `torch.relu`, belong in a `forward`.",
                tuple(map(unmade, (nn.ReLU, nn.Tanh, nn.Sigmoid, nn.GELU, nn.SiLU, nn.LeakyReLU, nn.ELU, nn.Softplus,
                                   torch.relu, torch.tanh, torch.sigmoid, functional.relu, functional.gelu))),
            ),
            Misconception(
                "list-in-sequential",
                "All the parts are there, in the right order. But `nn.Sequential` wants them one by one, not in a "
                "list. Leave out the square brackets, or put a star before them.",
                (list_in_sequential,),
            ),
            Misconception(
                "module-made-of-data",
                "`nn.ReLU(…)` makes a module, and in its brackets stand options, not what it works on. Make it first, "
                "with `nn.ReLU()`, and let it work on the numbers afterwards; or call `torch.relu` on them.",
                (relu_around_a_layer, by_forward(lambda z: nn.ReLU(z))),
            ),
            Misconception(
                "layers-without-a-network",
                "All the parts are there, in the right order. But a list can't be called on `x`. Put them into "
                "`nn.Sequential(…)`, or into a class with a `forward`.",
                (layers_alone, lambda n_features, n_hidden: tuple(layers_alone(n_features, n_hidden))),
            ),
            Misconception(
                "network-and-more",
                "The network is there. But it came back with something else beside it, and the caller wants to use "
                "what comes back as a network. Return it alone.",
                (lambda *sizes: (network(nn.ReLU)(*sizes), nn.BCEWithLogitsLoss()),
                 lambda *sizes: (network(nn.ReLU)(*sizes), None)),
            ),
            Misconception(
                "network-made-once",
                "Every network that came out works. But a second call gave some of the same layers again, so training "
                "one network changes another. Make all layers anew in each call, inside `build`.",
                (kept(network(nn.ReLU)), with_shared_layer(True), with_shared_layer(False)),
            ),
        ),
        reading=read_build, told=tell_network,
    ),
))
