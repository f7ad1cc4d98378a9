"""The key of `fit-classifier`."""
from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from course.checking.key import Key, Misconception, Solution
from course.keys.linear_layers.fit_classifier_reading import read_fit, tell_fit
from course.keys.linear_layers.fit_classifier_ways import (
    computed_once,
    fixed,
    formula,
    in_batches,
    on_a_copy,
    on_logits,
    row_by_row,
    sgd_with,
    trainer,
    with_loss,
    with_optimizer_of,
    without_recording,
)
from course.questions.linear_layers.fit_classifier import FIT_CLASSIFIER

FIT_CLASSIFIER_KEY = Key(FIT_CLASSIFIER, (
    Solution(
        FIT_CLASSIFIER["fit"], trainer(),
        (
            Misconception(
                "shapes-differ",
                "This loss has just saved you, by refusing two shapes that don't match: the layer gives (n, 1), the "
                "targets are (n,). Bring the logits to (n,) before the loss, with `squeeze(1)`.",
                with_loss(functional.binary_cross_entropy_with_logits,
                          lambda logits, y: functional.binary_cross_entropy_with_logits(logits.squeeze(0), y),
                          lambda logits, y: functional.binary_cross_entropy(logits.sigmoid(), y)),
            ),
            Misconception(
                "logits-for-probabilities",
                "`BCELoss` is for a yes or no, too. But it wants probabilities, and a layer gives logits, which may be "
                "any number. Look in the table for its relative that takes logits.",
                with_loss(lambda logits, y: functional.binary_cross_entropy(logits.squeeze(1), y)),
            ),
            Misconception(
                "squared-error-of-logits",
                "MSE trained the last model well, and it runs here, too. But it pulls each logit toward 0 or 1, and "
                "punishes the ones that are surer than that. For a yes or no, take the loss made for logits.",
                with_loss(lambda logits, y: functional.mse_loss(logits.squeeze(1), y)),
            ),
            Misconception(
                "squared-error-broadcast",
                "It runs, but two things hide in it. (n, 1) minus (n,) is (n, n), so every row meets every target. And "
                "MSE is for quantities; for a yes or no, take the loss made for logits. It refuses such shapes.",
                with_loss(lambda logits, y: (logits - y).square().mean(),
                          lambda logits, y: (logits.sigmoid() - y).square().mean()),
            ),
            Misconception(
                "squared-error-of-probabilities",
                "A sigmoid and then MSE does compare a probability with the truth. But where the model is sure and "
                "wrong, the sigmoid is flat and hardly passes a gradient on. Give logits to the loss made for them.",
                with_loss(lambda logits, y: functional.mse_loss(logits.squeeze(1).sigmoid(), y)),
            ),
            Misconception(
                "sigmoid-inside-the-loss-twice",
                "The loss is the right one, but it applies a sigmoid itself. Yours came first, so it took "
                "probabilities for logits, and the loss can't get small. Give it the logits.",
                with_loss(lambda logits, y: on_logits(logits.sigmoid(), y)),
            ),
            Misconception(
                "sigmoid-and-then-a-logarithm",
                "On paper it's the same, and near 0 it works. But a large logit's sigmoid rounds to exactly 1, and the "
                "logarithm of 1 − 1 can't be right anymore. The table has a loss that takes logits and does both steps "
                "in one, without losing digits.",
                with_loss(lambda logits, y: functional.binary_cross_entropy(logits.squeeze(1).sigmoid(), y), formula),
            ),
            Misconception(
                "cross-entropy-for-one-logit",
                "`CrossEntropyLoss` is for one logit per class. With one logit per row, it knows of a single class, or "
                "it takes the rows for classes. Which loss in the table takes one logit per case?",
                with_loss(lambda logits, y: functional.cross_entropy(logits.squeeze(1), y),
                          lambda logits, y: functional.cross_entropy(logits, y[:, None]),
                          lambda logits, y: functional.cross_entropy(logits, y.long()),
                          lambda logits, y: functional.cross_entropy(logits, y),
                          lambda logits, y: functional.cross_entropy(logits.squeeze(1), y.long())),
            ),
            Misconception(
                "logits-and-targets-swapped",
                "The loss is the right one. But it got the targets where it takes the logits, and runs all the same. "
                "The predictions come first: `loss_fn(logits, y)`.",
                with_loss(lambda logits, y: on_logits(y[:, None], logits.squeeze(1))),
            ),
            Misconception(
                "whole-number-targets",
                "Whole numbers are what `CrossEntropyLoss` wants. The loss for one logit per case takes targets of the "
                "same kind as the logits. `y` comes as float already: leave it so.",
                with_loss(lambda logits, y: on_logits(logits, y.long())),
            ),
            Misconception(
                "absolute-error",
                "The absolute error is for quantities, such as a price. For a yes or no, take the loss in the table "
                "that is made for one logit per case.",
                with_loss(*(lambda logits, y, loss=loss: loss(logits.squeeze(1), y) for loss in (
                    functional.l1_loss, functional.smooth_l1_loss, functional.huber_loss)),
                    lambda logits, y: functional.l1_loss(logits.squeeze(1).sigmoid(), y)),
            ),
            Misconception(
                "softmax-over-one-logit",
                "Softmax deals out a whole among several logits. Over a single one it gives 1 for every row; over the "
                "rows it makes them compete. Leave it out: the loss takes the logits as they are.",
                with_loss(lambda logits, y: on_logits(logits.softmax(dim=1), y),
                          lambda logits, y: on_logits(logits.softmax(dim=0), y)),
            ),
            Misconception(
                "loss-made-of-data",
                "`nn.BCEWithLogitsLoss(…)` makes a loss, and its brackets hold options. Make it first, with empty "
                "brackets, and then call what you made on logits and targets.",
                with_loss(lambda logits, y: nn.BCEWithLogitsLoss(logits.squeeze(1), y)),  # type: ignore[arg-type]
            ),
            Misconception(
                "losses-not-averaged",
                "A loss for each row is a fine thing to look at. But `backward` starts from a single number. Leave out "
                "`reduction=\"none\"`, or average over the rows.",
                with_loss(lambda logits, y: functional.binary_cross_entropy_with_logits(
                    logits.squeeze(1), y, reduction="none")),
            ),
            Misconception(
                "number-before-backward",
                "`.item()` gives a plain number for your list. But a plain number knows no gradients, and `backward` "
                "has to be called on the tensor. Take `.item()` only where you note the loss.",
                with_loss(lambda logits, y: on_logits(logits, y).item()),
            ),
            Misconception(
                "nothing-recorded",
                "The loss can be computed, but nothing leads back from it to the weights: a `no_grad`, a `detach` or a "
                "decision such as `logits > 0` cuts the way. Take the loss from the logits themselves, with recording "
                "on.",
                (without_recording,
                 *with_loss(lambda logits, y: on_logits(logits.detach(), y),
                            lambda logits, y: on_logits((logits > 0).float(), y))),
            ),
            Misconception(
                "computed-before-the-loop",
                "The first step works. But each step changes the weights, so logits and loss must be computed anew, "
                "and what `backward` has used is gone. Call the model inside the loop.",
                (computed_once("logits"), computed_once("loss")),
            ),
            Misconception(
                "optimizer-without-parameters",
                "The optimizer wants the tensors that it should change, and it got the model or a method. Hand it "
                "`model.parameters()`, with brackets.",
                (with_optimizer_of(lambda model: model), with_optimizer_of(lambda model: model.parameters)),
            ),
            Misconception(
                "arguments-in-another-order",
                "Something isn't where your function expects it. The caller goes by places, not by names: `model, x, "
                "y, n_steps, learning_rate`. Keep them in this order.",
                (lambda model, x, y, n_steps, rate: trainer()(y, model, x, n_steps, rate),
                 lambda model, x, y, n_steps, rate: trainer()(model, x, y, rate, n_steps)),
            ),
            Misconception(
                "losses-summed",
                "Every row counts, so a sum seems fair. But the sum grows with the number of rows, and so does each "
                "step. Average over the rows: it's what the loss does on its own.",
                with_loss(lambda logits, y: functional.binary_cross_entropy_with_logits(
                    logits.squeeze(1), y, reduction="sum")),
            ),
            Misconception(
                "gradients-never-cleared",
                "The first step is right, and everything runs. But `backward` adds to `grad`, so each later step "
                "carries all gradients before it. Call `optimizer.zero_grad()` once in every step.",
                (trainer("backward", "step"),),
            ),
            Misconception(
                "model-not-moved",
                "Every loss is right, but it's the same one each time: the model never moves. `backward()` has to fill "
                "the gradients, and `step()` has to use them before `zero_grad()` clears them. Which call is missing, "
                "has lost its brackets, or comes too early?",
                tuple(trainer(*calls) for calls in (
                    ("zero", "backward"), ("backward",), ("zero", "step"), ("backward", "zero", "step"),
                    ("zero", "step", "backward"))),
            ),
            Misconception(
                "another-model-trained",
                "Something is trained here, and its losses fall. But the model that came in is as it was: whoever "
                "called you goes on with that one. Give its own parameters to the optimizer, and make no new model.",
                (on_a_copy,),
            ),
            Misconception(
                "each-step-one-behind",
                "All three calls are there, but each step uses the gradient of the step before. Call `backward` "
                "before `step`, with `zero_grad` ahead of both.",
                (trainer("step", "zero", "backward"),),
            ),
            Misconception(
                "other-optimizer",
                "It trains, perhaps even faster. But what's asked for is plain gradient descent, each step the "
                "learning rate times the gradient. Use `torch.optim.SGD` with nothing but `lr`.",
                (*(trainer(optimizer=kind) for kind in (
                    torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad)),
                 sgd_with(momentum=0.9), sgd_with(momentum=0.9, nesterov=True), sgd_with(momentum=0.5),
                 *(sgd_with(weight_decay=decay) for decay in (0.1, 0.01, 1.0))),
            ),
            Misconception(
                "uphill",
                "Each step has the right size, but it goes up: the loss grows. Gradients point uphill, so a step "
                "subtracts them. Look for a sign that is turned, or for `maximize`.",
                (sgd_with(maximize=True), trainer(loss_of=lambda logits, y: -on_logits(logits, y)),
                 trainer(loss_of=lambda logits, y: -on_logits(logits, y),
                         give=lambda losses, model: [-loss for loss in losses])),
            ),
            Misconception(
                "learning-rate-fixed",
                "That learning rate works for many layers. But the caller chooses it: pass `learning_rate` on to the "
                "optimizer.",
                tuple(fixed(learning_rate=rate) for rate in (0.1, 0.01, 0.001, 0.5)),
            ),
            Misconception(
                "steps-fixed",
                "That many steps may be a good number. But the caller chooses it: take `n_steps` of them.",
                (fixed(n_steps=10), fixed(n_steps=20)),
            ),
            Misconception(
                "step-too-many",
                "Each step is right, but there's one too many, or one too few. `range(n_steps)` gives exactly "
                "`n_steps` of them.",
                (trainer(more=1), trainer(more=-1)),
            ),
            Misconception(
                "returned-too-early",
                "The first step is right. But `return` inside the loop ends it there, after one step of many. Move it "
                "out of the loop, to the left.",
                (fixed(n_steps=1),),
            ),
            Misconception(
                "last-loss-only",
                "The training is right. But a single number can't show whether the loss went down. Append each one to "
                "a list, and return the list.",
                tuple(trainer(give=give) for give in (
                    lambda losses, model: losses[-1], lambda losses, model: losses[-1:],
                    lambda losses, model: sum(losses) / len(losses), lambda losses, model: sum(losses),
                    lambda losses, model: losses[0], lambda losses, model: min(losses))),
            ),
            Misconception(
                "model-for-losses",
                "The training is right, and the caller has the model already: you changed the one that came in. What's "
                "missing is how it went. Return the list of losses.",
                (trainer(give=lambda losses, model: model),),
            ),
            Misconception(
                "model-and-losses",
                "The training is right, and so are the losses. But the caller has the model already. Return the list "
                "of losses alone.",
                (trainer(give=lambda losses, model: (model, losses)),
                 trainer(give=lambda losses, model: (losses, model))),
            ),
            Misconception(
                "losses-after-their-steps",
                "The newest loss seems the one to note, and the training is right. But it costs a second pass, and the "
                "height you started from is lost. Note the loss that `backward` starts from.",
                (trainer(after=True),),
            ),
            Misconception(
                "part-of-the-rows",
                "Batches are how large tables are trained on, and every row may get its turn. But here each step is to "
                "take all rows together: one call `model(x)`, one loss, one step.",
                (row_by_row, in_batches(32), in_batches(3)),
            ),
        ),
        reading=read_fit, told=tell_fit,
    ),
))
