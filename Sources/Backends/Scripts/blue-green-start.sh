CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=/dev/null
for PART in common images blue-green state beside; do source "scripts/lib/$PART.sh"; done
