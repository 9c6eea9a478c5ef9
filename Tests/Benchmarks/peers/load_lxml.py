"""Parses and validates every return of a store with lxml, on one thread.

load_lxml.py STORE SCHEMA -> returns and seconds, without the start of Python.
"""
import pathlib
import sys
import time

from lxml import etree

store, schema_file = sys.argv[1:3]
schema = etree.XMLSchema(etree.parse(schema_file))
parser = etree.XMLParser(no_network=True, resolve_entities=False)
start = time.perf_counter()
count = 0
for path in sorted(pathlib.Path(store, "returns").glob("*/*.xml")):
    document = etree.fromstring(path.read_bytes(), parser)
    if not schema.validate(document):
        sys.exit(f"{path}: invalid")
    count += 1
print(count, time.perf_counter() - start)
