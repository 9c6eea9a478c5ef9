"""Looks in optimised code for a fault of the compiler: an optional struct taken apart into machine words, in which a byte is loaded
into a register whose upper part is stale and then joined with a value shifted beside it, so that the stale bits leak into that value
(`CalendarDate` tells the story; Swift 6.3.1). Prints the symbol and the instructions of each such place.

A control is compiled along: a program that has the fault under Swift 6.3.1 must be found by the scan, or be right because the compiler
has been mended. Otherwise the scan itself is blind.

Usage: partial_words.py FOLDER-OF-OBJECTS
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile

# Names of a register's lowest byte and lower half.
LOW = dict(al="rax", bl="rbx", cl="rcx", dl="rdx", sil="rsi", dil="rdi", bpl="rbp", **{f"r{i}b": f"r{i}" for i in range(8, 16)})
HALF = {**{"e" + name: "r" + name for name in ("ax", "bx", "cx", "dx", "si", "di", "bp")}, **{f"r{i}d": f"r{i}" for i in range(8, 16)}}
# Instructions that write a register whole, so that nothing in it is stale.
WHOLE = set("mov movq movzbl movzwl movl movabs movslq xor lea and pop cmove cmovne shr shl".split())
VOLATILE = {"rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11"}
REACH = 26

CONTROL = """
public struct Rating {
    public let name: String; public let value: String?
    public let parts: [String]; public let causes: [String]; public let notes: [String]; public let flag: Bool
}
public struct Day { public let days: Int32; @inline(never) public var text: String { String(days) } }
public struct Document { public let rating: Rating; public let round: String; public let more: (Int, Int, Int, Int) }
public struct Round { public let id: String; public let one: Int; public let two: Int; public let date: Day; public let note: String? }
public final class Model {
    @inline(never) public func source(_ i: Int) -> (rating: Rating, document: Document)? {
        i < 0 ? nil : (Rating(name: "a\\(i)", value: "G", parts: [], causes: ["x\\(i)"], notes: [], flag: i % 2 == 0),
            Document(rating: Rating(name: "a", value: nil, parts: [], causes: [], notes: [], flag: true), round: "r", more: (1, 2, 3, 4)))
    }
    @inline(never) public func round(_ id: String) -> Round? {
        id.isEmpty ? nil : Round(id: id, one: 1, two: 2, date: Day(days: 19113), note: nil)
    }
    @inline(never) public init() {}
}
struct Last { let rating: Rating; let date: Day; let from: String? }
@inline(never) func filled(_ model: Model, _ count: Int, _ own: String) -> [(service: Rating, last: Last?)] {
    (0..<count).map { i in
        let empty = Rating(name: "s\\(i)", value: nil, parts: [], causes: [], notes: [], flag: false)
        guard let (rating, document) = model.source(i), let from = model.round(document.round) else { return (empty, nil) }
        return (empty, Last(rating: rating, date: from.date, from: from.id == own ? nil : from.id))
    }
}
for (_, last) in filled(Model(), 4, "q") { print(last?.rating.flag ?? false, last?.date.text ?? "-") }
"""


def joined(operation, arguments):
    """The two registers that an instruction joins into one word."""
    if operation == "lea":
        found = re.match(r"\(%(\w+),%(\w+),1\),%\w+$", arguments)
    else:
        found = operation in ("or", "add") and re.match(r"%(r\w+),%(r\w+)$", arguments)
    return (found[1], found[2]) if found else None


def stale(recent, low, high):
    """The instructions by which `low` holds a stale part while `high` was shifted beside it."""
    shift = part = None
    for operation, arguments, line in reversed(recent):
        if shift is None and operation == "shl" and re.match(rf"\$0x(8|10|20|28|30),%{high}$", arguments):
            shift = line
        target = re.match(r".*,%(\w+)$", arguments)
        if part is None and target:
            if (target[1] == low or HALF.get(target[1]) == low) and operation in WHOLE:
                return None
            if LOW.get(target[1]) == low and operation in ("mov", "movb"):
                part = line
        if operation in ("call", "ret", "jmp") and low in VOLATILE:
            break
    return (part, shift) if part and shift else None


def places(path):
    code = subprocess.run(["objdump", "-d", "--no-show-raw-insn", path], capture_output=True, text=True, check=True).stdout
    symbol, recent = "", collections.deque(maxlen=REACH)
    for line in code.splitlines():
        if head := re.match(r"^[0-9a-f]+ <(.*)>:$", line):
            symbol = head[1]
            recent.clear()
        elif instruction := re.match(r"^\s+[0-9a-f]+:\s+(\S+)\s*(.*?)(\s+#.*)?$", line):
            operation, arguments = instruction[1], instruction[2]
            if pair := joined(operation, arguments):
                for low, high in (pair, pair[::-1]):
                    if found := stale(list(recent), low, high):
                        yield f"{path.name}, {symbol[:140]}\n    " + "\n    ".join([*found, line.strip()])
                        break
            recent.append((operation, arguments, line.strip()))


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    (scratch / "main.swift").write_text(CONTROL)
    for words in (["-c", "main.swift", "-o", "control.o"], ["main.swift", "-o", "control"]):
        subprocess.run(["swiftc", "-O", *words], cwd=scratch, check=True, capture_output=True)
    is_right = subprocess.run([scratch / "control"], capture_output=True, text=True).stdout == "true 19113\nfalse 19113\n" * 2
    is_found = any(places(scratch / "control.o"))
    if is_right != (not is_found):
        sys.exit(f"the scan is blind: the control runs {'rightly' if is_right else 'wrongly'}, the scan finds {'it' if is_found else 'nothing'}")

objects = sorted(pathlib.Path(sys.argv[1]).rglob("*.o"))
found = [place for path in objects for place in places(path)]
print("\n".join(found) or f"{len(objects)} files of code, none with the fault; the compiler {'is mended' if is_right else 'has it'}")
sys.exit(bool(found) or not objects)
