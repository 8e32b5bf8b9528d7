#!/usr/bin/env bash
# Builds the image of a binary on the engine of DOCKER_HOST; it takes no base from anywhere.
set -euo pipefail

zdc=${1:?usage: image.sh ZDC TAG [TARGET]} tag=${2:?usage: image.sh ZDC TAG [TARGET]}
target=${3:-zdc}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT

root=$context/root
install -D -m 0755 "$zdc" "$root/zdc"
# A machine with Swift has one of them.
compiler=${CC:-$(command -v cc || command -v clang)}
"$compiler" -static -Os -s -Wall -Wextra -Werror -o "$root/as-owner" packaging/as-owner.c
files=(--format=ustar --numeric-owner --mtime="@$(packaging/facts.sh epoch)" -C "$root")
tar "${files[@]}" --owner=0 --group=0 --mode=0755 -cf "$context/root.tar" zdc
tar "${files[@]}" --owner=0 --group=0 --mode=4755 -rf "$context/root.tar" as-owner
mkdir "$root/w" "$root/out"
tar "${files[@]}" --owner=65532 --group=65532 --mode=0755 -rf "$context/root.tar" out w
rm -r "$root"
docker build -q -t "$tag" --target "$target" -f docker/Dockerfile "$context"
