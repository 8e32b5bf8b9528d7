internal import Diagnostics
internal import ManifestModel

extension Command {
  /// The text that a shell runs: of `[sh, -c, TEXT]`.
  var shellScript: Located<String>? {
    guard words.count >= 3, let shell = words[0].value.literalText?.split(separator: "/").last,
      ["sh", "bash", "ash", "dash", "zsh"].contains(shell),
      words[1].value.literalText?.hasSuffix("c") == true, let text = words[2].value.literalText
    else { return nil }
    return Located(text, at: words[2].range)
  }
}
