# verdict: passed

from torchvision import models


def head_width(model):
    print("a model of class", type(model).__name__)
    if isinstance(model, models.ResNet):
        return model.fc.in_features
    if isinstance(model, models.VisionTransformer):
        return model.heads.head.in_features
    if isinstance(model, models.SwinTransformer):
        return model.head.in_features
    if isinstance(model, models.DenseNet):
        return model.classifier.in_features
    if isinstance(model, models.SqueezeNet):
        return model.classifier[1].in_channels
    return model.classifier[-1].in_features
