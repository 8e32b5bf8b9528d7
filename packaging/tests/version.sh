#!/usr/bin/env bash
# The version names the commit, also where the sources came as an archive without a history.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=$(packaging/facts.sh number)
stamp=$(packaging/facts.sh stamp)

said=$("$ZDC" --version)
[[ $said =~ ^$number\ \([0-9a-f]{12}\+?\ [0-9]{4}-[0-9]{2}-[0-9]{2}\)$ ]] || {
  echo "zdc --version says '$said'; built by 'make release' it names its commit"
  exit 1
}
grep -q "\"$number\"" Sources/Compilation/Version.swift
# No artefact may name it: another commit would change every file.
commit=${said#*\(}
"$ZDC" build manifests/minimal.yml -o "$work/out" 2>"$work/log"
if grep -rF -- "${commit%% *}" "$work/out"; then
  echo 'an artefact names the commit'
  exit 1
fi

[[ -f $DIST/zdc-$number.tar.gz ]] || exit 0
tar -C "$work" -xzf "$DIST/zdc-$number.tar.gz"
unpacked=$work/zdc-$number
[[ $("$unpacked/packaging/facts.sh" stamp) == "${stamp/+/}" ]]
[[ $("$unpacked/packaging/facts.sh" epoch) == "$(packaging/facts.sh epoch)" ]]
# Its own make hands the same over to the compiler.
[[ $(make -s -C "$unpacked" -n release) == *'swift build'* ]]
rules=$(make -C "$unpacked" -pn release 2>/dev/null)
[[ $'\n'$rules$'\n' == *$'\n'"ZDC_STAMP := ${stamp/+/}"$'\n'* ]]
