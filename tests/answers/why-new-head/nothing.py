# verdict: failed
# misconception: none-for-a-value

why_new_head = None
