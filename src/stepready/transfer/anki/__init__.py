"""Anki's reviews, read from a private copy: its own folder is never written to.

Only the table of reviews, tags, decks and the hour at which a day ends are read; schemas 11 and 18.
"""
