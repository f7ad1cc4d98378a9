import math

from course.keys.heads import find_head
from torch import nn


def _model(case):
    return case.arguments[0]


def _trained(case):
    return [p for p in _model(case).parameters() if p.requires_grad]


def _names(case):
    """The names of what an optimizer holds of the model that was handed over; "" for what isn't the model's."""
    known = {id(p): name for name, p in case.left[0].named_parameters()}
    return [known.get(id(p), "") for group in case.came.param_groups for p in group["params"]]


def _due_names(case):
    return [name for name, p in _model(case).named_parameters() if p.requires_grad]


def _flags(model):
    return [p.requires_grad for p in model.parameters()]


def _rates(case):
    return [group["lr"] for group in case.came.param_groups]


def _holds_what_trains(cases):
    return all(sorted(_names(case)) == sorted(_due_names(case)) for case in cases)


def all_parameters_counted(cases):
    assert all(case.came == sum(p.numel() for p in _model(case).parameters()) for case in cases)


def state_dict_counted(cases):
    """More than all parameters wherever there are running statistics."""
    assert all(case.came == sum(t.numel() for t in _model(case).state_dict().values()) for case in cases)
    assert any(case.came > sum(p.numel() for p in _model(case).parameters()) for case in cases)


def tensors_counted(cases):
    """As many as there are tensors: of those that train, or of all."""
    assert all(case.came in (len(_trained(case)), len([*_model(case).parameters()])) for case in cases)


def rows_counted(cases):
    assert all(case.came == sum(p.shape[0] for p in _trained(case)) for case in cases)


def two_axes_counted(cases):
    """Right where only a Linear trains, and too few for a convolution."""
    assert any(case.came == case.due for case in cases if _trained(case))
    wrong = [case for case in cases if case.came != case.due]
    assert wrong and all(any(p.dim() > 2 for p in _trained(case)) and case.came < case.due for case in wrong)


def head_only_counted(cases):
    """The head, or its weight, whatever trains."""
    for case in cases:
        head = find_head(_model(case)).module
        assert case.came in (head.weight.numel(), head.weight.numel() + head.bias.numel())
    assert any(case.due == 0 < case.came for case in cases)


def head_called_fc(cases):
    """Right for a ResNet, and an error elsewhere."""
    assert {type(_model(case)).__name__ for case in cases if not isinstance(case.came, Exception)} == {"ResNet"}


def biases_forgotten(cases):
    """Too few wherever something trains, by the biases at least."""
    for case in cases:
        biases = sum(p.numel() for name, p in _model(case).named_parameters()
                     if p.requires_grad and name.endswith("bias"))
        assert case.came <= case.due - biases
    assert any(case.due for case in cases)


def layers_inside_only(cases):
    """Right but for a parameter of the model itself."""
    wrong = [case for case in cases if case.came != case.due]
    assert wrong
    for case in wrong:
        assert case.came == case.due - sum(p.numel() for p in _model(case).parameters(recurse=False))


def counted_once_per_level(cases):
    assert all(case.came > case.due or case.due == 0 for case in cases) and any(case.due for case in cases)
    for case in cases:
        depth = max(name.count(".") + 1 for name, p in _model(case).named_parameters())
        assert case.came <= case.due * (depth + 1)


def frozen_ones_counted(cases):
    assert all(case.came == sum(p.numel() for p in _model(case).parameters() if not p.requires_grad) for case in cases)


def nothing_found(cases):
    """Nothing; and a fresh model has no gradients, a state dict no tensor that requires one."""
    assert all(case.came == 0 for case in cases)
    assert all(p.grad is None for case in cases for p in _model(case).parameters())
    assert not any(t.requires_grad for case in cases for t in _model(case).state_dict().values())


def values_summed(cases):
    assert all(abs(case.came - sum(p.sum().item() for p in _trained(case))) <= len(_trained(case)) + 1
               for case in cases)


def no_whole_number(cases):
    assert all(case.came == case.due and not isinstance(case.came, int) for case in cases)


def count_written_down(cases):
    assert {case.came for case in cases} == {30_735} == {15 * 2048 + 15}


def flags_changed_for_the_count(cases):
    assert any(_flags(_model(case)) != _flags(case.left[0]) for case in cases)


def all_parameters_held(cases):
    assert all(len(_names(case)) == len([*_model(case).parameters()]) for case in cases)


def parameters_of_another_head(cases):
    assert all("" in _names(case) for case in cases)


def head_only_held(cases):
    """The head's weight and bias, though something else trains too."""
    for case in cases:
        head = find_head(_model(case)).name
        assert _names(case) == [f"{head}.weight", f"{head}.bias"]
    assert any(len(_due_names(case)) > 2 for case in cases)


def fc_held(cases):
    """Right for a ResNet, and an error elsewhere."""
    assert {type(_model(case)).__name__ for case in cases if not isinstance(case.came, Exception)} == {"ResNet"}


def part_of_the_head_held(cases):
    """The head's weight and not its bias."""
    for case in cases:
        head = find_head(_model(case)).name
        assert f"{head}.weight" in _names(case) and f"{head}.bias" not in _names(case)


def layers_inside_only_held(cases):
    missing = [{*_due_names(case)} - {*_names(case)} for case in cases]
    assert any(missing) and all("." not in name for names in missing for name in names)


def frozen_ones_held(cases):
    assert all(not {*_names(case)} & {*_due_names(case)} and _names(case) for case in cases)


def learning_rate_ignored(cases):
    assert _holds_what_trains(cases)
    assert any(not math.isclose(_rates(case)[0], case.arguments[1]) for case in cases)


def rates_of_several_groups(cases):
    assert all(len({*_rates(case)}) > 1 for case in cases if len(_names(case)) > 1)


def scheduler_returned(cases):
    """The optimizer is inside."""
    assert all(isinstance(case.came.optimizer, torch.optim.Optimizer) for case in cases)


def parameters_returned(cases):
    assert not any(isinstance(case.came, torch.optim.Optimizer) or hasattr(case.came, "step") for case in cases)
    assert all(isinstance(p, nn.Parameter) for case in cases for p in case.came)


def flags_changed(cases):
    assert any(_flags(_model(case)) != _flags(case.left[0]) for case in cases)
