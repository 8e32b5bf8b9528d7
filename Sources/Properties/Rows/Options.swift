import Diagnostics
import ManifestModel
import Planning

/// What passes through to the container as it is.
enum OptionProperties {
  static let rows: [Property<ServicePlan>] = [
    Property("user", docker: "user") { service, _ in .one(service.options.user) },
    Property("hostname", docker: .among("hostname"), kubernetes: .among("pod.hostname")) {
      service, _ in .one(service.options.hostname)
    },
    Property("workingDir", docker: "working_dir", kubernetes: "container.workingDir") {
      service, _ in .one(service.options.workingDir)
    },
    Property(
      "readOnly", .plain, docker: "read_only",
      kubernetes: "container.securityContext.readOnlyRootFilesystem"
    ) { service, _ in .one(service.options.readOnly) },
    Property("tmpfs", compose: .among("tmpfs[]", .folder, memoryFolders)) { service, _ in
      Values(
        service.options.tmpfs.map { folder in
          Values.Value(
            folder.path.value, text: folder.size?.value.description ?? "yes",
            from: folder.size?.origin ?? folder.path.origin)
        })
    },
    Property(
      "capAdd", docker: .at("cap_add[]", nil, { service, _ in named(service.options.capAdd) }),
      kubernetes: .at(
        "container.securityContext.capabilities.add[]", nil,
        { service, _ in named(service.options.capAdd) })
    ) { service, _ in
      Values(
        service.options.capAdd.map { Values.Value($0.value, text: "yes", from: $0.origin) })
    },
    Property("shmSize", .size, compose: "shm_size") { service, _ in
      .one(service.options.shmSize)
    },
    Property("extraHosts", compose: "extra_hosts[*]", swarm: .at("extra_hosts[]", .pair)) {
      service, _ in
      Values(service.options.extraHosts.map { Values.Value($0.name, $0.value) })
    },
    Property("labels", docker: .among("labels[*]")) { service, _ in
      Values(service.options.labels.map { Values.Value($0.name, $0.value) })
    },
  ]

  private static let memoryFolders: Property<ServicePlan>.Reading = { service, _ in
    Values(
      service.options.tmpfs.map { folder in
        Values.Value(
          folder.path.value, text: folder.size.map { "size=\($0.value.bytes)" } ?? "yes",
          from: folder.path.origin)
      })
  }

  private static func named(_ names: [Traced<String>]) -> Values {
    Values(names.map { Values.Value("", $0) })
  }
}
