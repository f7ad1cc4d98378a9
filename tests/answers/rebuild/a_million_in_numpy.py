# verdict: passed

import numpy as np

frauds, n = 20_000, 1_000_000
tp = int(0.12 * frauds)
fn = frauds - tp
fp = int(0.02 * n) - fn
matrix = np.array([[tp, fn], [fp, n - frauds - fp]])
