# verdict: failed
# misconception: recall-and-precision-swapped

matrix = [[12, 112], [88, 9788]]
