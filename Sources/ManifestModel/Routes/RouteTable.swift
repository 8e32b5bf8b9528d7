/// Which of several routes nginx takes for a path: the exact one; else the first expression that fits;
/// else the longest prefix.
package struct RouteTable: Sendable {
  package enum Choice: Sendable, Hashable {
    /// Its position.
    case route(Int)
    /// nginx sends the client on to the same path with a slash at its end, since a route to a service
    /// has that: its position.
    case slash(Int)
  }

  /// By bytes, as nginx compares: two ways to write a letter are two paths.
  private var exact: [[UInt8]: Int] = [:]
  private var prefixes: [[UInt8]: Int] = [:]
  private var expressions: [(position: Int, program: RouteProgram)] = []
  /// Of the prefixes, longest first.
  private let lengths: [Int]
  private let isProxied: [Bool]

  /// - Parameter routes: each with whether a service answers it.
  package init(_ routes: [(match: RouteMatch, isProxied: Bool)]) {
    isProxied = routes.map(\.isProxied)
    for (position, route) in routes.enumerated() {
      switch route.match {
      case .exact(let path):
        if exact[Array(path.utf8)] == nil { exact[Array(path.utf8)] = position }
      case .prefix(let path):
        if prefixes[Array(path.utf8)] == nil { prefixes[Array(path.utf8)] = position }
      case .expression(let expression): expressions.append((position, RouteProgram(expression)))
      }
    }
    lengths = Set(prefixes.keys.map(\.count)).sorted(by: >)
  }

  /// - Parameter path: as nginx decodes it.
  package func choice(of path: [UInt8]) -> Choice? {
    if let position = exact[path] { return .route(position) }
    // nginx looks for its slash where no location has the path itself, and before expressions.
    if prefixes[path] == nil {
      let withSlash = path + [UInt8(ascii: "/")]
      for position in [exact[withSlash], prefixes[withSlash]].compactMap(\.self)
      where isProxied[position] {
        return .slash(position)
      }
    }
    if let found = expressions.first(where: { $0.program.match(path) != nil }) {
      return .route(found.position)
    }
    return prefix(of: path).map(Choice.route)
  }

  /// The route by prefix that nginx takes where no other route fits.
  package func prefix(of path: [UInt8]) -> Int? {
    for length in lengths where length <= path.count {
      if let position = prefixes[Array(path.prefix(length))] { return position }
    }
    return nil
  }
}

extension RouteTable {
  package init(_ routes: [Route]) {
    self.init(
      routes.map { route in
        (route.match, { if case .service = route.destination { true } else { false } }())
      })
  }

  /// Of the path of a request as it is written; `nil` where none answers.
  package func position(ofRequest text: String) -> Int? {
    guard let request = RequestPath.read(Array(text.utf8)),
      case .route(let position)? = choice(of: request.path)
    else { return nil }
    return position
  }
}
