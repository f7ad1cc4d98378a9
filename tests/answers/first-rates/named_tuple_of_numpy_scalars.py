# verdict: passed

from typing import NamedTuple

import numpy as np


class Rates(NamedTuple):
    precision: float
    recall: float
    accuracy: float


def rates(tp, fn, fp, tn):
    table = np.array([[tp, fn], [fp, tn]], dtype=np.float32)
    return Rates(table[0, 0] / table[:, 0].sum(), table[0, 0] / table[0].sum(), table.trace() / table.sum())
