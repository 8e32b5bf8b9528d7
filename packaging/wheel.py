#!/usr/bin/env python3
"""Makes the wheel that carries the binary.

usage: wheel.py ZDC FOLDER

Nothing in it is of Python: pip puts `zdc` beside the environment's other programs. The binary is
static and wants Linux 3.2 or later, so that it runs on every manylinux and musllinux.
"""

import base64
import hashlib
import pathlib
import subprocess
import sys
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The plain name belongs to somebody else's package.
NAME = "zero-downtime-compiler"


def fact(name):
    words = [ROOT / "packaging/facts.sh", name]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def metadata(number):
    return f"""\
Metadata-Version: 2.4
Name: {NAME}
Version: {number}
Summary: Compiles one manifest into every file of a zero-downtime deployment
License-Expression: Apache-2.0
License-File: LICENSE
Keywords: docker,compose,swarm,kubernetes,nginx,blue-green,deployment
Classifier: Environment :: Console
Classifier: Operating System :: POSIX :: Linux
Classifier: Topic :: System :: Systems Administration
Requires-Python: >=3.8
Description-Content-Type: text/markdown

{(ROOT / "packaging/wheel.md").read_text()}"""


def main():
    zdc, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    number, machine = fact("number"), fact("machine")
    # A zip knows no time before 1980, and two-second steps.
    moment = time.gmtime(max(int(fact("epoch")), 315532800))[:6]
    tags = [f"py3-none-{p}_{machine}" for p in ("manylinux2014", "manylinux_2_17", "musllinux_1_1")]
    base = f"{NAME.replace('-', '_')}-{number}"
    info = f"{base}.dist-info"
    sbom = subprocess.run([ROOT / "packaging/sbom.py", zdc], check=True, capture_output=True)
    wheel = "Wheel-Version: 1.0\nGenerator: zdc\nRoot-Is-Purelib: false\n"
    members = [
        (f"{base}.data/scripts/zdc", zdc.read_bytes(), 0o755),
        (f"{info}/METADATA", metadata(number).encode(), 0o644),
        (f"{info}/WHEEL", (wheel + "".join(f"Tag: {tag}\n" for tag in tags)).encode(), 0o644),
        (f"{info}/licenses/LICENSE", (ROOT / "LICENSE").read_bytes(), 0o644),
        (f"{info}/sboms/zdc.cdx.json", sbom.stdout, 0o644),
    ]
    record = []
    for path, data, _ in members:
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append(f"{path},sha256={digest},{len(data)}\n")
    record.append(f"{info}/RECORD,,\n")
    members.append((f"{info}/RECORD", "".join(record).encode(), 0o644))

    folder.mkdir(parents=True, exist_ok=True)
    platforms = ".".join(tag.removeprefix("py3-none-") for tag in sorted(tags))
    with zipfile.ZipFile(folder / f"{base}-py3-none-{platforms}.whl", "w") as archive:
        for path, data, mode in members:
            member = zipfile.ZipInfo(path, moment)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix, whose modes follow
            member.external_attr = (0o100000 | mode) << 16
            archive.writestr(member, data, compresslevel=9)


main()
