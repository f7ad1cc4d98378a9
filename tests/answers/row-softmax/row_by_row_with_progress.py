# verdict: passed

from tqdm.auto import tqdm


def row_softmax(scores):
    return torch.stack([torch.softmax(row, 0) for row in tqdm(scores, desc="rows")])
