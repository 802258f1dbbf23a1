"""The guides as data: cited TOML, a strict loader, and the compiled form that every command reads."""
