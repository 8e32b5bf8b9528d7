#!/usr/bin/env python3
"""services.py FOLDER NAME...: the containers behind a gateway, on this host's loopback.

Answers HTTP for each name on a port of its own, at 127.0.0.1 and at 127.0.0.2, and DNS for the
names. At 127.0.0.3 nothing listens, at 127.0.0.4 no connection is ever taken, and at 127.0.0.5 one is
taken and never answered. Prints {"dns": PORT, "ports": {NAME: PORT}} and ends when its input ends.
FOLDER/world.json is looked at for every question:
{"names": {NAME: ADDRESS or [ADDRESS...]}, "broken": [NAME...], "stopped": [NAME...]}.
FOLDER/requests gets a line of JSON for each request when it comes ("begin") and when it has been answered ("end").

A path with `stream` in it sends two
events 1.5 s apart. One with `tells` in it is answered with more headers, as JSON of 2,000 bytes and more. A path with `fail` in it answers 500, one with `slow` after a while, and an upgrade is held open.
One with `late` in it meets the close of a connection that was idle for 1.5 s: a server that keeps idle
connections for that long, at the moment of its own close."""

import http.server
import json
import os
import socket
import struct
import sys
import threading
import time

FOLDER, NAMES = sys.argv[1], sys.argv[2:]
LOCK = threading.Lock()
DEAF = []


def world():
    try:
        with open(os.path.join(FOLDER, "world.json")) as file:
            return json.load(file)
    except FileNotFoundError:
        return {"names": {}, "broken": []}


def note(**facts):
    with LOCK, open(os.path.join(FOLDER, "requests"), "a") as file:
        print(json.dumps(facts), file=file)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answered = None  # when this connection got its latest answer

    def answer(self):
        app, address = self.server.app, self.server.server_address[0]
        idle = time.monotonic() - self.answered if self.answered else 0
        if app in world().get("stopped", []) or ("late" in self.path and idle > 1.5):
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        facts = {"app": app, "address": address, "method": self.command, "path": self.path}
        names = [name.lower() for name in self.headers]
        note(event="begin", headers=headers, names=names, **facts)
        self.rfile.read(int(headers.get("content-length", 0)))
        if "upgrade" in headers.get("connection", "").lower() and "upgrade" in headers:
            self.send_response(101)
            self.send_header("Upgrade", headers["upgrade"])
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            while self.connection.recv(100):
                pass
            self.close_connection = True
            return
        if "stream" in self.path:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            for number in (1, 2):
                self.wfile.write(f"data: {number}\n\n".encode())
                self.wfile.flush()
                time.sleep(1.5)
            self.close_connection = True
            return
        if "slow" in self.path:
            time.sleep(2.5)
        broken = app in world()["broken"] or "fail" in self.path
        body = f"{app} {address}\n".encode()
        if "tells" in self.path:
            body += b"." * 2000
        self.send_response(500 if broken else 200)
        self.send_header("Content-Length", str(len(body)))
        if "framed" in self.path:
            self.send_header("X-Frame-Options", "DENY")
        if "tells" in self.path:
            self.send_header("Content-Type", "application/json")
            self.send_header("X-Powered-By", "python")
            self.send_header("Cache-Control", "private")
            self.send_header("Set-Cookie", "a=b")
        self.end_headers()
        note(event="end", **facts)
        self.wfile.write(body)
        self.answered = time.monotonic()

    do_GET = do_POST = do_HEAD = answer

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a client that went away


def deaf(address, port, queue):
    """A socket that listens and takes nothing from its queue."""
    link = socket.socket()
    link.bind((address, port))
    link.listen(queue)
    DEAF.append(link)


def serve(app):
    while True:
        first = Server(("127.0.0.1", 0), Handler)
        port = first.server_address[1]
        try:
            second = Server(("127.0.0.2", port), Handler)
            deaf("127.0.0.4", port, 0)
            deaf("127.0.0.5", port, 1000)
            break
        except OSError:
            first.server_close()
    # The queue of 0 holds one, and is full.
    DEAF.append(socket.create_connection(("127.0.0.4", port)))
    for server in (first, second):
        server.app = app
        threading.Thread(target=server.serve_forever, daemon=True).start()
    return first.server_address[1]


def resolve(link):
    while True:
        query, client = link.recvfrom(1500)
        labels, index = [], 12
        while query[index]:
            labels.append(query[index + 1 : index + 1 + query[index]].decode())
            index += 1 + query[index]
        question = query[12 : index + 5]
        kind = struct.unpack(">H", question[-4:-2])[0]
        known = world()["names"].get(".".join(labels))
        addresses = [known] if isinstance(known, str) else known or []
        found = addresses if kind == 1 else []
        flags = 0x8180 if known is not None else 0x8183
        answer = query[:2] + struct.pack(">HHHHH", flags, 1, len(found), 0, 0) + question
        for address in found:
            answer += struct.pack(">HHHIH", 0xC00C, 1, 1, 1, 4) + socket.inet_aton(address)
        link.sendto(answer, client)


names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
names.bind(("127.0.0.1", 0))
threading.Thread(target=resolve, args=(names,), daemon=True).start()
ports = {name: serve(name) for name in NAMES}
print(json.dumps({"dns": names.getsockname()[1], "ports": ports}), flush=True)
sys.stdin.read()
