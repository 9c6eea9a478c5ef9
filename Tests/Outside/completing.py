"""Completion in bash, zsh and fish as people have it: an interactive shell on a terminal, a line typed, a tab; and manual pages as
man, groff and mandoc read them.

Usage: completing.py LACUNA
"""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

lacuna = os.path.abspath(sys.argv[1])
store = os.path.abspath("Scoping")
work = pathlib.Path(tempfile.mkdtemp())
binaries = work / "bin"
binaries.mkdir()
(binaries / "lacuna").symlink_to(lacuna)
environment = {
    "PATH": f"{binaries}:/usr/bin:/bin", "HOME": str(work), "TERM": "vt100", "LC_ALL": "C.UTF-8", "LACUNA_STORE": store,
    "COLUMNS": "300", "LINES": "100",
}


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60, env=environment, **options)
    return done.returncode, done.stdout + done.stderr


def script(shell, path):
    """The script of a shell, where people keep it; the shell itself finds no fault in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    status, text = run(lacuna, "completion", shell)
    assert status == 0 and text
    path.write_text(text)
    status, said = run(shell, "-n", path)
    assert status == 0 and not said, said
    return path


class Typed:
    """An interactive shell on a terminal of its own."""

    def __init__(self, *words):
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.execvpe(words[0], list(words), environment)
        import fcntl, struct, termios
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 100, 300, 0, 0))

    def until(self, mark, seconds=20):
        """What the shell writes until a mark is among it."""
        said, end = "", time.monotonic() + seconds
        while mark not in said:
            assert time.monotonic() < end, f"no {mark!r} in {said[-600:]!r}"
            if select.select([self.terminal], [], [], 0.1)[0]:
                said += os.read(self.terminal, 65536).decode(errors="replace")
                # What a terminal is asked for, it answers.
                if "\x1b[c" in said or "\x1b[0c" in said:
                    os.write(self.terminal, b"\x1b[?1;2c")
        return said

    def write(self, text):
        os.write(self.terminal, text.encode())

    def close(self):
        os.kill(self.process, 9)
        os.waitpid(self.process, 0)
        os.close(self.terminal)


# What is typed before the tab, and the line that the tab makes of it.
LINES = [
    ("lacuna ret", "lacuna return"),
    ("lacuna return su", "lacuna return submit"),
    ("lacuna gaps --min-s", "lacuna gaps --min-severity"),
    ("lacuna gaps --format cs", "lacuna gaps --format csv"),
    ("lacuna gaps --format=cs", "lacuna gaps --format=csv"),
    ("lacuna gaps --kind none,full", "lacuna gaps --kind none,full-nowhere"),
    ("lacuna show --within ccg-halt", "lacuna show --within ccg-halton"),
    ("lacuna history ccg-halton camhs", "lacuna history ccg-halton camhs-0-5"),
    ("lacuna show --as-of 2022", "lacuna show --as-of 2022-05-01"),
    ("lacuna return submit some-f", "lacuna return submit some-file.xml"),
    ("lacuna verify --store some-d", "lacuna verify --store some-directory"),
]


def tabs(shell, typed, echo):
    """Types each line and a tab into a shell; it then echoes the line instead of running it."""
    for line, whole in LINES:
        typed.write(echo(line))
        said = typed.until("<<END>>")
        found = re.findall(r"<<LINE (.*?)>>", said)
        assert found and found[-1].rstrip(" /") == whole, f"{shell}: {line!r} became {found}: {said[-300:]!r}"
    return f"{len(LINES)} lines"


def bash():
    """bash, by readline: what the line is after a tab."""
    script("bash", work / "lacuna.bash")
    # In readline a function bound to a key sees the line.
    (work / "bashrc").write_text(
        f"cd {work}\nPS1=\n. {work}/lacuna.bash\nshown() {{ echo; echo \"<<LINE $READLINE_LINE>><<END>>\"; READLINE_LINE=; READLINE_POINT=0; }}\n"
        "bind -x '\"\\C-xq\": shown'\nbind 'set bell-style none'\necho '<<READY''>>'\n"
    )
    typed = Typed("bash", "--noprofile", "--rcfile", str(work / "bashrc"), "-i")
    try:
        typed.until("<<READY>>")
        return tabs("bash", typed, lambda line: line + "\t\x18q")
    finally:
        typed.close()


def zsh():
    """zsh, from a folder of fpath by compinit."""
    script("zsh", work / "zfunc" / "_lacuna")
    (work / ".zshrc").write_text(
        f"cd {work}\nfpath=({work}/zfunc $fpath)\nautoload -Uz compinit\ncompinit -u -d {work}/zcompdump\nPS1= RPS1=\nunsetopt beep zle_bracketed_paste\n"
        "shown() { print; print -r -- \"<<LINE $BUFFER>><<END>>\"; BUFFER=''; zle redisplay }\nzle -N shown\nbindkey '^Xq' shown\nsetopt no_flow_control\n"
        "(( $+_comps[lacuna] )) && print '<<READY''>>'\n"
    )
    typed = Typed("zsh", "-i")
    try:
        typed.until("<<READY>>")
        said = tabs("zsh", typed, lambda line: line + "\t\x18q")
    finally:
        typed.close()
    status, text = run("zsh", "-c", f"autoload -Uz compinit; compinit -u -d {work}/zd; source <({lacuna} completion zsh); print $_comps[lacuna]")
    assert (status, text) == (0, "_lacuna\n"), text
    return said


def fish():
    """fish, by its own command that says what it offers."""
    script("fish", work / ".config/fish/completions/lacuna.fish")
    for line, whole in LINES:
        status, said = run("fish", "-c", "complete -C $argv[1]", line, cwd=work)
        offered = [entry.split("\t")[0].rstrip("/") for entry in said.splitlines()]
        assert status == 0 and whole.split()[-1] in offered, f"fish: {line!r} is offered {said[:300]!r}"
    status, said = run("fish", "-c", "complete -C 'lacuna return re'", cwd=work)
    assert "request-changes\tSend a return back" in said, said
    return f"{len(LINES)} lines"


def wrong():
    """Where the program is not there, or fails, a tab says nothing."""
    (work / "lacuna.bash").write_text(run(lacuna, "completion", "bash")[1])
    status, said = run("bash", "-c", f". {work}/lacuna.bash; PATH=/none COMP_WORDS=(lacuna re) COMP_CWORD=1 _lacuna /none/lacuna re lacuna; echo ${{#COMPREPLY[@]}}")
    assert (status, said) == (0, "0\n"), said


def speed():
    """A tab takes no time: the program itself, from its start to its end, on a store of 150 areas."""
    run(lacuna, "simulate", "--areas", "150", "--services", "50", "--months", "24", "-o", work / "national")
    times = []
    for _ in range(15):
        begun = time.monotonic()
        status, said = run(lacuna, "completion", "bash", "--", "show", "--store", work / "national", "--within", "")
        times.append(time.monotonic() - begun)
        assert status == 0 and said.count("\n") > 150
    return f"{sorted(times)[len(times) // 2] * 1000:.0f} ms"


def pages():
    """Every page, as man's groff and mandoc read it: without a remark."""
    status, said = run(lacuna, "man", "-o", work / "man/man1")
    assert status == 0, said
    names = sorted((work / "man/man1").iterdir())
    assert len(names) > 50
    for name in names:
        status, said = run("bash", "-c", 'man --warnings=w -E UTF-8 -l -Tutf8 -Z "$1" >/dev/null', "bash", name)
        assert status == 0 and not said, said
    status, said = run("mandoc", "-Tlint", "-W", "style", *names)
    assert status == 0 and not said, said
    (work / "bad.1").write_text(names[0].read_text().replace(".SH", ".SHH"))
    assert run("mandoc", "-Tlint", work / "bad.1")[0] != 0, "mandoc finds nothing in a page with a wrong macro"
    return f"{len(names)} pages"


def said_alike():
    """Each page, read as people read it, shows every option of --help with the same words."""
    count = 0
    commands = re.findall(r"^  ([a-z]+(?: [a-z-]+)?)(?:  |$)", run(lacuna, "help")[1].split("Commands:")[1], re.M)
    for command in commands:
        page = run("mandoc", "-Tascii", "-O", "width=500", work / f"man/man1/lacuna-{command.replace(' ', '-')}.1")[1]
        page = re.sub(r"\s+", " ", re.sub(r".\x08", "", page))
        options = run(lacuna, "help", *command.split())[1].split("Options:")[1].split("Examples:")[0]
        for entry in re.split(r"\n(?=(?: {6}|  -[a-z], )--)", options.rstrip("\n")):
            text = re.sub(r"\s+", " ", entry).strip()
            if text:
                assert text in page, f"{command}: {text!r} is not in {page[:300]!r}"
                count += 1
    assert count > 300, count
    return f"{count} options"


(work / "some-file.xml").write_text("")
(work / "some-directory").mkdir()
failed = 0
try:
    for trial in (bash, zsh, fish, wrong, speed, pages, said_alike):
        try:
            said = trial()
            print(f"ok      {trial.__name__}{': ' + said if said else ''}", flush=True)
        except (AssertionError, OSError, IndexError) as fault:
            failed += 1
            print(f"FAILED  {trial.__name__}: {type(fault).__name__} {fault}", flush=True)
finally:
    shutil.rmtree(work)
sys.exit(failed > 0)
