#!/usr/bin/env bash
# Made by zdc from ../../manifests/forum.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/forum.yml
# Rule ZDC206 = off: a migration adds first and removes a version later
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
set -euo pipefail

# A namespace that is there is the platform's. The script makes one where there is none; of one that it
# made, the labels follow the manifest, as far as nobody else has set them.
NAMESPACE_FILE=$ROOT/kubernetes/00-namespace.yml NAMESPACE_IS_MISSING=0 NAMESPACE_IS_OURS=0
apply_namespace() {
  { kubectl apply --server-side --field-manager=zdc -f "$NAMESPACE_FILE" "$@" >/dev/null; } 2>&1
}

prepare_namespace() {
  local said
  said=$(kubectl get namespace "$PROJECT" -o name 2>&1) && return
  [[ $said == *NotFound* ]] || return 0 # whoever may not look at it may well be its admin
  NAMESPACE_IS_MISSING=1
  if dry "make the namespace $PROJECT"; then return; fi
  said=$(apply_namespace) || die "the namespace $PROJECT can't be made; have it made, then run this again: $said"
  NAMESPACE_IS_MISSING=0
}

# Pods that the namespace refuses would be missing one by one, long after the deployment began.
check_namespace() {
  local owner='' have='' need said
  ((NAMESPACE_IS_MISSING == 0)) || return 0
  IFS='|' read -r owner have < <(kubectl get namespace "$PROJECT" -o \
    'jsonpath={.metadata.labels.app\.kubernetes\.io/managed-by}|{.metadata.labels.pod-security\.kubernetes\.io/enforce}{"\n"}' 2>/dev/null) || true
  if [[ $owner == zdc ]]; then
    if said=$(apply_namespace --dry-run=server); then
      NAMESPACE_IS_OURS=1
      return
    fi
    say "  the labels of namespace $PROJECT stay as they are: ${said//$'\n'/ }"
  fi
  need=$(sed -n 's|^ *pod-security.kubernetes.io/enforce: ||p' "$NAMESPACE_FILE")
  (($(strictness "$have") <= $(strictness "$need"))) ||
    die "namespace $PROJECT enforces '$have', and the manifest's pods need '$need': say so to whoever runs the" \
      "cluster, or give each service a numeric 'user' and take 'capAdd', 'privileged' and 'sysctls' away (ZDC383)"
}
strictness() { case $1 in restricted) echo 2 ;; baseline) echo 1 ;; *) echo 0 ;; esac }
update_namespace() {
  local said
  ((NAMESPACE_IS_OURS)) || return 0
  if dry "apply the labels of namespace $PROJECT"; then return; fi
  said=$(apply_namespace) || die "the labels of namespace $PROJECT can't be set: $said"
}

# What the script needs, all of it in its namespace; to make the namespace or set its labels takes more.
role() {
  cat <<TEXT
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: $PROJECT-deploy
  namespace: $PROJECT
rules:
  - apiGroups: [apps]
    resources: [deployments, statefulsets]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [apps]
    resources: [deployments/scale]
    verbs: [patch]
  - apiGroups: [apps]
    resources: [replicasets]
    verbs: [list]
  - apiGroups: [batch]
    resources: [jobs, cronjobs]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [policy]
    resources: [poddisruptionbudgets]
    verbs: [get, list, create, patch, delete]
  - apiGroups: [networking.k8s.io]
    resources: [networkpolicies]
    verbs: [get, list, create, patch, delete]
  - apiGroups: ['']
    resources: [namespaces]
    verbs: [get]
  - apiGroups: ['']
    resources: [configmaps, secrets, services]
    verbs: [get, list, watch, create, patch, delete]
  - apiGroups: [coordination.k8s.io]
    resources: [leases]
    verbs: [get, create, patch, delete]
  - apiGroups: ['']
    resources: [persistentvolumeclaims]
    verbs: [get, list, create, patch]
  - apiGroups: ['']
    resources: [pods]
    verbs: [get, list, watch]
  - apiGroups: ['']
    resources: [events]
    verbs: [list]
  - apiGroups: ['']
    resources: [pods/log]
    verbs: [get]
TEXT
}

# A tag may be pushed again, and a Deployment whose text is the same rolls nothing out. So the images of
# services are named by their digests too: what was pushed just now, and what others pushed before. That
# runs, and a rollback gets what ran. Backing services, and a gateway that is not built, keep their tags:
# they change when the manifest does.
pin_image() { # pin_image NAME push|keep
  local name=$1 digest
  if [[ $2 != push ]] || dry "name $1 by its digest"; then return; fi
  if [[ ${name##*/} == *:* ]]; then name=${name%:*}; fi
  digest=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$1" |
    sed -n "s|^$name@||p" | tail -n 1)
  [[ -n $digest ]] || die "$1 was pushed and has no digest"
  name_digest "$1" "$digest"
}
declare -A BUILT=()
note_build() { BUILT[$1]=$2; } # NAME push|keep
pin_others() {
  local name digest unknown=''
  each_build note_build
  for name in $(images); do
    if [[ $name == *@* || ${BUILT[$name]-} == keep ]]; then continue; fi
    if ((BUILD)) && [[ -n ${BUILT[$name]-} ]]; then continue; fi # it is pushed in a moment
    digest=$(timeout 20 docker buildx imagetools inspect "$name" 2>/dev/null | sed -n 's/^Digest: *//p') || digest=''
    if [[ $digest == sha256:* ]]; then name_digest "$name" "${digest%%$'\n'*}"; else unknown+=" $name"; fi
  done
  [[ -z $unknown ]] ||
    warn "docker finds no digest of these, so that what was pushed again under the same tag is not rolled out:$unknown"
}
# In a rendering the labels of an object stand before what it says of images, and a ConfigMap's text
# before its labels.
# shellcheck disable=SC2016
OF_SERVICES='/^---/ { part = "" }
  part == "" && $1 == "app.kubernetes.io/component:" { part = $2 }
  function named() { return NF > 1 && $(NF - 1) == "image:" && index(parts, " " part " ") }
'
images() {
  awk -v parts=' web worker singleton job release ' "$OF_SERVICES"'named() { print $NF }' "$RENDERED" | sort -u
}
name_digest() { # NAME DIGEST
  awk -v parts=' web worker singleton job release gateway confirm ' -v name="$1" -v digest="@$2" \
    "$OF_SERVICES"'named() && $NF == name { $0 = $0 digest } { print }' "$RENDERED" >"$RENDERED.pinned"
  mv -f -- "$RENDERED.pinned" "$RENDERED"
}

# How a rollout is watched, and what is said when it does not get on.
OLD_PODS='' TOLD=''
pods() { # NAME: UID NAME READY REASON, a line each
  kube get pods -l "$(named "$1")" -o "jsonpath={range .items[*]}{.metadata.uid} {.metadata.name} \
{.status.containerStatuses[0].ready} {..state.waiting.reason}{\"\\n\"}{end}"
}
# Those that this rollout started: an old one may be the reason for it.
new_pods() { pods "$1" | grep -vF -- "${OLD_PODS:-none}" || true; }
progress() { # KIND NAME: says how far it is; fails until it is there
  if [[ $1 == job ]]; then
    kube get job "$2" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}' | grep -v Failed | grep Complete
  else
    kube rollout status "$1/$2" --timeout=5s 2>&1 | tail -n 1
  fi
}
# The rollout's own deadline has room for pulls of images; a pod that runs and does not become ready is
# given HEALTH_TIMEOUT, as a colour is.
SINCE='' READY=0 UNREADY=0
unready() { # PODS: UNREADY gets the seconds since one ran, or one more became ready
  local count
  count=$(grep -c ' true ' <<<"$1") || true
  if ((count > READY)) || [[ $1 != *' false '* ]]; then SINCE=''; fi
  if [[ -z $SINCE ]] && grep -q ' false $' <<<"$1"; then SINCE=$NOW; fi
  READY=$count UNREADY=$((NOW - ${SINCE:-$NOW}))
}
await() { # KIND NAME
  local begin bad=0 line='' found new reasons='BackOff|NeverPull|InvalidImage|CreateContainer|RunContainer'
  SINCE='' READY=0 UNREADY=0
  now && begin=$NOW
  until line=$(progress "$1" "$2"); do
    now
    found=$(hindrances "$1" "$2")
    new=$(new_pods "$2")
    ((NOW - begin < 15)) || tell_hindrances "$2" "$found"
    # Three looks in a row, since a pull or a first connection may fail once.
    if [[ $new =~ $reasons || $found == *'- ReplicaFailure:'* ]]; then bad=$((bad + 1)); else bad=0; fi
    [[ $1 != deployment ]] || unready "$new"
    if [[ $line == *progress\ deadline* ]] || ((bad == 3 || UNREADY > HEALTH_TIMEOUT || NOW - begin > 3600)) ||
      job_failed "$1" "$2"; then
      tell_hindrances "$2" "$found"
      ((UNREADY <= HEALTH_TIMEOUT)) || say "  $2: runs, and was not ready within $HEALTH_TIMEOUT s"
      show_failure "$1" "$2"
      return 1
    fi
  done
  now && say "  $2: ready after $((NOW - begin)) s"
}
# hindrances KIND NAME: `- REASON: MESSAGE`, a line each, of what is in the way: the quota that a pod
# is refused by, a node that none has room on, an image, a probe. Events outlive what they tell of, so
# that only those of pods of this rollout count, or of the object itself while it has none.
hindrances() {
  local names line
  [[ $1 != deployment ]] || kube get deployment "$2" \
    -o 'jsonpath={range .status.conditions[?(@.type=="ReplicaFailure")]}- ReplicaFailure: {.message}{"\n"}{end}'
  names=$(new_pods "$2" | cut -d ' ' -f 2)
  kube get events --field-selector type=Warning \
    -o 'jsonpath={range .items[*]}{.involvedObject.name} {.reason}: {.message}{"\n"}{end}' |
    while IFS= read -r line; do
      if [[ $'\n'${names:-$2}$'\n' == *$'\n'"${line%% *}"$'\n'* ]]; then printf -- '- %s\n' "${line#* }"; fi
    done
}
tell_hindrances() { # NAME LINES: each once
  local line
  while IFS= read -r line; do
    if [[ $line != '- '* || $TOLD == *$'\n'"$1 $line"$'\n'* ]]; then continue; fi
    TOLD+=$'\n'"$1 $line"$'\n'
    say "  $1: ${line#- }"
  done <<<"$2"
}
job_failed() {
  [[ $1 == job ]] || return 1
  pause 2
  [[ $(kube get job "$2" -o 'jsonpath={.status.conditions[?(@.status=="True")].type}') == *Failed* ]]
}
show_failure() { # KIND NAME
  local pod what='did not become ready'
  [[ $1 != job ]] || what=failed
  pod=$(new_pods "$2" | sed -n '/ true /!{s/^[^ ]* //;s/ .*//p;}')
  pod=${pod%%$'\n'*}
  say "$2 $what${pod:+; the last lines of pod $pod:}"
  [[ -n $pod ]] || return 0
  kube logs "$pod" --all-containers --tail=20 >&2 || true
  kube get events --field-selector "involvedObject.name=$pod" \
    -o 'jsonpath={range .items[*]}{.reason}: {.message}{"\n"}{end}' | tail -n 5 >&2
}

# For who applies from a repository, as Argo CD and Flux do: all objects as a deployment would apply them,
# with tags, digests, values and the numbers of Secrets. No value of a secret is among them.
OUTPUT=''
step_render() {
  use_tag
  require_values
  choose_serials
  ((${#FRESH[@]} == 0)) ||
    die "these Secrets are not in the cluster as their values are here: ${FRESH[*]%% *}; '${0##*/} secrets' makes them"
  choose_gateway_tag
  render
  pin_others
  order_objects
  if [[ -z $OUTPUT ]]; then
    cat -- "$WORK/ordered/objects.yaml"
    return
  fi
  mkdir -p -- "$OUTPUT"
  cp -- "$WORK/ordered/objects.yaml" "$WORK/ordered/kustomization.yaml" "$OUTPUT"
  say "  $OUTPUT has objects.yaml and a kustomization.yaml"
}
step_put() {
  require_values
  check_certificates
  choose_serials
  make_secrets
}

# What the steps of a deployment see to, said to Argo CD: what others need comes first, a release runs
# before the new version and the confirmation after it. Flux makes a Job anew only where it is told to.
# https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
# https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
order_objects() {
  local again='argocd.argoproj.io/hook-delete-policy: BeforeHookCreation'
  mkdir -- "$WORK/ordered" "$WORK/unordered"
  cp -- "$RENDERED" "$WORK/unordered/objects.yaml"
  {
    printf 'resources: [objects.yaml]\npatches:\n'
    annotate namespace 'argocd.argoproj.io/sync-wave: "-4"'
    annotate 'volume, config' 'argocd.argoproj.io/sync-wave: "-3"'
    annotate backing 'argocd.argoproj.io/sync-wave: "-2"'
    annotate release 'argocd.argoproj.io/sync-wave: "-1"' 'argocd.argoproj.io/hook: Sync' "$again" \
      'kustomize.toolkit.fluxcd.io/force: enabled'
    annotate confirm 'argocd.argoproj.io/hook: PostSync' "$again" 'kustomize.toolkit.fluxcd.io/force: enabled'
  } >"$WORK/unordered/kustomization.yaml"
  kubectl kustomize "$WORK/unordered" >"$WORK/ordered/objects.yaml"
  printf 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [objects.yaml]\n' \
    >"$WORK/ordered/kustomization.yaml"
}
annotate() { # COMPONENTS ANNOTATION…
  printf '  - target: {labelSelector: "app.kubernetes.io/component in (%s)"}\n    patch: |-\n' "$1"
  printf '      apiVersion: any\n      kind: any\n      metadata:\n        name: any\n        annotations:\n'
  printf '          %s\n' "${@:2}"
}
