"""A new head: what is frozen, how training goes, which classes it mixes up, what pretraining buys."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from torch import Tensor, nn

from course.plots.counts import draw_counts
from course.plots.lines import history
from course.plots.picture import BASELINE, GREY, INK, OURS, Picture, make_figure

if TYPE_CHECKING:
    from course.training import History


def freeze_map(model: nn.Module, title: str = "") -> Picture:
    """Return a bar for each of a model's parts that has parameters: hatched where frozen, plain where trained.

    Only the number of parameters is read, so a model on the meta device will do.
    """
    rows = []
    for name, part in model.named_children():
        for flag in (False, True):
            if count := sum(p.numel() for p in part.parameters() if p.requires_grad == flag):
                rows.append((name, count, flag))
    figure, (ax,) = make_figure(7.4, 0.9 + 0.36 * len(rows))
    for place, (_, count, trains) in enumerate(rows):
        ax.barh(place, count, height=0.7, color=OURS if trains else "#d5d8dc", hatch="" if trains else "///",
                edgecolor="white" if trains else GREY, linewidth=0)
        ax.text(count * 1.15, place, f"{count:,} {'trained' if trains else 'frozen'}", va="center", color=INK)
    most = max(count for _, count, _ in rows)
    ax.set(xscale="log", xlim=(min(100, most / 10), 30 * most), title=title, yticks=range(len(rows)),
           yticklabels=[name for name, _, _ in rows], xlabel="parameters (each mark to the right: ten times as many)")
    ax.tick_params(which="minor", length=0)
    ax.invert_yaxis()
    said = ", ".join(f"{name} {count:,} {'trained' if trains else 'frozen'}" for name, count, trains in rows)
    return Picture(figure, f"Freeze map {title}: {said}.")


class Live:
    """Draws the curves of a training run while it goes on: pass it to `fit` as `on_epoch`.

    Its place on the page is taken when it is made, above the progress bar: a bar that is begun again below a picture
    would leave its first piece behind.

    Args:
        n_epochs: of the whole run.
        every: epochs from one picture to the next; the last one is always drawn.
        chance: accuracy of guessing.
    """

    def __init__(self, n_epochs: int, every: int = 10, chance: float | None = None) -> None:
        from IPython.display import HTML, display

        self.n_epochs, self.every, self.chance = n_epochs, every, chance
        self.shown = display(HTML("<i>The curves come with the training.</i>"), display_id=True)

    def __call__(self, measured: History) -> None:
        from IPython.display import display

        n = len(measured.loss)
        if n < 2 or (n % self.every and n < self.n_epochs):
            return
        picture = history(measured, chance=self.chance)
        if self.shown is None:  # no notebook
            display(picture)
        else:
            self.shown.update(picture)


def class_report(matrix: Tensor, classes: Sequence[str]) -> Picture:
    """Return counts, (classes, classes), with the recall of each row beside it and the precision of each column below.

    Rows are actual classes, columns predicted ones.
    """
    figure, (ax,) = make_figure(0.62 * len(classes) + 1.9, 0.5 * len(classes) + 1.4)
    draw_counts(ax, matrix, classes)
    ax.set(aspect="auto")
    n = len(classes)
    hits, said = matrix.diag().double(), []
    recall, precision = hits / matrix.sum(dim=1), hits / matrix.sum(dim=0)
    ax.text(n + 0.1, -0.75, "recall", ha="center", color=INK, fontsize=9)
    ax.text(-0.62, n, "precision", ha="right", va="center", color=INK, fontsize=9)
    for k, name in enumerate(classes):
        shown = [f"{rate[k]:.2f}" if rate[k].isfinite() else "–" for rate in (precision, recall)]  # of none: no rate
        ax.text(k, n, shown[0], ha="center", va="center", color=INK, fontweight="bold")
        ax.text(n + 0.1, k, shown[1], ha="center", va="center", color=INK, fontweight="bold")
        said.append(f"{name}: precision {shown[0]}, recall {shown[1]}")
    ax.set(xlim=(-0.5, n + 0.6), ylim=(n + 0.5, -0.5))
    ax.set_xticks(range(n), classes)
    ax.xaxis.set_label_text("predicted")
    ax.plot([-0.5, n - 0.5, n - 0.5], [n - 0.5, n - 0.5, -0.5], color=GREY, linewidth=0.8)
    return Picture(figure, f"Confusion matrix, rows actual and columns predicted: {matrix.tolist()}. "
                           f"{'; '.join(said)}.")


def mistakes(pictures: Tensor, titles: Sequence[str], columns: int = 8) -> Picture:
    """Return small gray pictures, (n, 1, height, width) from 0 to 1, dark on light, each under its title."""
    return _draw_small(1 - pictures, titles, columns, "digits")


def gallery(pictures: Iterable[Tensor], titles: Sequence[str], columns: int = 10) -> Picture:
    """Return small pictures, (1 or 3, height, width) each, from 0 to 1, each under its title."""
    return _draw_small(pictures, titles, columns, "pictures")


def _draw_small(pictures: Iterable[Tensor], titles: Sequence[str], columns: int, kind: str) -> Picture:
    rows = max(1, -(-len(titles) // columns))
    lines = max((title.count("\n") for title in titles), default=0)
    figure, axes = make_figure(8.4, (8.4 / columns + 0.18 * lines + 0.3) * rows, columns, rows)
    for ax in axes:
        ax.axis("off")
        ax.set_anchor("S")  # titles of several lines take the room above
    for ax, picture, title in zip(axes, pictures, titles):
        ax.imshow(picture.detach().cpu().expand(3, -1, -1).permute(1, 2, 0).numpy())
        ax.set_title(title, fontsize=9)
    return Picture(figure, f"{len(titles)} {kind}: {'; '.join(titles)}.".replace("\n", " "))


def side_by_side(rows: dict[str, tuple[float, float]]) -> Picture:
    """Return accuracy and seconds of named ways to train, as bars to the right in two panels."""
    figure, axes = make_figure(8.4, 1 + 0.42 * len(rows), 2, sharey=True)
    panels = (("accuracy on held-out digits", "{:.2f}"), ("seconds of computing", "{:.1f}"))
    for k, (ax, (title, form)) in enumerate(zip(axes, panels)):
        values = [pair[k] for pair in rows.values()]
        for place, value in enumerate(values):
            ax.barh(place, value, color=OURS if k == 0 else BASELINE, height=0.6)
            ax.text(value + 0.02 * max(values), place, form.format(value), va="center", color=INK)
        ax.set(title=title, xlim=(0, 1.2 * max(values)), yticks=range(len(rows)), yticklabels=list(rows))
    axes[0].invert_yaxis()
    said = "; ".join(f"{name}: accuracy {score:.2f}, {seconds:.1f} s" for name, (score, seconds) in rows.items())
    return Picture(figure, f"{said}.".replace("\n", " "))
