import Foundation
import TestSupport

/// The committed artefacts, which GoldenTests hold against the compiler.
enum Artefacts {
  static func files(named isWanted: (String) -> Bool) -> [String] {
    let walker = FileManager.default.enumerator(atPath: Repository.root.appending(path: "out").path)
    var found: [String] = []
    while let path = walker?.nextObject() as? String {
      if isWanted(path) { found.append("out/\(path)") }
    }
    return found.sorted()
  }
}
