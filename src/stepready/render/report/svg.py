"""Make inline SVG of a Vega-Lite specification. The only module that imports vl_convert.

The converter writes presentation attributes alone, no style of its own, so the page's policy needs no exception.
"""

import xml.etree.ElementTree as ET
from typing import Any

from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import harmless

SVG = "http://www.w3.org/2000/svg"
MISSING = "the report needs the extra `report`, which is not installed"
INSTALL = ("install it with: pip install 'stepready[report]'",)
CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "background": None,
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": "#e4e4e4"},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "symbolSize": 80},
    "text": {"fontSize": 11},
    "view": {"stroke": "#999"},
}


def picture(spec: dict[str, Any], *, name: str, title: str, desc: str) -> str:
    """Return an SVG element with a title and a description for who cannot see it; `name` makes its ids its own.

    Marks with a `description` of an ISO day and a text carry them as data for the page's script. Raise
    StepreadyError when the extra is missing.
    """
    try:
        import vl_convert  # noqa: PLC0415 - slow to import
    except ImportError:
        raise StepreadyError(MISSING, INSTALL) from None
    text = vl_convert.vegalite_to_svg({"config": CONFIG, "padding": 4, **spec}, vl_version="6.4")
    ET.register_namespace("", SVG)
    root = ET.fromstring(harmless(text))  # noqa: S314 - the converter's own output
    size = root.attrib.pop("width"), root.attrib.pop("height")
    root.attrib.setdefault("viewBox", f"0 0 {size[0]} {size[1]}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("aria-describedby", f"{name}-desc")
    root.set("class", "picture")
    for place, (tag, words) in enumerate((("title", title), ("desc", desc))):
        told = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        told.text = words
        root.insert(place, told)
    for element in root.iter():
        _own(element, name)
    return ET.tostring(root, encoding="unicode")


def _own(element: ET.Element, name: str) -> None:
    """Make ids this picture's own, and turn what a mark says into data."""
    says = element.attrib.pop("aria-label", "")
    for attribute in ("aria-roledescription", "aria-hidden"):
        element.attrib.pop(attribute, None)
    if element.tag != f"{{{SVG}}}svg":
        element.attrib.pop("role", None)
    day, _, text = says.partition(" ")
    if len(day) == len("2027-07-28") and text:
        element.set("data-date", day)
        element.set("data-say", text)
    for attribute, value in element.attrib.items():
        if "url(#" in value:
            element.set(attribute, value.replace("url(#", f"url(#{name}-"))
    if element.get("id") and not element.attrib["id"].startswith(name):
        element.set("id", f"{name}-{element.attrib['id']}")
