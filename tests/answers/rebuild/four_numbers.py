# verdict: failed
# misconception: not-two-by-two

matrix = [12, 88, 112, 9788]
