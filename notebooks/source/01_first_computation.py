# %% [markdown]
# # Lesson 1 · First PyTorch computation
#
# A flower, a mail, a payment: PyTorch sees each of them as a row of numbers. In this lesson you turn such rows
# into answers. You begin with a single tensor. At the end you have trained a model by hand, watched it learn, and
# can say when a good-looking score should not be trusted.
#
# **Afterwards you can**
#
# - make tensors, read their shape, dtype and device, index and reshape them, and move them to a device and back;
# - predict what broadcasting does, reduce over a chosen `dim`, and tell `@` from `*`;
# - get a slope from PyTorch with `requires_grad`, `backward` and `grad`;
# - write one training step, put it in a loop, and read its loss curve and accuracy;
# - read the four cells of a confusion matrix, and choose the number that fits the goal.
#
# **How to work.** Run a cell with Shift+Enter. Where a cell says `YOUR CODE HERE` or `...`, the answer is yours.
# The cell below it checks the answer and shows a card; try as often as you like. You may run the whole notebook
# at any time: what is unanswered waits, while a wrong answer stops Run All at its card. A `NameError` in a check
# means: run the cell above it first. Grading runs your functions again on other inputs, so an answer that computes
# beats one that remembers.
#
# | question | section | you write | points | minutes | difficulty |
# |---|---|---|---|---|---|
# | `tensor-shape` | Shape, dtype, device | two predictions | 2 | 3 | easy |
# | `broadcast` | Broadcasting | a function | 2 | 8 | medium |
# | `row-softmax` | Reduce over a dim | a function | 3 | 8 | medium |
# | `gradient` | Gradients | a function | 3 | 7 | medium |
# | `train-step` | One training step | a function | 4 | 6 | medium |
# | `is-it-learning` | Is it learning? | a function | 3 | 4 | easy |
# | `first-rates` | The four cells | a function | 2 | 4 | easy |
# | `fraud` | 98 % accuracy, 12 % recall | a decision and a share | 2 | 3 | easy |
# | `fraud-why` | 98 % accuracy, 12 % recall | a few sentences | 2 | 5 | medium |
#
# Plan about 50 minutes for the questions and 40 for the rest.

# %% role="setup"
import torch
from torch import Tensor, nn
from torch.nn import functional

from course import check, data, plots, progress, training
from course.device import best_device, set_seed

set_seed(0)
torch.set_num_threads(1)  # tensors as small as ours are fastest on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each
print(f"PyTorch {torch.__version__} on {device}")

# %% [markdown]
# ## A hundred flowers
#
# Here are irises of two kinds, fifty of each, with two lengths measured on every flower. Where would you draw a
# straight line between the kinds? Keep your line in mind: later, a model draws its own.

# %%
flowers = data.iris(["sepal length", "petal width"])
plots.scatter(flowers.x, flowers.y, flowers.features, flowers.classes)

# %% [markdown]
# ## Shape, dtype, device
#
# A tensor is a block of numbers that carries three facts:
#
# - its **shape**: how many numbers there are along each axis;
# - its **dtype**: what kind of number it holds;
# - its **device**: in which memory the numbers lie.
#
# The flowers are two tensors: `x` holds the measurements, `y` the kinds.

# %%
x, y = flowers.x, flowers.y

for name, tensor in {"x": x, "y": y, "x[0]": x[0]}.items():
    print(f"{name:5} shape {str(tuple(tensor.shape)):9} {tensor.dtype}  {tensor.device}")

# %% role="proof"
assert x.shape == (100, 2) and (y == 1).sum() == 50

# %% [markdown]
# Read a shape from left to right: `x` is `(100, 2)`, so it holds 100 flowers with 2 numbers each. `y` is `(100,)`:
# one axis, one number for each flower, 0 for versicolor and 1 for virginica. It too is `float32`, since the loss
# will compute with it.
#
# The dtype follows from what you write. Whole numbers stay whole for as long as the operation allows; one decimal
# point turns the result into `float32`, PyTorch's default.

# %%
whole = torch.tensor([3, 5, 8])          # (3,) int64
decimal = torch.tensor([3.0, 5.0, 8.0])  # (3,) float32

for name, tensor in {"whole": whole, "whole + 1": whole + 1, "whole * 0.5": whole * 0.5, "decimal": decimal}.items():
    print(f"{name:12} {tensor.tolist()}  {tensor.dtype}")

# %% [markdown]
# Other makers take a shape, such as `torch.zeros(2, 3)`, `torch.ones(2, 3)` and `torch.rand(2, 3)`, or a range:
# `torch.arange(6)`.
#
# **Indexing** takes parts out. A number removes its axis. A slice `a:b` keeps the axis, from `a` up to but not
# including `b`; `:` alone takes everything. A True/False tensor keeps the rows where it is True.

# %%
parts = {
    "x[0]": x[0],            # first flower: (2,)
    "x[0, 1]": x[0, 1],      # one number, no axis left: ()
    "x[:, 1]": x[:, 1],      # second column: (100,)
    "x[0:3]": x[0:3],        # three rows: (3, 2)
    "x[y == 1]": x[y == 1],  # every virginica: (50, 2)
}
for name, part in parts.items():
    print(f"{name:10} shape {tuple(part.shape)}")

# %% [markdown]
# ### Reshape is not transpose
#
# `six` has shape (2, 3). Both `six.reshape(3, 2)` and its transpose `six.T` have shape (3, 2). Do they hold the
# same numbers in the same places? Decide, then run the cell.

# %%
six = torch.arange(1, 7).reshape(2, 3)  # (2, 3)
plots.grids(("six.reshape(3, 2)", six.reshape(3, 2)), "←", ("six", six), "→", ("six.T", six.T))

# %% [markdown]
# `reshape` reads the numbers row by row and pours them into the new shape. `.T` turns every row into a column.
# When shapes fit but results are nonsense, this mix-up is a good first suspect. With `-1` you let PyTorch work
# out one size: `six.reshape(-1)` has shape (6,).
#
# ### To a device and back
#
# A GPU has its own memory. `.to(device)` returns the tensor on that device, `.cpu()` in main memory. If it is there
# already, you get the same tensor back; otherwise a copy, and the original stays. All tensors of one operation must
# lie on the same device.

# %%
there = x.to(device)
back = there.cpu()
print(f"x: {x.device}, there: {there.device}, back: {back.device}")

# %% role="proof"
assert torch.equal(back, x) and x.cpu() is x

# %% [markdown]
# ### Question `tensor-shape`: predict before you run
# *about 3 minutes · easy · 2 points*
#
# ```python
# counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
# halves = counts.T / 2
# ```
#
# Without running it: which shape and which dtype has `halves`? Write the shape as a tuple in `predicted_shape`
# and the dtype, such as `torch.bool`, in `predicted_dtype`.

# %% answer="tensor-shape"
### BEGIN SOLUTION
predicted_shape = (2, 3)
predicted_dtype = torch.float32
### END SOLUTION

# %% check="tensor-shape" points=2
check("tensor-shape", predicted_shape, predicted_dtype)

# %% [markdown]
# Checked? Then let PyTorch say it:

# %%
counts = torch.tensor([[1, 2], [3, 4], [5, 6]])
halves = counts.T / 2
print(halves, halves.shape, halves.dtype)

# %% [markdown]
# ## Broadcasting
#
# A column of three meets a row of four. Neither has the other's shape, and yet the sum is defined: each is
# repeated (dashed cells) until both have the same shape. Nothing is copied in memory.

# %%
column = torch.tensor([[0], [10], [20]])  # (3, 1)
row = torch.tensor([1, 2, 3, 4])          # (4,)
table = column + row                      # (3, 1) + (4,) → (3, 4)
plots.grids(("column\n(3, 1) → (3, 4)", column.expand(3, 4)), "+", ("row\n(4,) → (3, 4)", row.expand(3, 4)),
            "=", ("column + row", table))

# %% [markdown]
# The rule, from the last axis to the first:
#
# 1. Line the shapes up at their **last** axis. Where one runs out of axes, think of a size 1.
# 2. Two sizes fit when they are equal or one of them is 1; the result takes the one that is not 1.
# 3. If any pair does not fit, PyTorch raises an error.
#
# One use you will meet in every lesson: subtract the mean of each column.

# %%
column_mean = x.mean(dim=0)  # (2,)
centred = x - column_mean    # (100, 2) - (2,) → (100, 2)
print("first flower", x[0], "minus mean", column_mean, "is", centred[0])

# %% role="proof"
assert centred.mean(dim=0).abs().max() < 1e-5

# %% [markdown]
# And a pair that does not fit. `show_error` runs something that goes wrong and prints what PyTorch says, so that
# the notebook goes on.

# %%
def show_error(action):
    """Run `action` and print the first sentence of its error."""
    try:
        action()
    except (RuntimeError, ValueError) as error:
        print(f"{type(error).__name__}: {str(error).split('. ')[0]}")


show_error(lambda: torch.ones(2, 3) + torch.ones(2))  # sizes 3 and 2 at the last axis

# %% [markdown]
# ### Question `broadcast`: the shape of a result
# *about 8 minutes · medium · 2 points*
#
# Write `broadcast_shape(a, b)`. Its arguments are two shapes as tuples of whole numbers, such as `(3, 1)` and
# `(4,)`. One may be longer than the other; `()` is the shape of a single number. Return the shape of the result
# as a tuple, here `(3, 4)`. Raise a `ValueError` if the shapes do not fit.

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
# Sums, means and maxima make tensors smaller. `dim` names the axis that **disappears**: `dim=1` walks along a
# row, `dim=0` walks down a column. With `keepdim=True` an axis of size 1 stays in its place, as in this picture.

# %%
sales = torch.tensor([[1.0, 3.0, 2.0], [30.0, 20.0, 10.0]])  # (2, 3): two shops, three days
per_shop = sales.sum(dim=1, keepdim=True)                    # (2, 1)
per_day = sales.sum(dim=0, keepdim=True)                     # (1, 3)
plots.grids(("sum(dim=0, keepdim=True)", per_day), "←", ("sales", sales), "→", ("sum(dim=1, keepdim=True)", per_shop))

# %% role="proof"
assert sales.sum(dim=1).shape == (2,)                        # without keepdim the axis is gone

# %% [markdown]
# The axis of size 1 lets the result broadcast back over what it came from. That gives each shop's days as shares of
# its own total. Without `keepdim=True` the sums have shape (2,), and the shapes no longer line up:

# %%
shares = sales / sales.sum(dim=1, keepdim=True)  # (2, 3) / (2, 1) → (2, 3)
print(shares)
show_error(lambda: sales / sales.sum(dim=1))     # (2, 3) / (2,)

# %% role="proof"
assert torch.allclose(shares.sum(dim=1), torch.ones(2))

# %% [markdown]
# An error is the lucky case. With three shops and three days the shapes would fit, and day 1 of every shop would be
# divided by shop 1's total, day 2 by shop 2's.
#
# A maximum is a number at some place. So `max` with a `dim` returns two tensors: `.values`, the largest numbers, and
# `.indices`, where along that axis they stand.

# %%
best = sales.max(dim=1)  # two tensors, (2,) each; with keepdim=True, (2, 1) each
print("values", best.values, "indices", best.indices)

# %% [markdown]
# ### When numbers grow too large
#
# Which is the largest of 10, 88, 89 and 10,000 whose exponential `float32` can hold? Guess, then run.

# %%
powers = torch.tensor([10.0, 88.0, 89.0, 10_000.0]).exp()  # (4,)
print(powers, "largest float32:", torch.finfo(torch.float32).max)
print("inf / inf =", (powers[3] / powers[3]).item())

# %% role="proof"
assert powers[1].isfinite() and powers[2].isinf() and (powers[3] / powers[3]).isnan()

# %% [markdown]
# `inf` means too large for the type. `nan`, not a number, is what `inf / inf` gives.
#
# ### Question `row-softmax`: scores to probabilities
# *about 8 minutes · medium · 3 points*
#
# A classifier gives each case one score per class. Softmax turns the scores of a row into probabilities:
#
# $$p_{ij} = \frac{e^{s_{ij}}}{\sum_k e^{s_{ik}}}$$
#
# Here $s_{ij}$ is case $i$'s score for class $j$, and $k$ runs over all classes.
#
# Write `row_softmax(scores)`. `scores` has shape (B, C): B cases, C classes, float. Return a new tensor of the
# same shape in which every **row** sums to 1. It must also work for scores such as 10,000, and leave `scores` as
# it is.
#
# A fact that helps: $e^{a-m} / e^{b-m} = e^a / e^b$, whatever $m$ is.

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
# `*` multiplies number by number and broadcasts. `@` multiplies and then **adds up** over the axis that both
# share: the last of the left tensor, the first of the right one. That axis disappears.
#
# Below, every case gets one number: the weighted sum of its features. Such a number, before it is turned into a
# probability, is called a **logit**.

# %%
features = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])  # (3, 2): three cases
weights = torch.tensor([10.0, 1.0])                            # (2,): one weight per feature
products = features * weights                                  # (3, 2) * (2,) → (3, 2)
logits = features @ weights                                    # (3, 2) @ (2,) → (3,)
plots.grids(("features", features), "*", ("weights", weights), "=", ("features * weights", products),
            "add up\neach row →", ("features @ weights", logits))

# %% role="proof"
assert torch.equal(logits, products.sum(dim=1))

# %% [markdown]
# A **weight vector** and `@` are a whole model, with one logit for each case. With several weight vectors side by
# side, (n, k) @ (k, m) gives (n, m): lesson 2 begins there.
#
# ## Gradients
#
# A model learns by going downhill: if a little more weight makes the cost larger, take a little less. "How much
# larger per step to the right" is the slope of the cost.

# %%
plots.slopes(lambda w: (w - 1) ** 2, points=[-1.0, 1.0, 3.0], span=(-2.2, 4.2))

# %% [markdown]
# PyTorch gets slopes from a record of the computation. The recorder is called **autograd**:
#
# - `requires_grad=True` says: record what is computed from this tensor;
# - `cost.backward()` walks that record backwards from a single number;
# - `w.grad` then holds the slope of the cost at `w`, in the shape of `w`.
#
# Before you run it: in the picture, which slope belongs to `w = 3`? And what will `w.grad` be when the same cost
# is computed and `backward` called a second time?

# %%
w = torch.tensor(3.0, requires_grad=True)
for call in (1, 2):
    cost = (w - 1) ** 2
    cost.backward()
    print(f"after call {call} of backward, w.grad is {w.grad.item():g}")

# %% role="proof"
assert w.grad == 8

# %% [markdown]
# `backward` **adds** to `grad`; it does not replace it. A loop therefore clears `grad` in every step.
#
# With several weights, one call gives all slopes; together they are the **gradient**. The cost must be a single
# number, so the cell below adds up one term for each weight. The sum keeps the slopes apart: moving one weight moves
# only its own term.

# %%
w = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)  # (3,)
cost = (w**2).sum()                                     # (): backward starts from a single number
cost.backward()
print(w.grad, w.detach(), w.detach().requires_grad)

# %% role="proof"
assert torch.equal(w.grad, 2 * w.detach())

# %% [markdown]
# `detach()` returns the numbers without their record, in the same memory. `clone()` copies them. So
# `mine = theirs.clone().requires_grad_()` is a copy that records, while `theirs` stays as it is.
#
# ### Question `gradient`: the slope of any curve
# *about 7 minutes · medium · 3 points*
#
# Write `slope(f, x)`. `f` is a function of a tensor that works element by element, such as `torch.sin`. `x` is a
# float tensor of any shape, also of shape `()`, without `requires_grad`. Return a tensor of the shape of `x` with
# the slope of `f` at each element, computed by autograd.
#
# Leave `x` as it is: afterwards `x.requires_grad` is still False and `x.grad` still None.

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
# Back to the flowers. The model is one weight vector and one number `b`, the bias:
#
# `logit = x @ w + b`. Above 0 it says *virginica*, otherwise *versicolor*.
#
# Before training, some flowers are set aside. They are **held out**: the model never trains on them, so they can
# judge it later. Each column is then standardised (minus its mean, divided by its standard deviation), with mean and
# standard deviation **of the training flowers only**.

# %%
train_rows, held_rows = data.split(y, held_out=0.3, seed=0)  # row numbers: (70,) and (30,)
mean, std = data.statistics(x[train_rows])                   # (2,) and (2,)
scaled = ((x - mean) / std).to(device)                       # (100, 2)
kind = y.to(device)                                          # (100,)
x_train, y_train = scaled[train_rows], kind[train_rows]      # (70, 2) and (70,)
x_held, y_held = scaled[held_rows], kind[held_rows]          # (30, 2) and (30,)

# %% role="proof"
assert len(x_train) == 70 and len(x_held) == 30 and y_held.mean() == 0.5

# %% [markdown]
# How wrong is a logit? Its cost is small when it lies far on its own kind's side of 0, and grows on the other side.
# The cost is called *binary cross entropy*, and `functional.binary_cross_entropy_with_logits` averages it over all
# flowers. This average is the **loss**.

# %%
logit = torch.linspace(-4, 4, 81)  # (81,); logit[40] is 0
bce = functional.binary_cross_entropy_with_logits
cost_of = {  # reduction="none": one cost for each logit, no average
    "a versicolor": bce(logit, torch.zeros(81), reduction="none"),
    "a virginica": bce(logit, torch.ones(81), reduction="none"),
}
plots.curves({name: cost.tolist() for name, cost in cost_of.items()},
             x=logit.tolist(), xlabel="logit", ylabel="cost of one flower")

# %% role="proof"
assert torch.allclose(cost_of["a virginica"], -torch.sigmoid(logit).log(), atol=1e-5)
assert torch.sigmoid(logit[40]) == 0.5 and all(abs(cost[40] - 0.693) < 0.001 for cost in cost_of.values())

# %% [markdown]
# `torch.sigmoid(logit)` is the probability of virginica, and a flower's cost is −ln of the probability that its own
# kind gets. At logit 0 that is ½, and both curves meet at −ln ½ = 0.693, the cost of "I do not know".
#
# Now one step, line by line: new weight = weight − learning rate × slope. The **learning rate** sets how far a step
# goes. The weights start on purpose with a line that knows nothing. Prediction: after the step, is the loss smaller,
# equal or larger?

# %%
w = torch.tensor([1.5, -1.0], device=device, requires_grad=True)     # (2,)
b = torch.tensor(0.0, device=device, requires_grad=True)             # ()

logits = x_train @ w + b                                             # (70, 2) @ (2,) + () → (70,)
loss = functional.binary_cross_entropy_with_logits(logits, y_train)  # ()
loss.backward()                                                      # fills w.grad (2,) and b.grad ()

with torch.no_grad():  # record nothing here: this moves the weights, it is not part of the loss
    w -= 0.5 * w.grad  # 0.5 is the learning rate
    b -= 0.5 * b.grad
    after = functional.binary_cross_entropy_with_logits(x_train @ w + b, y_train)
print(f"loss {loss.item():.3f} before the step, {after.item():.3f} after it")

# %% role="proof"
assert after < loss

# %% [markdown]
# Training is this step, many times. At each step we note the loss and the **accuracy**: the share of flowers whose
# logit lies on their own side of 0. **Chance** is the accuracy of guessing, 0.5 for two kinds of equal size. The loop
# below has two knobs, learning rate and `clear_grad`, so that we can break it later.

# %%
def train_by_hand(x, y, start, learning_rate=0.5, n_steps=60, clear_grad=True):
    """Train one weight vector; return its history and the line (w, b) before each step and after the last."""
    w = start.to(x.device, copy=True).requires_grad_()  # (features,)
    b = torch.zeros((), device=x.device, requires_grad=True)
    history, lines = training.History(), []
    for _ in range(n_steps):
        lines.append((w.detach().clone(), b.detach().clone()))
        logits = x @ w + b                              # (n, features) @ (features,) + () → (n,)
        loss = functional.binary_cross_entropy_with_logits(logits, y)
        history.loss.append(loss.item())
        history.score.append(training.accuracy(logits, y))
        if clear_grad:
            w.grad = b.grad = None
        loss.backward()
        with torch.no_grad():
            w -= learning_rate * w.grad
            b -= learning_rate * b.grad
    lines.append((w.detach(), b.detach()))
    return history, lines


start = torch.tensor([1.5, -1.0])
good, lines = train_by_hand(x_train, y_train, start)
plots.history(good, chance=0.5)

# %% role="proof"
assert abs(good.score[0] - 0.5) < 0.1 and good.score[10] > 0.70 and good.score[-1] > 0.90

# %% [markdown]
# The loss falls. The accuracy starts near guessing, passes 0.70 within ten steps and ends above 0.90. What did
# the numbers in `w` do meanwhile? They turned the line:

# %%
steps = {f"step {step}": lines[step] for step in (0, 5, 15, 60)}
names = ["sepal length, scaled", "petal width, scaled"]
plots.moving_line(x_train, y_train, steps, names, flowers.classes)

# %% [markdown]
# Drag the slider back to 0 and watch the line turn. (Without a running kernel there is only the last picture.)

# %%
def draw(step):
    return plots.moving_line(x_train, y_train, {f"step {step}": lines[step]}, names, flowers.classes)


plots.Slider(draw, values=[*range(10), *range(10, 61, 5)], label="step")

# %% [markdown]
# And the flowers that it has never seen?

# %%
w, b = lines[-1]
held_out_accuracy = training.accuracy(x_held @ w + b, y_held)
print(f"accuracy: training {good.score[-1]:.2f}, held out {held_out_accuracy:.2f}")

# %% role="proof"
assert held_out_accuracy > 0.85

# %% [markdown]
# ### Question `train-step`: the step in PyTorch's words
# *about 6 minutes · medium · 4 points*
#
# A real model has many weight tensors. Its **parameters** are all the numbers that training moves, here `w` and `b`.
# An **optimizer** knows them all:
#
# | by hand | with an optimizer |
# |---|---|
# | `logits = x @ w + b` | `logits = model(x)` |
# | `w.grad = b.grad = None` | `optimizer.zero_grad()` |
# | `loss.backward()` | the same |
# | `w -= learning_rate * w.grad` and the same for `b` | `optimizer.step()` |
# | `loss.item()`, the one number of a tensor as a Python float | the same |
#
# Write `train_step(model, x, y, optimizer)`. `x` is (n, features), `y` is (n,) with 0.0 and 1.0, and `model(x)`
# gives n logits, (n,). Take exactly one training step with the loss
# `functional.binary_cross_entropy_with_logits(model(x), y)`. Return that loss, the one from before the step, as a
# plain Python float. The check calls your function twice in a row.

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
# The later lessons leave the loop to `training.fit`. A **batch** is the cases of one step, an **epoch** a pass over
# all cases; here both are all 70 flowers.
#
# `nn.Linear(2, 1)` holds one weight vector for 2 features and one bias, and gives (n, 1). `nn.Flatten(0)` makes
# that (n,), the shape of `y`. `nn.Sequential` runs one after the other.

# %%
set_seed(0)
model = nn.Sequential(nn.Linear(2, 1), nn.Flatten(0)).to(device)  # (n, 2) → (n, 1) → (n,)
sgd = torch.optim.SGD(model.parameters(), lr=0.5)
fitted = training.fit(model, x_train, y_train, sgd, n_epochs=60, held_out=(x_held, y_held),
                      loss_fn=functional.binary_cross_entropy_with_logits)

# %% role="proof"
assert fitted.held_out_score[-1] > 0.85
assert sum(parameter.numel() for parameter in model.parameters()) == 2 + 1

# %% [markdown]
# ## Is it learning?
#
# - **Good**: the loss goes down over time, *and* the accuracy beats guessing. With two classes of equal size
#   about 0.5 is guessing, and 0.70 or more is progress.
# - **Bad**: the loss stays flat or rises, or the accuracy stays at chance. Then the code is wrong, or nothing is
#   learned.
#
# Three faults, one at a time: a learning rate of 0; gradients that are never cleared; a wrong sign, `w += …` for
# `w -= …`. One curve stays flat, one rises from the start, one falls and then climbs. Which is which? Decide,
# then run.

# %%
faults = {
    "learning rate 0": {"learning_rate": 0.0},
    "no zero_grad": {"clear_grad": False},
    "wrong sign": {"learning_rate": -0.5},
}
broken = {name: train_by_hand(x_train, y_train, start, **fault)[0] for name, fault in faults.items()}
plots.beside(good.loss, {name: history.loss for name, history in broken.items()})

# %% role="proof"
assert broken["learning rate 0"].loss[-1] == good.loss[0]
assert min(broken["no zero_grad"].loss) < 0.5 * broken["no zero_grad"].loss[-1]
assert broken["wrong sign"].loss[-1] > broken["wrong sign"].loss[0]

# %%
for name, history in {"good": good, **broken}.items():
    print(f"{name:16} loss {history.loss[0]:5.2f} → {history.loss[-1]:5.2f}   accuracy {history.score[-1]:.2f}")

# %% role="proof"
uncleared = broken["no zero_grad"]  # its figures are quoted below
assert all(abs(loss - figure) < 0.01 for loss, figure in
           [(uncleared.loss[0], 0.88), (min(uncleared.loss), 0.18), (uncleared.loss[-1], 0.66)])
assert uncleared.loss.index(min(uncleared.loss)) == 11
assert uncleared.score[-1] >= good.score[-1] and abs(uncleared.score[-1] - 0.94) < 0.01
assert broken["wrong sign"].score[-1] < 0.1

# %% [markdown]
# - **Learning rate 0**: nothing moves, so loss and accuracy stay where they were.
# - **No `zero_grad`**: each step still carries every earlier gradient, like a ball that rolls without friction. It
#   falls faster at first, runs past the lowest point, and climbs. The accuracy alone hides this fault: it is as
#   high as the good one's.
# - **Wrong sign**: uphill from the first step. The accuracy ends far *below* chance: the model has learned the
#   opposite.
#
# ### Question `is-it-learning`
# *about 4 minutes · easy · 3 points*
#
# Write `is_learning(losses, accuracy, n_classes)`. `losses` is a list of floats, the first step first; `accuracy`
# is the accuracy at the end, from 0 to 1; `n_classes` is the number of classes, all of equal size.
#
# Return True if both hold: the last loss is below the first (it need not fall at every step), and the accuracy is
# above chance for this number of classes. Otherwise return False.

# %% answer="is-it-learning"
def is_learning(losses: list[float], accuracy: float, n_classes: int) -> bool:
    """Return whether the loss fell and the accuracy is above chance."""
    ### BEGIN SOLUTION
    return losses[-1] < losses[0] and accuracy > 1 / n_classes
    ### END SOLUTION

# %% check="is-it-learning" points=3
check("is-it-learning", is_learning)

# %% [markdown]
# This rule is a minimum. The run without `zero_grad` passes it: loss from 0.88 to 0.66, accuracy 0.94. Its curve
# betrays it: it fell to 0.18 at step 11 and climbed again. So look at the whole curve too.

# %% [markdown]
# ## The four cells
#
# Twenty mails, ten of them spam. A filter gives each mail a score and marks those above a threshold. Accuracy is the
# share of mails treated rightly. It does not say *which* mistakes the filter makes; the **confusion matrix** does.

# %%
spam_scores = torch.tensor([0.99, 0.97, 0.95, 0.88, 0.81, 0.74, 0.66, 0.58, 0.42, 0.15])  # (10,) spam
good_scores = torch.tensor([0.62, 0.35, 0.28, 0.22, 0.17, 0.12, 0.08, 0.05, 0.03, 0.01])  # (10,) good mails
mail_scores = torch.cat([spam_scores, good_scores])                                       # (20,)
is_spam = torch.arange(20) < 10                                                           # (20,) bool


def four_cells(actual: Tensor, marked: Tensor) -> Tensor:
    """Return the counts [[TP, FN], [FP, TN]] of two bool tensors, (n,)."""
    tp, fn = (actual & marked).sum(), (actual & ~marked).sum()
    fp, tn = (~actual & marked).sum(), (~actual & ~marked).sum()
    return torch.stack([tp, fn, fp, tn]).reshape(2, 2)


cells = four_cells(is_spam, mail_scores > 0.5)
plots.confusion_matrices({"threshold 0.5": cells}, ["spam", "good"], positive=0)

# %% role="proof"
assert cells.tolist() == [[8, 2], [1, 9]]

# %% [markdown]
# Rows are what a mail **is**, columns what the filter **says**; the class to be found, the *positive* one, comes
# first.
#
# - **TP**, true positive: 8 spam mails, marked. **FN**, false negative: 2 spam mails, missed.
# - **FP**, false positive: 1 good mail, wrongly marked. **TN**, true negative: 9 good mails, left alone.
#
# scikit-learn's `confusion_matrix` puts the negative class first.
#
# Three questions to ask of it, each a share from 0 to 1:
#
# - **Precision**: of the mails *marked*, how many are spam? Look down the first column.
# - **Recall**: of the *spam*, how much is found? Look along the first row.
# - **Accuracy**: of *all* mails, how many are treated rightly? Look at the diagonal.
#
# ### Question `first-rates`
# *about 4 minutes · easy · 2 points*
#
# Write `rates(tp, fn, fp, tn)`. The arguments are four counts, positive whole numbers, in this order. Return
# three numbers: precision, recall, accuracy, in this order.

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
# Now move the threshold. A **cautious** filter marks only what scores above 0.9, an **eager** one all above 0.1.
# Which has the higher precision, which the higher recall? Decide, then run.

# %%
from sklearn.metrics import accuracy_score, confusion_matrix, precision_score, recall_score

filters = {f"{name}: {threshold}": mail_scores > threshold
           for name, threshold in {"cautious": 0.9, "middle": 0.5, "eager": 0.1}.items()}
measures = {"precision": precision_score, "recall": recall_score, "accuracy": accuracy_score}
for name, marked in filters.items():
    print(f"{name:14}", *(f"{label} {measure(is_spam, marked):.3f}  " for label, measure in measures.items()))
matrices = {name: four_cells(is_spam, marked) for name, marked in filters.items()}
plots.confusion_matrices(matrices, ["spam", "good"], positive=0)

# %% role="proof"
claimed = {"cautious: 0.9": (1.0, 0.3), "eager: 0.1": (0.625, 1.0)}  # precision and recall, in the text below
assert all((precision_score(is_spam, filters[name]), recall_score(is_spam, filters[name])) == figures
           for name, figures in claimed.items())
assert confusion_matrix(is_spam, filters["middle: 0.5"]).tolist() == [[9, 1], [2, 8]]  # [[TN, FP], [FN, TP]]
assert matrices["cautious: 0.9"].tolist() == [[3, 7], [0, 10]] and matrices["eager: 0.1"].tolist() == [[10, 0], [6, 4]]

# %% [markdown]
# - **High precision, low recall**: the cautious filter (precision 1.00, recall 0.30). No good mail is lost, yet most
#   spam reaches you.
# - **High recall, low precision**: the eager filter (precision 0.625, recall 1.00). All spam is caught, and 6 good
#   mails with it.
#
# | your goal | look at | because |
# |---|---|---|
# | false alarms are costly (a good mail is lost) | precision | it falls with each FP |
# | misses are costly (a cancer, a fraud) | recall | it falls with each FN |
# | classes of equal size, both mistakes equally bad | accuracy | every mistake counts the same |
# | positives are rare, and both mistakes matter | precision *and* recall | lesson 2 joins them in one number, F1 |
#
# And our own model, on the held-out flowers? Virginica is the positive class.

# %%
says_virginica = x_held @ w + b > 0  # (30,) bool
plots.confusion_matrices({"held-out flowers": four_cells(y_held == 1, says_virginica)},
                         ["virginica", "versicolor"], positive=0)

# %% [markdown]
# ## Four traps
#
# Four ways to a score that looks good and means little, each measured with the loop from above.
#
# The first two come from a **rare class**: of the virginica, only 4 stay among the training flowers. We guess
# versicolor every time, and then train as before.

# %%
rare_rows = torch.cat([train_rows[y[train_rows] == 0], train_rows[y[train_rows] == 1][:4]])  # (35 + 4,)
guess = torch.zeros_like(kind[rare_rows])                                                    # (39,): versicolor
guess_accuracy = (guess == kind[rare_rows]).float().mean().item()
guess_recall = (guess[kind[rare_rows] == 1] == 1).float().mean().item()

w_rare, b_rare = train_by_hand(scaled[rare_rows], kind[rare_rows], torch.zeros(2))[1][-1]
rare_accuracy = training.accuracy(scaled[rare_rows] @ w_rare + b_rare, kind[rare_rows])
rare_recall = (x_held[y_held == 1] @ w_rare + b_rare > 0).float().mean().item()

# %% [markdown]
# For the other two, each flower gets **100 more columns of pure noise**, enough to tell every flower from every
# other. We train on that, first with the true kinds, then with the kinds shuffled, as if a coin had decided. The
# shuffled kinds we split twice: honestly, and after each flower was entered two times, so that copies lie on both
# sides.

# %%
generator = torch.Generator().manual_seed(0)
noisy = torch.cat([scaled, torch.randn(100, 100, generator=generator).to(device)], dim=1)  # (100, 102)
shuffled = kind[torch.randperm(100, generator=generator)]                                  # (100,)


def train_and_judge(x, y, train_rows, held_rows):
    """Train on some rows; return the accuracy there and on the held-out rows."""
    w, b = train_by_hand(x[train_rows], y[train_rows], torch.zeros(x.shape[1]), n_steps=200)[1][-1]
    return [training.accuracy(x[rows] @ w + b, y[rows]) for rows in (train_rows, held_rows)]


by_heart, new = train_and_judge(noisy, kind, train_rows, held_rows)
_, honest = train_and_judge(noisy, shuffled, train_rows, held_rows)
twice = torch.arange(100).repeat(2)  # (200,): every row number two times
_, leaked = train_and_judge(noisy[twice], shuffled[twice], *data.split(shuffled[twice], seed=0))

# %%
plots.bars({
    "accuracy paradox:\nalways versicolor": {"accuracy": guess_accuracy, "recall": guess_recall},
    "class imbalance:\n4 virginica of 39": {"accuracy,\ntraining": rare_accuracy, "recall,\nheld out": rare_recall},
    "overfitting:\n100 noise columns": {"training": by_heart, "held out": new},
    "data leakage:\nshuffled kinds": {"honest\nsplit": honest, "copies on\nboth sides": leaked},
})

# %% role="proof"
quoted = [(0.90, guess_accuracy), (0.00, guess_recall), (0.97, rare_accuracy), (0.47, rare_recall),
          (1.00, by_heart), (0.77, new), (0.47, honest), (0.83, leaked)]  # the figures of the text below
assert all(abs(value - figure) < 0.07 for figure, value in quoted)

# %% [markdown]
# - **Accuracy paradox.** Versicolor every time is right for 0.90 of these flowers, and finds no virginica at all.
#   Compare each accuracy with such a guess.
# - **Class imbalance.** The trained model is right for about 0.97 of its 39 training flowers, but it finds only
#   about 0.47 of the held-out virginica: four examples are too few. Look at the recall of the rare class, on
#   held-out cases.
# - **Overfitting.** The noise lets the model learn its flowers by heart: 1.00 on those, about 0.77 on others. The
#   gap between the two tells.
# - **Data leakage.** Nobody can foresee shuffled kinds, and the honest score says so: about 0.47. With copies on
#   both sides it is about 0.83. Split first, and keep copies together.
#
# ## 98 % accuracy, 12 % recall
#
# A model is to find fraudulent payments. Its test report says: accuracy 98 %, recall 12 %, with fraud as the
# positive class. The team is proud of the 98 %.
#
# ### Question `fraud`: would you ship it?
# *about 3 minutes · easy · 2 points*
#
# - `ship_it`: True if this model is fit to watch over payments, otherwise False.
# - `missed_share`: the share of all frauds that it lets pass, from 0 to 1.

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
# In two to five sentences: how can a model that lets so many frauds pass be right 98 % of the time (1 point)?
# Which number should the team look at instead, and what does it tell them (1 point)?
#
# Double-click the text below, write, then Shift+Enter.

# %% [markdown] answer="fraud-why" points=2
# <!-- BEGIN SOLUTION -->
# Fraud is rare, so nearly all payments are honest, and calling an honest payment honest is counted as right. A
# model that never says "fraud" would score about as well; compare with that first.
#
# The team should look at recall, since a missed fraud is the costly mistake here. At 12 %, 88 of 100 frauds pass
# unseen. Precision belongs beside it: it tells how many of the alarms are real.
# <!-- END SOLUTION -->

# %% [markdown]
# One report, two views of it:

# %%
report_accuracy, report_recall = 0.98, 0.12
plots.bars({
    "of all payments": {"judged rightly": report_accuracy, "judged wrongly": 1 - report_accuracy},
    "of the frauds": {"found": report_recall, "let pass": 1 - report_recall},
})

# %% role="proof"
assert round(1 - report_recall, 2) == 0.88

# %% [markdown]
# 0.88 of the frauds pass. This model is not fit for production, whatever its accuracy.
#
# Every lesson returns to this case. In lesson 5 you rebuild the counts behind it.
#
# ## When it goes wrong
#
# Eight errors that everybody meets, in PyTorch's own words. A machine without GPU has the device `meta` play its
# part; on a GPU, error 3 names `cuda:0` and `cpu`.

# %%
numbers = torch.tensor([1.0, 2.0])          # (2,)
weight = torch.ones(2, requires_grad=True)  # (2,)
elsewhere = device if device.type != "cpu" else torch.device("meta")
used = (weight**2).sum()
used.backward()


def move_recorded_weights():
    weight.sub_(0.1)


mistakes = {
    "1 shapes": lambda: x @ torch.ones(3),  # (100, 2) @ (3,)
    "2 whole numbers": lambda: torch.tensor([1, 2], requires_grad=True),
    "3 two devices": lambda: x @ numbers.to(elsewhere),
    "4 backward twice": lambda: used.backward(),
    "5 moved while recording": move_recorded_weights,
    "6 (n, 1) against (n,)": lambda: functional.binary_cross_entropy_with_logits(torch.ones(3, 1), torch.ones(3)),
    "7 slopes of many numbers": lambda: (weight**2).backward(),
    "8 nothing recorded": lambda: (numbers**2).sum().backward(),
}
for name, mistake in mistakes.items():
    print(name, end="\n   ")
    show_error(mistake)

# %% [markdown]
# | | what happened | cure |
# |---|---|---|
# | 1 | the axis that `@` shares has two sizes | print both shapes: (n, **k**) @ (**k**,) |
# | 2 | whole numbers have no slopes | write `1.0`, or add `.float()` |
# | 3 | one tensor is on the GPU, the other is not | `.to(device)` for model **and** data, once, at the top |
# | 4 | `backward` uses its record up | compute the loss anew in every step |
# | 5 | weights were moved while PyTorch was recording | move them inside `with torch.no_grad():` |
# | 6 | logits are (n, 1), targets (n,) | `nn.Flatten(0)` or `logits.squeeze(1)` makes them (n,) |
# | 7 | `backward` starts from a single number, and here are several | `.sum()` first |
# | 8 | no tensor in the computation records | `requires_grad=True` before computing |
#
# No error at all, but a flat or rising loss? Go back to [Is it learning?](#Is-it-learning?)
#
# ## Recap
#
# - A tensor is numbers with a shape, a dtype and a device. Broadcasting lines shapes up at the last axis.
# - `dim` names the axis that disappears; `keepdim=True` keeps its place. `*` pairs numbers, `@` also adds them
#   up.
# - `backward` adds slopes to `grad`. One step: clear, compute the loss, `backward`, move.
# - It learns when the loss falls *and* the accuracy beats chance, 1 / number of classes. Look at the whole curve.
# - Precision: of the marked, how many are right. Recall: of the positives, how many are found. The goal decides
#   which counts.
# - Distrust a high accuracy until you know the guess it must beat, the rare class's recall, and that no held-out
#   case leaked in.

# %%
progress.show()

# %% [markdown]
# **Next: [lesson 2, linear layers](02_linear_layers.ipynb)** puts several weight vectors side by side.
