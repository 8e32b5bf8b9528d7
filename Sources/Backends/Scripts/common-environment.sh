# Every missing value is named at once. An empty one counts as missing.
require_values() {
  local name missing=()
  for name in "${REQUIRED[@]}" "${SECRET_VARIABLES[@]}"; do
    [[ -n ${ZDC_VALUES[$name]-} ]] || within "$name" "${missing[@]}" || missing+=("$name")
  done
  for name in "${SECRET_FILES[@]}"; do
    if [[ ! -f $name || ! -r $name ]]; then missing+=("$name (file)"); fi
  done
  for name in "${OPTIONAL_FILES[@]}"; do
    if [[ -e $name && (! -f $name || ! -r $name) ]]; then missing+=("$name (no file that can be read)"); fi
  done
  ((${#missing[@]} == 0)) || die "not set, neither in the environment nor in docker/.env: ${missing[*]}"
  for name in "${HOST_PATHS[@]}"; do
    [[ ${ZDC_VALUES[$name]:-/} == /* ]] || die "$name begins a folder of the host: write a whole path, /…"
  done
}

# check_external_networks DRIVER: those that others made are there
check_external_networks() {
  local name
  for name in "${EXTERNAL_NETWORKS[@]}"; do
    docker network inspect --format '{{.Driver}}' "$name" >/dev/null 2>&1 ||
      die "there is no network $name, which the manifest calls external; to make it: docker network create --driver $1 $name"
  done
}

check_certificates() {
  local name certificate key
  [[ -n $CERTIFICATES ]] || return 0
  command -v openssl >/dev/null || die "openssl is needed to check the certificate"
  for name in tls "${SERVER_NAMES[@]}"; do
    certificate=$CERTIFICATES/$name
    # Only tls.crt must be there: it also serves the names that have none of their own.
    if [[ $name != tls && ! -e $certificate.crt ]]; then continue; fi
    [[ -r $certificate.crt && -r $certificate.key ]] || die "missing or unreadable: $certificate.crt, $certificate.key"
    openssl x509 -in "$certificate.crt" -noout -checkend 0 >/dev/null || die "expired or no certificate: $certificate.crt"
    key=$(openssl pkey -in "$certificate.key" -pubout)
    [[ $(openssl x509 -in "$certificate.crt" -noout -pubkey) == "$key" ]] ||
      die "$certificate.key is not the key of $certificate.crt"
  done
}
