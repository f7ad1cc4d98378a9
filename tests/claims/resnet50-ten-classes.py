from claims_of_heads import *
from claims_of_heads import _has_new_head


def all_frozen(cases):
    assert not any(p.requires_grad for case in cases for p in case.came.parameters())


def works_on_a_copy(cases):
    """What came back is another object than the model that was handed over."""
    assert all(case.came is not case.left[0] and _has_new_head(case) for case in cases)
