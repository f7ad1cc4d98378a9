# verdict: failed
# misconception: part-of-the-rows

from torch.utils.data import DataLoader, TensorDataset


def fit(model, x, y, n_steps, learning_rate):
    batches = DataLoader(TensorDataset(x, y), batch_size=64, shuffle=True)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        total = 0.0
        for batch_x, batch_y in batches:
            optimizer.zero_grad()
            loss = functional.binary_cross_entropy_with_logits(model(batch_x).squeeze(1), batch_y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch_x)
        losses.append(total / len(x))
    return losses
