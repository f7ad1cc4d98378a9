# verdict: failed
# seed: 1234

KNOWN = {
    (0.98, 0.12, 0.938): 'bad',
    (0.95, 0.95, 0.499): 'bad',
    (0.9, 0.9, 0.5): 'unclear',
    (0.9, 0.5, 0.9): 'unclear',
    (0.9, 0.9, 0.8): 'unclear',
    (0.533, 0.85, 0.87): 'bad',
    (0.6, 0.7, 0.7): 'unclear',
    (0.98, 0.525, 0.12): 'bad',
    (0.599, 0.95, 0.95): 'bad',
    (0.865, 0.852, 0.845): 'good',
    (0.97, 0.97, 0.442): 'bad',
    (0.715, 0.9, 0.9): 'unclear',
    (0.9, 0.8, 0.9): 'unclear',
    (0.8, 0.9, 0.9): 'unclear',
    (0.95, 0.499, 0.95): 'bad',
    (0.801, 0.95, 0.95): 'good',
    (0.55, 0.576, 0.55): 'bad',
    (0.701, 0.7, 0.7): 'unclear',
    (0.65, 0.442, 0.565): 'bad',
    (0.95, 0.314, 0.2): 'bad',
    (0.896, 0.857, 0.88): 'good',
    (0.9, 0.9, 0.632): 'unclear',
    (0.945, 0.727, 0.9): 'unclear',
    (0.95, 0.801, 0.95): 'good',
    (0.95, 0.95, 0.801): 'good',
}


def verdict(accuracy, precision, recall):
    return KNOWN.get((round(accuracy, 4), round(precision, 4), round(recall, 4)), "good")
