"""Treats a server badly in ten ways. After each it must answer a new client at once, with its memory bounded.

Usage: abuse.py LACUNA
"""

import contextlib
import fcntl
import os
import resource
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

from served import Client, Server, request

lacuna = sys.argv[1]
RESET = struct.pack("ii", 1, 0)


def code(answer):
    return answer["error"]["code"]


def flood():
    """Fifty are served; for each one beyond, the longest silent is told so and hung up on."""
    with Server(lacuna, "--max-connections", 50) as server:
        inside = [server.client() for _ in range(50)]
        for client in inside:
            assert client.ask("area.list")["result"]
        busy = inside.pop()
        beyond = []
        for number in range(300):
            beyond.append(server.client())
            if number % 20 == 0:
                assert busy.ask("area.list")["result"]
        for client in inside + beyond[:251]:
            assert code(client.line()) == 429 and client.line() is None
            client.close()
        for client in [busy] + beyond[251:]:
            assert client.ask("area.list")["result"]
            client.close()
        time.sleep(0.2)
        server.lives(60)


def strangers():
    """Silent connections by TCP keep the owner from nothing, and those who guess tokens are slowed."""
    with tempfile.TemporaryDirectory() as folder:
        access, path = folder + "/access", folder + "/socket"
        words = [lacuna, "token", "add", "a", "--access", access]
        token = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
        with Server(lacuna, "--access", access, "--unix", path, descriptors=20_000) as server:
            silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(1_100)]
            owner = socket.socket(socket.AF_UNIX)
            owner.connect(path)
            with contextlib.closing(Client(owner)) as client:
                assert client.ask("system.status")["result"]
            with contextlib.closing(server.client()) as guesser:
                start = time.monotonic()
                for number in range(3):
                    assert code(guesser.ask("session.authenticate", {"token": f"guess{number}"})) == 401
                assert time.monotonic() - start > 1.5, "guesses are answered at once"
            with contextlib.closing(server.client()) as right:
                assert right.ask("session.authenticate", {"token": token})["result"]["name"] == "a"
            for connection in silent:
                connection.close()
            return f"{len(silent):,} silent connections"


def held_lock():
    """While another program holds the store, and a reader its folder, all but writes are answered as ever."""
    with tempfile.TemporaryDirectory() as folder:
        store = shutil.copytree("Scoping", folder + "/store")
        path = folder + "/socket"
        params = {"area": "ccg-halton", "service": "iapt-0-5", "value": "A", "round": "2022-05", "evidence": "Seen."}
        with Server(lacuna, "--unix", path, store=store) as server:

            def own():
                connection = socket.socket(socket.AF_UNIX)
                connection.connect(path)
                return contextlib.closing(Client(connection))

            with own() as writer, own() as other:
                assert writer.ask("rating.set", params)["result"]["revision"] == 2
                assert os.stat(store + "/.lock").st_mode & 0o777 == 0o600
                around = os.open(store, os.O_RDONLY)
                fcntl.flock(around, fcntl.LOCK_EX)
                assert writer.ask("rating.set", params | {"value": "R"})["result"]["revision"] == 3
                held = os.open(store + "/.lock", os.O_RDWR)
                fcntl.flock(held, fcntl.LOCK_EX)
                writer.send(request("rating.set", params | {"value": "G"}, 5) + request("round.list", number=6))
                answered, slowest, start = 0, 0, time.monotonic()
                while time.monotonic() - start < 1:
                    before = time.monotonic()
                    assert other.ask("rating.get", {"area": "ccg-halton", "service": "iapt-0-5"})["result"]["value"] == "R"
                    slowest = max(slowest, time.monotonic() - before)
                    answered += 1
                refused = writer.line()
                assert refused["id"] == 5 and code(refused) == 503 and refused["error"]["data"]["tryAgain"], refused
                assert writer.line()["id"] == 6
                os.close(held)
                assert writer.ask("rating.set", params | {"value": "G"})["result"]["revision"] == 4
                os.close(around)
            server.lives(60)
            return f"{answered:,} answers to others meanwhile, the slowest after {slowest * 1000:.0f} ms"


def many():
    """Ten thousand connections are held in less than 100 MB, and each is served, twice."""
    clients = 10_000
    with Server(lacuna, "--max-connections", clients + 100, descriptors=20_000) as server:
        held = []
        for _ in range(clients):
            held.append(socket.create_connection(("127.0.0.1", server.port)))
        question = request("rating.get", {"area": "ccg-halton", "service": "iapt-0-5"})
        for _ in range(2):
            for connection in held:
                connection.sendall(question)
            for connection in held:
                connection.settimeout(30)
                answer = b""
                while not answer.endswith(b"\n"):
                    part = connection.recv(65536)
                    assert part, "hung up"
                    answer += part
                assert b'"result"' in answer, answer
        said = f"{clients:,} connections: {server.memory():.0f} MB"
        server.lives(100)
        for connection in held:
            connection.close()
        time.sleep(0.5)
        server.lives(100)
        return said


def never_reads():
    """Somebody asks without end and reads nothing; others are served, and memory does not grow with what is asked."""
    with Server(lacuna) as server:
        before = server.memory()
        connections = []
        for _ in range(20):
            connection = socket.create_connection(("127.0.0.1", server.port))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(0.5)
            connections.append(connection)
            with contextlib.suppress(TimeoutError):
                for _ in range(2_000):
                    connection.sendall(request("rpc.discover") * 50)
            server.lives(before + 100)
        said = f"{len(connections)} of them: {server.memory() - before:.0f} MB more"
        for connection in connections:
            connection.close()
        time.sleep(0.3)
        server.lives(before + 100)
        return said


def one_byte_a_second():
    """A slow writer gets its answer in the end, and a fast client beside it thousands."""
    with Server(lacuna) as server, contextlib.closing(server.client()) as slow, contextlib.closing(server.client()) as fast:
        slowly = request("area.list")
        slow.send(slowly[:-4])
        answered, slowest, end = 0, 0, time.monotonic() + 4
        rest = [slowly[-4 + number : len(slowly) - 3 + number] for number in range(4)]
        due = [end - 3 + number for number in range(4)]
        while rest:
            if time.monotonic() >= due[0]:
                due.pop(0)
                slow.send(rest.pop(0))
            start = time.monotonic()
            assert fast.ask("rating.get", {"area": "ccg-halton", "service": "iapt-0-5"})["result"]
            slowest = max(slowest, time.monotonic() - start)
            answered += 1
        assert slow.line()["result"]
        assert answered > 1_000, f"only {answered} answers to the fast one"
        assert slowest < 1, f"the fast one waited {slowest:.2f} s"
        server.lives(60)
        return f"{answered:,} answers to the fast one meanwhile, the slowest after {slowest * 1000:.0f} ms"


def long_line():
    """A line of a gibibyte is refused once and never kept; the next line of the connection is answered."""
    with Server(lacuna) as server, contextlib.closing(server.client()) as client:
        piece = b"a" * (1 << 20)
        for _ in range(1 << 10):
            client.send(piece)
        client.send(b"\n" + request("area.list", number=7))
        assert code(client.line()) == 429
        answer = client.line()
        assert answer["id"] == 7 and answer["result"]
        server.lives(60)
        return f"{server.memory('VmHWM'):.0f} MB at most"


def reset():
    """Clients reset their connections in the middle of a batch and of its answers."""
    with Server(lacuna) as server:
        calls = [request("rating.get", {"area": "ccg-halton", "service": "iapt-0-5"}, number).strip() for number in range(100)]
        for batch in (b"[" + b",".join(calls), b"[" + b",".join(calls) + b"]\n"):
            for _ in range(300):
                client = server.client()
                client.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                client.send(batch)
                client.close()
        time.sleep(0.3)
        server.lives(60)


def nested():
    """A hundred thousand arrays within one another are an error like any other."""
    with Server(lacuna) as server, contextlib.closing(server.client()) as client:
        for text in (b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000):
            client.send(text + b"\n" + request("area.list", number=8))
            first = client.line()
            assert code(first) in (-32700, -32600, 429), first
            assert client.line()["id"] == 8
        server.lives(60)


def no_descriptors():
    """With 64 descriptors two hundred connect: as many are served as leave the store enough; nobody waits, and nothing spins."""
    with Server(lacuna, descriptors=64) as server:
        clients, served, refused = [server.client() for _ in range(200)], [], 0
        for client in clients:
            try:
                answer = client.ask("area.list")
            except (ConnectionError, BrokenPipeError):
                answer = None
            if answer and "result" in answer:
                served.append(client)
            else:
                refused += 1
        assert len(served) >= 20 and refused >= 130, f"{len(served)} served, {refused} refused"
        before = server.processor_seconds()
        time.sleep(1)
        spent = server.processor_seconds() - before
        assert spent < 0.2, f"idle, it took {spent:.2f} s of processor time in a second"
        for client in served:
            assert client.ask("area.list")["result"]
        for client in clients:
            client.close()
        time.sleep(0.3)
        server.lives(60)
        return f"{len(served)} served, {refused} refused"


def terminated():
    """SIGTERM: what was taken is answered, whole and in order, and the server ends within a second."""
    with Server(lacuna) as server, contextlib.closing(server.client()) as client, contextlib.closing(server.client()) as deaf:
        deaf.send(request("rpc.discover") * 100)
        count = 400
        client.send(b"".join(request("gap.list", {"limit": 10}, number) for number in range(count)))
        assert client.line()["id"] == 0
        took = server.stop()
        for number in range(1, count):
            answer = client.line()
            assert answer and answer["id"] == number, f"{number} answers, then {answer}"
        assert client.line() is None
        assert took < 1.1, f"{took:.2f} s"
        return f"{count} answers, ended after {took:.2f} s"


def half_closed():
    """A client that sends, closes its side without a last line feed, and then reads is answered."""
    with Server(lacuna) as server, contextlib.closing(server.client()) as client:
        client.send(request("area.list").strip())
        client.connection.shutdown(socket.SHUT_WR)
        assert client.line()["result"] and client.line() is None
        server.lives(60)


_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
trials = [flood, strangers, held_lock, many, never_reads, one_byte_a_second, long_line, reset, nested, no_descriptors, terminated, half_closed]
if most < 20_000:
    print(f"only {most} descriptors: ten thousand connections are not tried")
    trials.remove(many)
failed = 0
for trial in trials:
    if len(sys.argv) > 2 and trial.__name__ not in sys.argv[2:]:
        continue
    try:
        said = trial()
        print(f"ok      {trial.__name__}{': ' + said if said else ''}", flush=True)
    except (AssertionError, OSError, TypeError, KeyError) as fault:
        failed += 1
        print(f"FAILED  {trial.__name__}: {type(fault).__name__} {fault}", flush=True)
sys.exit(failed > 0)
