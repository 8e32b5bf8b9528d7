#!/usr/bin/env bash
# root.sh FOLDER: unpacks a clean Debian without Swift, to install packages into. Made once by
# debootstrap, then taken from the cache.
set -euo pipefail

folder=${1:?usage: root.sh FOLDER}
cache=${ZDC_TESTBED_CACHE:-${HOME:-/root}/.cache/zdc-testbed}
suite=${ZDC_TESTBED_SUITE:-bookworm}
# Without one, the mirror that debootstrap knows.
mirror=()
[[ ! ${ZDC_TESTBED_MIRROR:-} ]] || mirror=("$ZDC_TESTBED_MIRROR")
packages=man-db,bash-completion,python3-venv

key=$(printf '%s\n' "$(uname -m)" "$suite" "$packages" | sha256sum | cut -c 1-12)
tar=$cache/clean-root-$key.tar
mkdir -p "$cache"
exec 9>"$cache/clean-root.lock"
flock 9
if [[ ! -f $tar ]]; then
  echo "making a clean Debian root (debootstrap $suite): a minute or two" >&2
  work=$(mktemp -d)
  trap 'rm -rf --one-file-system "$work"' EXIT
  if ! debootstrap --variant=minbase --include="$packages" "$suite" "$work/root" \
    "${mirror[@]}" >"$work/log" 2>&1 9>&-; then
    tail -n 20 "$work/log" >&2
    exit 1
  fi
  rm -rf "$work/root"/var/cache/apt/* "$work/root"/var/lib/apt/lists/* "${work:?}/root"/dev/*
  tar -C "$work/root" --numeric-owner --one-file-system -cf "$tar.part" .
  mv "$tar.part" "$tar"
fi
flock -u 9
mkdir -p "$folder"
tar -C "$folder" -xf "$tar"
mknod -m 0666 "$folder/dev/null" c 1 3
