"""The command line: one noun a file; parses, calls a service, prints."""
