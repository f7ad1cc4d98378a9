# verdict: failed
# misconception: chance

import random

predictions = random.Random(3).choices(range(10), k=1000)
