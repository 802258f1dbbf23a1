"""The cohort as one page that opens offline."""
