internal import Diagnostics
internal import YAMLReading

extension EnvFile {
  /// One, or a list of them.
  static func all(_ keys: ObjectReader) -> [EnvFile] {
    guard let node = keys.node("envFile") else { return [] }
    return (node.items ?? [node]).compactMap { item in
      let file = ObjectReader(item, as: Language.envFile)
      return file.text("path").map { EnvFile(path: $0, required: file.boolean("required")) }
    }
  }
}

extension SecretUse {
  static func all(_ keys: ObjectReader) -> [SecretUse] {
    keys.entries("secrets").compactMap { entry in
      entry.value.locatedText.map { SecretUse(variable: entry.key, secret: $0) }
    }
  }
}

extension VolumeMount {
  static func all(_ keys: ObjectReader) -> [VolumeMount] {
    keys.entries("volumes").compactMap { entry in
      let mount = ObjectReader(entry.value, as: Language.mount)
      return mount.text("path").map {
        VolumeMount(volume: entry.key, path: $0, readOnly: mount.boolean("readOnly"))
      }
    }
  }
}

extension HostMount {
  static func all(_ keys: ObjectReader) -> [HostMount] {
    keys.entries("mounts").compactMap { entry in
      let mount = ObjectReader(entry.value, as: Language.hostMount)
      return mount.text("path").map {
        HostMount(
          source: entry.key, template: Template.read(entry.key.value).template, path: $0,
          readOnly: mount.boolean("readOnly"), access: mount.choice("access"),
          selinux: mount.choice("selinux"))
      }
    }
  }
}

extension MemoryFolder {
  static func all(_ keys: ObjectReader) -> [MemoryFolder] {
    guard keys.node("tmpfs")?.entries == nil else {
      return keys.entries("tmpfs").map { entry in
        MemoryFolder(path: entry.key, size: entry.value.parsed(ByteSize.init))
      }
    }
    return keys.texts("tmpfs").map { MemoryFolder(path: $0, size: nil) }
  }
}

extension ConfigFile {
  static func all(_ keys: ObjectReader) -> [ConfigFile] {
    keys.entries("files").compactMap { entry in
      let file = ObjectReader(entry.value, as: Language.file)
      guard let path = file.text("path"), let source = file.text("from") else { return nil }
      return ConfigFile(name: entry.key, path: path, source: source)
    }
  }
}
