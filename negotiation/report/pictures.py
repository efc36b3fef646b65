"""Charts as pictures, drawn without a browser."""

import json
from functools import cache
from html import escape

import vl_convert

from negotiation.report.charts.chart import Chart

VERSION = "6.4"
"""Of Vega-Lite: always the same, so that the same chart is the same bytes."""

SNIPPET = "window.vegaEmbed = vegaEmbed;"


def svg(chart: Chart, *title: str) -> str:
    """A chart as an SVG, under lines of text where it is to stand by itself; the same bytes for the same chart."""
    drawn = vl_convert.vegalite_to_svg(json.dumps(chart.whole(*title)), VERSION, allowed_base_urls=[])
    if not title:
        return drawn
    root, rest = drawn.split(">", 1)
    return f'{root} role="img"><title>{escape(title[0])}</title><desc>{escape(chart.summary)}</desc>{rest}'


def png(chart: Chart, *title: str, scale: float = 2) -> bytes:
    """A chart as a PNG."""
    return vl_convert.vegalite_to_png(json.dumps(chart.whole(*title)), VERSION, allowed_base_urls=[], scale=scale)


@cache
def script() -> str:
    """What draws on a page, as one script that asks the network for nothing and leaves one name, `vegaEmbed`."""
    return f"(() => {{{vl_convert.javascript_bundle(SNIPPET, VERSION)}\n}})();"
