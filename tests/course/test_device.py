import random

import numpy as np
import pytest
import torch

from course.device import best_device, set_seed


def test_best_device_is_the_accelerator_that_pytorch_names():
    accelerator = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else torch.device("cpu")
    expected = accelerator.type if accelerator.type in ("cuda", "mps") else "cpu"
    assert best_device().type == expected
    assert torch.ones(2, device=best_device()).sum().item() == 2


@pytest.mark.parametrize("draw", [
    pytest.param(random.random, id="python"),
    pytest.param(np.random.rand, id="numpy"),
    pytest.param(lambda: torch.rand(()).item(), id="torch"),
    pytest.param(lambda: torch.rand((), device=best_device()).item(), id="torch on the best device"),
])
def test_same_seed_gives_same_numbers(draw):
    drawn = []
    for seed in (1, 1, 2):
        set_seed(seed)
        drawn.append(draw())
    assert drawn[0] == drawn[1] != drawn[2]
