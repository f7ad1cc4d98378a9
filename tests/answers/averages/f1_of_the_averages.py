# verdict: failed
# misconception: f1-of-the-averages
# points: 0.6667

from sklearn.metrics import f1_score, precision_score, recall_score


def join(batches):
    return [torch.cat(parts) for parts in zip(*batches)]


def macro_f1(batches, n_classes):
    precision = precision_score(*join(batches), average="macro", zero_division=0)
    recall = recall_score(*join(batches), average="macro", zero_division=0)
    return 2 * precision * recall / (precision + recall)


def micro_f1(batches, n_classes):
    return f1_score(*join(batches), average="micro")


def weighted_f1(batches, n_classes):
    return f1_score(*join(batches), average="weighted", zero_division=0)
