"""A server on a Unix-domain socket, alone or under strace, and clients of it."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Outside"))
from served import Client, request  # noqa: E402


class Gone(Exception):
    """The server does not answer: it has ended, or hung up."""


class Asker:
    """A client that says `Gone` for every way in which a connection ends."""

    def __init__(self, path, timeout=20):
        try:
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(timeout)
            connection.connect(path)
            self.client = Client(connection)
            connection.settimeout(timeout)
        except OSError as error:
            raise Gone(error) from None
        self.number = 0

    def ask(self, method, params=None):
        self.number += 1
        try:
            answer = self.client.ask(method, params, self.number)
        except (OSError, ValueError) as error:
            raise Gone(error) from None
        if answer is None:
            raise Gone("hung up")
        return answer

    def close(self):
        try:
            self.client.close()
        except OSError:
            pass


class Server:
    """`lacuna serve` on a store, until it is stopped or killed.

    prefix: a program that runs it, such as strace -D, which keeps the process number that of the server.
    """

    def __init__(self, world, store, socket_path, prefix=(), log=None, arguments=(), **environment):
        self.path = str(socket_path)
        if os.path.exists(self.path):
            os.unlink(self.path)
        words = [*prefix, world.lacuna, "serve", "--store", store, "--unix", self.path, "--log", "errors", *arguments]
        self.said = tempfile.TemporaryFile("w+") if log is None else log
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.said,
                                        env=world.environment(**environment))

    def wait(self, seconds=20):
        """Until it answers; False where it ends instead."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                return False
            if os.path.exists(self.path):
                try:
                    asker = Asker(self.path)
                    asker.close()
                    return True
                except Gone:
                    pass
            time.sleep(0.002)
        return False

    def start(self):
        """Waits until it answers; says why where it does not."""
        if self.wait(60):
            return self
        status = self.process.poll()
        self.kill()
        self.said.seek(0)
        raise RuntimeError(f"the server did not start: status {status}: {self.said.read()[-300:]}")

    def asker(self, timeout=20):
        return Asker(self.path, timeout)

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        return self.process.wait()

    def stop(self, seconds=15):
        """Its status after SIGTERM; None where it does not end."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def figures(self):
        """Its memory in MB, and its descriptors."""
        with open(f"/proc/{self.process.pid}/status") as file:
            memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024
        return memory, len(os.listdir(f"/proc/{self.process.pid}/fd"))


__all__ = ["Asker", "Gone", "Server", "request", "json"]
