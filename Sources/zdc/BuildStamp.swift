private import CBuildStamp
import Compilation

/// What a binary says of itself. No artefact holds it: another commit must not change `out/`.
enum BuildStamp {
  /// `0.1.0 (a1b2c3d4e5f6 2026-11-28)`, or the number alone where the build was not told.
  static var version: String {
    let stamp = String(cString: zdc_build_stamp())
    return stamp.isEmpty ? Version.number : "\(Version.number) (\(stamp))"
  }

  /// The linker's hash of this binary: another one for every change of its code. Empty where it was
  /// linked without.
  static var identity: String { String(cString: zdc_build_id()) }
}
