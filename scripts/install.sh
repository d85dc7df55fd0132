#!/bin/sh
# SPDX-FileCopyrightText: the swift-bittensor authors
# SPDX-License-Identifier: MIT

# Installs btcli on Linux from a release, or the newest version over an older one; removes it again.
#
#   curl -fsSL …/releases/latest/download/install.sh | sh
#   curl -fsSL …/releases/latest/download/install.sh | sh -s -- OPTION…
#
#   --version X   that version instead of the newest
#   --uninstall   removes what this script has installed
#   --dry-run     says what would be done
#   --newest      prints the newest version
#   --force       also over a btcli that this script did not install
#
#   PREFIX           where to: by default where it is already, /usr/local, or ~/.local where that cannot be written
#   BTCLI_RELEASES   where the releases are: an address, also file://, of folders like those of GitHub's
#                    (latest/download/version.txt, download/VERSION/btcli-VERSION-linux-ARCH.tar.gz and its .sha256)
#
# The list of what it has installed is PREFIX/share/btcli/files, and this script lies beside it.

usage() { echo "usage: install.sh [--version X] [--uninstall] [--dry-run] [--newest] [--force]" >&2; exit 2; }
say() { echo "$*" >&2; }
die() { say "error: $*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# fetch ADDRESS: its content, to standard output.
fetch() {
    case $1 in
        file://*) cat "${1#file://}" ;;
        # What begins encrypted stays encrypted.
        https://*)
            if has curl; then curl -fsSL --retry 3 --proto-redir =https "$1"; else wget -qO- "$1"; fi ;;
        http://*)
            if has curl; then curl -fsSL --retry 3 "$1"; else wget -qO- "$1"; fi ;;
        *) die "'$1' is no address: BTCLI_RELEASES is wrong" ;;
    esac
}

# The newest version, to standard output.
newest() {
    found=$(fetch "$releases/latest/download/version.txt") || die "$releases does not tell its newest version"
    is_version "$found" || die "$releases tells no version"
    echo "$found"
}

is_version() { case $1 in '' | *[!0-9A-Za-z.-]*) return 1 ;; [0-9]*) ;; *) return 1 ;; esac; }

# Whether version $1, such as 2.36, is $2 or newer.
is_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t . -k 1,1n -k 2,2n | head -n 1)" = "$2" ]; }

choose_prefix() {
    if [ -n "${PREFIX:-}" ]; then
        case $PREFIX in /*) prefix=$PREFIX ;; *) prefix=$PWD/$PREFIX ;; esac
        return
    fi
    # Where this script was installed; where the program is already; otherwise where it may be.
    prefix=$(cd "$(dirname "$0")/../.." 2>/dev/null && pwd) || prefix=
    [ "$0" -ef "$prefix/share/btcli/install.sh" ] && return
    for prefix in /usr/local "${HOME:+$HOME/.local}"; do
        [ -n "$prefix" ] && [ -f "$prefix/share/btcli/files" ] && return
    done
    if [ -w /usr/local ] && { [ ! -e /usr/local/bin ] || [ -w /usr/local/bin ]; }; then
        prefix=/usr/local
    else
        prefix=${HOME:?}/.local
    fi
}

check_system() {
    [ "$(uname -s)" = Linux ] || die "only Linux has packed programs, and this is $(uname -s): build it from its source"
    case $(uname -m) in
        x86_64 | amd64) machine=x86_64 ;;
        aarch64 | arm64) machine=aarch64 ;;
        *) die "there is no packed program for $(uname -m): build it from its source" ;;
    esac
    [ "$(getconf LONG_BIT 2>/dev/null || echo 64)" = 64 ] || die "this system has 32 bits, and the program needs 64"
    # 'glibc 2.36'
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2) || glibc=
    [ -n "$glibc" ] || die "this system has no glibc, which the packed program needs: build it from its source"
    has curl || has wget || case $releases in file://*) ;; *) die "neither curl nor wget is here: install one of them" ;; esac
    for tool in tar gzip sha256sum mktemp; do has $tool || die "$tool is not here: install it"; done
}

install() {
    check_system
    [ -n "$version" ] || version=$(newest)
    is_version "$version" || die "'$version' is no version"
    is=
    if [ -f "$list" ]; then
        is=$("$prefix/bin/btcli" --version 2>/dev/null) || is="of an unknown version"
    elif [ -e "$prefix/bin/btcli" ] && [ -z "$force" ]; then
        die "there is a btcli in $prefix/bin that this script did not install: remove it, choose another PREFIX, or say --force"
    fi
    if [ -n "$dry_run" ]; then
        say "btcli $version would be installed in $prefix${is:+, where btcli $is is}. Nothing has been changed."
        return
    fi

    # Beside what it becomes, so that each file gets to its place at once.
    mkdir -p "$prefix" 2>/dev/null || die "$prefix cannot be made: run this as root, or choose another PREFIX"
    scratch=$(mktemp -d "$prefix/.btcli-XXXXXX" 2>/dev/null) ||
        die "$prefix cannot be written: run this as root, or choose another PREFIX"
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM

    name=btcli-$version-linux-$machine.tar.gz
    from=$releases/download/$version/$name
    say "Fetching $from"
    fetch "$from" >"$scratch/$name" || die "$from cannot be had: is there a version $version for $machine?"
    fetch "$from.sha256" >"$scratch/sum" || die "$from.sha256 cannot be had"
    [ "$(sha256sum <"$scratch/$name" | cut -c 1-64)" = "$(cut -c 1-64 <"$scratch/sum")" ] ||
        die "what came is not what its checksum says: nothing has been installed"
    new=$scratch/new
    mkdir "$new"
    tar -xzof "$scratch/$name" -C "$new" --strip-components=1 || die "the archive cannot be unpacked"
    rm "$scratch/$name"
    needs=$(cat "$new/share/btcli/glibc")
    is_at_least "$glibc" "$needs" ||
        die "btcli $version needs glibc $needs or newer, and this system has $glibc: build it from its source"
    says=$("$new/bin/btcli" --version) || die "btcli $version does not run here"
    [ "$says" = "$version" ] || die "the archive of version $version holds $says"

    # Files, and with a slash behind them the folders that are made for them.
    rm -f "$new/share/btcli/files"
    (cd "$new" && find bin share -type f) >"$scratch/files"
    (cd "$new" && find bin share -type d | sort) | while IFS= read -r folder; do
        if [ ! -e "$prefix/$folder" ]; then
            echo "$folder/"
        elif [ ! -w "$prefix/$folder" ]; then
            die "$prefix/$folder cannot be written: run this as root, or choose another PREFIX"
        fi
    done >>"$scratch/files"
    : >"$scratch/before"
    if [ -f "$list" ]; then
        cat "$list" >"$scratch/before"
        grep '/$' "$list" >>"$scratch/files" || true
    fi
    sort -u -o "$scratch/files" "$scratch/files"

    # From here on it is renaming only, and not to be stopped. Until it is done the list has both versions' files.
    trap '' HUP INT TERM
    (cd "$new" && find bin share -type d) | while IFS= read -r folder; do mkdir -p "$prefix/$folder"; done
    sort -u "$scratch/before" "$scratch/files" >"$scratch/both"
    mv -f "$scratch/both" "$list"
    # The program last.
    { grep -v '/$' "$scratch/files" | grep -vx bin/btcli || true; echo bin/btcli; } | while IFS= read -r file; do
        mv -f "$new/$file" "$prefix/$file"
    done
    grep -vxF -f "$scratch/files" "$scratch/before" | grep -v '/$' | while IFS= read -r file; do
        rm -f "$prefix/${file:?}"
    done
    mv -f "$scratch/files" "$list"

    say "btcli $version is installed: $prefix/bin/btcli"
    case :${PATH:-}: in
        *":$prefix/bin:"*) ;;
        *) say "note: $prefix/bin is not in PATH: add it" ;;
    esac
    other=$(command -v btcli) || other=
    [ -z "$other" ] || [ "$other" -ef "$prefix/bin/btcli" ] || say "note: in PATH another one comes first: $other"
}

uninstall() {
    [ -f "$list" ] || die "there is nothing in $prefix that this script has installed"
    if [ -n "$dry_run" ]; then
        say "These would be removed from $prefix:"
        cat "$list"
        return
    fi
    ! grep -qE '^/|(^|/)\.\.(/|$)' "$list" || die "$list is damaged: remove the files by hand"
    [ -w "$prefix/bin" ] || die "$prefix/bin cannot be written: run this as root"
    grep -v '/$' "$list" | while IFS= read -r file; do rm -f "$prefix/${file:?}"; done
    folders=$(grep '/$' "$list" | sort -r) || folders=
    rm -f "$list"
    echo "$folders" | while IFS= read -r folder; do
        # Somebody else may have put something there.
        [ -z "$folder" ] || rmdir "$prefix/$folder" 2>/dev/null || true
    done
    say "btcli is removed from $prefix; wallets and settings in ~/.bittensor are left as they are."
}

main() {
    set -eu
    umask 022
    # Written in by scripts/release.
    releases='@RELEASES@'
    action=install version='' dry_run='' force=''
    while [ $# -gt 0 ]; do
        case $1 in
            --version) [ $# -ge 2 ] || usage; version=$2; shift ;;
            --version=*) version=${1#*=} ;;
            --uninstall) action=uninstall ;;
            --newest) action=newest ;;
            --dry-run) dry_run=1 ;;
            --force) force=1 ;;
            *) usage ;;
        esac
        shift
    done
    releases=${BTCLI_RELEASES:-$releases}
    releases=${releases%/}
    case $action:$releases in
        uninstall:*) ;;
        *:@* | *:) die "where the releases are is not known: set BTCLI_RELEASES" ;;
    esac
    choose_prefix
    list=$prefix/share/btcli/files
    $action
}

# Complete, or a mistake in syntax: half a download runs nothing.
{ main "$@"; }
