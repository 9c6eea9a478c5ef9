# Lacuna. Each target does all of its own set-up on Debian or Ubuntu with the Swift toolchain.
#
#   make demo      build, and write the report of the real data into Exports/
#   make test      run the tests; CONFIGURATION=release runs them as people run Lacuna
#   make check     formatting and lint
#   make outside   look at what Lacuna writes with other programs: xmllint, rsvg-convert, CairoSVG, MuPDF, Chromium; mistreat its server
#   make torture   kill writers, cut the power, fail calls, fill disks, damage files (some 20 minutes; root for all of it); PARTS="kill power"
#   make soak      mixed work on a national store for an hour, with restarts; MINUTES=10
#   make mutants   plant 200 small faults in a copy of the sources and see which the tests notice (some hours); MUTANTS="--planted"
#   make fuzz      throw bytes at each reader, led by what they reach: TARGETS="json xml" RUNS=1000000 or MINUTES=10, FAST=--fast; a million damaged lines
#   make coverage  run the tests and print what of the sources they ran, and why each line they did not run was not
#   make sanitize  run the tests that use threads with the thread sanitizer in them; SANITIZERS="thread address"
#   make valgrind  run every command and every method under valgrind's memcheck (ten minutes)
#   make docs      the pages about the code, from doc comments and the catalogues beside it, into .build/docs
#   make deb       a Debian package of it, into .build/deb
#   make release   what is given to others, with sums, a bill of materials and a signature (KEY=FILE), into .build/release-VERSION
#   make reproducible  build the commit twice, at two paths, and compare to the byte (a quarter of an hour)
#   make bench     speed, side by side with lxml, C, SQLite, NumPy, Polars, DuckDB, matplotlib, Vega-Lite (takes long)
#   make clean     remove what was built

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

LACUNA := .build/release/lacuna
# The compiler's option leaves a hash out in which the folder of the build counts: two builds of one commit are equal to the byte.
BUILD := swift build -c release --product lacuna --static-swift-stdlib -Xlinker -s \
	-Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen

.PHONY: help demo example test check outside torture soak mutants coverage sanitize valgrind fuzz docs deb release reproducible bench \
	build library outside-tools torture-tools bench-tools clean

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

demo: build
	@$(LACUNA) report -o Exports
	@$(MAKE) --no-print-directory example

# A small made-up history of several rounds, for the documentation.
example: build
	@rm -rf .build/example
	@$(LACUNA) simulate --areas 14 --services 10 --months 42 --seed 5 -o .build/example >/dev/null
	@$(LACUNA) report --store .build/example -o Exports/simulated >/dev/null
	@$(LACUNA) heatmap --store .build/example --as-of 2015-01-01 -o Exports/simulated/heatmap-first-round.svg 2>/dev/null
	@$(LACUNA) heatmap --store .build/example --compare 2015-01-01 -o Exports/simulated/heatmap-compared.svg 2>/dev/null
	@$(LACUNA) trend --store .build/example --format csv >Exports/simulated/trend.csv
	@$(LACUNA) show --store .build/example --compare 2015-01-01 --format csv >Exports/simulated/moves.csv
	@echo "Wrote a simulated history of seven rounds into Exports/simulated."

build: library
	@echo "Building lacuna (release); the first time takes some minutes."
	@$(BUILD) -q 2>&1 | sed '/mktemp/d' # the linker's remark on a function of Foundation that Lacuna does not call

# The release build has faults of the compiler that the debug build has not. It gets a folder of its own, since the tests look inside.
CONFIGURATION ?= debug
test: library
	swift test $(if $(filter release,$(CONFIGURATION)),-c release -Xswiftc -enable-testing -Xswiftc -DTESTABLE --scratch-path .build/release-tests)

check:
	swift format lint --recursive --strict Sources Tests Package.swift
	@echo "Formatting and lint: nothing to mend."
	@python3 Tests/Faults/table.py --check

outside: outside-tools torture-tools build
	@swift build -q --product lacuna
	Tests/Outside/run.sh $(LACUNA) .build/debug/lacuna

# Its report is .build/torture/report.md. REQUIRE=--require-all fails where a part cannot be run here.
torture: torture-tools build
	python3 Tests/Torture/run.py $(LACUNA) $(if $(PARTS),--parts "$(PARTS)") $(if $(SCALE),--scale $(SCALE)) $(if $(SEED),--seed $(SEED)) $(REQUIRE)

soak: build
	python3 Tests/Torture/soak.py $(LACUNA) $(or $(MINUTES),60)

# Its report is .build/fuzz/report.md; FAST=--fast leaves the address sanitizer out until the end; GROW=--grow keeps the smallest inputs
# with the same reach in Tests/Fuzz/Corpus. Then the same test as in `make test`, with 250 times as many lines.
fuzz: library
	python3 Tests/Fuzz/fuzz.py $(if $(TARGETS),--targets "$(TARGETS)") $(if $(RUNS),--runs $(RUNS)) $(if $(MINUTES),--minutes $(MINUTES)) $(FAST) $(GROW)
	LACUNA_MUTATIONS=1000000 swift test --filter JSONRPCTests.MutationTests

# Faults of a seed, each behind a number in one build; those written by hand are for the world by seed to find.
mutants: library
	@python3 Tests/Mutants/mutants.py $(MUTANTS)

coverage: library
	@python3 Tests/Coverage/coverage.py

SANITIZERS ?= thread
sanitize: library
	@for sanitizer in $(SANITIZERS); do python3 Tests/Sanitizers/sanitizers.py $$sanitizer; done

# On the build that people run: a debug build would be another program.
valgrind: build
	@.ci/install valgrind gcc libc6-dev python3
	@python3 Tests/Sanitizers/valgrind.py $(LACUNA)

docs: library
	@swift build -q
	@.ci/docs

deb: build
	@.ci/install dpkg-dev
	@.ci/deb $(LACUNA) .build/deb

# The key that signs: the private half of an ssh key, or its public half where an agent holds it. Without one nothing is signed.
KEY ?=
release: build
	@.ci/install dpkg-dev openssh-client
	@.ci/release $(LACUNA) .build $(KEY)

reproducible: library
	@.ci/reproducible

bench: bench-tools build
	@swift build -c release --product benchmarks --static-swift-stdlib -q 2>&1 | sed '/mktemp/d'
	.build/bench/venv/bin/python Tests/Benchmarks/bench.py .build/release .build/bench $(SUITES)

# What the build needs beside the toolchain: libxml2 with its headers, and pkg-config, by which SwiftPM finds them.
library:
	@.ci/install libxml2-dev pkg-config

outside-tools:
	@.ci/install libxml2-utils librsvg2-bin libcairo2 chromium fonts-liberation fonts-dejavu-core binutils python3 python3-venv strace stunnel4 netcat-openbsd openssl openssh-client git rsync libreoffice-calc libreoffice-writer libreoffice-impress python3-uno zsh fish man-db groff mandoc lintian dpkg-dev mmdebstrap gcc libc6-dev r-base-core valgrind
	@test -d .build/outside/venv || python3 -m venv .build/outside/venv
	@.build/outside/venv/bin/pip install -q --disable-pip-version-check --no-deps axe-playwright-python pypdf
	@.build/outside/venv/bin/pip install -q --disable-pip-version-check abspc cairosvg pymupdf numpy pillow openpyxl python-calamine pandas icalendar python-docx python-pptx odfpy compliance-trestle spdx-tools
	@for mcp in 2.3.0 1.30.0; do \
		test -d .build/outside/mcp-$$mcp || python3 -m venv .build/outside/mcp-$$mcp; \
		.build/outside/mcp-$$mcp/bin/pip install -q --disable-pip-version-check mcp==$$mcp; \
	done

torture-tools:
	@.ci/install strace e2fsprogs mount gcc libc6-dev faketime python3

bench-tools:
	@.ci/install libxml2-utils libsqlite3-dev gcc libc6-dev python3 python3-venv redis-server nghttp2-client valgrind
	@test -d .build/bench/venv || python3 -m venv .build/bench/venv
	@.build/bench/venv/bin/python -m pip install -q --disable-pip-version-check \
		lxml numpy polars duckdb pyarrow matplotlib seaborn vl-convert-python jsonrpcserver grpcio

clean:
	rm -rf .build
