# ask URL HEADER...: it answers 2xx or 3xx $times times in a row, before $end
now() { read -r up _ </proc/uptime && echo "${up%.*}"; }
code() {
  url=$1 option=-H
  command -v curl >/dev/null || option=--header
  shift
  for header; do
    shift
    set -- "$@" "$option" "$header"
  done
  if [ "$option" = -H ]; then
    curl -ks -m 5 -o /dev/null -w '%{http_code}' "$@" "$url"
  else
    wget -S -T 5 -O /dev/null --no-check-certificate "$@" "$url" 2>&1 |
      sed -n 's|^ *HTTP/[0-9.]* \([0-9]*\).*|\1|p' | sed -n 1p
  fi
}
ask() {
  streak=0
  while [ "$streak" -lt "$times" ]; do
    status=$(code "$@")
    case $status in 2?? | 3??) streak=$((streak + 1)) ;; *) streak=0 && sleep 1 ;; esac
    if [ "$streak" -lt "$times" ] && [ "$(now)" -ge "$end" ]; then
      echo "$1 answers ${status:-nothing}, not 2xx or 3xx $times times in a row"
      exit 1
    fi
  done
  echo "$1 answers $status"
}
