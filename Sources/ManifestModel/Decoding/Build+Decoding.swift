internal import Diagnostics

extension Build {
  /// `nil` where it has no directory, which the validator has reported.
  init?(_ keys: ObjectReader) {
    guard let context = keys.text("context") else { return nil }
    self.init(
      range: keys.range, context: context, dockerfile: keys.text("dockerfile"),
      args: keys.templates("args").map { EnvironmentVariable(name: $0.name, value: $0.value) },
      target: keys.text("target"), secrets: keys.texts("secrets"),
      cacheFrom: keys.texts("cacheFrom"))
  }
}
