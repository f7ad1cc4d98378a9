# verdict: failed
# misconception: accuracy-of-the-honest

matrix = [[12, 88], [198, 9702]]
