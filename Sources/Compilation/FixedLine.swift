/// What a line of an artefact is that follows from no line of the manifest.
enum FixedLine {
  static func meaning(
    of text: Substring, number: Int, in path: String, isHeader: Bool
  ) -> String {
    if isHeader { return "the header: what made the file, and how to make it again" }
    let content = text.drop { $0 == " " }
    if content.isEmpty { return "a blank line between two parts" }
    if number == 1, content.hasPrefix("#!") { return "the line that says how to run the script" }
    let isComment = content.hasPrefix("#") || content.hasPrefix("<!--")
    switch path.split(separator: "/").last?.split(separator: ".").last {
    case "md": return "a text that no value of the manifest decides"
    case _ where isComment: return "a comment that no value of the manifest decides"
    case "sh": return "a line of the script that no value of the manifest decides"
    case "yml", "yaml":
      if content == "---" { return "the beginning of a document" }
      return content.hasSuffix(":")
        ? "the key of the lines below it"
        : "a value that no line of the manifest decides"
    case "conf":
      return content == "}" ? "the end of a block" : "a line that no value of the manifest decides"
    default: return "a line that no value of the manifest decides"
    }
  }
}
