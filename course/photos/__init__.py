"""Your own photos: put them beside the notebook, show the newest, and learn from a folder of each class.

Nothing here is sent anywhere: a photo stays in `photos/` beside the notebook.
"""
from course.photos.folder import latest
from course.photos.labeled import Classes, classes
from course.photos.reading import read
from course.photos.uploading import upload

__all__ = ["Classes", "classes", "latest", "read", "upload"]
