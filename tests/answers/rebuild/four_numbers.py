# verdict: failed
# misconception: other-shape

matrix = [12, 88, 112, 9788]
