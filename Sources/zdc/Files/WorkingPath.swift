import Glibc
import Planning

/// Paths as the user gives them, made absolute by the working directory.
enum WorkingPath {
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return RelativePath.normalised(path) }
    guard let raw = getcwd(nil, 0) else { return RelativePath.normalised("/" + path) }
    defer { free(raw) }
    return RelativePath.normalised(String(cString: raw) + "/" + path)
  }

  static func exists(_ path: String) -> Bool { access(absolute(path), F_OK) == 0 }
}
