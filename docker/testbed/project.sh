#!/usr/bin/env bash
# Lays out the folders that the example's manifest speaks of, with the stand-in application in
# the place of the real ones, so that its generated files can be run as they are.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: project.sh DIR [VERSION [BROKEN]]

Makes or refreshes in DIR: brain_tumor_back, modAI (build folders), brain_tumor_front/dist,
docker/nginx/ssl (a self-signed certificate), manifests/brain-tumor.yml.
VERSION (default v1) is what the services answer; BROKEN is one of unhealthy, crash,
release-fail, error-500, optionally for one service alone: django=crash.

  ZDC_TESTBED_APP=fast   services that take thousands of connections a second
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
case ${1:-} in
  '' | -h | --help)
    usage
    exit 64
    ;;
esac
dir=$1 version=${2:-v1} broken=${3:-}

build_folder() {
  local folder=$dir/$1 service=$2 fault=$broken
  case $fault in
    "$service"=*) fault=${fault#*=} ;;
    *=*) fault='' ;;
  esac
  mkdir -p "$folder"
  if [[ ${ZDC_TESTBED_APP:-} == fast ]]; then
    cp -R "$here/app/fast/." "$folder/"
  else
    cp -R "$here/app/$service/." "$here/app/standin.py" "$folder/"
  fi
  printf 'SERVICE=%s\nVERSION=%s\nBROKEN=%s\n' "$service" "$version" "$fault" \
    >"$folder/behaviour.env"
}

build_folder brain_tumor_back django
build_folder modAI fastapi

mkdir -p "$dir/brain_tumor_front/dist/assets" "$dir/docker/nginx/ssl" "$dir/manifests"
printf '<!doctype html><title>CDSS</title><p>front %s</p>\n' "$version" \
  >"$dir/brain_tumor_front/dist/index.html"
printf 'console.log("%s")\n' "$version" >"$dir/brain_tumor_front/dist/assets/app.js"
if [[ ! -s $dir/docker/nginx/ssl/tls.crt ]]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost \
    -keyout "$dir/docker/nginx/ssl/tls.key" -out "$dir/docker/nginx/ssl/tls.crt" 2>/dev/null
fi
if [[ -f $here/../../manifests/brain-tumor.yml ]]; then
  cp "$here/../../manifests/brain-tumor.yml" "$dir/manifests/"
fi
