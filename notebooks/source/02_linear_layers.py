# %% [markdown]
# # Lesson 2 · Linear layers
#
# A doctor measures thirty things about the cells of a breast mass, such as their size and how uneven they are. Is it
# cancer? Below are the answers of a single **linear layer**, a model of just 31 numbers, for 171 masses that it never
# saw while it was trained.

# %% role="setup"
import torch
from IPython.display import display
from torch import Tensor, nn
from torch.nn import functional

from course import case, check, data, hint, play, plots, predictions, progress, training
from course.device import best_device, set_seed
from course.yours import yours

torch.set_num_threads(1)  # tensors as small as ours are fastest on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each
device

# %%
seen_by_one_layer = torch.tensor([[61, 3], [3, 104]])
plots.confusion_matrices({"171 masses": seen_by_one_layer}, ["malignant", "benign"], positive=0)

# %% [markdown]
# It gets 165 of 171 right. Three healthy people are frightened, and three tumors are missed.
#
# **A puzzle to take along:** the very same model can find two of those three tumors, too, without a change to any of
# its 31 numbers. How, and what does it cost? By the end of this lesson you'll have built this model yourself in plain
# PyTorch, and you'll hold the dial that decides.
#
# <details><summary><b>What you'll be able to do, and the nine questions</b></summary>
#
# - Write what `nn.Linear` computes, `y = x @ W.T + b`, and predict every shape and the number of parameters.
# - Write a model as an `nn.Module`, feed it with a `DataLoader`, train it, judge it, save it and load it again.
# - Judge predicted numbers by MSE and MAE, and say what an outlier does to each.
# - Tell logits from probabilities, and give the loss the ones it wants.
# - Judge a classifier by accuracy, precision, recall and F1, and move its threshold toward your goal.
# - Build a network of two layers, and say why something nonlinear has to stand between them.
#
# | question | you write | points | minutes | difficulty |
# |---|---|---|---|---|
# | `linear-shapes` | four predictions | 2 | 4 | easy |
# | `linear-by-hand` | a function | 3 | 5 | medium |
# | `mse-mae` | two functions | 3 | 5 | medium |
# | `standardise` | a function | 3 | 5 | medium |
# | `fit-classifier` | a function | 3 | 5 | medium |
# | `f1` | a function | 3 | 5 | medium |
# | `threshold` | a function | 2 | 4 | easy |
# | `which-metric` | two words | 2 | 2 | easy |
# | `nonlinear` | a function | 3 | 4 | medium |
#
# Plan 39 minutes for the questions and 51 for the rest. Sections that begin with *Going deeper* are extra.
#
# </details>
#
# **Two quick ones from [lesson 1](01_first_computation.ipynb).** Answer before you open one.
#
# <details><summary>1. <code>x</code> is (4, 3) and <code>w</code> is (3,). What shape is <code>x @ w</code>?</summary>
#
# (4,): one number for each of the four rows.
#
# </details>
#
# <details><summary>2. Which call computes the gradients, and which one changes the weights?</summary>
#
# `loss.backward()` computes them, `optimizer.step()` uses them. And `optimizer.zero_grad()` clears the old ones first.
#
# </details>
#
# ## From one weight vector to several
#
# The model of lesson 1 had one weight vector and gave each flower one number. What if we want several numbers for each
# case? Give the model several weight vectors. Here four cases with three features meet two of them:

# %%
x = torch.tensor([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0],
                  [2.0, 0.0, 1.0], [5.0, 5.0, 5.0]])   # (4, 3): cases, features
W = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])  # (2, 3): a row for each output
b = torch.tensor([10.0, 0.0])                          # (2,): a number for each output
y = x @ W.T + b                                        # (4, 3) @ (3, 2) + (2,) → (4, 2)
plots.grids(("x", x), "@", ("W.T", W.T), "+", ("b", b), "=", ("y", y))

# %% role="proof"
assert y[0, 0] == 1 * 1 + 2 * 0 + 3 * -1 + 10 == 8 and y[0, 1] == 1 * 2 + 2 * 1 + 3 * 0 + 0 == 4

# %% [markdown]
# Follow the first case: 1 × 1 + 2 × 0 + 3 × (−1) + 10 = 8 for the first output, and 1 × 2 + 2 × 1 + 3 × 0 + 0 = 4 for
# the second. Every output looks at every feature, so the layer is **fully connected**. And since it only multiplies and
# adds, it's called **linear**.
#
# ## Weight, bias, parameters
#
# `nn.Linear(3, 2)` makes such a layer for you: 3 features in, 2 outputs, filled with small random numbers. What will
# its weight look like?

# %%
predictions.predict("weight-of-a-layer", ["(3, 2)", "(2, 3)", "(6,)"])

# %%
layer = nn.Linear(3, 2)
layer.weight.shape, layer.bias.shape

# %% role="proof"
assert tuple(layer.weight.shape) == eval(predictions.right_choice("weight-of-a-layer")) and layer.bias.shape == (2,)
assert torch.allclose(layer(x), x @ layer.weight.T + layer.bias)  # this is all that it computes
assert sum(parameter.numel() for parameter in layer.parameters()) == 3 * 2 + 2
assert nn.Linear(3, 2, bias=False).bias is None

# %% [markdown]
# <details><summary><b>Why this shape?</b></summary>
#
# | | shape | because |
# |---|---|---|
# | `layer.weight` | (out, in) | each **row** is the weight vector of one output |
# | `layer.bias` | (out,) | each output has one number of its own |
# | both together | in × out + out parameters | here 3 × 2 + 2 = 8 |
#
# </details>
#
# `nn.Linear(3, 2, bias=False)` has no bias. Then `layer.bias` is None, and in × out parameters remain.
#
# A layer touches only the **last** axis. Everything before it, be it cases, words or pixels, stays as it is. Six
# sentences of four words, with three numbers for each word, are (6, 4, 3), and our layer turns them into (6, 4, 2). (…,
# in) → (…, out).

# %% role="proof"
assert [tuple(layer(torch.zeros(s)).shape) for s in [(3,), (4, 3), (6, 4, 3)]] == [(2,), (4, 2), (6, 4, 2)]

# %% [markdown]
# ### Question `linear-shapes`: predict four things
# *about 4 minutes · easy · 2 points*
#
# Eight sentences of twelve words, each word a row of twenty numbers, go through a layer:
#
# ```python
# layer = nn.Linear(20, 5)
# x = torch.randn(8, 12, 20)
# ```
#
# Without running it: write the shapes of `layer.weight`, `layer.bias` and `layer(x)` as tuples, and how many
# parameters the layer has as a whole number. In Python, a tuple with one element needs a comma: `(7,)`.

# %% answer="linear-shapes"
### BEGIN SOLUTION
weight_shape = (5, 20)
bias_shape = (5,)
n_parameters = 105
output_shape = (8, 12, 5)
### END SOLUTION

# %% check="linear-shapes" points=2
check("linear-shapes", weight_shape, bias_shape, n_parameters, output_shape)

# %% [markdown]
# ### Question `linear-by-hand`: be the layer
# *about 5 minutes · medium · 3 points*
#
# Write `linear(x, weight, bias)`, which returns what a linear layer with this weight and bias makes of `x`. `weight`
# is (out, in), and `bias` is (out,) **or None**, which means no bias. `x` ends in the axis of the features and may have
# any number of axes before it, even none. Leave all three as they are.
#
# One call, `functional.linear`, is the whole answer, and you may use it. But write the formula once yourself.

# %% answer="linear-by-hand"
def linear(x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
    """Return the outputs of a linear layer, (…, in) → (…, out)."""
    ### BEGIN SOLUTION
    y = x @ weight.T  # (…, in) @ (in, out) → (…, out)
    return y if bias is None else y + bias
    ### END SOLUTION

# %% check="linear-by-hand" points=3
check("linear-by-hand", linear)

# %% [markdown]
# ## How wrong is a number?
#
# Some answers are quantities: a price, a temperature, a score. Predicting them is called **regression**. If the truth
# is 150 and you say 148, you aren't right, but it's still a good answer. So we ask how far off it is.
#
# You can square each error or drop its sign, and then average over all cases. With predictions $p_i$ and targets $y_i$,
# that gives the **mean squared error** and the **mean absolute error**:
#
# $$\text{MSE} = \frac{1}{n}\sum_i (p_i - y_i)^2 \qquad \text{MAE} = \frac{1}{n}\sum_i |p_i - y_i|$$
#
# MAE has the unit of the target: "so many points off on average". MSE has the unit squared, so people often quote its
# root, RMSE. And MSE takes large errors far more seriously: to it, one error of 10 is as bad as a hundred errors of 1.
# To MAE, it's only as bad as ten.

# %% role="proof"
assert 10**2 == 100 * 1**2 and abs(10) == 10 * abs(1)

# %% [markdown]
# ### Question `mse-mae`: both in code
# *about 5 minutes · medium · 3 points*
#
# Write `mse(p, y)` and `mae(p, y)`. `p` holds predictions and `y` targets, one number per case. Each of them is (n,)
# or (n, 1), and their shapes may differ; entry i of `p` goes with entry i of `y`. Return one number, as a float or as
# a tensor of shape `()`.
#
# You may use `functional.mse_loss` and `functional.l1_loss`. Either way, one thing to watch: what does (n, 1) minus
# (n,) broadcast to?

# %% answer="mse-mae"
def mse(p: Tensor, y: Tensor) -> Tensor:
    """Return the mean squared error of predictions `p` for targets `y`."""
    ### BEGIN SOLUTION
    return (p.flatten() - y.flatten()).square().mean()  # (n,) - (n,): each meets its own target
    ### END SOLUTION


def mae(p: Tensor, y: Tensor) -> Tensor:
    """Return the mean absolute error of predictions `p` for targets `y`."""
    ### BEGIN SOLUTION
    return (p.flatten() - y.flatten()).abs().mean()
    ### END SOLUTION

# %% check="mse-mae" points=3
check("mse-mae", mse, mae)

# %% [markdown]
# ## A year of diabetes
#
# Now for real people: 442 patients with diabetes, ten measurements each. The target is a score of how far the disease
# has advanced one year later; higher is worse.

# %%
import pandas as pd
from sklearn.datasets import load_diabetes

people = load_diabetes(as_frame=True, scaled=False).frame
people.describe().loc[["min", "mean", "max"]].round(1)

# %% role="proof"
assert people.shape == (442, 11) and people.target.min() == 25 and people.target.max() == 346

# %% [markdown]
# We hold out a quarter of them, chosen by shuffling the row numbers. And before any model, we need a **baseline**: what
# if you simply predict the mean of the training scores for everybody? A model has to beat that to be worth anything.

# %%
x = torch.tensor(people.drop(columns="target").values).float().to(device)  # (442, 10)
y = torch.tensor(people["target"].values).float().to(device)               # (442,)
order = torch.randperm(442, generator=torch.Generator().manual_seed(0))
held_rows, train_rows = order[:110].sort().values, order[110:].sort().values  # no overlap

my_mse, my_mae = yours("mse-mae")
actual, say_mean = y[held_rows], y[train_rows].mean().expand(110)  # (110,) both
{"MSE": float(my_mse(say_mean, actual)), "MAE": float(my_mae(say_mean, actual))}

# %% role="proof"
proof_baseline = functional.mse_loss(say_mean, actual).item(), functional.l1_loss(say_mean, actual).item()
assert abs(proof_baseline[0] - 5700) < 50 and abs(proof_baseline[1] - 64) < 0.5

# %% [markdown]
# That's the bar: an average error of 64 points. Here's the training step from lesson 1 again, in a loop around one
# linear layer. The one new thing is `squeeze(1)`: it makes (n, 1) predictions (n,), like the targets.

# %%
def train_line(x, y, loss_fn, learning_rate=0.1, n_steps=200):  # all cases in every step
    set_seed(0)
    model = nn.Linear(x.shape[1], 1).to(x.device)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = loss_fn(model(x).squeeze(1), y)  # (n, features) → (n, 1) → (n,)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses

# %% [markdown]
# Look back at the table: total cholesterol (`s1`) runs from about 100 to 300, but `s5`, a logarithm, from 3 to 6. We
# train on these raw numbers for 20 steps. What will the loss do?

# %%
predictions.predict("loss-on-raw-columns", ["It falls quickly", "It falls, but slowly",
                                            "It stays flat", "It grows until it overflows"])

# %%
_, raw_losses = train_line(x[train_rows], y[train_rows], functional.mse_loss, n_steps=20)
raw_losses[:3] + raw_losses[-1:]

# %% role="proof"
assert raw_losses[1] > 1e6 * raw_losses[0] and not torch.tensor(raw_losses[-1]).isfinite()
assert predictions.right_choice("loss-on-raw-columns") == "It grows until it overflows"

# %% [markdown]
# ## One scale for every column
#
# Columns on such different scales can't share one learning rate. The cure is to bring every column to mean 0 and standard
# deviation 1, which is called **standardizing**: $z = (x - \text{mean}) / \text{std}$.
#
# But the mean and standard deviation of which rows? **Of the training split only**, and the same two numbers for every
# other split. The held-out rows stand for people who come later: while we build the model, nobody has met them.
#
# > **Pitfall: leakage.** If held-out cases help to prepare the data, they leak into the model, and its score is too
# > good. A mean leaks a little. Choosing columns leaks a lot: one experiment in *Going deeper* predicts the toss of a
# > coin with accuracy 0.80 that way, where an honest score is 0.50.
#
# ### Question `standardise`: two splits, one ruler
# *about 5 minutes · medium · 3 points*
#
# Write `standardise(train, test)`. Both are float tensors with the same columns, one row per case; `test` may hold a
# single row. Return the standardized `train` and `test`, in this order. Leave the arguments as they are.

# %% answer="standardise"
def standardise(train: Tensor, test: Tensor) -> tuple[Tensor, Tensor]:
    """Return both splits on the scale of the training split, in their own shapes."""
    ### BEGIN SOLUTION
    mean, std = train.mean(dim=0), train.std(dim=0)  # (features,) both
    return (train - mean) / std, (test - mean) / std
    ### END SOLUTION

# %% check="standardise" points=3
check("standardise", standardise)

# %% [markdown]
# Now the same loop, on columns that your function prepared. Your `mse` and `mae` judge it on the 110 people it has
# never seen:

# %%
my_standardise = yours("standardise")
x_train, x_held = my_standardise(x[train_rows], x[held_rows])
model, losses = train_line(x_train, y[train_rows], functional.mse_loss)
with torch.inference_mode():  # no gradients needed: we only look
    predicted = model(x_held).squeeze(1)  # (110, 10) → (110, 1) → (110,)
answers = {"linear layer": predicted, "predict the mean": say_mean}
pd.DataFrame({name: {"MSE": float(my_mse(p, actual)), "MAE": float(my_mae(p, actual))}
              for name, p in answers.items()}).round(1)

# %% role="proof"
model_mse, model_mae = functional.mse_loss(predicted, actual).item(), functional.l1_loss(predicted, actual).item()
baseline_mse, baseline_mae = proof_baseline
assert losses[-1] < 0.2 * losses[0]
assert abs(model_mse - 2900) < 100 and abs(model_mae - 44) < 0.5

# %% [markdown]
# No overflow this time, and you've just beaten the baseline on real patients: the MSE is about halved (5700 → 2900),
# and the average error falls from 64 points to 44.
#
# **Good** means clearly below the baseline on held-out cases, in the measure that matters to you. **Bad** means at the
# baseline or above it: then nothing it learned carries over to new people.
#
# > **Pitfall: overfitting.** Train the same layer on only 11 people, as many as it has parameters. Then it's less than
# > 2 points off on those eleven, and more than twice as far off as the baseline on everybody else. The gap between
# > training and held-out error gives it away.
#
# MSE and MAE differ most about an **outlier** (*Going deeper* drags one away). So look at MSE when large errors are far
# worse than small ones, and at MAE when the targets may hold typing errors.
#
# ---
# **A good place to stop.** You've written a linear layer, two losses and a scaler, and used them to beat a baseline on
# real patients. Come back for the diagnosis; then run everything above once (*Run → Run All Above Selected Cell*).
#
# ---
#
# ## Diagnosis with one layer
#
# Back to the breast masses: 357 benign ones and 212 malignant, with 30 measurements each. Malignant is the **positive**
# class, the one to be found. Here are two of the thirty columns. Could you draw a line?

# %%
from sklearn.datasets import load_breast_cancer

shipped = load_breast_cancer()
masses = torch.tensor(shipped.data, dtype=torch.float32)  # (569, 30)
malignant = torch.tensor(shipped.target == 0).float()     # (569,): 1.0 for malignant
classes = ["benign", "malignant"]
plots.scatter(masses[:, :2], malignant, shipped.feature_names[:2].tolist(), classes)

# %% role="proof"
assert masses.shape == (569, 30) and malignant.sum() == 212 and (malignant == 0).sum() == 357
assert shipped.feature_names[:2].tolist() == ["mean radius", "mean texture"]

# %% [markdown]
# ### Logits, not probabilities, go into the loss
#
# The model is `nn.Linear(30, 1)`: one **logit** per mass, any number from −∞ to ∞. The sigmoid turns it into the
# probability of malignant: logit −2 becomes 0.12, logit 0 becomes 0.50, and logit 2 becomes 0.88.
#
# For training, you leave the sigmoid out. The two losses below take logits and do that step themselves, in a way that
# loses no digits.
#
# | classes | the model's output | loss | targets |
# |---|---|---|---|
# | two | (n,): one logit per case | `nn.BCEWithLogitsLoss()` | (n,) float, 0.0 or 1.0 |
# | C, one of them right | (n, C): one logit per class | `nn.CrossEntropyLoss()` | (n,) int64, 0 to C − 1 |
#
# What if you apply the sigmoid first after all? Take a perfect model: it's certain of a "yes", and it's right. The loss of
# a "yes" is −ln sigmoid(logit), which is 0 here. What is the loss if you give it the probability, 1.0, instead?

# %%
predictions.predict("sigmoid-before-the-loss", ["An error is raised", "0 again", "0.313", "0.693", "1"])

# %%
bce = nn.BCEWithLogitsLoss()
certain, yes = torch.tensor([50.0]), torch.tensor([1.0])  # (1,): a logit, and its target
bce(certain, yes), bce(certain.sigmoid(), yes)

# %% role="proof"
proof_softmax = functional.cross_entropy((torch.eye(10)[:1] * 50).softmax(dim=1), torch.tensor([0]))
assert [round(torch.sigmoid(torch.tensor(z)).item(), 2) for z in (-2.0, 0.0, 2.0)] == [0.12, 0.5, 0.88]
assert bce(certain, yes) < 1e-6 and round(bce(certain.sigmoid(), yes).item(), 3) == 0.313
assert predictions.right_choice("sigmoid-before-the-loss") == "0.313"
assert round(bce((-certain).sigmoid(), 1 - yes).item(), 3) == 0.693 and round(proof_softmax.item(), 3) == 1.461

# %% [markdown]
# A perfect "no" costs even more than that. With ten classes and a softmax, every answer costs at least 1.461. If your loss
# gets stuck at such a height, look for this bug first.
#
# ### Question `fit-classifier`: choose a loss, and train
# *about 5 minutes · medium · 3 points*
#
# Write `fit(model, x, y, n_steps, learning_rate)`, which trains a yes-or-no classifier. `model` is an `nn.Linear` with
# one output, `x` is (n, features) with at least two rows, and `y` is (n,) float, 0.0 or 1.0. Take `n_steps` steps of
# plain SGD, with all rows in each of them and the mean of their losses. Which loss? That's for you to choose from the
# table above. Some logits may be far from 0.
#
# Train the model that comes in, and return the list of losses: one number per step, each taken before its step. The
# loop for the diabetes scores is a good start. Mind the shapes of logits and targets.

# %% answer="fit-classifier"
def fit(model: nn.Module, x: Tensor, y: Tensor, n_steps: int, learning_rate: float) -> list[float]:
    """Train `model` to tell 1 from 0, and return the loss before each step."""
    ### BEGIN SOLUTION
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x).squeeze(1), y)  # (n, 1) → (n,)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
    ### END SOLUTION

# %% check="fit-classifier" points=3
check("fit-classifier", fit)

# %% [markdown]
# ### From a table to batches
#
# So far, each step used all cases at once. With a million of them you'd run out of memory, so PyTorch hands them out
# in **batches**. A `TensorDataset` pairs each row with its target, and a `DataLoader` shuffles them and deals them out.
# `data.split` picks the row numbers as we did above, and keeps the mix of classes the same in both splits.

# %%
from torch.utils.data import DataLoader, TensorDataset

train, held = data.split(malignant, held_out=0.3)                # (398,) and (171,) row numbers
cells, cells_held = my_standardise(masses[train], masses[held])  # (398, 30) and (171, 30)
dataset = TensorDataset(cells, malignant[train])
order = torch.Generator().manual_seed(0)
batches = DataLoader(dataset, batch_size=32, shuffle=True, generator=order)
len(dataset), len(batches)

# %% role="proof"
assert len(held) == 171 and len(dataset) == 398 and len(batches) == 13 and 398 - 12 * 32 == 14

# %% [markdown]
# 398 masses make 13 batches: twelve of 32, and a last one of 14. One pass over all of them is an **epoch**. The
# generator fixes the order, so that you see the same numbers as we do.
#
# ### A model of your own
#
# In PyTorch, a model is a **class**: a plan from which you make objects that keep things (`self.linear`) and do things
# (`forward`). `self` is the object itself. With `(nn.Module)`, the plan starts from PyTorch's own and keeps all that it can
# do. You add two functions: `__init__` makes the layers, and `forward` says what happens to an input.

# %%
class Doctor(nn.Module):
    def __init__(self, n_features):
        super().__init__()                      # always first
        self.linear = nn.Linear(n_features, 1)  # PyTorch finds layers that are attributes

    def forward(self, x):
        return self.linear(x).squeeze(1)  # (n, features) → (n, 1) → (n,)

set_seed(0)
doctor = Doctor(30).to(device)
doctor

# %% role="proof"
assert sum(parameter.numel() for parameter in doctor.parameters()) == 31

# %% [markdown]
# You call the model like a function, `doctor(x)`, and PyTorch runs `forward`. Before we train it, set the bar: how
# often would someone be right who says "benign" every time, without looking?

# %%
predictions.predict("always-benign", ["0.37", "0.50", "0.63", "0.95"])

# %% [markdown]
# ### The whole training loop
#
# You'll write this loop again and again. In each epoch: switch to training mode, take a step for each batch, then
# switch to evaluation mode and judge without gradients. (For one linear layer the two modes do the same. For the
# networks from lesson 3 on they don't, so make it a habit now.)

# %%
optimizer, held_accuracy = torch.optim.SGD(doctor.parameters(), lr=0.1), []
for epoch in range(30):
    doctor.train()
    for batch_x, batch_y in batches:
        optimizer.zero_grad()
        loss = bce(doctor(batch_x.to(device)), batch_y.to(device))
        loss.backward()
        optimizer.step()
    doctor.eval()
    with torch.inference_mode():
        right = (doctor(cells_held.to(device)) > 0).cpu() == (malignant[held] == 1)
    held_accuracy.append(right.float().mean().item())

# %% [markdown]
# How many of the held-out masses did it get right after each epoch, and what's the answer to your last prediction?

# %%
always_benign = (malignant[held] == 0).float().mean().item()
plots.curves({"the doctor": held_accuracy, "always benign": [always_benign] * 30},
             x=range(1, 31), xlabel="epoch", ylabel="accuracy", colors=(plots.OURS, plots.BASELINE))

# %% role="proof"
assert f"{always_benign:.2f}" == predictions.right_choice("always-benign") and held_accuracy[-1] > 0.95
assert held_accuracy[0] > 0.85

# %% [markdown]
# After a single epoch it's already far above that line, and it ends above 0.95. You just trained a model that tells
# cancer from no cancer. Now let's see its mistakes:

# %%
from sklearn.metrics import confusion_matrix

doctor.eval()
with torch.inference_mode():
    held_logits = doctor(cells_held.to(device)).cpu()  # (171, 30) → (171,)
probability = torch.sigmoid(held_logits)
is_malignant = malignant[held] == 1                    # (171,) bool
counts = confusion_matrix(is_malignant, probability > 0.5, labels=[True, False])
plots.confusion_matrices({"171 masses": torch.from_numpy(counts)}, classes[::-1], positive=0)

# %% role="proof"
assert abs(counts - seen_by_one_layer.numpy()).max() <= 1  # another device may round one case over

# %% [markdown]
# That's the picture from the top of the page, and this time it's yours. To keep the model, save its 31 numbers with
# `torch.save(doctor.state_dict(), path)`; *Going deeper* loads them again.
#
# ## F1 joins the two
#
# Let's put numbers on such mistakes, with a test that judged 100 people:
#
# | | predicted ill | predicted healthy |
# |---|---|---|
# | **actually ill** | TP 50 | FN 10 |
# | **actually healthy** | FP 5 | TN 35 |
#
# | name | question | formula | here |
# |---|---|---|---|
# | **precision** | Of the alarms, how many are real? | TP / (TP + FP) | 50 / 55 = 0.91 |
# | **recall**, sensitivity, true positive rate | Of the ill, how many are found? | TP / (TP + FN) | 50 / 60 = 0.83 |
# | **specificity** | Of the healthy, how many are left alone? | TN / (TN + FP) | 35 / 40 = 0.875 |
# | **false positive rate** | Of the healthy, how many are alarmed? | FP / (TN + FP) | 5 / 40 = 0.125 |
# | **accuracy** | Of all, how many are classified correctly? | (TP + TN) / all | 85 / 100 = 0.85 |
#
# **F1** joins precision $P$ and recall $R$ into one number, their *harmonic mean*:
#
# $$F_1 = \frac{2PR}{P + R}$$
#
# It lies between the two, closer to the smaller one, so that neither can make up for the other.

# %% role="proof"
assert (round(50 / 55, 2), round(50 / 60, 2), 35 / 40, 5 / 40) == (0.91, 0.83, 0.875, 0.125)

# %% [markdown]
# ### Question `f1`: three numbers from three counts
# *about 5 minutes · medium · 3 points*
#
# Write `precision_recall_f1(tp, fp, fn)`. The arguments are three counts, whole numbers from 0; mind their order.
# Return precision, recall and F1. Wherever the formula would divide 0 by 0, return 0 for that number: a model that
# never raises an alarm has found nothing.

# %% answer="f1"
def precision_recall_f1(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    """Return precision, recall and F1, each from 0 to 1."""
    ### BEGIN SOLUTION
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1
    ### END SOLUTION

# %% check="f1" points=3
check("f1", precision_recall_f1)

# %% [markdown]
# Imagine a model that hardly ever raises the alarm: precision 0.9, recall 0.2. What's its F1?

# %%
predictions.predict("f1-of-a-lopsided-model", ["0.55", "0.33", "0.20", "0.90"])

# %%
my_rates = yours("f1")
(tp, fn), (fp, tn) = counts
cases = {"the 100 people": (50, 5, 10), "lopsided": (18, 2, 72), "our doctor": (tp, fp, fn)}
scored = pd.DataFrame({name: my_rates(*three) for name, three in cases.items()},
                      index=["precision", "recall", "F1"])
scored.round(2)

# %% role="proof"
assert [round(score, 2) for score in scored["the 100 people"]] == [0.91, 0.83, 0.87]
assert [round(score, 2) for score in scored["lopsided"]] == [0.90, 0.20, 0.33]
assert f'{scored["lopsided"]["F1"]:.2f}' == predictions.right_choice("f1-of-a-lopsided-model")
assert all(abs(score - 0.95) < 0.02 for score in scored["our doctor"])
proof_actual, proof_silent = torch.tensor([1] * 5 + [0] * 95), torch.zeros(100)  # 5 malignant, and always benign
assert (proof_actual == proof_silent).float().mean().item() == torch.tensor(0.95) and my_rates(0, 0, 5) == (0, 0, 0)

# %% [markdown]
# The plain mean of 0.9 and 0.2 would be 0.55, which sounds passable. And our doctor? Around 0.95 throughout.
#
# For two classes of similar size (other data and other goals have other bands):
#
# | | accuracy | precision and recall | F1 |
# |---|---|---|---|
# | **good** | above 0.80 | both above 0.80 and close to each other | about 0.85 or more |
# | **bad** | near 0.50 | one below 0.5, or lopsided, such as 0.9 with 0.2 | pulled down by the smaller one |
#
# ### The accuracy paradox
#
# Now let only 5 of 100 masses be malignant, and say "benign" every single time:
#
# | accuracy | recall | F1 | verdict |
# |---|---|---|---|
# | 0.95 | 0.00 | 0.00 | ✗ useless: it finds nothing |
#
# It's the worst model in this lesson, with nearly the best accuracy. So with a rare class, ask for recall and F1.
#
# > **Pitfall: class imbalance.** A rare class is also hard to learn. Taught by only 3 malignant masses, the layer
# > misses nearly half of those that are held out (*Going deeper* runs it).
#
# ## Move the threshold
#
# Our doctor says "malignant" when the probability is above 0.5. Nothing forces us to draw the line there. If we lower
# this **threshold**, more masses are called malignant. Which number can only rise then, or stay where it is?

# %%
predictions.predict("threshold-falls", ["Precision", "Recall", "Both", "Neither"])

# %% [markdown]
# Here's the dial from the beginning. Each point is one of the 171 masses; the hollow ones are mistakes. **Can you find all but one of the tumors? What does it cost?**

# %%
play.threshold(probability, is_malignant, classes)

# %% role="proof"
proof_recall = [((probability > t / 100) & is_malignant).sum().item() for t in range(1, 100)]
assert proof_recall == sorted(proof_recall, reverse=True)
assert predictions.right_choice("threshold-falls") == "Recall"

# %% [markdown]
# Precision mostly falls, since false alarms come along.
#
# ### Question `threshold`: from logits to decisions
# *about 4 minutes · easy · 2 points*
#
# Write `predict(logits, threshold)`. `logits` is a float tensor of any shape, `threshold` a **probability** between 0
# and 1. Return a tensor of the same shape: True (or 1) where the probability of the positive class is above the
# threshold, otherwise False (or 0). Leave `logits` as they are.

# %% answer="threshold"
def predict(logits: Tensor, threshold: float) -> Tensor:
    """Return where the probability of the positive class is above `threshold`, in the shape of `logits`."""
    ### BEGIN SOLUTION
    return torch.sigmoid(logits) > threshold
    ### END SOLUTION

# %% check="threshold" points=2
check("threshold", predict)

# %% [markdown]
# Two functions of yours work together here: one decides, the other scores its decisions.

# %%
my_decide = yours("threshold")

def rates_of(threshold):
    says = my_decide(held_logits, threshold).bool()
    tp, fp = int((says & is_malignant).sum()), int((says & ~is_malignant).sum())
    fn = int((~says & is_malignant).sum())
    return *my_rates(tp, fp, fn), fp, fn

names = ["precision", "recall", "F1", "false alarms", "missed"]
tried = [0.1, 0.5, 0.9]
pd.DataFrame([rates_of(threshold) for threshold in tried], index=tried, columns=names).round(2)

# %% role="proof"
assert rates_of(0.1)[3:] == (20, 1) and round(rates_of(0.1)[0], 2) == 0.76 and round(rates_of(0.1)[1], 2) == 0.98
assert rates_of(0.9)[3:] == (0, 7)

# %% [markdown]
# For a **diagnosis**, a missed tumor is the worst outcome, so the threshold goes down. At 0.1, two more tumors are
# found, and only one is missed: recall 0.98. **That solves the puzzle from the top.** The price is 20 false alarms
# instead of 3, so precision drops to 0.76.
#
# For **spam** it's the other way around: a lost email is worse than an ad, so the threshold goes up. On the twenty
# emails of lesson 1, no good one is lost from 0.7 on. The price is recall 0.60: four of ten spam emails get through.
#
# One warning. We moved the threshold on held-out cases to see what happens. If you also *choose* it there, they're used
# up as judges; lesson 5 chooses it on a third split.
#
# ## Which metric fits the goal?
#
# ### Question `which-metric`: two goals
# *about 2 minutes · easy · 2 points*
#
# Your words are `"accuracy"`, `"precision"`, `"recall"` and `"F1"`.
#
# - `metric_for_spam`: for an email filter where losing a good email is far worse than letting spam through.
# - `metric_for_cancer`: for a screening test where missing a tumor is far worse than a false alarm.

# %% answer="which-metric"
### BEGIN SOLUTION
metric_for_spam = "precision"
metric_for_cancer = "recall"
### END SOLUTION

# %% check="which-metric" points=2
check("which-metric", metric_for_spam, metric_for_cancer)

# %% [markdown]
# | your goal | look at | because |
# |---|---|---|
# | false alarms are costly | precision | it falls with each FP |
# | misses are costly | recall | it falls with each FN |
# | both count, and the positives are rare | F1 | it is high only if both are |
# | classes of similar size, both mistakes equally bad | accuracy | every mistake counts the same |
#
# ## When one line isn't enough
#
# One layer draws one straight line. Now take points whose class says whether their two features have the same sign, so
# that each class fills two opposite corners. No straight line separates those.
#
# So let's stack layers, and feed the outputs of the first to a second. `nn.Sequential(…)` runs the modules that you
# give it one after the other; in a class of your own, `forward` does. Between the two stands something **nonlinear**,
# such as `nn.ReLU()`, which keeps positive numbers and turns negative ones into 0.
#
# ### Question `nonlinear`: build a network
# *about 4 minutes · medium · 3 points*
#
# Write `build(n_features, n_hidden)`, which returns a new network in each call, an `nn.Module`: an `nn.Linear` from the
# features to `n_hidden` units, something nonlinear, and an `nn.Linear` to one logit per row. Both layers keep their
# bias. Which nonlinearity you take is up to you, as long as it can learn.
#
# It takes (n, n_features) to (n, 1) or to (n,), for any n from 1. The logits go into `nn.BCEWithLogitsLoss`, so they
# may be any number.

# %% answer="nonlinear"
def build(n_features: int, n_hidden: int) -> nn.Module:
    """Return a network with one hidden layer, which gives one logit per row."""
    ### BEGIN SOLUTION
    return nn.Sequential(nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1))
    ### END SOLUTION

# %% check="nonlinear" points=3
check("nonlinear", build)

# %% [markdown]
# Here's yours with 16 hidden units, next to one layer alone and to two layers with nothing between them.
# (`nn.Flatten(0)` makes (n, 1) logits (n,).)

# %%
my_build = yours("nonlinear")

set_seed(0)
points = (2 * torch.rand(300, 2) - 1).to(device)            # (300, 2), from -1 to 1
mixed = ((points[:, 0] > 0) != (points[:, 1] > 0)).float()  # (300,): 1 in two opposite corners
nets = {
    "one layer": nn.Sequential(nn.Linear(2, 1), nn.Flatten(0)),
    "two layers": nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 1), nn.Flatten(0)),
    "your network": nn.Sequential(my_build(2, 16), nn.Flatten(0)),
}

# %% [markdown]
# You've written the whole loop yourself, so `training.fit` may run it for you now. Which of the three will get nearly
# every point right?

# %%
predictions.predict("which-net-bends", ["All three", "The two with two layers",
                                        "Only your network", "None"])

# %%
for net in nets.values():
    sgd = torch.optim.SGD(net.to(device).parameters(), lr=0.5, momentum=0.9)  # keeps some speed
    training.fit(net, points, mixed, sgd, n_epochs=200, loss_fn=bce, progress=False)
plots.regions(points, mixed, nets, ["first feature", "second feature"], ["same sign", "other sign"])

# %% role="proof"
proof_right = {name: training.accuracy(net(points), mixed) for name, net in nets.items()}
proof_guess = max(mixed.mean().item(), 1 - mixed.mean().item())  # always the larger class
assert max(proof_right["one layer"], proof_right["two layers"]) < proof_guess + 0.15
assert proof_right["your network"] > 0.95 and predictions.right_choice("which-net-bends") == "Only your network"
assert sum(parameter.numel() for parameter in nets["your network"].parameters()) == 2 * 16 + 16 + 16 * 1 + 1 == 65

# %% [markdown]
# Look at that corner: with 65 parameters and one nonlinearity, you've left straight lines behind. But two linear
# layers in a row are one linear layer in disguise: $W_2(W_1x + b_1) + b_2 = (W_2W_1)\,x + (W_2b_1 + b_2)$. Only
# something nonlinear between them lets it bend.
#
# Behind the last layer, leave it out: a ReLU there would cut off every negative logit, and with it the model's "no".

# %% [markdown]
# ## Going deeper: ten experiments
#
# Everything here is extra. Nothing later needs it.
#
# ### Your layer, as a doctor
#
# A trained layer is nothing but its weight and its bias. So *your* `linear` can make the same diagnoses:

# %%
my_linear = yours("linear-by-hand")
weight, bias = doctor.linear.weight.detach().cpu(), doctor.linear.bias.detach().cpu()
by_hand = my_linear(cells_held, weight, bias).squeeze(1)  # (171, 30) → (171, 1) → (171,)
torch.allclose(by_hand, held_logits, atol=1e-4)

# %% [markdown]
# `True`: the same 171 logits. There's no magic left in `nn.Linear`.
#
# ### Save it, load it
#
# Those 31 numbers are all there is to keep. `state_dict()` returns them by name, and `torch.save` writes them to a
# file. To load them, make a fresh model of the same class and fill it. `weights_only=True` makes sure that the file
# can't run code on your machine.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "doctor.pt"
    torch.save(doctor.state_dict(), path)
    revived = Doctor(30)
    revived.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
torch.equal(revived(cells_held) > 0, held_logits > 0)

# %% [markdown]
# The revived model gives the same answers. In real life, save the training split's mean and standard deviation, too:
# without them, the weights are worth nothing.
#
# ### Two layers as one
#
# Multiply the two layers of the middle net into one weight and one bias. Their answers agree:

# %%
first, second = nets["two layers"][0], nets["two layers"][1]
with torch.no_grad():
    weight = second.weight @ first.weight                           # (1, 16) @ (16, 2) → (1, 2)
    bias = second.weight @ first.bias + second.bias                 # (1,)
    joined = functional.linear(points, weight, bias)                # (300, 1)
    difference = (joined - second(first(points))).abs().max()
difference

# %% role="proof"
assert difference < 1e-4

# %% [markdown]
# ### A threshold for spam
#
# Here are the twenty emails of lesson 1 again. How far up must the threshold go until no good email is lost?

# %%
spam_score = torch.tensor([0.99, 0.97, 0.95, 0.88, 0.81, 0.74, 0.66, 0.58, 0.42, 0.15,
                           0.62, 0.35, 0.28, 0.22, 0.17, 0.12, 0.08, 0.05, 0.03, 0.01])
is_spam = torch.arange(20) < 10  # the first row is spam, the second is good
play.threshold(spam_score, is_spam, ["good", "spam"])

# %% role="proof"
assert [((spam_score > t) & ~is_spam).sum().item() for t in (0.6, 0.7)] == [1, 0]
assert ((spam_score > 0.7) & is_spam).sum() == 6

# %% [markdown]
# At 0.7, precision is 1.00. Four of ten spam emails get through.
#
# ### One outlier
#
# Seven people have the scores below, and you may give one single guess for all of them. Drag the last score away from
# the others, and watch which best guess follows it.

# %%
play.one_outlier([83, 110, 141, 155, 182, 214, 246])

# %% [markdown]
# The guess with the smallest MSE is the **mean**, and it follows a single outlier. The guess with the smallest MAE
# is the **median**, and it stays with the crowd. Is it the same for a model?
#
# ### One typing error, twice
#
# A slip of the finger: one of the 110 held-out scores gets a zero too many. The model stays as it is. How much worse
# will it look?

# %%
predictions.predict("one-zero-too-many", [
    "Both about 1.2 times", "MSE about 1.2 times, MAE about 6 times",
    "MSE about 6 times, MAE about 1.2 times", "Both about 10 times"])

# %%
slipped = actual.clone()
slipped[0] *= 10
pd.DataFrame({name: {"MSE": float(my_mse(predicted, y)), "MAE": float(my_mae(predicted, y))}
              for name, y in {"as it was": actual, "one zero too many": slipped}.items()}).round(1)

# %% role="proof"
slipped_mse = functional.mse_loss(predicted, slipped).item()
slipped_mae = functional.l1_loss(predicted, slipped).item()
assert 5.5 < slipped_mse / model_mse < 6.9 and 1.15 < slipped_mae / model_mae < 1.3
assert predictions.right_choice("one-zero-too-many") == "MSE about 6 times, MAE about 1.2 times"

# %% [markdown]
# When a loss *trains* a model, it does more than measure: it decides where the model goes. Here are 40 people with
# diabetes, and their body mass index as the only feature. One line is trained with MSE as its loss, the other with
# MAE. On the right, one score has a zero too many.

# %%
few = train_rows[:40]
bmi, true_scores = x_train[:40, 2:3], y[few]  # (40, 1) and (40,)
typed_scores = true_scores.clone()
typed_scores[bmi.argmax()] *= 10           # for the person with the highest index
two_losses = {"MAE": (functional.l1_loss, 2.0), "MSE": (functional.mse_loss, 0.1)}  # and learning rates

def lines_of(scores):
    found = {}
    for name, (loss_fn, learning_rate) in two_losses.items():
        line, _ = train_line(bmi, scores, loss_fn, learning_rate, n_steps=500)
        found[f"trained with {name}"] = line.weight.item(), line.bias.item()
    return found

# %%
panels = {title: (scores, lines_of(scores))
          for title, scores in {"true scores": true_scores, "one typing error": typed_scores}.items()}
plots.lines_through(bmi[:, 0], panels, xlabel="body mass index, scaled", ylabel="score in a year", top=700)

# %% role="proof"
(_, truly), (_, typed) = panels.values()
assert typed["trained with MSE"][0] > 4 * truly["trained with MSE"][0]
assert abs(typed["trained with MAE"][0] - truly["trained with MAE"][0]) < 15

# %% [markdown]
# To make one huge error smaller, MSE spoils the other 39 predictions; its slope is more than four times as steep. The
# MAE line hardly moves, since for MAE every error pulls equally hard, however large it is. (For the same reason it
# needs a larger learning rate here.)
#
# ### Eleven people, eleven parameters
#
# The layer has 10 weights and a bias. We train it on as many people as it has parameters. Here's its MAE on those
# eleven, and on the held-out people, where the baseline has 64:

# %%
generator = torch.Generator().manual_seed(0)
eleven = train_rows[torch.randperm(332, generator=generator)[:11]]  # (11,)
own, others = my_standardise(x[eleven], x[held_rows])
memorized, _ = train_line(own, y[eleven], functional.mse_loss, 0.2, n_steps=2000)
with torch.inference_mode():
    own_mae = float(my_mae(memorized(own), y[eleven]))
    new_mae = float(my_mae(memorized(others), actual))
own_mae, new_mae

# %% role="proof"
assert own_mae < 2 and new_mae > 2 * baseline_mae
assert sum(parameter.numel() for parameter in memorized.parameters()) == 11

# %% [markdown]
# It has memorized its eleven, and fails on everybody else: **overfitting**. More cases narrow the gap.
#
# ### Leakage, measured
#
# 400 cases have 5000 columns of pure noise, and a coin has decided their class. We keep the 60 columns that fit the
# classes best, choosing first by all cases, then by the training cases only.

# %%
generator = torch.Generator().manual_seed(0)
coin = (torch.randperm(400, generator=generator) < 200).float()    # (400,): 0 or 1
noise = torch.randn(400, 5000, generator=generator)                # (400, 5000): tells nothing about any coin
coin_train, coin_held = data.split(coin, held_out=0.5)             # (200,) row numbers each

my_fit = yours("fit-classifier")

def fit_classifier(x, y, n_epochs=100):  # one layer, all cases in every step
    set_seed(0)
    model = nn.Linear(x.shape[1], 1).to(device)
    my_fit(model, x.to(device), y.to(device), n_epochs, learning_rate=0.5)
    return nn.Sequential(model, nn.Flatten(0)).cpu()

# %%
def score_of_chosen(rows):
    fits = (noise[rows] * (2 * coin[rows] - 1)[:, None]).mean(dim=0).abs()  # (5000,): how well each column fits
    columns = noise[:, fits.topk(60).indices]                               # (400, 60)
    coin_model = fit_classifier(columns[coin_train], coin[coin_train])
    return training.accuracy(coin_model(columns[coin_held]), coin[coin_held])

leaked, honest = score_of_chosen(torch.arange(400)), score_of_chosen(coin_train)
plots.bars({"held-out accuracy": {"chosen by\ntraining": honest, "chosen by\nall cases": leaked}},
           misleading=["chosen by\nall cases"])

# %% role="proof"
assert abs(leaked - 0.80) < 0.05 and abs(honest - 0.50) < 0.05

# %% [markdown]
# Nobody can predict a coin, so about 0.50 is honest. Choosing by all cases scores about 0.80, although the model was
# trained on the training cases only: the choice had seen the others. Split first. Then let **everything** that learns
# from data, scaler and choice of columns included, see the training split alone.
#
# ### Three broken models
#
# One ends in a sigmoid whose output is then read as a logit; one was trained on shuffled targets; one was never
# trained. Which of them still has a recall of 1.00?

# %%
predictions.predict("broken-with-full-recall", [
    "The one that ends in a sigmoid", "The one with shuffled targets",
    "The one that was never trained", "None of them"])

# %%
set_seed(0)
ends_in_sigmoid = nn.Sequential(Doctor(30), nn.Sigmoid())
sgd = torch.optim.SGD(ends_in_sigmoid.parameters(), lr=0.5)
training.fit(ends_in_sigmoid, cells, malignant[train], sgd, n_epochs=100, loss_fn=bce, progress=False)
shuffled = malignant[train][torch.randperm(398, generator=torch.Generator().manual_seed(2))]
models = {"ours": revived, "sigmoid inside": ends_in_sigmoid,
          "targets shuffled": fit_classifier(cells, shuffled),
          "never trained": fit_classifier(cells, malignant[train], n_epochs=0)}

# %%
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score

measures = {"accuracy": accuracy_score, "precision": precision_score,
            "recall": recall_score, "F1": f1_score}
with torch.inference_mode():
    says = {name: model(cells_held) > 0 for name, model in models.items()}
judged = pd.DataFrame({name: {metric: measure(is_malignant, says[name])
                              for metric, measure in measures.items()} for name in says})
judged.round(2)

# %% role="proof"
ours = judged["ours"]
assert ours["accuracy"] > 0.80 and ours["precision"] > 0.80 and ours["recall"] > 0.80
assert ours["F1"] >= 0.85 and abs(ours["precision"] - ours["recall"]) < 0.1
assert all(min(scores["precision"], scores["recall"]) < 0.5 for name, scores in judged.items() if name != "ours")
assert judged["sigmoid inside"]["recall"] == 1 and abs(judged["sigmoid inside"]["precision"] - 0.37) < 0.01
assert abs(judged["targets shuffled"]["accuracy"] - 0.66) < 0.03 and judged["targets shuffled"]["recall"] < 0.3
assert abs(judged["never trained"]["accuracy"] - 0.44) < 0.03
assert predictions.right_choice("broken-with-full-recall") == "The one that ends in a sigmoid"

# %% [markdown]
# - **Sigmoid inside**: a probability is always above 0, so every mass is called malignant. Recall is 1.00, and
#   precision 0.37, the share of malignant masses. One good number alone proves nothing.
# - **Targets shuffled**: accuracy 0.66 looks like something learned, but "always benign" has 0.63. It finds few of the
#   malignant ones.
# - **Never trained**: accuracy 0.44, no better than a coin.
#
# ### Taught by three
#
# Now the training split holds all its 250 benign masses, but only 3 malignant ones. You've read that the layer misses
# nearly half of the tumors. But when it does raise the alarm, how often is it right?

# %%
predictions.predict("taught-by-three", ["About half the time", "About 3 times in 4",
                                        "More than 9 times in 10"])

# %%
three = torch.cat([train[malignant[train] == 0], train[malignant[train] == 1][:3]])  # (250 + 3,)
seldom, seldom_held = my_standardise(masses[three], masses[held])
trainee = fit_classifier(seldom, malignant[three])
with torch.inference_mode():
    finds = trainee(seldom_held) > 0
pd.Series({"precision": precision_score(is_malignant, finds),
           "recall": recall_score(is_malignant, finds)}).round(2)

# %% role="proof"
assert precision_score(is_malignant, finds) > 0.9 and abs(recall_score(is_malignant, finds) - 0.55) < 0.1
assert predictions.right_choice("taught-by-three") == "More than 9 times in 10"

# %% [markdown]
# The layer is precise, but misses nearly half of the tumors. So ask not only how many cases there were, but how many of
# the rare class.

# %% [markdown]
# ## Going deeper: when it goes wrong
#
# Nothing to memorize. When a linear layer or its loss raises an error, look it up here by its message.
#
# | your code | PyTorch says | what happened, and the cure |
# |---|---|---|
# | `nn.Linear(30, 1)(torch.ones(4, 31))` | `mat1 and mat2 shapes cannot be multiplied (4x31 and 30x1)` | the data has 31 features, the layer was made for 30: make it with `x.shape[-1]` |
# | `nn.Linear(2, 1)(torch.tensor([[1, 2]]))` | `mat1 and mat2 must have the same dtype` … | the weight is float32, the data int64: `x.float()` |
# | `bce(torch.zeros(4, 1), torch.zeros(4))` | `Target size (torch.Size([4])) must be the same as input size (torch.Size([4, 1]))` | logits are (n, 1), targets (n,): `logits.squeeze(1)` |
# | `bce(torch.zeros(4), torch.tensor([0, 1, 1, 0]))` | `result type Float can't be cast to the desired output type Long` | BCE wants float targets: `y.float()` |
# | `nn.CrossEntropyLoss()` with float class numbers | `expected target dtype to be Long or Byte, but got Float` (in older versions, `expected scalar type Long but found Float`) | it wants class numbers as int64: `y.long()` |
# | the same, with three logits and a class 3 | `Target 3 is out of bounds.` | classes count from 0: the last layer needs as many outputs as there are classes |
# | `SGD(model.parameters(), lr=0.1)` | `optimizer got an empty parameter list` | PyTorch didn't find your layers: see *Layers that PyTorch can't see*, below |

# %% role="proof"
proof_ce = nn.CrossEntropyLoss()
proof_mistakes = {
    "mat1 and mat2 shapes cannot be multiplied (4x31 and 30x1)": lambda: nn.Linear(30, 1)(torch.ones(4, 31)),
    "mat1 and mat2 must have the same dtype": lambda: nn.Linear(2, 1)(torch.tensor([[1, 2]])),
    "Target size (torch.Size([4])) must be the same as input size (torch.Size([4, 1]))":
        lambda: bce(torch.zeros(4, 1), torch.zeros(4)),
    "result type Float can't be cast to the desired output type Long":
        lambda: bce(torch.zeros(4), torch.tensor([0, 1, 1, 0])),
    "Float": lambda: proof_ce(torch.zeros(4, 3), torch.tensor([0.0, 1, 2, 0])),  # the rest depends on the version
    "Target 3 is out of bounds.": lambda: proof_ce(torch.zeros(4, 3), torch.tensor([0, 1, 2, 3])),
    "optimizer got an empty parameter list": lambda: torch.optim.SGD(nn.Module().parameters(), lr=0.1),
}
for proof_said, proof_mistake in proof_mistakes.items():
    try:
        proof_mistake()
    except (RuntimeError, ValueError, IndexError) as proof_error:
        assert proof_said in str(proof_error), str(proof_error)
    else:
        raise AssertionError(f"no error: {proof_said}")

# %% [markdown]
# ### The shape error, and how to read it
#
# Sooner or later a layer gets features that it wasn't made for. Let's make that mistake on purpose:

# %%
try:
    nn.Linear(30, 2)(torch.ones(4, 31))
except RuntimeError as error:
    print(error)

# %% role="proof"
try:
    nn.Linear(30, 2)(torch.ones(5, 4, 31))
except RuntimeError as proof_error:
    assert "(20x31 and 30x2)" in str(proof_error)

# %% [markdown]
# `mat1` is your data: 4 cases of 31 features. `mat2` is `W.T`, which is (in, out). Now compare the two numbers in the
# middle, 31 and 30: they should be equal.
#
# Either the layer was made for another width, or your data lost its shape on the way, so print `x.shape` just before
# the layer. With more axes, the leading ones are multiplied: an input of (5, 4, 31) is called `20x31`.
#
# ### Layers that PyTorch can't see
#
# *Optimizer got an empty parameter list?* Layers in an ordinary Python list are hidden from PyTorch:

# %%
class PlainList(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 1)]  # cure: nn.ModuleList([nn.Linear(2, 1)])

list(PlainList().parameters())

# %% role="proof"
assert list(PlainList().parameters()) == []

# %% [markdown]
# Two bugs raise **no** error, and are worse for it:
#
# - `nn.MSELoss()` with (n, 1) against (n,) only warns, and compares every prediction with every target.
# - The loss is `inf` or `nan` after a few steps: standardize the features, or use a smaller learning rate.

# %% [markdown]
# ## Without the course
#
# Here's the whole diagnosis in one program, with nothing of ours in it. Paste it into an empty file, and it runs. Then
# make it yours.

# %% role="program"
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import classification_report, confusion_matrix
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)

# Data: split first, then standardize with the training split's statistics only.
table = load_breast_cancer()
features = torch.tensor(table.data, dtype=torch.float32)
labels = torch.tensor(table.target == 0).float()  # 1 for malignant, the class to find
fit_x, test_x, fit_y, test_y = train_test_split(features, labels, test_size=0.3,
                                                stratify=labels, random_state=0)
mean, std = fit_x.mean(dim=0), fit_x.std(dim=0)
fit_x, test_x = (fit_x - mean) / std, (test_x - mean) / std
loader = DataLoader(TensorDataset(fit_x, fit_y), batch_size=32, shuffle=True)


class Diagnosis(nn.Module):
    def __init__(self, n_features):
        super().__init__()
        self.linear = nn.Linear(n_features, 1)

    def forward(self, x):
        return self.linear(x).squeeze(1)  # (n, features) → (n,) logits


net = Diagnosis(n_features=30)
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
history = []
for epoch in range(30):
    net.train()
    total = 0.0
    for batch_x, batch_y in loader:
        optimizer.zero_grad()
        loss = loss_fn(net(batch_x), batch_y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch_x)
    history.append(total / len(fit_x))

net.eval()
with torch.inference_mode():
    chance = torch.sigmoid(net(test_x))
print(classification_report(test_y, chance > 0.5, target_names=["benign", "malignant"]))
print("[[TP, FN], [FP, TN]] at 0.1:\n", confusion_matrix(test_y, chance > 0.1, labels=[1, 0]))

plt.plot(history)
plt.xlabel("epoch")
plt.ylabel("training loss")
plt.show()

# %% [markdown]
# ## What you can do now
#
# - You can predict what a layer does: `x @ W.T + b` on the last axis, with in × out + out parameters.
# - You can write a model, its batches and its training loop in plain PyTorch, and save what it has learned.
# - You prepare data by the training split only, and you beat a baseline before you boast.
# - You know that MSE follows outliers and MAE doesn't, and why a ReLU has to stand between two layers.
# - You give logits to the loss. A sigmoid makes them probabilities, and a threshold makes those a decision.
# - You ask for precision, recall and F1, whatever the accuracy says. Your goal chooses the metric, and the metric the
#   threshold.
#
# And this is what you made: one linear layer, seen at every threshold at once. How well did you guess, and what's solved?

# %%
display(plots.threshold_sweep(probability, is_malignant, 0.1, classes), predictions.my_guesses("02_linear_layers"))
progress.show("02_linear_layers")

# %% role="proof"
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

proof_wine = load_wine()
proof_split = train_test_split(torch.tensor(proof_wine.data).float(), torch.tensor(proof_wine.target),
                               test_size=0.3, stratify=proof_wine.target, random_state=0)
proof_fit_x, proof_test_x, proof_fit_y, proof_test_y = proof_split
proof_fit_x, proof_test_x = standardise(proof_fit_x, proof_test_x)
set_seed(0)
proof_net = nn.Linear(13, 3)
training.fit(proof_net, proof_fit_x, proof_fit_y, torch.optim.SGD(proof_net.parameters(), lr=0.5), n_epochs=100,
             progress=False)
assert training.accuracy(proof_net(proof_test_x), proof_test_y) >= 0.95

# %% [markdown]
# **A stretch, with no hints.** `sklearn.datasets.load_wine` holds 178 wines of three growers, with 13 measurements
# each. Open an empty notebook, import nothing of ours, and tell the growers apart: `nn.Linear(13, 3)` and
# `nn.CrossEntropyLoss`. On held-out wines, 95% is within reach.
#
# **Next: [lesson 3, pretrained models](03_pretrained_models.ipynb)**: networks that have already seen a million
# pictures, and what they make of six more.
