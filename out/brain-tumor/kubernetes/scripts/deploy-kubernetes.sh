#!/usr/bin/env bash
# zdc가 ../../manifests/brain-tumor.yml에서 만든 파일입니다. 직접 고치지 마세요.
# 다시 만들기(RUNBOOK.md 옆에서): zdc build -o . ../../manifests/brain-tumor.yml
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
# The environment as it was, before a name of this script hides any of it; _ before each name.
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
while IFS= read -r -d '' ZDC_ENTRY; do ZDC_ENVIRONMENT["_${ZDC_ENTRY%%=*}"]=${ZDC_ENTRY#*=}; done < <(env -0)
set -euo pipefail

PROJECT='brain-tumor'
STEPS=(reconcile preflight build secrets foundation backing release services gateway confirm clean)
ROLLBACK_STEPS=(reconcile recall services gateway confirm clean)
REQUIRED=()
OPTIONAL=(TAG)
HOST_PATHS=()
TAG_VARIABLE='TAG'
CONFIGURED=()
SECRETS=(
  'db-root-password env DJANGO_DB_ROOT_PASS'
  'tls folder ../../../docker/nginx/ssl'
)
SECRET_VARIABLES=(DJANGO_DB_ROOT_PASS)
SECRET_FILES=()
OPTIONAL_FILES=()
ENV_FILES=()
CERTIFICATES='../../../docker/nginx/ssl'
SERVER_NAMES=()
GATEWAY='nginx'
WEB=(django fastapi)
WORKERS=()
SINGLETONS=()
JOBS=()
BACKING=(django-db redis)
RELEASES=(django-release)
CONFIRM='nginx-confirm'
HEALTH_TIMEOUT=120
KEPT_ON_FAILURE=()
BUILDS=(
  "nn-nginx:\${GATEWAY_TAG}" keep --file nginx/Dockerfile ../../../brain_tumor_front/dist ';'
  "nn-django:\${TAG:-dev}" keep ../../../brain_tumor_back ';'
  "nn-fastapi:\${TAG:-dev}" keep ../../../modAI ';'
)
GATEWAY_CONTEXT='../../../brain_tumor_front/dist'
declare -A HOOKS=()

# Paths above are relative to docker/.
CALLED_IN=$PWD
ROOT=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$ROOT/docker"
# shellcheck source=/dev/null
for PART in common images kubernetes rollout; do source "scripts/lib/$PART.sh"; done

step_reconcile() {
  kubectl version >/dev/null || die 'kubectl does not reach a cluster'
  say "  cluster: $(kubectl config current-context || true)"
  prepare_namespace
  dry 'take the lock' || take_lock
}
step_preflight() {
  local version checked
  use_tag
  require_values
  check_certificates
  version=$(kubectl version -o json | tr -d ' \n')
  if [[ ! $version =~ serverVersion.*\"minor\":\"([0-9]+) ]] || ((BASH_REMATCH[1] < 30)); then
    die "the server is older than Kubernetes 1.30, which preStop's sleep needs"
  fi
  check_namespace
  choose_serials
  choose_gateway_tag
  render
  pin_others
  read_record
  [[ $STATE != pending ]] || say '  the last deployment did not finish; this one brings all to one version'
  if ((NAMESPACE_IS_MISSING)); then
    say "  the server checks what goes into namespace $PROJECT once that is there; its form is checked here"
    kube apply --dry-run=client -f "$RENDERED" >/dev/null
    return
  fi
  # A Job never changes: the one that the last run left goes when its step makes its successor.
  checked=(-f "$RENDERED" -l "$MINE,app.kubernetes.io/component notin (namespace)")
  [[ -z $(kube get jobs -l "$MINE,app.kubernetes.io/component in (release, confirm)" -o name) ]] ||
    checked=(-f "$RENDERED" -l "$MINE,app.kubernetes.io/component notin (namespace, release, confirm)")
  ((DRY_RUN == 0)) || kube diff --server-side --force-conflicts --field-manager=zdc "${checked[@]}" || true
  apply "${checked[@]}" --dry-run=server
}
step_build() {
  ((BUILD)) || return 0
  build_images
  each_build pin_image
}
step_secrets() { make_secrets; }
step_foundation() {
  update_namespace
  apply -f "$RENDERED" -l "$MINE,app.kubernetes.io/component in (volume, config)"
}
step_backing() {
  local name
  for name in "${BACKING[@]}"; do
    if would_restart "$name" && ! within "$name" "${REPLACE[@]}"; then
      say "  $name has changed and stays as it is: --backing $name replaces it, and it is away meanwhile"
      continue
    fi
    roll statefulset "$name" "$RENDERED"
    [[ -z $OLD_PODS || -z $(new_pods "$name") ]] || warn "$name has changed, and was away while it restarted"
  done
}
would_restart() { # NAME: it runs, from another template than the rendering's
  local held made template='jsonpath={..spec.template}'
  held=$(kube get statefulset "$1" --ignore-not-found -o "$template")
  [[ -n $held ]] || return 1
  made=$(kube apply --server-side --force-conflicts --field-manager=zdc --dry-run=server \
    -f "$RENDERED" -l "$(named "$1")" -o "$template")
  [[ $made != "$held" ]]
}
step_release() {
  local name
  run_hook beforeRelease
  for name in "${RELEASES[@]}"; do roll job "$name" "$RENDERED"; done
}
step_services() {
  [[ $COMMAND != deploy ]] || run_hook beforeSwitch
  write_record pending "$WORK/current" "$WORK/previous"
  roll_each deployment "${WEB[@]}"
}
undo_services() { restore; } # and what the steps after it touched
step_gateway() {
  roll_each deployment "$GATEWAY"
  [[ -n $CONFIRM || $COMMAND != deploy ]] || run_hook afterSwitch
}
# That pods are ready says what their health says. This asks what visitors ask, the way that they come; a
# rollback asks what its own version is to answer.
step_confirm() {
  roll job "$CONFIRM" "$RENDERED"
  [[ $COMMAND != deploy ]] || run_hook afterSwitch
}
step_workers() { roll_each deployment "${WORKERS[@]}"; }
step_singletons() {
  say "  never two at a time, so these are away for a moment: ${SINGLETONS[*]}"
  roll_each deployment "${SINGLETONS[@]}"
}
step_jobs() { roll_each cronjob "${JOBS[@]}"; }

usage() {
  cat <<TEXT
usage: ${0##*/} [COMMAND] [options]

  deploy         build and roll out a new version of $PROJECT (the default)
  rollback       roll out the version before it
  certificates   test and roll out renewed certificates
  status         what runs
  scale NAME=N…  other numbers of replicas, until the next deploy
  logs [NAME]    follow the logs
  rm             remove everything but the claims and their data
  rbac           print the Role that this script needs
  render         print all objects as a deployment would apply them, for Argo CD or Flux
  secrets        make the Secrets whose values are new, and nothing else

  --tag T          deploy images of this tag
  --no-build       take images as they are
  --backing NAME   replace that backing service, if it changed: it is away meanwhile
  --output DIR     write what is rendered into that folder; -o DIR
  --dry-run        tell what would be done, change nothing
  --help
Values come from the environment or docker/.env; kubectl's current context says which cluster.
TEXT
}
REPLACE=()
own_option() {
  if [[ $1 == -o || $1 == --output ]]; then
    [[ $COMMAND == render && -n ${2-} ]] || misuse "$1 needs the command render before it, and a folder behind it"
    # Folders are named from where the script was called.
    OUTPUT=$(cd -- "$CALLED_IN" && realpath -m -- "$2") OPTION_WORDS=2
    return
  fi
  [[ $1 == --backing ]] || return 1
  within "${2-}" "${BACKING[@]}" || misuse "--backing needs one of: ${BACKING[*]}"
  REPLACE+=("$2") OPTION_WORDS=2
}
hook_facts() { export ZDC_TAG=${TAG_VARIABLE:+${ZDC_VALUES[$TAG_VARIABLE]-}}; }

# In braces, since bash reads a file while it runs it: what is written into it meanwhile is not read.
{
  parse_options "$@"
  read_environment .env
  case $COMMAND in
    deploy) run_steps "${STEPS[@]}" ;;
    rollback) run_steps "${ROLLBACK_STEPS[@]}" ;;
    certificates) run_steps reconcile renew gateway ;;
    scale | rm) run_steps reconcile "$COMMAND" ;;
    rbac) role ;;
    render) run_steps render ;;
    secrets) run_steps reconcile put ;;
    status) kube get deployments,statefulsets,cronjobs,pods -o wide -l "$MINE" ;;
    logs)
      kube logs -l "$MINE${ARGUMENTS[0]+,app.kubernetes.io/name=${ARGUMENTS[0]}}" --all-containers --prefix \
        --tail=100 --follow --max-log-requests=100
      ;;
    *) misuse "unknown command '$COMMAND'" ;;
  esac
  exit
}
