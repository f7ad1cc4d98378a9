from claims_of_heads import *
from claims_of_heads import _flags, _has_new_head, _head_flags


def froze_nothing(cases):
    """All that came in trainable still train, and what came frozen is frozen."""
    assert all(was == now for case in cases for was, now in _flags(case))
    assert any((True, True) in _flags(case) for case in cases) and all(_has_new_head(case) for case in cases)


def flags_set_to_true(cases):
    assert all(now for case in cases for _, now in _flags(case))
    assert any((False, True) in _flags(case) for case in cases)


def flags_flipped(cases):
    assert all(was != now for case in cases for was, now in _flags(case))


def frozen_in_part(cases):
    assert any({now for _, now in _flags(case)} == {True, False} for case in cases)
    assert all(_head_flags(case) == {True} for case in cases)


def head_frozen_and_body_not(cases):
    assert all(_head_flags(case) == {False} for case in cases)
    assert any((True, True) in _flags(case) for case in cases)
