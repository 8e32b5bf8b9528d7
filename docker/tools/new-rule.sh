#!/usr/bin/env bash
# Writes a rule's file, with the places marked that are left to write, and puts it on the list.
#
# usage: new-rule.sh CODE NAME FOLDER [SOURCES]
#   CODE     free, of the range of its kind: Rules/RuleCatalogue.swift says which; a code that is
#            taken, or is of no range, is answered with those that are free
#   NAME     as the list has it: portsCollide
#   FOLDER   of Sources/Rules: Services, Gateway, Storage, Images, Downtime, References, Targets
set -euo pipefail
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
code=${1-} name=${2-} folder=${3-} sources=${4-$root/Sources}

fail() {
  echo "new-rule: $*" >&2
  exit 64
}
[[ $code =~ ^[1-9][0-9]{2}$ ]] || fail "CODE is a number of three digits, not '$code'"
[[ $name =~ ^[a-z][A-Za-z0-9]*$ ]] || fail "NAME is as portsCollide is, not '$name'"
folders=$(cd "$sources/Rules" && echo */)
[[ -n $folder && -d $sources/Rules/$folder ]] ||
  fail "IN is one of ${folders//\//}, not '$folder'"

# The codes of those ranges that no file has.
free=$({ seq 120 189 && seq 201 249 && seq 260 289 && seq 301 329; } |
  grep -vxF -f <(grep -rhoE 'DiagnosticCode\([0-9]+\)' "$sources" | tr -dc '0-9\n'))
taken=$(grep -rlE "DiagnosticCode\($code\)" "$sources" || true)
[[ -z $taken ]] || fail "$code is the code of ${taken##*/}; free: ${free//$'\n'/ }"
[[ " ${free//$'\n'/ } " == *" $code "* ]] ||
  fail "$code is of no kind that RuleCatalogue.swift names; free: ${free//$'\n'/ }"
list=$sources/Rules/RuleCatalogue.swift
[[ $(<"$list") != *".$name,"* ]] || fail "there is a rule '$name'"
file=$sources/Rules/$folder/${name^}.swift
[[ ! -e $file ]] || fail "$file is there"

cat >"$file" <<SWIFT
internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// TODO: what it finds, in a few words.
  static let $name = ManifestRule(
    Rule(
      // TODO: or .warning, .free, where the artefacts are right all the same
      DiagnosticCode($code), .error, .fixed,
      "TODO: the rule itself in one sentence, lower case, no full stop",
      page: RulePage(
        breaks: """
          TODO: what breaks in production where the rule is broken.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              # TODO: 1️⃣ stands before what this rule alone finds fault with
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
          """,
        source: "TODO: a measurement, a specification, the documentation of an engine")),
    .services { checked, _, findings in
      guard let port = checked.service.port, port.value == 0 else { return }  // TODO
      findings.report(
        at: port.range, "TODO: what is wrong, with the value", help: "TODO: what to write instead")
    })
}
SWIFT
# The list's own end is the first line that closes a bracket.
sed -i "0,/^  \]\$/s//    .$name,\n  ]/" "$list"

cat <<TEXT
${file#"$root/"}: what is marked TODO is left to write. What is looked at, one service or
all that the manifest says, is a case of ManifestRule.Check.
Then: swift test --filter RulePageTests
      RECORD_GOLDENS=1 swift test --filter CatalogueTests   (docs/rules.md; the second time it passes)
      one line under Unreleased in CHANGELOG.md
TEXT
