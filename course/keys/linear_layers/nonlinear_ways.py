"""Ways to build a small network, right and wrong, for the key of `nonlinear`."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from torch import Tensor, nn


def network(*middle: Callable, end: Sequence[Callable] = (), begin: Sequence[Callable] = (), n_in: int | None = None,
            width: int | None = None, n_out: int = 1) -> Callable:
    """Return a way to build: what stands before, between and after the two layers, and widths of one's own."""
    def build(n_features: int, n_hidden: int) -> nn.Module:
        n = width or n_hidden
        return nn.Sequential(*(make() for make in begin), nn.Linear(n_in or n_features, n),
                             *(make() for make in middle), nn.Linear(n, n_out), *(make() for make in end))
    return build


def of_sizes(*pairs: str) -> Callable:
    """Return a way whose layers have these sizes: of f features, h hidden units, the half of them, or 1.

    >>> of_sizes("fh", "h1")(2, 16)[0]
    Linear(in_features=2, out_features=16, bias=True)
    """
    def build(n_features: int, n_hidden: int) -> nn.Module:
        sizes = {"f": n_features, "h": n_hidden, "/": 97, "1": 1}
        layers: list[nn.Module] = []
        for pair in pairs:
            layers += [nn.Linear(sizes[pair[0]], sizes[pair[1]]), nn.ReLU()]
        return nn.Sequential(*layers[:-1])
    return build


class Forward(nn.Module):
    """A network with what is done to the output of its hidden layer and to its logits as plain functions."""

    def __init__(self, n_features: int, n_hidden: int, between: Callable, after: Callable = lambda z: z) -> None:
        super().__init__()
        self.hidden, self.last = nn.Linear(n_features, n_hidden), nn.Linear(n_hidden, 1)
        self.between, self.after = between, after

    def forward(self, x: Tensor) -> Tensor:
        return self.after(self.last(self.between(self.hidden(x))))


def by_forward(*functions: Callable) -> Callable:
    return lambda n_features, n_hidden: Forward(n_features, n_hidden, *functions)


class NoForward(nn.Module):
    """Its layers, and nothing that uses them."""

    def __init__(self, n_features: int, n_hidden: int) -> None:
        super().__init__()
        self.hidden, self.last = nn.Linear(n_features, n_hidden), nn.Linear(n_hidden, 1)


class NoSelf(NoForward):
    """Its `forward` doesn't take the network itself."""

    def forward(x: Any) -> Any:  # noqa: N805
        return x


class PlainList(nn.Module):
    """Layers that PyTorch doesn't find; or, made in `forward`, that are others in each call."""

    def __init__(self, n_features: int, n_hidden: int, anew: bool) -> None:
        super().__init__()
        self.make = lambda: layers_alone(n_features, n_hidden)
        self.layers, self.anew = self.make(), anew

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.make() if self.anew else self.layers:
            x = layer(x)
        return x


def no_super(n_features: int, n_hidden: int) -> nn.Module:
    """Layers given to a module that PyTorch hasn't set up yet."""
    module = nn.Module.__new__(nn.Module)
    module.hidden = nn.Linear(n_features, n_hidden)
    return module


def layers_alone(n_features: int, n_hidden: int) -> list[Any]:
    return [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1)]


def list_in_sequential(n_features: int, n_hidden: int) -> nn.Module:
    return nn.Sequential(layers_alone(n_features, n_hidden))  # type: ignore[arg-type]


def unmade(middle: Any) -> Callable:
    """Return a way whose nonlinearity is a class or a function where a module is due."""
    return lambda n_features, n_hidden: nn.Sequential(nn.Linear(n_features, n_hidden), middle, nn.Linear(n_hidden, 1))


def relu_around_a_layer(n_features: int, n_hidden: int) -> nn.Module:
    return nn.Sequential(nn.ReLU(nn.Linear(n_features, n_hidden)), nn.Linear(n_hidden, 1))  # type: ignore[arg-type]


def biases(first: bool, second: bool) -> Callable:
    return lambda n_features, n_hidden: nn.Sequential(
        nn.Linear(n_features, n_hidden, bias=first), nn.ReLU(), nn.Linear(n_hidden, 1, bias=second))


def kept(build: Callable) -> Callable:
    """Return a way that makes a network once for each pair of sizes, and gives it again."""
    made: dict[tuple[int, int], nn.Module] = {}

    def again(n_features: int, n_hidden: int) -> nn.Module:
        sizes = n_features, n_hidden
        if sizes not in made:
            made[sizes] = build(*sizes)
        return made[sizes]
    return again


def with_shared_layer(first: bool) -> Callable:
    """Return a way whose networks share their first or their last layer."""
    one = kept(network(nn.ReLU))
    return lambda *sizes: nn.Sequential(*(part if isinstance(part, nn.ReLU) or (i == 0) == first
                                          else nn.Linear(part.in_features, part.out_features)
                                          for i, part in enumerate(one(*sizes))))
