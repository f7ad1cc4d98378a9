# verdict: passed

import numpy as np

why_new_head = np.str_("C")
