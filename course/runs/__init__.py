"""The log of your tries: what you tried, what it scored, which was best, and the model card that comes of it."""
from course.runs.cards import model_card
from course.runs.example import example_card
from course.runs.log import forget, note
from course.runs.shown import curve, table

__all__ = ["curve", "example_card", "forget", "model_card", "note", "table"]
