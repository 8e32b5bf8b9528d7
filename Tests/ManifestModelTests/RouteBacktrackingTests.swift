import Foundation
import ManifestModel
import TestSupport
import Testing

/// Expressions that PCRE gives up on, against those that are told of.
@Suite("Expressions that take ever longer", .waits) struct RouteBacktrackingTests {
  private static let slow = [
    "^/([a-z]+)*/api$", "^/(a|[a-z])+/$", "^/(a+b?)+$", "^/([a-z]*[0-9]?)*/$", "^/((ab)+)+/$",
    "^/(a*)*/$", #"^/(\w+\s?)*/$"#, "^/(?:x|(?:a+){2,})+/$",
  ]
  private static let quick = [
    "^/([a-z]+/)*api$", "^/(?:a|b)+/$", "^/[a-z]+[a-z]+/$", "^/([a-z]+-)+x$", "^/(ab|ac)+/$",
    #"^/(\d+\.\d+)+/$"#, "^/([a-z]+){1,3}/$", "^/(?:[a-z]+(?:/|$))+",
  ]
  /// Each begins as one of the expressions goes on for long, and then does not fit.
  private static let paths = ["a", "ab", "1"].map { part in
    "/" + String(repeating: part, count: 40) + "!/api"
  }

  private static func manyWays(_ text: String) throws -> Bool {
    try RouteExpression(text, ignoringCase: false).takesApartInManyWays
  }

  @Test("are told of, and others are not") func told() throws {
    for text in Self.slow { #expect(try Self.manyWays(text), "\(text)") }
    for text in Self.quick { #expect(try !Self.manyWays(text), "\(text)") }
  }

  /// Exit 2: it took more steps than PCRE allows.
  private static func givesUp(_ grep: Tool, _ text: String) throws -> Bool {
    try withScratchFolder { folder in
      let file = folder.appending(path: "paths")
      return try paths.contains { path in
        try Data("\(path)\n".utf8).write(to: file)
        return try grep.run(["-qP", "(*NO_JIT)\(text)", file.path]).status == 2
      }
    }
  }

  @Test(
    "PCRE agrees",
    .enabled(if: (try? Tool("grep")?.run(["-P", "a", "/dev/null"]).status) == 1, "grep has no -P"))
  func agrees() throws {
    let grep = try #require(Tool("grep"))
    for text in Self.slow { #expect(try Self.givesUp(grep, text), "\(text)") }
    for text in Self.quick { #expect(try !Self.givesUp(grep, text), "\(text)") }
  }
}
