from torch import nn

NORMS = nn.modules.batchnorm._BatchNorm


def _norms(model, trains):
    return {name: layer for name, layer in model.named_modules()
            if isinstance(layer, NORMS) and layer.weight.requires_grad is trains}


def _loose(case):
    """The frozen BatchNorms that are in train mode, by name."""
    return [name for name in _norms(case.arguments[0], False) if case.came.get_submodule(name).training]


def _still(case):
    """The BatchNorms that train and are in eval mode, by name."""
    return [name for name in _norms(case.arguments[0], True) if not case.came.get_submodule(name).training]


def _leaves(model):
    return [layer for layer in model.modules() if not [*layer.children()]]


def _flags(model):
    return {name: p.requires_grad for name, p in model.named_parameters()}


def _kind(case, kind):
    return [layer for layer in case.came.modules() if isinstance(layer, kind)]


def _same_statistics(case):
    now = dict(case.came.named_buffers())
    return all(torch.equal(old, now[name]) for name, old in case.arguments[0].named_buffers())


def everything_in_train_mode(cases):
    assert all(layer.training for case in cases for layer in case.came.modules())


def everything_in_eval_mode(cases):
    """All in eval mode, Dropout and blocks that train among them."""
    assert not any(layer.training for case in cases for layer in case.came.modules())
    assert any(_kind(case, nn.Dropout) for case in cases) and any(_still(case) for case in cases)


def mode_left_as_it_came(cases):
    for case in cases:
        before, now = ([layer.training for layer in model.modules()] for model in (case.arguments[0], case.came))
        assert before == now


def no_train_before(cases):
    """The head of a model that came in eval mode is still in it, and there the frozen BatchNorms are looked after."""
    came_in_eval = [case for case in cases if not case.arguments[0].training]
    assert came_in_eval
    for case in came_in_eval:
        assert not _loose(case) and not any(layer.training for layer in _kind(case, nn.Linear))


def nothing_done_in_train_mode(cases):
    for case in cases:
        came_in_train = case.arguments[0].training
        assert bool(_loose(case)) == came_in_train and not _still(case)
        assert all(layer.training for layer in _kind(case, nn.Linear))


def every_batchnorm_in_eval_mode(cases):
    """Every BatchNorm of pictures, whether it trains or not."""
    assert not any(layer.training for case in cases for layer in _kind(case, nn.BatchNorm2d))
    assert any(_still(case) for case in cases)


def condition_reversed(cases):
    assert all(len(_loose(case)) == len(_norms(case.arguments[0], False)) for case in cases)
    assert all(len(_still(case)) == len(_norms(case.arguments[0], True)) for case in cases)
    assert any(_still(case) for case in cases)


def some_batchnorms_missed(cases):
    """Some frozen ones are in train mode, others in some model are not; those missed stand deeper."""
    assert any(0 < len(_loose(case)) < len(_norms(case.arguments[0], False)) for case in cases)
    assert any("." in name for case in cases for name in _loose(case)) and not any(map(_still, cases))


def batchnorm1d_missed(cases):
    loose = [case.came.get_submodule(name) for case in cases for name in _loose(case)]
    assert loose and all(isinstance(layer, nn.BatchNorm1d) for layer in loose)


def dropout_in_eval_mode(cases):
    """Dropout, which has no parameters, is off, and the BatchNorms are right."""
    dropouts = [layer for case in cases for layer in _kind(case, nn.Dropout)]
    assert dropouts and not any(layer.training or [*layer.parameters()] for layer in dropouts)
    assert not any(_loose(case) or _still(case) for case in cases)


def blocks_in_eval_mode(cases):
    """No frozen BatchNorm moves, and layers beside them are in eval mode: in a whole ResNet, all of them."""
    assert not any(_loose(case) for case in cases)
    resnets = [case for case in cases if type(case.came).__name__ == "ResNet"]
    assert resnets and not any(layer.training for case in resnets for layer in case.came.modules())


def head_in_eval_mode(cases):
    assert not any(layer.training for case in cases for layer in _kind(case, nn.Linear))
    assert not any(_loose(case) or _still(case) for case in cases)


def only_the_head_in_train_mode(cases):
    assert all([type(layer) for layer in _leaves(case.came) if layer.training] == [nn.Linear] for case in cases)


def statistics_switched_off(cases):
    """The frozen ones are in train mode, with another setting."""
    for case in cases:
        norms = [case.came.get_submodule(name) for name in _loose(case)]
        assert norms and all(norm.momentum == 0 or not norm.track_running_stats for norm in norms)


def statistics_reset(cases):
    assert all(int(case.came.get_submodule(name).num_batches_tracked) == 0
               for case in cases for name in _norms(case.arguments[0], False))
    assert not any(_loose(case) for case in cases)


def statistics_moved(cases):
    """The modes are right, and more batches were counted."""
    assert not any(_loose(case) or _still(case) for case in cases)
    assert all(not _same_statistics(case) for case in cases)
    assert all(case.came.get_submodule(name).num_batches_tracked > old.num_batches_tracked
               for case in cases for name, old in _norms(case.arguments[0], False).items())


def batchnorm_taken_out(cases):
    assert all(isinstance(case.came.get_submodule(name), nn.Identity)
               for case in cases for name in _norms(case.arguments[0], False))


def batchnorm_frozen_too(cases):
    """Some BatchNorm trained before and doesn't any longer."""
    assert any(_flags(case.arguments[0])[f"{name}.weight"] and not _flags(case.came)[f"{name}.weight"]
               for case in cases for name in _norms(case.arguments[0], True))


def everything_unfrozen(cases):
    assert all(all(_flags(case.came).values()) and not all(_flags(case.arguments[0]).values()) for case in cases)


def mode_returned(cases):
    assert all(isinstance(case.came, bool) for case in cases)
