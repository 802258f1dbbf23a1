"""Study-schedule and exam-readiness tracker for USMLE Step 1 and Step 2 CK."""

__version__ = "0.1.0"
