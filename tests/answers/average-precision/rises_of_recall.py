# verdict: passed

def average_precision(scores, is_hit, n_objects):
    order = torch.sort(scores, descending=True).indices
    tp = torch.cumsum(is_hit[order].float(), dim=0)
    fp = torch.cumsum((~is_hit[order]).float(), dim=0)
    recall, precision = tp / n_objects, tp / (tp + fp)
    return torch.diff(recall, prepend=torch.zeros(1)) @ precision
