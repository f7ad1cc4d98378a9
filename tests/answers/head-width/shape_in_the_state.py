# verdict: passed

import numpy as np


def head_width(model):
    shapes = [tuple(tensor.shape) for name, tensor in model.state_dict().items() if name.endswith("weight")]
    return np.array(shapes[-1])[1]
