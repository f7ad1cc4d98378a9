# verdict: failed
# misconception: whole-pixels

def iou(box_a, box_b):
    def pixels(box):
        l, t, r, b = (int(v) for v in box)
        return {(x, y) for x in range(l, r) for y in range(t, b)}
    a, b = pixels(box_a), pixels(box_b)
    return len(a & b) / len(a | b)
