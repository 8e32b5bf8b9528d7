#!/usr/bin/env bash
# root.sh ROOT SITE: puts the Python packages of SITE into a fresh Debian ROOT and takes away
# what no container needs.
set -euo pipefail
root=${1:?} site=${2:?}

rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/* \
  "$root"/usr/share/{doc,man,locale,info,lintian,bash-completion} "$root"/usr/share/zoneinfo \
  "$root"/usr/lib/*/gconv "$root"/var/cache/debconf/* "${root:?}"/dev/* "$root"/tmp/*

packages=$root/usr/lib/python3/dist-packages
mkdir -p "$packages"
for script in daphne uvicorn; do
  sed '1s|.*|#!/usr/bin/python3|' "$site/bin/$script" >"$root/usr/local/bin/$script"
  chmod 0755 "$root/usr/local/bin/$script"
done
rm -rf "${site:?}/bin"
cp -R "$site/." "$packages/"
find "$packages" -type d -name test -prune -exec rm -rf {} +
find "$packages" -type d -name tests -prune -exec rm -rf {} +
ln -sf python3 "$root/usr/bin/python"
# Compiled now, not at each container's start.
chroot "$root" python3 -m compileall -q /usr/lib/python3/dist-packages /usr/lib/python3.11 || true
