"""Answers the `docker` of bin/ over a loopback port."""

import contextlib
import socketserver
import threading


def received(link):
    """What bin/docker sends: process, folder, input, values, words."""
    data = b""
    while not data.endswith(b"\0<end>\0"):
        part = link.recv(65536)
        if not part:
            return None
        data += part
    pid, folder, stdin, *rest = data.decode().split("\0")[:-2]
    middle = rest.index("<words>")
    values = dict(value.split("=", 1) for value in rest[:middle])
    return int(pid), folder, stdin, values, rest[middle + 1 :]


def encoded(code, out, errors):
    """The code, with a plus where something is printed; a line for standard error; what is printed."""
    escaped = errors.rstrip("\n").replace("\\", "\\\\").replace("\n", "\\n")
    return f"{code}{'+' if out else ''}\n{escaped}\n{out}".encode()


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        if question := received(self.request):
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.request.sendall(encoded(*self.server.engine.answer(*question)))


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


@contextlib.contextmanager
def served(engine):
    """Its port, while it answers."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.engine = engine
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
