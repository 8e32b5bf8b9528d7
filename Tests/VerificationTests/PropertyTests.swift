import Diagnostics
import Planning
import Properties
import TestSupport
import Testing
import Verification

/// The plan's properties, held against artefacts by the lenses: what a build does with its own.
@Suite struct PropertyTests {
  private static let tried =
    SlowTests.areWanted
    ? Built.mutated.filter { $0.environment == nil } : Built.all.filter(\.isMinimal)

  @Test(arguments: Built.all) func artefactsAsMadeSayWhatThePlanSays(_ built: Built) {
    let found = PropertyCheck.findings(of: built.plan, in: built.artefacts)
    #expect(found.map(\.message) == [])
  }

  @Test("a job that has a port, a check and what else a service has")
  func wholeJob() throws {
    let built = try #require(
      Built(
        "job.yml",
        text: """
          zdc: 1
          project: shop
          services:
            nightly:
              image: shop/job:1
              role: job
              schedule: 0 3 * * *
              command: [work]
              port: 99
              ports: { metrics: 98 }
              health: { path: /up, interval: 1500ms }
              stop: { signal: SIGINT, grace: 70s }
              env: { PRICE: "$5 $(X)" }
              user: "7:8"
              tmpfs: /t
              resources: { cpu: 0.25, memory: 300Mi }
          targets:
            blueGreen: { enabled: false }
            swarm: { enabled: false }
            kubernetes: {}
          """))
    let found = PropertyCheck.findings(of: built.plan, in: built.artefacts)
    #expect(found.map(\.message) == [])
    #expect(PropertyCheck.places(of: built.plan, in: built.artefacts).count > 10)
  }

  /// Of each property a value that a lens reads in each artefact: another one in its place is told, of
  /// the property whose place it is.
  @Test func anotherValueIsTold() {
    var tried = 0
    for built in Self.tried {
      var seen: Set<String> = []
      let places = PropertyCheck.places(of: built.plan, in: built.artefacts)
      for place in places where seen.insert("\(place.path) \(place.property)").inserted {
        guard let file = built.file(place.path), let changed = Self.changed(place, in: file)
        else { continue }
        tried += 1
        let found = PropertyCheck.findings(
          of: built.plan, in: built.replacing(place.path, with: changed))
        #expect(
          found.contains { $0.property.hasPrefix(place.property) },
          "\(built): \(place.property) at \(place.range), told: \(found.map(\.message))")
      }
    }
    print("properties: \(tried) values changed, each told")
    #expect(tried >= (SlowTests.areWanted ? 300 : 60))
  }

  /// The text with another last letter or digit of the value.
  private static func changed(_ place: PropertyCheck.StatedPlace, in file: SourceFile) -> String? {
    let lines = LineTable(file)
    guard place.range.start.line == place.range.end.line else { return nil }
    var bytes = file.bytes
    var start = lines.byteOffset(of: place.range.start)
    var end = lines.byteOffset(of: place.range.end)
    // A conf inside of a ConfigMap has its lines there, and columns of its own.
    let line = lines.line(place.range.start.line)
    let value = Array(place.text.utf8)
    if !value.isEmpty, let own = Array(line).ranges(of: value).last {
      (start, end) = (line.startIndex + own.lowerBound, line.startIndex + own.upperBound)
    } else if place.path.hasPrefix("kubernetes/") {
      return nil
    }
    let last = (start..<end).last { index in
      let byte = bytes[index]
      return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
    guard let last else { return nil }
    bytes[last] = bytes[last] == 0x39 ? 0x38 : bytes[last] == 0x7A ? 0x79 : bytes[last] + 1
    return String(decoding: bytes, as: UTF8.self)
  }
}
