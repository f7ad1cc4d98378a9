"""Claims that hold of models with a new head in several questions."""
import torch
from course.keys.heads import find_head
from torch import nn

NORMS = nn.modules.batchnorm._BatchNorm


def _models(cases):
    """The cases in which a model of the same class came back."""
    return [case for case in cases if type(case.came) is type(case.arguments[0])]


def _logits(model):
    side = getattr(model, "image_size", 32)
    with torch.no_grad():
        return model.eval()(torch.rand(2, 3, side, side))


def _others(model):
    """The parameters before the head, by name."""
    head = find_head(model)
    return {name: p for name, p in model.named_parameters() if not name.startswith(f"{head.name}.")}


def _leaves(model):
    return [type(layer).__name__ for layer in model.modules() if not [*layer.children()]]


def _more(case, *names):
    """How many more layers of some kinds there are than before."""
    return sum(_leaves(case.came).count(name) - _leaves(case.arguments[0]).count(name) for name in names)


def _is_old(case):
    """Whether the head's weight is the one that came in."""
    before, now = find_head(case.arguments[0]).module.weight, find_head(case.came).module.weight
    return before.shape == now.shape and torch.equal(before, now)


def _counts(case):
    """How many batches each BatchNorm has counted, before and after."""
    return [[int(norm.num_batches_tracked) for norm in model.modules() if isinstance(norm, NORMS)]
            for model in (case.arguments[0], case.came)]


def _flags(case):
    """Whether parameters before the head train: pairs of before and after."""
    now = dict(case.came.named_parameters())
    return [(p.requires_grad, now[name].requires_grad) for name, p in _others(case.arguments[0]).items()]


def _head_flags(case):
    return {p.requires_grad for p in find_head(case.came).module.parameters()}


def _has_new_head(case):
    return isinstance(case.came, nn.Module) and find_head(case.came)[2:] == find_head(case.due)[2:]


def width_not_read(cases):
    """The first picture stops at a head of another width."""
    wrong = [case for case in cases if find_head(case.came).width != find_head(case.due).width]
    assert wrong
    for case in wrong:
        try:
            _logits(case.came)
        except RuntimeError:
            continue
        raise AssertionError("a picture passed")


def head_kept(cases):
    assert all(_is_old(case) for case in cases)


def only_the_number_changed(cases):
    """The description says the new number, the weight has the old number of rows."""
    assert all(_is_old(case) and find_head(case.came).n_classes == find_head(case.due).n_classes for case in cases)


def model_made_anew(cases):
    """The right number of logits, from other numbers before the head."""
    assert all(_has_new_head(case) for case in cases)
    for case in cases:
        now = dict(case.came.named_parameters())
        assert any(not torch.equal(p, now[name]) for name, p in _others(case.arguments[0]).items())


def only_the_head_returned(cases):
    assert all(isinstance(case.came, (nn.Linear, nn.Conv2d)) for case in cases)


def rebuilt_as_a_sequence(cases):
    """A Sequential, and the head's old name is nowhere in it."""
    assert all(type(case.came) is nn.Sequential for case in cases)
    assert not any(hasattr(case.came, find_head(case.arguments[0]).name.split(".")[0]) for case in cases)


def class_of_my_own(cases):
    assert not any(isinstance(case.came, (type(case.arguments[0]), nn.Sequential)) for case in cases)
    assert all(_logits(case.came).shape == _logits(case.due).shape for case in cases)


def statistics_moved(cases):
    """More batches were counted than before, and no parameter is another."""
    moved = [case for case in cases if _counts(case)[1] > _counts(case)[0]]
    assert moved
    for case in moved:
        now = dict(case.came.named_parameters())
        assert all(torch.equal(p, now[name]) for name, p in _others(case.arguments[0]).items())


def statistics_reset(cases):
    assert any({*_counts(case)[1]} == {0} != {*_counts(case)[0]} for case in cases if _counts(case)[0])


def statistics_changed(cases):
    """Another mean or variance, though no batch was counted."""
    assert all(_counts(case)[0] == _counts(case)[1] for case in cases)
    for case in cases:
        now = dict(case.came.named_buffers())
        assert any(not torch.equal(old, now[name]) for name, old in case.arguments[0].named_buffers())


def layers_changed(cases):
    """A layer before the head has another class than it had."""
    assert any(type(layer) is not type(case.came.get_submodule(name))
               for case in cases for name, layer in case.arguments[0].named_modules()
               if name != find_head(case.arguments[0]).name)


def layer_added(cases):
    assert all(len(_leaves(case.came)) == len(_leaves(case.arguments[0])) + 1 for case in cases)
    assert all(find_head(case.came).name == find_head(case.arguments[0]).name for case in cases)


def layers_renamed(cases):
    """The same layers, and other names."""
    for case in cases:
        before, now = ({name for name, layer in model.named_modules()} for model in (case.arguments[0], case.came))
        assert sorted(_leaves(case.came)) == sorted(_leaves(case.arguments[0])) and before != now


def numbers_of_another_type(cases):
    assert all({p.dtype for p in _others(case.came).values()} != {torch.float32} for case in cases)


def head_taken_out(cases):
    """As many numbers come out as there are features."""
    assert all(_logits(case.came).shape[1] == find_head(case.arguments[0]).width for case in cases)


def several_layers_for_the_head(cases):
    """One layer that learns more than before, and the old head is not among them."""
    for case in cases:
        before, now = ([p for p in model.parameters() if p.dim() > 1] for model in (case.arguments[0], case.came))
        assert len(now) == len(before) + 1
        old = find_head(case.arguments[0]).module.weight
        assert not any(p.shape == old.shape and torch.equal(p, old) for p in now)


def softmax_behind(cases):
    assert all(_more(case, "Softmax", "LogSoftmax", "Sigmoid") == 1 for case in cases)


def dropout_added(cases):
    assert all(_more(case, "Dropout") == 1 for case in cases)


def layer_beside_the_head(cases):
    assert all(_more(case, "ReLU", "Tanh") == 1 and _has_new_head(case) for case in cases)


def sizes_swapped(cases):
    for case in cases:
        came, due = find_head(case.came), find_head(case.due)
        assert (came.width, came.n_classes) == (due.n_classes, due.width)


def outputs_for_inputs(cases):
    assert all(find_head(case.came).width == find_head(case.arguments[0]).n_classes for case in cases)


def one_class_too_many(cases):
    assert all(find_head(case.came).n_classes == find_head(case.due).n_classes + 1 for case in cases)


def another_number_of_classes(cases):
    """A new head of the right width, and another number of logits in some case."""
    assert not any(_is_old(case) for case in cases)
    assert all(find_head(case.came).width == find_head(case.due).width for case in cases)
    assert any(find_head(case.came).n_classes != find_head(case.due).n_classes for case in cases)


def bias_left_out(cases):
    assert all(find_head(case.came).module.bias is None for case in cases)
    assert all(find_head(case.arguments[0]).module.bias is not None for case in cases)


def head_on_another_device(cases):
    assert all(len({p.device.type for p in case.came.parameters()}) > 1 for case in cases)


def head_frozen_in_part(cases):
    assert all(_head_flags(case) == {True, False} for case in cases)


def body_frozen_too(cases):
    """Some that trained don't, and the head does."""
    wrong = [case for case in cases if (True, False) in _flags(case)]
    assert wrong and all(_head_flags(case) == {True} for case in cases)


def head_frozen(cases):
    assert all(_head_flags(case) == {False} and all(was == now for was, now in _flags(case)) for case in cases)


def left_in_eval_mode(cases):
    assert any(case.arguments[0].training and not case.came.training for case in cases)
    assert all(_has_new_head(case) for case in cases)


def left_in_train_mode(cases):
    assert any(case.came.training and not case.arguments[0].training for case in cases)
    assert all(_has_new_head(case) for case in cases)


def replaced_then_froze_all(cases):
    assert not any(p.requires_grad for case in cases for p in case.came.parameters())
    assert all(_has_new_head(case) for case in cases)


def head_not_used(cases):
    """A layer has a new name, and the number of logits is the old one."""
    new = [case for case in _models(cases)
           if {name for name, _ in case.came.named_modules()} > {name for name, _ in case.arguments[0].named_modules()}]
    assert new and all(_logits(case.came).shape[1] == find_head(case.arguments[0]).n_classes for case in new)


def old_head_inside(cases):
    """The old head's weight is still in it, in front of another layer."""
    for case in cases:
        old, new = find_head(case.arguments[0]), find_head(case.came)
        assert any(p.shape == old.module.weight.shape and torch.equal(p, old.module.weight)
                   for p in case.came.parameters())
        assert new.width == old.n_classes or isinstance(old.module, nn.Conv2d)
