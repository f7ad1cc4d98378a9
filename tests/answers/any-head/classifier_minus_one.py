# verdict: failed
# misconception: squeezenet-forgotten
from torch import nn


def replace_head(model, n_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, n_classes)
    elif hasattr(model, "heads"):
        model.heads.head = nn.Linear(model.heads.head.in_features, n_classes)
    elif hasattr(model, "head"):
        model.head = nn.Linear(model.head.in_features, n_classes)
    elif isinstance(model.classifier, nn.Linear):
        model.classifier = nn.Linear(model.classifier.in_features, n_classes)
    else:
        model.classifier[-1] = nn.Linear(model.classifier[-1].in_features, n_classes)
    return model
