# verdict: failed
# misconception: two-steps-a-call

from torch.nn import functional


def train_step(model, x, y, optimizer):
    for _ in range(60):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()
