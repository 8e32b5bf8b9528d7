import Diagnostics
import OutputTrees
import Planning

/// Everything that blue-green on one host needs.
enum BlueGreenArtefacts {
  static func files(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [OutputFile] {
    documents(plan, into: &log).map { SharedColours.shared($0, of: plan).written() }
      + BlueGreenSite.files(plan) + BlueGreenScripts(plan).files()
  }

  /// What patches reach, with them laid over.
  static func documents(_ plan: TargetPlan, into log: inout DiagnosticLog) -> [YAMLArtefact] {
    var documents = [ComposeFile.artefact(plan)]
    documents.apply(plan.colouredPatches, into: &log)
    return documents
  }
}
