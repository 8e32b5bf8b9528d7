#!/usr/bin/python3
"""redis-cli [-e] [-h HOST] [-p PORT] COMMAND...

As the real one: an error is an answer like any other, and only -e makes its exit code 1."""
import socket
import sys

host, port, words, fails = "127.0.0.1", 6379, sys.argv[1:], False
while words and words[0] in ("-e", "-h", "-p"):
    if words[0] == "-e":
        fails = True
        words = words[1:]
        continue
    if words[0] == "-h":
        host = words[1]
    else:
        port = int(words[1])
    words = words[2:]
try:
    with socket.create_connection((host, port), timeout=2) as connection:
        connection.sendall((" ".join(words) + "\r\n").encode())
        answer = connection.recv(65536).decode().rstrip("\r\n")
except OSError as error:
    sys.exit(f"Could not connect to Redis at {host}:{port}: {error}")
print(answer.lstrip("+"))
sys.exit(1 if fails and answer.startswith("-") else 0)
