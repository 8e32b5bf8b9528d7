package import Diagnostics

/// One instruction of a Dockerfile.
package struct DockerfileInstruction: Sendable {
  package enum Content: Sendable {
    /// `FROM IMAGE`: an image's name, in which `${NAME}` is an argument given before.
    case from(String)
    /// `ARG NAME`, or `ARG NAME="default"`
    case argument(String, defaultValue: String?)
    /// `ENV NAME="value"`
    case environment(String, String)
    /// `LABEL "key"="value"`
    case label(String, String)
    /// `COPY ["source", …, "destination"]`. A source is no pattern and has none of `*?[\`, for
    /// which the builders have no escape that they agree on.
    case copy([String], to: String)
    /// `RUN ["program", "argument"]`, which no shell sees.
    case run([String])
    case entrypoint([String])
    case command([String])
    case expose(Int)
    case user(String)
    case workingDirectory(String)
  }

  package let content: Content
  package let origin: Origin?
  /// Lines of a comment that stand above the instruction, without `#`.
  package let comment: [String]

  package init(_ content: Content, origin: Origin? = nil, comment: [String] = []) {
    self.content = content
    self.origin = origin
    self.comment = comment
  }
}
