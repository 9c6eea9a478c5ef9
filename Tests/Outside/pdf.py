"""Looks into the PDF that 'lacuna report --pdf' makes: it must be tagged, in English, with a title, headings and tables whose headers
are marked as such; and it must be small enough to be mailed.

Usage: pdf.py FILE.pdf WIDTH-IN-MILLIMETRES    (in an environment with pypdf)
"""

import os
import sys
from collections import Counter

import pypdf

document = pypdf.PdfReader(sys.argv[1])
root = document.trailer["/Root"]
kinds = Counter()
scopes = Counter()
pending, seen = [root["/StructTreeRoot"]], set()
while pending:
    node = pending.pop()
    if isinstance(node, pypdf.generic.IndirectObject):
        if node.idnum in seen:
            continue
        seen.add(node.idnum)
        node = node.get_object()
    if isinstance(node, list):
        pending += node
    elif isinstance(node, dict):
        kind = node.get("/S")
        if kind:
            kinds[str(kind)] += 1
        if kind == "/TH":
            attributes = node.get("/A")
            attributes = attributes.get_object() if hasattr(attributes, "get_object") else attributes
            for entry in attributes if isinstance(attributes, list) else [attributes or {}]:
                entry = entry.get_object()
                if "/Scope" in entry:
                    scopes[str(entry["/Scope"])] += 1
        if "/K" in node:
            pending.append(node.raw_get("/K"))

width = round(float(document.pages[0].mediabox.width) / 72 * 25.4)
size = os.path.getsize(sys.argv[1]) / 1e6
print(len(document.pages), "pages,", f"{size:.1f} MB,", width, "mm wide,", dict(kinds), dict(scopes), root.get("/Lang"), document.metadata.title)
sound = (
    root.get("/MarkInfo", {}).get("/Marked") and kinds["/TH"] > 20 and kinds["/Table"] >= 2 and kinds["/H1"] == 1
    and kinds["/H2"] >= 4 and scopes["/Column"] > 5 and scopes["/Row"] > 5 and str(root.get("/Lang")) == "en-GB"
    and size < 5 and document.metadata.title and abs(width - int(sys.argv[2])) <= 1 and document.outline
)
sys.exit(0 if sound else 1)
