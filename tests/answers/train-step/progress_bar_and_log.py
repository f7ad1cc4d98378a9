# verdict: passed

import logging
import warnings

from tqdm import tqdm


def train_step(model, x, y, optimizer):
    warnings.warn("one step is not much")
    for _ in tqdm(range(1), desc="step"):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        optimizer.step()
        print(f"loss {loss.item():.3f}")
    logging.getLogger("lesson").warning("done")
    return loss.item()
