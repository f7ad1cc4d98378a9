# verdict: passed

from torch import nn
from torchvision import models


def replace_head(model, n_classes):
    if isinstance(model, models.ResNet):
        model.fc = nn.Linear(model.fc.in_features, n_classes)
    elif isinstance(model, models.VisionTransformer):
        model.heads[-1] = nn.Linear(model.heads[-1].in_features, n_classes)
    elif isinstance(model, models.SwinTransformer):
        model.head = nn.Linear(model.head.in_features, n_classes)
    elif isinstance(model, models.DenseNet):
        model.classifier = nn.Linear(model.classifier.in_features, n_classes)
    elif isinstance(model, models.SqueezeNet):
        model.classifier[1] = nn.Conv2d(model.classifier[1].in_channels, n_classes, kernel_size=(1, 1))
        model.num_classes = n_classes
    else:
        place = len(model.classifier) - 1
        model.classifier[place] = nn.Linear(model.classifier[place].in_features, n_classes)
    return model
