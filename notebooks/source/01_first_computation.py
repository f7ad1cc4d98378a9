# %% [markdown]
# # Lesson 1 · First PyTorch computation
#
# A flower, an email, a payment: PyTorch sees each of them as a row of numbers. You'll build a model that turns such rows
# into answers. But first, be the model. (To run the two gray cells below, click the first and press Shift+Enter twice.)

# %% role="setup"
import pandas as pd
import torch
from torch import Tensor, nn
from torch.nn import functional

from course import case, check, data, hint, play, plots, progress, training
from course.predictions import my_guesses, predict
from course.yours import yours

torch.set_num_threads(1)  # tensors this small are fastest on one core

# %%
flowers = data.iris(["sepal length", "petal width"])
x, y = flowers.x, flowers.y
play.line(x, y, flowers.features, flowers.classes)

# %% role="proof"
from course.predictions import right_choice  # noqa: E402
from sklearn.datasets import load_iris  # noqa: E402

raw, species = load_iris(return_X_y=True)
assert x.equal(torch.tensor(raw[50:, [0, 3]], dtype=torch.float32)) and y.equal(torch.tensor(species[50:] - 1.0).float())
pulls = [int(play.line(x, y, flowers.features, flowers.classes).draw(turn, shift).alt.split(": ")[1].split()[0])
         for turn in range(-85, 90, 5) for shift in range(-60, 65, 5)]
assert max(pulls) == 95

# %% [markdown]
# Here are a hundred irises of two kinds. **Turn and shift the line: how many can you get right?** 95 is the most. Remember
# your score: your code will soon take over.
#
# <details>
# <summary><b>What you'll be able to do</b></summary>
#
# - make, read, index, reshape and move tensors;
# - broadcast, reduce over a <code>dim</code>, tell <code>@</code> from <code>*</code>;
# - get slopes with <code>requires_grad</code>, <code>backward</code> and <code>grad</code>;
# - write a training loop, and read its loss curve and accuracy;
# - read a confusion matrix, and choose the number that fits the goal.
#
# </details>
#
# <details>
# <summary><b>How to work, and the nine questions</b></summary>
#
# <code>YOUR CODE HERE</code> and <code>...</code> are yours to fill in; the next cell checks your answer, and the lesson
# goes on with it. Run All is safe. Grading uses other inputs.
#
# Stuck? The button below a card opens hints, step by step, and they're free.
#
# question | points | minutes
# ---|---|---
# `tensor-shape` | 2 | 3, easy
# `broadcast` | 2 | 8, medium
# `row-softmax` | 3 | 8, medium
# `gradient` | 3 | 7, medium
# `train-step` | 4 | 6, medium
# `is-it-learning` | 3 | 4, easy
# `first-rates` | 2 | 4, easy
# `fraud` | 2 | 2, easy
# `fraud-why` | 2 | 5, medium
#
# Plan 47 minutes for the questions and 43 for the rest.
#
# </details>
#
# ## Three quick questions
#
# 1. In Python, what's `[3, 5, 8][1]`?
# 2. Does the curve y = x² rise or fall at x = −1?
# 3. A test finds 8 of 10 sick people. What share does it miss?
#
# <details>
# <summary>Answers</summary>
#
# 1\. It's 5. 2\. It falls. 3\. It misses 0.2.
#
# </details>

# %% [markdown]
# ## Shape, dtype, device
#
# A **tensor** is a block of numbers. Your flowers come as two tensors: `x` holds the measurements, `y` the kinds. The
# first thing to ask of any tensor is its **shape**.

# %%
x.shape

# %% role="proof"
assert x.shape == (100, 2) and y.shape == (100,) and (y == 1).sum() == 50 and x.dtype == y.dtype == torch.float32

# %% [markdown]
# Two **axes**: 100 flowers, 2 numbers each. `y` has shape `(100,)`, a single axis: one number per flower, 0 for
# versicolor and 1 for virginica. It's the **target**, what a model should say.
#
# The **dtype** is the kind of number inside: `torch.tensor([3, 5])` is `int64`, `torch.tensor([3.0, 5.0])` is `float32`.
# `+` and `*` keep whole numbers whole; `/` always gives `float32`.
#
# **Indexing** reads parts of it. A number removes its axis, a slice `a:b` keeps it, and `:` alone takes everything.
#
# you write | you get | shape
# ---|---|---
# `x[0]` | the first flower | `(2,)`
# `x[0, 1]` | its petal width, a single number | `()`
# `x[:, 1]` | every petal width | `(100,)`
# `x[0:3]` | flowers 0, 1 and 2 | `(3, 2)`
# `x[y == 1]` | every virginica | `(50, 2)`

# %% role="proof"
assert [tuple(part.shape) for part in (x[0], x[0, 1], x[:, 1], x[0:3], x[y == 1])] == [(2,), (), (100,), (3, 2), (50, 2)]

# %% [markdown]
# ### Two ways to a new shape
#
# Take a tensor `six` of shape (2, 3). `six.reshape(3, 2)` and its transpose `six.T` both have shape (3, 2). Are they equal?

# %%
predict("reshape-or-transpose", ["Yes, they're equal", "No, same shape but different places",
                                 "No, one of them raises an error"])

# %%
six = torch.arange(1, 7).reshape(2, 3)  # (2, 3)
plots.grids(("six.reshape(3, 2)", six.reshape(3, 2)), "←", ("six", six), "→", ("six.T", six.T))

# %% role="proof"
assert six.T.shape == six.reshape(3, 2).shape and not six.T.equal(six.reshape(3, 2))
assert right_choice("reshape-or-transpose") == "No, same shape but different places"

# %% [markdown]
# Results look scrambled? Suspect this mix-up.
#
# ### To a device and back
#
# The **device** is where the numbers live: on the `"cpu"`, or on a graphics card, a GPU, with a memory of its own
# (`"cuda"` for NVIDIA's, `"mps"` for Apple's). `x.to("cuda")` returns a copy over there, `.cpu()` one over here. All
# tensors in one operation must live on the same device.

# %% [markdown]
# ### Going deeper: more about tensors

# %%
whole = torch.tensor([3, 5, 8])
decimal = torch.tensor([3.0, 5.0, 8.0])
whole.dtype, decimal.dtype, (whole + 1).dtype, (whole * 0.5).dtype

# %% role="proof"
assert (whole.dtype, decimal.dtype, (whole / 2).dtype, (whole + 1).dtype) == (
    torch.int64, torch.float32, torch.float32, torch.int64)
assert x.to("meta").is_meta and x.cpu() is x

# %% [markdown]
# A whole number times 0.5 is decimal, too.
#
# - Other makers take a shape: `torch.zeros(2, 3)`, `torch.ones(2, 3)`, `torch.rand(2, 3)`. `torch.arange(6)` makes a
#   range.
# - With `-1`, PyTorch works out one size for you: `six.reshape(-1)` has shape `(6,)`.
# - If a tensor is on the device already, `.to(device)` and `.cpu()` give you the same tensor, not a copy.
# - The rule of one device has an exception: a single number, shape `()`, may stay on the CPU and still be combined with
#   tensors on a GPU.

# %% role="proof"
assert six.reshape(-1).shape == (6,)
assert (torch.ones(2, device="meta") * torch.tensor(2.0)).is_meta

# %% [markdown]
# ### Question `tensor-shape`: predict before you run
# *about 3 minutes · easy · 2 points*
#
# ```python
# counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
# halves = counts.T / 2
# ```
#
# Without running it: what will `halves` be? Write its shape as a tuple in `predicted_shape` and its dtype, such as
# `torch.bool`, in `predicted_dtype`.

# %% answer="tensor-shape"
### BEGIN SOLUTION
predicted_shape = (2, 3)
predicted_dtype = torch.float32
### END SOLUTION

# %% check="tensor-shape" points=2
check("tensor-shape", predicted_shape, predicted_dtype)

# %% [markdown]
# ## Broadcasting
#
# A column of three meets a row of four, and PyTorch adds them: it repeats each one (dashed cells) until their shapes
# match.

# %%
column = torch.tensor([[0], [10], [20]])  # (3, 1)
row = torch.tensor([1, 2, 3, 4])          # (4,)
plots.grids(("column\n(3, 1) → (3, 4)", column.expand(3, 4)), "+", ("row\n(4,) → (3, 4)", row.expand(3, 4)),
            "=", ("column + row", column + row))

# %% [markdown]
# This is **broadcasting**:
#
# 1. Line the shapes up at their **last** axis. A missing axis counts as size 1.
# 2. Two sizes fit when they're equal or one of them is 1. The result takes the one that isn't 1.
# 3. If any pair doesn't fit, PyTorch raises an error.
#
# So what does `torch.ones(2, 3) + torch.ones(2)` give?

# %%
predict("two-by-three-plus-two", ["a tensor of shape (2, 3)", "a tensor of shape (2, 3, 2)", "an error"])

# %% role="proof"
try:
    torch.ones(2, 3) + torch.ones(2)
except RuntimeError as raised:
    assert "size of tensor a (3) must match the size of tensor b (2)" in str(raised)
    assert right_choice("two-by-three-plus-two") == "an error"

# %% [markdown]
# ### Question `broadcast`: the shape of a result
# *about 8 minutes · medium · 2 points*
#
# Write `broadcast_shape(a, b)`. It takes two shapes, tuples of sizes from 1 up such as `(3, 1)` and `(4,)`; `()` is
# the shape of a single number. Return the shape of the result as a tuple, here `(3, 4)`. If the shapes don't fit, raise
# an error, such as a `ValueError`.
#
# You may use `torch.broadcast_shapes`, which does it all, errors included.

# %% answer="broadcast"
def broadcast_shape(a: tuple, b: tuple) -> tuple:
    """Return the shape that tensors of shapes `a` and `b` broadcast to."""
    ### BEGIN SOLUTION
    n_axes = max(len(a), len(b))
    padded_a = (1,) * (n_axes - len(a)) + a
    padded_b = (1,) * (n_axes - len(b)) + b
    if any(i != j and 1 not in (i, j) for i, j in zip(padded_a, padded_b)):
        raise ValueError(f"shapes {a} and {b} do not broadcast")
    return tuple(j if i == 1 else i for i, j in zip(padded_a, padded_b))
    ### END SOLUTION

# %% check="broadcast" points=2
check("broadcast", broadcast_shape)

# %% [markdown]
# ## Reduce over a dim
#
# Two shops, three days: `sales` is (2, 3). In a sum, `dim` names the axis that **disappears**: `dim=1` adds along each
# row and gives (2,), `dim=0` down each column and gives (3,). With `keepdim=True`, the axis stays, with size 1:

# %%
sales = torch.tensor([[1.0, 3.0, 2.0], [30.0, 20.0, 10.0]])  # (2, 3): two shops, three days
per_shop = sales.sum(dim=1, keepdim=True)                    # (2, 1)
plots.grids(("sales", sales), "sum(dim=1,\nkeepdim=True) →", ("per_shop", per_shop))

# %% [markdown]
# Why keep it? Because then the result broadcasts back: `sales / per_shop`, (2, 3) / (2, 1), makes each day a share of its
# own shop's total. Shape (2,) wouldn't fit.
#
# `max` with a `dim` gives two tensors: `.values`, the largest numbers, and `.indices`, where they are. For
# `sales.max(dim=1)`, that's 3 and 30, at 1 and 0.

# %% role="proof"
assert sales.sum(dim=1).shape == (2,)
assert torch.allclose((sales / per_shop).sum(dim=1), torch.ones(2))
assert sales.max(dim=1).values.tolist() == [3, 30] and sales.max(dim=1).indices.tolist() == [1, 0]

# %% [markdown]
# ### Going deeper: when numbers grow too large
#
# A `float32` holds numbers up to about 3.4 × 10³⁸. For which of these does `exp(x)` still fit: 10, 88, 89, 10,000? (A
# factor of ten is worth 2.3 in the exponent: $e^{2.3}$ is about 10.)

# %%
predict("largest-exp", ["only 10", "10 and 88", "10, 88 and 89", "all four"])

# %%
powers = torch.tensor([10.0, 88.0, 89.0, 10_000.0]).exp()  # (4,)
powers, powers / powers

# %% role="proof"
assert powers.isfinite().tolist() == [True, True, False, False] and (powers / powers).isnan()[2:].all()
assert right_choice("largest-exp") == "10 and 88"

# %% [markdown]
# `inf` means too large for the dtype. `nan`, "not a number", is what `inf / inf` gives, and it spreads to everything
# that's computed from it.

# %% [markdown]
# ### Question `row-softmax`: scores to probabilities
# *about 8 minutes · medium · 3 points*
#
# A classifier gives each example one score per class. **Softmax** turns the scores of a row into probabilities:
#
# $$p_{ij} = \frac{e^{s_{ij}}}{\sum_k e^{s_{ik}}}$$
#
# Write `row_softmax(scores)`. `scores` has shape (B, C): B examples, C classes, float. Return a new tensor of the same
# shape in which every **row** sums to 1, and leave `scores` as it is. It must also work for a score of 10,000, whose
# exponential no float can hold. This helps: $e^{a-m} / e^{b-m} = e^a / e^b$, whatever $m$ is.
#
# You may use `torch.softmax`.

# %% answer="row-softmax"
def row_softmax(scores: Tensor) -> Tensor:
    """Return the probabilities of each row, (B, C) → (B, C)."""
    ### BEGIN SOLUTION
    highest = scores.max(dim=1, keepdim=True).values  # (B, 1)
    powers = (scores - highest).exp()                 # (B, C), at most 1, so nothing overflows
    return powers / powers.sum(dim=1, keepdim=True)   # (B, C) / (B, 1) → (B, C)
    ### END SOLUTION

# %% check="row-softmax" points=3
check("row-softmax", row_softmax)

# %% [markdown]
# ## `@` against `*`
#
# `*` multiplies number by number and broadcasts. `@` multiplies and then **adds up** over the axis that both share: the
# last of the left tensor, the first of the right one. That axis disappears.

# %%
features = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (3, 2): three examples
weights = torch.tensor([10.0, 1.0])                            # (2,): one weight per feature
plots.grids(("features", features), "*", ("weights", weights), "=", ("features * weights", features * weights),
            "add up\neach row →", ("features @ weights", features @ weights))

# %% role="proof"
assert torch.equal(features @ weights, (features * weights).sum(dim=1))

# %% [markdown]
# Each example becomes one number, the weighted sum of its **features**. That's a whole model already.
#
# ---
#
# **A good place to stop.** You can read a shape, broadcast, sum along an axis and multiply: the grammar of PyTorch. When
# you're back, choose *Run → Run All Above Selected Cell*, and a model will learn.
#
# ---

# %% [markdown]
# ## A model, and how wrong it is
#
# Your line from the beginning has an equation: $w_1 \cdot \text{sepal length} + w_2 \cdot \text{petal width} + b = 0$.
# On the line the left side is 0. On one side of the
# line it's positive, on the other negative. The two **weights** turn the line, and the **bias** `b` shifts it.
#
# So the left side, `logit = x @ w + b`, is a model: above 0 it says *virginica*, below 0 *versicolor*. Its score is called
# a **logit**.
#
# ### Some flowers for later
#
# We set 30 flowers aside. They're **held out**, to judge the model by flowers it hasn't seen. Then each column is
# **standardized**: minus its mean, divided by its standard deviation, both of the training flowers only.

# %%
device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
train_rows, held_rows = data.split(y, held_out=0.3, seed=0)      # row numbers, (70,) and (30,), half of each kind
mean, std = x[train_rows].mean(dim=0), x[train_rows].std(dim=0)  # (2,) and (2,)
scaled, kind = ((x - mean) / std).to(device), y.to(device)       # (100, 2) and (100,)
x_train, y_train = scaled[train_rows], kind[train_rows]          # (70, 2) and (70,)
x_held, y_held = scaled[held_rows], kind[held_rows]              # (30, 2) and (30,)
start = torch.tensor([1.5, -1.0], device=device)                 # (2,): the weights to begin with

# %% role="proof"
from course.device import best_device  # noqa: E402

assert best_device() == torch.device(device)
assert len(x_train) == 70 and len(x_held) == 30 and y_held.mean() == 0.5
assert not set(train_rows.tolist()) & set(held_rows.tolist())
assert all(map(torch.equal, (mean, std), data.statistics(x[train_rows])))

# %% [markdown]
# The first line picks your fastest **device**; later lessons call it `best_device()`.
#
# How wrong is a logit? On the correct side of 0, far out, a flower costs next to nothing. On the wrong side, the cost
# grows with the distance:

# %%
logit = torch.linspace(-4, 4, 81)  # (81,); logit[40] is 0
costs = {"a versicolor": -torch.sigmoid(-logit).log(), "a virginica": -torch.sigmoid(logit).log()}
plots.curves({name: cost.tolist() for name, cost in costs.items()}, x=logit.tolist(), xlabel="logit",
             ylabel="cost of one flower", colors=(plots.NEGATIVE, plots.POSITIVE))

# %% role="proof"
bce = functional.binary_cross_entropy_with_logits
assert torch.allclose(costs["a virginica"], bce(logit, torch.ones(81), reduction="none"), atol=1e-5)
assert torch.allclose(costs["a versicolor"], bce(logit, torch.zeros(81), reduction="none"), atol=1e-5)
assert torch.sigmoid(logit[40]) == 0.5 and all(abs(cost[40] - 0.693) < 0.001 for cost in costs.values())

# %% [markdown]
# The average of this cost over all flowers is the **loss**, here the binary **cross entropy**:
# `functional.binary_cross_entropy_with_logits(logits, y)`. **Learning means making the loss small.**
#
# (The cost is −ln of the probability that `torch.sigmoid` gives the flower's own kind. At logit 0 it's −ln ½ = 0.693, the
# cost of "I don't know".)

# %% [markdown]
# ## Gradients
#
# To make the loss small, we need to know which way is down. Let's practice with a single weight and the cost
# `(w - 1) ** 2`. How fast it grows to the right is its **slope**. Where the
# slope is positive, a smaller weight costs less; where it's negative, a larger one does.

# %%
plots.slopes(lambda w: (w - 1) ** 2, points=[-1.0, 1.0, 3.0], span=(-2.2, 4.2))

# %% [markdown]
# PyTorch finds slopes by itself. Its recorder is called **autograd**:

# %%
w = torch.tensor(3.0, requires_grad=True)  # record what is computed from w
cost = (w - 1) ** 2
cost.backward()                            # walk the record backwards, from a single number
w.grad                                     # the slope of the cost at w

# %% role="proof"
assert w.grad == 4

# %% [markdown]
# It's the 4 from the picture. Compute the same cost again and call `backward` a second time: what will `w.grad` be?

# %%
predict("backward-again", ["0", "4", "8", "16"])

# %%
cost = (w - 1) ** 2
cost.backward()
w.grad

# %% role="proof"
assert w.grad == 8 and right_choice("backward-again") == "8"

# %% [markdown]
# So a training loop has to clear `grad` in every step.
#
# With several weights, one call gives all the slopes; together they're the **gradient**. If `w` has shape (3,),
# `(w**2).sum().backward()` fills `w.grad` with `2 * w`. The sum makes the single number that `backward` starts from.

# %% role="proof"
w = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
(w**2).sum().backward()
assert torch.equal(w.grad, 2 * w.detach())

# %% [markdown]
# ### Question `gradient`: the slope of any curve
# *about 7 minutes · medium · 3 points*
#
# Write `slope(f, x)`. `f` is a function that works on a tensor element by element, such as `torch.sin`. `x` is a float
# tensor of any shape, including `()`, without `requires_grad`. Return a tensor of the shape of `x` with the slope of `f` at
# each element, computed by autograd.
#
# Leave `x` as it is: afterwards, `x.requires_grad` is still False and `x.grad` still None. `x.clone().requires_grad_()`
# is a copy from which PyTorch records. You may also use `torch.autograd.grad` or `torch.func.grad`.

# %% answer="gradient"
def slope(f, x: Tensor) -> Tensor:
    """Return the derivative of `f` at each element of `x`, in the shape of `x`."""
    ### BEGIN SOLUTION
    x = x.detach().clone().requires_grad_()  # a copy: the caller's tensor records nothing
    f(x).sum().backward()                    # each element of x moves its own term of the sum only
    return x.grad
    ### END SOLUTION

# %% check="gradient" points=3
check("gradient", slope)

# %% [markdown]
# ## One training step
#
# Back to the flowers: new weight = weight − learning rate × slope. The **learning rate** sets how far a step
# goes. **Accuracy** is the share of flowers on the right side.

# %%
def take_step(w, b, learning_rate=0.5, clear=True):
    """Move the line w, b by one step; return loss and accuracy before it."""
    logits = x_train @ w + b  # (70, 2) @ (2,) + () → (70,)
    loss = functional.binary_cross_entropy_with_logits(logits, y_train)  # ()
    if clear:
        w.grad = b.grad = None
    loss.backward()        # fills w.grad (2,) and b.grad ()
    with torch.no_grad():  # record nothing here: this moves the weights, it isn't part of the loss
        w -= learning_rate * w.grad
        b -= learning_rate * b.grad
    right = (logits > 0) == (y_train == 1)  # (70,) bool: on the right side?
    return loss.item(), right.float().mean().item()  # .item(): the number inside

# %% [markdown]
# Training is this step, many times. Our first line knows nothing. After one step, the loss will be…

# %%
predict("loss-after-one-step", ["smaller", "equal", "larger"])

# %%
def train(learning_rate=0.5, clear=True):
    w, b = start.clone().requires_grad_(), torch.zeros((), device=device, requires_grad=True)
    losses, accuracies = [], []
    for _ in range(60):
        loss, accuracy = take_step(w, b, learning_rate, clear)
        losses.append(loss)
        accuracies.append(accuracy)
    return losses, accuracies

good = train()
plots.history(training.History(loss=good[0], score=good[1]), chance=0.5, xlabel="step")

# %% role="proof"
assert good[0][1] < good[0][0] and right_choice("loss-after-one-step") == "smaller"
assert abs(good[1][0] - 0.5) < 0.1 and good[1][10] > 0.70 and good[1][-1] > 0.90

# %% [markdown]
# **You're watching a model learn!** The accuracy starts near **chance**, or guessing: 0.5 for two kinds of equal size. It
# passes 0.70 within ten steps and ends above 0.90.
#
# On the left, each point is a pair of weights; the paler, the smaller the loss. **Play:** which learning rate gets to the
# bottom, and which never settles?

# %%
play.descent(x_train, y_train, start.tolist(), ["sepal length", "petal width"], flowers.classes)

# %% [markdown]
# ### Question `train-step`: the step in PyTorch's words
# *about 6 minutes · medium · 4 points*
#
# The numbers that training moves, here `w` and `b`, are **parameters**. An **optimizer** knows them all:
#
# by hand | with an optimizer
# ---|---
# `logits = x @ w + b` | `logits = model(x)`
# `w.grad = b.grad = None` | `optimizer.zero_grad()`
# `loss.backward()` | the same
# `w -= learning_rate * w.grad`, also for `b` | `optimizer.step()`
# `loss.item()`, a Python float | the same
#
# Write `train_step(model, x, y, optimizer)`. `x` is (n, features), `y` is (n,) with 0.0 and 1.0, and `model(x)` gives n
# logits, (n,). Take exactly one step with the loss `functional.binary_cross_entropy_with_logits(model(x), y)`. Return
# that loss, from before the step, as a Python float. The check calls it twice in a row. Before the first call, no
# parameter has a gradient.

# %% answer="train-step"
def train_step(model: nn.Module, x: Tensor, y: Tensor, optimizer: torch.optim.Optimizer) -> float:
    """Move the parameters of `model` by one step and return the loss before it."""
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    loss = functional.binary_cross_entropy_with_logits(model(x), y)  # ()
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION

# %% check="train-step" points=4
check("train-step", train_step)

# %% [markdown]
# Now `train_step` takes over the line. `nn.Linear(2, 1)` holds two weights and a bias, and gives (n, 1); `nn.Flatten(0)`
# makes that (n,), like `y`. `nn.Sequential` runs one after the other, and `SGD` is the plain optimizer: it takes the step
# you took by hand. The seed gives everybody the same random weights to begin with.

# %%
train_step = yours("train-step")
torch.manual_seed(1)
model = nn.Sequential(nn.Linear(2, 1), nn.Flatten(0)).to(device)  # (n, 2) → (n, 1) → (n,)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
moves = {}
for step in range(61):
    if step in (0, 5, 15, 60):
        moves[f"step {step}"] = model[0].weight[0].detach().clone(), model[0].bias[0].detach().clone()
    train_step(model, x_train, y_train, optimizer)
plots.moving_line(x_train, y_train, moves, ["sepal length", "petal width"], flowers.classes)

# %% role="proof"
def right_side(x, y, line):
    return ((x @ line[0] + line[1] > 0) == (y == 1)).float().mean().item()


assert right_side(x_train, y_train, moves["step 0"]) < 0.6 and right_side(x_train, y_train, moves["step 60"]) > 0.9
assert round(30 * right_side(x_held, y_held, moves["step 60"])) == 28
assert round(100 * right_side(scaled, kind, moves["step 60"])) == 94
assert sum(parameter.numel() for parameter in model.parameters()) == 2 + 1

# %% [markdown]
# **That's a trained model, and the step that trained it is yours.** Hollow points are on the wrong side.
#
# It gets 94 of all 100. Who won?
#
# Later lessons leave this loop to `training.fit`. A **batch** is the examples of one step, an **epoch** one pass over
# all of them: here, both are all 70 flowers.
#
# ## Is it learning?
#
# Check that your code runs and gives the expected results:
#
# - **Good**: the loss goes down over time, *and* the accuracy beats guessing. With two equal classes, 0.5 is guessing, and
#   0.70 or more is progress.
# - **Bad**: the loss is flat or rises, or the accuracy stays at chance. The code is wrong, or nothing is learned.
#
# Let's break our loop: a learning rate of 0, gradients that are never cleared, and a wrong sign, `w += …`.
# What will each curve look like?

# %%
broken = {"learning rate 0": train(learning_rate=0.0), "no zero_grad": train(clear=False),
          "wrong sign": train(learning_rate=-0.5)}
plots.beside(good[0], {name: losses for name, (losses, _) in broken.items()})

# %% role="proof"
uncleared, uncleared_scores = broken["no zero_grad"]
assert set(broken["learning rate 0"][0]) == {good[0][0]}
assert broken["wrong sign"][0][-1] > broken["wrong sign"][0][0] and broken["wrong sign"][1][-1] < 0.1
assert all(abs(loss - figure) < 0.01 for loss, figure in
           [(uncleared[0], 0.88), (min(uncleared), 0.18), (uncleared[-1], 0.66)])
assert uncleared.index(min(uncleared)) == 11
assert uncleared_scores[-1] >= good[1][-1] and abs(uncleared_scores[-1] - 0.94) < 0.01

# %% [markdown]
# - **Learning rate 0**: nothing moves.
# - **No `zero_grad`**: each step carries all earlier gradients. Like a ball without friction, the loss falls fast, runs
#   past the lowest point, and climbs again.
# - **Wrong sign**: the model learns the opposite.
#
# ### Question `is-it-learning`
# *about 4 minutes · easy · 3 points*
#
# Write `is_learning(losses, accuracy, n_classes)`. `losses` is a list of floats, no `nan`, the first step
# first; `accuracy` is the one at the end, from 0 to 1; `n_classes` counts the classes, all of equal size. Return
# True if the last loss is below the first *and* the accuracy is above chance, otherwise False.

# %% answer="is-it-learning"
def is_learning(losses: list[float], accuracy: float, n_classes: int) -> bool:
    """Return whether the loss fell and the accuracy is above chance."""
    ### BEGIN SOLUTION
    return losses[-1] < losses[0] and accuracy > 1 / n_classes
    ### END SOLUTION

# %% check="is-it-learning" points=3
check("is-it-learning", is_learning)

# %% [markdown]
# `is_learning` will now judge all four loops. Which broken one will it let through?

# %%
predict("fooled-rule", ["learning rate 0", "no `zero_grad`", "wrong sign", "none of them"])

# %%
is_learning = yours("is-it-learning")
verdicts = {name: (losses[0], losses[-1], accuracies[-1], is_learning(losses, accuracies[-1], 2))
            for name, (losses, accuracies) in {"good": good, **broken}.items()}
names = ["first loss", "last loss", "accuracy", "is_learning"]
pd.DataFrame.from_dict(verdicts, orient="index", columns=names).round(2)

# %% role="proof"
assert [bool(verdict) for *_, verdict in verdicts.values()] == [True, False, True, False]
assert right_choice("fooled-rule") == "no `zero_grad`"

# %% [markdown]
# By its two figures it's fine: a last loss of 0.66, below the first, 0.88, and an accuracy of 0.94. Only the curve gives
# it away, with a low of 0.18 at step 11. So look at the whole curve, too.
#
# ## The four cells
#
# Twenty emails, ten of them spam. A filter scores each one and marks those above a **threshold**, here 0.5. Accuracy
# doesn't say *which* mistakes it makes; the **confusion matrix** does.

# %%
spam_scores = [0.99, 0.97, 0.95, 0.88, 0.81, 0.74, 0.66, 0.58, 0.42, 0.15]
good_scores = [0.62, 0.35, 0.28, 0.22, 0.17, 0.12, 0.08, 0.05, 0.03, 0.01]
email_scores = torch.tensor(spam_scores + good_scores)  # (20,)
is_spam = torch.arange(20) < 10                         # (20,) bool: the first ten

def four_cells(actual, marked):
    """Return the counts [[TP, FN], [FP, TN]] of two bool tensors, (n,)."""
    return torch.tensor([[(actual & marked).sum(), (actual & ~marked).sum()],
                         [(~actual & marked).sum(), (~actual & ~marked).sum()]])

plots.confusion_matrices({"threshold 0.5": four_cells(is_spam, email_scores > 0.5)}, ["spam", "good"], positive=0)

# %% role="proof"
assert four_cells(is_spam, email_scores > 0.5).tolist() == [[8, 2], [1, 9]]

# %% [markdown]
# Rows are what an email **is**, columns what the filter **says**. What you're looking for, the *positive* class, comes
# first.
#
# - **TP**, true positives: 8 spam emails, marked. **FN**, false negatives: 2 spam emails, missed.
# - **FP**, false positives or **false alarms**: 1 good email, marked. **TN**, true negatives: 9 good ones, left alone.
# - **Precision**: of the emails *marked*, how many are spam? (first column)
# - **Recall**: of the *spam*, how much is found? (first row)
# - **Accuracy**: of *all* emails, how many are classified correctly? (diagonal)
#
# ### Question `first-rates`
# *about 4 minutes · easy · 2 points*
#
# Write `rates(tp, fn, fp, tn)`. The arguments are four positive whole numbers. Return precision, recall and accuracy, in
# this order.

# %% answer="first-rates"
def rates(tp: int, fn: int, fp: int, tn: int) -> tuple[float, float, float]:
    """Return precision, recall and accuracy, each from 0 to 1."""
    ### BEGIN SOLUTION
    precision = tp / (tp + fp)
    recall = tp / (tp + fn)
    accuracy = (tp + tn) / (tp + fn + fp + tn)
    return precision, recall, accuracy
    ### END SOLUTION

# %% check="first-rates" points=2
check("first-rates", rates)

# %% [markdown]
# Now raise the threshold from 0.5 to 0.9. What happens?

# %%
predict("higher-threshold", ["precision and recall both rise", "precision rises, recall falls",
                             "precision falls, recall rises"])

# %%
rates = yours("first-rates")
table = {f"threshold {threshold}": rates(*four_cells(is_spam, email_scores > threshold).flatten().tolist())
         for threshold in (0.9, 0.5, 0.1)}
pd.DataFrame(table, index=["precision", "recall", "accuracy"]).T.round(3)

# %% role="proof"
from sklearn.metrics import accuracy_score, confusion_matrix, precision_score, recall_score  # noqa: E402

for threshold, figures in ((0.9, (1.0, 0.3, 0.65)), (0.5, (8 / 9, 0.8, 0.85)), (0.1, (0.625, 1.0, 0.7))):
    marked = email_scores > threshold
    shares = [measure(is_spam, marked) for measure in (precision_score, recall_score, accuracy_score)]
    assert all(abs(a - b) + abs(a - c) < 1e-6 for a, b, c in zip(shares, figures, table[f"threshold {threshold}"]))
assert confusion_matrix(is_spam, email_scores > 0.5).tolist() == [[9, 1], [2, 8]]  # [[TN, FP], [FN, TP]]
assert four_cells(is_spam, email_scores > 0.1).tolist() == [[10, 0], [6, 4]]
assert right_choice("higher-threshold") == "precision rises, recall falls"

# %% [markdown]
# <details><summary><b>Read the table: what do the first and the last row mean for your inbox?</b></summary>
#
# - **High precision, low recall** (0.9): no good email is lost, yet most of the spam reaches you.
# - **High recall, low precision** (0.1): all the spam is caught, and 6 good emails with it.
#
# </details>
#
# what's costly | look at | what to do
# ---|---|---
# a false alarm: a good email lost | precision | raise the threshold
# a miss: a cancer, a fraud | recall | lower it: improve recall even if accuracy drops a bit
# both alike, classes of equal size | accuracy | each mistake counts the same
# both alike, but few positives | precision *and* recall | lesson 2 joins them in one number, F1

# %% [markdown]
# ## Going deeper: four traps
#
# Four ways to a score that looks good and means little, tried on our irises:
#
# - **Accuracy paradox.** Keep only 4 virginica beside 35 versicolor. Then always saying "versicolor" scores 0.90, with recall 0.
# - **Class imbalance.** A model trained on those 39 gets about 0.97 of them right, but finds only about 0.47 of the
#   held-out virginica.
# - **Overfitting.** With 100 columns of random noise added, the model memorizes its flowers: accuracy 1.00 in training,
#   about 0.77 held out.
# - **Data leakage.** If every flower is entered twice before the split, held-out flowers have twins in training. Even
#   labels drawn at random then come out about 0.83 right.
#
# The remedies: compare with a guess, look at the rare class, watch the gap, remove copies first.

# %% [markdown]
# One small function trains a model with your step, from weights of 0. Another one returns its accuracy.

# %%
def fit(x, y, n_steps):
    """Return a linear model trained on some flowers."""
    model = nn.Sequential(nn.Linear(x.shape[1], 1), nn.Flatten(0)).to(device)
    nn.init.zeros_(model[0].weight), nn.init.zeros_(model[0].bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(n_steps):
        train_step(model, x, y, optimizer)
    return model


def share_right(model, x, y):
    return ((model(x) > 0) == (y == 1)).float().mean().item()

# %% [markdown]
# **A rare class.** We keep all 35 versicolor of the training flowers and 4 of the virginica, and train as before.

# %%
rare = torch.cat([train_rows[y[train_rows] == 0], train_rows[y[train_rows] == 1][:4]])  # (39,) row numbers
rare_model = fit(scaled[rare], kind[rare], n_steps=60)
pd.Series({"accuracy, always versicolor": (kind[rare] == 0).float().mean().item(),
           "accuracy, training": share_right(rare_model, scaled[rare], kind[rare]),
           "recall, held out": share_right(rare_model, x_held[y_held == 1], y_held[y_held == 1])}).round(2)

# %% [markdown]
# **Overfitting.** Each flower gets 100 more columns of pure noise. They say nothing about its kind, but they're enough
# to tell every flower from every other.

# %%
generator = torch.Generator().manual_seed(0)
noisy = torch.cat([scaled, torch.randn(100, 100, generator=generator).to(device)], dim=1)  # (100, 102)
noisy_model = fit(noisy[train_rows], kind[train_rows], n_steps=200)
pd.Series({"training": share_right(noisy_model, noisy[train_rows], kind[train_rows]),
           "held out": share_right(noisy_model, noisy[held_rows], kind[held_rows])}).round(2)

# %% [markdown]
# **Leakage.** Now we shuffle the labels, so there's nothing left to learn, and an honest score must be near 0.5. Then we
# enter every flower twice and split again: most held-out flowers now have a twin among the training flowers.

# %%
shuffled = kind[torch.randperm(100, generator=generator)]  # (100,)
twice = torch.arange(100).repeat(2)                        # (200,): every row number two times
outcomes = {}
for name, rows in {"each flower once": torch.arange(100), "each flower twice": twice}.items():
    flowers_x, labels = noisy[rows], shuffled[rows]
    learn, judge = data.split(labels, seed=0)
    outcomes[name] = share_right(fit(flowers_x[learn], labels[learn], n_steps=200), flowers_x[judge], labels[judge])
pd.Series(outcomes).round(2)

# %% role="proof"
right_of = {
    0.90: (kind[rare] == 0).float().mean().item(), 0.97: share_right(rare_model, scaled[rare], kind[rare]),
    0.47: share_right(rare_model, x_held[y_held == 1], y_held[y_held == 1]),
    1.00: share_right(noisy_model, noisy[train_rows], kind[train_rows]),
    0.77: share_right(noisy_model, noisy[held_rows], kind[held_rows]), 0.83: outcomes["each flower twice"],
}
assert all(abs(value - figure) < 0.07 for figure, value in right_of.items()), right_of
assert abs(outcomes["each flower once"] - 0.5) < 0.1, outcomes

# %% [markdown]
# ## 98% accuracy, 12% recall
#
# A model should find fraudulent payments. Its report says: accuracy 98%, recall 12%, with fraud as the positive class.
# The team is proud of the 98%.
#
# ### Question `fraud`: would you ship it?
# *about 2 minutes · easy · 2 points*
#
# - `ship_it`: True if this model is good enough to watch over payments, otherwise False.
# - `missed_share`: the share of all frauds that it lets through, from 0 to 1.

# %% answer="fraud"
### BEGIN SOLUTION
ship_it = False
missed_share = 0.88
### END SOLUTION

# %% check="fraud" points=2
check("fraud", ship_it, missed_share)

# %% [markdown]
# ### Question `fraud-why`: tell the team
# *about 5 minutes · medium · 2 points, graded by a person*
#
# In two to five sentences: how can this model be right 98% of the time (1 point)? Which number should the team look at
# instead, and what does it tell them (1 point)? Double-click the text below and write.

# %% [markdown] answer="fraud-why" points=2
# <!-- BEGIN SOLUTION -->
# Fraud is rare, so nearly all payments are honest, and calling an honest payment honest is counted as right. A
# model that never says "fraud" would score about as well; compare with that first.
#
# The team should look at recall, since a missed fraud is the costly mistake here. At 12%, 88 of 100 frauds pass
# unseen. Precision belongs beside it: it tells how many of the alarms are real.
# <!-- END SOLUTION -->

# %% role="proof"
assert round(1 - 0.12, 2) == 0.88

# %% [markdown]
# <details><summary><b>Open this when both are written</b></summary>
#
# 0.88 of the frauds get through, so this model isn't fit for production, whatever its accuracy. We'll return to it in
# every lesson.
#
# </details>
#
# ## When it goes wrong
#
# Read an error's last line first. Then print the shape, dtype and device of what you used. The most frequent error is
# `size mismatch, got input (100), mat (100x2), vec (3)`: match the shared axis, (n, **k**) @ (**k**,).
#
# No error, but a flat or rising loss? See [Is it learning?](#Is-it-learning?)

# %% [markdown]
# ### Going deeper: eight more errors
#
# you wrote | PyTorch says | what to do
# ---|---|---
# `x.to("cuda") @ w` | `Expected all tensors to be on the same device` | `.to(device)` for model **and** data, once, at the top
# `loss.backward()` twice | `Trying to backward through the graph a second time` | compute the loss anew in every step
# `w -= 0.1` | `a leaf Variable that requires grad is being used in an in-place operation` | move weights inside `with torch.no_grad():`
# `torch.ones(2, 3) + torch.ones(2)` | `The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1` | give the second one shape (2, 1)
# `torch.tensor([1, 2], requires_grad=True)` | `Only Tensors of floating point and complex dtype can require gradients` | write `1.0`, or add `.float()`
# a loss of logits (3, 1) and targets (3,) | `Target size (torch.Size([3])) must be the same as input size (torch.Size([3, 1]))` | `nn.Flatten(0)` or `logits.squeeze(1)`
# `(w**2).backward()` | `grad can be implicitly created only for scalar outputs` | `.sum()` first
# `cost.backward()` | `element 0 of tensors does not require grad and does not have a grad_fn` | `requires_grad=True` before computing

# %% role="proof"
recording = torch.ones(2, requires_grad=True)
used = (recording**2).sum()
used.backward()
elsewhere = torch.ones(2, device=device if device != "cpu" else "meta")  # a machine without GPU: `meta` plays its part
claims = {
    "size mismatch, got input (100), mat (100x2), vec (3)": lambda: x @ torch.ones(3),
    "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1":
        lambda: torch.ones(2, 3) + torch.ones(2),
    "Only Tensors of floating point and complex dtype can require gradients":
        lambda: torch.tensor([1, 2], requires_grad=True),
    "Expected all tensors to be on the same device" if device == "cuda" else "device": lambda: x @ elsewhere,
    "Trying to backward through the graph a second time": lambda: used.backward(),
    "a leaf Variable that requires grad is being used in an in-place operation": lambda: recording.sub_(0.1),
    "Target size (torch.Size([3])) must be the same as input size (torch.Size([3, 1]))":
        lambda: functional.binary_cross_entropy_with_logits(torch.ones(3, 1), torch.ones(3)),
    "grad can be implicitly created only for scalar outputs": lambda: (recording**2).backward(),
    "element 0 of tensors does not require grad and does not have a grad_fn": lambda: torch.ones(2).sum().backward(),
}
for claim, mistake in claims.items():
    try:
        mistake()
    except (RuntimeError, ValueError) as raised:
        assert claim in str(raised), (claim, raised)
    else:
        raise AssertionError(claim)

# %% [markdown]
# ## Without the course
#
# The whole lesson in plain PyTorch: paste it into an empty file and run it. scikit-learn brings the flowers, the split
# and the metrics. It splits them in its own way, so the figures differ a little from yours.

# %% role="program"
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_iris
from sklearn.metrics import accuracy_score, confusion_matrix, precision_score, recall_score
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(0)
device = "cuda" if torch.cuda.is_available() else "cpu"

measured, species = load_iris(return_X_y=True)
x = torch.tensor(measured[50:, [0, 3]], dtype=torch.float32)  # (100, 2): sepal length, petal width
y = torch.tensor(species[50:] - 1, dtype=torch.float32)       # (100,): 0 versicolor, 1 virginica
train, held_out = train_test_split(torch.arange(100), test_size=0.3, stratify=y, random_state=5)
mean, std = x[train].mean(dim=0), x[train].std(dim=0)         # of the training flowers only
x, y = ((x - mean) / std).to(device), y.to(device)

model = nn.Sequential(nn.Linear(2, 1), nn.Flatten(0)).to(device)  # (n, 2) → (n,) logits
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
losses = []
for step in range(60):
    optimizer.zero_grad()
    loss = loss_fn(model(x[train]), y[train])
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

with torch.no_grad():
    predicted = (model(x[held_out]) > 0).cpu()
actual = y[held_out].cpu() == 1
print("loss", round(losses[0], 3), "→", round(losses[-1], 3))
print("accuracy", round(accuracy_score(actual, predicted), 3))
print("precision", round(precision_score(actual, predicted), 3), "recall", round(recall_score(actual, predicted), 3))
print(confusion_matrix(actual, predicted))  # rows actual, columns predicted, versicolor first
plt.plot(losses)
plt.xlabel("step")
plt.ylabel("loss")
plt.show()

# %% [markdown]
# ## What you made
#
# Your line among the 30 flowers it has never seen: 28 of them right! **You can now**
#
# - say what `+`, `*`, `@` and `sum(dim=…)` make of two shapes;
# - write a training step, and tell a loop that learns from one that doesn't;
# - pick precision or recall by what a mistake costs;
# - distrust a high accuracy until you know the guess it must beat.

# %%
display(plots.moving_line(x_held, y_held, {"held out": moves["step 60"]}, ["sepal length", "petal width"],
                          flowers.classes), my_guesses("01_first_computation"), progress.show("01_first_computation"))

# %% [markdown]
# **Want more?** In an empty notebook, train on all four measurements. Do more than 95 of 100 come out right?
#
# **Next: [lesson 2, linear layers](02_linear_layers.ipynb)** puts several weight vectors side by side.
