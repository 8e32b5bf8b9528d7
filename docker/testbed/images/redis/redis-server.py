#!/usr/bin/python3
"""PING, GET and SET of the Redis protocol, in memory."""
import signal
import socketserver
import sys

values = {}


class Session(socketserver.StreamRequestHandler):
    def words(self):
        line = self.rfile.readline()
        if not line.startswith(b"*"):
            return line.split()
        found = []
        for _ in range(int(line[1:])):
            length = int(self.rfile.readline()[1:])
            found.append(self.rfile.read(length + 2)[:-2])
        return found

    def handle(self):
        while words := self.words():
            verb = words[0].upper()
            if verb == b"PING":
                answer = b"+PONG\r\n"
            elif verb == b"SET" and len(words) >= 3:
                values[words[1]] = words[2]
                answer = b"+OK\r\n"
            elif verb == b"GET" and len(words) == 2:
                value = values.get(words[1])
                answer = b"$-1\r\n" if value is None else b"$%d\r\n%s\r\n" % (len(value), value)
            else:
                answer = b"-ERR unknown command\r\n"
            self.wfile.write(answer)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with Server(("0.0.0.0", 6379), Session) as server:
    print("Ready to accept connections tcp", flush=True)
    server.serve_forever()
