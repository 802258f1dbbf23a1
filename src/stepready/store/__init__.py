"""The score book: tables, statements, migrations and where the file lives. Rows never leave this package."""
