"""The pages for learners hold what they say: errors are PyTorch's own, the cheat sheet's figures are the models'."""
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional
from torchvision import models

from course import backbones

DOCS = Path(__file__).parent.parent / "docs"
ERRORS, CHEATSHEET = ((DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("errors", "cheatsheet"))
ENTRIES = re.findall(r"^### `([^\n]+)`\n(.*?)(?=^##|\Z)", ERRORS, re.MULTILINE | re.DOTALL)
NAMES = {"np": np, "torch": torch, "nn": nn, "functional": functional, "models": models}


def code_of(entry):
    return re.findall(r"```python\n(.*?)```", entry, re.DOTALL)


def test_lessons_one_to_four_have_entries():
    lessons = [re.search(r"^Lessons? ([\d, and]+)", entry, re.MULTILINE)[1] for _, entry in ENTRIES]
    assert len(ENTRIES) > 20 and {"1", "2", "3", "4"} <= set("".join(lessons))


@pytest.mark.parametrize(("words", "entry"), [pytest.param(*pair, id=pair[0][:50]) for pair in ENTRIES])
def test_the_first_code_raises_these_words_and_the_second_runs(words, entry):
    wrong, cured = code_of(entry)
    with pytest.raises(Exception, match=re.escape(words)):  # warnings are errors here
        exec(wrong, dict(NAMES))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(cured, dict(NAMES))


def test_the_family_table_of_the_cheat_sheet_is_the_models():
    rows = re.findall(r"^\| (`.+`) \| `([\w.\[\]]+)`(?:, a convolution)? \| (\d+) \|$", CHEATSHEET, re.MULTILINE)
    said = {name: (place, int(width)) for names, place, width in rows for name in re.findall(r"`(\w+)`", names)}
    assert said == {row.name: (row.place, row.width) for row in backbones.families()}


def test_the_order_of_the_cheat_sheet_freezes_replaces_and_trains_the_head_alone():
    code = code_of(CHEATSHEET)[1]
    names = {**NAMES, "model": models.resnet18(), "C": 7}
    exec(code, names)
    held = [parameter for group in names["optimizer"].param_groups for parameter in group["params"]]
    assert [parameter.shape for parameter in held] == [(7, 512), (7,)]
    assert names["model"].training and not names["model"].bn1.training
