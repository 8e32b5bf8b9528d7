import Diagnostics
import Glibc
import YAMLReading

@main enum Fuzz {
  static func main() {
    let path = CommandLine.arguments[1]
    guard let file = fopen(path, "rb") else { exit(66) }
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    rewind(file)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = fread(buffer.baseAddress, 1, size, file)
    }
    var log = DiagnosticLog()
    let node = YAMLDocument.read(SourceFile(path: path, bytes: bytes), into: &log)
    exit(node == nil || log.hasErrors ? 1 : 0)
  }
}
