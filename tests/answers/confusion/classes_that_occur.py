# verdict: failed
# misconception: absent-class-lost

def confusion(targets, predictions, n_classes):
    classes = torch.cat([targets, predictions]).unique()
    return torch.stack([torch.stack([((targets == row) & (predictions == column)).sum() for column in classes])
                        for row in classes])
