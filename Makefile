# Two commands do all the set-up: `make example` and `make test`. `make help` lists them all.
SHELL := /bin/bash
ZDC := .build/release/zdc
# Linked whole: start-up is most of a build, and nothing has to be installed where zdc runs.
RELEASE := -c release -Xswiftc -static-executable -Xswiftc -cross-module-optimization \
  -Xlinker -s -Xlinker --gc-sections

# What `zdc --version` says of the commit. Another commit compiles one C file and links again.
export ZDC_STAMP := $(shell packaging/facts.sh stamp)

.PHONY: help fuzz example test tools build release lint unit engine-check engine-test out out-check
.PHONY: bench clean instructions new-key new-rule install uninstall packages tarball deb wheel sbom package-test

# Lists what can be made, from the comments of this file.
help:
	@awk '/^#/ { said = said substr($$0, 2); next } \
	  /^[a-z-]+:/ { split($$0, name, ":"); \
	    if (said != "" && !seen[name[1]]++) printf "%-14s%s\n", name[1], said } { said = "" }' Makefile

# Installs what is missing, builds zdc, compiles the example, and lists what it made.
example: release
	$(ZDC) build manifests/brain-tumor.yml
	@find out/brain-tumor -type f | sort

# Builds zdc for debugging.
build:
	@docker/tools/install.sh build
	swift build --product zdc

# Builds the static binary, .build/release/zdc.
release:
	@docker/tools/install.sh build
	swift build $(RELEASE) --product zdc

# Installs what is missing and runs all tests but the longest scenarios of engine-test.
test: tools release lint out-check unit instructions fuzz package-test engine-check
	@echo "all tests passed"

# Installs the validators that the tests use.
tools:
	@docker/tools/install.sh test

# The formatter's check.
lint:
	swift format lint --strict --recursive Sources Tests Package.swift

# All tests of the sources; a plain `swift test` leaves the slow ones out.
unit: export ZDC_TOOLS := $(CURDIR)/.build-tools/bin
unit: export ZDC := $(CURDIR)/$(ZDC)
unit: export ZDC_ALL_TESTS := 1
unit:
	swift test -Xswiftc -warnings-as-errors

# Fails where a build takes 5 % more instructions than Tests/Bench/instructions.txt says.
instructions: tools release
	Tests/Bench/instructions.sh $(ZDC) $(if $(RECORD),--record)

# One scenario of each kind on a real Docker Engine of its own, under load, and the testbed's own
# tests. Skips with the reason where it can't run.
engine-check: export ZDC := $(CURDIR)/$(ZDC)
engine-check: export ZDC_TOOLS := $(CURDIR)/.build-tools/bin
engine-check: release
	@docker/tools/install.sh engine
	@docker/testbed/run.py --quick || (($$? == 77))
	swift build -c release --package-path docker/testbed/LoadClient
	python3 -m unittest discover -s docker/testbed/tests

# All scenarios on that engine, and the report in docs/. ONLY=switch/requests runs one.
engine-test: export ZDC := $(CURDIR)/$(ZDC)
engine-test: export ZDC_TOOLS := $(CURDIR)/.build-tools/bin
engine-test: release
	@docker/tools/install.sh engine
	@docker/testbed/run.py $(if $(ONLY),$(ONLY),--report docs) || (($$? == 77))

SEED ?= 1
# A minute of the seeded fuzzer, in this process and by the built zdc's commands; the corpus replays
# in `unit`. Another seed: make fuzz SEED=7
fuzz: export ZDC := $(CURDIR)/$(ZDC)
fuzz: export XDG_CACHE_HOME := $(CURDIR)/.build/cache
fuzz: tools release
	swift build $(RELEASE) --product Fuzz
	.build/release/Fuzz reader 8 $(SEED)
	.build/release/Fuzz dialect 8 $(SEED)
	.build/release/Fuzz build 16 $(SEED)
	for command in compile fix diff explain verify; do \
	  .build/release/Fuzz $$command 6 $(SEED) || exit; \
	done
	python3 Tests/StandIns/environment/mutate.py out/hello/docker/scripts/lib/common.sh \
	  .build-tools/bin/docker-compose .build/fuzz/environment 6 $(SEED)

# The artefacts of every manifest and environment, committed: every change shows in review.
out: release
	docker/tools/artefacts.sh

# Fails where out/ is not what zdc makes now.
out-check:
	docker/tools/artefacts.sh --check

# Whole processes against a program that does nothing and libyaml's bare parse, a quarter of an hour;
# prints a table. RECORD=1 writes it into docs/speed.md.
bench: release tools
	swift build $(RELEASE) --product BareCommand
	docker/tools/install.sh bench
	PATH=$(CURDIR)/.build-tools/bin:$$PATH .build-tools/bench/bin/python3 \
	  Tests/Bench/bench.py $(CURDIR)/$(ZDC) $(CURDIR)/.build/release/BareCommand \
	  $(if $(RECORD),--record docs/speed.md)

PREFIX ?= /usr/local
# Installs zdc under PREFIX; DESTDIR stands before it where a package is made of it.
install: release
	packaging/install.sh $(ZDC) "$(DESTDIR)$(PREFIX)"

# Removes what `make install` put there.
uninstall: release
	packaging/install.sh --remove $(ZDC) "$(DESTDIR)$(PREFIX)"

# What a release consists of, with its sums, in dist/.
packages: tarball deb wheel sbom
	cd dist && sha256sum -- *.tar.gz *.deb *.whl *.json >SHA256SUMS

# A tarball: the binary with man pages and completions, to be unpacked anywhere.
tarball: release
	packaging/tarball.sh $(ZDC) dist
	cd dist && sha256sum -- *.tar.gz >SHA256SUMS

# Debian's package.
deb: release
	packaging/deb.sh $(ZDC) dist

# PyPI's package, which carries the binary.
wheel: release
	packaging/wheel.py $(ZDC) dist

# CycloneDX: what the binary is linked from.
sbom: release
	mkdir -p dist && packaging/sbom.py $(ZDC) >dist/zdc.cdx.json

# Every package, made twice and tried where it will be used. ONLY=deb tries one.
package-test: export ZDC := $(CURDIR)/$(ZDC)
package-test: tools release
	@docker/tools/install.sh package
	packaging/test.sh $(ONLY)

# Writes a rule's file, its places marked: make new-rule CODE=189 NAME=portIsOdd IN=Services
new-rule:
	@docker/tools/new-rule.sh "$(CODE)" "$(NAME)" "$(IN)"

# Writes what a key of a service needs that passes through; FORM=integer or boolean if it is no text,
# ON=compose if a stack has it not: make new-key NAME=cgroupParent DOCKER=cgroup_parent ON=compose
new-key:
	@docker/tools/new-key.sh "$(NAME)" "$(DOCKER)" "$(FORM)" "$(ON)"

# Removes all that was built here.
clean:
	rm -rf .build .build-tools dist
