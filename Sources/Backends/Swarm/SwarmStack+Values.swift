import Diagnostics
import ManifestModel
import OutputTrees
import Planning

/// Modes of mounted configs and secrets, decimal: YAML 1.1 and 1.2 read `0555` as two numbers.
enum FileMode {
  /// 0444
  static let readable = 292
  /// 0555
  static let executable = 365
  /// 0400
  static let secret = 256
}

extension SwarmStack {
  @YAMLMapBuilder
  func values(_ service: ServicePlan) -> [YAMLTree.Entry] {
    if !service.envFiles.isEmpty {
      entry(
        "env_file",
        YAMLTree.list {
          for file in service.envFiles { YAMLTree.compose(file.path, from: SwarmStack.folder) }
        })
    }
    let paths = service.secrets.filter(\.isPath)
    if !service.env.isEmpty || !paths.isEmpty {
      entry(
        "environment",
        YAMLTree.map {
          for variable in service.env { entry(variable.name, environment(variable.value)) }
          for use in paths {
            entry(use.variable.value, .text(use.path, origin: use.variable.origin))
          }
        })
    }
  }

  /// Swarm expands Go templates in the environment, after Compose's `$`.
  private func environment(_ text: DeployText) -> YAMLTree {
    let pieces = text.pieces.map { piece -> DeployText.Piece in
      if case .text(let text) = piece { return .text(text.replacingAll("{{", with: #"{{"{{"}}"#)) }
      return piece
    }
    return .compose(DeployText(pieces, from: text.origin))
  }

  @YAMLMapBuilder
  func mounts(_ service: ServicePlan, withWrapper: Bool) -> [YAMLTree.Entry] {
    if withWrapper || !service.files.isEmpty {
      entry(
        "configs",
        YAMLTree.list {
          if withWrapper {
            mounted("entrypoint", at: WrapperPlan.mountPath, mode: FileMode.executable)
          }
          for file in service.files {
            mounted(key(of: file, in: service), at: file.path.value, mode: FileMode.readable)
              .from(file.path.origin)
          }
        })
    }
    entry("secrets", DockerService.secrets(service))
    entry("volumes", volumes(of: service))
  }

  func mounted(_ source: String, at target: String, mode: Int) -> YAMLTree {
    YAMLTree.map {
      entry("source", .text(source))
      entry("target", .text(target.replacingAll("$", with: "$$")))
      entry("mode", .integer(mode))
    }
  }

  /// `docker stack deploy` leaves `tmpfs` and `shm_size` out, so both are mounts.
  private func volumes(of service: ServicePlan) -> YAMLTree? {
    let options = service.options
    guard
      !service.volumes.isEmpty || !service.mounts.isEmpty || !options.tmpfs.isEmpty
        || options.shmSize != nil
    else { return nil }
    return YAMLTree.list {
      for use in service.volumes {
        YAMLTree.map(origin: use.path.origin) {
          entry("type", .text("volume"))
          entry("source", .text(use.volume, origin: use.key.origin))
          entry("target", .compose(use.path))
          if use.readOnly.value { entry("read_only", .boolean(use.readOnly)) }
        }
      }
      for mount in service.mounts {
        YAMLTree.map(origin: mount.source.origin) {
          entry("type", .text("bind"))
          entry("source", .compose(mount.source, from: SwarmStack.folder))
          entry("target", .compose(mount.path))
          if mount.readOnly.value { entry("read_only", .boolean(mount.readOnly)) }
        }
      }
      for folder in options.tmpfs {
        YAMLTree.map(origin: folder.path.origin) {
          entry("type", .text("tmpfs"))
          entry("target", .compose(folder.path))
          if let size = folder.size {
            entry("tmpfs", YAMLTree.map { entry("size", .integer(size.map(\.bytes))) })
          }
        }
      }
      if let size = options.shmSize {
        YAMLTree.map(origin: size.origin) {
          entry("type", .text("tmpfs"))
          entry("target", .text("/dev/shm"))
          entry(
            "tmpfs", YAMLTree.map { entry("size", .integer(size.value.bytes, origin: size.origin)) }
          )
        }
      }
    }
  }

  func labels(_ name: String, role: String, of service: ServicePlan?) -> YAMLTree {
    YAMLTree.map {
      entry("zdc.project", .text(plan.project.name))
      entry("zdc.service", .text(name))
      entry("zdc.role", .text(role))
      if let service {
        for label in service.options.labels { entry(label.name, .compose(label.value)) }
      }
    }
  }

  @YAMLMapBuilder
  func options(_ service: ServicePlan) -> [YAMLTree.Entry] {
    let options = service.options
    DockerService.options(options)
    if !options.capAdd.isEmpty {
      entry("cap_add", YAMLTree.list { for name in options.capAdd { YAMLTree.text(name) } })
    }
    if !options.extraHosts.isEmpty {
      entry(
        "extra_hosts",
        YAMLTree.list {
          for host in options.extraHosts {
            YAMLTree.text("\(host.name):\(host.value.composeText)", origin: host.value.origin)
          }
        })
    }
  }
}
