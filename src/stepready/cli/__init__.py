"""The command line: one noun a file; parses, calls a service, prints."""

import gc

gc.set_threshold(100_000, 50, 50)  # starting up makes many objects and no garbage: a tenth of a short call's time
