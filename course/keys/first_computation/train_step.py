"""The key of `train-step`."""
from __future__ import annotations

from statistics import mean

from torch.nn import functional

from course.checking.facts import Fact, numeric
from course.checking.key import Key, Misconception, Solution
from course.keys.first_computation.training_ways import (
    accuracy_returned,
    backward_twice,
    bce,
    forward_unrecorded,
    item_before_backward,
    loss_after_step,
    moved_by_hand,
    several_steps,
    step_per_example,
    step_returning_tensor,
    step_then_loss,
    step_with,
    training_step,
)
from course.questions.first_computation.train_step import TRAIN_STEP


def say_what_each_call_did(fact: Fact) -> list[tuple[str, str]]:
    """Say which of two calls returned what: a card shows both side by side."""
    losses = numeric(fact["items"].get("returned", {"kind": "none"}))
    if losses is None or losses.shape != (2,):
        return []
    first, second = losses.tolist()
    same = ", the same again: nothing moved in between" if abs(first - second) < 1e-6 else ""
    return [("Two calls", f"the first returned {first:.4g}, the second {second:.4g}{same}.")]


TRAIN_STEP_KEY = Key(TRAIN_STEP, (
    Solution(
        TRAIN_STEP["train_step"], training_step("zero", "backward", "step"),
        (
            Misconception(
                "no-zero-grad",
                "The first step is right, which makes this hard to see. But `backward` adds to `grad`, it doesn't "
                "replace it: the second step still carries the first gradient. Call `optimizer.zero_grad()`, with its "
                "brackets, once in every step.",
                (training_step("backward", "step"),),
                "`backward` adds to `grad`, so every step begins with `zero_grad`.",
            ),
            Misconception(
                "nothing-moved",
                "Both calls start from the same loss: no parameter has moved. `step` moves them by what `backward` "
                "has just left in `grad`. Are `backward` and `step` both there, with brackets, before `return`, and "
                "with no `zero_grad` in between?",
                tuple(training_step(*order) for order in (
                    ("zero", "step", "backward"), ("step", "backward", "zero"), ("backward", "zero", "step"),
                    ("zero", "backward"), ("backward",), ("step",), (),
                )),
            ),
            Misconception(
                "step-before-backward",
                "All the calls may be there, but your first call moves nothing, and the second moves by the first "
                "one's gradient: each step comes one call late. `step` uses what `backward` has put into `grad`, so "
                "`backward` goes first.",
                (training_step("step", "zero", "backward"), training_step("step", "backward"),
                 step_then_loss(clear=True), step_then_loss(clear=False)),
            ),
            Misconception(
                "loss-not-a-float",
                "The number is right. But it's still in a tensor, or in an array, and a loss tensor can hold on to "
                "the record of all that computed it: a thousand of them fill the memory. Return the number alone, "
                "with `.item()`.",
                (step_returning_tensor, lambda *setup: step_returning_tensor(*setup).detach()),
            ),
            Misconception(
                "loss-after-the-step",
                "The newest loss seems the one to report, and the parameters are right. But it costs a second pass "
                "through the model, and what's asked for is the loss that `backward` started from. Return that one.",
                (loss_after_step,),
            ),
            Misconception(
                "two-steps-a-call",
                "More steps learn more, so a loop looks harmless. But whoever calls you counts each call as one step, "
                "and the check makes its second call itself. Move the parameters once.",
                tuple(several_steps(n, told) for n in (2, 3, 5, 10, 20, 30, 40, 50, 60, 61, 100) for told in (0, -1)),
            ),
            Misconception(
                "logits-and-targets-swapped",
                "Both have the same shape, so nothing complains. But the loss takes what the model says first and "
                "what's true second: the other way around it measures something else. Swap its two arguments.",
                (step_with(lambda model, x, y: bce(y, model(x))),),
            ),
            Misconception(
                "sigmoid-applied-twice",
                "A sigmoid makes probabilities, and a loss on those sounds right. But this one has the sigmoid built "
                "in, as its name says: `with_logits`. Yours is applied twice. Hand it what `model(x)` gives, as it is.",
                (step_with(lambda model, x, y: bce(model(x).sigmoid(), y)),),
            ),
            Misconception(
                "forward-not-recorded",
                "PyTorch can walk back only over what it recorded, and here the logits were computed without a "
                "record: inside `no_grad`, after recording was switched off, or cut off by `detach` or a comparison. "
                "Compute the loss from `model(x)` directly.",
                (forward_unrecorded, lambda model, x, y, optimizer: bce((model(x) > 0).float(), y).backward()),
            ),
            Misconception(
                "another-loss",
                "Squared and absolute errors measure how wrong numbers are, and they'd train something, too. But the "
                "loss asked for is the cross entropy of logits. Use `functional.binary_cross_entropy_with_logits`.",
                (step_with(lambda model, x, y: functional.mse_loss(model(x), y)),
                 step_with(lambda model, x, y: functional.mse_loss(model(x).sigmoid(), y)),
                 step_with(lambda model, x, y: functional.l1_loss(model(x), y)),
                 step_with(lambda model, x, y: functional.l1_loss(model(x).sigmoid(), y))),
            ),
            Misconception(
                "loss-summed",
                "The sum over the examples has its lowest point at the same place. But it makes every gradient n "
                "times as large, and so the step. The loss asked for is the mean, which the function takes by itself.",
                (step_with(lambda model, x, y: bce(model(x), y, reduction="sum")),
                 step_with(lambda model, x, y: bce(model(x), y, reduction="sum"), lambda loss: loss.item() / 6)),
            ),
            Misconception(
                "uphill",
                "The steps have the right length, but they go uphill: with each call the model gets worse. An "
                "optimizer subtracts the gradient already. Leave the loss as it is, with no minus.",
                (step_with(lambda model, x, y: -bce(model(x), y)),
                 step_with(lambda model, x, y: -bce(model(x), y), lambda loss: -loss.item())),
            ),
            Misconception(
                "moved-by-another-rule",
                "That's a step down the slope. But the optimizer you're handed may have another learning rate, "
                "momentum, or a rule of its own such as Adam's. It knows the parameters and how to move them: let it "
                "take the step.",
                tuple(map(moved_by_hand, (None, 0.5, 0.1, 0.05, 0.01, 0.001))),
            ),
            Misconception(
                "loss-rounded",
                "The parameters are right, and a short number reads well. But a function that rounds hands its error "
                "on to whatever is computed next. Return the loss as it is.",
                (*(step_with(lambda model, x, y: bce(model(x), y), lambda loss, n=n: round(loss.item(), n))
                   for n in (3, 2, 1, 0)),
                 step_with(lambda model, x, y: bce(model(x), y), int)),
            ),
            Misconception(
                "loss-as-text",
                "The parameters are right. But text in place of a number is only for reading: nobody can draw a curve "
                "of it. Return the number, and format it where it's shown.",
                (*(step_with(lambda model, x, y: bce(model(x), y), lambda loss, form=form: form.format(loss.item()))
                   for form in ("{}", "{:.2f}", "{:.3f}", "{:.4f}")),),
            ),
            Misconception(
                "accuracy-for-the-loss",
                "The parameters are right, and the accuracy is what we want in the end. But what's asked for is the "
                "loss, the number that `backward` started from.",
                (accuracy_returned(with_loss=False),),
            ),
            Misconception(
                "accuracy-beside-the-loss",
                "The parameters are right, and so is the loss. But `take_step` returned two numbers, and `train_step` "
                "returns one: the loss alone.",
                (accuracy_returned(with_loss=True),),
            ),
            Misconception(
                "cross-entropy-of-classes",
                "`cross_entropy` is for several classes, with a logit for each. Here there's one logit per example, "
                "and it would take all examples together for one. Use `binary_cross_entropy_with_logits`.",
                (step_with(lambda model, x, y: functional.cross_entropy(model(x), y)),
                 step_with(lambda model, x, y: functional.cross_entropy(model(x), y), lambda loss: loss.item() / 6)),
            ),
            Misconception(
                "probabilities-expected",
                "`binary_cross_entropy` wants probabilities from 0 to 1, and your model gives logits, which can be "
                "any number. Its relative `with_logits` takes them as they are.",
                (step_with(lambda model, x, y: functional.binary_cross_entropy(model(x), y)),),
            ),
            Misconception(
                "features-for-logits",
                "`x` holds what goes into the model. The loss compares what comes *out* of it with `y`. Hand `x` to "
                "the model first.",
                (step_with(lambda model, x, y: bce(x, y)),),
            ),
            Misconception(
                "model-opened-up",
                "By hand, `x @ w + b` needed the parameters by name. This model may be any model, and its parameters "
                "are inside: call it on `x`, and it uses them itself.",
                (step_with(lambda model, x, y: bce(x @ model.w + model.b, y)),
                 step_with(lambda model, x, y: bce(x @ model.weight, y)),
                 step_with(lambda model, x, y: bce(x @ model.weight.T + model.bias, y))),
            ),
            Misconception(
                "backward-of-something-else",
                "It's the loss that `backward` starts from, since it was computed last and everything led to it. The "
                "optimizer and the model have no such method. Call it on the loss.",
                (lambda model, x, y, optimizer: optimizer.backward(), lambda model, x, y, optimizer: model.backward()),
            ),
            Misconception(
                "step-of-something-else",
                "The loss knows the slopes, and the model the parameters. But it's the optimizer that takes the step: "
                "neither of the two has a `step`.",
                (lambda model, x, y, optimizer: bce(model(x), y).step(), lambda model, x, y, optimizer: model.step()),
            ),
            Misconception(
                "a-step-per-example",
                "Moving after every single example is training, too. But one call is one step, with the mean loss of "
                "all examples. `model(x)` takes them all at once: no loop is needed.",
                (step_per_example(mean), step_per_example(lambda losses: losses[-1]), step_per_example(sum)),
            ),
            Misconception(
                "list-for-a-number",
                "The parameters are right, and the loss is in your list. But whoever calls you collects the losses, "
                "one per call. Return this call's number alone.",
                (step_with(lambda model, x, y: bce(model(x), y), lambda loss: [loss.item()]),
                 step_with(lambda model, x, y: bce(model(x), y), lambda loss: (loss.item(),))),
            ),
            Misconception(
                "targets-as-whole-numbers",
                "0 and 1 look like whole numbers. But this loss multiplies them with logarithms, so it wants them "
                "decimal, and `y` has them so already. Leave `y` as it is.",
                (step_with(lambda model, x, y: bce(model(x), y.long())),
                 step_with(lambda model, x, y: bce(model(x), y.int()))),
            ),
            Misconception(
                "loss-handed-to-step",
                "It looks as if the optimizer had to be told the loss. But it reads only what `backward` left in "
                "`grad`, and what you put in its brackets it tries to call. Leave them empty.",
                (lambda model, x, y, optimizer: optimizer.step(bce(model(x), y)),),
            ),
            Misconception(
                "logits-reshaped-again",
                "In other loops the logits are (n, 1), and one axis has to go. Here `model(x)` gives (n,) already, "
                "like `y`, so there's no such axis to take away. Use it as it is.",
                (lambda model, x, y, optimizer: model(x).squeeze(1), lambda model, x, y, optimizer: model(x)[:, 0]),
            ),
            Misconception(
                "item-before-backward",
                "`.item()` gives the plain number, and that's what to return. But a number remembers nothing, so it "
                "has no `backward`. Keep the loss tensor until the step is done.",
                (item_before_backward,),
            ),
            Misconception(
                "backward-called-twice",
                "`backward` walks back over the record and throws it away on the way, so a second walk finds nothing. "
                "One call gives all the slopes. Remove the other one.",
                (backward_twice,),
            ),
        ),
        told=say_what_each_call_did,
    ),
))
