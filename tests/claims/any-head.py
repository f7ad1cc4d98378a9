from course.keys.heads import find_head
from torch import nn

from claims_of_heads import *
from claims_of_heads import _flags, _has_new_head, _head_flags, _is_old, _leaves, _logits, _models, _more


def squeezenet_forgotten(cases):
    """All is well with the families that have a Linear; SqueezeNet's convolution has layers after it."""
    for case in cases:
        is_squeezenet = type(case.arguments[0]).__name__ == "SqueezeNet"
        assert isinstance(find_head(case.arguments[0]).module, nn.Conv2d) == is_squeezenet
        assert _has_new_head(case) != is_squeezenet
        if is_squeezenet:
            assert [type(layer).__name__ for layer in case.arguments[0].classifier[2:]] == ["ReLU", "AdaptiveAvgPool2d"]


def only_the_families_known_by_name(cases):
    """Right for some, and an error for others."""
    assert any(_has_new_head(case) for case in cases)
    assert sum(isinstance(case.came, Exception) for case in cases) > 2


def some_families_forgotten(cases):
    """Right for most, and the others keep their heads where the hint says."""
    places = {"VisionTransformer": "heads.head", "SwinTransformer": "head", "DenseNet": "classifier",
              "SqueezeNet": "classifier.1"}
    wrong = [case for case in cases if isinstance(case.came, Exception)]
    assert 0 < len(wrong) < len(cases) / 2
    for case in wrong:
        assert find_head(case.arguments[0]).name == places[type(case.arguments[0]).__name__]
    assert all(_has_new_head(case) for case in cases if case not in wrong)


def linear_for_a_convolution(cases):
    """A Linear where a convolution was, and nothing else is wrong."""
    wrong = [case for case in cases if not _has_new_head(case)
             or type(find_head(case.came).module) is not type(find_head(case.due).module)]
    assert len(wrong) == 1 and isinstance(find_head(wrong[0].came).module, nn.Linear)
    assert isinstance(find_head(wrong[0].arguments[0]).module, nn.Conv2d)


def kernel_of_another_size(cases):
    heads = [(find_head(case.came).module, find_head(case.arguments[0]).module) for case in cases]
    kernels = [(new.kernel_size, old.kernel_size) for new, old in heads if isinstance(old, nn.Conv2d)]
    assert kernels and all(new > old for new, old in kernels)


def first_layer_for_the_last(cases):
    """Where a model has several Linears, the head is the old one."""
    several = [case for case in cases if _leaves(case.arguments[0]).count("Linear") > 1]
    assert several and all(_is_old(case) for case in several)


def every_linear_replaced(cases):
    """Where a model has several Linears, each has as many outputs as there are classes."""
    several = [case for case in cases if _leaves(case.arguments[0]).count("Linear") > 1]
    assert several
    for case in several:
        linears = [layer for layer in case.came.modules() if type(layer) is nn.Linear]
        assert {layer.out_features for layer in linears} == {find_head(case.due).n_classes} and len(linears) > 1


def dropout_lost(cases):
    """Fewer Dropouts than before, and as many layers that learn."""
    assert any(_more(case, "Dropout") < 0 for case in cases)
    assert all(_more(case, "Linear", "Conv2d") == 0 for case in cases)


def whole_classifier_dropped(cases):
    """Other layers than Dropout are gone, where there were any next to the head."""
    wrong = [case for case in cases if len(_leaves(case.came)) < len(_leaves(case.arguments[0]))]
    assert wrong and any(_more(case, "Linear", "ReLU", "AdaptiveAvgPool2d", "Hardswish") < 0 for case in wrong)
    right = [case for case in cases if case not in wrong]
    assert all(_has_new_head(case) for case in right)


def dotted_name_in_setattr(cases):
    """A name with a dot among the model's own layers."""
    assert any("." in name for case in cases for name in case.came._modules)


def old_head_inside(cases):
    """The old head's weight is still in it, and the layer after it gives what was asked for."""
    for case in cases:
        old = find_head(case.arguments[0]).module.weight
        assert any(p.shape == old.shape and torch.equal(p, old) for p in case.came.parameters())
        assert _more(case, "Linear") == 1


def head_not_used(cases):
    """A layer has a new name, and the number of logits is the old one; in some families, the name is the head's."""
    new = [case for case in _models(cases)
           if {name for name, _ in case.came.named_modules()} > {name for name, _ in case.arguments[0].named_modules()}]
    assert len(new) > 2 and all(_logits(case.came).shape[1] == find_head(case.arguments[0]).n_classes for case in new)


def body_woken_too(cases):
    """Some that were frozen train, and the head does."""
    assert any((False, True) in _flags(case) for case in cases)
    assert all(_head_flags(case) == {True} for case in cases)


def frozen_as_the_old_head(cases):
    """Frozen where the model came in frozen, and only there."""
    assert all(_head_flags(case) == {p.requires_grad for p in case.arguments[0].parameters()} for case in cases)
