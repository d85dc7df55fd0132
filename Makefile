# Builds, installs and packs btcli.
#
#   make                                   builds it, with its manual pages and completions, in .build
#   make install [PREFIX=…] [DESTDIR=…]    installs all that; as root after make, where PREFIX needs root
#   make uninstall [PREFIX=…] [DESTDIR=…]  removes it
#   make release                           packs dist/btcli-VERSION-linux-ARCH.tar.gz, for machines without Swift
#   make deb                               makes dist/btcli_VERSION_ARCH.deb of that, for Debian and Ubuntu
#   make release-check ROOT=FOLDER         runs the packed program in another Linux system (see scripts/release-check)
#   make docs                              compiles the documentation of the libraries into .build/documentation
#   make test                              installs what is missing, builds, and runs every test

PREFIX  ?= /usr/local
DESTDIR ?=

target := $(DESTDIR)$(PREFIX)
stage  := .build/stage

flags := --configuration release --product btcli
ifeq ($(shell uname -s),Linux)
# Swift's runtime goes into the program: it must run where the toolchain is not in the library path.
flags += --static-swift-stdlib -Xlinker --gc-sections
endif

.PHONY: all install uninstall release deb release-check docs test clean

all:
	scripts/require-swift
	scripts/system-packages
	swift build $(flags)
	scripts/stage "$$(swift build $(flags) --show-bin-path)/btcli" $(stage)

# Does not build again what is there: root may have no Swift toolchain.
$(stage):
	$(MAKE) all

install: | $(stage)
	mkdir -p "$(target)"
	cp -R $(stage)/. "$(target)/"

uninstall:
	rm -f "$(target)/bin/btcli" "$(target)"/share/man/man1/btcli.1 "$(target)"/share/man/man1/btcli-*.1
	rm -f "$(target)/share/bash-completion/completions/btcli"
	rm -f "$(target)/share/zsh/site-functions/_btcli"
	rm -f "$(target)/share/fish/vendor_completions.d/btcli.fish"
	rm -rf "$(target)/share/doc/btcli"

release:
	scripts/release

deb: release
	scripts/deb

release-check:
	scripts/release-check "$(ROOT)"

docs:
	swift build
	scripts/docs

test:
	scripts/test

clean:
	rm -rf $(stage) dist
