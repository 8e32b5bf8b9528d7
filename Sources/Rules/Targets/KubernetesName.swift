internal import Diagnostics
internal import ManifestModel

extension ManifestRule {
  /// A name that another engine takes and Kubernetes refuses.
  static let kubernetesName = ManifestRule(
    Rule(
      DiagnosticCode(281), .error, .fixed,
      "a name on Kubernetes has a form that its API server accepts",
      page: RulePage(
        breaks: """
          The API server refuses the object, with everything else of the deployment already \
          checked and built. Names of objects are lower-case letters, digits, '-' and '.'; some \
          have room for 52 or 58 characters only.
          """,
        wrong: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              secrets: { KEY_FILE: key }
              volumes: { Uploads: /srv }
          volumes: { 1️⃣Uploads: { access: shared, driver: nfs } }
          secrets: { key: { external: 2️⃣shop_key } }
          targets: { blueGreen: { enabled: false } }
          """,
        right: """
          services:
            web:
              image: shop/web:1
              command: [serve]
              port: 80
              health: /up
              secrets: { KEY_FILE: key }
              volumes: { uploads: /srv }
          volumes: { uploads: { access: shared, driver: nfs } }
          secrets: { key: { external: shop-key } }
          targets: { blueGreen: { enabled: false } }
          """,
        source: "Kubernetes: object names and IDs; RFC 1123, section 2.1")), of: .kubernetes,
    .manifest { context, findings in
      guard context.targets.contains(.kubernetes) else { return }
      KubernetesName.checkSecrets(context, &findings)
      KubernetesName.checkVolumes(context, &findings)
      for service in context.manifest.services { KubernetesName.check(service, &findings) }
      for service in context.manifest.backing { KubernetesName.check(service, &findings) }
      for service in context.manifest.services where service.role?.value == .job {
        KubernetesName.checkLength(service, "a CronJob's", &findings)
      }
      for service in context.manifest.backing {
        KubernetesName.checkLength(service, "a StatefulSet's", &findings)
      }
    })
}

private enum KubernetesName {
  static let form = "lower-case letters, digits, '-' and '.', a letter or digit at both ends"

  static func checkSecrets(_ context: RuleContext, _ findings: inout RuleFindings) {
    for secret in context.manifest.secrets {
      guard case .external(let name) = secret.source, !KubernetesText.isSubdomain(name.value)
      else { continue }
      findings.report(
        at: name.range, "Kubernetes has no secret with the name '\(name.value)'",
        help: "write \(form); for Kubernetes alone: "
          + "targets: { kubernetes: { secrets: { \(secret.name.value): { external: NAME } } } }")
    }
  }

  /// Docker's names may hold `_`, for which `-` stands in a claim's.
  static func checkVolumes(_ context: RuleContext, _ findings: inout RuleFindings) {
    for volume in context.manifest.volumes {
      let key = volume.name.value.replacingAll("_", with: "-")
      // `data-` goes before it in a pod.
      if !KubernetesText.isLabel(key) || key.utf8.count > 58 {
        findings.report(
          at: volume.name.range,
          "'\(volume.name.value)' can't be the name of a volume in a pod",
          help: "write at most 58 lower-case letters, digits and '-'")
        continue
      }
      if let name = volume.adoptedName, let text = name.value.literalText {
        if !KubernetesText.isSubdomain(text.replacingAll("_", with: "-")) {
          findings.report(
            at: name.range, "Kubernetes has no claim with the name '\(text)'",
            help: "write \(form); for Kubernetes alone: targets: { kubernetes: { volumes: { "
              + "\(volume.name.value): { name: NAME } } } }")
        }
      }
      if let storage = volume.storageClass, !KubernetesText.isSubdomain(storage.value) {
        findings.report(
          at: storage.range, "Kubernetes has no storage class with the name '\(storage.value)'",
          help: "write \(form)")
      }
    }
  }

  static func check(_ service: Service, _ findings: inout RuleFindings) {
    for file in service.files {
      if file.name.value.utf8.count > 58 {
        findings.report(
          at: file.name.range, "'\(file.name.value)' is too long for the name of a volume in a pod",
          help: "shorten it to 58 characters")
      }
      let key = file.path.value.split(separator: "/").last.map(String.init) ?? ""
      if !KubernetesText.isDataKey(key) {
        findings.report(
          at: file.path.range, "a ConfigMap has no file with the name '\(key)'",
          help: "name the file by letters, digits, '-', '_' and '.'")
      }
    }
    for label in service.placement?.constraints ?? [] {
      let value = label.value.value.literalText ?? "x"
      guard !KubernetesText.isLabelKey(label.name.value) || !KubernetesText.isLabelValue(value)
      else { continue }
      findings.report(
        at: label.value.range,
        "no node of Kubernetes has the label '\(label.name.value): \(value)'",
        help: "write letters, digits, '-', '_' and '.', at most 63 on either side")
    }
  }

  /// The controller adds a hyphen and ten characters.
  static func checkLength(
    _ service: Service, _ owner: String, _ findings: inout RuleFindings
  ) {
    guard service.name.value.utf8.count > 52 else { return }
    findings.report(
      at: service.name.range,
      "'\(service.name.value)' has \(service.name.value.utf8.count) characters, and \(owner) "
        + "name at most 52",
      help: "shorten it")
  }
}
