"""A server to try, and a client that speaks to it in lines."""

import contextlib
import json
import os
import resource
import signal
import socket
import subprocess
import tempfile
import time


class Client:
    """One connection: requests in, answers out."""

    def __init__(self, connection):
        self.connection = connection
        self.connection.settimeout(30)
        self.stream = connection.makefile("rb")

    def send(self, text):
        self.connection.sendall(text)

    def line(self):
        """The next line as JSON; None when the server hung up."""
        text = self.stream.readline()
        return json.loads(text) if text.endswith(b"\n") else None

    def ask(self, method, params=None, number=1):
        self.send(request(method, params, number))
        return self.line()

    def close(self):
        self.stream.close()
        self.connection.close()


def request(method, params=None, number=1):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}).encode() + b"\n"


class Server:
    """`lacuna serve` on a free port of 127.0.0.1, with descriptors as many as told."""

    def __init__(self, lacuna, *arguments, descriptors=None, store="Scoping"):
        self.errors = tempfile.NamedTemporaryFile("rb")

        def limit():
            if descriptors:
                resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))

        words = [lacuna, "serve", "--store", store, "--tcp", "127.0.0.1:0", "--log", "refusals", *map(str, arguments)]
        with open(self.errors.name, "ab") as errors:
            self.process = subprocess.Popen(words, stderr=errors, preexec_fn=limit)
        self.port = self.wait_for_port()

    def wait_for_port(self):
        said = "listening on 127.0.0.1:"
        for _ in range(200):
            with open(self.errors.name) as errors:
                for text in errors:
                    if said in text:
                        return int(text.split(said)[1])
            assert self.process.poll() is None, open(self.errors.name).read()
            time.sleep(0.05)
        raise AssertionError("the server does not listen")

    def client(self):
        return Client(socket.create_connection(("127.0.0.1", self.port), timeout=30))

    def status(self):
        with contextlib.closing(self.client()) as client:
            return client.ask("system.status")["result"]

    def memory(self, what="VmRSS"):
        """In MB: VmRSS now, VmHWM at most."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith(what)) / 1024

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def lives(self, most_memory):
        """It answers a new client, and holds no more memory than told."""
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}"
        start = time.monotonic()
        assert self.status()["areas"], "no status"
        assert time.monotonic() - start < 1, "a new client waited for over a second"
        assert self.memory() < most_memory, f"{self.memory():.0f} MB, and {most_memory} are the most"

    def stop(self):
        """Seconds to its end."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(10) == 0, f"status {self.process.returncode}"
        return time.monotonic() - start

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
