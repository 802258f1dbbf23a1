"""What every page of ours that opens offline is made with: it escapes what it is given and fetches nothing."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import in_json, on_screen
from stepready.render.report.svg import INSTALL, MISSING
from stepready.render.units import held_together

if TYPE_CHECKING:
    from jinja2 import Environment

GENERATOR = b'<meta name="generator" content="stepready '
HEAD = 4096
IN_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def environment(folder: Path) -> "Environment":
    """Return the templates of a folder; raise StepreadyError when the extra is missing."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - slow to import
    except ImportError:
        raise StepreadyError(MISSING, INSTALL) from None
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def inline(*files: Path) -> str:
    """Return the text of files that stand in the page itself."""
    return "".join(file.read_text(encoding="utf-8").replace("\r\n", "\n") for file in files)


def policy(style: str, script: str = "") -> str:
    """Return the policy: nothing is fetched, and only this style and this script run; no script where there is none."""
    style_hash, script_hash = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    scripts = f"script-src 'sha256-{script_hash}'; " if script else ""
    return f"default-src 'none'; style-src 'sha256-{style_hash}'; {scripts}base-uri 'none'; form-action 'none'"


def in_script(data: dict[str, Any]) -> str:
    """Return JSON that no reader of HTML can mistake for the end of its script, or for a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter, written in IN_SCRIPT.items():
        text = text.replace(letter, written)
    return in_json(text)


def unbroken(html: str) -> str:
    """Return a page that only shows text from outside, its numbers never parted from their unit; its data stay."""
    shown, script, rest = on_screen(html).partition('<script type="application/json"')
    return held_together(shown, "\u00a0") + script + rest


def is_ours(content: bytes) -> bool:
    """Whether a file is a page of ours."""
    return GENERATOR in content[:HEAD]
