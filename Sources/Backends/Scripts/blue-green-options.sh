usage() {
  cat <<TEXT
usage: ${0##*/} [deploy|up|rollback|status|down|certificates] [options]

  deploy        build, rehearse and switch to a new version of $PROJECT (the default)
  up            start again what was deployed last, with the settings that it was deployed with
  rollback      switch back to the other colour's version
  status        what serves, what each colour runs, the last deployments
  down          stop and remove the containers; volumes and records stay
  certificates  test and load renewed certificates

  --tag T           deploy images of this tag
  --no-build        take images as they are
  --gateway         replace the gateway, if the manifest changed it: nothing listens for some seconds
  --backing NAME    replace that backing service: it is away meanwhile
  --dry-run         tell what would be done, change nothing
  --help

Values come from the environment, then from docker/.env. State: ZDC_STATE, else /var/lib/zdc/$PROJECT.
TEXT
}

REPLACE=() REMAKE=0 STAYS=0 TLS_BEFORE='' UP_SINCE=0
own_option() {
  case $1 in
    --gateway) REPLACE+=("$GATEWAY") ;;
    --backing)
      within "${2-}" "${BACKING[@]}" || misuse "--backing needs one of: ${BACKING[*]}"
      REPLACE+=("$2") OPTION_WORDS=2
      ;;
    *) return 1 ;;
  esac
}

hook_facts() {
  export ZDC_COLOUR=$COLOUR ZDC_PREVIOUS_COLOUR=$OLD ZDC_STATE=$STATE
  ZDC_TAG=$(current_tag) && export ZDC_TAG
}
