"""A unary gRPC server over grpcio's asyncio interface: serve_grpcio.py ANSWERS.

The method is /lacuna.Lacuna/Ask; a request's message is a question's number, and the answer is the line that ANSWERS has
for it. Messages are bytes, so that no time goes into reading or writing protocol buffers, and nothing is logged: both are
in this server's favour. It prints the port it listens on.
"""
import asyncio
import sys

import grpc

with open(sys.argv[1], "rb") as file:
    answers = [line.rstrip(b"\n") for line in file]


async def ask(request, context):
    return answers[int(request)]


async def main():
    server = grpc.aio.server()
    handler = grpc.unary_unary_rpc_method_handler(ask)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("lacuna.Lacuna", {"Ask": handler}),))
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    await server.start()
    await server.wait_for_termination()


asyncio.run(main())
