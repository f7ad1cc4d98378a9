# verdict: passed

import warnings

warnings.warn("thinking aloud")
print("not sure")
mismatch_cause = "ABCD"[1]
