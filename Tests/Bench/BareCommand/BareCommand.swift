import ArgumentParser

/// What any program costs that parses its arguments by swift-argument-parser and does nothing: the
/// yardstick of `make bench` for what takes milliseconds.
@main struct BareCommand: ParsableCommand {
  @Argument var manifest: String

  @Option var output: String?

  func run() {}
}
