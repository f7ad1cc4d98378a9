# verdict: failed
# misconception: head-not-put-back

from torch import nn


def head_width(model):
    for place, kind in (("fc", "in_features"), ("head", "in_features"), ("classifier", "in_features")):
        if isinstance(getattr(model, place, None), nn.Linear):
            width = getattr(getattr(model, place), kind)
            setattr(model, place, nn.Identity())
            return width
    layers = model.heads if hasattr(model, "heads") else model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], (nn.Linear, nn.Conv2d)):
            width = layers[i].weight.shape[1]
            layers[i] = nn.Identity()
            return width
