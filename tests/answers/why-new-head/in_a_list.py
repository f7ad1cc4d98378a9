# verdict: failed

why_new_head = ["C"]
