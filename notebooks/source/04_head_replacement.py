# %% [markdown]
# # Lesson 4 · Replace the classifier head
#
# The upper row shows one piece from each of ten photographs. The lower row shows another piece of each, shuffled.
# **Which is which?**

# %% role="setup"
import pandas as pd
import torch
from IPython.display import display
from torch import nn
from torch.nn import functional

from course import backbones, case, check, data, features, hint, play, plots, predictions, progress, training
from course.device import best_device, set_seed
from course.yours import yours

torch.set_num_threads(1)  # small batches are fast enough on one core
device = best_device()  # cuda, mps or cpu: this lesson runs unchanged on each

# %%
named = data.photograph_crops("train", per_class=1)  # pieces x, (10, 1, 64, 64), and their classes y
puzzle = data.photograph_crops("test", per_class=1)
shuffled = torch.randperm(10, generator=torch.Generator().manual_seed(2))
puzzle_x, puzzle_y, letters = puzzle.x[shuffled], puzzle.y[shuffled], "abcdefghij"
plots.gallery(torch.cat([named.x, puzzle_x]), [*named.classes, *letters])

# %% role="proof"
proof_puzzle = [named.classes[k] for k in puzzle_y.tolist()]
assert proof_puzzle == "coffee coins grass page text retina brick ihc gravel hubble".split()

# %% [markdown]
# (*hubble*: the night sky. *ihc*: tissue under a microscope. *page*: print. *text*: handwriting. *coffee*: a cup on a
# wooden table. *retina*: the inside of an eye.)
#
# You've seen one example of each, and you're probably doing well. Lite0 from lesson 3 can't even play: it knows a
# thousand names, and these ten aren't among them. In this lesson you'll teach it the ten, with **five pieces
# of each** and a few seconds of training. And then you'll find out when such a head start pays, and when a network that
# starts from nothing wins.
#
# <details><summary><b>What you'll be able to do, and the eight questions</b></summary>
#
# - Find the head in any family, and replace it.
# - Freeze the backbone, and hand the optimizer what trains.
# - Write the whole recipe in plain PyTorch, from the pictures to a file with a trained model.
# - Compute frozen features once, and unfreeze blocks when that's not enough.
# - Say, with figures, when pretraining pays.
#
# | question | you write | points | minutes | difficulty |
# |---|---|---|---|---|
# | `why-new-head` | a letter | 1 | 2 | easy |
# | `resnet50-ten-classes` | a function | 2 | 3 | easy |
# | `resnet18-output-shape` | a shape | 1 | 1 | easy |
# | `size-mismatch` | a letter | 1 | 2 | easy |
# | `freeze-then-replace` | a function | 4 | 6 | medium |
# | `any-head` | a function | 4 | 12 | hard |
# | `trainable` | two functions | 3 | 6 | medium |
# | `batchnorm` | a function | 3 | 8 | hard |
#
# Plan 40 minutes for the questions and 50 for the rest. Sections that begin with *Going deeper* are extra.
#
# </details>
#
# **Three quick ones from [lesson 3](03_pretrained_models.ipynb).** Answer before you open one.
#
# <details><summary>1. A picture is (3, 224, 224). What shape does a network want?</summary>
#
# (1, 3, 224, 224): a batch, even of one. `picture.unsqueeze(0)` adds the axis.
#
# </details>
#
# <details><summary>2. What does <code>model.eval()</code> change?</summary>
#
# Dropout is off, and BatchNorm uses its running statistics instead of those of the batch. No parameter changes.
#
# </details>
#
# <details><summary>3. Where does a ResNet-50 keep its head, and how many features does it take?</summary>
#
# In `model.fc`. It takes 2048, and you don't have to remember that: `model.fc.in_features`.
#
# </details>
#
# ## What a head does
#
# A classifier has two parts. The **backbone** turns a picture into **features**, numbers that describe it: edges,
# textures, shapes. The **head**, its last layer, turns features into one logit for each class. Lite0's is
# `classifier[1]`, a `Linear(1280, 1000)`: 1280 features go in, and a logit for each of ImageNet's names comes out.
#
# What does it call our ten pieces? Like every network, it wants pictures the way it was trained: three channels, on its
# own scale.

# %%
import textwrap

from torchvision.transforms import v2

weights = backbones.EfficientNet_Lite0_Weights.DEFAULT
lite0 = backbones.efficientnet_lite0(weights=weights).to(device).eval()
to_lite0 = v2.Compose([v2.RGB(), v2.Normalize([127 / 255] * 3, [128 / 255] * 3)])
with torch.inference_mode():
    best = lite0(to_lite0(puzzle_x).to(device)).argmax(dim=1)  # (10, 1000) → (10,)
names = [weights.meta["categories"][k] for k in best.tolist()]
plots.gallery(puzzle_x, [f"{letter}\n{textwrap.fill(name, 10)}" for letter, name in zip(letters, names)])

# %% role="proof"
proof_head = lite0.classifier[1]
assert (proof_head.in_features, proof_head.out_features) == (1280, 1000) and 1280 * 10 + 10 == 12_810
assert not set(named.classes) & {name.lower() for name in weights.meta["categories"]}

# %% [markdown]
# It gives the nearest of the names it has, however far off. But its features may well be good. It's only the head that
# answers the wrong question.
#
# ### Question `why-new-head`: why replace it?
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
# To replace a layer, assign a new one **to the place where the model keeps the old one**, and take the number of
# features from the old head. Here a ResNet-34 gets a head for seven classes. (On PyTorch's `meta` device, layers have
# shapes but no numbers. That's fast.)

# %%
from torchvision import models

with torch.device("meta"):
    resnet34 = models.resnet34(weights=None)
    resnet34.fc = nn.Linear(resnet34.fc.in_features, 7)
    logits = resnet34(torch.zeros(2, 3, 224, 224))
logits.shape

# %% role="proof"
assert logits.shape == (2, 7) and resnet34.fc.in_features == 512

# %% [markdown]
# Two pictures, seven logits each. Now suppose you remember VGG's name for the head, and write `model.classifier =
# nn.Linear(512, 7)` for this ResNet. What shape do the logits have then?

# %%
predictions.predict("head-under-another-name", ["(2, 7)", "(2, 1000)", "None: an error is raised"])

# %%
with torch.device("meta"):
    resnet34 = models.resnet34(weights=None)
    resnet34.classifier = nn.Linear(512, 7)
    logits = resnet34(torch.zeros(2, 3, 224, 224))
logits.shape

# %% role="proof"
assert logits.shape == (2, 1000) == eval(predictions.right_choice("head-under-another-name"))

# %% [markdown]
# <details><summary><b>Why?</b></summary>
#
# PyTorch lets you assign a layer to **any** name, without a word. But ResNet's `forward` calls `fc`, as always, so the
# old head answers.
#
# </details>
#
# ### Question `resnet50-ten-classes`: a head for ten
# *about 3 minutes · easy · 2 points*
#
# Write `ten_classes(model)`: give a ResNet-50 a new head for ten classes, and return the model. Nothing else changes,
# not even the mode.
#
# To save time, the check hands over small relatives of ResNet-50. They're of the same class, and their `fc` takes 2048
# features, too, but all other layers are narrow. Work on the model you're given, not on a copy.

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
# ### Question `resnet18-output-shape`: what comes out?
# *about 1 minute · easy · 1 point*
#
# Predict without running it: what's the shape of `logits`? Write it as a tuple.
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
# A ResNet-50 gives 2048 features, but someone writes `model.fc = nn.Linear(1024, 10)`. When does PyTorch complain?

# %%
predictions.predict("head-of-the-wrong-width", [
    "When the layer is made", "When it is assigned to fc",
    "With the first picture", "In backward()"])

# %%
def attempt(change):  # change a narrow relative of ResNet-50, then take a step
    try:
        model = backbones.small_model("resnet50", width=2048)
        change(model)
        functional.cross_entropy(model(torch.zeros(4, 3, 64, 64)), torch.arange(4)).backward()
    except RuntimeError as error:
        return str(error)

def give_a_wrong_width(model):
    model.fc = nn.Linear(1024, 10)

attempt(give_a_wrong_width)

# %% role="proof"
assert attempt(give_a_wrong_width) == "mat1 and mat2 shapes cannot be multiplied (4x2048 and 1024x10)"
mistaken = backbones.small_model("resnet50", width=2048)
give_a_wrong_width(mistaken)
try:
    mistaken(torch.zeros(4, 3, 64, 64))
except RuntimeError as proof_error:
    assert "mat1" in str(proof_error)
else:
    raise AssertionError("no error")
assert predictions.right_choice("head-of-the-wrong-width") == "With the first picture"

# %% [markdown]
# <details><summary><b>How to read that message</b></summary>
#
# The first picture brings the mistake to light:
#
# - **mat1 and mat2**: a linear layer multiplies matrices. `mat1` is what arrives, `mat2` its weight, transposed.
# - **4x2048**: four pictures with 2048 features each. That's what the backbone gives.
# - **1024x10**: the layer takes 1024 features and gives 10 logits.
#
# The two numbers in the middle must agree. We caught the error here. Uncaught, it comes with a traceback, and the last
# line there from the model's own `forward` says which layer it was: `x = self.fc(x)`.
#
# </details>
#
# ### Question `size-mismatch`: name the cause
# *about 2 minutes · easy · 1 point*
#
# `mat1 and mat2 shapes cannot be multiplied (4x2048 and 1024x10)`: what's the cause of this error on a ResNet-50? Put
# the letter into `mismatch_cause`.
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
# The backbone holds what was learned from a million pictures. With a handful of your own, you may want to leave it as
# it is and train the head alone. So you **freeze** it: `requires_grad = False` for each of its parameters. A new layer
# is born trainable. So it takes two lines:
#
# ```python
# model.requires_grad_(False)                        # 1. freeze all there is
# model.fc = nn.Linear(model.fc.in_features, 15)     # 2. add what's going to train
# ```
#
# Does the order matter? Swap the lines, so that you replace first and freeze after. What happens when you train?

# %%
predictions.predict("replaced-then-frozen", [
    "The loss falls as usual", "The loss stays flat", "The loss rises", "An error is raised"])

# %%
def replace_then_freeze(model):
    model.fc = nn.Linear(model.fc.in_features, 10)
    model.requires_grad_(False)

attempt(replace_then_freeze)

# %% role="proof"
assert attempt(replace_then_freeze).startswith("element 0 of tensors does not require grad")
assert predictions.right_choice("replaced-then-frozen") == "An error is raised"

# %% [markdown]
# <details><summary><b>Why?</b></summary>
#
# Freezing last froze the new head, too. Nothing requires a gradient, so `backward()` has nowhere to go, and says so.
# That's the lucky case: you see it at once.
#
# </details>
#
# ### Question `freeze-then-replace`: prepare a ResNet-50
# *about 6 minutes · medium · 4 points*
#
# Write `prepare(model, n_classes)` for a ResNet-50: its layers frozen and **unchanged**, numbers and BatchNorm
# statistics alike; a new head for `n_classes` that trains and that `forward` uses. Return the model. The check hands
# over small relatives, one of them frozen.

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
# Here's what you've just done, on a full-sized ResNet-50: 2048 × 15 + 15 = 30,735 parameters train, one in 766 of them
# all. (The scale goes in steps of ten, or the head's bar would be too thin to see.) Below it are other families to move
# through. **Which one trains the fewest? And how many train if its last block does, too?**

# %%
my_prepare = yours("freeze-then-replace")
with torch.device("meta"):
    resnet50 = my_prepare(models.resnet50(weights=None), 15)
display(plots.freeze_map(resnet50, "ResNet-50, 15 classes"))
play.freeze_map("resnet50", n_classes=15)

# %% role="proof"
trained = sum(p.numel() for p in resnet50.parameters() if p.requires_grad)
assert trained == 2048 * 15 + 15 == 30_735
assert round(sum(p.numel() for p in resnet50.parameters()) / trained) == 766
assert "30,735 of 23,538,767" in play.freeze_map("resnet50", n_classes=15).draw("resnet50", 0).alt

# %% [markdown]
# ## The whole recipe, once
#
# Now let's do it, on the ten photographs, from the first picture to the last prediction. **Load, freeze, replace, make
# an optimizer and batches, loop with validation, keep the best, save, load, predict.** All of it is plain PyTorch.
#
# **The pictures.** Each photograph is cut into three upright strips: training pieces come from the left one, validation
# pieces from the middle, test pieces from the right. No two strips share a pixel. Every piece has its own size, angle
# and brightness, and is gray, since color alone would give many of them away.
#
# PyTorch wants pictures as a **Dataset**, which answers two questions: how many are there, and what is number `i`?

# %%
from torch.utils.data import DataLoader, Dataset

class Pieces(Dataset):
    def __init__(self, split, per_class, transform):
        self.crops, self.transform = data.photograph_crops(split, per_class), transform

    def __len__(self):
        return len(self.crops.y)

    def __getitem__(self, i):
        return self.transform(self.crops.x[i]), self.crops.y[i]  # (3, 64, 64), and a class

# %% [markdown]
# (If your own pictures lie in folders, one per class, you needn't write one: `torchvision.datasets.ImageFolder` is it.)
# A **DataLoader** deals them out in batches. The training pieces are flipped at random, each time they're dealt: a
# mirrored piece of gravel is still gravel. Such changed copies are **augmentation**, and only training gets them.

# %%
flipped = v2.Compose([v2.RandomHorizontalFlip(), v2.RandomVerticalFlip(), to_lite0])
order = torch.Generator().manual_seed(0)  # shuffled the same way each time you run this
train_loader = DataLoader(Pieces("train", 5, flipped), batch_size=10, shuffle=True, generator=order)
val_loader = DataLoader(Pieces("validation", 10, to_lite0), batch_size=50)
test_loader = DataLoader(Pieces("test", 25, to_lite0), batch_size=50)
x, y = next(iter(test_loader))
x.shape, y.shape

# %% role="proof"
assert x.shape == (50, 3, 64, 64) and [len(loader.dataset) for loader in (train_loader, val_loader, test_loader)] == [
    50, 100, 250]

# %% [markdown]
# **Load, freeze, replace, optimizer.** The optimizer comes last, so that it gets the new head, and only that.

# %%
set_seed(0)
model = backbones.efficientnet_lite0(weights=weights)
model.requires_grad_(False)
model.classifier[1] = nn.Linear(model.classifier[1].in_features, 10)
model = model.to(device)
optimizer = torch.optim.Adam(model.classifier.parameters(), lr=3e-3)
model.classifier

# %% role="proof"
assert sum(p.numel() for p in model.parameters() if p.requires_grad) == 12_810

# %% [markdown]
# **The loop.** After each epoch, the validation pieces tell how good the model is now, and the best state is kept.
# `set_mode` is a function that puts the model into the mode it's to train in: whoever calls `fit` chooses one.

# %%
import copy
import tempfile
from pathlib import Path

def accuracy_of(model, loader):
    model.eval()
    with torch.inference_mode():
        hits = [model(x.to(device)).argmax(dim=1).cpu() == y for x, y in loader]
    return torch.cat(hits).float().mean().item()

def fit(model, optimizer, set_mode, n_epochs):
    scores = []
    for epoch in range(n_epochs):
        set_mode(model)
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(x.to(device)), y.to(device))
            loss.backward()
            optimizer.step()
        scores.append(accuracy_of(model, val_loader))
        if scores[-1] == max(scores):  # the best so far
            best = copy.deepcopy(model.state_dict())  # or the next step would change it
    model.load_state_dict(best)
    return scores

# %% [markdown]
# Everything but the head is frozen, so we leave the network in eval mode: `nn.Module.eval` is the function behind
# `model.eval()`. (A later section shows why.) The head learns from 50 pieces, five of each photograph. In the end it
# meets 250 test pieces, from strips it has never seen. How many of those will it get right?

# %%
predictions.predict("taught-by-fifty-pieces", [
    "About 1 in 10", "About 4 in 10", "About 6 in 10", "About 8 in 10"])

# %%
scores = fit(model, optimizer, nn.Module.eval, n_epochs=5)
plots.curves({"validation": scores}, x=range(1, 6), xlabel="epoch", ylabel="accuracy", top=1)

# %% [markdown]
# (That's the validation strip. The test pieces come last.)
#
# **Save, load, predict.** A file with the whole state holds backbone and head. `num_classes=10` makes a model with a
# head for ten from the start, to be filled from the file.

# %%
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "pieces.pt"
    torch.save(model.state_dict(), path)
    revived = backbones.efficientnet_lite0(num_classes=10)
    revived.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
revived = revived.to(device).eval()
with torch.inference_mode():
    test_logits = torch.cat([revived(x.to(device)).cpu() for x, _ in test_loader])  # (250, 10)
test, test_says = test_loader.dataset.crops, test_logits.argmax(dim=1)
test_accuracy = (test_says == test.y).float().mean().item()
round(test_accuracy, 2)

# %% role="proof"
assert 0.76 < test_accuracy < 0.89 and predictions.right_choice("taught-by-fifty-pieces") == "About 8 in 10"

# %% [markdown]
# That's the share it gets right, taught by five pieces of each. You've just run the whole recipe, and it's the one that
# people use for X-rays, leaves and screws. It fits into one program: see *Without the course*, below.
#
# Which pieces are hard? Rows are what's there, columns what the model says. Under the table are the ten mistakes it was
# surest of.

# %%
from sklearn.metrics import confusion_matrix

display(plots.class_report(torch.from_numpy(confusion_matrix(test.y, test_says)), test.classes))
wrong = (test_says != test.y).nonzero().flatten()
surest = wrong[test_logits[wrong].softmax(dim=1).amax(dim=1).argsort(descending=True)][:10].tolist()
plots.gallery(test.x[surest], [f"{test.classes[test.y[i]]},\nsays {test.classes[test_says[i]]}"
                               for i in surest])

# %% role="proof"
proof_matrix = torch.from_numpy(confusion_matrix(test.y, test_says)).double()
proof_recalls = dict(zip(test.classes, (proof_matrix.diag() / proof_matrix.sum(dim=1)).tolist()))
assert (proof_matrix.diag() / proof_matrix.sum(dim=0)).mean() > 0.75 and sum(proof_recalls.values()) / 10 > 0.75
assert all((0.35 < rate < 0.65) == (name in ("coffee", "retina")) for name, rate in proof_recalls.items())

# %% [markdown]
# Is that good? For tasks like ours, **good** is an accuracy above 0.80, with precision and recall both above 0.75.
# **Bad** is an accuracy below 0.60, a precision near 0.30 or a recall near 0.20. On average we're good. Class by class
# we aren't: *coffee* and *retina* have a recall near 0.5, since many of their pieces are nearly plain. Some show only
# the black rim of the retina, and nobody could tell those from the night sky.
#
# One caution: pieces of one photograph resemble each other. Before you say that it recognizes gravel, test it on other
# photographs.
#
# ---
# **A good place to stop.** You've trained a new head, and you can save, load and use the model. When you come back, use
# *Run → Run All Above Selected Cell*.
#
# ---

# %% [markdown]
# ## A new head for any family
#
# `fc` is ResNet's name for its head. Here are the others, read from the models:

# %%
pd.DataFrame([(row.name, row.place, row.kind, row.width) for row in backbones.families()],
             columns=["family", "head", "kind", "features"]).set_index("family")

# %% role="proof"
assert [row.name for row in backbones.families() if row.kind == "Conv2d"] == ["squeezenet1_1"]
with torch.device("meta"):
    proof_vgg = backbones.get_model("vgg16").classifier
assert [type(layer).__name__ for layer in proof_vgg] == ["Linear", "ReLU", "Dropout", "Linear", "ReLU", "Dropout", "Linear"]

# %% [markdown]
# Many heads sit inside a `classifier`, together with other layers. VGG-16's holds seven: three linear layers, with ReLU
# and Dropout between them. Assign a new layer to the whole `classifier`, and you lose six layers. Assign it to
# `classifier[6]`, and only the head changes. For a place known by its name, PyTorch has two tools:
#
# ```python
# for name, layer in model.named_modules(): ...      # "classifier.6", Linear(...)
# model.set_submodule("classifier.6", new_layer)     # the same as model.classifier[6] = new_layer
# ```
#
# ### Question `any-head`: a head for all of them
# *about 12 minutes · hard · 4 points*
#
# Write `replace_head(model, n_classes)`: give a model of **any** family in the table a new head, and return the model.
# Only the head changes, and the new one trains: Dropout stays, what was frozen stays frozen, what trained still trains.
# SqueezeNet's head is a convolution with `kernel_size=1`. The check's small relatives may be in eval mode, with other
# widths than the table's. To try one, ask for
# `backbones.small_model("squeezenet1_1", width=128)`.

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
# That function is worth keeping: it works for all fifteen, and for the next one you meet.
#
# ## Features, computed once
#
# In eval mode, a frozen backbone gives the same features for the same picture in every epoch. So compute them **once**,
# and train the head on them. An epoch then costs a multiplication by a 1280 × 10 matrix, instead of a pass through the
# whole network. Lite0 has three parts, `features`, `avgpool` and `classifier`; without the last, it's a backbone.

# %%
backbone = nn.Sequential(lite0.features, lite0.avgpool, nn.Flatten())
x, y = next(iter(DataLoader(Pieces("train", 5, to_lite0), batch_size=50)))  # all 50, without flips
with torch.no_grad():
    f = backbone(x.to(device))  # (50, 3, 64, 64) → (50, 1280)
y = y.to(device)
f.shape

# %% role="proof"
assert f.shape == (50, 1280)

# %% [markdown]
# It's a speed trick with a price: the pictures are fixed now. Fresh flips need a fresh pass.
#
# ## Hand the optimizer what trains
#
# With features at hand, an experiment takes no time. One optimizer is made *before* the head is replaced, one after.
# (`training.fit` is lesson 2's loop.) What will the loss do when the early one trains?

# %%
predictions.predict("optimizer-made-too-early", [
    "It falls as usual", "It falls, but more slowly", "It stays flat", "None: an error is raised"])

# %%
set_seed(0)
old_head, new_head = nn.Linear(1280, 1000).to(device), nn.Linear(1280, 10).to(device)
early = torch.optim.Adam(old_head.parameters(), lr=1e-3)
late = torch.optim.Adam(new_head.parameters(), lr=1e-3)
early_losses, late_losses = (training.fit(new_head, f, y, adam, n_epochs=40, progress=False).loss
                             for adam in (early, late))
plots.curves({"made after": late_losses, "made before": early_losses}, colors=(plots.GREEN, plots.PURPLE))

# %% role="proof"
assert max(early_losses) - min(early_losses) < 1e-4 and late_losses[-1] < 0.5 * late_losses[0]
assert predictions.right_choice("optimizer-made-too-early") == "It stays flat"

# %% [markdown]
# <details><summary><b>Why? And three ways to train nothing</b></summary>
#
# `backward()` runs and `step()` runs, but the optimizer moves a head that nobody uses. So there are three ways to train
# nothing, and they look different:
#
# | what happened | what you see |
# |---|---|
# | replaced, then froze **all** | `backward()` raises an error |
# | froze the head, while **something else** requires a gradient | no error, the loss is **flat** |
# | the head trains, but the optimizer doesn't have it | no error, the loss is **flat** |
#
# </details>
#
# Before a first step, always compare two numbers: how many parameters require a gradient, and how many the optimizer
# holds.
#
# ### Question `trainable`: count and collect
# *about 6 minutes · medium · 3 points*
#
# Write `count_trainable(model)`: how many numbers of the model will be trained, as a whole number (30,735 for the
# ResNet-50 above). And `make_optimizer(model, lr)`: any optimizer of `torch.optim` that holds all that trains, and
# nothing else, with the learning rate `lr`. In some of the models, more than the head trains.

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
# ## BatchNorm in a frozen network
#
# We trained in eval mode. What if we hadn't? We put the model of the ten photographs into **train mode** and let the 50
# training pieces pass through five times, *without a single step*: no gradient, no optimizer. What happens to its
# accuracy on the test pieces?

# %%
predictions.predict("frozen-in-train-mode", [
    "It stays as it is", "It rises by more than 0.05", "It falls by more than 0.05"])

# %%
untrained = copy.deepcopy(revived).train()
for layer in untrained.modules():
    if isinstance(layer, nn.BatchNorm2d):
        layer.momentum = 0.1  # as in most networks; Lite0's own is 0.01
with torch.no_grad():
    for _ in range(5):
        for x, _ in train_loader:
            untrained(x.to(device))
accuracy_after = accuracy_of(untrained, test_loader)
round(test_accuracy, 2), round(accuracy_after, 2)

# %% role="proof"
drifted = (untrained.features[0][1].running_mean - revived.features[0][1].running_mean).abs().max().item()
assert drifted > 0.1 and accuracy_after < test_accuracy - 0.06
assert predictions.right_choice("frozen-in-train-mode") == "It falls by more than 0.05"
assert all(torch.equal(p, q) for p, q in zip(untrained.parameters(), revived.parameters()))

# %% [markdown]
# <details><summary><b>Why?</b></summary>
#
# Not one parameter has changed. But BatchNorm's **running statistics** are no parameters, so `requires_grad = False`
# doesn't guard them: in train mode, every batch moves them, with momentum 0.1 by a tenth of the way to its own. The
# features shift under a head that was trained on others.
#
# </details>
#
# But where Dropout or some blocks are to train, eval mode for everything won't do. So put the model into train mode,
# and then every frozen BatchNorm into eval mode. Mind the order: `model.train()` reaches every layer, so it comes
# first, and **in every epoch**. (A layer has no `requires_grad`. Its parameters have.)
#
# ### Question `batchnorm`: train mode, but not for all
# *about 8 minutes · hard · 3 points*
#
# Write `train_mode(model)`: put everything that learns into train mode (Dropout before the head, too), and keep the
# statistics of every **frozen** BatchNorm still. A BatchNorm whose own parameters train, in a block that was unfrozen,
# is to learn its statistics as well. Change nothing else. Return the model. It may come in either mode, and with a
# `BatchNorm1d`, too.

# %% answer="batchnorm"
def train_mode(model: nn.Module) -> nn.Module:
    """Put a model into train mode, save for its frozen BatchNorms."""
    ### BEGIN SOLUTION
    model.train()
    for layer in model.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)) and not layer.weight.requires_grad:
            layer.eval()
    return model
    ### END SOLUTION

# %% check="batchnorm" points=3
check("batchnorm", train_mode)

# %% [markdown]
# ## When does pretraining pay?
#
# "About 8 in 10" sounds good, but compared with what? The real rival isn't guessing, it's a small network that starts
# from nothing. Here's one with three convolutions, made for these pieces. Your functions give it an optimizer and the
# right mode, and it learns from the same 50 pieces in the same loop, for 30 epochs. First, how many numbers train in
# each of the two?

# %%
my_count, my_optimizer = yours("trainable")
my_train_mode = yours("batchnorm")

def block(n_in, n_out, kernel, stride=1):
    return [nn.Conv2d(n_in, n_out, kernel, stride, padding=kernel // 2, bias=False),
            nn.BatchNorm2d(n_out), nn.ReLU(), nn.MaxPool2d(2)]

set_seed(0)
cnn = nn.Sequential(*block(3, 16, 5, stride=2), *block(16, 32, 3), *block(32, 64, 3),
                    nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(64, 10))
cnn = cnn.to(device)
my_count(model), my_count(cnn)

# %%
fit(cnn, my_optimizer(cnn, lr=1e-3), my_train_mode, n_epochs=30)
cnn_accuracy = accuracy_of(cnn, test_loader)
pd.Series({"always the same answer": 0.1, "small CNN from scratch": cnn_accuracy,
           "Lite0 frozen, new head": test_accuracy}).round(2)

# %% role="proof"
assert my_count(model) == 12_810 and my_count(cnn) > 12_810
assert 0.58 < cnn_accuracy < 0.75 and test_accuracy > cnn_accuracy + 0.08
proof_measured = data.PRETRAINING["photographs"]  # this run is one cell of the table
assert min(proof_measured["Lite0 frozen, new head"][5]) - 0.05 < test_accuracy < max(
    proof_measured["Lite0 frozen, new head"][5]) + 0.05
assert min(proof_measured["small CNN from scratch"][5]) - 0.08 < cnn_accuracy < max(
    proof_measured["small CNN from scratch"][5]) + 0.05

# %% [markdown]
# One run proves little, though. So we measured it properly, once (`benchmarks/pretraining.py`): with 5, 20 and 100
# pieces of each photograph, each three times with other pieces, every rival tuned on validation pieces, and 500 test
# pieces. Each cell has the mean, and the lowest and highest of the three. (*Fine-tuned* means that Lite0's last blocks
# learn, too; that comes below.)

# %%
data.pretraining_table("photographs")

# %% role="proof"
def proof_mean(kind, way, n):
    return round(sum(data.PRETRAINING[kind][way][n]) / 3, 3)

proof_cnn, proof_frozen = "small CNN from scratch", "Lite0 frozen, new head"
proof_gaps = [proof_mean("photographs", proof_frozen, n) - proof_mean("photographs", proof_cnn, n) for n in (5, 20, 100)]
assert [round(gap, 2) for gap in proof_gaps] == [0.15, 0.07, 0.05]
assert proof_mean("photographs", proof_frozen, 5) > proof_mean("photographs", proof_cnn, 20)
assert max(data.PRETRAINING["photographs"]["linear layer on pixels"][100]) < 0.18

# %% [markdown]
# Read it from left to right:
#
# - With 5 pieces each, the pretrained backbone is 0.15 ahead of the small CNN. It does with 5 pieces what the CNN does
#   with 20.
# - The more pieces, the smaller the gap: 0.07 at 20, 0.05 at 100.
# - Fine-tuning adds nothing you could be sure of: its three runs differ by more.
# - A linear layer on raw pixels hardly beats guessing: at random angles, no pixel means the same thing twice.
#
# Now the same on **handwritten digits**: same ways to learn, same numbers of examples. Taught by 5 of each digit, who
# reads best?

# %%
predictions.predict("five-of-each-digit", [
    "Lite0 frozen, with a new head", "Lite0 fine-tuned", "The small CNN from scratch",
    "The linear layer on raw pixels"])

# %%
display(plots.learning_curves(data.PRETRAINING, baseline="most frequent class"))
data.pretraining_table("digits")

# %% role="proof"
proof_digits = {way: proof_mean("digits", way, 5) for way in data.PRETRAINING["digits"]}
assert max(proof_digits, key=proof_digits.get) == "small CNN from scratch"
assert predictions.right_choice("five-of-each-digit") == "The small CNN from scratch"
assert proof_digits["linear layer on pixels"] > proof_digits["Lite0 frozen, new head"] + 0.05
assert all(proof_mean("digits", proof_cnn, n) > proof_mean("digits", "Lite0 fine-tuned", n) for n in (5, 20, 100))
assert all(0.05 < proof_mean("digits", "Lite0 fine-tuned", n) - proof_mean("digits", proof_frozen, n) < 0.12
           for n in (5, 20, 100))
assert proof_mean("digits", proof_frozen, 100) < proof_mean("digits", "linear layer on pixels", 100) + 0.01

# %% [markdown]
# <details><summary><b>What both tables say</b></summary>
#
# It's the other way around! On digits, the small CNN wins everywhere, and frozen Lite0 loses even to a linear layer on
# raw pixels, until at 100 examples the two are level. So:
#
# | pretraining pays when | it pays little when |
# |---|---|
# | your pictures look like what the backbone has seen: photographs, textures, objects | they don't: thin strokes on empty paper |
# | you have few examples | you have many |
# | the task is hard for simple models | a small model, or raw pixels, already do well |
#
# Fine-tuning shows the same from another side. Where the features fit, as on the photographs, there's nothing to gain.
# Where they don't, as on the digits, letting them change brings 0.06 to 0.11.
#
# </details>
#
# Whatever you guessed: **run the simple rivals first.** You only know that pretraining paid if you know what you'd have
# had without it.
#
# ## Unfreeze the last blocks
#
# Letting some of the backbone learn, too, is called **fine-tuning**. Of the nine blocks in Lite0's `features`, the last
# ones suit the old task most of all, so you **unfreeze** those first. Large steps would wash out what they know. So
# they get a **smaller learning rate** than the head, and an optimizer takes groups of parameters for that:
#
# ```python
# for part in (model.features[6:], model.classifier):
#     part.requires_grad_(True)
# optimizer = torch.optim.Adam([
#     {"params": model.features[6:].parameters(), "lr": 1e-3},  # a third of the head's
#     {"params": model.classifier.parameters(), "lr": 3e-3},
# ])
# ```
#
# Train the head alone first, then unfreeze, as for the *fine-tuned* rows. *Going deeper* does it on 200 digits.

# %% role="proof"
assert len(lite0.features) == 9

# %% [markdown]
# ## Going deeper: your own classes
#
# Two kinds of screws, your cat and the neighbor's, three kinds of leaves: put at least four photos of each into a
# folder of its own, `photos/cat/`, `photos/other/` and so on, beside this notebook. Twenty each are enough. Then run
# this section again.

# %%
from course import photos

try:
    mine = photos.classes()
except ValueError as not_yet:
    mine = None
    print(not_yet)

# %% [markdown]
# `mine.train` and `mine.validation` are Datasets, as above: each picture is (3, 224, 224) with whole numbers from 0 to
# 255, so they become fractions first.

# %%
as_fractions = v2.Compose([v2.ToDtype(torch.float32, scale=True), to_lite0])

def features_of(pictures):
    with torch.no_grad():
        pairs = [(backbone(as_fractions(x).to(device)), y) for x, y in DataLoader(pictures, 8)]
    return torch.cat([f for f, _ in pairs]), torch.cat([y for _, y in pairs]).to(device)

if mine:
    (f_mine, y_mine), (f_val, y_val) = features_of(mine.train), features_of(mine.validation)
    my_head = nn.Linear(1280, len(mine.names)).to(device)
    adam = my_optimizer(my_head, lr=1e-3)
    training.fit(my_head, f_mine, y_mine, adam, n_epochs=60, progress=False)

# %% [markdown]
# Your class report, and your model's mistakes as pictures:

# %%
from sklearn.metrics import classification_report

if mine:
    mine_says, is_mine = my_head(f_val).argmax(dim=1).cpu(), y_val.cpu()
    mine_report = classification_report(
        is_mine, mine_says, labels=range(len(mine.names)), target_names=mine.names, output_dict=True,
        zero_division=0)
    display(pd.DataFrame(mine_report).T.round(2))
    missed = (mine_says != is_mine).nonzero().flatten()[:10].tolist()
    display(plots.gallery([mine.validation[i][0] / 255 for i in missed],
                          [f"{mine.names[is_mine[i]]},\nsays {mine.names[mine_says[i]]}"
                           for i in missed]))

# %% [markdown]
# And a short **model card**: what anyone should know before using your model. Fill in the last two lines yourself.

# %%
from IPython.display import Markdown

if mine:
    recalls = {name: mine_report[name]["recall"] for name in mine.names}
    weakest, most = min(recalls, key=recalls.get), y_mine.bincount().argmax().item()
    right, same = ((what == is_mine).float().mean().item() for what in (mine_says, most))
    display(Markdown(f"""**Tells apart {", ".join(mine.names)}**: Lite0, frozen, with a new head
- trained on {len(y_mine)} photos, judged on {len(y_val)} others
- accuracy {right:.2f}; always saying {mine.names[most]} would have {same:.2f}
- weakest class: {weakest}, recall {recalls[weakest]:.2f}
- meant for … , and not for …
- photos taken with … , in … light; it hasn't seen …"""))

# %% [markdown]
# ## Going deeper: digits, with a head and with more
#
# Digits show what a head alone can do, and what more it takes. 1,000 of them are there to learn from and 500 to judge
# by, enlarged to 64 × 64. We cut Lite0 three blocks before its end, since those will be unfrozen. What the blocks
# before the cut give, the *maps*, never changes, so `features.extract` computes it once and keeps it on disk.

# %%
def prepared(x):  # (n, 1, 28, 28) → (n, 3, 64, 64)
    return to_lite0(functional.interpolate(x, (64, 64), mode="bilinear")).to(device)

digits = data.digits()                                # x: (5000, 1, 28, 28), y: (5000,)
_, chosen = data.split(digits.y, held_out=0.3)        # (1500,): 150 of each digit
train_rows, held_rows = (chosen[rows] for rows in data.split(digits.y[chosen], held_out=1 / 3))
y_train, y_held = digits.y[train_rows].to(device), digits.y[held_rows].to(device)

# %%
before = lite0.features[:6]
last_blocks = nn.Sequential(lite0.features[6:], lite0.avgpool, nn.Flatten()).eval()
maps_train, maps_held = (features.extract(before, prepared(digits.x[rows]))
                         for rows in (train_rows, held_rows))
f_train, f_held = (features.extract(last_blocks, maps) for maps in (maps_train, maps_held))
maps_train.shape, f_train.shape

# %% role="proof"
assert maps_train.shape == (1000, 112, 4, 4) and f_train.shape == (1000, 1280)
assert len(train_rows) == 1000 and y_held.bincount().tolist() == [50] * 10
assert round((y_held != 9).float().mean().item(), 2) == 0.90
assert not set(train_rows.tolist()) & set(held_rows.tolist())

# %% [markdown]
# Now a new head on these features. You've written the loop yourself, so `training.fit` may run it, with a progress bar
# and curves that move.

# %%
def new_head_on(f, y, **options):
    set_seed(0)
    head = nn.Linear(1280, 10).to(device)
    options = {"n_epochs": 30, "batch_size": 50, "progress": False} | options
    return head, training.fit(head, f, y, torch.optim.Adam(head.parameters(), lr=1e-3), **options)

live = plots.Live(n_epochs=30, every=10, chance=0.1)
head, measured = new_head_on(f_train, y_train, on_epoch=live, progress=True,
                             held_out=(f_held, y_held))

# %%
from sklearn.metrics import classification_report

with torch.no_grad():
    logits = head(f_held).cpu()  # (500, 1280) → (500, 10)
says, actual = logits.argmax(dim=1), y_held.cpu()
report = classification_report(actual, says, output_dict=True, zero_division=0)
held_accuracy = report.pop("accuracy")
display(pd.DataFrame(report).T.round(2))
plots.class_report(torch.from_numpy(confusion_matrix(actual, says)), [str(k) for k in range(10)])

# %% role="proof"
macro = {"accuracy": held_accuracy, "precision": report["macro avg"]["precision"],
         "recall": report["macro avg"]["recall"], "F1": report["macro avg"]["f1-score"]}
assert 0.87 < held_accuracy < 0.95 and measured.loss[-1] < 0.2 * measured.loss[0]
assert macro["precision"] > 0.75 and macro["recall"] > 0.75 and abs(macro["precision"] - macro["recall"]) < 0.05

# %% [markdown]
# About 0.9 on digits it hasn't seen, with a backbone that was never taught one. `support` is how many there are, and
# the **macro** average is the mean over the classes. These are the mistakes it's surest of:

# %%
sure, _ = logits.softmax(dim=1).max(dim=1)
wrong = (says != actual).nonzero().flatten()
wrong = wrong[sure[wrong].argsort(descending=True)][:16]
plots.mistakes(digits.x[held_rows[wrong]], [f"{actual[i]}, says {says[i]}\n{sure[i]:.2f}"
                                            for i in wrong.tolist()])

# %% [markdown]
# Some would puzzle you, too, others wouldn't. Now for 200 digits only, 20 of each or so: first the head alone, then
# with three blocks unfrozen, each group at its own learning rate.

# %%
few = torch.randperm(1000, generator=torch.Generator().manual_seed(1))[:200].to(device)
small_head, _ = new_head_on(f_train[few], y_train[few])
tuned = nn.Sequential(copy.deepcopy(last_blocks), copy.deepcopy(small_head)).requires_grad_(True)
for layer in tuned.modules():
    if isinstance(layer, nn.BatchNorm2d):
        layer.momentum = 0.1  # Lite0's 0.01 follows too slowly for 24 steps
adam = torch.optim.Adam([{"params": tuned[0].parameters(), "lr": 1e-3},
                         {"params": tuned[1].parameters(), "lr": 3e-3}])

# %%
set_seed(0)
training.fit(tuned, maps_train[few], y_train[few], adam, n_epochs=3, batch_size=25, progress=False)
_, small_accuracy = training.evaluate(small_head, f_held, y_held, functional.cross_entropy)
_, tuned_accuracy = training.evaluate(tuned, maps_held, y_held, functional.cross_entropy)
pd.Series({"200 digits, head alone": small_accuracy, "200 digits, three blocks, too": tuned_accuracy,
           "1,000 digits, head alone": held_accuracy}).round(2)

# %% role="proof"
proof_margin = 2 * (0.9 * 0.1 / 500) ** 0.5
assert round(proof_margin, 2) == 0.03 and tuned_accuracy > small_accuracy + 0.03
assert tuned_accuracy > 0.84 and abs(small_accuracy - 0.81) < 0.03

# %% [markdown]
# The three blocks bring more than chance would: on 500 held-out digits, an accuracy near 0.9 is known to about ± 0.03.
# It would take the head alone many more digits to get there.

# %% [markdown]
# ## Going deeper: how much should train?
#
# Here's one question, asked of the same 300 digits in four ways. A network with random numbers, frozen, under a new
# head; the pretrained one, frozen; its last three blocks training, too, for 5 epochs; and everything training for 5
# epochs. (Measured once, by `benchmarks/freezing.py`.)

# %%
plots.side_by_side(data.FREEZING)

# %% [markdown]
# **What pretraining buys**: 0.84 instead of 0.21, in the same time, for the same head. **What freezing buys** is time:
# when everything trains, it's better on these digits, but takes about fifteen times as much computing.
#
# One detail decides whether that last row works at all. Lite0's BatchNorms have a momentum of 0.01, and a few dozen
# steps are far too few for them to follow. The measured run gives them 0.1, as most networks have; with 0.01, training
# everything for 3 epochs reaches 0.39 instead of 0.78.

# %% role="proof"
proof_rates = {name: accuracy for name, (accuracy, _) in data.FREEZING.items()}
proof_seconds = [seconds for _, seconds in data.FREEZING.values()]
assert [round(rate, 2) for rate in proof_rates.values()] == [0.21, 0.84, 0.88, 0.91]
assert 12 < proof_seconds[3] / proof_seconds[1] < 18

# %% [markdown]
# ## Going deeper: heads broken on purpose
#
# What do bad scores look like? One head was trained with the old head in its optimizer, and one with targets that don't
# belong to its digits.

# %%
def judge(head):
    with torch.no_grad():
        said = head(f_held).argmax(dim=1).cpu()
    found = classification_report(actual, said, output_dict=True, zero_division=0)
    macro_average = [found["macro avg"][name] for name in ("precision", "recall", "f1-score")]
    return dict(zip(["accuracy", "precision", "recall", "F1"], [found["accuracy"], *macro_average]))

# %%
set_seed(0)
unmoved = nn.Linear(1280, 10).to(device)  # its optimizer had the old head, so it's as new
mixed_up = y_train[torch.randperm(1000, generator=torch.Generator().manual_seed(0)).to(device)]
confused, _ = new_head_on(f_train, mixed_up, n_epochs=5)
bands = pd.DataFrame({"ours": judge(head), "old head in the optimizer": judge(unmoved),
                      "targets mixed up": judge(confused)})
bands.round(2)

# %% role="proof"
assert all((bands[name] < 0.30).all() for name in bands if name != "ours") and (bands["ours"] > 0.80).all()

# %% [markdown]
# And the second row of the table of flat losses, tried out: all is frozen after replacing, but for one bias that was
# forgotten. It requires a gradient, so `backward()` runs without an error.

# %%
set_seed(0)
forgotten = nn.Parameter(torch.zeros(1280, device=device))
half_frozen = nn.Linear(1280, 10).to(device).requires_grad_(False)
sgd, half_frozen_losses = torch.optim.SGD(half_frozen.parameters(), lr=0.1), []
for _ in range(5):
    sgd.zero_grad()
    loss = functional.cross_entropy(half_frozen(f_train + forgotten), y_train)
    loss.backward()
    sgd.step()  # moves nothing: the head has no gradient
    half_frozen_losses.append(loss.item())
half_frozen_losses

# %% role="proof"
assert len(set(half_frozen_losses)) == 1 and half_frozen.weight.grad is None

# %% [markdown]
# ## Going deeper: a new head shifts the balance
#
# **A worked case first.** 100 pictures, "is it a 9?": TP 40, FN 10, FP 5, TN 45. That's precision 40 / 45 = 0.89,
# recall 40 / 50 = 0.80, accuracy 85 / 100 = 0.85, F1 0.84: good, and F1 is balanced, since neither is bought with the
# other. But another goal may want another balance, and a new head can shift it.
#
# So let's ask of our digits: **is it a 9?** One in ten is. Our ten-class head says 9 where 9 has the largest logit. Now
# a new head with a single logit, trained on "9 or not", with each 9 counted nine times: another judge of the very same
# features.

# %% role="proof"
proof_tp, proof_fn, proof_fp, proof_tn = 40, 10, 5, 45
worked_scores = {"precision": proof_tp / (proof_tp + proof_fp), "recall": proof_tp / (proof_tp + proof_fn),
                 "accuracy": (proof_tp + proof_tn) / 100,
                 "F1": 2 * proof_tp / (2 * proof_tp + proof_fp + proof_fn)}
assert [round(score, 2) for score in worked_scores.values()] == [0.89, 0.80, 0.85, 0.84]
assert round(100 * (1 - 0.12)) == 88 and round(100 * (1 - 0.98)) == 2

# %%
set_seed(0)
nine_head = nn.Sequential(nn.Linear(1280, 1), nn.Flatten(0)).to(device)  # (n, 1280) → (n,)
is_nine = actual == 9
heavier = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(9.0, device=device))
adam = torch.optim.Adam(nine_head.parameters(), lr=1e-3)
training.fit(nine_head, f_train, (y_train == 9).float(), adam, n_epochs=30, batch_size=50,
             loss_fn=heavier, progress=False)
with torch.no_grad():
    nine_probability = torch.sigmoid(nine_head(f_held)).cpu()

# %%
from sklearn.metrics import precision_score, recall_score

judges = {"ten classes": says == 9, "new head, threshold 0.1": nine_probability > 0.1,
          "new head, threshold 0.9": nine_probability > 0.9}
balance = pd.DataFrame({name: {"precision": precision_score(is_nine, said),
                               "recall": recall_score(is_nine, said)} for name, said in judges.items()})
balance.round(2)

# %% role="proof"
proof_ten, proof_low, proof_high = (balance[name] for name in judges)
assert proof_low["precision"] < proof_ten["precision"] - 0.1 and proof_low["recall"] > proof_high["recall"] + 0.1
assert proof_low["recall"] > 0.9 and proof_high["precision"] > proof_low["precision"] + 0.1
assert proof_high["recall"] < proof_ten["recall"]

# %% [markdown]
# Same features, same digit, another balance. At 0.1 it finds nearly every 9 and raises many false alarms; at 0.9 it
# raises few and misses more. Neither is better in itself:
#
# | your goal | example | look at |
# |---|---|---|
# | false alarms are costly | spam: no good email may be lost | **precision** of the positive class |
# | misses are costly | cancer: no sick person may be sent home | **recall** of the positive class |
# | classes of one size | our digits and pieces | accuracy, macro precision and recall |
# | classes of different sizes | most of life | precision, recall and F1 **per class** |
#
# Remember lesson 1's fraud detector, with **98% accuracy and 12% recall**? A head that found every fraud could lift its
# accuracy by two points at most. So accuracy barely shows what matters here: 88 of 100 frauds pass, and whatever the
# backbone, it isn't fit for production.
#
# Move the threshold to where *your* goal would have it:

# %%
play.threshold(nine_probability, is_nine, ["other", "9"])

# %% [markdown]
# ## Going deeper: four traps
#
# **Class imbalance.** Suppose that only 5 nines stand among the training digits, instead of 100. All other digits stay.
# How many of the held-out nines will the head find?

# %%
predictions.predict("five-nines", ["Nearly all", "About 3 in 4", "Fewer than half"])

# %%
def recall_of_nine(rows):
    trained_head, _ = new_head_on(f_train[rows], y_train[rows])
    with torch.no_grad():
        return recall_score(is_nine, trained_head(f_held).argmax(dim=1).cpu() == 9)

five_nines = torch.cat([(y_train != 9).nonzero().flatten(), (y_train == 9).nonzero().flatten()[:5]])
few_found = recall_of_nine(five_nines)
{"100 nines": recall_score(is_nine, says == 9), "5 nines": few_found}

# %% role="proof"
assert few_found < 0.5 and predictions.right_choice("five-nines") == "Fewer than half"

# %% [markdown]
# <details><summary><b>Why?</b></summary>
#
# Among 900 other digits, 5 nines hardly count in the loss. A head that never dares to say 9 is nearly as good by it.
#
# </details>
#
# Three more. The **accuracy paradox**: a head that never says 9. **Overfitting**: a head taught by 2 of each digit. And
# **data leakage**: a head that was trained on the held-out digits, too. What looks like a good score, and what is it
# really?

# %%
two_each = torch.cat([(y_train == k).nonzero().flatten()[:2] for k in range(10)])
_, few_digits = new_head_on(f_train[two_each], y_train[two_each], held_out=(f_held, y_held))
leaky_head, _ = new_head_on(torch.cat([f_train, f_held]), torch.cat([y_train, y_held]))
traps = pd.DataFrame([
    ("accuracy paradox", "never a 9", "accuracy", (~is_nine).float().mean().item(), "recall", 0.0),
    ("overfitting", "2 of each digit", "on the 20", few_digits.score[-1],
     "held out", few_digits.held_out_score[-1]),
    ("leakage", "trained on them, too", "claimed", judge(leaky_head)["accuracy"],
     "honest", held_accuracy),
], columns=["trap", "the head", "looks like", "score", "but", "really"])
traps.round(2)

# %% role="proof"
assert traps["score"].round(2).tolist()[:2] == [0.90, 1.00] and 0.3 < traps["really"][1] < 0.5
assert traps["score"][2] > held_accuracy + 0.03

# %% [markdown]
# Kept features make the last slip easy: all pictures lie in one tensor, and nothing tells you which side they came
# from. Keep the splits in two tensors, with names that say so.

# %% [markdown]
# ## Going deeper: when it goes wrong
#
# Nothing to memorize. Look it up here when you need it.
#
# | what you see | what happened | cure |
# |---|---|---|
# | `mat1 and mat2 … (4x2048 and 1024x10)` | the new head's width isn't the backbone's | `model.fc.in_features` |
# | `element 0 … does not require grad` | replaced first, froze everything after | freeze first, replace after |
# | the loss is flat, no error | the optimizer has the old head, or the head is frozen | make the optimizer last |
# | 1000 logits instead of yours | the new layer has a name that `forward` never calls | the old head's own place |
# | `'EfficientNet' object has no attribute 'fc'` | another family, another name | print the model |
# | accuracy falls from epoch to epoch, parameters frozen | train mode moves BatchNorm's statistics | eval mode for frozen BatchNorms |
# | `size mismatch for fc.weight` when loading | a file with 1000 classes, a model with 10 | load first, replace after |

# %% role="proof"
proof_thousand, proof_ten_classes = (backbones.small_model("resnet50", 2048, n) for n in (1000, 10))
for proof_said, proof_mistake in {
        "'EfficientNet' object has no attribute 'fc'": lambda: lite0.fc,
        "size mismatch for fc.weight": lambda: proof_ten_classes.load_state_dict(proof_thousand.state_dict())}.items():
    try:
        proof_mistake()
    except (RuntimeError, AttributeError) as proof_error:
        assert proof_said in str(proof_error)
    else:
        raise AssertionError(f"no error: {proof_said}")

# %% [markdown]
# ## Without the course
#
# The whole recipe in one program, with nothing of ours in it: which of two photographs is this a piece of? Paste it
# into an empty file, and it runs, offline, with a backbone of random numbers. If you're online, put in the weights that
# its comment names.

# %% role="program"
import copy
import tempfile

import torch
from sklearn.datasets import load_sample_images
from sklearn.metrics import classification_report
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision.models import resnet18
from torchvision.transforms import v2

torch.manual_seed(0)
scale = v2.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
PHOTOS = [torch.tensor(image).permute(2, 0, 1) / 255 for image in load_sample_images().images]


class Crops(Dataset):  # of two photographs, 32 pixels a side, from a strip between two columns
    def __init__(self, first, last, n, transform):
        rows, columns = torch.randint(0, 427 - 32, (n,)), torch.randint(first, last - 32, (n,))
        self.places, self.transform = [(i % 2, rows[i], columns[i]) for i in range(n)], transform

    def __len__(self):
        return len(self.places)

    def __getitem__(self, i):
        kind, top, left = self.places[i]
        return self.transform(PHOTOS[kind][:, top:top + 32, left:left + 32]), kind


flips = v2.Compose([v2.RandomHorizontalFlip(), scale])
train = DataLoader(Crops(0, 256, 80, flips), batch_size=20, shuffle=True)  # three strips,
validation = DataLoader(Crops(256, 416, 80, scale), batch_size=40)        # which share no pixel
test = DataLoader(Crops(416, 640, 200, scale), batch_size=50)

net = resnet18(weights=None)  # online: weights="DEFAULT", pretrained on a million photographs
net.requires_grad_(False)     # freeze first
net.fc = nn.Linear(net.fc.in_features, 2)  # replace after: a new layer trains
optimizer = torch.optim.Adam([p for p in net.parameters() if p.requires_grad], lr=1e-2)
net.eval()  # a frozen BatchNorm must not drift

def label(loader):
    with torch.inference_mode():
        pairs = [(net(x).argmax(dim=1), y) for x, y in loader]
    return [torch.cat(side) for side in zip(*pairs)]

best = 0.0
for epoch in range(6):
    for x, y in train:
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optimizer.step()
    found, y = label(validation)
    if (accuracy := (found == y).float().mean().item()) >= best:
        best, state = accuracy, copy.deepcopy(net.state_dict())
path = tempfile.gettempdir() + "/pieces.pt"
torch.save(state, path)
net.load_state_dict(torch.load(path, weights_only=True))
found, y = label(test)
print(classification_report(y, found, target_names=["temple", "flower"]))

# %% [markdown]
# ## What you can do now
#
# - You can give any network a new head: you freeze first, replace after, and make the optimizer last.
# - You can write the whole recipe in plain PyTorch, from the pictures to a file and a prediction.
# - You know two bugs that raise no error, the flat loss and the drifting BatchNorm.
# - You can say when pretraining pays, and you run the simple rivals before you claim it.
#
# And the puzzle is solved: ten pieces, named by a network that had never heard of any of them.

# %%
with torch.inference_mode():
    answers = revived(to_lite0(puzzle_x).to(device)).argmax(dim=1).tolist()
plots.gallery(puzzle_x, [
    f"{letter}: {named.classes[k]} ✓" if k == t else f"{letter}: {named.classes[k]} ✗\nit's {named.classes[t]}"
    for letter, k, t in zip(letters, answers, puzzle_y.tolist())])

# %% [markdown]
# How well did you guess, and what's solved?

# %%
display(predictions.my_guesses("04_head_replacement"))
progress.show("04_head_replacement")

# %% [markdown]
# **A stretch, with no hints.** How far can you get with Lite0 and 20 of each digit, if you may unfreeze, augment and
# choose learning rates as you like? The small CNN has 0.94. Choose on a validation split, and look at the 500 only
# once.
#
# **Next: [lesson 5, metrics you can trust](05_metrics.ipynb)**: when is a score a reason to believe a model?
