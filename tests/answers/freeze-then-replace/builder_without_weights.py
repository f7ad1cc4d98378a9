# verdict: failed
# misconception: model-made-anew

from torch import nn
from torchvision.models import resnet50


def prepare(model, n_classes):
    model = resnet50(weights=None).requires_grad_(False)
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
