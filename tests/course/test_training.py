import copy

import pytest
import torch
from torch import nn
from torch.nn import functional
from torchmetrics.functional.classification import binary_accuracy, multiclass_accuracy

from course import training

generator = torch.Generator().manual_seed(0)
X = torch.randn(10, 3, generator=generator)
Y = torch.randint(4, (10,), generator=generator)


def classifier():
    model = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5))
    return model, torch.optim.SGD(model[0].parameters(), lr=0.1)


@pytest.mark.parametrize(("logits", "targets", "metric"), [
    pytest.param(X[:, 0], (Y > 1).float(), lambda z, y: binary_accuracy(z.sigmoid(), y), id="two classes, one logit"),
    pytest.param(torch.cat([X, -X[:, :1]], dim=1), Y,
                 lambda z, y: multiclass_accuracy(z, y, num_classes=4, average="micro"), id="four classes"),
])
def test_accuracy_is_torchmetrics(logits, targets, metric):
    assert training.accuracy(logits, targets) == pytest.approx(metric(logits, targets).item())
    assert 0 < training.accuracy(logits, targets) < 1


def test_accuracy_refuses_targets_that_would_broadcast():
    with pytest.raises(ValueError, match=r"expected targets of shape \(10,\), got \(10, 1\)"):
        training.accuracy(X[:, 0], Y[:, None])


def test_fit_takes_the_steps_of_a_plain_pytorch_loop():
    model, expected = nn.Linear(3, 4), nn.Linear(3, 4)
    expected.load_state_dict(model.state_dict())
    optimizers = [torch.optim.SGD(m.parameters(), lr=0.3, momentum=0.9) for m in (model, expected)]
    losses = []
    for _ in range(5):
        optimizers[1].zero_grad()
        loss = functional.cross_entropy(expected(X), Y)
        loss.backward()
        optimizers[1].step()
        losses.append(loss.item())
    history = training.fit(model, X, Y, optimizers[0], n_epochs=5, progress=False)
    torch.testing.assert_close(model.weight, expected.weight)
    assert history.loss == pytest.approx(losses)


@pytest.mark.parametrize("batch_size", [pytest.param(4, id="last batch smaller"), pytest.param(None, id="all at once")])
def test_history_counts_every_case_once(batch_size):
    model = nn.Linear(3, 4)
    still = torch.optim.SGD(model.parameters(), lr=0.0)
    history = training.fit(model, X, Y, still, n_epochs=1, batch_size=batch_size, progress=False)
    loss, score = training.evaluate(model, X, Y, functional.cross_entropy)
    assert history.loss == pytest.approx([loss]) and history.score == pytest.approx([score])


def test_held_out_figures_are_measured_after_the_epoch_in_eval_mode():
    model, optimizer = classifier()
    history = training.fit(model, X[:6], Y[:6], optimizer, n_epochs=2, held_out=(X[6:], Y[6:]), progress=False)
    plain = copy.deepcopy(model).eval()
    assert history.held_out_loss[-1] == pytest.approx(functional.cross_entropy(plain(X[6:]), Y[6:]).item())
    assert len(history.held_out_score) == 2


@pytest.mark.parametrize("mode", [pytest.param(True, id="train"), pytest.param(False, id="eval")])
def test_evaluate_leaves_the_model_in_its_mode(mode):
    model, _ = classifier()
    model.train(mode)
    first, second = (training.evaluate(model, X, Y, functional.cross_entropy, batch_size=size) for size in (3, 10))
    assert first == pytest.approx(second)
    assert all(module.training == mode for module in model.modules())


def test_order_of_mini_batches_follows_the_seed():
    def losses(seed):
        torch.manual_seed(0)
        model = nn.Linear(3, 4)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        return training.fit(model, X, Y, optimizer, n_epochs=3, batch_size=3, seed=seed, progress=False).loss

    assert losses(1) == losses(1) != losses(2)


def test_progress_bar_goes_to_standard_output(capsys):
    model, optimizer = classifier()
    training.fit(model, X, Y, optimizer, n_epochs=2)
    shown = capsys.readouterr()
    assert "2/2" in shown.out and "loss=" in shown.out and shown.err == ""
