import ArgumentParser

extension ExitCode {
  /// The manifest or the artefacts are at fault.
  static let fault = ExitCode(1)
  /// An input can't be read.
  static let noInput = ExitCode(66)
  /// zdc contradicts itself.
  static let internalFault = ExitCode(70)
  /// An output can't be written.
  static let cannotCreate = ExitCode(73)
}
