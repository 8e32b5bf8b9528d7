import Diagnostics
import Planning
import YAMLReading

extension KubernetesFactReader {
  mutating func container(_ node: YAMLNode, _ way: String) {
    guard let entries = node.entries, !entries.isEmpty else { return walk(node, way) }
    for entry in entries {
      let value = entry.value
      switch entry.key.value {
      case "name": field(way, "item", value)
      case "image": text(.image, value, "\(way).image")
      case "imagePullPolicy": text(.pull, value, "\(way).imagePullPolicy")
      case "workingDir": text(.workingDir, value, "\(way).workingDir")
      case "command": words(.entrypoint, value, "\(way).command")
      case "args": words(.command, value, "\(way).args")
      case "ports": ports(value, "\(way).ports")
      case "env": environment(value, "\(way).env")
      case "readinessProbe": readiness(value, "\(way).readinessProbe")
      case "resources": resources(value, "\(way).resources")
      default: walk(value, "\(way).\(entry.key.value)")
      }
    }
  }

  private mutating func text(_ kind: FactProperty.Kind, _ node: YAMLNode, _ way: String) {
    guard let scalar = node.scalar else { return walk(node, way) }
    add(kind, YAMLText.text(scalar), node)
  }

  private mutating func words(_ kind: FactProperty.Kind, _ node: YAMLNode, _ way: String) {
    guard let texts = node.texts(Self.kubeletText) else { return walk(node, way) }
    add(kind, FactText.words(texts), node)
  }

  private mutating func ports(_ node: YAMLNode, _ way: String) {
    guard let items = node.items, !items.isEmpty else { return walk(node, way) }
    for (index, item) in items.enumerated() {
      guard let entries = item.entries, entries.count == 1,
        entries[0].key.value == "containerPort", let scalar = entries[0].value.scalar
      else {
        walk(item, "\(way)[\(index)]")
        continue
      }
      add(.port, index: index, YAMLText.plain(scalar), entries[0].value)
    }
  }

  private mutating func environment(_ node: YAMLNode, _ way: String) {
    guard let items = node.items, !items.isEmpty else { return walk(node, way) }
    for (index, item) in items.enumerated() {
      guard let name = item["name"], let text = name.scalar?.text, let entries = item.entries
      else {
        walk(item, "\(way)[\(index)]")
        continue
      }
      field("\(way)[\(text)]", "item", name)
      for entry in entries where entry.key.value != "name" {
        if entry.key.value == "value", let scalar = entry.value.scalar {
          add(.environment, key: text, Self.kubeletText(YAMLText.text(scalar)), entry.value)
        } else {
          walk(entry.value, "\(way)[\(text)].\(entry.key.value)")
        }
      }
    }
  }

  /// The manifest's health check.
  private mutating func readiness(_ node: YAMLNode, _ way: String) {
    guard let entries = node.entries, !entries.isEmpty else { return walk(node, way) }
    for entry in entries {
      let inner = "\(way).\(entry.key.value)"
      guard let scalar = entry.value.scalar else {
        question(entry, inner)
        continue
      }
      let number = YAMLText.plain(scalar)
      switch entry.key.value {
      case "periodSeconds": add(.healthInterval, Renderings.seconds("\(number)s"), entry.value)
      case "timeoutSeconds": add(.healthTimeout, Renderings.seconds("\(number)s"), entry.value)
      case "failureThreshold": add(.healthRetries, number, entry.value)
      default: walk(entry.value, inner)
      }
    }
  }

  private mutating func question(_ entry: YAMLEntry, _ way: String) {
    guard let parts = entry.value.entries, !parts.isEmpty else { return walk(entry.value, way) }
    for part in parts {
      let inner = "\(way).\(part.key.value)"
      switch (entry.key.value, part.key.value) {
      case ("httpGet", "path"): text(.healthPath, part.value, inner)
      case ("httpGet", "port"), ("tcpSocket", "port"):
        guard let scalar = part.value.scalar else { return walk(part.value, inner) }
        add(.healthPort, YAMLText.plain(scalar), part.value)
      case ("httpGet", "httpHeaders"): headers(part.value, inner)
      case ("exec", "command"): words(.healthCommand, part.value, inner)
      default: walk(part.value, inner)
      }
    }
  }

  private mutating func headers(_ node: YAMLNode, _ way: String) {
    guard let items = node.items, !items.isEmpty else { return walk(node, way) }
    for (index, item) in items.enumerated() {
      guard let entries = item.entries, entries.count == 2, let name = item["name"],
        let key = name.scalar?.text, let value = item["value"], value.scalar != nil
      else {
        walk(item, "\(way)[\(index)]")
        continue
      }
      field("\(way)[\(key)]", "item", name)
      guard let scalar = value.scalar else { continue }
      add(.healthHeader, key: key, YAMLText.text(scalar), value)
    }
  }

  private mutating func resources(_ node: YAMLNode, _ way: String) {
    guard let halves = node.entries, !halves.isEmpty else { return walk(node, way) }
    for half in halves {
      let isLimit = half.key.value == "limits"
      guard isLimit || half.key.value == "requests", let parts = half.value.entries,
        !parts.isEmpty
      else {
        walk(half.value, "\(way).\(half.key.value)")
        continue
      }
      for part in parts {
        let inner = "\(way).\(half.key.value).\(part.key.value)"
        guard let scalar = part.value.scalar else {
          walk(part.value, inner)
          continue
        }
        switch part.key.value {
        case "cpu":
          add(isLimit ? .cpuLimit : .cpuReserve, Renderings.cpus(scalar.text), part.value)
        case "memory": add(isLimit ? .memoryLimit : .memoryReserve, scalar.text, part.value)
        case "nvidia.com/gpu" where isLimit: add(.gpus, scalar.text, part.value)
        default: walk(part.value, inner)
        }
      }
    }
  }
}
