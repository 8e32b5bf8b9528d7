import Foundation
import TestSupport
import Testing

/// What stands behind a gateway, played by `Tests/StandIns/services.py`: HTTP servers and the names
/// that lead to them.
final class Services {
  struct Places: Decodable {
    let dns: Int
    let ports: [String: Int]
  }

  /// A request that came (`begin`) or was answered (`end`).
  struct Request: Decodable {
    let event: String
    let app: String
    let address: String
    let path: String
    let headers: [String: String]?
  }

  static let areThere = ["python3", "curl", "openssl"].allSatisfy { Tool.isThere($0) }

  let places: Places
  private let folder: URL
  private let process: StandIn

  init(_ names: [String], in folder: URL) throws {
    self.folder = folder
    process = try StandIn("services.py", [folder.path] + names)
    places = try JSONDecoder().decode(Places.self, from: process.firstLine)
  }

  func stop() { process.stop() }

  /// Lets names lead to addresses.
  func set(names: [String: String]) throws {
    struct World: Encodable {
      let names: [String: String]
      let broken: [String]
    }
    let new = folder.appending(path: "world.new")
    try JSONEncoder().encode(World(names: names, broken: [])).write(to: new)
    guard rename(new.path, folder.appending(path: "world.json").path) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  var requests: [Request] {
    get throws {
      let file = folder.appending(path: "requests")
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
      return try text.split(separator: "\n").map {
        try JSONDecoder().decode(Request.self, from: Data($0.utf8))
      }
    }
  }
}
