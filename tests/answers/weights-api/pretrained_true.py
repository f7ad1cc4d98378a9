# verdict: failed
# misconception: pretrained-true

load_code = "A"
