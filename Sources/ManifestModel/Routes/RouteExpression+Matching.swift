extension RouteExpression {
  /// What an expression takes of a path: the whole at 0, captures behind it.
  package typealias Captures = [Range<Int>?]

  /// `nil` where it does not take the path, or where that takes too long to tell.
  package func match(_ path: [UInt8]) -> Captures? { RouteProgram(self).match(path) }
}

/// An expression as steps, which are tried in PCRE's order, without a call in a call: the longest path
/// takes no more stack than the shortest.
struct RouteProgram {
  private enum Step {
    case byte(UInt8)
    case set(ByteSet)
    case start
    case end
    case wordEdge(Bool)
    /// First the one, and where that comes to nothing, the other.
    case either(Int, Int)
    case jump(Int)
    case note(Int)
    /// Leaves a loop whose last round took nothing.
    case leaveIfEmpty(since: Int, to: Int)
    /// The steps up to `then` hold, or do not, from here on.
    case ahead(Bool, then: Int)
    case found
  }

  private struct State {
    var step: Int
    var offset: Int
    /// Where captures begin and end, and behind those where rounds of loops began; -1: nowhere.
    var notes: [Int]
  }

  private static let mostSteps = 400_000

  private var steps: [Step] = []
  private let captures: Int
  private var notes: Int
  private var work = 0

  init(_ expression: RouteExpression) {
    captures = expression.captures
    notes = 2 * (captures + 1)
    add(expression.root)
    steps.append(.found)
  }

  private mutating func add(_ node: RouteExpression.Node) {
    switch node {
    case .byte(let byte): steps.append(.byte(byte))
    case .set(let set): steps.append(.set(set))
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .wordEdge(let isWanted): steps.append(.wordEdge(isWanted))
    case .sequence(let nodes): for node in nodes { add(node) }
    case .choice(let nodes): addChoice(nodes[...])
    case .group(let inner, let number):
      if let number { steps.append(.note(2 * number)) }
      add(inner)
      if let number { steps.append(.note(2 * number + 1)) }
    case .ahead(let inner, let isWanted):
      let place = steps.count
      steps.append(.found)
      add(inner)
      steps.append(.found)
      steps[place] = .ahead(isWanted, then: steps.count)
    case .repeated(let inner, let least, let most, let isLazy):
      for _ in 0..<least { add(inner) }
      guard let most else { return addLoop(inner, isLazy) }
      var ends: [Int] = []
      for _ in least..<most {
        ends.append(steps.count)
        steps.append(.found)
        add(inner)
      }
      for place in ends { fork(at: place, to: steps.count, isLazy) }
    }
  }

  private mutating func addChoice(_ nodes: ArraySlice<RouteExpression.Node>) {
    guard let first = nodes.first else { return }
    guard nodes.count > 1 else { return add(first) }
    let place = steps.count
    steps.append(.found)
    add(first)
    let leave = steps.count
    steps.append(.found)
    steps[place] = .either(place + 1, steps.count)
    addChoice(nodes.dropFirst())
    steps[leave] = .jump(steps.count)
  }

  private mutating func addLoop(_ inner: RouteExpression.Node, _ isLazy: Bool) {
    let place = steps.count
    let note = notes
    notes += 1
    steps.append(.found)
    steps.append(.note(note))
    add(inner)
    steps.append(.leaveIfEmpty(since: note, to: steps.count + 2))
    steps.append(.jump(place))
    fork(at: place, to: steps.count, isLazy)
  }

  private mutating func fork(at place: Int, to end: Int, _ isLazy: Bool) {
    steps[place] = isLazy ? .either(end, place + 1) : .either(place + 1, end)
  }

  func match(_ path: [UInt8]) -> RouteExpression.Captures? {
    var run = self
    for start in 0...path.count {
      let first = State(step: 0, offset: start, notes: Array(repeating: -1, count: notes))
      guard let end = run.run(from: first, path) else { continue }
      return (0...captures).map { number in
        if number == 0 { return start..<end.offset }
        let (from, to) = (end.notes[2 * number], end.notes[2 * number + 1])
        return from >= 0 && to >= from ? from..<to : nil
      }
    }
    return nil
  }

  /// The state in which all was found.
  private mutating func run(from first: State, _ path: [UInt8]) -> State? {
    var waiting = [first]
    while var state = waiting.popLast() {
      steps: while true {
        work += 1
        if work > Self.mostSteps { return nil }
        switch steps[state.step] {
        case .found: return state
        case .byte(let byte):
          guard state.offset < path.count, path[state.offset] == byte else { break steps }
          state.offset += 1
        case .set(let set):
          guard state.offset < path.count, set.contains(path[state.offset]) else { break steps }
          state.offset += 1
        case .start: guard state.offset == 0 else { break steps }
        case .end: guard Self.isEnd(state.offset, of: path) else { break steps }
        case .wordEdge(let isWanted):
          let isEdge = Self.isWord(state.offset - 1, path) != Self.isWord(state.offset, path)
          guard isEdge == isWanted else { break steps }
        case .either(let one, let other):
          var later = state
          later.step = other
          waiting.append(later)
          state.step = one
          continue
        case .jump(let step):
          state.step = step
          continue
        case .note(let note): state.notes[note] = state.offset
        case .leaveIfEmpty(let note, let end):
          if state.notes[note] == state.offset {
            state.step = end
            continue
          }
        case .ahead(let isWanted, let then):
          var inner = state
          inner.step += 1
          let found = run(from: inner, path)
          guard (found != nil) == isWanted else { break steps }
          if let found { state.notes = found.notes }
          state.step = then
          continue
        }
        state.step += 1
      }
    }
    return nil
  }

  /// Also before a line's end that is the last: PCRE without DOLLAR_ENDONLY.
  private static func isEnd(_ offset: Int, of path: [UInt8]) -> Bool {
    offset == path.count || (offset == path.count - 1 && path[offset] == UInt8(ascii: "\n"))
  }

  private static func isWord(_ offset: Int, _ path: [UInt8]) -> Bool {
    path.indices.contains(offset) && ByteSet.wordLetters.contains(path[offset])
  }
}
