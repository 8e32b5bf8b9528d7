#!/bin/sh
# Made by zdc from ../../manifests/git.yml; do not edit.
# Make it again, beside RUNBOOK.md: zdc build -o . ../../manifests/git.yml
# Rule ZDC222 = off: one process writes the repositories
set -eu

# The gateway's folder, and questions to the gateway. Runs on the host, in the setup service and in
# the gateway itself: sh of bash, dash or busybox; curl, or wget where the image has no curl.
umask 022

# link FOLDER NAME TARGET: by rename, so that NAME always points somewhere; never to what is not there
link() {
  if [ ! -e "$1/$3" ]; then
    echo "$1/$3 is missing: $2 is not linked to it" >&2
    return 1
  fi
  ln -sfn "$3" "$1/.new"
  mv -Tf "$1/.new" "$1/$2"
}

# turn FOLDER LINK SERIAL COLOUR: the switch. LINK is a conf's own, which nginx with that conf follows for
# each request, and what it finds has no other use: so no loss of another file or folder moves requests.
turn() {
  : >"$1/serves.$3.$4"
  link "$1" "$2" "serves.$3.$4"
}

# keep SOURCE TARGET: a copy that is there as a whole or not at all
keep() {
  cp "$1" "$2.new"
  chmod 0555 "$2.new"
  mv -f "$2.new" "$2"
}

# sum FILE...: short, and the same for the same bytes
sum() { cat "$@" | sha256sum | cut -c 1-16; }

# said FILE: the value in a file of one line, "'' VALUE;"
said() { sed -n "s/^'' \([0-9a-f]*\);\$/\1/p" "$1" 2>/dev/null || true; }

# prepare STATE SERIAL COLOUR NGINX STATIC: the folder of one deployment. With its routes, addresses
# and static files a rollback comes back; the other colour's addresses are always its own latest.
prepare() {
  folder=$1/gateway/$2
  other=blue
  [ "$3" != blue ] || other=green
  rm -rf "$folder"
  mkdir -p "$folder/state" "$1/gateway/acme"
  cp "$4/nginx-blue-green.conf" "$folder/nginx.conf"
  cp -R "$4/upstreams" "$folder/upstreams"
  # What nginx will say of itself, to find out whether it has read this.
  for file in blue green; do
    printf "map '' \$loaded_%s { default %s; }\n" "$file" "$(sum "$folder/upstreams/$file.conf")" >>"$folder/upstreams/$file.conf"
  done
  if [ -e "$1/gateway/$other" ]; then
    ln -sf "../../$other/upstreams/$other.conf" "$folder/upstreams/$other.conf"
  fi
  printf "'' %s;\n" "$(sum "$folder/nginx.conf")" >"$folder/state/conf.map"
  printf "'' %s;\n" "$3" >"$folder/state/colour.map"
  printf "'' %s;\n" "$2" >"$folder/state/serial.map"
  if [ -n "$5" ]; then cp -R "$5" "$folder/static"; fi
  chmod -R a+rX "$folder"
  keep "$4/gateway.sh" "$1/gateway/gateway.sh"
}

# adopt STATE SERIAL COLOUR: makes a prepared folder the first one
adopt() {
  link "$1/gateway" blue "$2"
  link "$1/gateway" green "$2"
  turn "$1/gateway" "conf.$(said "$1/gateway/$2/state/conf.map")" "$2" "$3"
  link "$1/gateway" live "$3"
}

# certificates STATE SERIAL FOLDER [NAME...]: tls.crt also serves server names without their own
certificates() {
  from=$3
  to=$1/gateway/tls.$2
  for file in "$from"/*.crt "$from"/*.key; do
    if [ -L "$file" ] && [ ! -e "$file" ]; then
      echo "${file##*/} leads to $(readlink "$file"), and nothing is there in this container: make the" >&2
      echo "first start by docker/scripts/deploy-blue-green.sh, which copies the files on the host" >&2
      return 1
    fi
  done
  rm -rf "$to"
  mkdir -p "$to"
  cp "$from"/*.crt "$from"/*.key "$to/"
  shift 3
  for name; do
    if [ ! -e "$to/$name.crt" ]; then
      cp "$to/tls.crt" "$to/$name.crt"
      cp "$to/tls.key" "$to/$name.key"
    fi
  done
  printf "'' %s;\n" "$(sum "$to"/*.crt "$to"/*.key)" >"$to/loaded.map"
  chmod 0600 "$to"/*.key
  link "${to%/*}" tls "${to##*/}"
}

# setup [NAME...]: in the setup service, what a first start needs. What is there is never touched.
setup() {
  static=
  [ ! -d /from/static ] || static=/from/static
  mkdir -p /state/files
  for file in /from/files/*; do
    if [ -e "$file" ] && [ ! -e "/state/files/${file##*/}" ]; then
      keep "$file" "/state/files/${file##*/}"
    fi
  done
  if [ -d /from/certificates ] && [ ! -e /state/gateway/tls ]; then
    certificates /state 0 /from/certificates "$@"
  fi
  if [ ! -e /state/gateway/live ]; then
    prepare /state 0 blue /from/nginx "$static"
    adopt /state 0 blue
  fi
  # The folder stays with the one whose folder it is, who may deploy without being root.
  chown -R "$(stat -c %u:%g /state)" /state/gateway /state/files
}

# empty FOLDER...: in the setup service, which has them to write
empty() { for copy; do rm -rf -- "${copy:?}"/* "${copy:?}"/.[!.]* "${copy:?}"/..?*; done; }

body() { curl -fs -m 3 "$1" 2>/dev/null || wget -q -T 3 -O - "$1" 2>/dev/null; }

# code URL HOST: the status of the first answer; a redirect is an answer
code() {
  if command -v curl >/dev/null; then
    curl -ks -m 5 -o /dev/null -w '%{http_code}' ${2:+-H "Host: $2"} "$1" || true
  else
    wget -S -T 5 -O /dev/null --no-check-certificate ${2:+--header "Host: $2"} "$1" 2>&1 |
      sed -n 's|^ *HTTP/[0-9.]* \([0-9]*\).*|\1|p' | head -n 1
  fi
}

# now: seconds of a clock that nobody sets
now() {
  read -r up _ </proc/uptime
  echo "${up%.*}"
}
late() { [ "$(now)" -ge "$end" ]; }

# serving: what the running nginx says, `COLOUR SERIAL`
serving() { body http://127.0.0.1:8079/zdc/colour; }

# switched TEXT SECONDS: waits until nginx says TEXT
switched() {
  end=$(($(now) + $2))
  until [ "$(serving)" = "$1" ]; do
    ! late || return 1
    sleep 0.1
  done
}

# fresh: nginx has read what is there now. One that can't say so has not, nor where no sum is known.
fresh() (
  cd /etc/zdc || return 1
  now=$(said live/state/conf.map)
  for colour in blue green; do
    now="$now $(sed -n "s/^map '' \$loaded_$colour { default \([0-9a-f]*\); }\$/\1/p" "live/upstreams/$colour.conf")"
  done
  tls=$(said tls/loaded.map)
  case $now in ' '* | *'  '* | *' ') return 1 ;; esac
  [ "$(body http://127.0.0.1:8079/zdc/loaded)" = "$now ${tls:-none}" ]
)

# answering TIMES SECONDS HOST URL...: each answers 2xx or 3xx TIMES in a row, all within SECONDS
answering() {
  times=$1 end=$(($(now) + $2)) host=$3
  shift 3
  for url; do
    streak=0
    while [ "$streak" -lt "$times" ]; do
      status=$(code "$url" "$host")
      case $status in
        2?? | 3??) streak=$((streak + 1)) ;;
        *) streak=0 ;;
      esac
      [ "$streak" -gt 0 ] || sleep 0.2
      if late && [ "$streak" -lt "$times" ]; then
        echo "$url${host:+ as $host} answers ${status:-nothing}, not 2xx or 3xx $times times in a row" >&2
        return 1
      fi
    done
  done
}

# compare OLD NEW URL...: no URL that OLD answers, or wants a login for, answers 5xx as NEW, three
# times in a row
compare() {
  old=$1 new=$2
  shift 2
  for url; do
    was=$(code "$url" "$old")
    case $was in 2?? | 3?? | 401 | 403) ;; *) continue ;; esac
    for _ in 1 2 3; do
      status=$(code "$url" "$new")
      case $status in 5?? | 000 | '') sleep 0.5 ;; *) continue 2 ;; esac
    done
    echo "$url answers $was as $old and ${status:-nothing} as $new" >&2
    return 1
  done
}

# sums BASE FOLDER...: what is in each folder, as one line
sums() {
  base=$1
  shift
  for folder; do (cd "$base/$folder" && cat nginx.conf upstreams/* state/* | sha256sum); done
}

# check FOLDER...: nginx's verdict on each, and on stdout what it saw
check() {
  sums /etc/zdc "$@"
  for folder; do nginx -t -q -c "/etc/zdc/$folder/nginx.conf"; done
}

# workers: the numbers of nginx's workers, of whatever configuration
workers() { grep -ls '^nginx: worker' /proc/[0-9]*/cmdline | sed 's|/proc/||; s|/cmdline||' | tr '\n' ' '; }

# reload: prints the workers that end by it, as soon as there are new ones
reload() {
  before=$(workers)
  nginx -c /etc/zdc/live/nginx.conf -s reload
  end=$(($(now) + 15))
  while :; do
    for pid in $(workers); do
      case " $before" in
        *" $pid "*) ;;
        *) echo "$before" && return ;;
      esac
    done
    ! late || return 1
    sleep 0.05
  done
}

# draining COLOUR [PID...]: is one of these workers, or another of an older configuration, left? For up
# to 0.2 s after a reload an old one does not say yet that it is shutting down. (The patterns do not find
# themselves.) And is anything of COLOUR under way? All answers are words: silence is that of a gateway
# that could not be asked.
draining() {
  colour=$1
  shift
  for pid; do
    ! grep -qs '^nginx: worker' "/proc/$pid/cmdline" || set -- old
  done
  if [ "${1-}" = old ] || grep -qs 'is shutting d[o]wn' /proc/[0-9]*/cmdline; then
    echo workers
  elif [ -z "$colour" ] || { idle "$colour" && sleep 1 && idle "$colour"; }; then
    echo drained
  else
    echo requests
  fi
}
# idle COLOUR: nginx itself counts, from a request's head to its end. An older conf does not count, and
# ends what is under way by its reload. Asked twice, for a worker that has just read where a request goes
# and does not count it yet.
idle() {
  case $(code "http://127.0.0.1:8079/zdc/idle/$1") in
    200 | 404) ;;
    *) return 1 ;;
  esac
}

# connected ADDRESS...: how many connections nginx has to these
connected() {
  count=0
  for address; do
    IFS=. read -r a b c d <<EOF
$address
EOF
    found=$(grep -c "^ *[0-9]*: [0-9A-F:]* $(printf '%02X%02X%02X%02X' "$d" "$c" "$b" "$a"):[0-9A-F]* 01 " /proc/net/tcp) || true
    count=$((count + found))
  done
  echo "$count"
}

"$@"
