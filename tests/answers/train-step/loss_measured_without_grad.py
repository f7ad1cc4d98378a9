# verdict: failed
# misconception: loss-after-the-step

def train_step(model, x, y, optimizer):
    loss_fn = torch.nn.BCEWithLogitsLoss()
    optimizer.zero_grad(set_to_none=False)
    loss_fn(model(x), y).backward()
    optimizer.step()
    with torch.no_grad():
        after = loss_fn(model(x), y)
    return float(after)
