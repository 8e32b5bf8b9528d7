import ContentHashing
import Diagnostics
import OutputTrees
import Planning

extension SwarmStack {
  /// A config of the stack: Swarm refuses another content under an old name, so the content is
  /// part of the name.
  struct Config {
    let key: String
    let path: String
    let hash: String
    let origin: Origin?
  }

  var configList: [Config] {
    var list: [Config] = []
    if let conf, plan.gateway != nil {
      list.append(
        Config(
          key: "nginx-conf", path: "./nginx/nginx-swarm.conf",
          hash: ContentHash(of: conf.bytes).short, origin: plan.gateway?.name.origin))
    }
    if usesWrapper {
      list.append(
        Config(
          key: "entrypoint", path: "./wrapper/entrypoint.sh", hash: wrapperHash,
          origin: nil))
    }
    for service in plan.allServices where service.role != .job {
      for file in service.files {
        list.append(
          Config(
            key: key(of: file, in: service), path: file.source.from(folder: SwarmStack.folder),
            hash: file.shortHash, origin: file.source.origin))
      }
    }
    return list
  }

  /// The gateway is always behind the wrapper: the pause covers the time until nobody asks it.
  var usesWrapper: Bool {
    plan.usesWrapper
  }

  func key(of file: FilePlan, in service: ServicePlan) -> String {
    "\(service.name.value)-\(file.name.value)"
  }

  var configs: YAMLTree? {
    let list = configList
    guard !list.isEmpty else { return nil }
    return YAMLTree.map(
      comment: [
        remark(
          "Named by content: Swarm refuses another content under an old name.",
          "내용이 이름에 들어갑니다. Swarm은 같은 이름의 다른 내용을 거절합니다.")
      ]
    ) {
      for config in list {
        entry(
          config.key,
          YAMLTree.map(origin: config.origin) {
            entry("name", .text(name(of: config)))
            entry("file", .text(config.path.replacingAll("$", with: "$$"), origin: config.origin))
          })
      }
    }
  }

  /// At most 64 characters; where it would be longer, the project's part gives way.
  private func name(of config: Config) -> String {
    let tail = "_\(config.key)_\(config.hash)"
    return plan.project.name.value.prefix(max(0, 64 - tail.utf8.count)) + tail
  }

  var secrets: YAMLTree? {
    let used = plan.mountedSecrets
    guard !used.isEmpty || !certificateFiles.isEmpty else { return nil }
    return YAMLTree.map(
      comment: [
        remark(
          "Made by deploy-swarm.sh from the environment; the serial counts new values.",
          "deploy-swarm.sh가 환경에서 만듭니다. 번호는 값이 바뀔 때마다 늘어납니다.")
      ]
    ) {
      for secret in used {
        entry(secret.name.value, definition(of: secret))
      }
      for file in certificateFiles {
        entry(file, external(serialName(file), origin: plan.gateway?.certificates?.origin))
      }
    }
  }

  private func definition(of secret: SecretPlan) -> YAMLTree {
    if case .external(let name) = secret.source {
      return YAMLTree.map(origin: name.origin) {
        entry("external", .boolean(true))
        entry("name", .compose(name))
      }
    }
    return external(serialName(secret.name.value), origin: secret.name.origin)
  }

  private func external(_ name: String, origin: Origin?) -> YAMLTree {
    YAMLTree.map(origin: origin) {
      entry("external", .boolean(true))
      entry("name", .text(name, origin: origin))
    }
  }

  private func serialName(_ name: String) -> String {
    "\(plan.project.name.value)_\(name)_"
      + "${\(SecretPlan.serialVariable(name)):?set by the deploy script}"
  }

  var certificateFiles: [String] { plan.gateway.map(\.certificateFiles) ?? [] }
}
