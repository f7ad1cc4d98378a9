"""What an instructor reads: results go in, pages, tables and findings come out."""
