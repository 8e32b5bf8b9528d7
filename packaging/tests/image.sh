#!/usr/bin/env bash
# The image on an engine of its own: small, not root, and what it writes is the caller's.
set -euo pipefail

export ZDC_TESTBED_NAME=package
docker/testbed/engine.sh check
work=$(mktemp -d)
trap 'docker/testbed/engine.sh stop; rm -rf "$work"' EXIT
docker/testbed/engine.sh start --owner $$
eval "$(docker/testbed/engine.sh env)"

packaging/image.sh "$ZDC" zdc
(($(docker inspect -f '{{.Size}}' zdc) < 40000000))
[[ $(docker inspect -f '{{.Config.User}}' zdc) == 65532:65532 ]]

site=$work/site
mkdir "$site"
"$ZDC" init >"$site/shop.yml"
chmod 0700 "$site"
owner=1234:2345
chown -R "$owner" "$site"
docker run --rm -v "$site:/w" zdc build shop.yml
[[ -s $site/out/shop/RUNBOOK.md ]]
strangers=$(find "$site" -not \( -user 1234 -group 2345 \))
[[ -z $strangers ]] || { echo "not the caller's: $strangers" && exit 1; }
# Named users, no privileges at all, no folder.
docker run --rm -u "$owner" -v "$site:/w" zdc build shop.yml --check
docker run --rm -u "$owner" --cap-drop ALL --security-opt no-new-privileges --read-only \
  --network none -v "$site:/w:ro" zdc build shop.yml --check
docker run --rm --cap-drop ALL --security-opt no-new-privileges zdc init | cmp - "$site/shop.yml"

# The transformation for Compose Bridge is prepared: it has the label, and says what is missing.
packaging/image.sh "$ZDC" zdc-bridge compose-bridge
[[ $(docker inspect -f '{{index .Config.Labels "com.docker.compose.bridge"}}' zdc-bridge) == transformation ]]
[[ $(docker inspect -f '{{.Config.User}}' zdc-bridge) == 65532:65532 ]]
mkdir "$work/in" "$work/out"
printf 'services:\n  web:\n    image: nginx:1.29-alpine\n    ports: ["80:80"]\n' >"$work/in/compose.yaml"
chown -R "$owner" "$work/out"
status=0
docker run --rm -u "$owner" -v "$work/in:/in:ro" -v "$work/out:/out" zdc-bridge \
  >"$work/log" 2>&1 || status=$?
help=$("$ZDC" help)
if [[ $help == *$'\n  import'* ]]; then
  ((status == 0)) && [[ -n $(find "$work/out" -type f) ]] || { cat "$work/log" && exit 1; }
else
  ((status == 64)) || { cat "$work/log" && exit 1; }
fi
