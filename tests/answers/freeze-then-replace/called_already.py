# verdict: failed
# misconception: not-a-function

prepare = None.__class__()
