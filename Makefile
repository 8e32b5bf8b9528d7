# Two commands do all the set-up: `make example` and `make test`.
SHELL := /bin/bash
ZDC := .build/release/zdc
# Linked whole: start-up is most of a build, and nothing has to be installed where zdc runs.
RELEASE := -c release -Xswiftc -static-executable -Xswiftc -cross-module-optimization \
  -Xlinker -s -Xlinker --gc-sections

# What `zdc --version` says of the commit. Another commit compiles one C file and links again.
export ZDC_STAMP := $(shell packaging/facts.sh stamp)

.PHONY: fuzz example test tools build release lint unit engine-check engine-test out out-check
.PHONY: bench clean install uninstall packages tarball deb wheel sbom package-test

example: release
	$(ZDC) build manifests/brain-tumor.yml
	@find out/brain-tumor -type f | sort

build:
	@docker/tools/install.sh build
	swift build --product zdc

release:
	@docker/tools/install.sh build
	swift build $(RELEASE) --product zdc

test: tools release lint out-check unit fuzz package-test engine-check
	@echo "all tests passed"

tools:
	@docker/tools/install.sh test

lint:
	swift format lint --strict --recursive Sources Tests Package.swift

unit: export ZDC_TOOLS := $(CURDIR)/.build-tools/bin
unit: export ZDC := $(CURDIR)/$(ZDC)
unit: export ZDC_ALL_TESTS := 1
unit:
	swift test -Xswiftc -warnings-as-errors

# The generated files on a real Docker Engine of its own, under load. Skips with the reason where
# it can't run. One scenario of each kind, and the testbed's own tests.
engine-check: export ZDC := $(CURDIR)/$(ZDC)
engine-check: export ZDC_TOOLS := $(CURDIR)/.build-tools/bin
engine-check: release
	@docker/tools/install.sh engine
	@docker/testbed/run.py --quick || (($$? == 77))
	swift build -c release --package-path docker/testbed/LoadClient
	python3 -m unittest discover -s docker/testbed/tests

# All scenarios, and the report in docs/. `make engine-test ONLY=switch/requests` runs one.
engine-test: export ZDC := $(CURDIR)/$(ZDC)
engine-test: export ZDC_TOOLS := $(CURDIR)/.build-tools/bin
engine-test: release
	@docker/tools/install.sh engine
	@docker/testbed/run.py $(if $(ONLY),$(ONLY),--report docs) || (($$? == 77))

# A minute of the seeded fuzzer, in this process and by the built zdc's commands; the corpus replays
# in `unit`. Another seed: make fuzz SEED=7
SEED ?= 1
fuzz: export ZDC := $(CURDIR)/$(ZDC)
fuzz: release
	swift build $(RELEASE) --product Fuzz
	.build/release/Fuzz reader 8 $(SEED)
	.build/release/Fuzz build 16 $(SEED)
	for command in compile fix diff explain verify; do \
	  .build/release/Fuzz $$command 6 $(SEED) || exit; \
	done

# The artefacts of every manifest and environment, committed: every change shows in review.
out: release
	docker/tools/artefacts.sh

out-check:
	docker/tools/artefacts.sh --check

# Whole processes against libyaml's bare parse of the same manifests; prints a table.
bench: release tools
	Tests/Bench/bench.sh $(CURDIR)/$(ZDC)

# Under PREFIX; DESTDIR stands before it where a package is made of it.
PREFIX ?= /usr/local
install: release
	packaging/install.sh $(ZDC) "$(DESTDIR)$(PREFIX)"

uninstall: release
	packaging/install.sh --remove $(ZDC) "$(DESTDIR)$(PREFIX)"

# What a release consists of, with its sums, in dist/.
packages: tarball deb wheel sbom
	cd dist && sha256sum -- *.tar.gz *.deb *.whl *.json >SHA256SUMS

tarball: release
	packaging/tarball.sh $(ZDC) dist
	cd dist && sha256sum -- *.tar.gz >SHA256SUMS

deb: release
	packaging/deb.sh $(ZDC) dist

wheel: release
	packaging/wheel.py $(ZDC) dist

sbom: release
	mkdir -p dist && packaging/sbom.py $(ZDC) >dist/zdc.cdx.json

# Every package, made twice and tried where it will be used. `make package-test ONLY=deb` tries one.
package-test: export ZDC := $(CURDIR)/$(ZDC)
package-test: tools release
	@docker/tools/install.sh package
	packaging/test.sh $(ONLY)

clean:
	rm -rf .build .build-tools dist
