# verdict: failed
# misconception: numpy-default
# points: 0.5

import numpy as np

predicted_shape = (2, 3)
predicted_dtype = (np.ones((2, 3)) / 2).dtype
