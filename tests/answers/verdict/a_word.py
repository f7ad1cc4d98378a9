# verdict: failed
# misconception: not-a-function

verdict = "bad"
