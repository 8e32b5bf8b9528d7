import Diagnostics
import OutputTrees
import Planning

/// Everything that blue-green on one host needs.
enum BlueGreenArtefacts {
  static func files(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [OutputFile] {
    [ComposeFile.artefact(plan).written()] + BlueGreenSite.files(plan)
  }
}
