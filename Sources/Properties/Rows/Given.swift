import Diagnostics
import ManifestModel
import Planning

/// What a process is given: variables, secrets, files, volumes.
enum GivenProperties {
  static let rows: [Property<ServicePlan>] = [
    Property(
      "env", .environment, docker: .at("environment[*]", nil, environment),
      kubernetes: .at("container.env[*].value", nil, kubeletEnvironment)
    ) { service, plan in
      Values(
        service.env.map { variable in
          Values.Value(
            variable.name, text: plan.withoutColour(FactText.text(variable.value)),
            from: variable.value.origin)
        })
    },
    Property("envFile", .path, compose: "env_file[].path") { service, _ in
      Values(
        service.envFiles.map { Values.Value(text: $0.path.fromOutput, from: $0.path.origin) })
    },
    Property(
      "envFile.required", .plain, compose: .at("env_file[].required", nil, needs)
    ) { service, _ in
      Values(
        service.envFiles.filter(\.isOptional.value).map { file in
          Values.Value(file.path.fromOutput, text: "false", from: file.isOptional.origin)
        })
    },
    Property("secrets", docker: .at("secrets[].source|secrets[]", nil, mountedSecrets)) {
      service, _ in
      Values(service.secrets.map { Values.Value($0.variable.value, $0.secret) })
    },
    Property("volumes", .mount, docker: .among("volumes[]", nil, mounts)) { service, _ in
      Values(
        service.volumes.map { use in
          let access = use.readOnly.value ? " (read only)" : ""
          return Values.Value(use.key.value, text: use.path.value + access, from: use.path.origin)
        })
    },
    Property(
      "mounts",
      kubernetes: .among(
        "container.volumeMounts[].mountPath", nil,
        { service, _ in
          Values(service.volumes.map { Values.Value("", $0.path) })
            + Values(service.files.map { Values.Value("", $0.path) })
        })
    ) { service, _ in
      Values(service.mounts.map { Values.Value($0.source.text, $0.path) })
    },
    Property("files") { service, _ in
      Values(
        service.files.flatMap { file in
          [
            Values.Value(file.name.value, file.path),
            Values.Value(
              "\(file.name.value).content", text: file.shortHash, from: file.source.origin),
          ]
        })
    },
  ]

  private static let needs: Property<ServicePlan>.Reading = { service, _ in
    Values(
      service.envFiles.filter(\.isOptional.value).map { file in
        Values.Value(text: "false", from: file.isOptional.origin)
      })
  }

  /// What is told behind everything else.
  static let later: [Property<ServicePlan>] = [
    Property("mounts.*.readOnly") { service, _ in
      Values(
        service.mounts.filter(\.readOnly.value).map { mount in
          Values.Value(mount.source.text, text: "true", from: mount.readOnly.origin)
        })
    },
    Property("mounts.*.selinux") { service, _ in
      Values(
        service.mounts.compactMap { mount in
          mount.selinux.map { Values.Value(mount.source.text, $0.map(\.rawValue)) }
        })
    },
    Property("volumes.*.node") { service, plan in plan.nodes(of: service.volumes.map(\.key.value))
    },
  ]

  private static let environment: Property<ServicePlan>.Reading = { service, plan in
    Values(
      service.env.map { variable in
        guard plan.target == .blueGreen, variable.value.isPassed else {
          return Values.Value(variable.name, variable.value)
        }
        // YAML's null, and no text.
        return Values.Value(
          variable.name, text: FactText.text(variable.value), stated: "!null",
          from: variable.value.origin)
      }) + paths(of: service)
  }

  /// A variable that is nothing but a deploy-time one comes from elsewhere.
  private static let kubeletEnvironment: Property<ServicePlan>.Reading = { service, _ in
    Values(
      service.env.compactMap { variable in
        let text = variable.value
        if text.pieces.count == 1, case .variable = text.pieces[0] { return nil }
        return Values.Value(
          variable.name, text: text.kubeletText, stated: text.kubeletText, from: text.origin)
      }) + paths(of: service)
  }

  private static func paths(of service: ServicePlan) -> Values {
    Values(
      service.secrets.filter(\.isPath).map { use in
        Values.Value(use.variable.value, text: use.path, from: use.variable.origin)
      })
  }

  private static let mountedSecrets: Property<ServicePlan>.Reading = { service, _ in
    Values(service.secrets.map { Values.Value("", $0.secret) })
  }

  /// By the path in the container.
  private static let mounts: Property<ServicePlan>.Reading = { service, _ in
    Values(
      service.volumes.map { use in
        let access = use.readOnly.value ? ":ro" : ""
        return Values.Value(use.path.value, text: use.volume + access, from: use.path.origin)
      }
        + service.mounts.map { mount in
          let access = mount.readOnly.value ? ":ro" : ""
          let text = mount.source.text + access
          return Values.Value(
            mount.path.value, text: text, stated: text, from: mount.source.origin)
        })
  }
}

extension DeployPath {
  /// With its variables.
  fileprivate var text: String { FactText.text(fromOutput) }
}

extension TargetPlan {
  /// The nodes of volumes: under Swarm containers run where their volume is.
  func nodes(of volumes: [String]) -> Values {
    let found = volumes.compactMap { key in
      self.volumes.first { $0.key.value == key }?.node.map { Values.Value(key, $0) }
    }
    return Values(found).only(where: target == .swarm)
  }

  /// Text without the colour in other services' addresses: the other colour has its own.
  func withoutColour(_ text: String) -> String {
    guard target == .blueGreen, text.utf8.contains(UInt8(ascii: "-")) else { return text }
    var text = text
    for service in services where service.colour == .blue {
      text = text.replacing(service.address, with: service.name.value)
    }
    return text
  }
}
