"""A file in or out: tables, the export, whole writing."""
