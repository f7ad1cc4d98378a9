from course import backbones
from torch import nn
from torchvision import models

from claims_of_letters import *
from claims_of_letters import _given


def changes_the_input_size(cases):
    """The option about the size, which the number of features doesn't depend on."""
    model = backbones.small_model("resnet18", width=64, n_classes=3).eval()
    model.fc = nn.Identity()
    assert model(torch.zeros(1, 3, 64, 64)).shape == model(torch.zeros(1, 3, 96, 96)).shape
    assert _given(cases) == "A"


def makes_the_model_much_smaller(cases):
    """Nine tenths stay, and ten rows hold less than a thousand."""
    with torch.device("meta"):
        model = models.resnet50(weights=None)
    n_all, n_head = (sum(p.numel() for p in part.parameters()) for part in (model, model.fc))
    assert n_all - n_head > 0.9 * n_all and _given(cases) == "B"


def faster_because_layers_go(cases):
    assert _given(cases) == "D"
