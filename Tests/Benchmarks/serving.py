"""The suite `serve`: lacuna serve beside redis-server, jsonrpcserver and grpcio, with the same requests.

Requests are drawn by seed over areas, service types and dates of a simulated store. Redis has the very answers of Lacuna
under a key each; the Python servers look the same answers up in a dictionary. All but grpcio are asked by peers/load.c.
HTTP/2 needs another client: h2load (nghttp2), written in C, with as many connections and requests in flight; it sends one
and the same message, and its times are of single requests where load.c's are of a whole pipeline.

What a request costs Lacuna in instructions (valgrind, over standard input and output) and in allocations (peers/allocations.c)
is counted apart: it is the same on a busy machine.
"""
import contextlib
import json
import os
import random
import re
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import time

CONNECTIONS, SECONDS, QUESTIONS = 50, 2, 20_000
LOG = "writes"  # the level at which people run it
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A server that was started here: its process, its port, how it is loaded."""

    def __init__(self, process, port, load):
        self.process, self.port, self.load = process, port, load

    def processor_seconds(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident bytes."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def measure(self, *arguments):
        before = self.processor_seconds()
        result = self.load(self.port, *arguments)
        result["processor"] = (self.processor_seconds() - before) / result["answers"] * 1e6
        return result


def wait_for(what, seconds=30):
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            if found := what():
                return found
        if time.monotonic() > end:
            sys.exit("a server did not start")
        time.sleep(0.05)


def ask(port, lines):
    """The answers to lines, a few hundred at a time."""
    answers = []
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as stream:
        for start in range(0, len(lines), 200):
            part = lines[start : start + 200]
            connection.sendall(b"".join(part))
            answers += [stream.readline() for _ in part]
    return answers


def line(number, name, params):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": name, "params": params}, separators=(",", ":")).encode() + b"\n"


class Questions:
    """The requests of one method, with what Lacuna answered, in files for each generator and peer."""

    def __init__(self, folder, name, params, port):
        self.name = name
        lines = [line(number, name, asked) for number, asked in enumerate(params)]
        self.answers = ask(port, lines)
        wrong = [answer for answer in self.answers if b'"result":' not in answer]
        if wrong:
            sys.exit(f"{name}: {wrong[0][:300]}")
        self.length = statistics.mean(len(answer) for answer in self.answers)
        self.json = self.written(f"{folder}/{name}.requests", lines)
        self.redis = self.written(f"{folder}/{name}.redis", [resp(b"GET", self.key(n)) for n in range(len(lines))])

    @staticmethod
    def written(path, parts):
        with open(path, "wb") as file:
            file.write(b"".join(parts))
        return path

    def key(self, number):
        return f"{self.name}:{number:05}".encode()


def resp(*words):
    return b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in words)


def draw(port, folder):
    """The questions, drawn by seed."""
    dice = random.Random(1)
    areas, services, rounds = (
        json.loads(answer)["result"] for answer in ask(port, [line(1, f"{what}.list", {}) for what in ("area", "service", "round")])
    )
    # A gap is asked for where there is an area at every date.
    lasting = [area["id"] for area in areas if area["from"] is None and area["until"] is None]
    areas = [area["id"] for area in areas]
    services = [service["id"] for service in services]
    dates = sorted({round_["referenceDate"] for round_ in rounds})
    dates += [date[:8] + "28" for date in dates]
    ratings, gaps = [], []
    for _ in range(QUESTIONS):
        ratings.append({"area": dice.choice(areas), "asOf": dice.choice(dates), "service": dice.choice(services)})
        gap = {"asOf": dice.choice(dates), "limit": 5, "within": dice.choice(lasting)}
        if dice.random() < 0.5:
            gap["service"] = dice.choice(services)
        gaps.append(dict(sorted(gap.items())))
    made = [Questions(folder, name, params, port) for name, params in (("rating.get", ratings), ("gap.list", gaps))]
    with open(f"{folder}/answers", "w") as file:
        for questions, params in zip(made, (ratings, gaps)):
            for asked, answer in zip(params, questions.answers):
                file.write(json.dumps([questions.name, list(asked.values()), json.loads(answer)["result"]]) + "\n")
    return made


class Suite:
    def __init__(self, tools):
        self.tools = tools
        self.folder = f"{tools.WORK}/serve"
        os.makedirs(self.folder, exist_ok=True)
        self.generator = tools.compile_peer("load")
        self.store = f"{tools.WORK}/served"
        if not os.path.exists(self.store):
            tools.run(tools.LACUNA, "simulate", "--areas", 150, "--services", 50, "--months", 24, "--seed", 1, "-o", self.store)
        self.log = f"{self.folder}/log"

    def start(self, stack, command, **options):
        process = subprocess.Popen([str(word) for word in command], **options)
        stack.callback(process.wait)
        stack.callback(process.terminate)
        return process

    def load(self, lines_a_request, lines_an_answer):
        """Loads with load.c; arguments: depth, requests, seconds, most answers."""

        def measured(port, depth, requests, seconds=SECONDS, most=0):
            os.truncate(self.log, 0)
            return json.loads(self.tools.run(
                self.generator, port, CONNECTIONS, depth, seconds, most, lines_a_request, lines_an_answer, requests, 1))
        return measured

    def load_http2(self, port, depth, message):
        times = f"{self.folder}/times"
        with contextlib.suppress(FileNotFoundError):
            os.remove(times)
        said = self.tools.run(
            "h2load", "-c", CONNECTIONS, "-m", depth, "-D", SECONDS, "--warm-up-time=0", "-d", message, "-H", "te: trailers",
            "-H", "content-type: application/grpc", f"--log-file={times}", f"http://127.0.0.1:{port}/lacuna.Lacuna/Ask")
        with open(times) as file:
            taken = sorted(int(row.split()[2]) for row in file)
        done = int(said.split(" succeeded,")[0].split()[-1])
        if done == 0:
            sys.exit(said)
        return {"answers": done, "rate": done / SECONDS, "median": taken[len(taken) // 2], "p99": taken[len(taken) * 99 // 100]}

    def lacuna(self, stack, **options):
        open(self.log, "w").close()
        errors = open(self.log, "ab")
        command = [self.tools.LACUNA, "serve", "--store", self.store, "--log", LOG, "--tcp", "127.0.0.1:0"]
        process = self.start(stack, command, stderr=errors, **options)
        said = "listening on 127.0.0.1:"
        port = wait_for(lambda: [text.split(said)[1].split()[0] for text in open(self.log) if said in text])[-1]
        return Server(process, int(port), self.load(1, 1))

    def redis(self, stack, all_questions):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", self.folder]
        process = self.start(stack, ["redis-server", "--port", port, *quiet], stdout=subprocess.DEVNULL)
        wait_for(lambda: socket.create_connection(("127.0.0.1", port)))
        sets = [
            resp(b"SET", questions.key(number), answer.rstrip(b"\n"))
            for questions in all_questions for number, answer in enumerate(questions.answers)
        ]
        if any(answer != b"+OK\r\n" for answer in ask(port, sets)):
            sys.exit("redis-server did not take the values")
        return Server(process, port, self.load(5, 2))

    def python(self, stack, name, answers, load):
        process = self.start(stack, [sys.executable, f"{self.tools.HERE}/peers/{name}.py", answers], stdout=subprocess.PIPE)
        return Server(process, int(process.stdout.readline()), load)

    def by_turns(self, contestants):
        """Medians of every column, the contestants one after the other in every round."""
        found = {name: [] for name in contestants}
        for _ in range(self.tools.ROUNDS):
            for name, measure in contestants.items():
                found[name].append(measure())
        return {
            name: {column: statistics.median(run[column] for run in runs) for column in ("rate", "median", "p99", "processor")}
            for name, runs in found.items()
        }

    def compare(self, questions, servers, depth, aims):
        lacuna, redis, python, grpc = servers
        message = f"{self.folder}/message"
        number = min(range(QUESTIONS), key=lambda n: abs(len(questions.answers[n]) - questions.length))
        text = str(number).encode()
        Questions.written(message, [struct.pack(">BI", 0, len(text)), text])
        medians = self.by_turns({
            "Lacuna": lambda: lacuna.measure(depth, questions.json),
            "redis-server, GET": lambda: redis.measure(depth, questions.redis),
            "jsonrpcserver": lambda: python.measure(depth, questions.json),
            "grpcio": lambda: grpc[questions.name].measure(depth, message),
        })
        print(f"\n{questions.name}, {CONNECTIONS} connections, {depth} in flight on each; answers of {questions.length:,.0f} bytes "
              f"(median of {self.tools.ROUNDS})")
        heads = ("requests/s", "median us", "p99 us", "CPU us")
        print(f"  {'':<22}" + "".join(f"{head:>14}" for head in heads))
        for name, row in medians.items():
            print(f"  {name:<22}" + "".join(f"{row[column]:>14,.1f}" for column in ("rate", "median", "p99", "processor")))
        for name, aim in aims.items():
            ratio = medians["Lacuna"]["rate"] / medians[name]["rate"]
            said = f"aim {aim}, {verdict(ratio >= aim)}" if aim else "no aim"
            print(f"  Lacuna : {name} = {ratio:.2f} ({said})")

    def processor(self, lacuna, questions):
        """Processor time a request beside that of the cheapest method there is, which answers a constant."""
        constant = f"{self.folder}/constant.requests"
        Questions.written(constant, [line(number, "change.unsubscribe", {}) for number in range(QUESTIONS)])
        medians = self.by_turns({
            "rating.get": lambda: lacuna.measure(1, questions.json),
            "change.unsubscribe": lambda: lacuna.measure(1, constant),
        })
        ours, least = (medians[name]["processor"] for name in ("rating.get", "change.unsubscribe"))
        print(f"\nProcessor time a request, 1 in flight on each connection: rating.get {ours:.2f} us, "
              f"a constant answer {least:.2f} us")
        print(f"  rating.get : constant = {ours / least:.2f} (aim at most 1.15, {verdict(ours / least <= 1.15)})")

    def allocations(self, questions, depth):
        """Allocations a request, of questions that are known."""
        counted = f"{self.folder}/allocations"
        with contextlib.suppress(FileNotFoundError):
            os.remove(counted)
        library = self.tools.compile_peer("allocations", "-shared", "-fPIC")
        with contextlib.ExitStack() as stack:
            lacuna = self.lacuna(stack, env={**os.environ, "LD_PRELOAD": library, "ALLOCATIONS": counted})

            def load():
                answers = lacuna.load(lacuna.port, depth, questions.json, 60, 200_000)["answers"]
                with open(counted, "rb") as file:
                    return answers, struct.unpack("=Q", file.read(8))[0]

            (_, before), (answers, after) = load(), load()
        return (after - before) / answers

    def instructions(self, questions):
        """Instructions of the process a request: of questions asked for the first time, and of the same when they are known."""
        lines = open(questions.json, "rb").readlines()[:2_000]
        program = f"{self.folder}/lacuna"
        self.tools.run("strip", "-o", program, self.tools.LACUNA)  # valgrind cannot read what Swift writes for debuggers

        def run(times):
            path = Questions.written(f"{self.folder}/asked", lines[:1] + lines * times)
            with open(path, "rb") as asked:
                done = subprocess.run(
                    ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
                     program, "serve", "--stdio", "--store", self.store, "--log", LOG],
                    stdin=asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
            return int(found[1].replace(",", "")) if found else sys.exit(done.stderr[-500:])

        none, once, twice = (run(times) for times in range(3))
        return (once - none) / len(lines), (twice - once) / len(lines)

    def cost(self, all_questions):
        print("\nA request's cost to the server")
        for questions in all_questions:
            counts = " and ".join(f"{self.allocations(questions, depth):.3f}" for depth in (1, 16))
            print(f"  {questions.name}: allocations {counts} (1 and 16 in flight on each connection)")
            if shutil.which("valgrind"):
                first, known = self.instructions(questions)
                print(f"  {questions.name}: instructions {known:,.0f}; {first:,.0f} where it is asked for the first time")
            else:
                print("  instructions: not counted, there is no valgrind")

    def memory(self, lacuna, all_questions):
        """Memory before and after many requests of both methods, one gap.list in a hundred."""
        both = f"{self.folder}/both.requests"
        ratings, gaps = (open(questions.json, "rb").readlines() for questions in all_questions)
        Questions.written(both, ratings + gaps[: QUESTIONS // 99])
        most = 10_000_000 if os.environ.get("LACUNA_LONG") == "1" else 2_000_000
        lacuna.measure(16, both, 60, 200_000)
        before = lacuna.memory()
        answers = 0
        while answers < most:
            answers += lacuna.measure(16, both, 3_600, min(1_000_000, most - answers))["answers"]
        after = lacuna.memory()
        print(f"\nMemory before {before / 1e6:.1f} MB, after {answers:,} requests more {after / 1e6:.1f} MB "
              f"(aim the same within 2 MB, {verdict(after - before <= 2_000_000)})")

    def run(self):
        print(f"\nlacuna serve --log {LOG}")
        print(f"load of the machine before: {' '.join(f'{load:.2f}' for load in os.getloadavg())}, {os.cpu_count()} processors")
        with contextlib.ExitStack() as stack:
            lacuna = self.lacuna(stack)
            all_questions = draw(lacuna.port, self.folder)
            redis = self.redis(stack, all_questions)
            python = self.python(stack, "serve_jsonrpcserver", f"{self.folder}/answers", self.load(1, 1))
            grpc = {}
            for questions in all_questions:
                answers = Questions.written(f"{self.folder}/{questions.name}.answers", questions.answers)
                grpc[questions.name] = self.python(stack, "serve_grpcio", answers, self.load_http2)
            aims = {
                ("rating.get", 1): (1.0, 25, 20), ("rating.get", 16): (0.9, 100, 20),
                ("gap.list", 1): (0.9, 25, 20), ("gap.list", 16): (0.7, 100, 20),
            }
            for (name, depth), wanted in aims.items():
                questions = next(q for q in all_questions if q.name == name)
                named = dict(zip(("redis-server, GET", "jsonrpcserver", "grpcio"), wanted))
                self.compare(questions, (lacuna, redis, python, grpc), depth, named)
            self.processor(lacuna, all_questions[0])
            self.memory(lacuna, all_questions)
        self.cost(all_questions)
        os.remove(self.log)
        print(f"load of the machine after: {' '.join(f'{load:.2f}' for load in os.getloadavg())}")


def verdict(reached):
    return "reached" if reached else "NOT reached"


def bench(tools):
    """`tools` is the module bench, whose helpers are used."""
    Suite(tools).run()
