"""What a class is handed: a lesson is released, edits of it are kept, and what was released is read again."""
