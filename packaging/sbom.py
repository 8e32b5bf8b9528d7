#!/usr/bin/env python3
"""Prints the bill of materials of a binary: CycloneDX 1.6, as JSON.

usage: sbom.py ZDC

The versions are those of this machine's packages, so it is made where the binary was linked.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def fact(name):
    return output("packaging/facts.sh", name)


def hashes(path):
    return [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}]


def licensed(expression):
    return [{"expression": expression}] if " " in expression else [{"license": {"id": expression}}]


def debian(name, pattern, licence, description):
    """A static library of this machine's Debian; `pattern` finds the package that holds it."""
    lines = output("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture} ${Status}\n",
                   pattern).splitlines()  # fmt: skip
    package, version, architecture = [x for x in lines if x.endswith(" installed")][-1].split()[:3]
    upstream = re.sub(r"^\d+:", "", version).rsplit("-", 1)[0]
    return {
        "type": "library", "name": name, "version": upstream, "bom-ref": name,
        "description": description, "licenses": licensed(licence),
        "purl": f"pkg:deb/debian/{package}@{version}?arch={architecture}",
    }  # fmt: skip


def argument_parser():
    manifest = (ROOT / "Package.swift").read_text()
    version = re.search(r'swift-argument-parser", exact: "([^"]+)"', manifest)[1]
    return {
        "type": "library", "name": "swift-argument-parser", "version": version,
        "bom-ref": "swift-argument-parser", "description": "the command line",
        "licenses": licensed("Apache-2.0 WITH Swift-exception"),
        "purl": f"pkg:swift/github.com/apple/swift-argument-parser@{version}",
    }  # fmt: skip


def toolchain(name, repository, description):
    """A static library that comes with the compiler."""
    version = re.search(r"Swift version (\S+)", output("swift", "--version"))[1]
    return {
        "type": "library", "name": name, "version": version, "bom-ref": name,
        "description": description, "licenses": licensed("Apache-2.0 WITH Swift-exception"),
        "purl": f"pkg:github/swiftlang/{repository}@swift-{version}-RELEASE",
    }  # fmt: skip


def main():
    zdc = pathlib.Path(sys.argv[1]).resolve()
    number, stamp = fact("number"), fact("stamp")
    components = [
        debian("libyaml", "libyaml-dev", "MIT", "reads every YAML"),
        debian("libcrypto", "libssl-dev", "Apache-2.0", "SHA-256, and nothing else of it"),
        argument_parser(),
        toolchain("swift-runtime", "swift", "standard library, concurrency, string processing"),
        toolchain("swift-foundation", "swift-foundation", "for swift-argument-parser"),
        debian("glibc", "libc6-dev", "LGPL-2.1-or-later", "the C library"),
        debian("libstdc++", "libstdc++-*-dev", "GPL-3.0-or-later WITH GCC-exception-3.1",
               "for the Swift runtime"),
        debian("libgcc", "libgcc-*-dev", "GPL-3.0-or-later WITH GCC-exception-3.1",
               "unwinding, for the Swift runtime"),
    ]  # fmt: skip
    binary = hashes(zdc)
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, binary[0]['content'])}",
        "version": 1,
        "metadata": {
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(fact("epoch")))),
            "component": {
                "type": "application", "name": "zdc", "version": number, "bom-ref": "zdc",
                "licenses": licensed("Apache-2.0"), "hashes": binary,
                "properties": [{"name": "zdc:commit", "value": stamp}],
            },
        },
        "components": components,
        "dependencies": [{"ref": "zdc", "dependsOn": [c["bom-ref"] for c in components]}],
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


main()
