import Foundation
import TestSupport
import Testing

/// Completions, in the shells that people use: manifests, targets, and environments of the manifest
/// that stands on the line.
@Suite(.waits) struct CompletionTests {
  private enum Shell: String, CaseIterable {
    case bash
    case zsh
    case fish
  }

  private static func path(of shell: Shell) -> String? {
    ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map { "\($0)/\(shell.rawValue)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Prints what bash offers for the words that it gets.
  private static let bash = """
    source ./zdc.completion
    COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"
    COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMPREPLY=()
    _zdc zdc "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf '%s\\n' "${COMPREPLY[@]}"
    """

  /// Types the line into an interactive zsh, and writes down what its completion offers.
  private static let zsh = """
    zmodload zsh/zpty
    zpty -b z zsh -f -i
    zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; source ./zdc.completion; compdef _zdc zdc'
    zpty -w z 'bindkey "^I" complete-word; compadd() { local -a hits; if (( ${@[(I)-O|-A]} )); then builtin compadd "$@"; return; fi; builtin compadd -O hits "$@"; print -rl -- $hits >> offered; builtin compadd "$@"; }'
    zpty -w z 'finish() { print done > done }; zle -N finish; bindkey "^T" finish'
    zpty -w z 'print ready > ready'
    for i in {1..600}; do [[ -e ready ]] && break; sleep 0.1; done
    zpty -w -n z "$1"$'\\t\\x14'
    for i in {1..600}; do [[ -e done ]] && break; sleep 0.1; done
    zpty -d z
    cat offered
    """

  private static let fish = """
    source ./zdc.completion
    complete -C "$argv[1]" | string split -f1 \\t
    """

  /// What `shell` offers at the end of `line`; `nil` where it is not installed.
  private static func offered(_ line: String, in shell: Shell) throws -> Set<String> {
    let program = try #require(path(of: shell))
    let folder = try ScratchFolder()
    try folder.write(
      """
      zdc: 1
      project: shop
      services: { web: { image: "a:1", command: [b] } }
      environments: { staging: {}, production: {} }
      """, to: "deploy/shop.yml")
    try folder.write("", to: "deploy/notes.txt")
    let script = try BuiltBinary.run(["--generate-completion-script", shell.rawValue])
    try #require(script.status == 0)
    try folder.write(script.output, to: "zdc.completion")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "zdc"),
      withDestinationURL: URL(fileURLWithPath: Repository.zdc).standardizedFileURL)
    let asker: [Shell: String] = [.bash: bash, .zsh: zsh, .fish: fish]
    try folder.write(asker[shell] ?? "", to: "ask")
    let words =
      shell == .bash
      ? line.split(separator: " ", omittingEmptySubsequences: false).map(String.init) : [line]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["ask"] + words
    process.currentDirectoryURL = folder.url
    process.environment = ProcessInfo.processInfo.environment.merging([
      "PATH": "\(folder.url.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
      "HOME": folder.url.path, "TERM": "dumb",
    ]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Set(printed.split(whereSeparator: \.isNewline).map(String.init)).subtracting([""])
  }

  private static func expectOffers(in shell: Shell) throws {
    let manifests = try offered("zdc build deploy/", in: shell)
    #expect(
      manifests.contains { $0.hasSuffix("shop.yml") }
        && !manifests.contains { $0.hasSuffix(".txt") },
      "\(manifests)")
    let targets = try offered("zdc build deploy/shop.yml --target ", in: shell)
    #expect(targets.isSuperset(of: ["blueGreen", "swarm", "kubernetes"]), "\(targets)")
    for command in ["build", "check", "targets"] {
      let names = try offered("zdc \(command) deploy/shop.yml --environment ", in: shell)
      #expect(names.isSuperset(of: ["staging", "production"]), "\(command): \(names)")
    }
    #expect(try offered("zdc targ", in: shell).contains("targets"))
  }

  @Test(.enabled(if: path(of: .bash) != nil, "needs bash")) func inBash() throws {
    try Self.expectOffers(in: .bash)
  }

  @Test(.enabled(if: path(of: .zsh) != nil, "needs zsh")) func inZsh() throws {
    try Self.expectOffers(in: .zsh)
  }

  @Test(.enabled(if: path(of: .fish) != nil, "needs fish")) func inFish() throws {
    try Self.expectOffers(in: .fish)
  }

  /// A manifest can't get words of its own into somebody's command line.
  @Test func onlyNamesAreOffered() throws {
    let folder = try ScratchFolder()
    try folder.write("environments: { \"$(rm -rf x)\": {}, ok: {}, \"a b\": {} }", to: "m.yml")
    let outcome = try BuiltBinary.run(
      ["---completion", "check", "--", "--environment", "3", "0", "zdc", "check", "m.yml", ""],
      in: folder.url)
    #expect(!outcome.output.contains("rm"))
    #expect(!outcome.output.contains("a b"))
  }
}
