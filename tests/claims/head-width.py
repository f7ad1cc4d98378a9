from torch import nn

KIND = "its result is no whole number of Python"


def _family(case):
    return type(case.arguments[0]).__name__


def _linears(case):
    return [layer for layer in case.arguments[0].modules() if isinstance(layer, nn.Linear)]


def _says(case, flag):
    return case.fact["items"][flag]["value"]


def _all_right(cases):
    return all(case.came == case.due for case in cases)


def _classes(case):
    return [p for p in case.arguments[0].parameters()][-1].shape[0]


def always_512(cases):
    """Always this number; for one kind of ResNet it is right, for another four times too small."""
    assert all(case.came == 512 for case in cases)
    assert {512, 2048} <= {case.due for case in cases if _family(case) == "ResNet"}


def widths_memorized(cases):
    """Another number than the model has, where its width is in no table; right for most others."""
    wrong = [case for case in cases if case.came != case.due]
    assert any(case.due in (128, 96) for case in wrong) and len(wrong) <= 3
    assert len({case.due for case in cases if _family(case) == "ResNet"} - {case.came for case in cases}) >= 1


def squeezenets_width_memorized(cases):
    """Right but for one SqueezeNet; its head is a convolution."""
    (wrong,) = [case for case in cases if case.came != case.due]
    assert _family(wrong) == "SqueezeNet" and not _linears(wrong)
    assert any(_family(case) == "SqueezeNet" and case.came == case.due for case in cases)


def classes_for_features(cases):
    """The number of classes, wherever there's a Linear."""
    assert all(case.came == _classes(case) for case in cases if _linears(case))


def first_linear(cases):
    """In the families that are named, there are others before the head, and it isn't the head's width that came."""
    named = {"VGG", "MobileNetV3", "ConvNeXt", "VisionTransformer", "SwinTransformer"}
    assert all((len(_linears(case)) > 1) == (_family(case) in named) for case in cases)
    assert {"VGG", "MobileNetV3"} <= {_family(case) for case in cases if case.came != case.due}
    first = [next(m for m in case.arguments[0].modules() if isinstance(m, (nn.Linear, nn.Conv2d))) for case in cases]
    assert all(case.came in (_linears(case)[0].in_features, layer.weight.shape[1])
               for case, layer in zip(cases, first) if _linears(case))


def widest_linear(cases):
    """The largest of them all, which in some families is another one than the last."""
    for case in cases:
        widths = [layer.in_features for layer in _linears(case)]
        assert not widths or case.came == max(widths)
    assert any(case.came != case.due and len(_linears(case)) > 1 for case in cases)
    assert sum(case.came == case.due for case in cases) > len(cases) / 2


def convolution_forgotten(cases):
    """Right wherever the model has a Linear."""
    assert all((case.came == case.due) == bool(_linears(case)) or _family(case) == "SqueezeNet" for case in cases)
    assert any(case.came != case.due and _family(case) == "SqueezeNet" for case in cases)


def resnets_place_only(cases):
    """Right for ResNet; nothing else has an fc."""
    assert all(case.came == case.due if _family(case) == "ResNet" else "no attribute 'fc'" in str(case.came)
               for case in cases)


def some_places_by_name(cases):
    """Right for some families, an error for others."""
    assert any(case.came == case.due for case in cases)
    assert any(isinstance(case.came, (AttributeError, TypeError)) for case in cases)
    assert all(case.came == case.due or isinstance(case.came, (AttributeError, TypeError)) for case in cases)


def feature_maps_for_the_head(cases):
    """In VGG and MobileNetV3, what the last convolution gives isn't what the head takes."""
    wrong = {_family(case) for case in cases if case.came != case.due}
    assert {"VGG", "MobileNetV3"} <= wrong
    assert all(any(layer.out_channels == case.came for layer in case.arguments[0].modules()
                   if isinstance(layer, nn.Conv2d)) for case in cases if case.came != case.due)


def layer_for_its_width(cases):
    assert all(isinstance(case.came, nn.Module) for case in cases)


def shape_for_width(cases):
    assert all(len(case.came) >= 2 and case.due in [*case.came] for case in cases)


def number_of_another_kind(cases):
    assert all(int(case.came) == case.due and not isinstance(case.came, int) and _says(case, KIND) for case in cases)


def left_in_eval_mode(cases):
    assert _all_right(cases) and not any(case.left[0].training for case in cases)
    assert any(case.arguments[0].training for case in cases)


def left_in_train_mode(cases):
    assert _all_right(cases) and all(case.left[0].training for case in cases)
    assert not all(case.arguments[0].training for case in cases)


def statistics_moved(cases):
    assert _all_right(cases)
    assert any(_says(case, "the model's buffers, such as BatchNorm's statistics, hold other numbers") for case in cases)
    assert not any(_says(case, "the model's weights hold other numbers now") for case in cases)


def weights_overwritten(cases):
    assert _all_right(cases)  # a new VisionTransformer's head is all zeros as it is
    assert all(_says(case, "the model's weights hold other numbers now") or _family(case) == "VisionTransformer"
               for case in cases)


def parameters_frozen(cases):
    """Fewer parameters require gradients than before."""
    assert _all_right(cases)
    assert all(sum(p.requires_grad for p in case.left[0].parameters()) < len([*case.arguments[0].parameters()])
               for case in cases)


def hook_left(cases):
    assert _all_right(cases)
    assert all(any(m._forward_pre_hooks or m._forward_hooks for m in case.left[0].modules()) for case in cases)


def head_not_put_back(cases):
    """The number is right; the model gives features now, and no logits."""
    assert _all_right(cases)
    assert all(len([*case.left[0].parameters()]) < len([*case.arguments[0].parameters()]) for case in cases)
