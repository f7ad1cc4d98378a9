"""Errors that end a command, or refuse a hand-in, with one line."""
from __future__ import annotations


class WrongCall(Exception):
    """The command cannot be carried out as it was called; the message says what to do."""


class Refused(Exception):
    """A hand-in that cannot be read; the message says why in one line, for learner and instructor."""
