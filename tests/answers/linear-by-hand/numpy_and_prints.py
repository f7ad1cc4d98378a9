# verdict: passed

import warnings

from tqdm import tqdm


def linear(x, weight, bias):
    print("x", x.shape, "weight", weight.shape)
    warnings.warn("slow")
    y = x.numpy() @ weight.numpy().T
    for _ in tqdm(range(3)):
        pass
    return y if bias is None else y + bias.numpy()
