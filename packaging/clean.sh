#!/usr/bin/env bash
# clean.sh ROOT COMMAND...: runs a command in a root that root.sh unpacked, with nothing of this
# process's environment. The mount of /proc goes with the command.
set -euo pipefail

root=${1:?usage: clean.sh ROOT COMMAND...}
shift
# shellcheck disable=SC2016 # expanded inside
exec unshare --mount -- sh -euc 'mount -t proc proc "$0/proc"
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root chroot "$0" "$@"' \
  "$root" "$@"
