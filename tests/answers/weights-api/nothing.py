# verdict: failed
# misconception: none-for-a-value

load_code = None
