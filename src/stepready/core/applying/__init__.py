"""Programmes and the application: who may apply where, how likely, in which order, at what cost."""
