#!/usr/bin/env bash
# The bill of materials is valid, is of this binary, and names what is in it.
set -euo pipefail

"$PACKAGE_TOOLS/python" - "$DIST/zdc.cdx.json" "$ZDC" <<'PYTHON'
import hashlib, json, pathlib, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text, binary = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]).read_bytes()
fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
assert fault is None, fault
bill = json.loads(text)
made = hashlib.sha256(binary).hexdigest()
assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": made}]
# Words that each of them leaves in a binary.
marks = {
    "libyaml": b"did not find expected <document start>",
    "libcrypto": b"CRYPTOGAMS",
    "swift-argument-parser": b"experimental-dump-help",
    "swift-runtime": b"Fatal error",
    "swift-foundation": b"FoundationEssentials",
    "glibc": b"glibc.malloc",
    "libstdc++": b"std::bad_alloc",
    "libgcc": None,
}
assert {c["name"] for c in bill["components"]} == set(marks)
for name, mark in marks.items():
    assert mark is None or mark in binary, f"{name} is not in the binary"
# A library that comes in unnoticed, or more of libcrypto than SHA-256, has to be told.
for name, mark in {"more of OpenSSL": b"OpenSSL 3", "zlib": b"inflate 1.", "ICU": b"icudt"}.items():
    assert mark not in binary, f"{name} is in the binary, and not in the bill"
PYTHON
