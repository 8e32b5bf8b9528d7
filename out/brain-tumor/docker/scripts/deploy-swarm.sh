#!/usr/bin/env bash
# zdc가 ../../manifests/brain-tumor.yml에서 만든 파일입니다. 직접 고치지 마세요.
# 다시 만들기(RUNBOOK.md 옆에서): zdc build -o . ../../manifests/brain-tumor.yml
# shellcheck disable=SC2034,SC2153,SC2154,SC2329
# The environment as it was, before a name of this script hides any of it; _ before each name.
declare -A ZDC_ENVIRONMENT=() ZDC_VALUES=()
while IFS= read -r -d '' ZDC_ENTRY; do ZDC_ENVIRONMENT["_${ZDC_ENTRY%%=*}"]=${ZDC_ENTRY#*=}; done < <(env -0)
set -euo pipefail

PROJECT='brain-tumor'
STACK_FILE='docker-compose.swarm.yml'
NETWORKS=(medical-net)
EXTERNAL_NETWORKS=()
STEPS=(reconcile preflight build secrets backing release services gateway record clean)
GATEWAY='nginx'
SERVICES=(django fastapi)
WORKERS=()
SINGLETONS=()
BACKING=(django-db redis)
RELEASES=(django-release)
declare -A DEADLINES=(
  ['django']='1004'
  ['fastapi']='944'
  ['django-db']='460'
  ['redis']='460'
)
declare -A IMAGES=(
  ['nginx']="nn-nginx:\${GATEWAY_TAG}"
  ['django']="nn-django:\${TAG:-dev}"
  ['fastapi']="nn-fastapi:\${TAG:-dev}"
  ['django-db']='mysql:8.0'
  ['redis']='redis:7-alpine'
)
declare -A RESOLVE=(
  ['nginx']='never'
  ['django']='never'
  ['fastapi']='never'
  ['django-db']='changed'
  ['redis']='changed'
)
BUILDS=(
  "nn-nginx:\${GATEWAY_TAG}" keep --file nginx/Dockerfile ../../../brain_tumor_front/dist ';'
  "nn-django:\${TAG:-dev}" keep ../../../brain_tumor_back ';'
  "nn-fastapi:\${TAG:-dev}" keep ../../../modAI ';'
)
GATEWAY_CONTEXT='../../../brain_tumor_front/dist'
WRAPPED=(django fastapi)
OF_IMAGE=(django fastapi)
CMD_OF_IMAGE=()
ASKED=()
REQUIRED=()
OPTIONAL=(TAG)
HOST_PATHS=()
TAG_VARIABLE='TAG'
SECRET_VARIABLES=(DJANGO_DB_ROOT_PASS)
SECRET_FILES=()
OPTIONAL_FILES=()
SECRETS=(
  'db-root-password env DJANGO_DB_ROOT_PASS'
)
EXTERNAL_SECRETS=()
SHELL_IMAGE='nginx:1.29-alpine'
TLS=(
  'tls.crt file ../../../docker/nginx/ssl/tls.crt'
  'tls.key file ../../../docker/nginx/ssl/tls.key'
)
ENV_FILES=()
CERTIFICATES='../../../docker/nginx/ssl'
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
