"""Lesson 6: four dials that make clean digits look like those of a worn scanner, and what is measured of both."""
from __future__ import annotations

import base64
import io
import math

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

from course.play.drawing import Drawing
from course.play.sliders import Sliders
from course.plots.picture import BASELINE, GREY, OURS, RIGHT

SHOWN, SIDE = 8, 84  # digits in a row; pixels of each on the screen
CLOSE = {"slant": 0.06, "paper": 0.03, "ink": 0.06, "noise": 0.01}  # two measured numbers this near are a match


def scanner(clean: Tensor, worn: Tensor) -> Sliders:
    """Return four sliders that wear clean digits, above a row of truly worn ones, with what is measured of both.

    Args:
        clean: digits to wear, (n, 1, 28, 28), from 0 (paper) to 1 (ink); the first eight are shown, all are measured.
        worn: digits from the scanner, of the same form.
    """
    clean, worn = clean.detach().cpu(), worn.detach().cpu()
    return Sliders(lambda *dials: draw_scanner(clean, worn, *dials),
                   {"slant (degrees)": (range(-40, 65, 5), 0), "paper": ([i / 20 for i in range(11)], 0.0),
                    "ink": ([i / 20 for i in range(4, 21)], 1.0), "noise": ([i / 100 for i in range(13)], 0.0)})


def draw_scanner(clean: Tensor, worn: Tensor, slant: float, paper: float, ink: float, noise: float) -> Drawing:
    """Return clean digits worn in this way above truly worn ones, and four numbers measured of each row.

    Args:
        clean: digits to wear, (n, 1, 28, 28).
        worn: digits from the scanner, of the same form.
        slant: degrees to the right.
        paper: how dark the paper is, from 0, white, to 1.
        ink: how much of the way from paper to black it goes.
        noise: standard deviation.
    """
    imitated = wear(clean, slant, paper, ink, noise)
    drawing = Drawing(820, 330)
    rows = (("yours", imitated, OURS), ("scanner", worn, BASELINE))
    for top, (name, x, color) in zip((10, 104), rows):
        drawing.text(70, top + 48, name, color, anchor="end", bold=True)
        drawing.add(f'<image x="84" y="{top}" width="{SHOWN * 90}" height="{SIDE}" href="{_picture(x[:SHOWN])}"/>')
    measured = {name: measure(x) for name, x, _ in rows}
    matches = 0
    for place, (name, close) in enumerate(CLOSE.items()):
        mine, theirs = (measured[row][name] for row in ("yours", "scanner"))
        is_close = abs(mine - theirs) <= close
        matches += is_close
        across = 190 + 160 * place
        drawing.text(across, 224, name, GREY)
        drawing.text(across, 251, _say(name, mine), OURS, size=18, bold=True)
        drawing.text(across, 278, _say(name, theirs), BASELINE, size=18, bold=True)
        drawing.text(across, 308, "✓ match" if is_close else "not yet", RIGHT if is_close else GREY, bold=is_close)
    drawing.text(70, 251, "yours", OURS, anchor="end")
    drawing.text(70, 278, "scanner", BASELINE, anchor="end")
    drawing.alt = (f"Digits worn by hand above digits from the scanner; {matches} of 4 measured numbers match: "
                   + "; ".join(f"{name} {_say(name, measured['yours'][name])} and "
                               f"{_say(name, measured['scanner'][name])}" for name in CLOSE) + ".")
    return drawing


def _say(name: str, value: float) -> str:
    """Return a measured number as the dial of that name counts it; a slope becomes degrees."""
    return f"{math.degrees(math.atan(value)):.0f}°" if name == "slant" else f"{value:.2f}"


def wear(x: Tensor, slant: float, paper: float, ink: float, noise: float) -> Tensor:
    """Return digits slanted to the right, on gray paper, in fainter ink, with noise that is always the same."""
    slope = math.tan(math.radians(slant))
    affine = torch.tensor([[1.0, slope, 0.0], [0.0, 1.0, 0.0]]).expand(len(x), 2, 3)
    x = functional.grid_sample(x, functional.affine_grid(affine, list(x.shape), align_corners=False),
                               align_corners=False)
    x = paper + ink * x * (1 - paper)
    return (x + noise * torch.randn(x.shape, generator=torch.Generator().manual_seed(0))).clamp(0, 1)


def measure(x: Tensor) -> dict[str, float]:
    """Return the mean slant (as a slope), the level of paper, the strength of ink and the noise of digits.

    >>> {name: round(value, 2) for name, value in measure(torch.zeros(2, 1, 28, 28)).items()}
    {'slant': 0.0, 'paper': 0.0, 'ink': 0.0, 'noise': 0.0}
    """
    paper, dark = x.flatten(1).median(dim=1).values, x.flatten(1).quantile(0.98, dim=1)
    ink = ((dark - paper) / (1 - paper).clamp(min=0.01)).mean().item()
    rough = (x[..., 1:] - x[..., :-1]).abs().flatten(1).median(dim=1).values  # most neighbors are both paper
    return {"slant": slant_of(x).mean().item(), "paper": paper.mean().item(), "ink": ink,
            "noise": rough.mean().item() / (0.6745 * math.sqrt(2))}


def slant_of(x: Tensor) -> Tensor:
    """Return by how many pixels each digit leans to the right for each pixel up, (n,)."""
    ink = x - x.median(dim=3, keepdim=True).values  # without paper and ruled lines
    ink = functional.avg_pool2d(ink, 3, stride=1, padding=1)  # without specks
    ink = (ink - 0.4 * ink.amax(dim=(2, 3), keepdim=True)).clamp(min=0).squeeze(1)  # (n, 28, 28)
    weight = ink.sum(dim=(1, 2)).clamp(min=1e-6)
    up, across = -torch.arange(28.0)[:, None], torch.arange(28.0)[None, :]
    middle = {name: (ink * place).sum(dim=(1, 2)) / weight for name, place in (("up", up), ("across", across))}
    up, across = up - middle["up"][:, None, None], across - middle["across"][:, None, None]
    tall = (ink * up**2).sum(dim=(1, 2)).clamp(min=1e-6)
    return (ink * up * across).sum(dim=(1, 2)) / tall


def _picture(x: Tensor) -> str:
    """Return a row of digits as the address of a picture: dark ink on light paper, a gap between digits."""
    row = torch.cat([functional.pad(1 - digit, (0, 2), value=1.0) for digit in x[:, 0]], dim=1)
    pixels = Image.fromarray(row.mul(255).round().byte().numpy())
    buffer = io.BytesIO()
    pixels.resize((3 * pixels.width, 3 * pixels.height), Image.Resampling.NEAREST).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
