"""Renders SVG pictures with CairoSVG and MuPDF, which know little more than SVG 1.1, and reads letters and colours back.

Letters: a second rendering holds the texts alone. Wherever that is inked, the picture must have the text's colour: no stroke, sign or
shape may cover it. Colours: of what no later shape covers of a box or an outline no colour may take more than that of its fill.

Usage: pictures.py FILE.svg...
"""

import copy
import io
import re
import sys
import xml.etree.ElementTree as ET

import cairosvg
import numpy
import pymupdf
from PIL import Image, ImageDraw

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
SCALE = 2
# Of 255 in any channel: as far as antialiasing and rounding go.
NEAR = 40

ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", HREF[1:-5])


def by_cairo(svg: bytes) -> numpy.ndarray:
    return numpy.asarray(Image.open(io.BytesIO(cairosvg.svg2png(bytestring=svg, scale=SCALE))).convert("RGBA"), dtype=int)


def by_mupdf(svg: bytes) -> numpy.ndarray:
    page = pymupdf.open(stream=svg, filetype="svg")[0]
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), alpha=True)
    pixels = numpy.frombuffer(drawn.samples, dtype=numpy.uint8).reshape(drawn.height, drawn.width, 4).astype(int)
    # MuPDF's colours are multiplied by alpha.
    alpha = numpy.maximum(pixels[:, :, 3:], 1)
    return numpy.concatenate([numpy.minimum(255, pixels[:, :, :3] * 255 // alpha), pixels[:, :, 3:]], axis=2)


def colour(text: str):
    found = re.fullmatch("#([0-9a-f]{6})", text or "")
    return numpy.array([int(text[i : i + 2], 16) for i in (1, 3, 5)]) if found else None


def is_near(pixels, wanted, near=NEAR):
    return numpy.abs(pixels[..., :3] - wanted).max(axis=-1) <= near


def texts_alone(root: ET.Element) -> bytes:
    """The picture without anything that is not text."""
    kept = copy.deepcopy(root)

    def clean(parent):
        for child in list(parent):
            if child.tag not in (SVG + "g", SVG + "text"):
                parent.remove(child)
            else:
                clean(child)

    clean(kept)
    return ET.tostring(kept)


def texts(element, inherited=None):
    """Each text with what it inherits."""
    known = {**(inherited or {}), **{k: v for k, v in element.attrib.items() if k in ("font-size", "text-anchor", "fill")}}
    for child in element:
        if child.tag == SVG + "text":
            yield child, {**known, **child.attrib}
        elif child.tag == SVG + "g":
            yield from texts(child, known)


def extent(text, attributes):
    """A box that holds a text in any font: as wide as its characters are many."""
    x, y, size = (float(attributes[name]) for name in ("x", "y", "font-size"))
    width = size * 1.1 * len(text)
    left = x - width / 2 if attributes.get("text-anchor") == "middle" else x - width if attributes.get("text-anchor") == "end" else x
    box = (left, y - size, left + width, y + size * 0.3)
    if "rotate(-90" in attributes.get("transform", ""):
        box = (x - size, y - width, x + size * 0.3, y)
    return box


def outlines(data: str):
    """The corners of a path made of straight lines; nothing of one with curves or without an inside."""
    if re.search("[^MLHVZ0-9 .-]", data) or "Z" not in data:
        return []
    rings, ring, (x, y) = [], [], (0, 0)
    for command, numbers in re.findall("([MLHVZ])([^MLHVZ]*)", data):
        values = [float(n) for n in numbers.split()]
        if command == "M" and ring:
            rings.append(ring)
            ring = []
        if command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        elif command in "ML":
            x, y = values
        if command != "Z":
            ring.append((x, y))
    return [r for r in rings + [ring] if len(r) > 2]


def shapes(root):
    """Every filled shape in the order of drawing: its fill, its rings, what it is."""
    defined = {e.get("id"): e for e in root.iter(SVG + "path") if e.get("id")}

    def walk(element, title):
        for child in element:
            own = child.find(SVG + "title")
            words = own.text if own is not None else title
            if child.tag == SVG + "g":
                yield from walk(child, words)
            elif child.get("stroke-width") == "0":
                continue  # a plate behind a text, in the colour of the shape that it lies on
            elif child.tag == SVG + "rect":
                x, y, w, h = (float(child.get(name, 0)) for name in ("x", "y", "width", "height"))
                yield child.get("fill"), [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)]], words
            elif child.tag == SVG + "path" and child.get("fill", "black") != "none":
                yield child.get("fill"), outlines(child.get("d")), words
            elif child.tag == SVG + "use" and child.get("fill", "none") != "none":
                dx, dy = float(child.get("x", 0)), float(child.get("y", 0))
                rings = outlines(defined[child.get(HREF)[1:]].get("d"))
                yield child.get("fill"), [[(x + dx, y + dy) for x, y in ring] for ring in rings], words

    yield from walk(root, "")


def owners(root, height, width):
    """For each pixel the last shape that covers it, and the shapes."""
    image = Image.new("I", (width, height), 0)
    draw = ImageDraw.Draw(image)
    found = [None]
    for fill, rings, words in shapes(root):
        found.append((fill, words))
        for ring in rings[:1] if len(rings) == 1 else rings:
            draw.polygon([(x * SCALE, y * SCALE) for x, y in ring], fill=len(found) - 1)
    return numpy.asarray(image), found


def faults(svg: bytes, render) -> tuple[list[str], int, int]:
    root = ET.fromstring(svg)
    if root.get("width", "").endswith("mm"):
        # Made for paper: looked at in its own units.
        for side, value in zip(("width", "height"), root.get("viewBox").split()[2:]):
            root.set(side, value)
        svg = ET.tostring(root)
    picture = render(svg)
    alone = render(texts_alone(root))
    height, width = picture.shape[:2]
    found = []

    read = 0
    for text, attributes in texts(root):
        if not (text.text or "").strip():
            continue
        left, top, right, bottom = (int(v * SCALE) for v in extent(text.text, attributes))
        area = numpy.s_[max(0, top) : bottom, max(0, left) : right]
        wanted = colour(attributes.get("fill"))
        # Thin strokes are nowhere inked in full.
        alpha = alone[area][..., 3]
        full, near = (250, NEAR) if alpha.size and (alpha >= 250).sum() >= 4 else (190, 255 - 190 + NEAR)
        inked = (alpha >= full) & is_near(alone[area], wanted)
        if inked.sum() < 4:
            found.append(f"not drawn at all: {text.text!r}")
            continue
        shown = is_near(picture[area][inked], wanted, near).mean()
        if shown < 0.95:
            found.append(f"{shown:.0%} of its ink is seen: {text.text!r}")
        read += 1

    seen = 0
    owner, known = owners(root, height, width)
    # Away from edges, where neighbours mix.
    inner = numpy.zeros_like(owner, dtype=bool)
    inner[2:-2, 2:-2] = True
    for dx, dy in ((2, 0), (-2, 0), (0, 2), (0, -2)):
        inner &= numpy.roll(owner, (dy, dx), (0, 1)) == owner
    order = numpy.argsort(owner, axis=None, kind="stable")
    starts = numpy.searchsorted(owner.ravel()[order], numpy.arange(len(known) + 1))
    flat, inside = picture.reshape(-1, 4), inner.ravel()
    for index in range(1, len(known)):
        fill, words = known[index]
        pixels = order[starts[index] : starts[index + 1]]
        pixels = pixels[inside[pixels]]
        if len(pixels) < 60:
            continue
        wanted = colour(fill)
        if wanted is None:
            found.append(f"a fill that is no colour: {fill} ({words})")
            continue
        drawn = flat[pixels]
        count = is_near(drawn, wanted).sum()
        bins = (drawn[:, 0] >> 5) << 6 | (drawn[:, 1] >> 5) << 3 | drawn[:, 2] >> 5
        if count < numpy.bincount(bins).max() or count < len(pixels) / 5:
            mean = "#" + "".join(f"{v:02x}" for v in drawn[:, :3].mean(axis=0).astype(int))
            found.append(f"{count / len(pixels):.0%} of {fill} is seen, the mean being {mean}: {words}")
        seen += 1
    return found, read, seen


failed = False
letters = colours = 0
for path in sys.argv[1:]:
    svg = open(path, "rb").read()
    for name, render in (("CairoSVG", by_cairo), ("MuPDF", by_mupdf)):
        found, read, seen = faults(svg, render)
        letters, colours = letters + read, colours + seen
        if read < 5 or seen < 1:
            found.append(f"only {read} texts and {seen} shapes were looked at")
        for fault in found[:8]:
            print(f"{path}, {name}: {fault}")
        if len(found) > 8:
            print(f"{path}, {name}: and {len(found) - 8} more")
        failed |= bool(found)
print(f"{letters} texts and {colours} shapes read back from {len(sys.argv) - 1} pictures")
sys.exit(failed)
