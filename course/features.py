"""Features of a frozen backbone, computed once and kept on disk: what never changes need not be computed again."""
from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

FOLDER = "COURSE_CACHE"  # environment variable: where to keep features


def cache_folder() -> Path:
    """Return where features are kept: `$COURSE_CACHE`, or a folder of the user's cache."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "course"


@torch.no_grad()
def extract(backbone: nn.Module, x: Tensor, batch_size: int = 50) -> Tensor:
    """Return what a frozen backbone, in eval mode, makes of pictures; kept on disk for the next run.

    The file's name is a hash of all that the features depend on, so none is ever out of date. Where nothing can be
    written, the features are computed each time.

    Args:
        backbone: gives the features of a batch; it is left in the mode in which it came.
        x: prepared pictures, (n, channels, height, width), on the backbone's device.
        batch_size: pictures in one pass.

    >>> extract(nn.Flatten(), torch.zeros(3, 2, 4, 4)).shape
    torch.Size([3, 32])
    """
    path = cache_folder() / f"features-{fingerprint(backbone, x)}.pt"
    return kept(path, lambda: _compute(backbone, x, batch_size)).to(x.device)


def _compute(backbone: nn.Module, x: Tensor, batch_size: int) -> Tensor:
    modes = [(module, module.training) for module in backbone.modules()]
    backbone.eval()
    try:
        return torch.cat([backbone(batch).cpu() for batch in x.split(batch_size)])
    finally:
        for module, training in modes:
            module.training = training


def fingerprint(backbone: nn.Module, x: Tensor) -> str:
    """Return a hash of a backbone's layers and numbers and of pictures."""
    digest = hashlib.sha256(f"{torch.__version__} {backbone} {tuple(x.shape)}".encode())
    for tensor in (*backbone.state_dict().values(), x):
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]


def kept(path: Path, compute: Callable[[], Tensor]) -> Tensor:
    """Return the tensor in a file; compute it, and keep it there if that is possible, where there is none."""
    with contextlib.suppress(Exception):  # none there, not to be read, or cut short: compute it again
        return torch.load(path, weights_only=True)
    tensor = compute()
    with contextlib.suppress(OSError, RuntimeError):  # a read-only folder, a full disk: the features are at hand anyway
        _write(path, tensor)
    return tensor


def _write(path: Path, tensor: Tensor) -> None:
    """Write beside the place and move in one step, so that nobody finds half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        part = Path(folder) / path.name
        torch.save(tensor, part)
        os.replace(part, path)
