#!/usr/bin/env bash
# `zdc diff --zdc` tells what another version of zdc would roll out, and whose containers it
# replaces. The other version is this one with an edit of what it makes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
manifest=manifests/minimal.yml

cat >"$work/older" <<'TEXT'
#!/usr/bin/env bash
set -euo pipefail
if [[ $1 == --version ]]; then echo '0.0.9 (older)' && exit; fi
"$ZDC" "$@"
[[ $3 == -o ]]
cd "$4"
sed -i 's/stop_grace_period: .*/stop_grace_period: 3s/; s/monitor: .*/monitor: 7s/' docker/docker-compose.swarm.yml
sed -i 's/terminationGracePeriodSeconds: .*/terminationGracePeriodSeconds: 3/' kubernetes/web-deployment.yml
echo '# a comment' >>kustomization.yaml
chmod -x docker/scripts/deploy-swarm.sh
rm RUNBOOK.md
TEXT
chmod +x "$work/older"

same=$("$ZDC" diff --zdc "$ZDC" "$manifest")
[[ $same == *$'\nnothing changes' ]]

"$ZDC" diff --zdc "$work/older" "$manifest" >"$work/text"
diff - <(sed '1d; $d' "$work/text") <<'TEXT'
~ docker/docker-compose.swarm.yml
    ~ service nginx: its containers are replaced
    ~ service web: its containers are replaced
~ docker/scripts/deploy-swarm.sh
~ kubernetes/web-deployment.yml
    ~ Deployment web: its containers are replaced
~ kustomization.yaml: comments alone
+ RUNBOOK.md
TEXT
grep -q '^zdc 0.0.9 (older) → ' "$work/text"
"$ZDC" diff --zdc "$work/older" "$manifest" --files >"$work/text"
grep -q '^-.*stop_grace_period: 3s' "$work/text"
"$ZDC" diff --zdc "$work/older" "$manifest" --format markdown >"$work/text"
grep -qF -- '  - `~ service web`: its' "$work/text"
"$ZDC" diff --zdc "$work/older" "$manifest" --format json --files | python3 -c '
import json, sys
told = json.load(sys.stdin)
changes = {a["path"]: a for a in told["artefacts"]}
assert changes["kustomization.yaml"]["change"] == "comments", changes
assert changes["kubernetes/web-deployment.yml"]["objects"][0]["replacesContainers"]
assert changes["RUNBOOK.md"]["change"] == "added" and changes["RUNBOOK.md"]["diff"]'

# What only steers an update replaces nothing.
sed -i '/stop_grace_period/d; /kubernetes/d' "$work/older"
sed -i '/^cd/a sed -i "s/monitor: .*/monitor: 7s/" docker/docker-compose.swarm.yml' "$work/older"
"$ZDC" diff --zdc "$work/older" "$manifest" >"$work/text"
grep -qx '    ~ service web' "$work/text"

# A binary that is none, one that refuses the manifest, a manifest that this one refuses.
status() { "$ZDC" diff "$@" >"$work/log" 2>&1 && echo 0 || echo $?; }
[[ $(status --zdc "$work/none" "$manifest") == 66 ]]
[[ $(status --zdc false "$manifest") == 66 ]]
[[ $(status --zdc "$ZDC" --git main "$manifest") == 64 ]]
echo 'zdc: 1' >"$work/broken.yml"
[[ $(status --zdc "$ZDC" "$work/broken.yml") == 1 ]]
# Nothing of it stays.
[[ -z $(find "$TMPDIR" -mindepth 1) ]]
