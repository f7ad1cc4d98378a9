"""A test set behind a seal: whoever looks is counted, in this run and in those before."""
from __future__ import annotations

from torch import Tensor

from course import state


class Sealed:
    """Cases that are kept for the last judgement; each look is counted and said aloud.

    The count stays in the state beside the notebook, so a restarted kernel does not start anew. It keeps an honest
    person honest and stops nobody else: whoever wants to, deletes the file.

    Args:
        name: what the test set is called; sets of one name share one count.
        x: the cases, cases first.
        y: their targets, (cases,).

    >>> test = Sealed("an example", Tensor(3, 2), Tensor(3))
    >>> len(test)
    3
    """

    def __init__(self, name: str, x: Tensor, y: Tensor) -> None:
        self.name, self._x, self._y, self._looks = name, x, y, 0

    def __len__(self) -> int:
        return len(self._y)

    def __repr__(self) -> str:
        return f"{len(self)} sealed cases, {self.name!r}, looks: {self.looks}"

    @property
    def looks(self) -> int:
        """How often it has been opened."""
        return max(self._looks, looks_by_name().get(self.name, 0))

    def open(self) -> tuple[Tensor, Tensor]:
        """Count a look, say which one it is, and return cases and targets as new tensors."""
        name, mine = self.name, self._looks
        state.update("looks", lambda looks: looks | {name: max(mine, _count(looks.get(name))) + 1})
        self._looks = max(mine + 1, self.looks)
        print(f"Look {self._looks} at the test set {self.name!r}. {_meaning(self._looks)}")
        return self._x.clone(), self._y.clone()


def looks_by_name() -> dict[str, int]:
    """Return how often each test set was opened."""
    return {name: _count(n) for name, n in state.read("looks").items() if _count(n)}


def _count(noted: object) -> int:
    return noted if type(noted) is int else 0


def _meaning(looks: int) -> str:
    if looks == 1:
        return "It has not been looked at before, so its figures count."
    return "If you changed anything because of an earlier look, its figures flatter you."
