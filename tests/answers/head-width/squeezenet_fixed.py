# verdict: failed
# misconception: squeezenets-width-memorized

from torch import nn

def head_width(model):
    linear = [m for m in model.modules() if isinstance(m, nn.Linear)]
    return linear[-1].in_features if linear else 512
