"""What is tried of every command, option, method and parameter, and the folder it is tried in.

The commands and their options are read from the program's own help, methods and their parameters from rpc.discover: what has no sample
here is told as a fault, so that nothing new goes untried.
"""

import json
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
# A moment after all that is on record, so that nothing depends on the day of the run.
ENVIRONMENT = dict(os.environ, LACUNA_NOW="2026-11-20T10:00:00Z", NO_COLOR="1", LANG="C.UTF-8", USER="tester", LACUNA_CACHE="off")
ENVIRONMENT.pop("LACUNA_STORE", None)

# Values of options and parameters, by name. A list is tried one by one; {…} is replaced by a file of the scratch folder.
OPTIONS = {
    "--as-of": ["2022-05-01", "2022-12-01", "2020-01-01"],
    "--known-at": ["2022-06-30", "2026-07-31T12:00:00Z"],
    "--within": ["C&M", "ccg-halton"],
    "--level": ["ics", "place", "ccg"],
    "--areas-as-of": ["2022-12-01"],
    "--compare": ["2022-04-01", "2022-05-01"],
    "--service": ["iapt-0-5"],
    "--standard": ["principle-2"],
    "--option": ["a", "b"],
    "--ratios": ["{ratios}"],
    "--min-severity": ["50"],
    "--kind": ["none,funding"],
    "--between": [("2022-04-01", "2026-11-01")],
    "--assume": ["Halton/iapt-0-5=G"],
    "--if-nothing-renewed": ["2024-06-01"],
    "--target": ["100"],
    "--rebase": ["2026-11-01:a new team"],
    "--baseline": [("2022-05-01", "2026-11-01")],
    "--steps": ["3", "12"],
    "--costs": ["{costs}"],
    "--budget": ["4"],
    "--tiles": ["{tiles}"],
    "--boundaries": ["{boundaries}"],
    "--from": ["2021-01-01"],
    "--to": ["2024-01-01"],
    "--round": ["2022-05", "2026-11"],
    "--area": ["Liverpool", "place-halton"],
    "--evidence": ["Two posts are vacant."],
    "--cause": ["staff,finances"],
    "--based-on": ["0", "1"],
    "--by": ["Jo"],
    "--note": ["As agreed."],
    "--text": ["Who provides it?"],
    "--for": ["recommendation-1a", "none:ccg-halton:iapt-0-5"],
    "--what": ["Write it down"],
    "--owner": ["lead", "none"],
    "--due-before": ["2027-01-01"],
    "--organisation": ["NHS Cheshire and Merseyside"],
    "--person": ["Jo"],
    "--milestone": ["2027-01-01: Agreed"],
    "--reached": ["2026-11-01: Agreed"],
    "--cost": ["12000", "1250.50"],
    "--id": ["write-it-down"],
    "--reason": ["No money."],
    "--until": ["2027-05-01"],
    "--done": ["2026-11-01"],
    "--stated": ["2026-11-02"],
    "--in-role": ["analyst"],
    "--reference-date": ["2027-05-01"],
    "--name": ["Scoping of May 2027"],
    "--opened": ["2027-01-10"],
    "--due": ["2027-04-15"],
    "--asks": ["place", "place-halton,place-sefton"],
    # A number for 'simulate', a list for 'init': each refuses the other's.
    "--areas": ["6", "{areas}"],
    "--contacts": ["{contacts}"],
    "--on": ["2026-11-05", "2026-11-16"],
    "--services": ["5"],
    "--months": ["24"],
    "--every": ["3"],
    "--seed": ["7"],
    "--survey": ["families-2023", "Two online focus groups"],
    "--about": ["peer-support", "health-visiting", "principle-9"],
    "--output": ["{out}"],
    "--access": ["{access}"],
    "--heads": ["{heads}"],
}
# What a command needs before any option: its words, and options without which it does nothing.
COMMANDS = {
    "status": [[]],
    "headlines": [[]],
    "show": [[]],
    "history": [["Halton", "iapt-0-5"]],
    "trend": [[], ["--gaps"], ["--gaps", "--control"]],
    "gaps": [[]],
    "explain": [["none:ccg-halton:iapt-0-5"], ["systemic:ics-cheshire-and-merseyside:iapt-0-5"], ["none:ccg-halton:nothing"]],
    "need": [[]],
    "equity": [[]],
    "audit": [[]],
    "needs": [[]],
    "workforce": [["--option", "a"], ["--option", "b", "--within", "Halton"], ["--option", "c"], []],
    "figures": [[]],
    "outcomes": [[]],
    "voice": [[]],
    "actions": [[]],
    "action list": [[]],
    "action show": [["recommendation-1a"], ["recommendation-9"]],
    "action open": [
        ["--for", "recommendation-1a", "--what", "Write it down", "--opened", "2022-05-01"],
        ["--for", "none:ccg-halton:iapt-0-5", "--what", "Fund a post", "--role", "Lead", "--opened", "2022-05-01"],
        ["--for", "none:ccg-halton:nothing", "--what", "Fund a post", "--opened", "2022-05-01"],
    ],
    "action update": [["recommendation-1a", "--state", "done"], ["recommendation-1a", "--state", "deferred", "--reason", "No money.", "--until", "2027-05-01"]],
    "plan": [["--steps", "5"]],
    "twins": [["Knowsley"]],
    "compare": [["Halton", "Knowsley"], ["Halton"]],
    "heatmap": [[], ["--layout", "tiles"], ["--layout", "timeline"], ["--width", "slide"]],
    "brief": [["-o", "{out}"], ["Halton", "-o", "{out}"], ["--format", "eml", "--to", "chair@nhs.net", "-o", "{out}"]],
    "report": [["-o", "{out}"]],
    "return form": [["--area", "Halton"], ["--area", "ccg-halton", "--round", "2022-05"], ["--all", "-o", "{out}"]],
    "return check": [["{form}"], ["{wrong}"], ["{form}", "{wrong}", "nothing.xlsx"]],
    "return submit": [["{form}"], ["{wrong}"], ["{form}", "{wrong}", "nothing.xlsx"]],
    "return correct": [["ccg-halton", "iapt-0-5", "A"], ["ccg-halton", "iapt-0-5", "A", "--evidence", "Two posts."],
                       ["ccg-halton", "iapt-0-5", "G", "--dry-run"], ["ccg-halton", "iapt-0-5", "G", "--dry-run", "--format", "json"]],
    "return query": [["ccg-halton", "iapt-0-5", "--text", "Who provides it?"], ["ccg-halton", "--text", "Who answered?"]],
    "return answer": [["ccg-halton", "1", "--text", "The Trust."], ["ccg-halton", "iapt-0-5", "--text", "The Trust."]],
    "return request-changes": [["ccg-halton", "--note", "Name the service."]],
    "return accept": [["ccg-halton"]],
    "round open": [["2027-05", "--reference-date", "2027-05-01"], ["2027-05", "--reference-date", "2027-05-01", "--asks", "place"]],
    "round contacts": [["2026-11"], ["2026-11", "{contacts}"]],
    "round status": [[], ["2022-05"]],
    "remind": [["--from", "net@nhs.net", "-o", "{out}"]],
    "export": [[]],
    "verify": [[]],
    "heads": [[]],
    "seal": [[]],
    "init": [["{out}"]],
    "simulate": [["-o", "{out}"]],
    "schema": [["framework"], ["areas"], ["rounds"], ["voice"], ["return"], ["action"]],
    "token list": [["--access", "{access}"]],
    "token revoke": [["dashboard", "--access", "{access}"]],
    "client": [["python"], ["r"]],
    "completion": [["bash"], ["zsh"], ["fish"], ["bash", "--", "gaps", "--kind", "none,"], ["fish", "--", "show", "--within", ""]],
    "man": [[], ["return", "submit"], ["-o", "{out}"]],
    "version": [[]],
    "help": [[], ["gaps"]],
}
# Commands that are tried elsewhere: what they print is random, or they need a server.
ELSEWHERE = {"serve": "by its methods, below", "call": "by deploying.py", "token add": "its token is random"}
# Options that are tried elsewhere.
# The bill of materials states the program's own SHA-256.
PASSED_OVER = {"--store", "--help", "--pdf", "--paper", "--sbom"}
WITHOUT_STORE = {"init", "simulate", "schema", "token list", "token revoke", "client", "completion", "man", "version", "help"}

PARAMETERS = {
    "area": ["ccg-halton"],
    "service": ["iapt-0-5"],
    "asOf": ["2022-05-01", "2022-12-01"],
    "areasAsOf": ["2022-12-01"],
    "knownAt": ["2026-07-31T12:00:00Z"],
    "within": ["ics-cheshire-and-merseyside"],
    "level": ["ics", "place"],
    "round": ["2022-05"],
    "revision": [1],
    "value": ["A"],
    "evidence": ["Two posts are vacant."],
    "basedOn": [1],
    "role": ["network manager"],
    "text": ["Who provides it?"],
    "query": [1],
    "note": ["As agreed."],
    "ratings": [[{"service": "iapt-0-5", "value": "A", "evidence": "Two posts."}]],
    "kinds": [["none", "funding"]],
    "minSeverity": [50],
    "limit": [5],
    "id": ["none:ccg-halton:iapt-0-5", "recommendation-1a"],
    "from": ["2022-04-01"],
    "to": ["2026-11-01"],
    "steps": [5],
    "changes": [[{"area": "ccg-halton", "service": "iapt-0-5", "value": "G"}]],
    "compare": ["2022-04-01"],
    "survey": ["families-2023"],
    "about": ["peer-support"],
    "rowsByChildren": [True],
    "standard": ["principle-2"],
    "option": ["a", "b"],
    "ratios": [{"practitioners": {"childrenPerWTE": 60, "costPerWTE": 50000}, "leadership": {"childrenPerWTE": 500.5}}],
    "xml": ["<return/>"],
    "form": ["Lacuna return form\r\n"],
    "formEncoding": ["base64"],
    "cursor": ["x"],
    "uri": ["lacuna://framework"],
    "owner": ["lead"],
    "overdue": [True],
    "dueBefore": ["2027-01-01"],
    "for": ["recommendation-1a", ["recommendation-1a"]],
    "what": ["Write it down"],
    "areas": [["ccg-halton"]],
    "organisation": ["NHS Cheshire and Merseyside"],
    "person": ["Jo"],
    "due": ["2027-05-01"],
    "milestones": [["2027-01-01: Agreed"]],
    "cost": ["1250.50"],
    "opened": ["2022-05-01"],
    "reason": ["No money."],
    "until": ["2027-05-01"],
    "done": ["2026-11-01"],
    "reached": [["2026-11-01: Agreed"]],
    "stated": ["2026-11-02"],
}
METHODS_ELSEWHERE = {"session.authenticate"}
MCP = {
    "initialize": [{"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}],
    "notifications/initialized": [],
    "notifications/cancelled": [],
    "ping": [{}],
    "server/discover": [{}],
    "tools/list": [{}],
    "tools/call": [
        {"name": "gap_list", "arguments": {"limit": 3}},
        {"name": "gap.list", "arguments": {"limit": 3}},
        {"name": "nothing", "arguments": {}},
    ],
    "resources/list": [{}],
    "resources/templates/list": [{}],
    "resources/read": [{"uri": "lacuna://framework"}],
}


def world(program, folder):
    """A scratch folder with a store that has a second round and one return of it, and the files that options name."""
    store = os.path.join(folder, "store")
    shutil.copytree(os.path.join(ROOT, "Scoping"), store)

    def lacuna(*words):
        run = subprocess.run([program, *words, "--store", store], env=ENVIRONMENT, capture_output=True)
        if run.returncode > 1:
            sys.exit(f"the world could not be made: {words}: {run.stderr.decode()}")
        return run.stdout

    lacuna("round", "open", "2026-11", "--reference-date", "2026-11-01", "--opened", "2026-10-01", "--due", "2026-11-15", "--asks", "place")
    files = {name: os.path.join(folder, name) for name in ("form", "wrong", "costs", "ratios", "tiles", "boundaries", "access", "heads", "contacts", "areas")}
    files = {name: path + (".csv" if name in ("form", "wrong", "costs", "ratios", "contacts", "areas") else "") for name, path in files.items()}
    form = lacuna("return", "form", "--area", "place-halton", "--round", "2026-11")
    form = re.sub(rb"(In the role of,)[^,\r\n]*", rb"\1commissioner", form)
    with open(files["form"], "wb") as file:
        file.write(form)
    with open(files["wrong"], "wb") as file:
        file.write(form.replace(b"IAPT 0-5s,", b"IAPT 0-5s,Z", 1))
    with open(files["heads"], "wb") as file:
        file.write(lacuna("heads"))
    with open(files["costs"], "w") as file:
        file.write("area,service,level,cost\n*,*,*,1\nccg-liverpool,*,*,2\n")
    with open(files["ratios"], "w") as file:
        file.write('role-group,children-per-wte,cost-per-wte\npractitioners,60,"50,000"\npeer-support,120.5,\nleadership,500,80000.50\n')
    with open(files["tiles"], "w") as file:
        json.dump({"layout": "odd-r", "hexes": {"ccg-halton": {"n": "Halton", "q": 0, "r": 0}, "ccg-wirral": {"n": "Wirral", "q": 1, "r": 0}}}, file)
    ring = [[-3, 53], [-2.5, 53], [-2.5, 53.5], [-3, 53.5], [-3, 53]]
    with open(files["boundaries"], "w") as file:
        json.dump({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"name": "Halton"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}, file)
    with open(files["contacts"], "w", encoding="utf-8") as file:
        file.write("area,email,name,role\nHalton,ann@nhs.net,Siân Jones,Lead\nplace-sefton,ann@nhs.net,,\nWirral,o'neill@nhs.net,,\n")
    with open(files["areas"], "w", encoding="utf-8") as file:
        file.write("code,name,parent,children\nQYG,North,,\n,Môn,QYG,\"7,374\"\n,St. Helen's,North,9800\n")
    lacuna("round", "contacts", "2026-11", files["contacts"])
    with open(files["access"], "w") as file:
        file.write("")
    subprocess.run([program, "token", "add", "dashboard", "--role", "viewer", "--access", files["access"]], env=ENVIRONMENT, capture_output=True)
    return files


def help_of(program, words):
    return subprocess.run([program, "help", *words], env=ENVIRONMENT, capture_output=True, text=True).stdout


def commands(program):
    return re.findall(r"^  ([a-z]+(?: [a-z-]+)?)(?:  |$)", help_of(program, []).split("Commands:")[1], re.M)


def options(program, command):
    """The options of a command: (name, whether it takes a value, the values its help names)."""
    part = help_of(program, command.split()).split("Options:")[-1].split("Examples:")[0]
    for entry in re.split(r"\n(?=(?: {6}|  -[a-z], )--)", "\n" + part):
        head = re.match(r"\s*(?:-[a-z], )?(--[a-z-]+)( \S+)?", entry)
        if head:
            text = re.sub(r"\s+", " ", entry)
            listed = re.search(r"(?:One|Any) of: ([a-z0-9, -]+)\.", text)
            yield head[1], bool(head[2]), listed[1].split(", ") if listed else []


def lines(program, files, faults, has_options=True):
    """Every command line that is tried, as its words; of each command with every option and value, or as little as it takes."""
    found = []
    known = commands(program)
    for command in known:
        if command in ELSEWHERE:
            continue
        if command not in COMMANDS:
            faults.append(f"{command}: a command without a sample in samples.py")
            continue
        tried = [words[:] for words in COMMANDS[command]]
        for name, takes_value, listed in options(program, command) if has_options else ():
            if name in PASSED_OVER:
                continue
            values = listed or OPTIONS.get(name) or ([None] if not takes_value else [])
            if not values and name == "--role":
                values = ["commissioner"]
            if not values:
                faults.append(f"{command} {name}: an option without a sample in samples.py")
            for value in values:
                given = [name] if value is None else [name, *(value if isinstance(value, tuple) else [value])]
                for words in COMMANDS[command]:
                    if name in words or (name == "--output" and "-o" in words):
                        continue
                    tried.append(words + given)
                if name == "--budget":
                    tried.append(["--costs", "{costs}", *given])
        names = {name: os.path.basename(path) for name, path in files.items()}
        names["out"] = "written"
        store = [] if command in WITHOUT_STORE else ["--store", "store"]
        for words in tried:
            words = [re.sub(r"^\{(\w+)\}$", lambda m: names[m[1]], word) for word in words]
            found.append([*command.split(), *words, *store])
    for command in COMMANDS:
        if command not in known:
            faults.append(f"{command}: samples.py has a sample of it, help does not name it")
    return found


SERVE = ["serve", "--stdio", "--allow-write", "--log", "refusals", "--store", "store"]


def requests(description, faults):
    """Every request that is tried, as the bytes of its line and its method; from what a server says of itself."""
    found = []
    for method in json.loads(description)["result"]["methods"]:
        name = method["name"]
        if name in METHODS_ELSEWHERE:
            continue
        if name in MCP:
            found += [(name, params) for params in MCP[name]]
            continue
        always = {}
        for param in method["params"]:
            if param.get("required"):
                always[param["name"]] = None
        for param in method["params"]:
            values = param["schema"].get("enum") or PARAMETERS.get(param["name"])
            if param["schema"].get("type") == "boolean":
                values = values or [True]
            if not values:
                faults.append(f"{name}: a parameter without a sample in samples.py: {param['name']}")
                continue
            if param["name"] in always:
                always[param["name"]] = values[0]
        found.append((name, always))
        for param in method["params"]:
            for value in param["schema"].get("enum") or PARAMETERS.get(param["name"]) or [True]:
                found.append((name, dict(always, **{param["name"]: value})))
        if name == "action.record":
            fields = {"for": ["none:ccg-halton:iapt-0-5"], "what": "Fund a post", "opened": "2022-05-01"}
            found += [(name, fields), (name, dict(fields, role="Lead", due="2027-05-01", cost="12000"))]
            found += [(name, {"id": "recommendation-1a", "state": "done", "done": "2026-11-01"})]
        if name in ("return.check", "return.submit"):
            fields = {"area": "place-halton", "round": "2026-11", "role": "commissioner", "ratings": PARAMETERS["ratings"][0]}
            found += [(name, fields), (name, dict(fields, drop=True))]
    return [
        (json.dumps({"jsonrpc": "2.0", "id": i, "method": name, "params": params}).encode() + b"\n", name, params)
        for i, (name, params) in enumerate(found)
    ]
