/// Variables that a deploy script sets itself and artefacts name: `own_variable` in its library.
enum ScriptVariable {
  static func name(_ kind: String, of name: String) -> String {
    "ZDC_\(kind)_"
      + String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
