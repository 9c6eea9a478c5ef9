"""The cache of what was read never changes an answer: caching.py LACUNA [CHANGES [SEED]]

A store is changed at random (documents added, replaced by as many bytes within the same second, with their times set back, removed,
renamed; reference files edited; the cache damaged), and after each change several commands are run with and without the cache, sometimes
two at once. Their outputs and statuses must be the same. One wait of some seconds lets documents grow old enough to be taken from the cache.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

LACUNA = os.path.abspath(sys.argv[1])
CHANGES = int(sys.argv[2]) if len(sys.argv) > 2 else 60
random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)

work = tempfile.mkdtemp()
store, cache = f"{work}/store", f"{work}/cache"
faults = 0
compared = 0


def call(words, cached):
    environment = dict(os.environ, LACUNA_STORE=store, LACUNA_CACHE=cache if cached else "")
    return subprocess.Popen([LACUNA, *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def outcome(process):
    out, errors = process.communicate()
    return process.returncode, out, errors


COMMANDS = [["status"], ["gaps", "--format", "csv"], ["show"], ["trend", "--gaps"], ["round", "status"],
            ["export", "--format", "csv"], ["equity", "--format", "json"]]


def compare(what):
    global faults, compared
    words = random.choice(COMMANDS)
    plain = outcome(call(words, False))
    both = [call(words, True) for _ in range(random.choice([1, 1, 1, 2]))]
    for process in both:
        compared += 1
        if outcome(process) != plain:
            faults += 1
            print(f"after {what}: lacuna {' '.join(words)} is another with the cache")


def documents():
    return [os.path.join(folder, name) for folder, _, names in os.walk(f"{store}/returns") for name in names]


def change():
    path = random.choice(documents())
    kind = random.choice(["replace", "in place", "remove", "rename", "add", "touch", "reference", "damage", "cut", "nothing"])
    facts = os.stat(path)
    if kind == "replace":
        data = open(path, "rb").read()
        with open(path + ".new", "wb") as file:
            file.write(data.replace(b'value="A"', b'value="R"'))
        os.rename(path + ".new", path)
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    elif kind == "in place":
        with open(path, "r+b") as file:
            file.seek(random.randrange(60, max(61, facts.st_size)))
            file.write(b"x")
        os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    elif kind == "remove" and len(documents()) > 70:
        os.remove(path)
    elif kind == "rename":
        name = os.path.basename(path).split(".")
        other = os.path.join(os.path.dirname(path), f"{name[0]}.{random.randrange(2, 90)}.xml")
        if not os.path.exists(other):
            os.rename(path, other)
    elif kind == "add":
        shutil.copy2(path, os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.part"))
    elif kind == "touch":
        os.utime(path, (random.choice([0, 4102444800]),) * 2)
    elif kind == "reference":
        name = f"{store}/{random.choice(['framework', 'areas', 'rounds'])}.xml"
        with open(name, "a") as file:
            file.write("<!-- looked at -->\n")
    elif kind in ("damage", "cut"):
        for name in os.listdir(cache):
            size = os.path.getsize(f"{cache}/{name}")
            with open(f"{cache}/{name}", "r+b") as file:
                if kind == "cut":
                    file.truncate(random.randrange(size))
                else:
                    file.seek(random.randrange(size))
                    file.write(bytes([random.randrange(256)]))
    return kind


subprocess.run([LACUNA, "simulate", "--areas", "20", "--services", "6", "--months", "36", "--seed", "4", "-o", store],
               check=True, capture_output=True)
time.sleep(3.2)
compare("nothing")
compare("nothing")
if not os.listdir(cache):
    faults += 1
    print("no cache was written")
for number in range(CHANGES):
    compare(change())
    if number == CHANGES // 2:
        time.sleep(3.2)
        compare("a while")
print(f"{compared} comparisons after {CHANGES} changes of {len(documents())} documents; {faults} faults")
shutil.rmtree(work)
sys.exit(1 if faults else 0)
