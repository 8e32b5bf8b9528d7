#!/usr/bin/env python3
"""across_a_switch.py FOLDER PID: clients of a gateway while another colour takes over.

FOLDER has the gateway's sockets and the links that say which colour serves. Clients that wait with an
open connection, WebSockets, an upload and a download begin before the switch and are looked at after it;
with a PID, nginx reads its conf again as well. Prints as JSON what became of them."""

import http.client
import json
import os
import pathlib
import signal
import socket
import sys
import threading
import time

FOLDER, PID = pathlib.Path(sys.argv[1]), int(sys.argv[2])
IDLE, SOCKETS, BODY = 20, 5, 200_000


def connect(port="80"):
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(10)
    link.connect(str(FOLDER / f"{port}.socket"))
    return link


class Client(http.client.HTTPConnection):
    """Of one connection, which is never opened again."""

    def __init__(self, port="80"):
        super().__init__("shop")
        self.auto_open = False
        self.sock = connect(port)

    def ask(self, path):
        self.request("GET", path)
        answer = self.getresponse()
        return answer.status, answer.read().decode().strip()


def answered(client, path):
    try:
        return client.ask(path)[1].partition(" ")[0]
    except (OSError, http.client.HTTPException):
        return "closed"


def upgraded():
    link = connect()
    link.sendall(b"GET /live HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    assert b" 101 " in link.recv(1000).splitlines()[0] + b" "
    return link


def is_open(link):
    link.settimeout(0.2)
    try:
        return link.recv(1) != b""
    except TimeoutError:
        return True
    except OSError:
        return False


def upload(found):
    link = connect()
    link.sendall(b"POST /api/up HTTP/1.1\r\nHost: shop\r\nContent-Length: %d\r\n\r\n" % BODY)
    try:
        for _ in range(20):
            link.sendall(b"x" * (BODY // 20))
            time.sleep(0.1)
        found["upload"] = link.recv(4000).decode().split("\r\n\r\n")[-1].partition(" ")[0]
    except OSError as error:
        found["upload"] = str(error)


def download(found):
    link, length = connect(), 0
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    link.sendall(b"GET /files/big.bin HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
    try:
        while part := link.recv(400_000):
            length += len(part)
            time.sleep(0.1)
    except OSError:
        pass
    found["downloaded"] = length


def status(path):
    return Client("8079").ask(path)[0]


def switch():
    os.symlink("serves.2.green", FOLDER / "conf.new")
    os.rename(FOLDER / "conf.new", FOLDER / "conf.0")


found = {}
idle = [Client() for _ in range(IDLE)]
before = {answered(client, "/api/x") for client in idle}
sockets = [upgraded() for _ in range(SOCKETS)]
threads = [threading.Thread(target=act, args=(found,)) for act in (upload, download)]
for thread in threads:
    thread.start()
time.sleep(0.5)
switch()
began = time.monotonic()
if PID:
    os.kill(PID, signal.SIGHUP)
    time.sleep(1)
while answered(Client(), "/api/x") != "web-green" and time.monotonic() < began + 10:
    pass
found |= {
    "before": sorted(before), "seen": time.monotonic() - began, "said": Client("8079").ask("/zdc/colour")[1],
    "idle": [answered(client, "/api/x") for client in idle],
    "open": sum(map(is_open, sockets)),
    "underWay": [status("/zdc/idle/blue"), status("/zdc/idle/green")],
}  # fmt: skip
for thread in threads:
    thread.join()
found["underWay"].append(status("/zdc/idle/blue"))
for link in sockets:
    link.close()
end = time.monotonic() + 10
while (now := status("/zdc/idle/blue")) != 200 and time.monotonic() < end:
    time.sleep(0.05)
found["underWay"].append(now)
print(json.dumps(found))
