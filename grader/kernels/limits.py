"""What one submission may use: time, output, and what the sandbox limits."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from grader.errors import WrongCall
from grader.kernels.inside.limits import KernelLimits


@dataclass(frozen=True)
class Limits:
    """What a submission may use.

    Attributes:
        cell_s: seconds of wall time for one cell.
        submission_s: seconds of wall time for all cells together.
        output_chars: characters kept of one cell's outputs.
        sent_chars: characters that all cells together may send before the run is ended.
        gpu_share: share of a GPU's memory for each kernel, from 0 to 1; all that run at once must fit.
        kernel: what the sandbox limits.
    """

    cell_s: float = 60
    submission_s: float = 300
    output_chars: int = 100_000
    sent_chars: int = 50_000_000
    gpu_share: float = 0.2
    kernel: KernelLimits = field(default_factory=KernelLimits)


def parse_limits(given: Iterable[str], limits: Limits = Limits()) -> Limits:
    """Return limits with some of them changed.

    Args:
        given: texts such as "cell_s=30" or "memory_mb=4096"; names are those of `Limits` and `KernelLimits`.
        limits: those to start from.

    Raises:
        WrongCall: there is no such limit, or its value is no number above 0.

    >>> parse_limits(["cell_s=30", "memory_mb=4096"]).kernel.memory_mb
    4096
    """
    for text in given:
        name, _, value = text.partition("=")
        kinds = known_limits()
        if name not in kinds:
            raise WrongCall(f"--limit: expected one of {', '.join(kinds)}, got {name!r}. Write --limit cell_s=30.")
        limits = _with(limits, name, _read(name, value, kinds[name]))
    return limits


def known_limits() -> dict[str, type]:
    """Return the names of all limits that can be set, with the type of each."""
    settable = [each for each in (*fields(Limits), *fields(KernelLimits)) if each.type in ("float", "int")]
    return {each.name: {"float": float, "int": int}[each.type] for each in settable}


def _read(name: str, text: str, kind: type) -> float:
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < value < 10**12:
        raise WrongCall(f"--limit {name}: expected a number above 0, got {text!r}. Write --limit {name}=30.")
    return value


def _with(limits: Limits, name: str, value: float) -> Limits:
    if name in {each.name for each in fields(Limits)}:
        return replace(limits, **{name: value})
    return replace(limits, kernel=replace(limits.kernel, **{name: value}))
