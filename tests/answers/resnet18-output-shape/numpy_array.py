# verdict: passed

import numpy as np

output_shape = np.array([1, 5])
