"""Has compliance-trestle read the plan of action and milestones that Lacuna writes, and holds it against the list of actions.

Usage: oscal.py LACUNA STORE...
"""

import json
import pathlib
import subprocess
import sys
import tempfile

from trestle.oscal.poam import PlanOfActionAndMilestones

LACUNA, STORES = sys.argv[1], sys.argv[2:]
faults = []


def lacuna(store, *words):
    return subprocess.run([LACUNA, *words, "--store", store], check=True, capture_output=True).stdout


def expect(what, found, wanted):
    if found != wanted:
        faults.append(f"{what}: {str(found)[:200]}, not {str(wanted)[:200]}")


def prop(thing, name):
    return [entry.value for entry in thing.props or [] if entry.name == name]


def plain(word):
    """A word as it is written, whatever types the models of this version wrap it in."""
    while hasattr(word, "root"):
        word = word.root
    return getattr(word, "value", word)


count = 0
for store in STORES:
    text = lacuna(store, "actions", "--format", "oscal")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "plan.json"
        path.write_bytes(text)
        plan = PlanOfActionAndMilestones.oscal_read(path)
        # Written again by trestle, it says the same.
        again = pathlib.Path(folder) / "again.json"
        plan.oscal_write(again)
        written = json.loads(again.read_text().replace("+00:00", "Z"))
        expect(f"{store}: read and written again", written, json.loads(text))
    actions = json.loads(lacuna(store, "actions", "--format", "json"))["actions"]
    items, risks = plan.poam_items, {risk.uuid: risk for risk in plan.risks}
    expect(f"{store}: items", [prop(item, "action") for item in items], [[action["id"]] for action in actions])
    roles = {role.id: role.title for role in plan.metadata.roles or []}
    parties = {party.uuid: party.name for party in plan.metadata.parties or []}
    for item, action in zip(items, actions):
        name = f"{store}, {action['id']}"
        count += 1
        risk = risks[item.related_risks[0].risk_uuid]
        expect(f"{name}, for", prop(item, "for"), action["for"])
        expect(f"{name}, state", prop(item, "state"), [action["state"]])
        expect(f"{name}, overdue", prop(item, "overdue"), [str(action["overdue"]).lower()])
        expect(f"{name}, what", item.title, action["what"])
        expect(f"{name}, closed once verified", plain(risk.status) == "closed", action["verified"])
        isOpen = action["state"] in ("planned", "in-progress", "deferred")
        deadline = (action["until"] or action["due"]) if isOpen else None
        expect(f"{name}, day", risk.deadline and risk.deadline.strftime("%Y-%m-%d"), deadline)
        work, *milestones = risk.remediations[0].tasks
        expect(f"{name}, milestones", [task.title for task in milestones], [step["what"] for step in action["milestones"]])
        expect(f"{name}, history", len(risk.risk_log.entries), action["revision"])
        owner = action["owner"]
        if owner is None:
            expect(f"{name}, owner", work.responsible_roles, None)
            continue
        responsible = work.responsible_roles[0]
        expect(f"{name}, role", roles[responsible.role_id], owner["role"])
        named = [parties[party] for party in responsible.party_uuids or []]
        expect(f"{name}, parties", named, [word for word in (owner["organisation"], owner["person"]) if word])
for fault in faults:
    print(fault)
print(f"{count} actions in {len(STORES)} plans: {len(faults)} faults")
sys.exit(bool(faults))
