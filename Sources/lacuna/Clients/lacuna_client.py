"""A client of Lacuna's server, in one file and with the standard library alone. Printed by 'lacuna client python'.

    from lacuna_client import Lacuna, LacunaError

    with Lacuna(unix="/run/lacuna.sock") as lacuna:            # or tcp="localhost:7070", token="lacuna_..."
        for gap in lacuna.gap_list(within="Halton", limit=10)["gaps"]:
            print(gap["id"], gap["severity"])

Each method of the server is a method here, with its parameters by name: gap.list is gap_list. A parameter that is a word of
Python ends in an underscore: from_. What is left out is not sent. Results are what json makes of them. Whatever the server
refuses is raised as LacunaError.
"""

import collections
import json
import socket
import ssl


class LacunaError(Exception):
    """What the server refused: code (401 not authenticated, 403 not permitted, 404 not found, 409 conflict, 422 invalid, 429 too
    much, 503 try again, 504 unknown, or one of JSON-RPC's own below -32000), message, and data that says what and where."""

    def __init__(self, code, message, data=None):
        super().__init__(message)
        self.code, self.message, self.data = code, message, data

    def __str__(self):
        return f"{self.code}: {self.message}" + (f" ({json.dumps(self.data, ensure_ascii=False)})" if self.data else "")


class Lacuna:
    """A connection: answers come in the order of the questions. One thread at a time may use it."""

    def __init__(self, unix=None, tcp=None, token=None, tls=None, timeout=60.0):
        """unix: the path of the server's socket. tcp: "host:port". token: given at once. tls: True, or an ssl.SSLContext, where TLS
        stands in front of the server. timeout: seconds to wait for an answer; None to wait for ever."""
        if (unix is None) == (tcp is None):
            raise ValueError("say where the server is: unix= or tcp=")
        if unix is not None:
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.settimeout(timeout)
            self._socket.connect(unix)
        else:
            host, _, port = tcp.rpartition(":")
            self._socket = socket.create_connection((host.strip("[]"), int(port)), timeout)
            if tls:
                context = ssl.create_default_context() if tls is True else tls
                self._socket = context.wrap_socket(self._socket, server_hostname=host.strip("[]"))
        self._lines = self._socket.makefile("rb")
        self._number = 0
        self._changes = collections.deque()
        if token is not None:
            try:
                self.call("session.authenticate", {"token": token})
            except BaseException:
                self.close()
                raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._lines.close()
        self._socket.close()

    def call(self, method, params=None):
        """The result of any method; params are a dict by name or a list by position."""
        self._send(self._request(method, params))
        return self._result(self._answer())

    def batch(self, calls):
        """The results of several calls, (method, params) each, sent as one line; a LacunaError stands in the place of one that was
        refused."""
        requests = [self._request(method, params) for method, params in calls]
        if not requests:
            return []
        self._send(requests)
        answers = self._answer()
        if isinstance(answers, dict):
            raise self._error(answers)
        by_id = {answer.get("id"): answer for answer in answers}
        return [self._error(by_id[r["id"]]) if "error" in by_id[r["id"]] else by_id[r["id"]]["result"] for r in requests]

    def changes(self):
        """Each document as it is recorded, {area, round, revision, ratings}: subscribes, and goes on until the connection ends or
        timeout passes without one."""
        self.call("change.subscribe")
        while True:
            while self._changes:
                yield self._changes.popleft()
            try:
                message = self._line()
            except TimeoutError:
                return
            if message is None:
                return
            self._changes.append(message.get("params"))

    def _request(self, method, params):
        self._number += 1
        request = {"jsonrpc": "2.0", "id": self._number, "method": method}
        if params:
            request["params"] = params
        return request

    def _named(self, method, params):
        return self.call(method, {name: value for name, value in params.items() if value is not None})

    def _send(self, message):
        self._socket.sendall(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def _line(self):
        line = self._lines.readline()
        return json.loads(line) if line else None

    def _answer(self):
        while True:
            message = self._line()
            if message is None:
                raise ConnectionError("the server closed the connection")
            if isinstance(message, dict) and "method" in message:
                self._changes.append(message.get("params"))
            else:
                return message

    def _result(self, answer):
        if "error" in answer:
            raise self._error(answer)
        return answer["result"]

    @staticmethod
    def _error(answer):
        fault = answer["error"]
        return LacunaError(fault["code"], fault["message"], fault.get("data"))

    # The methods of the server, in its order.
