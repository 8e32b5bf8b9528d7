value_of() { # value_of env VARIABLE, or of a file; a server name without a certificate has tls.crt
  if [[ $1 == env ]]; then printf %s "${ZDC_VALUES[$2]}"; elif [[ -e $2 ]]; then cat -- "$2"; else cat -- "${2%/*}/tls.${2##*.}"; fi
}
make_secret() { docker secret create --label "$OURS" "${PROJECT}_$1" - >/dev/null; }
newest() { # newest NAME: its highest serial, 0 where there is none
  { echo 0 && docker secret ls --filter "label=$OURS" --format '{{.Name}}'; } |
    sed -n "s/^${PROJECT}_$1_\([0-9]*\)\$/\1/p; /^0\$/p" | sort -n | tail -n 1
}
use_serial() { ZDC_VALUES[$(serial_variable "$1")]=$2; }

# roll_secrets ENTRY…: a new serial for each value that differs from the newest one's. Swarm hands
# no value back, and a hash of one would give weak ones away: a one-shot job compares two files.
roll_secrets() {
  local entry name source value serial
  for entry in "$@"; do
    read -r name source value <<<"$entry"
    serial=$(newest "$name")
    if ! dry "compare the secret $name with its serial $serial" && ! same_secret "$name" "$serial" "$source" "$value"; then
      serial=$((serial + 1))
      value_of "$source" "$value" | make_secret "${name}_$serial"
      say "  the secret $name has a new value: serial $serial"
    fi
    use_serial "$name" "$serial"
  done
}
same_secret() { # same_secret NAME SERIAL SOURCE VALUE; as a condition it has no `set -e`
  local check=zdc-check status=0
  (($2)) || return 1
  remove "$check" # what a killed run left
  docker secret rm "${PROJECT}_$check" >/dev/null 2>&1 || true
  value_of "$3" "$4" | make_secret "$check" || die "the secret $1 can't be compared"
  docker service create --detach --quiet --no-resolve-image --name "${PROJECT}_$check" --mode replicated-job \
    --restart-condition none --constraint node.role==manager --secret "source=${PROJECT}_$1_$2,target=old" \
    --secret "source=${PROJECT}_$check,target=new" --entrypoint /bin/sh "$SHELL_IMAGE" \
    -c 'cd /run/secrets && test "$(cat old && echo .)" = "$(cat new && echo .)"' >/dev/null ||
    die "the secret $1 can't be compared"
  await_job "$check" 300 || status=1
  remove "$check"
  docker secret rm "${PROJECT}_$check" >/dev/null || true
  return "$status"
}
