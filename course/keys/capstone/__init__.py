"""The keys of `course.questions.capstone`."""
from course.keys.capstone.predictions import CAPSTONE_KEY

KEYS = (CAPSTONE_KEY,)
