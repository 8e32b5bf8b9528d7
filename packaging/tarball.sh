#!/usr/bin/env bash
# Makes the tarball of the binary with its man pages and completions, and the one of the sources.
set -euo pipefail

zdc=${1:?usage: tarball.sh ZDC FOLDER} folder=${2:?usage: tarball.sh ZDC FOLDER}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
number=$(packaging/facts.sh number)
epoch=$(packaging/facts.sh epoch)
name=zdc-$number-linux-$(packaging/facts.sh machine)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

mkdir -p "$folder"
packaging/install.sh "$zdc" "$stage/$name"
# The same bytes for the same files: order, owner and times are given, not found.
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$epoch" \
  --mode=u=rwX,go=rX --format=gnu -cf - "$name" | gzip -9n >"$folder/$name.tar.gz"
# The commit's own time counts here, and the archive says which commit it is of.
if [[ -e .git ]]; then
  git archive --format=tar --prefix="zdc-$number/" HEAD | gzip -9n >"$folder/zdc-$number.tar.gz"
fi
