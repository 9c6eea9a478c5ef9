"""The marks of Lacuna's own heatmap, written with plain f-strings. exhibits_fstrings.py TABLE.csv LACUNA.svg OUT.svg

The marks are those of Lacuna's picture of the same table, read beforehand and not timed. Each shape of mark (an element with
certain attributes) is one f-string, as a person would write it: what is the same in all marks of a shape stands in the f-string, numbers
are formatted, names are escaped. Prints the bytes and the seconds that writing them into a file took.
"""
import re
import sys
import time
from html import escape
from xml.etree import ElementTree

_, picture, out = sys.argv[1:4]
NUMBER = re.compile(r"-?[0-9]+(\.[0-9])?")
marks, shapes = [], {}


def gather(element, depth):
    name = element.tag.rsplit("}", 1)[-1]
    text = element.text or "" if not len(element) else ""
    key = (depth, name, tuple(element.attrib), bool(len(element)), bool(text))
    values = [float(v) if NUMBER.fullmatch(v) else v for v in element.attrib.values()] + ([text] if text else [])
    shapes.setdefault(key, []).append(values)
    marks.append((key, values))
    for child in element:
        gather(child, depth + 1)
    if len(element):
        key = (depth, name, (), None, None)
        shapes.setdefault(key, []).append([])
        marks.append((key, []))


def function(key, all_values):
    """A function of what differs among the marks of a shape, and which values those are."""
    depth, name, attributes, has_children, has_text = key
    indent = "  " * depth
    if has_children is None:
        return eval(f'lambda: "{indent}</{name}>\\n"'), []
    varying = [i for i, column in enumerate(zip(*all_values)) if len(set(column)) > 1]

    def field(i):
        value = all_values[0][i]
        if i not in varying:
            constant = f"{value:g}" if isinstance(value, float) else escape(value, quote=False)
            return constant.replace("{", "{{").replace("}", "}}")
        columns = [values[i] for values in all_values]
        if all(isinstance(v, float) for v in columns):
            return f"{{v{i}:g}}"
        return f"{{escape(v{i}, quote=False)}}" if name == "title" or i == len(attributes) else f"{{v{i}}}"

    body = indent + f"<{name}" + "".join(f' {a}="{field(i)}"' for i, a in enumerate(attributes))
    body += ">\\n" if has_children else f">{field(len(attributes))}</{name}>\\n" if has_text else "/>\\n"
    source = f"lambda {', '.join(f'v{i}' for i in varying)}: f'''{body}'''"
    return eval(source, {"escape": escape}), varying


gather(ElementTree.parse(picture).getroot(), 0)
functions = {key: function(key, values) for key, values in shapes.items()}
calls = [(functions[key][0], [values[i] for i in functions[key][1]]) for key, values in marks]
start = time.perf_counter()
written = "".join([write(*values) for write, values in calls])
with open(out, "w") as file:
    file.write(written)
print(len(written), time.perf_counter() - start)
