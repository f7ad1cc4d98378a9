# verdict: failed
# misconception: none-for-a-value

matrix = None
