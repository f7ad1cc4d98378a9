# verdict: failed
# misconception: one-side-turned

matrix = [[112, 9788], [12, 88]]
