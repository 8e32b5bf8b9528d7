import Diagnostics
import Foundation
import ManifestModel
import TestSupport
import Testing

@Suite("The manifests that ship")
struct ReferenceManifestTests {
  @Test("decode without a word", arguments: ["brain-tumor.yml", "shop.yml", "minimal.yml"])
  func decode(name: String) throws {
    let (decoded, log) = try Decoding.decode(Repository.manifest(name))
    #expect(log.isEmpty, "\(log.sorted)")
    #expect(decoded != nil)
  }

  @Test("those in the manner of public stacks need no patch", arguments: Repository.stacks.sorted())
  func noPatch(name: String) throws {
    let (decoded, log) = try Decoding.decode(Repository.manifest(name))
    #expect(!log.hasErrors, "\(log.sorted)")
    let options = try #require(decoded).base.targets
    #expect(options.allSatisfy { $0.patches.isEmpty })
  }

  @Test("decode with an environment", arguments: ["staging", "production"])
  func decodeEnvironment(name: String) throws {
    let (decoded, log) = try Decoding.decode(Repository.manifest("shop.yml"), environment: name)
    #expect(log.isEmpty, "\(log.sorted)")
    #expect(decoded?.perTarget.count == 2)
  }

  @Test("keep the rules", arguments: ["brain-tumor.yml", "shop.yml", "minimal.yml"])
  func keepRules(name: String) throws {
    let log = try Checking.check(Repository.manifest(name))
    // The example's release migrates its database, and zdc can't know whether that is safe.
    let expected = name == "brain-tumor.yml" ? ["30:26 ZDC206"] : []
    let found = log.sorted.map {
      "\($0.range?.start.line ?? 0):\($0.range?.start.column ?? 0) \($0.code)"
    }
    #expect(found == expected, "\(log.sorted.map(\.message))")
  }

  @Test("keep the rules in every environment", arguments: ["staging", "production"])
  func keepRulesIn(environment: String) throws {
    let log = try Checking.check(Repository.manifest("shop.yml"), environment: environment)
    #expect(log.isEmpty, "\(log.sorted.map { ($0.range?.start, $0.message) })")
  }

  @Test("the example says what its text says")
  func example() throws {
    let (decoded, _) = try Decoding.decode(Repository.manifest("brain-tumor.yml"))
    let manifest = try #require(decoded)
    #expect(manifest.base.comments?.value == .ko)
    let replicas = manifest.perTarget.map { $0.manifest.services.map { $0.replicas?.value } }
    #expect(replicas == [[1, 1], [2, 2], [3, 2]])
    #expect(manifest.base.gateway?.routes.map(\.key.value).last == "/media/")
    #expect(manifest.base.strategy.blueGreen.confirmTimes?.value == 5)
    #expect(manifest.base.backing.map(\.name.value) == ["django-db", "redis"])
  }
}
