# verdict: passed

import numpy as np

weight_shape = np.zeros((5, 20)).shape
bias_shape = torch.tensor([5])
n_parameters = np.int64(20 * 5 + 5)
output_shape = np.array([8, 12, 5])
