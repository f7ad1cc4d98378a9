# verdict: failed
# misconception: no-such-option

why_new_head = "E"
