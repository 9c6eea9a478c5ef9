"""The kinds of write that Lacuna knows, as commands and as requests; and what each says when it has recorded something."""

import hashlib
import re


class Write:
    """A command that records something.

    words: the arguments, of a mark that shall be found in what is recorded and a number that no other trial has.
    """

    def __init__(self, name, words, file=None):
        self.name, self.words, self.file = name, words, file

    def arguments(self, number, folder):
        """The command's arguments, and the mark that it records; a form that it reads is put into `folder`."""
        mark = f"mark {number} of {self.name}"
        path = f"{folder}/{self.name}-{number}.in"
        if self.file:
            with open(path, "w", encoding="utf-8") as file:
                file.write(self.file(mark))
        return self.words(mark, number, path), mark

    def acknowledged(self, said, mark, number):
        """What standard output says was recorded: path and mark; nothing where it says nothing of the kind."""
        found = re.search(r"Recorded (\S+\.xml)", said)
        if found:
            return {found[1]: mark}
        if re.search(r"Opened round \S+: |Round \S+: \d+ (person|people) to write to", said):
            return {"rounds.xml": mark}
        return {}


def submitted(mark):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<return xmlns="urn:lacuna:scoping:1" area="place-halton" round="2027-05" revision="1" source="return">
  <recorded at="2026-11-23T12:00:00Z" by="x" role="y"/>
  <respondent role="r"/>
  <ratings>
    <rating service="camhs-0-5" value="G"><evidence>{mark}</evidence></rating>
  </ratings>
</return>
"""


def contacts(mark):
    return f"area,email,name\nplace-halton,t@example.org,{mark}\n"


def value(number):
    return "RAGB"[number % 4]


LATEST = ["--round", "2022-05", "--by", "t"]

COMMANDS = [
    Write("correct", lambda mark, number, _: [
        "return", "correct", "Halton", "iapt-0-5", value(number), "--evidence", mark, *LATEST]),
    Write("submit", lambda mark, _, path: ["return", "submit", path, "--by", "t"], submitted),
    Write("accept", lambda mark, _, __: ["return", "accept", "Halton", "--note", mark, *LATEST]),
    Write("query", lambda mark, _, __: ["return", "query", "Wirral", "iapt-0-5", "--text", mark, *LATEST]),
    Write("answer", lambda mark, _, __: ["return", "answer", "Knowsley", "iapt-0-5", "--text", mark, *LATEST]),
    Write("request", lambda mark, _, __: ["return", "request-changes", "Wirral", "--note", mark, *LATEST]),
    Write("round", lambda mark, number, _: [
        "round", "open", round_id(number), "--reference-date", f"{round_id(number)}-01", "--name", mark, "--asks", "place"]),
    Write("contacts", lambda mark, _, path: ["round", "contacts", "2027-05", path], contacts),
    Write("opening", lambda mark, number, _: [
        "action", "open", "--for", "recommendation-2b", "--what", mark, "--role", "Lead", "--id", f"torture-{number}",
        "--by", "t"]),
    Write("update", lambda mark, _, __: ["action", "update", "training", "--evidence", mark, "--by", "t"]),
]


def named(name):
    return next(write for write in COMMANDS if write.name == name)


def round_id(number):
    """A month of its own for each number of a few thousand."""
    return f"{2028 + number // 12 % 7900}-{number % 12 + 1:02}"


class Token(Write):
    """Gives somebody a token: the access file is replaced whole, and the token is printed once."""

    def __init__(self):
        super().__init__("token", lambda mark, number, path: ["token", "add", f"user-{number}", "--access", path])

    def arguments(self, number, folder):
        self.path = f"{folder}/access"
        return ["token", "add", f"user-{number}", "--role", "manager", "--access", self.path], f"user-{number}"

    @staticmethod
    def line(said, number):
        """The line that must stand in the access file, once a token was printed whole."""
        token = said.strip()
        if not re.fullmatch(r"lacuna_[0-9a-f]{64}", token):
            return None
        return f"token user-{number} manager - {hashlib.sha256(token.encode()).hexdigest()}"


# Requests of a server that record something: name, and parameters of a mark and a number.
REQUESTS = {
    "rating.set": lambda mark, number: {
        "area": "ccg-liverpool", "service": "iapt-0-5", "value": value(number), "round": "2022-05", "evidence": mark},
    "return.submit": lambda mark, number: {
        "area": "place-wirral", "round": "2027-05", "role": "r",
        "ratings": [{"service": "iapt-0-5", "value": "RA"[number % 2], "evidence": mark}]},
    "return.query": lambda mark, number: {
        "area": "ccg-warrington", "service": "iapt-0-5", "round": "2022-05", "text": mark},
    "return.accept": lambda mark, number: {"area": "ccg-cheshire", "round": "2022-05", "note": mark},
    "action.record": lambda mark, number: {"id": "training", "evidence": [mark]},
}


def acknowledged_by(answer, mark):
    """The same of a server's answer."""
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, dict) or "revision" not in result or result.get("isNew") is False:
        return {}
    if "area" in result and "round" in result:
        return {f"returns/{result['round']}/{result['area']}.{result['revision']}.xml": mark}
    if "id" in result:
        return {f"actions/{result['id']}.{result['revision']}.xml": mark}
    return {}
