# verdict: failed
# misconception: letter-in-a-container
why_new_head = "C",
