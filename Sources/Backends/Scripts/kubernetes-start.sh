# Paths above are relative to docker/.
CALLED_IN=$PWD
ROOT=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$ROOT/docker"
# shellcheck source=/dev/null
for PART in common images kubernetes rollout; do source "scripts/lib/$PART.sh"; done
