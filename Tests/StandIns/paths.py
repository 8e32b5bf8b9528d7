#!/usr/bin/env python3
"""paths.py NGINX FOLDER: what a service is asked for, by way of nginx and by health commands.

FOLDER/cases.json holds {"confs": [NAME...], "asked": [{"conf", "socket", "host", "path", "expected"}],
"commands": [{"words", "expected"}]}. Each conf is FOLDER/NAME/nginx.conf and listens at sockets in
its folder; its upstreams lead to FOLDER/service. In words @PORT@ is this service's port. Prints a line
for each request that came otherwise than expected."""

import json
import os
import queue
import socket
import socketserver
import subprocess
import sys
import threading
import time

NGINX, FOLDER = sys.argv[1:]
SEEN = queue.Queue()


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        first = self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        SEEN.put(first.split(b" ")[1].decode())
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class Plain(socketserver.ThreadingTCPServer):
    daemon_threads = True


def start(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def connect(link, place):
    """The socket is there a moment before anybody listens at it; on a busy machine, a long one."""
    end = time.monotonic() + 60
    while True:
        try:
            return link.connect(place)
        except (FileNotFoundError, ConnectionRefusedError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def ask(case):
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(60)
    connect(link, os.path.join(FOLDER, case["conf"], case["socket"]))
    head = f'GET {case["path"]} HTTP/1.1\r\nHost: {case["host"]}\r\nConnection: close\r\n\r\n'
    link.sendall(head.encode())
    answer = b""
    while part := link.recv(65536):
        answer += part
    link.close()
    return answer.split(b"\r\n", 1)[0].decode()


def compare(what, expected, answer):
    seen = []
    while not SEEN.empty():
        seen.append(SEEN.get())
    if seen != [expected]:
        print(what, "expected", ascii(expected), "seen", ascii(seen), answer)


with open(os.path.join(FOLDER, "cases.json")) as file:
    cases = json.load(file)
start(Unix(os.path.join(FOLDER, "service"), Handler))
os.chmod(os.path.join(FOLDER, "service"), 0o777)
port = start(Plain(("127.0.0.1", 0), Handler)).server_address[1]
servers = []
try:
    for name in cases["confs"]:
        place = os.path.join(FOLDER, name)
        command = [NGINX, "-p", place, "-c", place + "/nginx.conf", "-e", place + "/error.log"]
        servers.append(subprocess.Popen(command + ["-g", "daemon off;"]))
    for case in cases["asked"]:
        compare(f'{case["conf"]} {ascii(case["path"])}', case["expected"], ask(case))
    for case in cases["commands"]:
        words = [word.replace("@PORT@", str(port)) for word in case["words"]]
        outcome = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        compare(ascii(words), case["expected"], f"exit {outcome.returncode} {outcome.stderr}")
finally:
    for server in servers:
        server.terminate()
    for server in servers:
        server.wait()
