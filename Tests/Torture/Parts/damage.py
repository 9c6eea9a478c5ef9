"""Documents and reference files are damaged: each is named by its file, nothing traps, and no answer is as if it were whole.

Bytes are flipped, taken out, doubled, zeroed; files are cut, emptied, doubled, swapped, written in another encoding, put under
another's name. `verify` names every damaged file. The other commands leave a damaged return out by name, stop at a damaged
reference file, or, where its XML still reads as before, answer as if nothing had been.
"""

import hashlib
import os
import re

from workers import beside

DAMAGES = 1000
READERS = [["gaps", "--format", "csv"], ["status"], ["show", "--as-of", "2022-05-01"], ["actions"]]


def flip(chance, data, _):
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def other_byte(chance, data, _):
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def cut_end(chance, data, _):
    return data[: chance.randrange(1, len(data))]


def cut_out(chance, data, _):
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice([1, 1, 16, 512]) :]


def zeros(chance, data, _):
    at = chance.randrange(len(data))
    return data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :]


def twice(_, data, __):
    return data + data


def doubled_piece(chance, data, _):
    at = chance.randrange(len(data))
    piece = data[at : at + chance.choice([1, 8, 300])]
    return data[:at] + piece + data[at:]


def emptied(_, __, ___):
    return b""


def another(chance, _, others):
    """Another file's content under this name."""
    return chance.choice(others)


def utf16(_, data, __):
    return data.decode().encode("utf-16")


def latin(_, data, __):
    """As a program that knows no UTF-8 would save it, with a letter that shows the difference."""
    return data.decode().replace("</", "é</", 1).encode("latin-1", "replace")


def utf7(_, data, __):
    return data.replace(b'encoding="UTF-8"', b'encoding="UTF-7"')


def doctype(_, data, __):
    return data.replace(b"?>\n", b'?>\n<!DOCTYPE x [<!ENTITY a "&#65;">]>\n', 1)


def another_value(chance, data, _):
    """A change that is valid by the schema: only the seal shows it."""
    marks = [b'value="R"', b'value="A"', b'value="G"', b'points="1', b'from="20', b'services="', b'name="', b'state="planned"']
    found = [mark for mark in marks if mark in data]
    if not found:
        return flip(chance, data, _)
    mark = chance.choice(found)
    swaps = {b'value="R"': b'value="G"', b'value="A"': b'value="R"', b'value="G"': b'value="A"', b'points="1': b'points="2',
             b'from="20': b'from="19', b'services="': b'services=" ', b'name="': b'name="X', b'state="planned"': b'state="dropped"'}
    places = data.split(mark)
    at = chance.randrange(1, len(places))
    return mark.join(places[:at]) + swaps[mark] + mark.join(places[at:])


def noise(chance, _, __):
    return chance.randbytes(300)


KINDS = [flip, flip, flip, other_byte, cut_end, cut_out, zeros, twice, doubled_piece, emptied, another, utf16, latin, utf7, doctype,
         another_value, another_value, noise]


def run(part, world):
    files = world.base
    chance = part.random
    items = []
    paths = sorted(files)
    references = [path for path in paths if "/" not in path]
    for number in range(part.many(DAMAGES, 40)):
        # Reference files are few, and all hangs on them: every third damage is theirs.
        path = chance.choice(references if number % 3 == 0 else paths)
        kind = KINDS[number % len(KINDS)]
        data = kind(chance, files[path], [data for other, data in files.items() if other != path and data != files[path]])
        if data != files[path]:
            items.append((number, path, kind.__name__, data))
    good = {}
    store = world.store("good")
    for words in READERS:
        good[tuple(words)] = world.run(words, store.folder).stdout

    def trial(store, item):
        number, path, kind, data = item
        store.reset()
        with open(f"{store.folder}/{path}", "wb") as file:
            file.write(data)
        judge(part, world, store, good, path, f"{path}, {kind} (damage {number})", READERS[number % len(READERS)])

    part.count("damaged documents and reference files", 0)
    part.count("damaged documents and reference files", beside(part, items, lambda number: world.store(f"damage-{number}"), trial))
    part.count("kinds of damage", len(set(KINDS)))
    swaps(part, world)
    controls(part, world)


def ended_ill(run):
    return run.returncode < 0 or run.returncode >= 100


def judge(part, world, store, good, path, where, words):
    """What must be said of a damaged file."""
    found = world.verify(store.folder)
    said = found.stdout + found.stderr
    if ended_ill(found):
        part.fault(f"TRAP: {where}: verify ends with {found.returncode}: {said[-200:]}")
    elif found.returncode == 0:
        part.fault(f"UNSEEN: {where}: verify finds nothing")
    elif path not in said:
        part.fault(f"UNNAMED: {where}: {said[-300:]}")
    run = world.run(words, store.folder)
    if ended_ill(run):
        part.fault(f"TRAP: {where}: {words[0]} ends with {run.returncode}: {run.stderr[-200:]}")
    elif run.returncode == 0 and ("left out" in run.stderr):
        part.fault(f"UNTOLD: {where}: {words[0]} leaves it out, and ends with 0")
    elif run.returncode not in (0, 1, 65, 66, 74):
        part.fault(f"UNTOLD: {where}: {words[0]} ends with {run.returncode}: {run.stderr[-200:]}")
    elif run.returncode != 0 and path not in run.stdout + run.stderr and not ("/" not in path and "left out" in run.stderr):
        # Of a reference file that is valid all the same, what no longer fits it is left out by its own name.
        part.fault(f"UNNAMED: {where}: {words[0]} ends with {run.returncode}: {run.stderr[-300:]}")
    part.count("of them: a command left it out, or stopped" if run.returncode else "of them: valid by the schema, seen by its seal")


def swaps(part, world):
    """Files that are gone, swapped, or under each other's name."""
    store = world.store("swaps")

    def tried(what, named, change, status=(1, 65, 66, 74)):
        store.reset()
        change(store.folder)
        found = world.verify(store.folder)
        said = found.stdout + found.stderr
        part.check(found.returncode in status and all(name in said for name in named),
                   f"{what}: verify ends with {found.returncode}: {said[-300:]}")
        part.count("files that were swapped, renamed or taken away")

    returns = "returns/2022-05"

    def swap(one, other):
        def change(folder):
            os.rename(f"{folder}/{one}", f"{folder}/swap")
            os.rename(f"{folder}/{other}", f"{folder}/{one}")
            os.rename(f"{folder}/swap", f"{folder}/{other}")
        return change

    tried("two areas' returns, swapped", ["ccg-wirral.1.xml", "ccg-cheshire.1.xml"],
          swap(f"{returns}/ccg-wirral.1.xml", f"{returns}/ccg-cheshire.1.xml"))
    tried("two actions, swapped", ["recommendation-1a.1.xml", "recommendation-1b.1.xml"],
          swap("actions/recommendation-1a.1.xml", "actions/recommendation-1b.1.xml"))
    tried("two revisions, swapped", ["ccg-halton.1.xml"], swap(f"{returns}/ccg-halton.1.xml", f"{returns}/ccg-halton.2.xml"))
    tried("two reference files, swapped", ["framework.xml"], swap("framework.xml", "areas.xml"))
    tried("the first revision, gone", ["ccg-halton.1.xml"], lambda folder: os.unlink(f"{folder}/{returns}/ccg-halton.1.xml"))
    for name in ("framework.xml", "areas.xml", "rounds.xml"):
        tried(f"{name}, gone", [name], lambda folder: os.unlink(f"{folder}/{name}"))
    # The latest revision alone can go without a trace in the store: a list of heads that is kept elsewhere shows it.
    store.reset()
    heads = world.run(["heads"], store.folder).stdout
    with open(f"{world.work}/heads.txt", "w", encoding="utf-8") as file:
        file.write(heads)
    for path in [f"{returns}/ccg-halton.2.xml", f"{returns}/ccg-wirral.1.xml", "actions/training.1.xml", "voice.xml"]:
        store.reset()
        os.unlink(f"{store.folder}/{path}")
        found = world.run(["verify", "--heads", f"{world.work}/heads.txt"], store.folder)
        part.check(found.returncode != 0 and path in found.stdout + found.stderr, f"{path}, gone: verify --heads: {found.stdout}")
        part.count("files that were swapped, renamed or taken away")


def controls(part, world):
    """A checker that is not told of damage says so; and a store that is whole passes."""
    store = world.store("control")
    part.check(world.verify(store.folder).returncode == 0, "a store that nobody damaged is not sound")
    # The same judgement of a store that is whole must find that its "damage" was not seen.
    seen = []

    class Blind:
        def fault(self, words):
            seen.append(words)

        def count(self, *_):
            pass

    judge(Blind(), world, store, {}, "returns/2022-05/ccg-halton.1.xml", "nothing", READERS[0])
    part.control("damage that verify does not see", any("UNSEEN" in words for words in seen))
    # A document that was altered and given its new SHA-256 by hand fits its own seal: its successor's digest shows it.
    path = "returns/2022-05/ccg-halton.1.xml"
    text = store.files[path].decode().replace('value="A"', 'value="G"', 1)
    unsealed = re.sub(r' sha256="[0-9a-f]{64}"', ' sha256=""', text, count=1)
    sealed = unsealed.replace(' sha256=""', f' sha256="{hashlib.sha256(unsealed.encode()).hexdigest()}"', 1)
    with open(f"{store.folder}/{path}", "w", encoding="utf-8") as file:
        file.write(sealed)
    found = world.verify(store.folder)
    part.control("an earlier revision that was altered and sealed anew by hand", found.returncode == 1 and path in found.stdout,
                 found.stdout.strip().split("\n")[0][:160])
