#!/usr/bin/env bash
# Prints one fact of this source tree, from git or, in an unpacked archive, from what `git archive`
# wrote into packaging/commit.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: facts.sh number | stamp | epoch | machine | debian

  number   zdc's version: 0.1.0
  stamp    the commit and its date for `zdc --version`; '+' where files differ from it
  epoch    the commit's time in seconds, which every package takes for its files
  machine  the processor as Python and archives name it; debian: as Debian does
TEXT
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The commit's hash and its time, in one line; nothing where neither source knows.
commit() {
  local line
  if [[ -e .git ]]; then
    git log -1 --format='%H %ct'
  else
    read -r line <packaging/commit
    [[ $line == *'$'* ]] || printf '%s\n' "$line"
  fi
}

stamp() {
  local hash time mark=''
  read -r hash time < <(commit) || return 0
  if [[ -e .git ]] && ! git diff --quiet HEAD; then mark=+; fi
  printf '%s%s %s\n' "${hash:0:12}" "$mark" "$(date -u -d "@$time" +%F)"
}

epoch() {
  local hash time=''
  read -r hash time < <(commit) || true
  printf '%s\n' "${SOURCE_DATE_EPOCH:-${time:-0}}"
}

case ${1:-} in
  number) sed -n 's/.*static let number = "\(.*\)"/\1/p' Sources/Compilation/Version.swift ;;
  stamp) stamp ;;
  epoch) epoch ;;
  machine) uname -m ;;
  debian) case $(uname -m) in x86_64) echo amd64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac ;;
  *)
    usage >&2
    exit 64
    ;;
esac
