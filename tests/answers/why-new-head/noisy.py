# verdict: passed

import warnings

warnings.warn("thinking aloud")
why_new_head = "ABCD"[2]
