"""The clients that 'lacuna client' prints, in Python and R, on a live server: every method that rpc.discover tells of with every
parameter, answers the same as the command's, refusals, batches, changes as they are recorded, a token that is wrong.

Usage: clients.py LACUNA
"""

import importlib.util
import inspect
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

from served import Server

lacuna = os.path.abspath(sys.argv[1])
work = pathlib.Path(tempfile.mkdtemp())
store = work / "store"
shutil.copytree("Scoping", store)
# What is spoken of the Model Context Protocol is for assistants alone.
PROTOCOL = re.compile(r"[a-z]+/|initialize$|ping$|rpc\.")
CELL = {"area": "ccg-halton", "service": "iapt-0-5"}


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120, **options)
    return done.returncode, done.stdout + done.stderr


def token(name, *words):
    status, said = run(lacuna, "token", "add", name, *words, "--access", work / "access")
    assert status == 0, said
    return said.split()[0]


def python_client():
    status, said = run(lacuna, "client", "python")
    assert status == 0
    (work / "lacuna_client.py").write_text(said)
    # Nothing but the standard library.
    imported = set(re.findall(r"^(?:import|from) (\w+)", said, re.M))
    assert imported <= set(sys.stdlib_module_names), imported
    specification = importlib.util.spec_from_file_location("lacuna_client", work / "lacuna_client.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def methods(client):
    return {m["name"]: m["params"] for m in client.call("rpc.discover")["methods"] if not PROTOCOL.match(m["name"])}


def agrees(client, known):
    """Every method of the server, with its parameters, and no other."""
    own = {name for name, value in inspect.getmembers(type(client), inspect.isfunction) if "_" in name.strip("_") and not name.startswith("_")}
    assert own == {name.replace(".", "_") for name in known}, own.symmetric_difference(name.replace(".", "_") for name in known)
    for name, params in known.items():
        function = getattr(type(client), name.replace(".", "_"))
        taken = list(inspect.signature(function).parameters.values())[1:]
        assert sorted(p.name.rstrip("_") for p in taken) == sorted(p["name"] for p in params), name
        required = {p.name.rstrip("_") for p in taken if p.default is inspect.Parameter.empty}
        assert required == {p["name"] for p in params if p.get("required")}, name
        assert function.__doc__ and all(p["name"] in function.__doc__ for p in params), name


def python():
    """Over a Unix-domain socket, as the user who runs the server, and over TCP with tokens."""
    module = python_client()
    viewer, manager = token("viewer", "--role", "viewer"), token("manager", "--role", "manager", "--area", "place-halton")
    with Server(lacuna, "--access", work / "access", "--unix", work / "lacuna.sock", store=str(store)) as server:
        address = f"127.0.0.1:{server.port}"
        with module.Lacuna(unix=str(work / "lacuna.sock")) as client:
            known = methods(client)
            agrees(client, known)
            counts = {}
            for name, params in known.items():
                if not any(p.get("required") for p in params) and name.split(".")[0] not in ("session", "change", "action", "return"):
                    # The real network has chosen no option of the model.
                    given = {"option": "a"} if name == "workforce.get" else {}
                    counts[name] = getattr(client, name.replace(".", "_"))(**given)
            assert len(counts) > 15
            told = json.loads(run(lacuna, "gaps", "--store", store, "--kind", "none", "--format", "json")[1])
            gaps = client.gap_list(kinds=["none"], limit=10000)
            assert [g["id"] for g in gaps["gaps"]] == [g["id"] for g in told["gaps"]]
            assert client.rating_get(**CELL)["area"] == CELL["area"]
            # A parameter that is a word of Python.
            assert "opened" in client.gap_changes(from_="2022-04-01", to="2022-05-01")
            # Several at once, one of them refused.
            batch = client.batch([("rating.get", CELL), ("rating.get", {**CELL, "area": "nowhere"}), ("system.status", None)])
            assert batch[0]["area"] == CELL["area"] and isinstance(batch[1], module.LacunaError) and batch[1].code == 404
            assert batch[2]["version"] == run(lacuna, "version")[1].split()[1]
            # A change is told to who asked for it.
            with module.Lacuna(unix=str(work / "lacuna.sock"), timeout=20) as watcher:
                seen = []
                changes = watcher.changes()
                thread = threading.Thread(target=lambda: seen.append(next(changes)))
                thread.start()
                while watcher._number == 0:
                    pass
                client.rating_set(**CELL, value="A", round="2022-05", evidence="Two posts are vacant. — “Ж”")
                thread.join(20)
                assert seen and seen[0]["area"] == CELL["area"], seen
            assert client.rating_get(**CELL)["evidence"] == [{"text": "Two posts are vacant. — “Ж”"}]
        for word, code in (("lacuna_" + "0" * 64, 401), (None, 401)):
            try:
                with module.Lacuna(tcp=address, token=word) as client:
                    client.gap_list()
                raise AssertionError("nobody is let in like that")
            except module.LacunaError as refusal:
                assert refusal.code == code, refusal
        with module.Lacuna(tcp=address, token=viewer) as client:
            assert client.gap_list(limit=1)["total"] > 100
            try:
                client.rating_set(**CELL, value="A", round="2022-05", evidence="x")
                raise AssertionError("a viewer records")
            except module.LacunaError as refusal:
                assert refusal.code == 403 and "403" in str(refusal)
            try:
                client.rating_get(area="nowhere", service="iapt-0-5")
            except module.LacunaError as refusal:
                assert refusal.code == 404 and refusal.data, refusal
        with module.Lacuna(tcp=address, token=manager) as client:
            assert client.return_list()
    return f"{len(known)} methods"


R = r"""
source(file.path(WORK, "lacuna_client.R"))
client <- lacuna_connect("127.0.0.1", PORT, token = TOKEN)
known <- Filter(function(m) !grepl("^[a-z]+/|^initialize$|^ping$|^rpc[.]", m$name), lacuna_call(client, "rpc.discover")$methods)
own <- setdiff(ls(pattern = "^lacuna_[a-z]+_"), c("lacuna_from_json", "lacuna_to_json", "lacuna_next_change"))
names <- vapply(known, function(m) paste0("lacuna_", gsub(".", "_", m$name, fixed = TRUE)), "")
stopifnot(setequal(own, names))
for (m in known) {
  taken <- formals(get(paste0("lacuna_", gsub(".", "_", m$name, fixed = TRUE))))[-1]
  params <- vapply(m$params, function(p) p$name, "")
  stopifnot(setequal(sub("_$", "", names(taken)), params))
  required <- vapply(Filter(function(p) isTRUE(p$required), m$params), function(p) p$name, "")
  without <- names(taken)[vapply(taken, function(d) is.symbol(d), NA)]
  stopifnot(setequal(sub("_$", "", without), required))
}
count <- 0
for (m in known) {
  if (!any(vapply(m$params, function(p) isTRUE(p$required), NA)) && !grepl("^(session|change|action|return)", m$name)) {
    given <- if (m$name == "workforce.get") list(option = "a") else list()
    do.call(paste0("lacuna_", gsub(".", "_", m$name, fixed = TRUE)), c(list(client), given))
    count <- count + 1
  }
}
stopifnot(count > 15)
gaps <- lacuna_gap_list(client, kinds = "none", limit = 10000)
table <- lacuna_table(gaps$gaps)
stopifnot(nrow(table) == length(gaps$gaps), all(table$kind == "none"))
cat("GAPS", table$id, "\n")
cell <- lacuna_rating_get(client, area = "ccg-halton", service = "iapt-0-5")
cat("EVIDENCE", unlist(cell$evidence), "\n")
stopifnot(!is.null(lacuna_gap_changes(client, from = "2022-04-01", to = "2022-05-01")$opened))
refusal <- tryCatch(lacuna_rating_get(client, area = "nowhere", service = "iapt-0-5"), lacuna_error = function(e) e)
stopifnot(refusal$code == 404, !is.null(refusal$data))
refusal <- tryCatch(lacuna_rating_set(client, area = "ccg-halton", service = "iapt-0-5", value = "A", round = "2022-05", evidence = "x"), lacuna_error = function(e) e)
stopifnot(refusal$code == 403)
batch <- lacuna_batch(client, list(list("rating.get", list(area = "ccg-halton", service = "iapt-0-5")), list("rating.get", list(area = "x", service = "y")), list("system.status")))
stopifnot(batch[[1]]$area == "ccg-halton", inherits(batch[[2]], "lacuna_error"), batch[[3]]$version == VERSION)
wrong <- tryCatch(lacuna_connect("127.0.0.1", PORT, token = paste0("lacuna_", strrep("0", 64))), lacuna_error = function(e) e)
stopifnot(wrong$code == 401)
snapshot <- lacuna_snapshot_get(client)
stopifnot(length(snapshot$values) == length(snapshot$areas), length(snapshot$values[[1]]) == length(snapshot$services))
lacuna_close(client)
# Its reader and writer of JSON, on what is hard in it.
odd <- "{\"a\":[1,-2.5e3,true,null],\"b\":\"x\\\"\\\\\\n\\u00e9\\ud83d\\ude00{}[],:\",\"c\":{},\"d\":[[],[{}]],\"e\":1}"
read <- lacuna_from_json(odd)
stopifnot(identical(read$b, "x\"\\\n\u00e9\U0001F600{}[],:"), read$a[[2]] == -2500, is.null(read$a[[4]]), length(read$c) == 0, read$e == 1)
stopifnot(identical(lacuna_from_json("[1,null,3]"), c(1, NA, 3)), lacuna_from_json("\"\\u005cu0041\\u0041\"") == "\\u0041A")
text <- paste0("q\"b\\", intToUtf8(c(9, 10, 1, 233, 128512)))
stopifnot(identical(lacuna_from_json(lacuna_to_json(list(x = text)))$x, text))
stopifnot(lacuna_to_json(list(a = I("x"), b = c(1, 2), c = 100000, d = list())) == "{\"a\":[\"x\"],\"b\":[1,2],\"c\":100000,\"d\":[]}")
cat("METHODS", length(known), "\n")
"""


def r():
    """Base R over TCP with a token."""
    status, said = run(lacuna, "client", "r")
    assert status == 0
    (work / "lacuna_client.R").write_text(said)
    assert not re.search(r"^\s*(library|require)\(", said, re.M), "it asks for a package"
    viewer = token("analyst", "--role", "viewer")
    with Server(lacuna, "--access", work / "access", store=str(store)) as server:
        version = run(lacuna, "version")[1].split()[1]
        head = f'WORK <- "{work}"; PORT <- {server.port}; TOKEN <- "{viewer}"; VERSION <- "{version}"\n'
        (work / "trial.R").write_text(head + R)
        status, said = run("Rscript", "--vanilla", work / "trial.R", env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert status == 0, said[-900:]
    lines = dict(line.split(" ", 1) for line in said.splitlines() if " " in line)
    told = json.loads(run(lacuna, "gaps", "--store", store, "--kind", "none", "--format", "json")[1])
    assert lines["GAPS"].split() == [g["id"] for g in told["gaps"]]
    assert lines["EVIDENCE"].strip() == "Two posts are vacant. — “Ж”", lines["EVIDENCE"]
    return f"{lines['METHODS'].strip()} methods"


failed = 0
try:
    for trial in (python, r):
        try:
            said = trial()
            print(f"ok      {trial.__name__}{': ' + said if said else ''}", flush=True)
        except Exception as fault:  # Of any kind: LacunaError is known only once the client is loaded.
            failed += 1
            print(f"FAILED  {trial.__name__}: {type(fault).__name__} {fault}", flush=True)
finally:
    shutil.rmtree(work)
sys.exit(failed > 0)
