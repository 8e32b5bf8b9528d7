package import Diagnostics

/// Values from Swift's. Each is written out instead of having default arguments, so that
/// `user.map(YAMLTree.text)` compiles. A located value's place becomes the origin; `reason` tells
/// what made a value that the manifest does not repeat.
extension YAMLTree {
  package static var null: YAMLTree { YAMLTree(.null) }

  package static func text(_ value: String) -> YAMLTree { YAMLTree(.text(value)) }

  package static func text(_ value: String, origin: Origin?) -> YAMLTree {
    YAMLTree(.text(value), origin: origin)
  }

  package static func text(_ value: Located<String>) -> YAMLTree {
    YAMLTree(.text(value.value), origin: Origin(value.range))
  }

  package static func text(_ value: Located<String>, reason: String?) -> YAMLTree {
    YAMLTree(.text(value.value), origin: Origin(value.range, reason: reason))
  }

  package static func integer(_ value: Int) -> YAMLTree { YAMLTree(.integer(value)) }

  package static func integer(_ value: Int, origin: Origin?) -> YAMLTree {
    YAMLTree(.integer(value), origin: origin)
  }

  package static func integer(_ value: Located<Int>) -> YAMLTree {
    YAMLTree(.integer(value.value), origin: Origin(value.range))
  }

  package static func integer(_ value: Located<Int>, reason: String?) -> YAMLTree {
    YAMLTree(.integer(value.value), origin: Origin(value.range, reason: reason))
  }

  package static func boolean(_ value: Bool) -> YAMLTree { YAMLTree(.boolean(value)) }

  package static func boolean(_ value: Bool, origin: Origin?) -> YAMLTree {
    YAMLTree(.boolean(value), origin: origin)
  }

  package static func boolean(_ value: Located<Bool>) -> YAMLTree {
    YAMLTree(.boolean(value.value), origin: Origin(value.range))
  }

  package static func boolean(_ value: Located<Bool>, reason: String?) -> YAMLTree {
    YAMLTree(.boolean(value.value), origin: Origin(value.range, reason: reason))
  }

  /// Text of several lines that people read; written as a literal block where YAML and its
  /// linters can, else quoted on one line.
  package static func block(_ value: String) -> YAMLTree { YAMLTree(.block(value)) }

  package static func block(_ value: String, origin: Origin?) -> YAMLTree {
    YAMLTree(.block(value), origin: origin)
  }

  /// A whole file of another syntax; its lines keep their origins.
  package static func block(_ file: OutputFile) -> YAMLTree {
    YAMLTree(
      .block(String(decoding: file.bytes, as: UTF8.self)),
      supplement: .lineOrigins(file.lineOrigins))
  }

  package static func block(_ value: Located<String>) -> YAMLTree {
    YAMLTree(.block(value.value), origin: Origin(value.range))
  }
}

/// Collections.
extension YAMLTree {
  package static func sequence(_ items: [YAMLTree]) -> YAMLTree { YAMLTree(.sequence(items)) }

  package static func sequence(_ items: [YAMLTree], origin: Origin?) -> YAMLTree {
    YAMLTree(.sequence(items), origin: origin)
  }

  package static func mapping(_ entries: [Entry]) -> YAMLTree { YAMLTree(.mapping(entries)) }

  package static func mapping(_ entries: [Entry], origin: Origin?) -> YAMLTree {
    YAMLTree(.mapping(entries), origin: origin)
  }

  /// A command line: `[CMD, curl, -f]`, always on one line.
  package static func words(_ items: [String]) -> YAMLTree {
    YAMLTree(.words(items.map(YAMLTree.text)))
  }

  package static func words(_ items: [String], origin: Origin?) -> YAMLTree {
    YAMLTree(.words(items.map(YAMLTree.text)), origin: origin)
  }

  package static func words(_ items: [Located<String>]) -> YAMLTree {
    YAMLTree(.words(items.map(YAMLTree.text)), origin: items.first.map { Origin($0.range) })
  }
}
