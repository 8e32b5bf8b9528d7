#!/usr/bin/env bash
# The wheel in a fresh environment on a clean root without Swift: installs, works, leaves nothing.
set -euo pipefail

wheel=$(echo "$DIST"/*.whl)
"$PACKAGE_TOOLS/python" - "$wheel" <<'PYTHON'
import base64, hashlib, pathlib, sys, zipfile
from packaging.tags import sys_tags
from packaging.utils import parse_wheel_filename
path = pathlib.Path(sys.argv[1])
name, version, _, tags = parse_wheel_filename(path.name)
assert tags & set(sys_tags()), f"{path.name} does not fit this machine"
assert {t.platform.rsplit("_", 2)[0] for t in tags} >= {"manylinux_2_17", "musllinux_1_1"}, tags
with zipfile.ZipFile(path) as archive:
    record = next(n for n in archive.namelist() if n.endswith("/RECORD"))
    listed = [line.split(",") for line in archive.read(record).decode().splitlines()]
    assert sorted(row[0] for row in listed) == sorted(archive.namelist())
    for member, digest, size in listed:
        if member == record:
            continue
        data = archive.read(member)
        made = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        assert digest == f"sha256={made}" and int(size) == len(data), member
PYTHON

((EUID == 0)) || { echo 'a clean root needs root' && exit 77; }
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
root=$work/root
packaging/root.sh "$root"
clean() { packaging/clean.sh "$root" "$@"; }
cp "$wheel" "$root/tmp/"
clean python3 -m venv /opt/fresh
(cd "$root/opt/fresh" && find . | grep -v __pycache__ | sort) >"$work/before"
clean /opt/fresh/bin/pip install -q --no-index --no-cache-dir --find-links /tmp zero-downtime-compiler
clean bash -euc 'PATH=/opt/fresh/bin:$PATH; cd "$(mktemp -d)"; zdc init >shop.yml; zdc build shop.yml
  zdc verify shop.yml; test -s out/shop/RUNBOOK.md; eval "$(zdc --generate-completion-script bash)"'
clean /opt/fresh/bin/pip uninstall -q -y zero-downtime-compiler
(cd "$root/opt/fresh" && find . | grep -v __pycache__ | sort) | diff "$work/before" -
