"""Reads charts as the markup they are."""

import xml.etree.ElementTree as ET

from charts.base import Chart

SVG = "{http://www.w3.org/2000/svg}"


def read(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - our own markup


def of_class(chart: Chart, *names: str) -> list[dict]:
    """The attributes of every element that has one of these classes."""
    return [one.attrib for one in read(chart).iter() if set(one.get("class", "").split()) & set(names)]


def texts(chart: Chart) -> list[str]:
    return [text.text for text in read(chart).iter(f"{SVG}text")]


def described(chart: Chart) -> str:
    return read(chart).find(f"{SVG}desc").text
