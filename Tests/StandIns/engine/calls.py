"""One call of `docker`: its words, told apart as the real command line does, and what it answers."""

import dataclasses
import pathlib


class Fail(Exception):
    """Ends the call with this code, and says why on standard error."""

    def __init__(self, code=1, message=""):
        super().__init__(message)
        self.code = code


@dataclasses.dataclass(frozen=True)
class Command:
    """A command that the model plays. `values` are options with a value; `flags` those without.
    After its first argument a command with `program` takes no more options."""

    name: str
    run: object
    values: tuple
    flags: tuple
    reads: bool
    program: bool


COMMANDS: dict[str, Command] = {}


def command(name, values="", flags="", reads=False, program=False):
    """Puts a function of a Call on the list."""

    def register(run):
        COMMANDS[name] = Command(name, run, tuple(values.split()), tuple(flags.split()), reads, program)
        return run

    return register


GLOBAL = ("-f", "--file", "--profile", "-p", "--project-name", "--env-file", "--project-directory")
ALIASES = {"-f": "--filter", "-a": "--all", "-q": "--quiet", "-d": "--detach"}


class Call:
    def __init__(self, engine, words, folder="/", variables=None, stdin=""):
        self.engine, self.words = engine, list(words)
        self.folder, self.variables, self.stdin = pathlib.Path(folder), variables or {}, stdin
        self.out, self.errors = [], []
        self.options, self.flags, self.arguments, self.shared = {}, set(), [], []
        # How many of its targets it still does; a call that is killed half-way does one.
        self.left = None
        self.command = self.find()

    def find(self):
        words = list(self.words)
        name = words.pop(0)
        if name == "compose":
            while words and words[0].startswith("-"):
                if words[0] not in GLOBAL:
                    raise Fail(97, f"the model knows no option {words[0]} of compose")
                self.shared.append((words.pop(0), words.pop(0)))
        if name not in COMMANDS and words:
            name += " " + words.pop(0)
        if name not in COMMANDS:
            raise Fail(97, f"the model knows no: docker {' '.join(self.words)}")
        self.tell_apart(COMMANDS[name], words)
        return COMMANDS[name]

    def tell_apart(self, command, words):
        while words:
            word = words.pop(0)
            if not word.startswith("-") or word == "-" or (command.program and self.arguments):
                self.arguments.append(word)
                continue
            word, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
            if word in command.values:
                self.options.setdefault(word, []).append(value if equals else words.pop(0))
            elif word in command.flags:
                self.flags.add(word)
            elif word == "-aq" and "--quiet" in command.flags:
                self.flags |= {"--all", "--quiet"}
            elif word in ALIASES and ALIASES[word] in command.flags:
                self.flags.add(ALIASES[word])
            else:
                raise Fail(97, f"the model knows no option {word} of {command.name}")

    @property
    def changes(self):
        """Whether it changes anything; `exec` does where it reloads."""
        return not self.command.reads or (self.command.name == "exec" and "reload" in self.words)

    @property
    def form(self):
        """What it asks for, without names: for the table of behaviours."""
        formats = [self.options[name][0] for name in ("--format", "-f") if name in self.options]
        return (self.command.name, *sorted({*self.options, *self.flags} - {"--format"}), *formats)

    def option(self, name, default=None):
        return self.options.get(name, [default])[-1]

    def print(self, *words):
        self.out.append(" ".join(map(str, words)) + "\n")

    def complain(self, *words):
        self.errors.append(" ".join(map(str, words)))

    def more(self):
        """Whether it goes on to its next target."""
        if self.left is None:
            return True
        self.left -= 1
        return self.left >= 0
