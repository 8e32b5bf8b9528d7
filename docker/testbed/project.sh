#!/usr/bin/env bash
# Lays out the folders that a manifest speaks of, with the stand-in application in the place of
# the real ones, so that its generated files can be run as they are.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: project.sh DIR [VERSION [BROKEN [MANIFEST]]]

Makes or refreshes in DIR what MANIFEST (brain-tumor, shop, forum or clinic) names: build folders, static files,
secrets' files, a self-signed certificate, and the manifest itself below manifests/.
VERSION (default v1) is what the services answer; BROKEN is one of unhealthy, crash,
release-fail, error-500, gateway-500, optionally for one service alone: django=crash.

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
dir=$1 version=${2:-v1} broken=${3:-} manifest=${4:-brain-tumor}

build_folder() { # build_folder FOLDER SERVICE FILE-OR-FOLDER…
  local folder=$dir/$1 service=$2 fault=$broken
  case $fault in
    "$service"=*) fault=${fault#*=} ;;
    *=*) fault='' ;;
  esac
  mkdir -p "$folder"
  if [[ ${ZDC_TESTBED_APP:-} == fast ]]; then
    cp -R "$here/app/fast/." "$folder/"
  else
    cp -R "${@:3}" "$here/app/standin.py" "$folder/"
  fi
  printf 'SERVICE=%s\nVERSION=%s\nBROKEN=%s\n' "$service" "$version" "$fault" \
    >"$folder/behaviour.env"
}

certificate() { # certificate FOLDER
  mkdir -p "$dir/$1"
  if [[ ! -s $dir/$1/tls.crt ]]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost \
      -keyout "$dir/$1/tls.key" -out "$dir/$1/tls.crt" 2>/dev/null
  fi
}

lay_out_brain_tumor() {
  build_folder brain_tumor_back django "$here/app/django/."
  build_folder modAI fastapi "$here/app/fastapi/."
  mkdir -p "$dir/brain_tumor_front/dist/assets"
  printf '<!doctype html><title>CDSS</title><p>front %s</p>\n' "$version" \
    >"$dir/brain_tumor_front/dist/index.html"
  printf 'console.log("%s")\n' "$version" >"$dir/brain_tumor_front/dist/assets/app.js"
  certificate docker/nginx/ssl
}

# The images of a stack have no build folder in the manifest: scenarios/stacks.py builds them.
stack_image() { # stack_image SERVICE
  build_folder "images/$1" "$1" "$here/app/stack/." "$here/app/fastapi/main.py"
}

lay_out_forum() {
  stack_image web
  stack_image streaming
}

lay_out_clinic() {
  local service
  for service in config-server schema customers visits portal; do stack_image "$service"; done
  mkdir -p "$dir/manifests/clinic"
  cp -R "$here/../../manifests/clinic/." "$dir/manifests/clinic/"
}

lay_out_shop() {
  local service shop="$here/../../manifests/shop"
  for service in storefront api chat worker; do
    build_folder "manifests/shop/$service" "$service" "$here/app/shop/." \
      "$here/app/fastapi/main.py" "$here/app/django/manage.py"
  done
  if [[ ! -e $dir/manifests/shop/api.env ]]; then
    cp -R "$shop/." "$dir/manifests/shop/"
  fi
  printf 'session' >"$dir/manifests/shop/session.key"
  certificate manifests/shop/certificates
}

mkdir -p "$dir/manifests"
"lay_out_${manifest//-/_}"
cp "$here/../../manifests/$manifest.yml" "$dir/manifests/"
