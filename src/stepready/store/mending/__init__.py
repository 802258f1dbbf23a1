"""What keeps a book from being lost: backup and restore, and what can still be read of a damaged file."""
