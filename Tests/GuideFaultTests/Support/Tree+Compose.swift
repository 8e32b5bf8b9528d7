import TestSupport

/// What both kinds of Docker file have.
extension Tree {
  /// `services`, by name.
  var composeServices: [(name: String, service: Tree)] {
    self["services"].entries.map { ($0.key, $0.value) }
  }

  /// Published container ports of a service, short and long form.
  var publishedPorts: [(published: String, target: String, mode: String)] {
    self["ports"].items.map { port in
      if let text = port.text {
        let parts = text.split(separator: ":").map(String.init)
        return (parts.dropLast().last ?? "", parts.last ?? "", "ingress")
      }
      return (port.published.text ?? "", port.target.text ?? "", port.mode.text ?? "ingress")
    }
  }

  /// Mounts of a service: source, target, and whether the source is a path of the host.
  var mounts: [(source: String, target: String, isPath: Bool, isReadOnly: Bool)] {
    self["volumes"].items.map { mount in
      if let text = mount.text {
        let parts = text.split(separator: ":").map(String.init)
        let isPath = parts[0].hasPrefix(".") || parts[0].hasPrefix("/")
        return (parts[0], parts[1], isPath, parts.dropFirst(2).first == "ro")
      }
      return (
        mount.source.text ?? "", mount.target.text ?? "", mount.type == .text("bind"),
        mount.read_only == .boolean(true)
      )
    }
  }

  /// Variables whose names say that they are secret and that have a value in the file; the name of
  /// a mounted file is none.
  var clearSecrets: [String] {
    composeServices.flatMap { name, service in
      service.environment.variables.filter { key, value in
        key.contains(/PASS|SECRET|TOKEN/) && !key.hasSuffix("_FILE")
          && (!value.contains("$") || value.contains(":-"))
      }.map { "\(name).\($0.key)" }
    }
  }
}
