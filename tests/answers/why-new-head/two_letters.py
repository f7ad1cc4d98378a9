# verdict: failed
# misconception: several-letters

why_new_head = "C, A"
