# verdict: failed
# misconception: prints-instead

from sklearn.metrics import f1_score


def show(batches, average):
    targets, says = (torch.cat(parts) for parts in zip(*batches))
    print(f1_score(targets, says, average=average, zero_division=0))


def macro_f1(batches, n_classes):
    show(batches, "macro")


def micro_f1(batches, n_classes):
    show(batches, "micro")


def weighted_f1(batches, n_classes):
    show(batches, "weighted")
