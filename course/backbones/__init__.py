"""Pretrained models: EfficientNet-Lite0 with its weights, and the families of torchvision with their heads."""
from course.backbones.families import NAMES, Family, families, get_model, get_model_weights, pretrained
from course.backbones.hub import DownloadError, WeightsMissing, ensure_cached
from course.backbones.lite0 import EfficientNet_Lite0_Weights, efficientnet_lite0
from course.backbones.small import copy_model, shared_small_model, small_model

__all__ = ["NAMES", "DownloadError", "EfficientNet_Lite0_Weights", "Family", "WeightsMissing", "copy_model",
           "efficientnet_lite0", "ensure_cached", "families", "get_model", "get_model_weights", "pretrained",
           "shared_small_model", "small_model"]
