# verdict: failed
# misconception: another-model-trained

import copy


def fit(model, x, y, n_steps, learning_rate):
    trained = copy.deepcopy(model)
    optimizer = torch.optim.SGD(trained.parameters(), lr=learning_rate)
    losses = []
    for _ in range(n_steps):
        optimizer.zero_grad()
        loss = functional.binary_cross_entropy_with_logits(trained(x).squeeze(1), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
