import Diagnostics
import ManifestModel
import Planning

/// The image of a service, and how it comes to be.
enum ImageProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "image", docker: "image",
      kubernetes: .at(
        "container.image", nil,
        { service, _ in
          .stated(service.image.name.atRestText, from: service.image.name.origin)
        })
    ) { service, _ in .one(service.image.name) },
    Property("build.context", .path, compose: "build.context|build") { service, _ in
      .one(service.image.build?.context)
    },
    Property("build.dockerfile", compose: "build.dockerfile") { service, _ in
      .one(service.image.build?.dockerfile)
    },
    Property("build.args", compose: "build.args[*]") { service, _ in
      Values((service.image.build?.args ?? []).map { Values.Value($0.name, $0.value) })
    },
    Property("build.target", compose: "build.target") { service, _ in
      .one(service.image.build?.target)
    },
    Property(
      "build.secrets",
      compose: .at(
        "build.secrets[]", nil, { service, _ in named(service.image.build?.secrets).unnamed })
    ) { service, _ in named(service.image.build?.secrets) },
    Property(
      "build.cacheFrom", change: .settings,
      compose: .at(
        "build.cache_from[]", nil, { service, _ in named(service.image.build?.cacheFrom).unnamed })
    ) { service, _ in named(service.image.build?.cacheFrom) },
    Property(
      "pull", compose: "pull_policy",
      kubernetes: .at("container.imagePullPolicy", nil, kubernetesPull)
    ) { service, _ in .word(service.image.pull) },
    Property("platform", compose: "platform") { service, _ in .one(service.image.platform) },
    Property(
      "imagePullSecrets",
      kubernetes: .among(
        "pod.imagePullSecrets[].name", nil, { _, plan in plan.pullSecrets.unnamed })
    ) { _, plan in plan.pullSecrets },
  ]

  static let kubernetesPull: Property<ServicePlan>.Reading = { service, _ in
    let policy =
      switch service.image.pull?.value {
      case .always: "Always"
      case .never: "Never"
      case .missing, nil: "IfNotPresent"
      }
    return .text(policy, from: service.image.pull?.origin)
  }

  private static func named(_ names: [Traced<String>]?) -> Values {
    Values((names ?? []).map { Values.Value($0.value, $0) })
  }
}

extension TargetPlan {
  /// By which every pod's images are pulled.
  var pullSecrets: Values {
    Values(kubernetes.imagePullSecrets.map { Values.Value($0.value, $0) })
  }
}

extension DeployText {
  /// What an object of Kubernetes says while no script has set anything.
  var atRestText: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .variable(let name, let fallback):
        fallback.text ?? "unset-" + name.lowercased().replacing("_", with: "-")
      }
    }.joined()
  }

  /// What the kubelet expands: a deploy-time variable comes from another of the container.
  var kubeletText: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): FactText.text(text)
      case .variable(let name, let fallback): "${\(VariablePlan.key(name, fallback))}"
      }
    }.joined()
  }
}
