# verdict: failed
# misconception: class-of-my-own
from torch import nn


class Classifier(nn.Module):
    def __init__(self, backbone, n_classes):
        super().__init__()
        self.head = nn.Linear(backbone.fc.in_features, n_classes)
        backbone.fc = nn.Identity()
        self.backbone = backbone

    def forward(self, x):
        return self.head(self.backbone(x))


def prepare(model, n_classes):
    model.requires_grad_(False)
    return Classifier(model, n_classes)
