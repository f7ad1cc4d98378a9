# verdict: failed
# misconception: too-many-mistakes

matrix = [[12, 88], [1000, 8900]]
