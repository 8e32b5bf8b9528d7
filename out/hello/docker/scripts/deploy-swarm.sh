#!/usr/bin/env bash
# Made by zdc from ../../manifests/minimal.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/minimal.yml
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
# The environment as it was, before a name of this script hides any of it; _ before each name.
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
while IFS= read -r -d '' ZDC_ENTRY; do ZDC_ENVIRONMENT["_${ZDC_ENTRY%%=*}"]=${ZDC_ENTRY#*=}; done < <(env -0)
set -euo pipefail

PROJECT='hello'
STACK_FILE='docker-compose.swarm.yml'
NETWORKS=(hello)
EXTERNAL_NETWORKS=()
STEPS=(reconcile preflight build services gateway record clean)
GATEWAY='nginx'
SERVICES=(web)
WORKERS=()
SINGLETONS=()
BACKING=()
RELEASES=()
declare -A DEADLINES=(
  ['web']='447'
)
declare -A IMAGES=(
  ['nginx']='nginx:1.29-alpine'
  ['web']="hello-web:\${TAG:-dev}"
)
declare -A RESOLVE=(
  ['nginx']='changed'
  ['web']='never'
)
BUILDS=(
  "hello-web:\${TAG:-dev}" keep ../../../manifests/minimal ';'
)
GATEWAY_CONTEXT=''
WRAPPED=(web)
OF_IMAGE=(web)
CMD_OF_IMAGE=()
ASKED=()
REQUIRED=()
OPTIONAL=(TAG)
HOST_PATHS=()
TAG_VARIABLE='TAG'
SECRET_VARIABLES=()
SECRET_FILES=()
OPTIONAL_FILES=()
SECRETS=()
EXTERNAL_SECRETS=()
SHELL_IMAGE='nginx:1.29-alpine'
TLS=()
ENV_FILES=()
CERTIFICATES=''
SERVER_NAMES=()
KEEP_IMAGES=0
declare -A HOOKS=()

CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
# shellcheck source=/dev/null
for PART in common images swarm; do source "scripts/lib/$PART.sh"; done

usage() {
  cat <<TEXT
usage: ${0##*/} [COMMAND] [options]

  deploy           build and roll out a new version of $PROJECT (the default)
  rollback         back to the deployment before the one that runs
  status           what runs
  scale NAME=N…    other numbers of replicas, until the next deploy
  logs NAME        follow a service's logs
  certificates     roll out renewed certificates
  rm               remove everything but the volumes

  --tag T          deploy images of this tag    --no-build  take images as they are
  --backing NAME   replace that backing service, if it changed: it is away meanwhile
  --dry-run        tell, change nothing         --help
Values come from the environment, then from docker/.env; DOCKER_HOST may name another manager.
TEXT
}
REPLACE=()
own_option() {
  [[ $1 == --backing ]] || return 1
  within "${2-}" "${BACKING[@]}" || misuse "--backing needs one of: ${BACKING[*]}"
  REPLACE+=("$2") OPTION_WORDS=2
}
check_engine() {
  local version help
  version=$(docker version --format '{{.Client.Version}}')
  ((${version%%.*} >= 25)) || die "the docker CLI is $version; 25 or newer is needed"
  [[ $(docker info --format '{{.Swarm.ControlAvailable}}') == true ]] || die "no manager of a swarm; see: docker swarm init"
  DETACH=()
  help=$(docker stack deploy --help)
  if [[ $help == *--detach* ]]; then DETACH=(--detach=true); fi
}
lock() {
  local folder=${ZDC_VALUES[ZDC_STATE]:-/var/lib/zdc/$PROJECT}
  dry "take the lock in $folder" || { mkdir -p "$folder" && take_lock "$folder/lock"; }
}
status() {
  local name
  docker service ls --filter "label=$OURS" --format 'table {{.Name}}\t{{.Replicas}}\t{{.Image}}'
  for name in $(names); do
    ask "$name" '{{.Spec.Name}}: deployment {{index .Spec.Labels "zdc.deployment"}}{{with .UpdateStatus}}, {{.State}}: {{.Message}}{{end}}'
  done
}
scale() {
  local entry before
  for entry in "$@"; do
    if [[ ! $entry =~ ^([^=]+)=[0-9]+$ ]] || ! within "${BASH_REMATCH[1]}" "${SERVICES[@]}" "${WORKERS[@]}" "$GATEWAY"; then
      misuse "'$entry' is not NAME=NUMBER of one of: ${SERVICES[*]} ${WORKERS[*]} $GATEWAY"
    fi
    before=$(ask "${entry%=*}" "$TASKS")
    act docker service scale --detach "${PROJECT}_$entry" >/dev/null
    ((DRY_RUN)) || settle "${entry%=*}" completed "$before" || die "$entry was not reached"
  done
  say "the next deploy goes back to the manifest's number"
}
remove_stack() {
  act docker stack rm "$PROJECT" >&2
  until ((DRY_RUN)) || [[ -z $(names && docker network ls --quiet --filter "label=$OURS") ]]; do pause 1; done
  say "the volumes of $PROJECT stay; docker volume ls shows them on each node"
}

# In braces, since bash reads a file while it runs it: what is written into it meanwhile is not read.
{
  parse_options "$@"
  case $COMMAND in
    status | logs) check_engine ;;
    deploy | rollback | scale | certificates | rm) read_environment .env && check_engine && lock ;;
    *) misuse "unknown command '$COMMAND'" ;;
  esac
  case $COMMAND in
    deploy) use_tag && run_steps "${STEPS[@]}" ;;
    rollback) run_steps reconcile restore clean ;;
    certificates) run_steps reconcile renew clean ;;
    scale) scale "${ARGUMENTS[@]}" ;;
    logs) docker service logs --follow --tail 100 "${PROJECT}_${ARGUMENTS[0]:-$GATEWAY}" ;;
    status) status ;;
    rm) remove_stack ;;
  esac
  exit
}
