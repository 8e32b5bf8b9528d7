#!/usr/bin/python3
"""Answers PING, and AUTH followed by a password in hex, one line each."""
import pathlib
import signal
import socketserver
import sys


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        password = pathlib.Path("/var/lib/mysql/root-password").read_bytes()
        for line in self.rfile:
            verb, _, argument = line.strip().partition(b" ")
            if verb == b"PING":
                self.wfile.write(b"OK\n")
            elif verb == b"AUTH" and argument == password.hex().encode():
                self.wfile.write(b"OK\n")
            else:
                self.wfile.write(b"ERR 1045 (28000): Access denied for user 'root'\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with Server(("0.0.0.0", 3306), Session) as server:
    print("mysqld: ready for connections", flush=True)
    server.serve_forever()
