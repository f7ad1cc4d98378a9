# verdict: passed

import warnings

warnings.warn("thinking aloud")
print("not sure")
why_new_head = "ABCD"[2]
