# The functions in cluster.sh are the same for every project; paths above are relative to docker/.
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$ROOT/docker"
# shellcheck source=/dev/null
source "$ROOT/kubernetes/scripts/cluster.sh"
