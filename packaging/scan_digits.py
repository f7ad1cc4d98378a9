"""Write course/data/worn.npz anew: what the capstone's scanner, which stands with the keys, makes of digits."""
from course.data import worn
from course.keys.capstone.worn_file import pack_worn

worn.FILE.write_bytes(pack_worn())
print(f"{worn.FILE}: {worn.FILE.stat().st_size / 1e6:.2f} MB")
