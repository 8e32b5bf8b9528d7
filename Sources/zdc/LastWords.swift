import Glibc
import ParallelWork

/// What zdc says when its own code stops it: a broken invariant traps, memory runs out, a stack ends.
/// Whatever the input, a run ends with a sentence and exit 70, and not with a bare signal.
///
/// Nothing is half-written then: artefacts are made before the first of them is staged, and each is
/// put in place by a rename.
enum LastWords {
  /// To be called once, before there is any input.
  static func prepare() {
    SignalStack.use()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      // Nothing here may take memory or a lock: the fault may have happened in either.
      LastWords.say("zdc: a fault of zdc stopped it (")
      LastWords.say(LastWords.name(of: signal))
      LastWords.say(
        "); no file is half-written. Report it together with the manifest and the command\n")
      _exit(70)
    }
    // A second fault, in the handler itself, ends the process at once.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_ONSTACK
    var faults = sigset_t()
    sigemptyset(&faults)
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      sigaction(signal, &action, nil)
      sigaddset(&faults, signal)
    }
    // Whoever started the process may have left them blocked, and a blocked fault kills unheard.
    sigprocmask(SIG_UNBLOCK, &faults, nil)
  }

  private static func say(_ text: StaticString) {
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  private static func name(of signal: Int32) -> StaticString {
    switch signal {
    case SIGILL: "SIGILL"
    case SIGTRAP: "SIGTRAP"
    case SIGABRT: "SIGABRT"
    case SIGBUS: "SIGBUS"
    case SIGFPE: "SIGFPE"
    default: "SIGSEGV"
    }
  }
}
