"""Reports made through the real program, and a reader of their HTML."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from tests.conftest import Stepready

PLANTED = "</script><script>window.planted = 1</script><img src=x onerror='window.planted = 2'>"
PLANTED_ATTRIBUTE = "\"><svg onload='window.planted = 3'>&amp;"
VOID = {"meta", "br", "img", "input", "link", "hr", "path", "line", "rect"}


class Page(HTMLParser):
    """The elements of a page in order, with their attributes and the text directly in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self.elements[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.elements[self._open[-1]][2].append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [(attrs, "".join(text)) for name, attrs, text in self.elements if name == tag]

    @property
    def data(self) -> Any:
        return json.loads(next(text for attrs, text in self.all("script") if attrs.get("id") == "stepready"))


def set_up(stepready: Stepready) -> None:
    """Log a plan and scores whose every free text is hostile."""
    words = ("plan", "set", "--exam", "step2ck", "--on", "2027-07-28", "--season", "2028", "--applicant", "us-img")
    assert stepready(*words, "--target", "240", "--specialty", PLANTED_ATTRIBUTE).code == 0
    for day, form, value in (("2027-06-20", "11", 231), ("2027-07-01", "12", 236), ("2027-07-10", "13", 238)):
        assert stepready("log", "nbme", form, value, "--on", day, "--note", PLANTED).code == 0
    unbroken = "x" * 400
    assert stepready("log", "nbme", "9", "228", "--on", "2027-06-12", "--note", unbroken).code == 0
    assert stepready("log", "uwsa", "1", "240", "--on", "2027-06-25", "--condition", "offline").code == 0
    assert stepready("log", "free120", "78%", "--on", "2027-07-12", "--note", "kept & secret").code == 0
    ended = stepready(
        "log", "qbank", "29/40", "--on", "2027-07-13", "--topic", "<b onclick=alert(1)>", "--note", PLANTED
    )
    assert ended.code == 0


def write(stepready: Stepready, file: Path, *options: str) -> str:
    ended = stepready("report", file, *options)
    assert ended.code == 0, ended.err
    assert ended.out == ""
    return file.read_text(encoding="utf-8")
