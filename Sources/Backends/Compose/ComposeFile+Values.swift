import Diagnostics
import ManifestModel
import OutputTrees
import Planning

extension ComposeFile {
  /// Environment and secrets.
  @YAMLMapBuilder
  func values(_ service: ServicePlan) -> [YAMLTree.Entry] {
    if !service.envFiles.isEmpty {
      entry(
        "env_file",
        YAMLTree.list {
          for file in service.envFiles {
            YAMLTree.map(origin: file.path.origin) {
              entry("path", .compose(file.path, from: ComposeFile.folder))
              if file.isOptional.value { entry("required", .boolean(file.isOptional.map(!))) }
            }
          }
        })
    }
    let paths = service.secrets.filter(\.isPath)
    if !service.env.isEmpty || !paths.isEmpty {
      entry(
        "environment",
        YAMLTree.map {
          for variable in service.env {
            // Compose takes its own environment's, and leaves out what that has not.
            entry(
              variable.name,
              variable.value.isPassed
                ? YAMLTree(.null, origin: variable.value.origin) : .compose(variable.value))
          }
          for use in paths {
            entry(use.variable.value, .text(use.path, origin: use.variable.origin))
          }
        })
    }
    entry("secrets", DockerService.secrets(service))
  }

  /// Volumes, mounts, small files and the wrapper.
  @YAMLMapBuilder
  func storage(_ service: ServicePlan) -> [YAMLTree.Entry] {
    if !service.volumes.isEmpty || !service.mounts.isEmpty || !service.files.isEmpty
      || service.wrapper != nil
    {
      entry(
        "volumes",
        YAMLTree.list {
          for use in service.volumes {
            YAMLTree.text(
              "\(use.volume):\(use.path.value.replacingAll("$", with: "$$"))"
                + (use.readOnly.value ? ":ro" : ""),
              origin: use.path.origin)
          }
          for mount in service.mounts {
            bind(
              .compose(mount.source, from: ComposeFile.folder), to: mount.path.value,
              isWritable: !mount.readOnly.value, selinux: mount.selinux)
          }
          for file in service.files {
            bind(fileSource(file), to: file.path.value)
          }
          if service.wrapper != nil {
            bind(wrapperSource, to: WrapperPlan.mountPath)
          }
        })
    }
  }

  private func fileSource(_ file: FilePlan) -> YAMLTree {
    plan.gateway == nil
      ? .compose(file.source, from: ComposeFile.folder)
      : .text(
        "\(stateFolder)/files/\(file.name.value)-\(file.shortHash)",
        origin: file.source.origin.and([plan.project.name.origin.range]))
  }

  private var wrapperSource: YAMLTree {
    .text(
      plan.gateway == nil
        ? "./wrapper/entrypoint.sh"
        : "\(stateFolder)/files/entrypoint.sh-\(wrapperHash)",
      origin: plan.gateway == nil ? nil : stateOrigin)
  }

  /// What the setup service copies into the state folder under names that never change meaning.
  var stateFiles: [(name: String, source: YAMLTree)] {
    stateFilePaths.map { file in
      let path = file.path.hasPrefix(".") || file.path.hasPrefix("/") ? file.path : "./\(file.path)"
      return (file.name, .text(path.replacingAll("$", with: "$$"), origin: file.origin))
    }
  }

  /// The same as paths that count from `docker/`.
  var stateFilePaths: [(name: String, path: String, origin: Origin?)] {
    var seen: Set<String> = []
    var files: [(name: String, path: String, origin: Origin?)] = []
    for file in plan.allServices.flatMap(\.files) {
      let name = "\(file.name.value)-\(file.shortHash)"
      if seen.insert(name).inserted {
        let path = file.source.from(folder: ComposeFile.folder)
        files.append((name, path, file.source.origin))
      }
    }
    if plan.allServices.contains(where: { $0.wrapper != nil }) {
      files.append(("entrypoint.sh-\(wrapperHash)", "wrapper/entrypoint.sh", nil))
    }
    return files
  }

  /// Our labels, by which the scripts find containers, and the manifest's.
  @YAMLMapBuilder
  func labels(
    service: String, role: String, colour: Colour?, of plan: ServicePlan?
  ) -> [YAMLTree.Entry] {
    entry(
      "labels",
      YAMLTree.map {
        entry("zdc.project", .text(self.plan.project.name))
        entry("zdc.service", .text(service))
        entry("zdc.role", .text(role))
        if let colour { entry("zdc.colour", .text(colour.rawValue)) }
        if role != "release", case .http(let probe)? = plan?.health?.probe,
          probe.via.value == .gateway
        {
          entry(
            "zdc.health",
            .text(
              ":\(probe.port.value)\(probe.path.value.replacingAll("$", with: "$$"))",
              origin: probe.path.origin.and([probe.port.origin.range])))
        }
        if role != "release", let plan {
          for label in plan.options.labels { entry(label.name, .compose(label.value)) }
        }
      })
  }
}
