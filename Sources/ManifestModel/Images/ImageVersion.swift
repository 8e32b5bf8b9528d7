/// The numbers of a version: `16.4` of `16.4-alpine3.20`.
package struct ImageVersion: Sendable, Hashable, CustomStringConvertible {
  package let numbers: [Int]

  package init(_ numbers: Int...) { self.numbers = numbers }

  /// - Parameters:
  ///   - tag: an image's. `latest`, `alpine` and `bookworm` tell no version, nor does a number that
  ///     only the deployment completes.
  ///   - mark: what stands before the numbers, where a part of the tag other than the first tells
  ///     the version: `pg` of `2.17.2-pg16`.
  package init?(tag: String?, after mark: String? = nil) {
    guard let tag else { return nil }
    var part = Substring(tag)
    if let mark {
      let parts = tag.split(separator: "-")
      guard let marked = parts.first(where: { $0.hasPrefix(mark) && $0.count > mark.count }) else {
        return nil
      }
      part = marked.dropFirst(mark.count)
    } else if tag.hasPrefix("v") {
      part = part.dropFirst()
    }
    let digits = part.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    guard part.dropFirst(digits.count).first != Template.unknownText else { return nil }
    let numbers = digits.split(separator: ".").compactMap { Int($0) }
    // A year or a build's number is no version of what is known here.
    guard let first = numbers.first, first < 1000 else { return nil }
    self.numbers = numbers
  }

  private init(_ numbers: [Int]) { self.numbers = numbers }

  package var major: Int { numbers[0] }

  package var description: String { numbers.map(String.init).joined(separator: ".") }

  /// Its first numbers; `nil` where it has fewer.
  package func prefix(_ count: Int) -> ImageVersion? {
    numbers.count >= count ? ImageVersion(Array(numbers.prefix(count))) : nil
  }

  /// A version that leaves its last numbers open (`1.27`) means the newest of them.
  package func isAtLeast(_ wanted: Int...) -> Bool { isAtLeast(wanted) }

  package func isAtLeast(_ wanted: [Int]) -> Bool {
    for (index, number) in wanted.enumerated() {
      guard index < numbers.count else { return true }
      if numbers[index] != number { return numbers[index] > number }
    }
    return true
  }
}
