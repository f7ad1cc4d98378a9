# verdict: passed

import numpy as np

mismatch_cause = np.str_("B")
