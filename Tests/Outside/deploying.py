"""Tries what the documentation says of a server for a whole network: units, sockets handed over, TLS by stunnel, nc.

Usage: deploying.py LACUNA
"""

import contextlib
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from served import Client, Server

lacuna = os.path.abspath(sys.argv[1])
here = pathlib.Path(".packaging/deployment")
book = pathlib.Path("Sources/lacuna/lacuna.docc")
page = (book / "Deployment.md").read_text()
work = pathlib.Path(tempfile.mkdtemp())


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60, **options)
    return done.returncode, done.stdout + done.stderr


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def units():
    """systemd accepts the units, and finds the service exposed by 1.5 of 10 at most."""
    if not shutil.which("systemd-analyze"):
        return "left out: there is no systemd-analyze"
    for name in ("lacuna.service", "lacuna.socket"):
        (work / name).write_text((here / name).read_text().replace("/usr/local/bin/lacuna", lacuna))
    status, said = run("systemd-analyze", "verify", work / "lacuna.service", work / "lacuna.socket")
    assert status == 0 and not said.strip(), said
    status, said = run("systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", work / "lacuna.service")
    exposure = re.search(r"exposure level for lacuna.service: ([0-9.]+)", said)
    assert status == 0 and exposure, said[-300:]
    assert f"its exposure at {exposure[1]} of 10" in page, f"Deployment.md says otherwise than {exposure[1]}"
    return f"exposure {exposure[1]}"


def quoted():
    """What Deployment.md quotes of the files stands in them."""
    files = "".join(path.read_text() for path in here.iterdir()).splitlines()
    block, count = page.split("### The parts that matter")[1].split("### With nginx")[0], 0
    for line in re.findall(r"^    (\S.*)$", block, re.MULTILINE):
        if not line.startswith("#"):
            assert line in files, line
            count += 1
    assert count > 12, f"only {count} lines are quoted"


@contextlib.contextmanager
def activated(*before):
    """A server with a TCP and a Unix-domain socket as descriptors 3 and 4, its pid in LISTEN_PID, as systemd does it."""
    path = str(work / "handed.sock")
    with contextlib.suppress(FileNotFoundError):
        os.remove(path)
    tcp, unix = socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_UNIX)
    unix.bind(path)
    unix.listen()
    port = tcp.getsockname()[1]
    child = os.fork()
    if child == 0:
        try:
            # Out of the way first: one of them may be what the other becomes.
            spare = [os.dup(handed.fileno()) for handed in (tcp, unix, tcp, unix, tcp, unix)][-2:]
            os.dup2(spare[0], 3)
            os.dup2(spare[1], 4)
            with open(work / "handed.log", "wb") as log:
                os.dup2(log.fileno(), 2)
            environment = {**os.environ, "LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "2"}
            words = [*before, lacuna, "serve", "--store", "Scoping"]
            os.execvpe(words[0], words, environment)
        finally:
            os._exit(127)
    tcp.close()
    unix.close()
    try:
        yield port, path
    finally:
        os.kill(child, 15)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == 0, f"status {status}: {(work / 'handed.log').read_text()[:300]}"
    assert os.path.exists(path), "the server removed a socket that was not its own"


def handed(*before):
    with activated(*before) as (port, path):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(path)
        for connection in (socket.create_connection(("127.0.0.1", port)), connection):
            with contextlib.closing(Client(connection)) as client:
                assert len(client.ask("gap.list", {"limit": 3})["result"]["gaps"]) == 3


def sockets_handed_over():
    """Sockets that systemd opened are served and left where they are."""
    handed()


def no_network():
    """The same from a network namespace with nothing in it, as PrivateNetwork= makes one."""
    if run("unshare", "--net", "true")[0] != 0:
        return "left out: no network namespace may be made here"
    handed("unshare", "--net")


def tls():
    """Through stunnel a client gives its token and reads; without TLS, or without a token, it reads nothing."""
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-keyout", work / "key.pem", "-out", work / "certificate.pem")
    status, token = run(lacuna, "token", "add", "dashboard", "--role", "viewer", "--access", work / "access")
    assert status == 0, token
    port = free_port()
    with Server(lacuna, "--access", work / "access") as server:
        text = (here / "stunnel.conf").read_text()
        for old, new in (
            ("accept = 7443", f"accept = 127.0.0.1:{port}"),
            ("127.0.0.1:7070", f"127.0.0.1:{server.port}"),
            ("/etc/lacuna/", f"{work}/"),
        ):
            assert old in text, old
            text = text.replace(old, new)
        (work / "stunnel.conf").write_text(text)
        with open(work / "stunnel.log", "wb") as log:
            tunnel = subprocess.Popen(["stunnel", work / "stunnel.conf"], stdout=log, stderr=log)
        try:
            for _ in range(100):
                assert tunnel.poll() is None, (work / "stunnel.log").read_text()
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                time.sleep(0.05)
            context = ssl.create_default_context(cafile=work / "certificate.pem")
            secured = context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="localhost")
            with contextlib.closing(Client(secured)) as client:
                assert client.ask("gap.list", {"limit": 3})["error"]["code"] == 401
                assert "error" in client.ask("session.authenticate", {"token": "lacuna_" + "0" * 64})
                assert client.ask("session.authenticate", {"token": token.split()[0]})["result"]
                answer = client.ask("gap.list", {"limit": 3})
                assert len(answer["result"]["gaps"]) == 3
                said = f"{secured.version()}, {answer['result']['total']} gaps"
            with contextlib.closing(Client(socket.create_connection(("127.0.0.1", port)))) as plain:
                with contextlib.suppress(ConnectionError):
                    assert plain.ask("gap.list") is None
        finally:
            tunnel.terminate()
            tunnel.wait()
    return said


def netcat():
    """The line for nc of Server.md, as it stands there, and the same over TCP."""
    lines = [line.strip() for line in (book / "Server.md").read_text().splitlines() if line.startswith("    echo ") and "| nc " in line]
    assert lines, "Server.md has no line for nc"
    with Server(lacuna, "--unix", work / "lacuna.sock") as server:
        for line in lines:
            for words in (line, line.replace("-U", "").replace("lacuna.sock", f"127.0.0.1 {server.port}")):
                status, said = run("bash", "-c", words, cwd=work)
                assert status == 0 and said.count("\n") == 1 and '"gaps":[{' in said, f"{words}: {status} {said[:300]}"


failed = 0
try:
    for trial in (units, quoted, sockets_handed_over, no_network, tls, netcat):
        try:
            said = trial()
            print(f"ok      {trial.__name__}{': ' + said if said else ''}", flush=True)
        except (AssertionError, OSError, TypeError, KeyError) as fault:
            failed += 1
            print(f"FAILED  {trial.__name__}: {type(fault).__name__} {fault}", flush=True)
finally:
    shutil.rmtree(work)
sys.exit(failed > 0)
