# verdict: failed

def iou(box_a, box_b):
    assert box_a.shape == (1, 4), "I expected a batch"
    return 0.0
