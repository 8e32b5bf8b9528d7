#!/usr/bin/python3
"""mysqladmin [-h HOST] [-P PORT] ping. As the real one, 'alive' needs no valid password."""
import socket
import sys

host, port = "127.0.0.1", 3306
words = iter(sys.argv[1:])
for word in words:
    if word in ("-h", "--host"):
        host = next(words)
    elif word.startswith("--host="):
        host = word[7:]
    elif word in ("-P", "--port"):
        port = int(next(words))
try:
    with socket.create_connection((host, port), timeout=2) as connection:
        connection.sendall(b"PING\n")
        if connection.recv(16) == b"OK\n":
            print("mysqld is alive")
            sys.exit(0)
except OSError as error:
    print(f"mysqladmin: connect to server at '{host}' failed: {error}", file=sys.stderr)
sys.exit(1)
