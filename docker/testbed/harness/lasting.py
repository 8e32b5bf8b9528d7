#!/usr/bin/env python3
"""lasting.py ADDRESS: clients that stay, until standard input ends.

100 that keep a connection open and ask again every 15 s, WebSockets, and one after the other downloads of
some 10 s and uploads of 3 s. Each connection is opened once; what the other side closed or cut is counted,
and opened anew. Prints the counts as JSON."""

import json
import os
import select
import socket
import sys
import threading
import time

ADDRESS, IDLE, SOCKETS = sys.argv[1], 100, 5
DOWNLOAD, UPLOAD = "/assets/big.bin", 60_000
LOCK = threading.Lock()
COUNTS = dict.fromkeys(("idle", "closed", "sockets", "socketsCut", "downloads", "cut", "uploads", "failed"), 0)
OVER = threading.Event()


def count(name, number=1):
    with LOCK:
        COUNTS[name] += number


def connect(small=False):
    link = socket.socket()
    if small:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    link.settimeout(30)
    link.connect((ADDRESS, 80))
    return link


def request(method, path, *headers):
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: localhost", *headers, "", "")).encode()


def answer(link):
    """The status and the whole body of one answer with a length."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = link.recv(65536)
        if not part:
            return 0
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    length = next((int(line.partition(":")[2]) for line in lines if line.startswith("content-length:")), 0)
    while len(body) < length:
        part = link.recv(65536)
        if not part:
            return 0
        body += part
    return int(lines[0].split()[1])


def waits():
    links = [None] * IDLE
    while True:
        for index, link in enumerate(links):
            try:
                new, link = link is None, link or connect()
                link.sendall(request("GET", "/assets/app.js"))
                if answer(link) != 200:
                    raise OSError
                count("idle", not new)
            except OSError:
                count("idle")
                count("closed")
                link = None
            links[index] = link
        if OVER.wait(15):
            return


def websocket():
    while not OVER.is_set():
        link = connect()
        link.sendall(request(
            "GET", "/ws/x", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        ))  # fmt: skip
        count("sockets")
        while not OVER.is_set():
            if select.select([link], [], [], 0.2)[0]:
                try:
                    if link.recv(4096):
                        continue
                except OSError:
                    pass
                count("socketsCut")
                break
        link.close()


def downloads():
    while not OVER.is_set():
        link, length = connect(small=True), 0
        link.sendall(request("GET", DOWNLOAD, "Connection: close"))
        try:
            while part := link.recv(40_000):
                length += len(part)
                time.sleep(0 if OVER.is_set() else 0.02)
        except OSError:
            pass
        count("downloads")
        count("cut", length < os.path.getsize(sys.argv[2]))


def uploads():
    while not OVER.is_set():
        link = connect()
        count("uploads")
        try:
            link.sendall(request("POST", "/api/echo", f"Content-Length: {UPLOAD}", "Connection: close"))
            for _ in range(30):
                link.sendall(b"x" * (UPLOAD // 30))
                time.sleep(0.1)
            if answer(link) != 200:
                count("failed")
        except OSError:
            count("failed")
        time.sleep(0.1)


threads = [threading.Thread(target=act) for act in (waits, *[websocket] * SOCKETS, downloads, *[uploads] * 3)]
for thread in threads:
    thread.start()
sys.stdin.read()
OVER.set()
for thread in threads:
    thread.join()
print(json.dumps(COUNTS))
