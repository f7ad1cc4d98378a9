# verdict: failed
# misconception: random-weights

load_code = "B"
