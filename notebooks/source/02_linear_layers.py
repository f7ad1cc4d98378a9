# %% [markdown]
# # Lesson 2 · Linear layers
#
# Ten measurements of a person with diabetes: how far will the disease have advanced in a year? Thirty measurements
# of a breast mass: is it cancer? One building block answers both, the **linear layer**, also called *fully
# connected*. At the end of this lesson you know what it computes, how to train it, and when to trust what it says.
#
# **Afterwards you can**
#
# - write what `nn.Linear` computes, `y = x @ W.T + b`, and foretell every shape and the number of parameters;
# - read PyTorch's shape error and mend its cause;
# - stack layers, and say why something nonlinear must stand between them;
# - tell logits from probabilities, and give the loss the ones that it wants;
# - judge a prediction of numbers by MSE and MAE, and say what an outlier does to each;
# - judge a classifier by accuracy, precision, recall and F1, and move its threshold towards your goal.
#
# | question | section | you write | points | minutes | difficulty |
# |---|---|---|---|---|---|
# | `linear-shapes` | Weight, bias, parameters | four predictions | 2 | 4 | easy |
# | `linear-by-hand` | Weight, bias, parameters | a function | 3 | 6 | medium |
# | `mse-mae` | How wrong is a number? | two functions | 3 | 6 | medium |
# | `standardise` | One scale for every column | a function | 3 | 6 | medium |
# | `f1` | F1 joins the two | a function | 3 | 6 | medium |
# | `threshold` | Move the threshold | a function | 2 | 4 | easy |
# | `which-metric` | Which metric fits the goal? | two words | 2 | 2 | easy |
#
# Plan about 35 minutes for the questions and 45 for the rest. As in [lesson 1](01_first_computation.ipynb), the cell
# below an answer checks it, as often as you like.

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
# ## From one weight vector to several
#
# Lesson 1's model had one weight vector and gave every case one number. A linear layer holds several weight vectors
# and gives every case several numbers, its **outputs**. Here four cases with three features meet two weight vectors,
# the columns of `W.T`:

# %%
x = torch.tensor([[1.0, 2.0, 3.0], [0.0, 1.0, 0.0], [2.0, 0.0, 1.0], [5.0, 5.0, 5.0]])  # (4, 3): cases, features
W = torch.tensor([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])  # (2, 3): a row for each output
b = torch.tensor([10.0, 0.0])                          # (2,): a number for each output
y = x @ W.T + b                                        # (4, 3) @ (3, 2) + (2,) → (4, 2)
plots.grids(("x", x), "@", ("W.T", W.T), "+", ("b", b), "=", ("y", y))

# %% role="proof"
assert y[0, 0] == 1 * 1 + 2 * 0 + 3 * -1 + 10 == 8 and y[0, 1] == 1 * 2 + 2 * 1 + 3 * 0 + 0 == 4

# %% [markdown]
# The first case: 1 × 1 + 2 × 0 + 3 × (−1) + 10 = 8 for the first output, 1 × 2 + 2 × 1 + 3 × 0 + 0 = 4 for the
# second. Every output looks at every feature, hence *fully connected*.
#
# ## Weight, bias, parameters
#
# `nn.Linear(3, 2)` makes such a layer, 3 features in, 2 outputs, filled with small random numbers. Which shape will
# its weight have, (3, 2) or (2, 3)? Decide, then run.

# %%
layer = nn.Linear(3, 2)
print("weight", tuple(layer.weight.shape), " bias", tuple(layer.bias.shape))

# %% role="proof"
assert torch.allclose(layer(x), x @ layer.weight.T + layer.bias)  # this is all that it computes
assert sum(parameter.numel() for parameter in layer.parameters()) == 3 * 2 + 2

# %% [markdown]
# | | shape | because |
# |---|---|---|
# | `layer.weight` | (out, in) | each **row** is the weight vector of one output |
# | `layer.bias` | (out,) | each output has one number of its own |
# | both together | in × out + out parameters | here 3 × 2 + 2 = 8 |
#
# `nn.Linear(3, 2, bias=False)` has no bias: `layer.bias` is then None, and in × out parameters remain.
#
# A layer touches the **last** axis only. What stands before it, be it cases, words or pixels, stays as it is:
# (…, in) → (…, out).

# %%
for shape in [(3,), (4, 3), (6, 4, 3), (5, 6, 4, 3)]:
    print(f"{shape} → {tuple(layer(torch.zeros(shape)).shape)}")

# %% role="proof"
assert nn.Linear(3, 2, bias=False).bias is None

# %% [markdown]
# ### Question `linear-shapes`: foretell four things
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
# *about 6 minutes · medium · 3 points*
#
# Write `linear(x, weight, bias)`, which returns what a linear layer with this weight and bias makes of `x`. `weight`
# is (out, in), `bias` is (out,) **or None**, which means no bias. `x` ends in the axis of the features and may have
# any number of axes before it, also none. Leave all three as they are.

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
# ### The shape error, and how to read it
#
# Sooner or later a layer gets features that it was not made for. `show_error` prints what PyTorch says then:

# %%
def show_error(action):
    """Run `action` and print the first line of its error."""
    try:
        action()
    except (RuntimeError, ValueError, IndexError) as error:
        print(f"{type(error).__name__}: {str(error).splitlines()[0]}")


show_error(lambda: nn.Linear(30, 2)(torch.ones(4, 31)))
show_error(lambda: nn.Linear(30, 2)(torch.ones(5, 4, 31)))

# %% [markdown]
# `mat1` is your data: 4 cases of 31 features. `mat2` is `W.T`, (in, out). Read the two numbers in the middle: 31 and
# 30 should be equal. Either the layer was made for another width, or the data have lost their shape on the way; print
# `x.shape` before the layer. With more axes, as in the second line, all leading ones are multiplied into mat1's
# first number: 5 × 4 = 20.
#
# ## Layers on top of each other
#
# A second layer can take the first one's outputs as its features. What does that buy? Here are points of two classes
# that no straight line parts. We try one layer, then two layers, then two layers with `nn.ReLU()` between them, which
# keeps positive numbers and turns negative ones into 0. Before you run it: which of the three beat guessing?

# %%
generator = torch.Generator().manual_seed(0)
corners = 2 * torch.rand(300, 2, generator=generator) - 1    # (300, 2), from -1 to 1
kind = ((corners[:, 0] > 0) != (corners[:, 1] > 0)).float()  # (300,): 1 in two opposite corners
corners, kind = corners.to(device), kind.to(device)
set_seed(0)
nets = {
    "one layer": nn.Sequential(nn.Linear(2, 1), nn.Flatten(0)),
    "two layers": nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 1), nn.Flatten(0)),
    "ReLU between": nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1), nn.Flatten(0)),
}
bce = functional.binary_cross_entropy_with_logits
reached = {}
for name, net in nets.items():
    sgd = torch.optim.SGD(net.to(device).parameters(), lr=0.5, momentum=0.9)  # momentum: steps keep some of their speed
    reached[name] = training.fit(net, corners, kind, sgd, n_epochs=200, loss_fn=bce, progress=False).score[-1]
plots.regions(corners, kind, nets, ["first feature", "second feature"], ["same sign", "other sign"])

# %%
first, second = nets["two layers"][0], nets["two layers"][1]
with torch.no_grad():
    W, b = second.weight @ first.weight, second.weight @ first.bias + second.bias  # (1, 2) and (1,)
print("the two layers as one: weight", W.cpu(), "bias", b.cpu())

# %% role="proof"
guess = max(kind.mean().item(), 1 - kind.mean().item())  # always the larger class
assert torch.allclose(second(first(corners)), corners @ W.T + b, atol=1e-4)
assert max(reached["one layer"], reached["two layers"]) < guess + 0.1 and reached["ReLU between"] > 0.95
assert sum(parameter.numel() for parameter in nets["ReLU between"].parameters()) == 2 * 16 + 16 + 16 * 1 + 1 == 65

# %% [markdown]
# Two linear layers in a row are one linear layer in disguise:
# $W_2(W_1x + b_1) + b_2 = (W_2W_1)\,x + (W_2b_1 + b_2)$. They draw one straight line, whatever their weights. With
# something nonlinear between them the border can bend. The third net has 2 × 16 + 16 + 16 × 1 + 1 = 65 parameters.
#
# No ReLU **behind** the last layer: it would cut off every negative logit, and with it the model's "no".
#
# ## How wrong is a number?
#
# Some answers are quantities: a price, a temperature, a score. Predicting them is called **regression**. A prediction
# of 148 for a true 150 is not right, and yet good; so we ask how far off it is. Two ways to count one error:

# %%
error = torch.arange(-30, 31) / 10  # (61,): prediction minus target
plots.curves({"squared": error.square().tolist(), "absolute": error.abs().tolist()},
             x=error.tolist(), xlabel="error", ylabel="cost of one case")

# %% role="proof"
assert 10**2 == 100 * 1**2 and abs(10) == 10 * abs(1)  # the two weights in the text below

# %% [markdown]
# Averaged over all cases these are the **mean squared error** and the **mean absolute error**, of predictions $p_i$
# and targets $y_i$:
#
# $$\text{MSE} = \frac{1}{n}\sum_i (p_i - y_i)^2 \qquad \text{MAE} = \frac{1}{n}\sum_i |p_i - y_i|$$
#
# MAE has the unit of the target: so many points off on average. MSE has its square, so people often quote its root,
# RMSE. And MSE counts large errors for more: one error of 10 weighs as much as a hundred errors of 1, for MAE only as
# much as ten.
#
# ### Question `mse-mae`: both in code
# *about 6 minutes · medium · 3 points*
#
# Write `mse(p, y)` and `mae(p, y)`. `p` holds predictions and `y` targets, one number a case. Each of them comes as
# (n,) or as (n, 1), and not always both alike; the first of one belongs to the first of the other, and so on. Return
# one number, as a float or as a tensor of shape `()`.
#
# One thing to watch: what does (n, 1) minus (n,) broadcast to?

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
# PyTorch's own are `functional.mse_loss` and `functional.l1_loss`, as layers `nn.MSELoss` and `nn.L1Loss`.
#
# ## One scale for every column
#
# Now to the people with diabetes. Ten measurements of each, and as target a score of how far the disease has advanced
# one year later; a higher score is worse.

# %%
people = data.diabetes()
for name, column in zip(people.features, people.x.T):
    print(f"{name:18} {column.min():7.2f} to {column.max():7.2f}")
print(f"{'score in a year':18} {people.y.min():7.2f} to {people.y.max():7.2f}")

# %% role="proof"
assert people.x.shape == (442, 10) and people.y.min() == 25 and people.y.max() == 346

# %% [markdown]
# Total cholesterol runs in hundreds, the logarithm of the triglycerides from 3 to 6. Such columns cannot share one
# learning rate. Watch the loss on the raw numbers:

# %%
def points_off(p, y):
    """Return the mean absolute error as a Python float, the score of a regression."""
    return functional.l1_loss(p, y).item()


def fit_linear(x, y, loss_fn, learning_rate=0.1, n_epochs=200):
    """Train one linear layer on quantities; return the model, (n, features) → (n,), and its loss before each step."""
    set_seed(0)
    model = nn.Sequential(nn.Linear(x.shape[1], 1), nn.Flatten(0)).to(x.device)  # (n, features) → (n, 1) → (n,)
    sgd = torch.optim.SGD(model.parameters(), lr=learning_rate)
    history = training.fit(model, x, y, sgd, n_epochs=n_epochs, loss_fn=loss_fn, score=points_off, progress=False)
    return model, history.loss


x, y = people.x.to(device), people.y.to(device)                               # (442, 10) and (442,)
train_rows, held_rows = data.split(people.y, held_out=0.25, stratify=False)   # (332,) and (110,) row numbers
_, raw_loss = fit_linear(x[train_rows], y[train_rows], functional.mse_loss, n_epochs=20)
print("loss before steps 1, 2, 3:", *(f"{loss:.3g}" for loss in raw_loss[:3]), " before step 20:", raw_loss[-1])

# %% role="proof"
assert raw_loss[1] > 1e6 * raw_loss[0] and not torch.tensor(raw_loss[-1]).isfinite()

# %% [markdown]
# Each step overshoots further than the one before, until the loss is no number any more. The cure is to bring every
# column to mean 0 and standard deviation 1, called **standardising**: $z = (x - \text{mean}) / \text{std}$.
#
# Mean and standard deviation **of the training split only**, and the same two numbers for every other split. The
# held-out rows stand for people who come later: when the model is built, nobody knows them.
#
# ### Question `standardise`: two splits, one ruler
# *about 6 minutes · medium · 3 points*
#
# Write `standardise(train, test)`. Both are float tensors with the same columns, a row a case; `test` may hold a
# single row. Return the standardised `train` and `test`, in this order. Leave the arguments as they are.

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
# ### Why so strict? Leakage, measured
#
# What held-out cases tell before training **leaks** into the model, and its score is too good. A mean leaks little.
# Choosing columns leaks a lot: below, 400 cases have 5000 columns of pure noise, and a coin has decided their class.
# We keep the 60 columns that fit the classes best, choosing first by all cases, then by the training cases only.
# What should an honest score be?

# %%
generator = torch.Generator().manual_seed(0)
coin = (torch.randperm(400, generator=generator) < 200).float()    # (400,): 0 or 1
noise = torch.randn(400, 5000, generator=generator)                # (400, 5000): tells nothing about any coin
coin_train, coin_held = data.split(coin, held_out=0.5)             # (200,) row numbers each


def fit_classifier(x, y, rows, n_epochs=100, held_out=None):
    """Train one linear layer with one logit on some rows; return the model, (n, features) → (n,), and its history."""
    set_seed(0)
    model = nn.Sequential(nn.Linear(x.shape[1], 1), nn.Flatten(0)).to(x.device)  # (n, features) → (n, 1) → (n,)
    sgd = torch.optim.SGD(model.parameters(), lr=0.5)
    return model, training.fit(model, x[rows], y[rows], sgd, n_epochs=n_epochs, loss_fn=bce, held_out=held_out,
                               progress=False)


def score_of_chosen(rows):
    """Choose 60 columns by these rows, train on the training rows, return the accuracy on the held-out ones."""
    side = 2 * coin[rows] - 1                                                # (rows,): -1 or 1
    fits = (noise[rows] * side[:, None]).mean(dim=0).abs()                   # (5000,): how well each column fits
    columns, targets = noise[:, fits.topk(60).indices].to(device), coin.to(device)
    coin_model, _ = fit_classifier(columns, targets, coin_train)
    return training.accuracy(coin_model(columns[coin_held]), targets[coin_held])


leaked, honest = score_of_chosen(torch.arange(400)), score_of_chosen(coin_train)
plots.bars({"held-out accuracy": {"chosen by\nall cases": leaked, "chosen by\ntraining": honest}})

# %% role="proof"
assert abs(leaked - 0.80) < 0.05 and abs(honest - 0.50) < 0.05

# %% [markdown]
# Nobody foretells a coin, so about 0.50 is honest. Choosing by all cases scores about 0.80, although the model was
# trained on the training cases only. It is the choice that had seen the others. Split first; then let **everything**
# that learns from data, scaler and choice of columns included, see the training split alone.
#
# ## Regression: a year of diabetes
#
# Before any model, a **baseline**: say the mean of the training scores for everybody. What a model is worth is what
# it gains over that.

# %%
mean, std = data.statistics(x[train_rows])           # (10,) and (10,), of the training rows only
scaled = (x - mean) / std                            # (442, 10)
model, _ = fit_linear(scaled[train_rows], y[train_rows], functional.mse_loss)

actual = y[held_rows]                                # (110,)
say_mean = y[train_rows].mean().expand(110)          # (110,)
with torch.no_grad():
    predicted = model(scaled[held_rows])             # (110, 10) → (110,)


def errors_of(p, y):
    """Return MSE and MAE as Python numbers."""
    return functional.mse_loss(p, y).item(), points_off(p, y)


baseline_mse, baseline_mae = errors_of(say_mean, actual)
model_mse, model_mae = errors_of(predicted, actual)
print(f"predict the mean: MSE {baseline_mse:6.0f}  MAE {baseline_mae:.1f}")
print(f"linear layer:     MSE {model_mse:6.0f}  MAE {model_mae:.1f}")
plots.predictions(actual, {"predict the mean": say_mean, "linear layer": predicted}, "score")

# %% role="proof"
assert abs(baseline_mse - 5700) < 50 and abs(model_mse - 2900) < 100
assert abs(baseline_mae - 64) < 0.5 and abs(model_mae - 44) < 0.5

# %% [markdown]
# The baseline's MSE is about halved (5700 → 2900), and the average error falls from 64 points to 44, on a scale from
# 25 to 346. On the dashed line a prediction would be right.
#
# - **Good**: clearly below the baseline on held-out cases, in the measure that matters to you.
# - **Bad**: at the baseline or above it. Then the model has learned nothing that carries over to new people.
#
# ### Overfitting: eleven people, eleven parameters
#
# The layer has 10 weights and a bias. What if we train it on as many people as it has parameters? Two guesses, please:
# its average error on those eleven, and on the held-out people.

# %%
eleven = train_rows[torch.randperm(332, generator=torch.Generator().manual_seed(0))[:11]]  # (11,)
mean_11, std_11 = data.statistics(x[eleven])
scaled_11 = (x - mean_11) / std_11                                                         # (442, 10)
by_heart, _ = fit_linear(scaled_11[eleven], y[eleven], functional.mse_loss, learning_rate=0.2, n_epochs=2000)
with torch.no_grad():
    _, own_mae = errors_of(by_heart(scaled_11[eleven]), y[eleven])
    _, new_mae = errors_of(by_heart(scaled_11[held_rows]), actual)
print(f"MAE on its own eleven {own_mae:.1f}, on the held-out people {new_mae:.0f}, baseline {baseline_mae:.0f}")

# %% role="proof"
assert own_mae < 2 and new_mae > 2 * baseline_mae
assert sum(parameter.numel() for parameter in by_heart.parameters()) == 11

# %% [markdown]
# Less than 2 points off on the people it knows, more than twice the baseline's error on others: it has learned its
# eleven by heart. The gap between training and held-out error tells **overfitting**. More cases narrow it.
#
# ### One outlier
#
# A slip of the finger: one held-out score gets a zero too many. The model stays as it is. Which measure suffers more?

# %%
slipped = actual.clone()
slipped[0] *= 10
slipped_mse, slipped_mae = errors_of(predicted, slipped)
print(f"score {actual[0]:g} became {slipped[0]:g}")
for name, before, after in (("MSE", model_mse, slipped_mse), ("MAE", model_mae, slipped_mae)):
    print(f"{name} {before:6.1f} → {after:7.1f}, times {after / before:.1f}")

# %% role="proof"
assert 5.5 < slipped_mse / model_mse < 6.9 and 1.2 < slipped_mae / model_mae < 1.3

# %% [markdown]
# One case in 110 makes the MSE about six times as large, the MAE about a quarter larger. Among the **training** cases
# the same slip does more harm, since the loss decides where the model goes. Below are 40 of them, with the body mass
# index as only feature. One line is trained with MSE as its loss, the other with MAE; on the right with one typing
# error. Which line will run after it?

# %%
few = train_rows[:40]
bmi, true_scores = scaled[few, 2:3], y[few]  # (40, 1) and (40,)
typed_scores = true_scores.clone()
typed_scores[bmi.argmax()] *= 10             # a zero too many, for the person with the highest index
losses = {"MSE": (functional.mse_loss, 0.1), "MAE": (functional.l1_loss, 2.0)}  # with their learning rates


def lines_of(scores):
    """Return slope and height of the line that each loss ends with."""
    fitted = {name: fit_linear(bmi, scores, *choice, n_epochs=500)[0][0] for name, choice in losses.items()}
    return {f"trained with {name}": (layer.weight.item(), layer.bias.item()) for name, layer in fitted.items()}


panels = {title: (scores, lines_of(scores))
          for title, scores in {"true scores": true_scores, "one typing error": typed_scores}.items()}
for title, (scores, _) in panels.items():
    print(f"{title}: mean {scores.mean():.0f}, median {scores.median():.0f}")
plots.lines_through(bmi[:, 0], panels, xlabel="body mass index, scaled", ylabel="score in a year", top=700)

# %% role="proof"
(_, truly), (_, typed) = panels.values()
assert typed_scores.mean() > 1.4 * true_scores.mean() and typed_scores.median() == true_scores.median()
assert typed["trained with MSE"][0] > 4 * truly["trained with MSE"][0]
assert abs(typed["trained with MAE"][0] - truly["trained with MAE"][0]) < 15

# %% [markdown]
# To make one huge error smaller, MSE spoils the other 39 predictions; its slope is more than four times as steep. The
# MAE line hardly moves, since for MAE every error pulls equally hard, however large it is. (For the same reason it
# needs a larger learning rate here.) Mean and median show the same: the mean is the single number with the smallest
# MSE, the median the one with the smallest MAE, and only the mean moved.
#
# | your goal | look at | because |
# |---|---|---|
# | large errors are far worse than small ones | MSE, or its root | squares weigh them more |
# | "how many points off, as a rule?" | MAE | it has the unit of the target |
# | the targets may hold typing errors | MAE | a single one cannot take over |
#
# ## Diagnosis with one layer
#
# 569 breast masses, 30 measurements of the cell nuclei of each. 357 are benign, 212 malignant; malignant is the
# **positive** class, the one to be found. Two of the thirty columns alone leave many of them mixed:

# %%
masses = data.breast_cancer()
pair = [masses.features.index(name) for name in ("mean radius", "mean texture")]
plots.scatter(masses.x[:, pair], masses.y, [masses.features[i] for i in pair], masses.classes)

# %% role="proof"
assert masses.x.shape == (569, 30) and masses.y.sum() == 212 and (masses.y == 0).sum() == 357

# %% [markdown]
# ### Logits, not probabilities, go into the loss
#
# The model is `nn.Linear(30, 1)`: one **logit** a mass, any number from −∞ to ∞. The sigmoid turns it into the
# probability of malignant:

# %%
logit = torch.arange(-60, 61) / 10  # (121,); logit[60] is 0
plots.curves({"probability": torch.sigmoid(logit).tolist()}, x=logit.tolist(), xlabel="logit", ylabel="probability")

# %% [markdown]
# For training you leave the sigmoid out: the two losses below take logits and do that step inside, where it loses no
# digits.
#
# | classes | the model's output | loss | targets |
# |---|---|---|---|
# | two | (n, 1), flattened to (n,): one logit a case | `nn.BCEWithLogitsLoss()` | (n,) float, 0.0 or 1.0 |
# | C, one of them right | (n, C): one logit a class | `nn.CrossEntropyLoss()` | (n,) int64, 0 to C − 1 |
#
# What if you apply the sigmoid, or softmax, before such a loss after all? No error comes. But then not even a perfect
# model gets a small loss:

# %%
sure = torch.tensor([50.0])         # (1,): quite certain, and right
right_class = torch.tensor([1.0])   # (1,)
ten = torch.eye(10)[:1] * 50        # (1, 10): certain of class 0 of ten, and right
bce_loss, cross_entropy = nn.BCEWithLogitsLoss(), nn.CrossEntropyLoss()
floors = {
    "logit": bce_loss(sure, right_class), "sigmoid first": bce_loss(sure.sigmoid(), right_class),
    "sigmoid first, a no": bce_loss((-sure).sigmoid(), 1 - right_class),  # certain of class 0, and right
    "ten logits": cross_entropy(ten, torch.tensor([0])),
    "softmax first": cross_entropy(ten.softmax(dim=1), torch.tensor([0])),
}
print({name: round(floor.item(), 3) for name, floor in floors.items()})

# %% role="proof"
assert floors["logit"] < 1e-6 and abs(floors["sigmoid first"] - 0.313) < 1e-3
assert abs(floors["sigmoid first, a no"] - 0.693) < 1e-3
assert floors["ten logits"] < 1e-6 and abs(floors["softmax first"] - 1.461) < 1e-3

# %% [markdown]
# After a sigmoid, even a perfect "yes" costs 0.313 and a perfect "no" 0.693; with ten classes and a softmax, every
# answer costs at least 1.461. The slopes shrink too. A loss that gets stuck at such a height is a sign of this mistake.
#
# ### Train and judge
#
# Split, standardise by the training rows, train, and look at the held-out masses. What would "always benign" score?

# %%
train, held = data.split(masses.y, held_out=0.3)      # (398,) and (171,) row numbers, the same mix of classes in both
mean, std = data.statistics(masses.x[train])          # (30,) and (30,)
cells = ((masses.x - mean) / std).to(device)          # (569, 30)
malignant = masses.y.to(device)                       # (569,): 1.0 for malignant
always_benign = (masses.y[held] == 0).float().mean().item()

doctor, seen = fit_classifier(cells, malignant, train, held_out=(cells[held], malignant[held]))
plots.history(seen, chance=round(always_benign, 2))

# %% role="proof"
assert len(held) == 171 and abs(always_benign - 0.63) < 0.01
assert seen.loss[-1] < 0.1 < 0.5 < seen.loss[0]

# %% [markdown]
# The loss falls, and the accuracy on held-out masses ends far above the 0.63 of "always benign", close to that on the
# training masses. Which mistakes are left?

# %%
from sklearn.metrics import confusion_matrix

with torch.no_grad():
    held_logits = doctor(cells[held]).cpu()            # (171, 30) → (171,)
is_malignant = masses.y[held] == 1                     # (171,) bool


def four_cells(actual, says):
    """Return [[TP, FN], [FP, TN]]: the positive class comes first."""
    return torch.from_numpy(confusion_matrix(actual, says, labels=[True, False]))


plots.confusion_matrices({"held-out masses": four_cells(is_malignant, held_logits > 0)}, ["malignant", "benign"],
                         positive=0)

# %% role="proof"
assert seen.held_out_score[-1] > 0.9 and seen.score[-1] - seen.held_out_score[-1] < 0.05

# %% [markdown]
# ## F1 joins the two
#
# Back to round numbers for a moment. A test judged 100 cases:

# %%
worked = torch.tensor([[50, 10], [5, 35]])  # [[TP, FN], [FP, TN]]
plots.confusion_matrices({"100 cases": worked}, ["ill", "healthy"], positive=0)

# %% [markdown]
# Of 55 alarms 50 are real: **precision** 50 / 55 = 0.91. Of 60 ill people 50 are found: **recall** 50 / 60 = 0.83. Of
# 100 cases 85 are judged rightly: **accuracy** 0.85.
#
# **F1** joins precision $P$ and recall $R$ in one number, their *harmonic mean*:
#
# $$F_1 = \frac{2PR}{P + R}$$
#
# It lies between the two, nearer to the smaller one, so that neither can make up for the other.
#
# ### Question `f1`
# *about 6 minutes · medium · 3 points*
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
# Now scikit-learn computes all four for the 100 cases, and for a lopsided model: precision 0.9, recall 0.2. What is
# its F1, would you say?

# %%
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score


def four_scores(actual, says):
    """Return accuracy, precision, recall and F1 of two bool tensors, (n,); 0 for 0/0."""
    measures = {"precision": precision_score, "recall": recall_score, "F1": f1_score}
    return {"accuracy": accuracy_score(actual, says)} | {
        name: measure(actual, says, zero_division=0) for name, measure in measures.items()}


def cases_of(counts):
    """Return one actual and one predicted value for each case that [[TP, FN], [FP, TN]] counts."""
    actual, says = torch.tensor([[1, 1], [1, 0], [0, 1], [0, 0]]).repeat_interleave(counts.flatten(), dim=0).T
    return actual.bool(), says.bool()


worked_scores = four_scores(*cases_of(worked))
lopsided_scores = four_scores(*cases_of(torch.tensor([[18, 72], [2, 108]])))
plots.scores({"100 cases": worked_scores, "lopsided": lopsided_scores})

# %% role="proof"
assert [round(score, 2) for score in worked_scores.values()] == [0.85, 0.91, 0.83, 0.87]
assert [round(lopsided_scores[name], 2) for name in ("precision", "recall", "F1")] == [0.90, 0.20, 0.33]
assert round((0.9 + 0.2) / 2, 2) == 0.55

# %% [markdown]
# F1 is 0.87 for the 100 cases, and only 0.33 for the lopsided model, though the plain mean of 0.9 and 0.2 is 0.55.
#
# ## Good and bad
#
# | | accuracy | precision and recall | F1 |
# |---|---|---|---|
# | **good** | above 0.80 | both above 0.80 and close to each other | about 0.85 or more |
# | **bad** | near 0.50 | one below 0.5, or lopsided, such as 0.9 with 0.2 | pulled down by the smaller one |
#
# These bands suit a task with two classes of similar size, such as ours. Other data and other goals have others.
#
# Here is our model beside three that are broken on purpose: one ends in a sigmoid whose output is then read as a
# logit; one was trained on targets in mixed-up order; one was never trained. Which of them will still have a recall
# of 1.00?

# %%
set_seed(0)
ends_in_sigmoid = nn.Sequential(nn.Linear(30, 1), nn.Flatten(0), nn.Sigmoid()).to(device)
sgd = torch.optim.SGD(ends_in_sigmoid.parameters(), lr=0.5)
training.fit(ends_in_sigmoid, cells[train], malignant[train], sgd, n_epochs=100, loss_fn=bce, progress=False)
mixed_up = malignant.clone()
mixed_up[train] = malignant[train[torch.randperm(len(train), generator=torch.Generator().manual_seed(2))]]
models = {
    "ours": doctor,
    "sigmoid inside": ends_in_sigmoid,
    "targets mixed up": fit_classifier(cells, mixed_up, train)[0],
    "never trained": fit_classifier(cells, malignant, train, n_epochs=0)[0],
}
with torch.no_grad():
    judged = {name: four_scores(is_malignant, model(cells[held]).cpu() > 0) for name, model in models.items()}
plots.scores(judged)

# %% role="proof"
ours = judged["ours"]
assert ours["accuracy"] > 0.80 and ours["precision"] > 0.80 and ours["recall"] > 0.80
assert ours["F1"] >= 0.85 and abs(ours["precision"] - ours["recall"]) < 0.1
assert all(min(scores["precision"], scores["recall"]) < 0.5 for name, scores in judged.items() if name != "ours")
assert judged["sigmoid inside"]["recall"] == 1 and abs(judged["sigmoid inside"]["precision"] - 0.37) < 0.01
assert abs(judged["targets mixed up"]["accuracy"] - 0.66) < 0.03 and judged["targets mixed up"]["recall"] < 0.3
assert abs(judged["never trained"]["accuracy"] - 0.44) < 0.03
assert all(abs(ours[name] - figure) < 0.02 for name, figure in
           {"accuracy": 0.96, "precision": 0.95, "recall": 0.95, "F1": 0.95}.items())

# %% [markdown]
# - **Sigmoid inside**: a probability is above 0 in any case, so every mass is called malignant. Recall 1.00, precision
#   0.37, which is the share of malignant masses. One good number alone proves nothing.
# - **Targets mixed up**: accuracy 0.66 looks like something learned, but "always benign" has 0.63. It finds few of the
#   malignant.
# - **Never trained**: accuracy 0.44, no better than a coin.
#
# Only ours is in the good band: accuracy 0.96; precision, recall and F1 each 0.95.
#
# ### Two traps of a rare class
#
# **Accuracy paradox.** Let only 5 of 100 masses be malignant, and say "benign" every time. What is the accuracy?
#
# **Class imbalance.** If the training split holds only 3 malignant masses, how many of the held-out ones will our
# layer find?

# %%
rare = torch.cat([held[~is_malignant][:95], held[is_malignant][:5]])         # (100,): 95 benign, 5 malignant
silent = four_scores(masses.y[rare] == 1, torch.zeros(100, dtype=torch.bool))

three = torch.cat([train[masses.y[train] == 0], train[masses.y[train] == 1][:3]])  # (250 + 3,)
mean, std = data.statistics(masses.x[three])
ruled = ((masses.x - mean) / std).to(device)                                       # (569, 30)
trainee, _ = fit_classifier(ruled, malignant, three)
with torch.no_grad():
    taught_by_three = four_scores(is_malignant, trainee(ruled[held]).cpu() > 0)
plots.scores({"always benign\n95 of 100 benign": silent, "trained on\n3 malignant": taught_by_three})

# %% role="proof"
assert silent["accuracy"] == 0.95 and silent["recall"] == silent["F1"] == 0
assert taught_by_three["precision"] > 0.9 and abs(taught_by_three["recall"] - 0.55) < 0.1

# %% [markdown]
# If 95 % of the data is one class, always saying it scores 95 %, and finds nothing: recall and F1 are 0. With three
# examples to learn from, the layer is precise but misses nearly half of the malignant masses. So look at precision,
# recall and F1, and ask how many examples of the rare class there were.
#
# ## Move the threshold
#
# "Malignant" above logit 0 means: above a probability of 0.5. Nothing forces us to draw the line there. When the
# threshold falls, more masses are called malignant. Which of precision and recall can only rise then? Decide, and
# move the slider. (Without a running kernel there is only the picture for 0.5.)

# %%
probability = torch.sigmoid(held_logits)  # (171,)


def draw(threshold):
    return plots.threshold_sweep(probability, is_malignant, threshold, masses.classes)


plots.Slider(draw, values=[0.01, 0.05, *(i / 10 for i in range(1, 10)), 0.95, 0.99], label="threshold", start=0.5)

# %% [markdown]
# Recall can only rise: whoever calls more masses malignant loses no find. Precision mostly falls, since false alarms
# come along.
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
# Two goals, two thresholds. For the **diagnosis** a missed tumour is the worst, so the threshold goes down. For
# **spam** a lost mail is the worst, so it goes up; here are the twenty mails of lesson 1 again:

# %%
plots.threshold_sweep(probability, is_malignant, 0.1, masses.classes)

# %% role="proof"
cautious = four_cells(is_malignant, probability > 0.1)  # 0.1: rather one alarm too many
assert (cautious - torch.tensor([[63, 1], [20, 87]])).abs().max() <= 1  # another device may round one case over

# %%
mail = torch.tensor([0.99, 0.97, 0.95, 0.88, 0.81, 0.74, 0.66, 0.58, 0.42, 0.15,   # (20,) ten spam mails,
                     0.62, 0.35, 0.28, 0.22, 0.17, 0.12, 0.08, 0.05, 0.03, 0.01])  # ten good ones
is_spam = torch.arange(20) < 10
plots.threshold_sweep(mail, is_spam, 0.7, ["good", "spam"])

# %% role="proof"
strict = four_scores(is_spam, mail > 0.7)
assert strict["precision"] == 1 and strict["recall"] == 0.6

# %% [markdown]
# - Diagnosis at 0.1: recall 0.98, one tumour missed. The price is 20 false alarms, precision 0.76.
# - Spam at 0.7: precision 1.00, no good mail lost. The price is recall 0.60: four of ten spam mails get through.
#
# We looked at held-out cases here to see what moves. Whoever also *chooses* the threshold by them has used them up as
# judges; lesson 5 chooses it on a third split.
#
# ## Which metric fits the goal?
#
# ### Question `which-metric`
# *about 2 minutes · easy · 2 points*
#
# Your words are `"accuracy"`, `"precision"`, `"recall"` and `"F1"`.
#
# - `metric_for_spam`: for a mail filter where losing a good mail is far worse than letting spam through.
# - `metric_for_cancer`: for a screening test where missing a tumour is far worse than a false alarm.

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
# | a quantity, not a class | MAE or MSE | see [One outlier](#One-outlier) |
#
# **98 % accuracy, 12 % recall**, once more: the fraud detector of lesson 1, which lets 88 of 100 frauds pass. Even if
# every one of its alarms were right, its F1 could not exceed 0.21. F1 sees what the accuracy hides: this model is not
# fit for production.

# %% role="proof"
best_precision, recall = 1.0, 0.12
assert round(2 * best_precision * recall / (best_precision + recall), 2) == 0.21 and round(100 * (1 - recall)) == 88

# %% [markdown]
# ## When it goes wrong
#
# Seven errors that linear layers and their losses bring, in PyTorch's own words.

# %%
class PlainList(nn.Module):
    """A module that hides its layers from PyTorch: they stand in an ordinary list."""

    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 1)]


mistakes = {
    "1 other width": lambda: nn.Linear(30, 1)(torch.ones(4, 31)),
    "2 whole numbers": lambda: nn.Linear(2, 1)(torch.tensor([[1, 2]])),
    "3 (n, 1) against (n,)": lambda: bce_loss(torch.zeros(4, 1), torch.zeros(4)),
    "4 whole targets for BCE": lambda: bce_loss(torch.zeros(4), torch.tensor([0, 1, 1, 0])),
    "5 float classes": lambda: cross_entropy(torch.zeros(4, 3), torch.tensor([0.0, 1.0, 2.0, 0.0])),
    "6 a class too many": lambda: cross_entropy(torch.zeros(4, 3), torch.tensor([0, 1, 2, 3])),
    "7 a plain list of layers": lambda: torch.optim.SGD(PlainList().parameters(), lr=0.1),
}
for name, mistake in mistakes.items():
    print(name, end="\n   ")
    show_error(mistake)

# %% [markdown]
# | | what happened | cure |
# |---|---|---|
# | 1 | the data have 31 features, the layer was made for 30 | print `x.shape`; make the layer with `x.shape[-1]` |
# | 2 | the layer's weight is float32, the data are int64 | `x.float()` |
# | 3 | logits are (n, 1), targets (n,) | `nn.Flatten(0)` behind the layer, or `logits.squeeze(1)` |
# | 4 | BCE wants float targets | `y.float()` |
# | 5 | `CrossEntropyLoss` wants class numbers, int64 | `y.long()` |
# | 6 | three logits, but a class 3; they count from 0 | make the last layer with as many outputs as classes |
# | 7 | PyTorch finds layers only in attributes and in its own containers | `nn.Sequential` or `nn.ModuleList` |
#
# Three faults raise **no** error:
#
# - `nn.MSELoss()` with (n, 1) against (n,) only warns, and compares every prediction with every target.
# - The loss is `inf` or `nan` after a few steps: standardise the features, or take a smaller learning rate.
# - The loss stays at 0.313 or above: a sigmoid before `BCEWithLogitsLoss`.
#
# ## Recap
#
# - `nn.Linear(in, out)` computes `x @ W.T + b`, with W (out, in) and b (out,), in × out + out parameters, on the last
#   axis only: (…, in) → (…, out).
# - Linear layers in a row are one linear layer; a ReLU between them lets the border bend.
# - Mean and standard deviation, and all else that learns from data, come from the training split only.
# - MSE weighs large errors more and runs after outliers; MAE has the unit of the target. Beat predict-the-mean first.
# - Logits go into the loss. The sigmoid makes them probabilities; the threshold makes these a decision.
# - Precision, recall, F1: high together and close to each other is good. Lopsided is bad, whatever the accuracy says.
# - The goal chooses the metric, and the metric the threshold.

# %%
progress.show()

# %% [markdown]
# **Next: [lesson 3, pretrained models](03_pretrained_models.ipynb)**: networks that have already seen a million
# pictures, and what they make of six more.
