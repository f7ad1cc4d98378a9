# verdict: passed

from tqdm import tqdm


def matrix_of(batches, n_classes):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.float64)
    for targets, says in tqdm(batches):
        for target, guess in zip(targets, says):
            matrix[target, guess] += 1
    print(matrix)
    return matrix


def macro_f1(batches, n_classes):
    matrix = matrix_of(batches, n_classes)
    return (2 * matrix.diag() / (matrix.sum(dim=0) + matrix.sum(dim=1))).mean().item()


def micro_f1(batches, n_classes):
    matrix = matrix_of(batches, n_classes)
    return (matrix.trace() / matrix.sum()).item()


def weighted_f1(batches, n_classes):
    matrix = matrix_of(batches, n_classes)
    f1 = 2 * matrix.diag() / (matrix.sum(dim=0) + matrix.sum(dim=1))
    return (f1 @ matrix.sum(dim=1) / matrix.sum()).item()
