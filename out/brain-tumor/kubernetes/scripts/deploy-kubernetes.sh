#!/usr/bin/env bash
# zdc가 ../../manifests/brain-tumor.yml에서 만든 파일입니다. 직접 고치지 마세요.
# 다시 만들기(RUNBOOK.md 옆에서): zdc build -o . ../../manifests/brain-tumor.yml
# shellcheck disable=SC2034,SC2154
set -euo pipefail

PROJECT='brain-tumor'
STEPS=(reconcile preflight build secrets foundation backing release services gateway clean)
ROLLBACK_STEPS=(reconcile recall services gateway clean)
REQUIRED=()
OPTIONAL=(TAG)
TAG_VARIABLE='TAG'
CONFIGURED=()
SECRETS=(
  'db-root-password env DJANGO_DB_ROOT_PASS'
  'tls folder ../../../docker/nginx/ssl'
)
SECRET_VARIABLES=(DJANGO_DB_ROOT_PASS)
SECRET_FILES=()
CERTIFICATES='../../../docker/nginx/ssl'
SERVER_NAMES=()
GATEWAY='nginx'
WEB=(django fastapi)
WORKERS=()
SINGLETONS=()
JOBS=()
BACKING=(django-db redis)
RELEASES=(django)
KEPT_ON_FAILURE=()
BUILDS=(
  "nn-nginx:\${GATEWAY_TAG}" keep --file nginx/Dockerfile ../../../brain_tumor_front/dist ';'
  "nn-django:\${TAG:-dev}" keep ../../../brain_tumor_back ';'
  "nn-fastapi:\${TAG:-dev}" keep ../../../modAI ';'
)
GATEWAY_CONTEXT='../../../brain_tumor_front/dist'
declare -A HOOKS=()

# The functions in cluster.sh are the same for every project; paths above are relative to docker/.
ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$ROOT/docker"
# shellcheck source=/dev/null
source "$ROOT/kubernetes/scripts/cluster.sh"

# Messages go to stderr, results to stdout.
say() { printf '%s\n' "$*" >&2; }
warn() { say "warning: $*"; }
die() {
  say "error: $*"
  exit 1
}
misuse() {
  say "error: $*; see --help"
  exit 64
}

# Descriptor 9 is the lock: a child that outlives a killed script must not hold it.
docker() { command docker "$@" 9>&-; }
pause() { command sleep "$1" 9>&-; }

# What changes something runs through `act`, or asks `dry` first: --dry-run tells it instead.
dry() {
  ((DRY_RUN)) || return 1
  say "  would $*"
}
act() { dry "run:$(printf ' %q' "$@")" || "$@"; }
within() { # within WORD LIST…: is it one of them?
  local word=$1 item
  shift
  for item in "$@"; do [[ $item != "$word" ]] || return 0; done
  return 1
}

# read_environment FILE: sets what the environment does not. The only forms are those that every
# reader of such a file takes alike; a `$` is no reference here, so it needs single quotes.
read_environment() {
  local line name value number=0
  [[ -e $1 ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line%$'\r'} number=$((number + 1))
    if [[ $line =~ ^[[:space:]]*(#.*)?$ ]]; then continue; fi
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)=[[:space:]]*(.*)$ ]] ||
      die "$1:$number: expected NAME=VALUE"
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    if [[ $value =~ ^\'([^\']*)\'[[:space:]]*(#.*)?$ || $value =~ ^\"([^\"\\$]*)\"[[:space:]]*(#.*)?$ ]]; then
      value=${BASH_REMATCH[1]}
    else
      value=${value%%[[:space:]]#*}
      value=${value%"${value##*[![:space:]]}"}
      [[ $value != *[\'\"\\$]* ]] || die "$1:$number: write this value in single quotes, on one line"
    fi
    if [[ ! -v $name ]]; then export "$name=$value"; fi
  done <"$1"
}

# Every missing value is named at once. An empty one counts as missing.
require_values() {
  local name missing=()
  for name in "${REQUIRED[@]}" "${SECRET_VARIABLES[@]}"; do
    if [[ -z ${!name-} ]]; then missing+=("$name"); fi
  done
  for name in "${SECRET_FILES[@]}"; do
    if [[ ! -f $name || ! -r $name ]]; then missing+=("$name (file)"); fi
  done
  ((${#missing[@]} == 0)) || die "not set, neither in the environment nor in docker/.env: ${missing[*]}"
}

check_certificates() {
  local name certificate
  [[ -n $CERTIFICATES ]] || return 0
  command -v openssl >/dev/null || die "openssl is needed to check the certificate"
  for name in tls "${SERVER_NAMES[@]}"; do
    certificate=$CERTIFICATES/$name
    # Only tls.crt must be there: it also serves the names that have none of their own.
    if [[ $name != tls && ! -e $certificate.crt ]]; then continue; fi
    [[ -r $certificate.crt && -r $certificate.key ]] || die "missing or unreadable: $certificate.crt, $certificate.key"
    openssl x509 -in "$certificate.crt" -noout -checkend 0 >/dev/null || die "expired or no certificate: $certificate.crt"
    [[ $(openssl x509 -in "$certificate.crt" -noout -pubkey) == "$(openssl pkey -in "$certificate.key" -pubout)" ]] ||
      die "$certificate.key is not the key of $certificate.crt"
  done
}

# parse_options WORD…: sets COMMAND, ARGUMENTS and the options; own_option takes those that only
# this script has, and says in OPTION_WORDS how many words one has.
COMMAND='' ARGUMENTS=() TAG_OPTION='' BUILD=1 DRY_RUN=0 OPTION_WORDS=1
parse_options() {
  while (($#)); do
    OPTION_WORDS=1
    case $1 in
      -h | --help) usage && exit 0 ;;
      --tag)
        [[ -n ${2-} ]] || misuse "--tag needs a value"
        TAG_OPTION=$2 OPTION_WORDS=2
        ;;
      --no-build) BUILD=0 ;;
      --dry-run) DRY_RUN=1 ;;
      -*) own_option "$@" || misuse "unknown option $1" ;;
      *) if [[ -z $COMMAND ]]; then COMMAND=$1; else ARGUMENTS+=("$1"); fi ;;
    esac
    shift "$OPTION_WORDS"
  done
  COMMAND=${COMMAND:-deploy}
}

# Folders and locks of a remote engine would be elsewhere.
refuse_remote_engine() {
  local host
  host=${DOCKER_HOST:-$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || true)}
  [[ -z $host || $host == unix://* ]] || die "the engine at $host is not on this host"
}

use_tag() {
  [[ -n $TAG_OPTION ]] || return 0
  [[ -n $TAG_VARIABLE ]] || misuse "--tag changes nothing: no image of $PROJECT holds \${TAG}"
  export "$TAG_VARIABLE=$TAG_OPTION"
}

# run_steps STEP…: runs step_NAME in order. When one fails or the run is interrupted, undo_NAME of
# each step that began runs in reverse order.
STEP='' BEGUN=()
run_steps() {
  local number=0
  trap finish EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  for STEP in "$@"; do
    say "[$((++number))/$#] $STEP"
    BEGUN=("$STEP" "${BEGUN[@]}")
    "step_$STEP"
  done
  BEGUN=()
}

finish() {
  local status=$? failed=$STEP
  trap - EXIT
  trap '' HUP INT TERM
  set +e
  if ((status && ${#BEGUN[@]})); then say "error: step '$failed' failed; undoing"; fi
  if ((status && ${#BEGUN[@]} && DRY_RUN == 0)); then
    for STEP in "${BEGUN[@]}"; do
      if declare -F "undo_$STEP" >/dev/null; then "undo_$STEP"; fi
    done
    STEP=$failed
    (run_hook onFailure) || warn "hook onFailure failed"
  fi
  if declare -F clean_up >/dev/null; then clean_up; fi
  exit "$status"
}

# run_hook NAME: the manifest's hook, with the facts of this run; its failure is the step's.
run_hook() {
  local file=${HOOKS[$1]-}
  [[ -n $file ]] || return 0
  say "  hook $1: $file"
  hook_facts
  ZDC_HOOK=$1 ZDC_PROJECT=$PROJECT ZDC_COMMAND=$COMMAND ZDC_STEP=$STEP act "$file" 9>&- ||
    die "hook $1 failed: $file"
}

# expand TEXT: REPLY gets it with deploy-time variables filled in and `$$` made a dollar.
expand() {
  local text=$1 value form="^([^\$]*)\\\$(\\\$|\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?\})"
  REPLY=''
  while [[ $text =~ $form ]]; do
    text=${text:${#BASH_REMATCH[0]}} value=\$
    if [[ -n ${BASH_REMATCH[3]} ]]; then value=${!BASH_REMATCH[3]:-${BASH_REMATCH[5]}}; fi
    REPLY+=${BASH_REMATCH[1]}$value
  done
  REPLY+=$text
}

# The gateway's image changes with its static files, not with every version.
choose_gateway_tag() {
  if [[ -z $GATEWAY_CONTEXT ]] || { ((BUILD == 0)) && [[ -n ${GATEWAY_TAG-} ]]; }; then return; fi
  GATEWAY_TAG=$({ cat nginx/Dockerfile && tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
    -C "$GATEWAY_CONTEXT" -cf - .; } | sha256sum)
  export GATEWAY_TAG=${GATEWAY_TAG:0:12}
}

# BUILDS holds for each image: its name, `push` or `keep`, the words for `docker build`, and `;`.
build_images() {
  local word words=()
  for word in "${BUILDS[@]}"; do
    if [[ $word != ';' ]]; then
      expand "$word" && words+=("$REPLY")
      continue
    fi
    act docker build --tag "${words[0]}" "${words[@]:2}" >&2
    if [[ ${words[1]} == push ]]; then act docker push --quiet "${words[0]}" >&2; fi
    words=()
  done
}

# The wrapper stands before the whole command, so that an ENTRYPOINT which the manifest does not name
# would be lost; and it needs a shell.
check_wrapped() {
  local name image words
  for name in "${WRAPPED[@]}"; do
    expand "${IMAGES[$name]}" && image=$REPLY
    if dry "look at the ENTRYPOINT and the shell of $image"; then continue; fi
    docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" >&2
    words=$(docker image inspect --format '{{json .Config.Entrypoint}}' "$image")
    [[ $words == null || $words == '[]' ]] || ! within "$name" "${BARE[@]}" ||
      die "$image has the ENTRYPOINT $words: name it as 'entrypoint' of service $name"
    docker run --rm --network none --entrypoint /bin/sh "$image" -c 'command -v cat && command -v sleep' >/dev/null ||
      die "the wrapper of service $name needs a shell, cat and sleep in $image"
  done
}

step_reconcile() {
  kubectl version >/dev/null || die 'kubectl does not reach a cluster'
  say "  cluster: $(kubectl config current-context || true)"
  kubectl get namespace "$PROJECT" &>/dev/null || act kubectl create -f "$ROOT/kubernetes/00-namespace.yml" >/dev/null
  dry 'take the lock' || take_lock
}
step_preflight() {
  local version
  use_tag
  require_values
  check_certificates
  version=$(kubectl version -o json | tr -d ' \n')
  if [[ ! $version =~ serverVersion.*\"minor\":\"([0-9]+) ]] || ((BASH_REMATCH[1] < 30)); then
    die "the server is older than Kubernetes 1.30, which preStop's sleep needs"
  fi
  choose_serials
  choose_gateway_tag
  render
  read_record
  [[ $STATE != pending ]] || say '  the last deployment did not finish; this one brings all to one version'
  ((DRY_RUN == 0)) || kube diff --server-side --force-conflicts --field-manager=zdc -f "$RENDERED" || true
  apply -f "$RENDERED" --dry-run=server
}
step_build() { ((BUILD == 0)) || build_images; }
step_secrets() { make_secrets; }
step_foundation() {
  apply -f "$RENDERED" -l "$MINE,app.kubernetes.io/component in (namespace, volume, config)"
}
step_backing() {
  local name
  for name in "${BACKING[@]}"; do
    roll statefulset "$name" "$RENDERED"
    [[ -z $OLD_PODS || -z $(new_pods "$name") ]] || warn "$name has changed, and was away while it restarted"
  done
}
step_release() {
  local name
  run_hook beforeRelease
  for name in "${RELEASES[@]}"; do roll job "$name-release" "$RENDERED"; done
}
step_services() {
  [[ $COMMAND != deploy ]] || run_hook beforeSwitch
  write_record pending "$WORK/current" "$WORK/previous"
  roll_each deployment "${WEB[@]}"
}
undo_services() { restore; } # and what the steps after it touched
step_gateway() {
  roll_each deployment "$GATEWAY"
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

  --tag T        deploy images of this tag    --no-build  take images as they are
  --dry-run      tell, change nothing         --help
Values come from the environment or docker/.env; kubectl's current context says which cluster.
TEXT
}
own_option() { return 1; }
hook_facts() { export ZDC_TAG=${!TAG_VARIABLE-}; }

parse_options "$@"
read_environment .env
case $COMMAND in
  deploy) run_steps "${STEPS[@]}" ;;
  rollback) run_steps "${ROLLBACK_STEPS[@]}" ;;
  certificates) run_steps reconcile renew gateway ;;
  scale | rm) run_steps reconcile "$COMMAND" ;;
  status) kube get deployments,statefulsets,cronjobs,pods -o wide -l "$MINE" ;;
  logs)
    kube logs -l "$MINE${ARGUMENTS[0]+,app.kubernetes.io/name=${ARGUMENTS[0]}}" --all-containers --prefix \
      --tail=100 --follow --max-log-requests=100
    ;;
  *) misuse "unknown command '$COMMAND'" ;;
esac
