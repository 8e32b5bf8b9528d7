#!/usr/bin/python3
"""postgres, and by its other name `pg_isready -h HOST -U USER`."""

import os
import pathlib
import signal
import socket
import socketserver
import sys

if sys.argv[0].endswith("pg_isready"):
    host = sys.argv[sys.argv.index("-h") + 1]
    try:
        socket.create_connection((host, 5432), timeout=2).close()
    except OSError as error:
        sys.exit(f"{host}:5432 - no response: {error}")
    sys.exit(0)

if not pathlib.Path(os.environ["POSTGRES_PASSWORD_FILE"]).read_text():
    sys.exit("superuser password is not specified")
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
signal.signal(signal.SIGINT, lambda *_: sys.exit(0))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server(("0.0.0.0", 5432), socketserver.BaseRequestHandler) as server:
    print("database system is ready to accept connections", flush=True)
    server.serve_forever()
