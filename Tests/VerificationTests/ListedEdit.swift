import Foundation
import TestSupport
import Testing
import Verification

/// An edit of `Edits/*.txt`: a line `NAME PATH: WHY`, lines of the artefact after `- `, and what
/// stands there instead after `+ `; without any of the first, a block of lines after `> ` in which
/// the first is the one that the others go behind.
struct ListedEdit {
  let place: String
  let name: String
  let path: String
  let why: String
  private let find: String
  private let replacement: String

  static func all(in file: String) throws -> [ListedEdit] {
    let place = Repository.root.appending(path: "Tests/VerificationTests/Edits/\(file)")
    let lines = try String(contentsOf: place, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var edits: [ListedEdit] = []
    var head: (number: Int, line: Substring)?
    var (old, new): ([Substring], [Substring]) = ([], [])
    func finish() {
      guard let (number, line) = head else { return }
      let parts = line.split(separator: ":", maxSplits: 1)
      let words = parts[0].split(separator: " ")
      edits.append(
        ListedEdit(
          place: "\(file):\(number)", name: String(words[0]), path: String(words[1]),
          why: String(parts[1].dropFirst()), find: old.joined(separator: "\n"),
          replacement: new.joined(separator: "\n")))
      (head, old, new) = (nil, [], [])
    }
    for (index, line) in lines.enumerated() where !line.hasPrefix("#") {
      if line.hasPrefix("- ") || line == "-" {
        old.append(line.dropFirst(2))
      } else if line.hasPrefix("+ ") || line == "+" {
        new.append(line.dropFirst(2))
      } else {
        finish()
        if !line.isEmpty { head = (index + 1, line) }
      }
    }
    finish()
    return edits
  }

  func judge() throws -> Judge? {
    guard let built = Built.all.first(where: { $0.description == "\(name).yml" }),
      let wanted = built.fresh.first(where: { $0.path == path })
    else { return nil }
    return Judge(built, wanted)
  }

  /// The text after, and the lines in it that differ, with those beside them.
  func applied(to text: String) throws -> (text: String, lines: ClosedRange<Int>) {
    let range = try #require(text.firstRange(of: find), "\(place): \(path) has no '\(find)'")
    let start = text[..<range.lowerBound].count { $0 == "\n" } + 1
    let count = replacement.count { $0 == "\n" }
    return (
      text.replacingCharacters(in: range, with: replacement), max(1, start - 1)...start + count + 1
    )
  }
}
