"""The page of faults, made from faults.csv: Sources/lacuna/lacuna.docc/Faults.md.

Usage: table.py           writes the page
       table.py --check   says what does not hold: a test that is not there, a commit that is not, a page that is another's

'shown by' names a Swift test by its file and the beginning of what it is called, or a whole file of tests, or a script of
Tests/Outside, Tests/Torture or Tests/Sanitizers.
"""

import csv
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
page = root / "Sources/lacuna/lacuna.docc/Faults.md"
FOUND_BY = {"reader": "reading the code", "tester": "trying it", "user's file": "a file as people have it", "tool": "a tool"}


def rows():
    with open(pathlib.Path(__file__).with_name("faults.csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(row):
    """The file, the words of the test where one is named, and the command that runs it."""
    path, _, words = row["shown by"].partition(": ")
    target = root / "Tests" / path
    if path.startswith("Outside/"):
        return target, words, "make outside"
    if path.startswith("Torture/"):
        return target, words, f"make torture PARTS={target.stem}"
    if path.startswith("Sanitizers/"):
        return target, words, f"make {target.stem}"
    return target, words, f"swift test --filter {path.split('/')[0]}.{suite(target)}"


def suite(path):
    """The type that holds a file's tests."""
    found = re.search(r"^(?:@\w+(?:\([^)]*\))?\s+)*(?:struct|class|enum|actor|extension) (\w+)", path.read_text(encoding="utf-8"), re.M) \
        if path.exists() else None
    return found[1] if found else path.stem


def made(found):
    yield "# Faults that were found"
    yield ""
    yield "What was wrong with Lacuna, since when, how it came to light, and the command that shows that it is gone."
    yield ""
    yield "## Overview"
    yield ""
    yield f"{len(found)} faults so far, none of which stands. This page is made from `Tests/Faults/faults.csv` by `Tests/Faults/table.py`;"
    yield "`make check` holds it against the tests that there are. Whoever mends a fault adds a row, and a test that fails without the mend."
    counts = {by: sum(row["found by"] == by for row in found) for by in FOUND_BY}
    yield "Of them came to light " + ", ".join(f"{number} by {FOUND_BY[by]}" for by, number in counts.items()) + "."
    yield ""
    yield "| fault | since | found by | mended by | shown by |"
    yield "| --- | --- | --- | --- | --- |"
    for row in found:
        target, words, command = shown(row)
        test = f" (“{words}”)" if words else ""
        cells = [row["fault"], row["since"], FOUND_BY[row["found by"]], row["mended by"], f"`{command}`{test}"]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def faults(found):
    if len(found) < 50:
        yield f"only {len(found)} faults in the table"
    history = subprocess.run(["git", "-C", str(root), "log", "--format=%s"], capture_output=True, text=True)
    subjects = set(history.stdout.split("\n"))
    # Without a repository, or with a part of its history, nobody can tell who mended what.
    is_whole = history.returncode == 0 and len(subjects) > 300
    for row in found:
        if row["found by"] not in FOUND_BY:
            yield f"'{row['fault'][:60]}': found by '{row['found by']}'"
        target, words, _ = shown(row)
        if not target.exists():
            yield f"'{row['fault'][:60]}': there is no {target.relative_to(root)}"
        elif words and f'"{words}' not in target.read_text(encoding="utf-8").replace("\\", ""):
            yield f"'{row['fault'][:60]}': no test of {target.relative_to(root)} is called \"{words}\""
        if is_whole and row["mended by"] not in subjects:
            yield f"'{row['fault'][:60]}': there is no commit \"{row['mended by']}\""
    if len({row["fault"] for row in found}) < len(found):
        yield "a fault stands there twice"


def main():
    found = rows()
    text = "\n".join(made(found)) + "\n"
    if sys.argv[1:] != ["--check"]:
        page.write_text(text, encoding="utf-8")
        print(f"Wrote {len(found)} faults into {page.relative_to(root)}.")
        return
    wrong = list(faults(found))
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        wrong.append(f"{page.relative_to(root)} is not what Tests/Faults/table.py makes: run it")
    # A row that names a test nobody wrote must be seen, or this check is blind.
    blind = [{**found[0], "shown by": f"{found[0]['shown by']} and nothing of the kind"}]
    if not any("is called" in words for words in faults(blind)):
        wrong.append("the check sees no test that is not there")
    for words in wrong:
        print(words)
    print(f"Faults: {len(found)} in the table, {len(wrong)} rows or more to mend." if wrong else
          f"Faults: {len(found)} in the table, each with a test that is there.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
