# verdict: failed
# misconception: not-a-function

train_mode = "train"
