# verdict: failed
# misconception: faster-because-layers-go

why_new_head = "d)"
