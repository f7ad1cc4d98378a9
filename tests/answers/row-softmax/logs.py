# verdict: passed

import logging

log = logging.Logger("mine")
log.addHandler(logging.StreamHandler())


def row_softmax(scores):
    log.error("scores of shape %s", tuple(scores.shape))
    return scores.log_softmax(dim=1).exp()
