"""The guides as data: cited TOML, a strict loader, and the compiled form that every command reads."""

from pathlib import Path

HERE = Path(__file__).parent
COMPILED = HERE / "compiled.json"
INSTRUMENTS = HERE / "instruments.json"
TOPICS = HERE / "topics.json"
