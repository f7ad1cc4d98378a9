# verdict: failed
# misconception: widest-linear

from torch import nn

def head_width(model):
    linear = [m.in_features for m in model.modules() if isinstance(m, nn.Linear)]
    if linear:
        return max(linear)
    return [m.in_channels for m in model.modules() if isinstance(m, nn.Conv2d)][-1]
