"""Asks `lacuna serve --stdio` as an assistant does, with the official SDK of the Model Context Protocol.

Usage: assistant.py LACUNA STORE, in an environment with mcp 2.x (modern, automatic and legacy) or 1.x.
"""

import asyncio
import json
import subprocess
import sys

import mcp
from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client

READS = {
    "system_status", "area_list", "service_list", "round_list", "framework_get", "rating_get", "rating_history",
    "snapshot_get", "return_list", "return_get", "return_check", "gap_list", "gap_get", "gap_changes", "trend_get",
    "equity_get", "need_get", "plan_get", "scenario_get", "heatmap_get", "export_get", "store_heads",
    "form_get", "audit_get", "needs_get", "workforce_get", "voice_get", "outcome_get", "figure_list", "headline_list",
    "action_list", "action_get",
}
WRITES = {
    "rating_set", "return_submit", "return_query", "return_answer", "return_requestChanges", "return_accept",
    "action_record",
}
CELL = {"area": "Sefton", "service": "camhs-0-5"}


def field(value, *names):
    """A field by the name of either major version of the SDK."""
    for name in names:
        if hasattr(value, name):
            return getattr(value, name)
    raise AssertionError(f"{value} has none of {names}")


async def look(client, writes):
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    wanted = READS | (WRITES if writes else set())
    assert set(tools) == wanted, set(tools) ^ wanted
    schema = field(tools["rating_get"], "input_schema", "inputSchema")
    assert schema["required"] == ["area", "service"], schema

    answer = await client.call_tool("rating_get", CELL)
    assert not field(answer, "is_error", "isError"), answer
    found = json.loads(answer.content[0].text)
    assert found["area"] == "place-sefton" and found["asOf"] == "2022-05-01", found
    assert field(answer, "structured_content", "structuredContent") == found

    gaps = json.loads((await client.call_tool("gap_list", {"limit": 3})).content[0].text)
    lacuna, store = sys.argv[1:3]
    listed = subprocess.run([lacuna, "gaps", "--format", "json", "--store", store], capture_output=True, check=True)
    assert gaps["total"] == len(json.loads(listed.stdout)["gaps"]) > 100 and len(gaps["gaps"]) == 3, gaps

    wrong = await client.call_tool("rating_get", {"area": "Atlantis", "service": "camhs-0-5"})
    assert field(wrong, "is_error", "isError"), wrong
    assert json.loads(wrong.content[0].text)["code"] == 404, wrong

    resources = []
    page = await client.list_resources()
    resources += page.resources
    while cursor := field(page, "next_cursor", "nextCursor"):
        page = await client.list_resources(cursor=cursor)
        resources += page.resources
    addresses = [str(resource.uri) for resource in resources]
    assert "lacuna://framework" in addresses and "lacuna://heatmap/network" in addresses, addresses
    assert len([a for a in addresses if a.startswith("lacuna://return/")]) == 19, addresses
    for address, start in [
        ("lacuna://framework", "<?xml"),
        ("lacuna://heatmap/ics-cheshire-and-merseyside", "<?xml"),
        ("lacuna://return/2022-05/ccg-halton", "<?xml"),
    ]:
        contents = (await client.read_resource(address)).contents
        assert contents[0].text.startswith(start), (address, contents[0].text[:80])
    try:
        await client.read_resource("lacuna://return/2022-05/../../etc/passwd")
    except Exception as error:  # whichever class the SDK has for it
        assert "not found" in str(error).lower(), error
    else:
        raise AssertionError("an address that leads nowhere was read")


def server(lacuna, store, *more):
    return StdioServerParameters(command=lacuna, args=["serve", "--stdio", "--log", "refusals", "--store", store, *more])


async def modern(lacuna, store):
    from mcp.client import Client

    for mode, revision in [("2026-07-28", "2026-07-28"), ("auto", "2026-07-28"), ("legacy", "2025-11-25")]:
        async with Client(stdio_client(server(lacuna, store)), mode=mode) as client:
            assert client.protocol_version == revision, (mode, client.protocol_version)
            await look(client, writes=False)
            print(f"  mcp {version()}, {mode}: {revision}")


async def legacy(lacuna, store):
    from mcp import ClientSession

    for more in [(), ("--allow-write",)]:
        async with stdio_client(server(lacuna, store, *more)) as (read, write):
            async with ClientSession(read, write) as session:
                greeting = await session.initialize()
                assert str(greeting.protocolVersion) == "2025-11-25", greeting
                await session.send_ping()
                await look(session, writes=bool(more))
                print(f"  mcp {version()}, {' '.join(more) or 'reading'}: {greeting.protocolVersion}")


def version():
    from importlib.metadata import version

    return version("mcp")


if __name__ == "__main__":
    asyncio.run((modern if version().startswith("2.") else legacy)(*sys.argv[1:3]))
