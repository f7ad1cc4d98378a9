# verdict: failed
# misconception: negative-count

matrix = [[12, 88], [-88, 3000]]
