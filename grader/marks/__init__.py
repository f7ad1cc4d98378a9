"""What learners have for a lesson, read in one place: every page, letter and export shows the same score."""
