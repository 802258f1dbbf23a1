"""A database in one file, through the standard library's sqlite3: how it is opened, looked at, brought up to date."""
