#!/usr/bin/env python3
"""A server whose faults are known: what the load client is checked against.

Answers like the stand-in application, but does wrong to every N-th request, counted over all
connections, and at its end (SIGTERM) prints what it saw:
{"requests": 10000, "faults": {"close": 100}, "messages": 0, "connections": 10000, "away": 0}
where `away` is how many seconds it did not listen for, which a busy machine makes longer.
"""

import argparse
import asyncio
import base64
import hashlib
import itertools
import json
import signal
import socket
import struct
from urllib.parse import parse_qs, urlsplit

HTTP_FAULTS = ("close", "reset", "truncate", "status", "body", "number", "hang", "garbage")


class Counts:
    def __init__(self, every, kinds):
        self.every, self.kinds = every, itertools.cycle(kinds)
        self.requests = self.messages = self.connections = 0
        self.faults = {}
        self.away = 0

    def fault(self, number):
        """The fault for this request or message, or None."""
        if not self.every or number % self.every:
            return None
        kind = next(self.kinds)
        self.faults[kind] = self.faults.get(kind, 0) + 1
        return kind


def headers(status, length, close):
    return (
        f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n"
        f"X-Served-By: faulty/none/v1\r\nConnection: {'close' if close else 'keep-alive'}\r\n\r\n"
    ).encode()


async def serve(reader, writer, counts, options):
    counts.connections += 1
    try:
        while await one_request(reader, writer, counts, options):
            pass
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.TimeoutError):
        pass
    finally:
        writer.close()


async def one_request(reader, writer, counts, options):
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), options.idle)
    lines = head.decode().split("\r\n")
    method, target, _ = lines[0].split(" ")
    fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
    if "upgrade" in fields:
        await serve_websocket(reader, writer, counts, fields)
        return False
    sent = await reader.readexactly(int(fields.get("content-length", 0)))
    counts.requests += 1
    fault = counts.fault(counts.requests)
    number = parse_qs(urlsplit(target).query).get("n", [""])[0]
    if options.delay:
        await asyncio.sleep(options.delay)
    if fault == "number":
        number += "0"
    body = sent if method == "POST" else json.dumps({"n": number}).encode()
    close = fields.get("connection") == "close"
    return await answer(writer, fault, body, close)


async def answer(writer, fault, body, close):
    """Sends the answer, or what the fault makes of it; true when the connection stays open."""
    if fault == "hang":
        await asyncio.sleep(60)
    elif fault == "reset":
        own = writer.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    elif fault == "truncate":
        writer.write(headers("200 OK", len(body), True) + body[:-1])
    elif fault == "garbage":
        writer.write(b"\x15\x03\x01\x00\x02\x02\x28 not HTTP at all\r\n\r\n")
    elif fault != "close":
        if fault == "body":
            body = b"<html>maintenance</html>"
        status = "502 Bad Gateway" if fault == "status" else "200 OK"
        writer.write(headers(status, len(body), close) + body)
        await writer.drain()
        return not close
    return False


async def serve_websocket(reader, writer, counts, fields):
    magic = fields["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(magic.encode()).digest()).decode()
    writer.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    send_text(writer, json.dumps({"service": "faulty", "colour": "none", "version": "v1"}).encode())
    while True:
        first, second = await reader.readexactly(2)
        mask = await reader.readexactly(4)
        payload = await reader.readexactly(second & 0x7F)
        text = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        if first & 0x0F != 1:
            return
        counts.messages += 1
        fault = counts.fault(counts.messages)
        if fault == "close":
            return
        send_text(writer, b"something else" if fault else text)
        await writer.drain()


def send_text(writer, payload):
    writer.write(bytes([0x81, len(payload)]) + payload)


async def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--every", type=int, default=100, help="0: no fault at all")
    parser.add_argument("--faults", nargs="+", choices=HTTP_FAULTS, default=["close"])
    parser.add_argument("--idle", type=float, help="closes connections that are idle so long")
    parser.add_argument("--delay", type=float, help="seconds before each answer")
    parser.add_argument(
        "--away", type=float, nargs=2, metavar=("FROM", "SECONDS"), help="does not listen then"
    )
    options = parser.parse_args()
    counts = Counts(options.every, options.faults)

    def listen(port):
        return asyncio.start_server(
            lambda reader, writer: serve(reader, writer, counts, options),
            "127.0.0.1",
            port,
            backlog=4096,
        )

    server = await listen(options.port)
    port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    if options.away:
        begin, seconds = options.away
        await asyncio.sleep(begin)
        server.close()
        gone = loop.time()
        await asyncio.sleep(seconds)
        server = await listen(port)
        counts.away = loop.time() - gone
    await ended.wait()
    print(json.dumps({**vars(counts), "kinds": None}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
