"""A line server over asyncio that answers by jsonrpcserver from answers that are kept: serve_jsonrpcserver.py ANSWERS.

ANSWERS has a line for each question: method, parameters in the order of their names, and the result, as JSON. Nothing is
worked out and nothing is logged, which is in this server's favour. It prints the port it listens on.
"""
import asyncio
import json
import logging
import sys

from jsonrpcserver import Error, Success, async_dispatch, method

logging.disable(logging.CRITICAL)
known = {}
with open(sys.argv[1]) as file:
    for line in file:
        name, params, result = json.loads(line)
        known[name, *params] = result


def answer(name, **params):
    found = known.get((name, *(params[key] for key in sorted(params))))
    return Error(404, "not found") if found is None else Success(found)


@method(name="rating.get")
async def rating_get(**params):
    return answer("rating.get", **params)


@method(name="gap.list")
async def gap_list(**params):
    return answer("gap.list", **params)


async def serve(reader, writer):
    try:
        while line := await reader.readline():
            writer.write((await async_dispatch(line.decode())).encode() + b"\n")
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
