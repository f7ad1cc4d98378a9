# verdict: passed

import numpy as np

metric_for_spam = np.str_("precision")
metric_for_cancer = np.str_("recall")
