"""Who needs the instructor, and what helps."""
