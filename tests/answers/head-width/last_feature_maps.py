# verdict: failed
# misconception: feature-maps-for-the-head

from torch import nn


def head_width(model):
    n_classes = [p for p in model.parameters() if p.ndim > 1][-1].shape[0]
    maps = [m.out_channels for m in model.modules() if isinstance(m, nn.Conv2d) and m.out_channels != n_classes]
    return maps[-1]
