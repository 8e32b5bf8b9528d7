import Backends
import Compilation
import Diagnostics
import Foundation
import OutputTrees
import TestSupport
import Testing
import YAMLReading

/// What `explain` says of a manifest's line is what a change of the line does: each value of the
/// shop's manifest gets another legal one, and each line of an artefact that changes must be among
/// those that were listed for the value's line.
@Suite(
  "Explained lines and changed lines",
  .slow)
struct ExplainedChangesTests {
  private struct Made {
    let source: SourceFile
    let artefacts: [Artefact]
    let tracing: LineTracing

    init?(_ bytes: [UInt8]) {
      var log = DiagnosticLog()
      source = SourceFile(path: "manifests/shop.yml", bytes: bytes)
      let surroundings = Compiler.Surroundings(
        manifestPath: "../../manifests/shop.yml", readFile: { Array($0.utf8) })
      guard let unit = ManifestUnit.read(source, environment: nil, into: &log),
        let made = Compiler.compile(unit, in: surroundings, into: &log)
      else { return nil }
      artefacts = made.artefacts
      tracing = LineTracing(made.artefacts, of: made.plan)
    }
  }

  private static let base = try? Made(
    [UInt8](
      Data(contentsOf: Repository.manifests.appending(path: "shop.yml"))))

  /// So that parts run side by side.
  private static let parts = 4

  @Test(arguments: 0..<parts) func changedLinesAreListed(part: Int) throws {
    let base = try #require(Self.base)
    let edits = ValueEdit.all(of: base.source)
    #expect(edits.count > 200)
    for (index, edit) in edits.enumerated() where index % Self.parts == part {
      let name = edit.description
      guard let changed = edit.manifests.lazy.compactMap({ Made($0) }).first else {
        #expect(Self.unchangeable.contains(name), "\(edit) has no other legal value")
        continue
      }
      #expect(!Self.unchangeable.contains(name), "\(name) has another legal value")
      let missed =
        Self.missed(from: base, to: changed, edit) + Self.missed(from: changed, to: base, edit)
      if Self.deciding.contains(where: { name.hasPrefix($0) }) {
        #expect(!missed.isEmpty, "\(name) need not be left out any more")
        continue
      }
      let list = missed.joined(separator: "\n")
      #expect(
        missed.isEmpty,
        "a change of \(edit) at \(edit.range) changes lines that explain does not list:\n\(list)")
      let idle = Self.idle(base, changed, edit)
      #expect(
        idle.isEmpty,
        "explain lists lines that show \(edit), and a change of it leaves them:\n\(idle.joined(separator: "\n"))"
      )
    }
  }

  /// What follows from a part as a whole follows from the line that opens it: a default of
  /// `strategy` from `strategy:`, not from whatever key is the first below it.
  @Test func noLineFollowsFromTheFirstKeyOfABlock() throws {
    let base = try #require(Self.base)
    var log = DiagnosticLog()
    let root = try #require(YAMLDocument.read(base.source, into: &log))
    let blocks = Self.blocks(in: root)
    #expect(blocks.count > 40)
    for artefact in base.artefacts {
      for (number, origin) in zip(1..., artefact.file.lineOrigins) {
        let ranges = origin.map { [$0.range] + $0.further } ?? []
        for range in ranges where blocks.contains(range) {
          Issue.record("\(artefact.file.path):\(number) follows from \(range)")
        }
      }
    }
  }

  /// The places of maps that begin below their keys.
  private static func blocks(in node: YAMLNode) -> Set<SourceRange> {
    var blocks: Set<SourceRange> = []
    for entry in node.entries ?? [] {
      if entry.value.entries != nil, entry.value.range.start.line > entry.key.range.start.line {
        blocks.insert(entry.value.range)
      }
      blocks.formUnion(self.blocks(in: entry.value))
    }
    return blocks
  }

  /// Values that nothing else can stand for, or of which every other one is at fault.
  private static let unchangeable: Set<String> = [
    "backing.cache.health.tcp",
    "backing.cache.networks.0",
    "backing.cache.networks.1",
    "backing.cache.restart",
    "backing.database.capAdd.0",
    "backing.database.secrets.MYSQL_ROOT_PASSWORD_FILE",
    "gateway.routes./",
    "gateway.routes./api/.service",
    "gateway.routes./chat/.service",
    "gateway.routes./chat/.websocket",
    "gateway.routes./uploads/.auth.basic",
    "gateway.routes./uploads/.volume",
    "gateway.routes.= /chat.service",
    "gateway.routes.= /chat.websocket",
    "gateway.routes.~ ^/rooms/([1-9]\\d*)/live$.buffering.answers",
    "gateway.routes.~ ^/rooms/([1-9]\\d*)/live$.service",
    "services.api.dependsOn.0",
    "services.api.dependsOn.1",
    "services.api.live.tcp",
    "services.api.role",
    "services.api.secrets.DATABASE_PASSWORD_FILE",
    "services.api.secrets.PAYMENT_KEY",
    "services.cleanup.networks.0",
    "services.cleanup.role",
    "services.scheduler.health",
    "services.scheduler.placement",
    "services.scheduler.role",
    "services.storefront.secrets.SESSION_KEY_FILE",
    "services.templates.networks.0",
    "services.templates.secrets.SESSION_KEY_FILE",
    "services.mailer.mounts.${SPOOL:-/var/tmp}.access",
    "services.mailer.mounts.shop/templates.readOnly",
    "strategy.rolling.order",
    "targets.blueGreen.accept.0",
    "targets.blueGreen.services.mailer.securityOpt.0",
    "targets.kubernetes.accept.0",
    "targets.kubernetes.accept.1",
    "targets.kubernetes.accept.2",
    "targets.kubernetes.accept.3",
    "targets.swarm.accept.0",
    "targets.swarm.accept.1",
    "volumes.uploads.access",
    "x-python.via",
  ]

  /// Values that decide which parts there are, and in which words: with another one, lines come and
  /// go that follow from other keys.
  private static let deciding = [
    "comments", "gateway.listen.redirect", "gateway.name", "gateway.serverNames",
    "gateway.securityHeaders", "networks.inside.internal", "project", "rules",
    "services.api.env.GREETING", "services.api.envFile.1.required", "services.mailer.role",
    "services.templates.role",
    "targets.blueGreen.services.storefront.replicas",
    "targets.kubernetes.secrets.session-key.external",
  ]

  /// The lines of `old` that are not in `new`, and that `old` does not list for the value's lines.
  private static func missed(from old: Made, to new: Made, _ edit: ValueEdit) -> [String] {
    let first = edit.range.start.line
    let last = max(
      first, edit.range.end.column == 1 ? edit.range.end.line - 1 : edit.range.end.line)
    let listed = Set(
      old.tracing.followers(of: first...last, in: old.source).map { "\($0.path):\($0.number)" })
    return removed(from: old, to: new).filter { !listed.contains("\($0.path):\($0.number)") }.map {
      "  \($0.path):\($0.number): \($0.text)"
    }
  }

  private static func removed(from old: Made, to new: Made) -> [(
    path: String, number: Int, text: String
  )] {
    old.artefacts.indices.flatMap { index -> [(path: String, number: Int, text: String)] in
      let file = old.artefacts[index].file
      let other =
        old.artefacts.count == new.artefacts.count
        ? new.artefacts[index].file
        : new.artefacts.first { $0.file.path == file.path }?.file
      guard let other else { return [] }
      if file.bytes == other.bytes { return [] }
      let lines = Self.lines(of: file)
      let others = Self.lines(of: other)
      return others.difference(from: lines).removals.compactMap { change in
        guard case .remove(let offset, let line, _) = change else { return nil }
        return (file.path, offset + 1, line)
      }
    }
  }

  /// A name that ends in its content's hash changes with every line of the content, which are what
  /// `explain` lists.
  private static func lines(of file: OutputFile) -> [String] {
    String(decoding: file.bytes, as: UTF8.self).components(separatedBy: "\n").map {
      $0.replacing(/[-_][0-9a-f]{12}\b/, with: "-HASH")
    }
  }

  /// Listed lines that show the value itself, and stay.
  private static func idle(_ base: Made, _ changed: Made, _ edit: ValueEdit) -> [String] {
    let table = LineTable(base.source)
    let start = table.byteOffset(of: edit.range.start)
    let end = table.byteOffset(of: edit.range.end)
    let value = String(decoding: base.source.bytes[start..<end], as: UTF8.self)
    let plain = value.trimmingCharacters(in: CharacterSet(charactersIn: "\"'"))
    // A value that only grew still shows.
    guard
      let shown = try? Regex(
        "(?<![0-9A-Za-z])\(NSRegularExpression.escapedPattern(for: plain))(?![0-9A-Za-z])"),
      !String(
        decoding: changed.source.bytes[start..<min(end + 1, changed.source.bytes.count)],
        as: UTF8.self
      ).contains(plain)
    else { return [] }
    let gone = Set(removed(from: base, to: changed).map { "\($0.path):\($0.number)" })
    let first = edit.range.start.line
    return base.tracing.followers(of: first...first, in: base.source).filter { line in
      guard case .manifest(let origin) = line.cause, origin.reason == nil else { return false }
      return origin.range == edit.range && line.text.contains(shown)
        && !gone.contains("\(line.path):\(line.number)")
    }.map { "  \($0.path):\($0.number): \($0.text)" }
  }
}
