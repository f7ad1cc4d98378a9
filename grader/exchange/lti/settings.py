"""The file `lti.toml`: which platform takes the marks, and with which key we sign in there.

    issuer = "https://lms.example.edu"
    client_id = "10000000000042"
    token_url = "https://lms.example.edu/login/oauth2/token"
    key = "lti.pem"                    # an RSA private key, in the class folder, that only you can read
    line_items = "https://lms.example.edu/api/lti/courses/7/line_items"

    [lessons.01_first_computation]     # may be left out: then the column is called like the lesson
    label = "Lesson 1"                 # the column's name; or line_item = "https://…", if it is known

    [learners]                         # unless roster.csv has a column lti_id
    ada = "5d3f9c1e"
"""
from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from grader.errors import WrongCall
from grader.printable import printable

FILE = "lti.toml"
BITS = 2048  # the least that RS256 allows


class Column(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where a lesson's marks go: a line item, or the label of one that is found among all, or made."""

    line_item: str = ""
    label: str = ""


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True, dict=True):
    """What `lti.toml` says; `audience` is who reads our signature, by default the token URL."""

    issuer: str
    client_id: str
    token_url: str
    key: str
    audience: str = ""
    line_items: str = ""
    lessons: Mapping[str, Column] = {}
    learners: Mapping[str, str] = {}

    def column(self, lesson: str) -> Column:
        """Return where a lesson's marks go."""
        own = self.lessons.get(lesson, Column())
        return own if own.label else Column(own.line_item, lesson)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """All addresses that we may write to, by the setting that has them."""
        own = {f"lessons.{name}.line_item": column.line_item for name, column in self.lessons.items()}
        return {name: url for name, url in {"token_url": self.token_url, "line_items": self.line_items, **own}.items()
                if url or name == "token_url"}


def read_settings(class_folder: Path, lesson: str) -> Settings:
    """Return the settings of a class.

    Raises:
        WrongCall: there are none, something in them isn't understood or isn't safe, or they have no place for the
            lesson; of "", no place is expected.
    """
    try:
        text = (class_folder / FILE).read_text(encoding="utf-8")
        settings = msgspec.toml.decode(text, type=Settings)
    except FileNotFoundError:
        raise WrongCall(f"{FILE}: expected the platform's settings in the class folder, got no such file. "
                        "docs/lms.md has an example.") from None
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        raise WrongCall(f"{FILE}: expected the platform's settings, got something else: {printable(error)[:200]}. "
                        "Correct it; docs/lms.md has an example.") from None
    for name, url in settings.addresses.items():
        if not is_secure(url):
            raise WrongCall(f"{FILE}: {name}: expected an address that begins with https:// (http:// on this machine "
                            f"only), got {printable(url)[:80] or 'nothing'}. Copy it from the platform.")
    if lesson and not settings.column(lesson).line_item and not settings.line_items:
        raise WrongCall(f"{FILE}: expected line_items, or line_item in [lessons.{printable(lesson)}], got neither. "
                        "Copy the address from the platform.")
    return settings


def is_secure(url: str) -> bool:
    """Return whether what is sent to an address can't be read on the way.

    >>> is_secure("https://lms.edu/a"), is_secure("http://127.0.0.1:80/a"), is_secure("http://lms.edu"), is_secure("a")
    (True, True, False, False)
    """
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port != 0
    except ValueError:
        return False
    host = parts.hostname or ""
    if not host or not port_is_sound or parts.username is not None:
        return False
    return parts.scheme == "https" or parts.scheme == "http" and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def origin(url: str) -> tuple[str, str, int | None]:
    """Return what says which server an address means."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def read_key(class_folder: Path, settings: Settings) -> tuple[str, str]:
    """Return the private and the public key, as PEM.

    Raises:
        WrongCall: it can't be read, others can read it, or it is no RSA key of 2048 bits or more; the message has
            nothing of what is in it.
    """
    path = class_folder / settings.key
    where = f"{FILE}: key: {printable(settings.key)[:80]}"
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
                raise WrongCall(f"{where}: expected a file that only you can read, got one that others can (mode "
                                f"{stat.S_IMODE(mode):o}). Call `chmod 600` on it, and make a new key if others are on "
                                "this machine.")
            content = file.read(100_000)
    except OSError as error:
        raise WrongCall(f"{where}: expected the file of a private key, got {type(error).__name__}. "
                        "docs/lms.md shows how to make one.") from None
    return content.decode("ascii", "replace"), _public_half(content, where)


def _public_half(content: bytes, where: str) -> str:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

    try:
        key = load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, RSAPrivateKey) or key.key_size < BITS:
        raise WrongCall(f"{where}: expected an RSA private key of {BITS} bits or more, in PEM and without a "
                        "passphrase, got something else. docs/lms.md shows how to make one.")
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")
