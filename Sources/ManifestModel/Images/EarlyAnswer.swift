/// A health command that succeeds before clients of the network can connect.
package enum EarlyAnswer: Sendable {
  /// A client that asks by a socket where no host is given. At the first start the image sets its
  /// server up without a network, and restarts it.
  case bySocket([String], hostOptions: [String], hostVariable: String)
  /// A client that asks 127.0.0.1, where the server listens while it is set up; only with one of
  /// these variables is there a set-up.
  case byLoopback([String], variables: [String])
  /// A question that the server answers before it listens.
  case question(tool: String, word: String)
  /// A client that succeeds where the answer is an error: the data are still being read. Not with
  /// one of these words.
  case whileLoading([String], unless: [String])
}

extension EarlyAnswer {
  /// Why a command's answer comes too soon; `nil` where it does not, or where that can't be told.
  /// - Parameters:
  ///   - words: the command; with `Template.unknownText` for what is not known.
  ///   - variables: the names in the service's environment.
  ///   - hasData: whether there may be data to read at a start.
  package func reason(_ words: [String], variables: Set<String>, hasData: Bool) -> String? {
    let tokens = Self.tokens(words)
    switch self {
    case .bySocket(let tools, let options, let variable):
      guard let tool = Self.tool(in: tokens, among: tools), !variables.contains(variable),
        !Self.nameHost(tokens, by: options)
      else { return nil }
      return "'\(tool)' without a host connects to the socket, which answers during the first "
        + "initialisation, while the network is refused"
    case .byLoopback(let tools, let needed):
      guard let tool = Self.tool(in: tokens, among: tools), !variables.isDisjoint(with: needed),
        Self.isLoopback(tokens)
      else { return nil }
      return
        "'\(tool)' connects to 127.0.0.1, which answers during the first initialisation, while the "
        + "network is refused"
    case .question(let tool, let word):
      guard Self.tool(in: tokens, among: [tool]) != nil, tokens.contains(word) else { return nil }
      return "'\(tool) \(word)' succeeds as soon as the process runs, before it listens"
    case .whileLoading(let tools, let words):
      guard hasData, let tool = Self.tool(in: tokens, among: tools),
        tokens.contains(where: { $0.lowercased() == "ping" }),
        !tokens.contains(where: { token in words.contains { token.contains($0) } })
      else { return nil }
      return "'\(tool) ping' succeeds with the answer 'LOADING' too, while the data are being read"
    }
  }

  /// The words, and those of a shell's script inside of them.
  private static func tokens(_ words: [String]) -> [String] {
    words.flatMap { word in
      word.split { $0.isWhitespace || ";|&()\"'`<>".contains($0) }.map(String.init)
    }
  }

  private static func tool(in tokens: [String], among tools: [String]) -> String? {
    tokens.lazy.compactMap { token in
      token.split(separator: "/").last.map(String.init)
    }.first { tools.contains($0) }
  }

  /// Whether a word may give a host: an option, a URL, a connection string, or what is not known
  /// and is no option's value.
  private static func nameHost(_ tokens: [String], by options: [String]) -> Bool {
    tokens.indices.contains { index in
      let token = tokens[index]
      let isValue = index > 0 && tokens[index - 1].hasPrefix("-")
      if let option = options.first(where: { token.hasPrefix($0) }) {
        // A path is a socket's folder.
        let value = token.dropFirst(option.count)
        let next = index + 1 < tokens.count ? tokens[index + 1] : ""
        return !(value.isEmpty ? next : String(value)).hasPrefix("/")
      }
      return token == String(Template.unknownText) && !isValue || token.contains("://")
        || token.contains("host=")
    }
  }

  private static func isLoopback(_ tokens: [String]) -> Bool {
    if let index = tokens.firstIndex(of: "--host"), index + 1 < tokens.count {
      return ["127.0.0.1", "localhost"].contains(tokens[index + 1])
    }
    return !tokens.contains { token in
      token.contains("host") && !token.contains("localhost") || token.contains("HOST")
        || token.contains("://") && !token.contains("://localhost")
          && !token.contains("://127.0.0.1")
    }
  }
}

extension EarlyAnswer {
  /// The same command with what it lacks; `nil` where it is another one that is needed, or where the
  /// tool is inside of a script.
  package func mended(_ words: [String]) -> [String]? {
    guard case .bySocket(let tools, let options, _) = self, let tool = words.first,
      tools.contains(tool), let option = options.first,
      !words.contains(where: { word in options.contains { word.hasPrefix($0) } })
    else { return nil }
    guard !words.contains(where: { $0.contains(Template.unknownText) }) else { return nil }
    return [tool, option, "127.0.0.1"] + words.dropFirst()
  }
}
