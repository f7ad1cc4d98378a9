# %% [markdown]
# # Lesson 4 · Replace the classifier head
#
# Lite0 learned from photographs. It has never been taught a digit, and "7" is none of its 1000 names. In this lesson
# you take off its last layer, put on one of your own, and train 12,810 numbers instead of millions. A thousand
# digits are enough, and training takes about a second.
#
# **Afterwards you can**
#
# - say what the head does and why a new task needs a new one;
# - find the head in any family, take its input width from the model, and replace it;
# - freeze first and replace after, and say what happens the other way round;
# - hand the optimizer what trains, and nothing else;
# - keep BatchNorm's statistics still in a frozen backbone;
# - cache frozen features, and unfreeze the last block with a smaller learning rate;
# - read the size-mismatch error, line by line.
#
# | question | section | you write | points | minutes | difficulty |
# |---|---|---|---|---|---|
# | `why-new-head` | What a head does | a letter | 1 | 2 | easy |
# | `resnet50-ten-classes` | Swap the head | a function | 2 | 4 | easy |
# | `resnet18-output-shape` | Swap the head | a shape | 1 | 2 | easy |
# | `size-mismatch` | When it goes wrong: mat1 and mat2 | a letter | 1 | 3 | easy |
# | `freeze-then-replace` | Freeze first, replace after | a function | 4 | 8 | medium |
# | `any-head` | A new head for any family | a function | 4 | 12 | hard |
# | `trainable` | Hand the optimizer what trains | two functions | 3 | 6 | medium |
# | `batchnorm` | BatchNorm drifts | a function | 3 | 8 | hard |
#
# Plan about 45 minutes for the questions and 45 for the rest.

# %% role="setup"
import copy
import time

import torch
from torch import nn
from torch.nn import functional

from course import backbones, check, data, features, plots, progress, training
from course.device import best_device, set_seed

set_seed(0)
torch.set_num_threads(1)  # small batches are fast enough on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each
print(f"PyTorch {torch.__version__} on {device}")

# %% [markdown]
# ## What a head does
#
# A classifier has two parts. The **backbone** turns a picture into **features**, numbers that describe it: strokes,
# corners, loops. The **head**, its last layer, turns features into one **logit** for each class. Edges and loops serve
# photographs and digits alike. The 1000 logits of ImageNet serve nobody who wants to read digits.

# %%
weights = backbones.EfficientNet_Lite0_Weights.DEFAULT
lite0 = backbones.efficientnet_lite0(weights=weights).to(device).eval()
head = lite0.classifier[-1]
n_all, n_head = (sum(p.numel() for p in module.parameters()) for module in (lite0, head))
print(lite0.classifier)
print(f"{n_all:,} parameters, {n_head:,} of them in the head")

# %% role="proof"
assert (head.in_features, head.out_features) == (1280, 1000) and 1280 * 10 + 10 == 12_810

# %% [markdown]
# Take these digits, enlarged to 64 × 64 pixels. (Lesson 3 warned of another size. Here a new head will learn from what
# this one gives, and small pictures are fast.) Which of ImageNet's thousand names will Lite0 give them? Guess, then
# run.

# %%
def prepared(x, side=64):
    """Return digits, (n, 1, 28, 28) from 0 to 1, as Lite0 wants them: (n, 3, side, side)."""
    larger = functional.interpolate(x, (side, side), mode="bilinear", align_corners=False)
    return larger.expand(-1, 3, -1, -1).sub(127 / 255).div(128 / 255).to(device)  # three equal channels


digits = data.digits()                                                # x: (5000, 1, 28, 28), y: (5000,)
_, chosen = data.split(digits.y, held_out=0.3, seed=0)                # (1500,): 150 of each digit
train_rows, held_rows = data.split(digits.y[chosen], held_out=1 / 3)  # 1000 and 500 of these
train_rows, held_rows = chosen[train_rows], chosen[held_rows]
y_train, y_held = digits.y[train_rows].to(device), digits.y[held_rows].to(device)

examples = held_rows[::50][:8]
with torch.inference_mode():
    best = lite0(prepared(digits.x[examples])).argmax(dim=1).tolist()
plots.mistakes(digits.x[examples], [weights.meta["categories"][k].replace(" ", "\n") for k in best])

# %% role="proof"
assert len(train_rows) == 1000 and y_held.bincount().tolist() == [50] * 10
assert not set(train_rows.tolist()) & set(held_rows.tolist())

# %% [markdown]
# No name fits, so any will do. The features may still be good; only the head asks the wrong question.
#
# ### Question `why-new-head`
# *about 2 minutes · easy · 1 point*
#
# Why does a pretrained classifier get a new head for a new task? Put the letter into `why_new_head`.
#
# - A: to take pictures of another size
# - B: to make the model much smaller
# - C: to give one logit for each class of the new task
# - D: to be faster, since layers go away

# %% answer="why-new-head"
### BEGIN SOLUTION
why_new_head = "C"
### END SOLUTION

# %% check="why-new-head" points=1
check("why-new-head", why_new_head)

# %% [markdown]
# ## Swap the head
#
# To replace a layer, assign a new one **to the place where the model keeps the old one**. The number of features comes
# from the old head. Reading it is shorter than remembering it, and it is never wrong:

# %%
from torchvision import models

with torch.device("meta"):  # layers and shapes, without numbers: made in a moment
    resnet34 = models.resnet34(weights=None)
    resnet34.fc = nn.Linear(resnet34.fc.in_features, 7)
    swapped = resnet34(torch.zeros(2, 3, 224, 224))
print(resnet34.fc, "→", tuple(swapped.shape))

# %% role="proof"
assert swapped.shape == (2, 7) and resnet34.fc.in_features == 512

# %% [markdown]
# PyTorch lets you assign a layer to **any** name, without a word. `forward` calls the names that it always called:

# %%
with torch.device("meta"):
    fooled = models.resnet34(weights=None)
    fooled.classifier = nn.Linear(512, 7)  # VGG's name: ResNet's `forward` never calls it
    ignored = fooled(torch.zeros(2, 3, 224, 224))
print(tuple(ignored.shape), ": the old head answered")

# %% role="proof"
assert ignored.shape == (2, 1000)

# %% [markdown]
# ### Question `resnet50-ten-classes`
# *about 4 minutes · easy · 2 points*
#
# Write `ten_classes(model)`: give a ResNet-50 a new head for ten classes, and return the model. Nothing else changes.
#
# The check hands over small relatives of ResNet-50: the same class, the same `fc` with 2048 features, a narrow body,
# so that it answers at once. Work on the model that you are given.

# %% answer="resnet50-ten-classes"
def ten_classes(model: nn.Module) -> nn.Module:
    """Give a ResNet-50 a head for ten classes."""
    ### BEGIN SOLUTION
    model.fc = nn.Linear(model.fc.in_features, 10)
    return model
    ### END SOLUTION

# %% check="resnet50-ten-classes" points=2
check("resnet50-ten-classes", ten_classes)

# %% [markdown]
# ### Question `resnet18-output-shape`
# *about 2 minutes · easy · 1 point*
#
# Predict, without running it: what is the shape of `logits`? Write it as a tuple.
#
# ```python
# model = torchvision.models.resnet18()
# model.fc = nn.Linear(512, 5)
# logits = model(torch.rand(1, 3, 224, 224))
# ```

# %% answer="resnet18-output-shape"
### BEGIN SOLUTION
output_shape = (1, 5)
### END SOLUTION

# %% check="resnet18-output-shape" points=1
check("resnet18-output-shape", output_shape)

# %% [markdown]
# ## When it goes wrong: mat1 and mat2
#
# What if the width is wrong? PyTorch builds the layer gladly. The error comes with the first picture:

# %%
set_seed(0)
mistaken = backbones.small_model("resnet50", width=2048, n_classes=1000).eval()  # a narrow relative of ResNet-50
mistaken.fc = nn.Linear(1024, 10)
try:
    mistaken(torch.zeros(4, 3, 64, 64))
except RuntimeError as error:
    message = str(error)
print(message)

# %% role="proof"
assert "(4x2048 and 1024x10)" in message

# %% [markdown]
# Read it piece by piece:
#
# - **mat1 and mat2**: a Linear multiplies matrices. `mat1` is what arrives, `mat2` is its weight, transposed.
# - **4x2048**: four pictures with 2048 features each. That is what the backbone gives.
# - **1024x10**: the layer takes 1024 features and gives 10 logits.
# - The two numbers in the middle must agree. The first is a fact, the second was your guess.
#
# In the whole traceback, the last line from the model's own `forward` says which layer it was: `x = self.fc(x)`.
#
# ### Question `size-mismatch`
# *about 3 minutes · easy · 1 point*
#
# Someone sets `model.fc = nn.Linear(1024, 10)` on a ResNet-50, and the first picture raises this error. What is the
# cause? Put the letter into `mismatch_cause`.
#
# - A: ten outputs are too many
# - B: 1024 is not the number of features that the backbone gives
# - C: the model must be in eval mode
# - D: pretrained models have no `fc`

# %% answer="size-mismatch"
### BEGIN SOLUTION
mismatch_cause = "B"
### END SOLUTION

# %% check="size-mismatch" points=1
check("size-mismatch", mismatch_cause)

# %% [markdown]
# ## Freeze first, replace after
#
# The backbone holds what was learned from a million pictures. A thousand digits could spoil it, so it is **frozen**:
# `requires_grad = False` on each of its parameters. A new layer is born trainable. So two lines, in this order, do it
# all. Here they are for ResNet-50 with 15 classes:

# %%
with torch.device("meta"):
    resnet50 = models.resnet50(weights=None)
    resnet50.requires_grad_(False)                         # 1. freeze all that there is
    resnet50.fc = nn.Linear(resnet50.fc.in_features, 15)   # 2. then add what shall train
plots.freeze_map(resnet50, "ResNet-50, 15 classes")

# %%
trained = sum(p.numel() for p in resnet50.parameters() if p.requires_grad)
print(f"{trained:,} of {sum(p.numel() for p in resnet50.parameters()):,} parameters are trained")

# %% role="proof"
assert trained == 2048 * 15 + 15 == 30_735

# %% [markdown]
# 2048 × 15 + 15 = 30,735: one parameter in 766. (The scale of the map goes in steps of ten. On an even one the head's
# bar would be too thin to see.)

# %% role="proof"
assert round(sum(p.numel() for p in resnet50.parameters()) / trained) == 766

# %% [markdown]
# ### The wrong order
#
# Replace first, freeze after: what will the loss do? Stay flat, rise, or something else? Decide, then run.

# %%
def wrong_order(model, n_classes):
    """Return a model whose new head was frozen with all the rest."""
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model.requires_grad_(False)


frozen_all = wrong_order(backbones.small_model("resnet50", 2048), 10)
try:
    functional.cross_entropy(frozen_all(torch.zeros(4, 3, 64, 64)), torch.arange(4)).backward()
except RuntimeError as error:
    raised = str(error)
print(raised)

# %% role="proof"
assert raised.startswith("element 0 of tensors does not require grad")

# %% [markdown]
# It is not flat: **there is no loss curve at all**. Nothing requires a gradient, so `backward()` has nowhere to go and
# says so. That is the lucky case, since an error is seen at once. The flat loss comes when *something* requires a
# gradient, but the optimizer moves nothing that matters. We shall see two such cases further down.
#
# ### Question `freeze-then-replace`
# *about 8 minutes · medium · 4 points*
#
# Write `prepare(model, n_classes)` for a ResNet-50: its layers frozen and **unchanged**, numbers and BatchNorm
# statistics alike; a new head for `n_classes` that trains and that `forward` uses. Return the model. The check hands
# over small relatives of ResNet-50, as above.

# %% answer="freeze-then-replace"
def prepare(model: nn.Module, n_classes: int) -> nn.Module:
    """Freeze a ResNet-50 and give it a new head that trains."""
    ### BEGIN SOLUTION
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, n_classes)
    return model
    ### END SOLUTION

# %% check="freeze-then-replace" points=4
check("freeze-then-replace", prepare)

# %% [markdown]
# ## A new head for any family
#
# `fc` is ResNet's name. Lesson 3's table has the others, read from the models:

# %%
for row in backbones.families():
    print(f"{row.name:20}{row.place:16}{row.kind:8}{row.width:5} → your classes")

# %% role="proof"
assert [row.name for row in backbones.families() if row.kind == "Conv2d"] == ["squeezenet1_1"]

# %% [markdown]
# Many heads sit inside a `classifier` together with other layers:

# %%
with torch.device("meta"):
    print(backbones.get_model("vgg16").classifier)

# %% [markdown]
# Assign a Linear to the whole `classifier` and you lose its Dropout and its two hidden layers. Assign to
# `classifier[6]`, and only the head changes. Two tools for a place that is known by its name:
#
# ```python
# for name, layer in model.named_modules(): ...      # "classifier.6", Linear(...)
# model.set_submodule("classifier.6", new_layer)     # the same as model.classifier[6] = new_layer
# ```
#
# ### Question `any-head`
# *about 12 minutes · hard · 4 points*
#
# Write `replace_head(model, n_classes)`: give a model of **any** family in the table a new head, and return the model.
# Only the head changes, and the new one trains: Dropout stays, what was frozen stays frozen, what trained still trains.
# SqueezeNet's head is a convolution with `kernel_size=1`. The check hands over small relatives again.

# %% answer="any-head"
def replace_head(model: nn.Module, n_classes: int) -> nn.Module:
    """Give a classifier of any family a new head."""
    ### BEGIN SOLUTION
    linears = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Linear)]
    convolutions = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, nn.Conv2d)]
    if linears:
        name, old = linears[-1]
        new = nn.Linear(old.in_features, n_classes)
    else:  # SqueezeNet
        name, old = convolutions[-1]
        new = nn.Conv2d(old.in_channels, n_classes, kernel_size=old.kernel_size)
    model.set_submodule(name, new)
    return model
    ### END SOLUTION

# %% check="any-head" points=4
check("any-head", replace_head)

# %% [markdown]
# ## Frozen features, computed once
#
# A frozen backbone in eval mode gives the same features for the same picture, in every epoch. So compute them **once**
# and keep them. Then an epoch costs a multiplication by a 1280 × 10 matrix, instead of a pass through the network.
#
# We cut Lite0 one block before its end, since we want to unfreeze that block later. `features.extract` computes what
# leaves the part before the cut, the **feature maps**, and keeps them on disk (where the disk may be written to).

# %%
before_last = lite0.features[:8]  # all but the last block
last_block = nn.Sequential(lite0.features[8], lite0.avgpool, nn.Flatten()).eval()

started = time.perf_counter()
x_train, x_held = prepared(digits.x[train_rows]), prepared(digits.x[held_rows])  # (1000, 3, 64, 64), (500, …)
maps_train, maps_held = (features.extract(before_last, x) for x in (x_train, x_held))
with torch.no_grad():
    f_train, f_held = last_block(maps_train), last_block(maps_held)
seconds_features = time.perf_counter() - started
print(tuple(maps_train.shape), "→", tuple(f_train.shape), f"in {seconds_features:.1f} s")

# %% role="proof"
assert maps_train.shape == (1000, 320, 2, 2) and f_train.shape == (1000, 1280)

# %% [markdown]
# Now the head. The progress bar shows the latest figures; the curves move while it trains. Guessing would reach 0.1.

# %%
def new_head_on(f, y, n_epochs=30, on_epoch=None, progress=False, held_out=None):
    """Return a new head trained on features, (n, 1280), with what was measured, and the seconds that it took."""
    set_seed(0)
    head = nn.Linear(f.shape[1], 10).to(device)
    adam = torch.optim.Adam(head.parameters(), lr=1e-3)
    started = time.perf_counter()
    measured = training.fit(head, f, y, adam, n_epochs=n_epochs, batch_size=50, held_out=held_out,
                            progress=progress, on_epoch=on_epoch)
    return head, measured, time.perf_counter() - started


live = plots.Live(n_epochs=30, every=10, chance=0.1)
new_head, measured, seconds_head = new_head_on(f_train, y_train, on_epoch=live, progress=True,
                                               held_out=(f_held, y_held))
print(f"held out: accuracy {measured.held_out_score[-1]:.3f}, after {seconds_head:.1f} s, drawing included")

# %%
held_accuracy = measured.held_out_score[-1]

# %% role="proof"
assert 0.87 < held_accuracy < 0.95 and measured.loss[-1] < 0.2 * measured.loss[0]

# %% [markdown]
# About 0.9 on digits that it has not seen, with a backbone that has never been taught one.
#
# ### Class by class
#
# An accuracy hides which digits are hard. The table below has rows for what is there and columns for what the head
# says. Beside each row stands its recall, below each column its precision:

# %%
with torch.no_grad():
    logits = new_head(f_held).cpu()                     # (500, 10)
says, actual = logits.argmax(dim=1), y_held.cpu()
matrix = torch.zeros(10, 10, dtype=torch.int64)
matrix.index_put_((actual, says), torch.ones(500, dtype=torch.int64), accumulate=True)  # rows actual
plots.class_report(matrix, [str(k) for k in range(10)])

# %%
def class_scores(matrix):
    """Return precision, recall and F1 of each class, (classes,) each; 0 where there is nothing to divide by."""
    hits = matrix.diag().double()
    precision, recall = hits / matrix.sum(dim=0).clamp(min=1), hits / matrix.sum(dim=1).clamp(min=1)
    return precision, recall, 2 * hits / (matrix.sum(dim=0) + matrix.sum(dim=1)).clamp(min=1)


precision, recall, f1 = class_scores(matrix)
for k in range(10):
    print(f"{k}: precision {precision[k]:.2f}  recall {recall[k]:.2f}  F1 {f1[k]:.2f}")
macro = {"accuracy": (says == actual).float().mean().item(), "precision": precision.mean().item(),
         "recall": recall.mean().item(), "F1": f1.mean().item()}
print({name: round(score, 3) for name, score in macro.items()})

# %% role="proof"
assert macro["accuracy"] > 0.80 and macro["precision"] > 0.75 and macro["recall"] > 0.75
assert abs(macro["precision"] - macro["recall"]) < 0.05

# %% [markdown]
# The **macro** average is the mean over the classes. Now look at the mistakes that the head is surest of:

# %%
sure, _ = logits.softmax(dim=1).max(dim=1)
wrong = (says != actual).nonzero().flatten()
wrong = wrong[sure[wrong].argsort(descending=True)][:16]
plots.mistakes(digits.x[held_rows[wrong]], [f"{actual[i]}, says {says[i]}\n{sure[i]:.2f}" for i in wrong.tolist()])

# %% [markdown]
# Some would puzzle a person too; others would not. The network looks at texture and at parts, and a 28-pixel stroke is
# far from a photograph.
#
# ## Good and bad
#
# - **Good**: accuracy above 0.80, precision and recall both above 0.75, and balanced.
# - **Bad**: accuracy below 0.60, or precision such as 0.30, or recall such as 0.20.
#
# A worked case, 100 pictures, "is it a 9?": TP 40, FN 10, FP 5, TN 45.

# %%
worked = torch.tensor([[40, 10], [5, 45]])  # rows actual, columns predicted: 9 first
tp, fn, fp, tn = worked.flatten().tolist()
worked_scores = {"precision": tp / (tp + fp), "recall": tp / (tp + fn), "accuracy": (tp + tn) / 100,
                 "F1": 2 * tp / (2 * tp + fp + fn)}
print({name: round(score, 2) for name, score in worked_scores.items()})
plots.confusion_matrices({"is it a 9?": worked}, ["9", "other"], positive=0)

# %% role="proof"
assert [round(score, 2) for score in worked_scores.values()] == [0.89, 0.80, 0.85, 0.84]

# %% [markdown]
# Precision 0.89, recall 0.80, accuracy 0.85, F1 0.84: good. And bad? Two heads, broken on purpose: one whose parameters
# the optimizer does not have, and one trained with targets that do not belong to its pictures.

# %%
def flat_run(parameters_of, targets=y_train, n_epochs=5):
    """Return the losses of a short run and the scores after it, with an optimizer of our choice."""
    set_seed(0)
    head = nn.Linear(1280, 10).to(device)
    optimizer = torch.optim.Adam(parameters_of(head), lr=1e-3)
    losses = training.fit(head, f_train, targets, optimizer, n_epochs=n_epochs, batch_size=50, progress=False).loss
    with torch.no_grad():
        guess = head(f_held).argmax(dim=1).cpu()
    counts = torch.zeros(10, 10, dtype=torch.int64)
    counts.index_put_((actual, guess), torch.ones(500, dtype=torch.int64), accumulate=True)
    precision, recall, f1 = class_scores(counts)
    return losses, {"accuracy": (guess == actual).float().mean().item(), "precision": precision.mean().item(),
                    "recall": recall.mean().item(), "F1": f1.mean().item()}


good_losses, _ = flat_run(lambda head: head.parameters())
old_head_losses, old_head = flat_run(lambda head: nn.Linear(1280, 1000).to(device).parameters())  # that of ImageNet
shuffled = y_train[torch.randperm(1000, generator=torch.Generator().manual_seed(0)).to(device)]
shuffled_losses, shuffled_scores = flat_run(lambda head: head.parameters(), shuffled)
plots.scores({"ours": macro, "old head in\nthe optimizer": old_head, "targets\nmixed up": shuffled_scores},
             good=0.8, bad=0.6)

# %% role="proof"
assert old_head["accuracy"] < 0.60 and old_head["precision"] < 0.30 and shuffled_scores["accuracy"] < 0.60

# %% [markdown]
# ## Hand the optimizer what trains
#
# The middle one is the **flat loss**: the optimizer was made before the head was replaced, so it holds the old head's
# parameters. `backward()` runs and `step()` runs. Only the new head never moves, and no error tells you.

# %%
plots.curves({"good": good_losses, "old head": old_head_losses, "mixed up": shuffled_losses},
             xlabel="epoch")

# %% role="proof"
assert max(old_head_losses) - min(old_head_losses) < 1e-3 and good_losses[-1] < 0.5 * good_losses[0]

# %% [markdown]
# So there are three ways to train nothing, and they look different:
#
# | what happened | what you see |
# |---|---|
# | replaced, then froze **all** | `backward()` raises: nothing requires a gradient |
# | froze the head; **something else** requires a gradient, and no optimizer has it | it runs, the loss is **flat** |
# | the head trains, but the optimizer has not got its parameters | it runs, the loss is **flat** |
#
# The second, tried out: all is frozen after replacing, save for one bias that was forgotten, and the optimizer has the
# head's parameters only.

# %%
set_seed(0)
backbone_bias = nn.Parameter(torch.zeros(1280, device=device))        # the one that was forgotten
frozen_head = nn.Linear(1280, 10).to(device).requires_grad_(False)
sgd = torch.optim.SGD(frozen_head.parameters(), lr=0.1)
half_frozen_losses = []
for _ in range(5):
    loss = functional.cross_entropy(frozen_head(f_train + backbone_bias), y_train)
    sgd.zero_grad()
    loss.backward()                                                   # no error: the bias requires a gradient
    sgd.step()                                                        # moves nothing: the head has no gradient
    half_frozen_losses.append(loss.item())
print([round(loss, 4) for loss in half_frozen_losses])

# %% role="proof"
assert len(set(half_frozen_losses)) == 1 and frozen_head.weight.grad is None

# %% [markdown]
# Before you train, print two numbers: how many parameters require a gradient, and how many the optimizer holds.
#
# ### Question `trainable`
# *about 6 minutes · medium · 3 points*
#
# Write `count_trainable(model)`: how many numbers of the model will be trained, as a whole number (30,735 for the
# ResNet-50 above). And `make_optimizer(model, lr)`: any optimizer of `torch.optim` that holds all that trains, and
# nothing else, with the learning rate `lr`. In some of the models more than the head trains.

# %% answer="trainable"
def count_trainable(model: nn.Module) -> int:
    """Return how many numbers of a model will be trained."""
    ### BEGIN SOLUTION
    return sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    ### END SOLUTION


def make_optimizer(model: nn.Module, lr: float) -> torch.optim.Optimizer:
    """Return an optimizer that holds what trains."""
    ### BEGIN SOLUTION
    return torch.optim.Adam([parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr)
    ### END SOLUTION

# %% check="trainable" points=3
check("trainable", count_trainable, make_optimizer)

# %% [markdown]
# ## What pretraining buys
#
# The same new head on three networks; the first two learn from 300 of the digits, 30 times each:
#
# - on the **pretrained**, frozen backbone;
# - on a **random** one, frozen as well (it has no BatchNorm statistics yet, so it may use those of each batch);
# - with **nothing frozen**. Then features cannot be kept: each digit goes through the whole network, forward and
#   backward, in every epoch. We can afford 100 digits, once.
#
# Guess the three accuracies.

# %%
def own_statistics(x, layers):
    """Return the features that untrained layers give, each BatchNorm with the statistics of the batch at hand."""
    for layer in layers.modules():
        layer.training = isinstance(layer, nn.BatchNorm2d)
    with torch.no_grad():
        return torch.cat([functional.adaptive_avg_pool2d(layers(batch), 1).flatten(1) for batch in x.split(50)])


mixed_train, mixed_held = (torch.randperm(n, generator=torch.Generator().manual_seed(1)).to(device)
                           for n in (1000, 500))             # mixed: each batch must hold all digits
three_hundred, some = mixed_train[:300], mixed_held[:150]

set_seed(0)
random_layers = backbones.efficientnet_lite0().features.to(device)
started = time.perf_counter()
r_train = own_statistics(x_train[three_hundred], random_layers)         # (300, 1280)
seconds_pass = time.perf_counter() - started                           # pretrained or not: the same network
r_held = own_statistics(x_held[some], random_layers)
random_head, _, seconds_random = new_head_on(r_train, y_train[three_hundred])
_, random_accuracy = training.evaluate(random_head, r_held, y_held[some], functional.cross_entropy)

frozen_head, _, seconds_frozen = new_head_on(f_train[three_hundred], y_train[three_hundred])
_, frozen_accuracy = training.evaluate(frozen_head, f_held[some], y_held[some], functional.cross_entropy)

whole = copy.deepcopy(lite0).requires_grad_(True)
whole.classifier[1] = nn.Linear(1280, 10).to(device)
first = mixed_train[:100]
started = time.perf_counter()
training.fit(whole, x_train[first], y_train[first], torch.optim.Adam(whole.parameters(), lr=1e-3), n_epochs=1,
             batch_size=25, progress=False)
seconds_whole = time.perf_counter() - started
_, whole_accuracy = training.evaluate(whole, x_held[some], y_held[some], functional.cross_entropy, batch_size=50)
plots.side_by_side({
    "pretrained, frozen:\n300 digits, 30 times": (frozen_accuracy, seconds_pass + seconds_frozen),
    "random, frozen:\n300 digits, 30 times": (random_accuracy, seconds_pass + seconds_random),
    "nothing frozen:\n100 digits, once": (whole_accuracy, seconds_whole),
})

# %%
minutes = seconds_whole / 100 * 300 * 30 / 60
print(f"nothing frozen, 300 digits, 30 times: about {minutes:.0f} minutes on this machine")

# %% role="proof"
assert frozen_accuracy > 0.75 and frozen_accuracy > random_accuracy + 0.2
assert frozen_accuracy > whole_accuracy + 0.2
assert device.type != "cpu" or minutes * 60 > 10 * (seconds_pass + seconds_frozen)

# %% [markdown]
# Pretraining buys accuracy: on random features the same head stays far behind. Freezing buys time: one pass through
# the network for all epochs, instead of one forward and backward in each. Four steps with nothing frozen teach next to
# nothing, and on a CPU the same 30 epochs would take more than ten times as long. With many more digits, and hours
# instead of seconds, training everything can win. With little of both, it does not.
#
# ## BatchNorm drifts
#
# `requires_grad = False` guards parameters. BatchNorm's **running statistics** are no parameters: in train mode every
# batch moves them, frozen or not. So a frozen backbone in train mode changes under a head that was trained on its
# features. How much does that cost? We only let digits pass through, without any training.

# %%
def drift(mode, n_batches=10):
    """Return accuracy before and after batches that only pass through, and how far the statistics moved."""
    model = copy.deepcopy(lite0).requires_grad_(False)
    model.classifier[1] = copy.deepcopy(new_head)
    before = model.features[0][1].running_mean.clone()
    mode(model)
    with torch.no_grad():
        for rows in mixed_train[: 25 * n_batches].split(25):
            model(x_train[rows])
    moved = (model.features[0][1].running_mean - before).abs().max().item()
    scored = training.evaluate(model, x_held[some], y_held[some], functional.cross_entropy, batch_size=50)[1]
    return scored, moved


def still(model):
    """Train mode for all, eval mode for every BatchNorm of the frozen backbone."""
    model.train()
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.eval()


(drifted_accuracy, drifted), (still_accuracy, stayed) = drift(nn.Module.train), drift(still, n_batches=2)
print(f"train():          moved by {drifted:.3f}, accuracy {drifted_accuracy:.3f}")
print(f"BatchNorm still:  moved by {stayed:.3f}, accuracy {still_accuracy:.3f}")

# %% role="proof"
assert drifted > 0 and stayed == 0 and drifted_accuracy < still_accuracy - 0.02

# %% [markdown]
# Not one parameter has changed, and no step was taken, yet the accuracy fell. The cure: train mode for the model, eval
# mode for the BatchNorms that are frozen. Note the order: `model.train()` reaches every layer, so it comes first, **in
# every epoch**.
#
# ### Question `batchnorm`
# *about 8 minutes · hard · 3 points*
#
# Write `train_mode(model)`: put everything that learns into train mode (Dropout before the head too), and keep the
# statistics of every **frozen** BatchNorm still. A BatchNorm whose own parameters train, in a block that was unfrozen,
# is to learn its statistics as well. Change nothing else. Return the model. It may come in either mode.

# %% answer="batchnorm"
def train_mode(model: nn.Module) -> nn.Module:
    """Put a model into train mode, save for its frozen BatchNorms."""
    ### BEGIN SOLUTION
    model.train()
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d) and not layer.weight.requires_grad:
            layer.eval()
    return model
    ### END SOLUTION

# %% check="batchnorm" points=3
check("batchnorm", train_mode)

# %% [markdown]
# ## Unfreeze the last block
#
# The last block gives the features that suit ImageNet most of all. Once the head has settled, that block may follow,
# with a **smaller learning rate**: large steps would wash out what it knows. This is called *fine-tuning*. An optimizer
# takes groups, each with a rate of its own. The part before the cut is still frozen, so its maps can still be kept.

# %%
set_seed(0)
fine = nn.Sequential(copy.deepcopy(last_block), copy.deepcopy(new_head)).requires_grad_(True)
fine[0][0][1].momentum = 0.1  # its BatchNorm trains too; Lite0's 0.01 would follow too slowly for 60 steps
adam = torch.optim.Adam([
    {"params": fine[0].parameters(), "lr": 1e-4},  # the block: a tenth of the head's rate
    {"params": fine[1].parameters(), "lr": 1e-3},
])
training.fit(fine, maps_train, y_train, adam, n_epochs=3, batch_size=50, progress=False)
_, fine_accuracy = training.evaluate(fine, maps_held, y_held, functional.cross_entropy)
print(f"head alone {held_accuracy:.3f}, with the last block {fine_accuracy:.3f}")

# %% role="proof"
assert fine_accuracy > 0.80 and fine_accuracy < held_accuracy + 0.02

# %% [markdown]
# No gain. (On 500 held-out digits an accuracy of 0.9 is known to about ± 0.03, so a difference of a few hundredths says
# little.) With a thousand digits the head alone is a good place to stop. Fine-tuning can pay when you have more.

# %% role="proof"
margin = 2 * (0.9 * 0.1 / 500) ** 0.5
assert round(margin, 2) == 0.03

# %% [markdown]
# ## A new head shifts the balance
#
# Take one digit as the positive class: **is it a 9?** One digit in ten is. The ten-class head says 9 where 9 has the
# largest logit. A new head with a single logit, trained on "9 or not" and with each 9 counted nine times, is another
# judge of the same features:

# %%
set_seed(0)
nine_head = nn.Sequential(nn.Linear(1280, 1), nn.Flatten(0)).to(device)         # (n, 1280) → (n,)
is_nine_train, is_nine = (y_train == 9).float(), actual == 9
heavier = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(9.0, device=device))
adam = torch.optim.Adam(nine_head.parameters(), lr=1e-3)
training.fit(nine_head, f_train, is_nine_train, adam, n_epochs=30, batch_size=50, loss_fn=heavier, progress=False)
with torch.no_grad():
    nine_probability = torch.sigmoid(nine_head(f_held)).cpu()


def two_rates(says_nine):
    """Return precision and recall of "it is a 9"."""
    hits = (says_nine & is_nine).sum().item()
    return {"precision": hits / max(says_nine.sum().item(), 1), "recall": hits / is_nine.sum().item()}


balance = {"old head:\nten classes": two_rates(says == 9),
           "new head:\nthreshold 0.1": two_rates(nine_probability > 0.1),
           "new head:\nthreshold 0.9": two_rates(nine_probability > 0.9)}
ten, low, high = balance.values()
plots.bars(balance)

# %% role="proof"
assert low["precision"] < ten["precision"] - 0.1 and low["recall"] > high["recall"] + 0.1
assert low["recall"] > 0.9 and high["precision"] > low["precision"] + 0.1 and high["recall"] < ten["recall"]

# %% [markdown]
# Same features, same digit, another balance. At 0.1 the new head raises many false alarms and finds nearly every 9; at
# 0.9 it raises few and misses more. Neither is "better": the goal chooses. Move the slider:

# %%
plots.Slider(lambda threshold: plots.threshold_sweep(nine_probability, is_nine, threshold, ["other", "9"]),
             values=[0.1, 0.3, 0.5, 0.7, 0.9], label="threshold", start=0.5)

# %% [markdown]
# | your goal | example | look at |
# |---|---|---|
# | a false alarm is dear | spam: no good mail may be lost | **precision** of the positive class |
# | a miss is dear | cancer: no ill person may be sent home | **recall** of the positive class |
# | ten classes of one size | our digits | accuracy, and macro precision and recall |
# | classes of different sizes | most of life | precision, recall and F1 **per class** |
#
# ## Four traps
#
# Each belongs to this lesson, each with its figure from the cells around it.

# %%
never_nine = {"accuracy": (~is_nine).float().mean().item(), "recall": 0.0}

few_train = torch.cat([(y_train == k).nonzero().flatten()[:2] for k in range(10)])         # 2 of each digit
few_head, few, _ = new_head_on(f_train[few_train], y_train[few_train], held_out=(f_held, y_held))
gap = (few.score[-1], few.held_out_score[-1])

leaky_head, _, _ = new_head_on(torch.cat([f_train, f_held]), torch.cat([y_train, y_held]))  # held-out digits too
_, leaked = training.evaluate(leaky_head, f_held, y_held, functional.cross_entropy)

rare = torch.cat([(y_train != 9).nonzero().flatten(), (y_train == 9).nonzero().flatten()[:5]])  # 5 nines, not 100
rare_head, _, _ = new_head_on(f_train[rare], y_train[rare])
with torch.no_grad():
    rare_says = rare_head(f_held).argmax(dim=1).cpu()
rare_recall = two_rates(rare_says == 9)["recall"]
plots.bars({
    "accuracy paradox:\nnever a 9": {"accuracy": never_nine["accuracy"], "recall": 0.0},
    "overfitting:\n20 digits": {"learned": gap[0], "held out": gap[1]},
    "leakage:\nheld-out digits": {"honest": held_accuracy, "trained\non them": leaked},
    "imbalance:\nrecall of 9": {"100 nines": ten["recall"], "5 nines": rare_recall},
})

# %% role="proof"
assert round(never_nine["accuracy"], 2) == 0.90 and gap[0] == 1.0 and gap[1] < 0.75
assert leaked > held_accuracy + 0.03 and rare_recall < 0.5

# %% [markdown]
# - **Accuracy paradox.** A head that never says 9 is right on 0.90 of the digits, and finds no 9.
# - **Overfitting.** From 20 digits, a head learns all 20 by heart (1.00), and fails on many others. A small head on
#   wide features can do that too: compare training with held out, always.
# - **Data leakage.** Train on the held-out digits as well, and they are "recognised" better than any others will be.
#   Kept features make that slip easy: keep the two splits in two tensors.
# - **Class imbalance.** With 5 nines instead of 100 in training, most of the 9s are missed.
#
# **98 % accuracy, 12 % recall.** A new head could find every fraud, and lift the accuracy of lesson 1's detector by two
# points at most: what matters most, the accuracy hardly shows. With 12 % recall, 88 of 100 frauds pass: not fit for
# production, whatever the backbone.

# %% role="proof"
assert round(100 * (1 - 0.12)) == 88 and round(100 * (1 - 0.98)) == 2

# %% [markdown]
# ## When it goes wrong
#
# | what you see | what happened | cure |
# |---|---|---|
# | `mat1 and mat2 … (4x2048 and 1024x10)` | the new head's width is not the backbone's | `model.fc.in_features` |
# | `element 0 … does not require grad` | replaced first, froze everything after | freeze first, replace after |
# | the loss is flat, no error | the optimizer has the old head, or the head is frozen | make the optimizer last |
# | 1000 logits instead of yours | the new layer has a name that `forward` never calls | the old head's own place |
# | `'EfficientNet' object has no attribute 'fc'` | another family, another name | print the model |
# | accuracy falls from epoch to epoch, parameters frozen | BatchNorm drifts | eval mode for frozen BatchNorms |
# | `size mismatch for fc.weight` when loading | weights of 1000 classes, head of 10 | load first, replace after |

# %%
def show_error(action):
    """Run `action`, print the beginning of its error and return all of it."""
    try:
        action()
    except (RuntimeError, AttributeError) as error:
        print(f"{type(error).__name__}: {' '.join(str(error).split())[:110]}")
        return str(error)


thousand, ten_only = (backbones.small_model("resnet50", 2048, n) for n in (1000, 10))
no_fc = show_error(lambda: lite0.fc)
mismatch = show_error(lambda: ten_only.load_state_dict(thousand.state_dict()))

# %% role="proof"
assert "no attribute 'fc'" in no_fc
assert "size mismatch for fc.weight" in mismatch

# %% [markdown]
# ## Recap
#
# - The head gives one logit for each class; new classes need a new head, in the old one's place.
# - Take its width from the model. `mat1 and mat2` means that the width was wrong.
# - Freeze first, replace after. The other way round, `backward()` raises an error.
# - Make the optimizer last, from the parameters that require a gradient. A flat loss means that it has the wrong ones.
# - Frozen parameters are not enough: put frozen BatchNorms into eval mode, after `train()`.
# - Frozen features can be computed once. That, and pretraining, make a thousand digits and a second enough.
# - Judge class by class, and let the goal choose between precision and recall.

# %%
progress.show()

# %% [markdown]
# **Next: [lesson 5, metrics you can trust](05_metrics.ipynb)**: when is a score a reason to believe a model?
