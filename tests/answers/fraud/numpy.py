# verdict: passed

import numpy as np

found, there = np.int64(12), np.int64(100)
ship_it = np.bool_(False)
missed_share = np.float32((there - found) / there)
