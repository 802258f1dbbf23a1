"""Values and pure functions: no clock, no file, no terminal, no database.

Standard library and python-dateutil only. Everything here takes explicit days and returns new values.
"""
