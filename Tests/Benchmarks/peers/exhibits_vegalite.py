"""A heatmap of a table of letters with Vega-Lite through vl-convert. exhibits_vegalite.py TABLE.csv OUT.svg"""
import csv
import sys

import vl_convert

with open(sys.argv[1], newline="") as file:
    header, *rows = csv.reader(file)
values = [
    {"area": row[1], "service": service, "level": letter}
    for row in rows
    for service, letter in zip(header[2:], row[2:])
]
place = {
    "x": {"field": "service", "type": "nominal", "sort": None},
    "y": {"field": "area", "type": "nominal", "sort": None},
    "tooltip": [{"field": "area"}, {"field": "service"}, {"field": "level"}],
}
spec = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": values},
    "width": {"step": 86},
    "height": {"step": 30},
    "layer": [
        {
            "mark": "rect",
            "encoding": place
            | {
                "color": {
                    "field": "level",
                    "type": "nominal",
                    "scale": {"domain": ["G", "A", "R", "B"], "range": ["#0a7f7a", "#ffd166", "#a4161a", "#b1abfa"]},
                }
            },
        },
        {"mark": {"type": "text", "fontWeight": "bold"}, "encoding": place | {"text": {"field": "level"}}},
    ],
}
with open(sys.argv[2], "w") as file:
    file.write(vl_convert.vegalite_to_svg(spec))
