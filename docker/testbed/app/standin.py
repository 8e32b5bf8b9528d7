"""A small ASGI application that says who answers, and can be made to misbehave.

What it is comes from behaviour.env beside it: SERVICE, VERSION and BROKEN, one of
  (empty)       works
  unhealthy     the health path answers 500
  crash         the process ends one second after it started serving
  release-fail  'manage.py migrate' fails
  error-500     healthy, but every other path answers 500
  gateway-500   healthy for who asks inside the container, but answers 500 to everyone else

  GET  PATH?ms=N       answers after N milliseconds
  GET  …/slow?s=N      answers after N seconds
  POST PATH            sends the body back
  GET  …/peer          asks the other service (one of PEERS) and tells who it is;
                       500 when that one is not of the same colour
  GET  …/env?name=N    what the process sees as environment variable N
  WebSocket PATH       says who it is once, then sends back what it gets

Every answer to GET is JSON with service, colour, version, the path, and the query's n, so that
a client can tell that the answer belongs to its own request.
"""

import asyncio
import json
import os
import pathlib
import re
import socket
import threading
from urllib.parse import parse_qs, urlsplit

HERE = pathlib.Path(__file__).resolve().parent


def behaviour():
    found = {"SERVICE": "unnamed", "VERSION": "0", "BROKEN": ""}
    for line in (HERE / "behaviour.env").read_text().splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found[name.strip()] = value.strip()
    # A build argument, where given, goes before the file.
    found["BROKEN"] = os.environ.get("TESTBED_BROKEN") or found["BROKEN"]
    found["VERSION"] = os.environ.get("TESTBED_VERSION") or found["VERSION"]
    return found


def own_colour():
    """The colour is told by the names of the neighbours: FASTAPI_URL=http://fastapi-blue:9000."""
    if told := os.environ.get("TESTBED_COLOUR"):
        return told
    for value in os.environ.values():
        match = re.search(r"//[a-z0-9-]+-(blue|green)[:/]", value + "/")
        if match:
            return match.group(1)
    return "none"


BEHAVIOUR = behaviour()
COLOUR = own_colour()
HOST = socket.gethostname()
PEERS = ("FASTAPI_URL", "DJANGO_URL", "CUSTOMERS_URL")
HEALTH_PATHS = ("/health", "/healthz", "/up")


def crash_soon():
    print("standin: Traceback: about to crash, as built", flush=True)
    # The whole container goes: uvicorn's supervisor would only start another worker.
    try:
        os.kill(1, 9 if os.getpid() == 1 else 15)
    except OSError:
        pass
    os._exit(3)


if BEHAVIOUR["BROKEN"] == "crash":
    timer = threading.Timer(1.0, crash_soon)
    timer.daemon = True
    timer.start()


def identity(**more):
    return {
        "service": BEHAVIOUR["SERVICE"],
        "colour": COLOUR,
        "version": BEHAVIOUR["VERSION"],
        "host": HOST,
        **more,
    }


async def answer(send, status, body, content_type=b"application/json"):
    headers = [
        (b"content-type", content_type),
        (b"content-length", b"%d" % len(body)),
        (b"x-served-by", f"{BEHAVIOUR['SERVICE']}/{COLOUR}/{BEHAVIOUR['VERSION']}".encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def read_body(receive):
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def ask_peer():
    address = urlsplit(next(os.environ[name] for name in PEERS if os.environ.get(name)))
    reader, writer = await asyncio.open_connection(address.hostname, address.port or 80)
    writer.write(f"GET /peer-of-{HOST} HTTP/1.0\r\nHost: {address.hostname}\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def is_health(path):
    return path.rstrip("/").endswith(HEALTH_PATHS)


def is_broken(fault, path, client):
    """Whether it answers this with 500."""
    return (
        (fault == "unhealthy" and is_health(path))
        or (fault == "error-500" and not is_health(path))
        or (fault == "gateway-500" and client != "127.0.0.1")
    )


async def http(scope, receive, send):
    path = scope["path"]
    query = {name: values[0] for name, values in parse_qs(scope["query_string"].decode()).items()}
    if is_broken(BEHAVIOUR["BROKEN"], path, scope["client"][0]):
        print(f"standin: error 500 on {path}, as built", flush=True)
        return await answer(send, 500, json.dumps(identity(error="as built")).encode())
    if is_health(path):
        return await answer(send, 200, json.dumps(identity(healthy=True)).encode())
    if scope["method"] == "POST":
        body = await read_body(receive)
        if body is None:
            return None
        await asyncio.sleep(float(query.get("ms", 0)) / 1000)
        return await answer(send, 200, body, b"application/octet-stream")
    if path.endswith("/slow"):
        await asyncio.sleep(float(query.get("s", 5)))
    else:
        await asyncio.sleep(float(query.get("ms", 0)) / 1000)
    more = {"path": path, "n": query.get("n", "")}
    if path.endswith("/peer"):
        peer = await ask_peer()
        more["peer"] = peer
        if "none" not in (COLOUR, peer["colour"]) and peer["colour"] != COLOUR:
            return await answer(send, 500, json.dumps(identity(**more)).encode())
    if path.endswith("/env"):
        more["value"] = os.environ.get(query.get("name", ""))
    return await answer(send, 200, json.dumps(identity(**more)).encode())


async def websocket(receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": json.dumps(identity())})
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        await send({"type": "websocket.send", "text": message.get("text") or ""})


async def application(scope, receive, send):
    if scope["type"] == "http":
        await http(scope, receive, send)
    elif scope["type"] == "websocket":
        await websocket(receive, send)
    elif scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
