#!/usr/bin/env python3
"""migrate and collectstatic, as far as a deployment can tell them from Django's."""

import os
import pathlib
import socket
import sys
import time

from standin import BEHAVIOUR

STATIC = pathlib.Path("/app/static")


def ask_database(secret):
    """Proves that the password file holds what the database was made with."""
    host, port = os.environ["MYSQL_HOST"], int(os.environ.get("MYSQL_PORT", "3306"))
    deadline = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection((host, port), timeout=3) as connection:
                connection.sendall(b"AUTH " + secret.hex().encode() + b"\n")
                return connection.recv(200).decode().strip()
        except OSError as error:
            if time.monotonic() > deadline:
                return f"ERR 2003: {host}:{port}: {error}"
            time.sleep(0.3)


def migrate():
    if BEHAVIOUR["BROKEN"] == "release-fail":
        sys.exit("django.db.utils.OperationalError: migration 0042 failed, as built")
    if "MYSQL_HOST" in os.environ:
        file = os.environ.get("MYSQL_PASSWORD_FILE")
        secret = pathlib.Path(file).read_bytes() if file else b""
        if (said := ask_database(secret)) != "OK":
            sys.exit(f"django.db.utils.OperationalError: {said}")
    print(f"Operations to perform: version {BEHAVIOUR['VERSION']} applied", flush=True)


def collectstatic():
    STATIC.mkdir(parents=True, exist_ok=True)
    (STATIC / f"app.{BEHAVIOUR['VERSION']}.css").write_text("body {}\n")
    part = STATIC / ".version.part"
    part.write_text(BEHAVIOUR["VERSION"] + "\n")
    part.rename(STATIC / "version.txt")
    print("1 static file copied", flush=True)


def warm_cache():
    print(f"cache warmed for {sys.argv[3]}", flush=True)


if __name__ == "__main__":
    commands = {"migrate": migrate, "collectstatic": collectstatic, "warm-cache": warm_cache}
    commands[sys.argv[1]]()
