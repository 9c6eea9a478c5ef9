"""Things that do not belong in a store, and locks that others hold: nothing foreign is read, followed, waited for or removed;
readers go on, and writers wait for a while and say for what.

Files of systems and sync clients, links, pipes, sockets, folders with names of documents, odd and huge names, what this user
may not read; a lock that another process holds, and a lock file that is none.
"""

import os
import shutil
import socket
import subprocess

from locks import MOST, locks

RETURNS = "returns/2022-05"
COMMANDS = [["verify"], ["status"], ["gaps", "--format", "csv"], ["return", "correct", "Wirral", "iapt-0-5", "G", "--round", "2022-05",
                                                                 "--evidence", "e", "--by", "t"]]


# MARK: What is put there. Each is named, or passed over without a word.


def strewn():
    """Files that systems, office programs and sync clients leave: passed over, all commands end with 0."""
    for name in ("desktop.ini", "Thumbs.db", ".DS_Store", "~$ccg-halton.1.xml", ".~lock.ccg-halton.1.xml#", "Icon\r",
                 "._ccg-halton.1.xml", ".git", ".lacuna-1-mine"):
        for folder in ("", f"{RETURNS}/", "returns/", "actions/"):
            yield f"{folder}{name!r}", True, lambda root, folder=folder, name=name: put(f"{root}/{folder}{name}")


def copies():
    """What a sync client made of a document: named, since somebody may have recorded it."""
    for name in ("ccg-halton.1 (Jo's conflicted copy 2026-11-25).xml", "ccg-halton.1-DESKTOP-AB12.xml", "ccg-halton.1 (1).xml",
                 "ccg-halton.1 - Copy.xml", "CCG-Halton.1.xml", "ccg-halton.01.xml", "ccg-halton.0.xml", "ccg-halton.-1.xml",
                 "ccg-halton.99999999999999999999.xml", "ccg-halton.xml", "ccg-halton.5.xml", "ccg\nhalton.1.xml", "x" * 251 + ".xml",
                 "\u202elmx.1.notlah-gcc.xml"):
        yield f"{name[:60]!r} among the returns", False, lambda root, name=name: shutil.copy(
            f"{root}/{RETURNS}/ccg-halton.1.xml", f"{root}/{RETURNS}/{name}")
    for name in ("rounds (Jo's conflicted copy 2026-11-20).xml", "framework-DESKTOP-AB12.xml", "areas (1).xml"):
        yield f"{name!r} beside the reference files", None, lambda root, name=name: put(f"{root}/{name}")
    yield "a name that is no UTF-8", False, lambda root: shutil.copy(
        f"{root}/{RETURNS}/ccg-halton.1.xml", f"{root}/{RETURNS}/".encode() + b"ccg-\xff\xfe.1.xml")


def special():
    """What is no file, or is another: named, not opened, not followed, not waited for."""
    new, old = f"{RETURNS}/ccg-wirral.2.xml", f"{RETURNS}/ccg-cheshire.1.xml"
    yield "a pipe as the next revision", False, lambda root: os.mkfifo(f"{root}/{new}")
    yield "a pipe in place of a return", False, lambda root: (os.unlink(f"{root}/{old}"), os.mkfifo(f"{root}/{old}"))
    yield "a pipe in place of rounds.xml", False, lambda root: (os.unlink(f"{root}/rounds.xml"), os.mkfifo(f"{root}/rounds.xml"))
    yield "a pipe among the actions", False, lambda root: os.mkfifo(f"{root}/actions/pipe.1.xml")
    yield "a socket as a return", False, lambda root: bound(f"{root}/{RETURNS}", "ccg-wirral.2.xml")
    yield "a link to /etc/passwd as a return", False, lambda root: os.symlink("/etc/passwd", f"{root}/{new}")
    yield "a link to /dev/zero as a return", False, lambda root: os.symlink("/dev/zero", f"{root}/{new}")
    yield "a link to a sound return elsewhere", False, lambda root: (
        shutil.move(f"{root}/{old}", f"{root}-moved.xml"), os.symlink(f"{root}-moved.xml", f"{root}/{old}"))
    yield "a link to itself", False, lambda root: os.symlink("ccg-wirral.2.xml", f"{root}/{new}")
    yield "a dangling link", False, lambda root: os.symlink("nowhere", f"{root}/{new}")
    yield "a link as a round's folder", False, lambda root: os.symlink("2022-05", f"{root}/returns/2023-05")
    yield "a link to /etc as a round's folder", False, lambda root: os.symlink("/etc", f"{root}/returns/2023-05")
    yield "a link in place of framework.xml", False, lambda root: (
        shutil.move(f"{root}/framework.xml", f"{root}-f.xml"), os.symlink(f"{root}-f.xml", f"{root}/framework.xml"))
    yield "a folder with a return's name", False, lambda root: os.mkdir(f"{root}/{new}")
    yield "a folder in place of areas.xml", False, lambda root: (os.unlink(f"{root}/areas.xml"), os.mkdir(f"{root}/areas.xml"))
    yield "a file with a round's name", False, lambda root: put(f"{root}/returns/2023-05")
    yield "a round's folder that nobody opened", None, lambda root: os.mkdir(f"{root}/returns/2031-01")
    yield "a document of a gigabyte of nothing", False, lambda root: os.truncate(put(f"{root}/{new}"), 1 << 30)


def put(path):
    with open(path, "w") as file:
        file.write("x")
    return path


def bound(folder, name):
    before = os.getcwd()
    os.chdir(folder)
    try:
        made = socket.socket(socket.AF_UNIX)
        made.bind(name)
        made.close()
    finally:
        os.chdir(before)


def run(part, world):
    things = [*strewn(), *copies(), *special()]
    # Which of the commands are told as they should, of what is made by each.
    for number, (what, is_silent, make) in enumerate(things):
        if part.is_over:
            part.cut_short(f"its time was up after {number} of {len(things)} foreign things")
            break
        tried(part, world, world.store("foreign"), what, is_silent, make)
    part.count("of them passed over without a word", sum(silent is True for _, silent, _ in things))
    as_nobody(part, world)
    locks(part, world)
    part.control("a command that waits for a pipe", is_seen_to_hang(world))


def listing(root):
    return sorted(os.path.join(folder, name) for folder, folders, names in os.walk(root) for name in [*names, *folders])


def tried(part, world, store, what, is_silent, make):
    try:
        make(store.folder)
    except OSError as error:
        part.remark(f"{what}: this file system cannot hold it ({error.strerror})")
        return
    part.count("foreign things in a store")
    before = listing(store.folder)
    for words in COMMANDS:
        try:
            done = world.run(words, store.folder, timeout=MOST)
        except subprocess.TimeoutExpired:
            part.fault(f"{what}: {words[0]} hangs")
            continue
        said = done.stdout + done.stderr
        part.check(0 <= done.returncode < 100, f"{what}: {words[0]} ends with {done.returncode}: {said[-200:]}")
        part.check("root:" not in said, f"{what}: {words[0]} prints another's file")
        if is_silent:
            part.check(done.returncode == 0, f"{what}: {words[0]} ends with {done.returncode}: {said[-200:]}")
        elif words == ["verify"] and is_silent is False:
            part.check(done.returncode not in (0, 70) and said.strip(), f"{what}: verify ends with {done.returncode}: {said[-200:]}")
    gone = set(before) - set(listing(store.folder))
    # What begins as a writer's temporary file does is swept: such names are the store's own.
    part.check(not [path for path in gone if "/.lacuna-" not in path], f"{what}: removed {sorted(gone)}")


def as_nobody(part, world):
    """What this user may not read is no absence."""
    if os.geteuid() != 0:
        part.remark("not root: what another may not read is not tried")
        return
    where = f"{world.disk}/nobody"
    os.makedirs(where, exist_ok=True)
    os.chmod(world.disk, 0o755)
    program = f"{where}/lacuna"
    shutil.copy(world.lacuna, program)
    os.chmod(program, 0o755)
    for what, path, mode, is_left_out in (
        ("a return", f"{RETURNS}/ccg-halton.1.xml", 0, True), ("an action", "actions/training.1.xml", 0, True),
        ("a round's folder", RETURNS, 0, False), ("the framework", "framework.xml", 0, False),
        ("the folder of actions", "actions", 0, False),
        ("a round's folder that may not be written", RETURNS, 0o555, None)):
        store = world.store("store", where)
        os.chmod(where, 0o755)
        subprocess.run(["chown", "-R", "nobody", store.folder], check=True)
        os.chmod(f"{store.folder}/{path}", mode)
        part.count("foreign things in a store")
        for words in COMMANDS:
            done = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, *words, "--store", store.folder],
                                  env=world.environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=MOST)
            said = done.stdout + done.stderr
            is_write = words[0] == "return"
            if is_left_out is None and not is_write:
                part.check(done.returncode == 0, f"{what}: {words[0]}: {said[-200:]}")
            elif is_left_out and words[0] != "verify":
                part.check(done.returncode == 1 and "Permission denied" in said, f"{what}: {words[0]} {done.returncode}: {said[-200:]}")
            else:
                part.check(done.returncode in (1, 66, 73, 74, 77) and "Permission denied" in said,
                           f"{what}: {words[0]} ends with {done.returncode}: {said[-200:]}")
        os.chmod(f"{store.folder}/{path}", 0o755)
    shutil.rmtree(where)


def is_seen_to_hang(world):
    """Whether the time that commands have would show one that opens a pipe and waits."""
    pipe = f"{world.work}/pipe"
    os.mkfifo(pipe)
    try:
        subprocess.run(["cat", pipe], stdin=subprocess.DEVNULL, capture_output=True, timeout=0.5)
    except subprocess.TimeoutExpired:
        return True
    return False
