"""What people install: the Debian package, to the byte, by lintian and in a bare Debian; a release, its sums and its signature; the
bill of materials, by spdx-tools; and a libxml2 that is too old.

Usage: debian.py LACUNA
"""

import gzip
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

lacuna = os.path.abspath(sys.argv[1])
work = pathlib.Path(tempfile.mkdtemp())
work.chmod(0o755)


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=280, **options)
    return done.returncode, done.stdout + done.stderr


def made(folder):
    status, said = run(".ci/deb", lacuna, folder)
    assert status == 0, said
    return pathlib.Path(said.splitlines()[-1])


def twice():
    """The same program gives the same package; another time zone, locale and mask change nothing."""
    one = made(work / "deb")
    other = made_elsewhere(work / "elsewhere")
    assert one.name == other.name and one.read_bytes() == other.read_bytes(), "two packages differ"
    return f"{one.name}, {one.stat().st_size // 1024} KiB"


def made_elsewhere(folder):
    status, said = run("bash", "-c", f"umask 077; .ci/deb {lacuna} {folder}", env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert status == 0, said
    return pathlib.Path(said.splitlines()[-1])


def deb():
    return next((work / "deb").glob("*.deb"))


def clean():
    """lintian finds no error and no warning; what it knows as hints is printed."""
    status, said = run("lintian", "--allow-root", "--fail-on", "error,warning", "--display-info", deb())
    tags = [line for line in said.splitlines() if re.match(r"[EW]: ", line)]
    assert status == 0 and not tags, said
    return f"{len([line for line in said.splitlines() if line.startswith('I: ')])} hints"


def contents():
    """What is in it, owned by root, and what it needs."""
    status, said = run("dpkg-deb", "--contents", deb())
    for name in (
        "usr/bin/lacuna", "usr/share/man/man1/lacuna.1.gz", "usr/share/man/man1/lacuna-return-submit.1.gz",
        "usr/share/bash-completion/completions/lacuna", "usr/share/zsh/vendor-completions/_lacuna",
        "usr/share/fish/vendor_completions.d/lacuna.fish", "usr/share/lacuna/clients/lacuna_client.py",
        "usr/share/lacuna/clients/lacuna_client.R", "lib/systemd/system/lacuna.service", "lib/systemd/system/lacuna.socket",
        "usr/share/doc/lacuna/copyright", "usr/share/doc/lacuna/changelog.gz", "usr/share/doc/lacuna/guide/Deployment.md",
    ):
        assert f"./{name}\n" in said, f"{name} is not in the package"
    assert all("root/root" in line for line in said.splitlines())
    status, needs = run("dpkg-deb", "--field", deb(), "Depends")
    names = set(re.findall(r"(?:^|, )([a-z0-9.+-]+)", needs.strip()))
    # Of these only libxml2 is not part of every Debian: apt needs the others itself.
    assert names == {"libc6", "libgcc-s1", "libstdc++6", "libxml2"}, needs
    assert "libxml2 (>= 2.9.14+dfsg-1.3~deb12u2)" in needs
    status, said = run("dpkg-deb", "--ctrl-tarfile", deb())
    status, scripts = run("bash", "-c", f"dpkg-deb --ctrl-tarfile {deb()} | tar -t")
    assert not re.search("postinst|prerm|conffiles", scripts), "something runs, or is enabled, on install"
    return needs.strip()


STEPS = r"""
set -e
before() { find / -xdev \( -path /proc -o -path /sys -o -path /tmp -o -path /var/lib/dpkg -o -path /var/log -o -path /var/cache \) -prune -o -print | sort; }
before >/tmp/before
dpkg -i /tmp/lacuna.deb
cd /tmp
lacuna --version
lacuna status --store /tmp/Scoping | grep Returned
lacuna gaps --store /tmp/Scoping --kind none --format csv | wc -l
gzip -dc /usr/share/man/man1/lacuna-gaps.1.gz | head -1
bash -c '. /usr/share/bash-completion/completions/lacuna; COMP_WORDS=(lacuna ret) COMP_CWORD=1; _lacuna lacuna ret lacuna; echo "offered ${COMPREPLY[*]}"'
[ ! -e /etc/systemd/system/sockets.target.wants/lacuna.socket ] && echo "not enabled"
dpkg --verify lacuna && echo "verified"
dpkg -P lacuna
before >/tmp/after
diff /tmp/before /tmp/after && echo "nothing left"
"""


def installed():
    """In a bare Debian 12, made for this, with libxml2 and nothing else: it installs, works, and leaves nothing behind.

    Where none can be made (nobody but root may mount, and it comes from Debian's mirror), that is told."""
    root = work / "root"
    if run("unshare", "--mount", "true")[0]:
        return "not tried: it takes somebody who may mount"
    (work / "steps.sh").write_text(STEPS)
    status, said = run("mmdebstrap", "--variant=essential", "--include=libxml2", "--mode=root", "bookworm", root)
    if status:
        return f"not tried: no bare Debian can be made here: {said.strip().splitlines()[-1:]}"
    shutil.copy(deb(), root / "tmp/lacuna.deb")
    shutil.copy(work / "steps.sh", root / "tmp/steps.sh")
    shutil.copytree("Scoping", root / "tmp/Scoping")
    # Programs and shells look into /proc for their own words; a namespace of its own takes the mount with it.
    inside = 'mount -t proc proc "$1/proc" && exec chroot "$1" /bin/bash /tmp/steps.sh'
    status, said = run("unshare", "--mount", "bash", "-c", inside, "bash", root, env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/tmp/home", "LC_ALL": "C"})
    assert status == 0, said
    version = run(lacuna, "version")[1]
    for line in (version.strip(), "Returned: 12 of the 16 areas asked.", "offered return", "not enabled", "verified", "nothing left"):
        assert line in said.splitlines(), f"{line!r} is not in {said}"
    assert '.TH "LACUNA\\-GAPS"' in said, said
    packages = run("chroot", root, "/usr/bin/dpkg-query", "-W", "-f", "x")[1].count("x")
    return f"beside {packages} packages"


def too_old():
    """With a libxml2 that says 2.9.13 no document is read, the reason and the mend are told, and the version is still printed."""
    (work / "old.c").write_text('const char *xmlParserVersion = "20913";\n')
    status, said = run("gcc", "-shared", "-fPIC", "-o", work / "old.so", work / "old.c")
    assert status == 0, said
    old = {**os.environ, "LD_PRELOAD": str(work / "old.so"), "LACUNA_CACHE": ""}
    status, said = run(lacuna, "status", env=old)
    assert status == 69 and said.startswith("lacuna: libxml2 2.9.13 is in use") and "apt-get install libxml2" in said, (status, said)
    status, said = run(lacuna, "serve", "--stdio", env=old, stdin=subprocess.DEVNULL)
    assert status == 69, (status, said)
    status, said = run(lacuna, "version", "--sbom", env=old)
    assert status == 0 and '"versionInfo" : "2.9.13"' in said, said[:300]
    assert run(lacuna, "completion", "bash", "--", "show", "--within", "", env=old) == (0, "")
    assert run(lacuna, "status")[0] == 0


def bill():
    """spdx-tools reads the bill of materials and finds nothing wrong; it does in one that was spoilt."""
    from spdx_tools.spdx.parser.parse_anything import parse_file
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    status, said = run(lacuna, "version", "--sbom")
    (work / "lacuna.spdx.json").write_text(said)
    document = parse_file(str(work / "lacuna.spdx.json"))
    found = validate_full_spdx_document(document)
    assert not found, [message.validation_message for message in found]
    sums = {package.name: [c.value for c in package.checksums] for package in document.packages}
    assert sums["lacuna"] == [hashlib.sha256(open(lacuna, "rb").read()).hexdigest()], "the checksum is not the program's"
    linked = run("ldd", lacuna)[1]
    for library, package in (("libxml2", "libxml2"), ("libc.so", "glibc"), ("libstdc++", "gcc-runtime")):
        assert library in linked and package in sums, library
    spoilt = json.loads(said)
    spoilt["packages"][0]["licenseDeclared"] = "No-Such-Licence"
    (work / "spoilt.spdx.json").write_text(json.dumps(spoilt))
    assert validate_full_spdx_document(parse_file(str(work / "spoilt.spdx.json"))), "spdx-tools takes any licence"
    return f"{len(sums)} packages"


def release():
    """A release by a key made for this: sums and signature hold; one byte more, or another signer, is told."""
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "trial", "-f", work / "key")
    status, said = run(".ci/release", lacuna, work / "given", work / "key")
    assert status == 0, said
    folder = next((work / "given").glob("release-*"))
    lines = [line.strip() for line in said.split("To verify:")[1].splitlines() if line.strip()]
    assert len(lines) == 2, said
    for line in lines:
        status, told = run("bash", "-c", line, cwd=folder)
        assert status == 0, (line, told)
    # The same again, but for the signature.
    sums = (folder / "SHA256SUMS").read_bytes()
    status, said = run(".ci/release", lacuna, work / "given again", env={**os.environ, "TZ": "Asia/Tokyo"})
    assert status == 0 and (next((work / "given again").glob("release-*")) / "SHA256SUMS").read_bytes() == sums, "two releases differ"
    # The tarball holds a program that runs where it is unpacked.
    run("tar", "-xzf", next(folder.glob("*.tar.gz")), "-C", work)
    program = next(work.glob("lacuna-*-linux-*")) / "usr/bin/lacuna"
    assert run(program, "version") == run(lacuna, "version")
    assert gzip.decompress((program.parents[1] / "share/man/man1/lacuna.1.gz").read_bytes()).startswith(b'.TH "LACUNA"')
    # Negative controls.
    with open(folder / "SHA256SUMS", "ab") as file:
        file.write(b"\n")
    assert run("bash", "-c", lines[0], cwd=folder)[0] != 0, "an altered list of sums passes"
    (folder / "SHA256SUMS").write_bytes(sums)
    with open(next(folder.glob("*.deb")), "ab") as file:
        file.write(b"\n")
    assert run("bash", "-c", lines[1], cwd=folder)[0] != 0, "an altered package passes"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "other", "-f", work / "other")
    other = (work / "other.pub").read_text().split()
    (folder / "allowed_signers").write_text(f'lacuna namespaces="lacuna-release" {other[0]} {other[1]}\n')
    assert run("bash", "-c", lines[0], cwd=folder)[0] != 0, "another's signature passes"


failed = 0
try:
    for trial in (twice, clean, contents, installed, too_old, bill, release):
        try:
            said = trial()
            print(f"ok      {trial.__name__}{': ' + said if said else ''}", flush=True)
        except (AssertionError, OSError, ValueError, StopIteration, ImportError, subprocess.SubprocessError) as fault:
            failed += 1
            print(f"FAILED  {trial.__name__}: {type(fault).__name__} {fault}", flush=True)
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(failed > 0)
